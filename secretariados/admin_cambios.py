"""In the admin, a record whose text the three sides agree: read there, changed by proposing."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.forms import inlineformset_factory, modelform_factory
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.comun.admin import ParteInline, PartesApiladas
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.permisos import ParteConRol
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes
from secretariados.forms_cambio import (
    FILAS_LIBRES,
    FilasDeTexto,
    FormularioDeActo,
    FormularioDeTexto,
    ensayar,
)
from secretariados.models import Acuerdo, Asiento, CambioPropuesto, Secretariado

__all__ = ["ParteAcordada", "ParteAcordadaApilada", "SePropone", "asiento_en"]


class _Acordada(ParteConRol):
    """Rows that are part of an agreed text, with its `acordado` columns: read where it is fixed.
    Where one of them has a key of its own, it is not taken away: it says that it is withdrawn."""

    acordado: list[str] = []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """What is agreed in public names what is public."""
        kwargs["queryset"] = db_field.related_model._default_manager.publicos()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _del_registro(self, request, obj) -> bool:
        return not (obj and obj.texto_fijo) and super()._del_registro(request, obj)


class ParteAcordada(_Acordada, ParteInline):
    """As rows of a table."""


class ParteAcordadaApilada(_Acordada, PartesApiladas):
    """With too many fields for a table."""


class SePropone(AdminConFuentes):
    """The model is `Consentible`. `partes_acordadas` are the inlines whose rows are part of its
    agreed text."""

    change_form_template = "admin/secretariados/acordado.html"
    partes_acordadas: tuple[type[_Acordada], ...] = ()
    de_su_redaccion: tuple[str, ...] = ()  # said of the agreed text: written while it is a draft
    actions = ["publicar", "proponer_juntos"]

    @property
    def otras_formas(self):
        return (self._nombre,)

    @property
    def _nombre(self) -> str:
        return f"{self.opts.model_name}-proponer"

    def get_urls(self):
        vista = forma_de(self, self.proponer)
        return [path("<int:pk>/proponer/", vista, name=self._nombre), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        fijos = [*super().get_readonly_fields(request, obj)]
        if obj and obj.texto_fijo:
            fijos += [*self.model.TEXTO_ACORDADO, *self.de_su_redaccion]
            fijos += ["estado"] if obj.estado in self.model.CONCLUSIONES else []
        return fijos

    def secciones(self, request, obj):
        """What is made here is neither published nor withdrawn by whoever holds the pen."""
        secciones = super().secciones(request, obj)
        if obj is None or obj.se_acuerda:
            propias = (_("Publicación"), _("Retiro"))
            return [seccion for seccion in secciones if seccion[0] not in propias]
        return secciones

    def has_change_permission(self, request, obj=None):
        """The sides are reading it: what they did not read would be published with it."""
        puede = super().has_change_permission(request, obj)
        return puede and (obj is None or self._en_que_acto(request, obj) is None)

    def has_delete_permission(self, request, obj=None):
        """Nor is it taken away: it would be to object without a reason."""
        puede = super().has_delete_permission(request, obj)
        return puede and self._en_que_acto(request, obj) is None

    def _en_que_acto(self, request, obj) -> Acuerdo | None:
        """Of a draft, the act in which the sides read it, if they do. Asked once a request."""
        if not obj.se_acuerda or obj.publicado_en is not None:
            return None
        sabidos = request.__dict__.setdefault("_en_que_acto", {})
        if obj.pk not in sabidos:
            suyos = CambioPropuesto.objects.de(obj.objeto, obj.clave).por_responder()
            cambio = suyos.select_related("acuerdo").first()
            sabidos[obj.pk] = cambio and cambio.acuerdo
        return sabidos[obj.pk]

    def que_se_publican(self):
        """From the list, only what comes from sources."""
        return super().que_se_publican().filter(self.model.consta())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        registro = contexto.get("original")
        if registro and registro.pk:
            contexto["se_responde"] = self._en_que_acto(request, registro)
        if registro and registro.se_acuerda and asiento_en(request, registro.del_secretariado):
            contexto["url_proponer"] = reverse(f"admin:{self._nombre}", args=[registro.pk])
        return respuesta

    def proponer(self, request, pk):
        """One form over the agreed text; what it would change goes to a draft act, where it is read
        before the other sides do. Of a draft, its text as it is."""
        registro = self.get_queryset(request).filter(pk=pk).first()
        asiento = (
            asiento_en(request, registro.del_secretariado)
            if registro and registro.se_acuerda
            else None
        )
        if asiento is None:
            raise Http404
        datos = request.POST or None
        borrador = self._borrador(request, asiento, registro)
        acto = FormularioDeActo(
            datos,
            asiento=asiento,
            registro=registro,
            initial={"acuerdo": borrador and borrador.acuerdo_id},
        )
        texto, filas = self._del_texto(request, registro, datos, borrador)
        formas = [acto, *([texto] if texto else []), *(parte.formset for parte in filas)]
        validas = [forma.is_valid() for forma in formas]  # all of them say what is amiss
        if request.method == "POST" and all(validas):
            antes = registro.texto_acordado() if registro.texto_fijo else None
            de_filas = [parte.formset for parte in filas]
            despues = ensayar(texto, de_filas) if texto else registro.texto_acordado()
            if despues == antes:
                texto.add_error(None, _("El texto quedó igual: no hay nada que proponer."))
            else:
                return self._sumar(request, acto, antes, despues)
        return self._pagina(request, registro, acto, texto, filas)

    def _borrador(self, request, asiento, registro) -> CambioPropuesto | None:
        """The change that is being corrected (`?acuerdo=`), if it is a draft of that seat."""
        suyos = CambioPropuesto.objects.de(registro.objeto, registro.clave)
        pedido = request.GET.get("acuerdo", "")
        if request.method != "GET" or not pedido.isdecimal():
            return None
        borradores = Acuerdo.objects.por_proponer(asiento).filter(pk=pedido)
        return suyos.filter(acuerdo__in=borradores).first()

    def _del_texto(self, request, registro, datos, borrador):
        """The form of the agreed text, and that of the rows that are part of it; none for a draft,
        which is written in its own page until it is proposed."""
        if not registro.texto_fijo:
            return None, []
        propuesto = borrador and borrador.despues
        cajas = partial(self.formfield_for_dbfield, request=request)
        campos = self.model.TEXTO_ACORDADO
        clase = modelform_factory(self.model, FormularioDeTexto, campos, formfield_callback=cajas)
        filas = [
            self._de_las_filas(request, cual, registro, datos, propuesto)
            for cual in self.partes_acordadas
        ]
        return clase(datos, instance=registro, propuesto=propuesto), filas

    def _de_las_filas(self, request, cual, registro, datos, propuesto):
        parte = cual(self.model, self.admin_site)
        clase = inlineformset_factory(
            self.model,
            parte.model,
            form=parte.form,
            fields=parte.acordado,
            formset=FilasDeTexto,
            extra=FILAS_LIBRES,
            can_delete=parte.can_delete,
            formfield_callback=partial(parte.formfield_for_dbfield, request=request),
        )
        formset = clase(
            datos, instance=registro, queryset=parte.get_queryset(request), propuesto=propuesto
        )
        fieldsets = parte.fieldsets or [(None, {"fields": parte.acordado})]
        return InlineAdminFormSet(parte, formset, fieldsets, model_admin=self)

    def _sumar(self, request, acto, antes, despues):
        acuerdo = acto.guardar(antes, despues)
        aviso = _(
            "El cambio está en el borrador %s, que los otros lados todavía no reciben: léalo, sume "
            "otros si hace falta y propóngalo."
        )
        self.message_user(request, aviso % acuerdo.clave, messages.SUCCESS)
        return HttpResponseRedirect(_de_acto(acuerdo))

    @admin.action(
        description=gettext_lazy("Proponer juntos los borradores elegidos"), permissions=["view"]
    )
    def proponer_juntos(self, request, queryset):
        """All of them in one act, which publishes all or none."""
        borradores = [r for r in queryset.filter(publicado_en=None) if r.se_acuerda]
        asientos = {
            asiento for r in borradores if (asiento := asiento_en(request, r.del_secretariado))
        }
        if len(asientos) != 1:
            aviso = _("Elija borradores de un mismo secretariado, donde su lado tenga quien firme.")
            return self.message_user(request, aviso, messages.ERROR)
        acuerdo = None
        for registro in borradores:
            acto = FormularioDeActo(None, asiento=next(iter(asientos)), registro=registro)
            acuerdo = acto.sumar_a(acuerdo, None, registro.texto_acordado())
        return HttpResponseRedirect(_de_acto(acuerdo))

    def _pagina(self, request, registro, acto, texto, filas):
        contexto = {
            **self.admin_site.each_context(request),
            "title": _("Proponer un cambio") if texto else _("Proponer que se publique"),
            "opts": self.opts,
            "original": registro,
            "acto": acto,
            "inline_admin_formsets": filas,
            "media": self.media,
        }
        if texto:
            fieldsets = [(None, {"fields": [*self._del_documento(texto)]})]
            contexto["adminform"] = AdminForm(texto, fieldsets, {}, model_admin=self)
            contexto["media"] += contexto["adminform"].media
        for parte in filas:
            contexto["media"] += parte.media
        return TemplateResponse(request, "admin/secretariados/proponer.html", contexto)

    def _del_documento(self, texto):
        """Its boxes, as the record's own page groups them."""
        for grupo in [*self.fields, "conclusion"]:
            suyas = [grupo] if isinstance(grupo, str) else grupo
            if presentes := tuple(nombre for nombre in suyas if nombre in texto.fields):
                yield presentes


def asiento_en(request, casa: Secretariado | None) -> Asiento | None:
    """The seat from which the account proposes in that secretariat, if it signs today."""
    if casa is None or not request.user.puede_alguna([Accion.PROPONER]):
        return None
    return Asiento.objects.que_firman().de(request.user, casa)


def _de_acto(acuerdo: Acuerdo) -> str:
    return reverse("admin:secretariados_acuerdo_change", args=[acuerdo.pk])
