"""Admin of reports: a side tells how what it does is going, and nobody tells it for another."""

from datetime import date

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compromisos.avance import EstadoDeActividad
from compromisos.models import Actividad, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.fuentes.admin import AdminConFuentes, FormularioConFuentes
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.forms import caja_a_la_vista
from secretariados.models import Asiento

__all__ = ["ReporteAdmin"]

SEMESTRES = 4  # this one and those before that somebody may still owe


def _periodos(hoy: date) -> list[tuple[str, str]]:
    anio, semestre = Periodo.de(hoy)
    cuentas = [(anio * 2 + semestre - 1 - atras) for atras in range(SEMESTRES)]
    claves = [str(Periodo(cuenta // 2, cuenta % 2 + 1)) for cuenta in cuentas]
    return [(clave, clave) for clave in claves]


class ReporteForm(FormularioConFuentes):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "periodo" in self.fields:
            opciones = _periodos(timezone.localdate())
            suyo = self.instance.periodo
            if suyo and (suyo, suyo) not in opciones:
                opciones.append((suyo, suyo))
            self.fields["periodo"] = forms.ChoiceField(
                label=_("Periodo"), choices=opciones, help_text=_("El semestre que se reporta.")
            )

    def clean(self):
        """The trigger `reporte_a_su_hora`, said where the box is."""
        datos = super().clean() or self.cleaned_data
        actividad = datos.get("actividad") or getattr(self.instance, "actividad", None)
        estado = datos.get("estado")
        if actividad is None or not estado or datos.get("obstaculos"):
            return datos
        tarde = actividad.termino_su_plazo() and estado != EstadoDeActividad.CONCLUIDA
        if tarde or estado == EstadoDeActividad.DETENIDA:
            self.add_error("obstaculos", _("Está atrasada o detenida: diga qué lo impide."))
        return datos


class FormularioEnviar(forms.Form):
    confirmo = forms.BooleanField(label=gettext_lazy("Sí, enviarlo a mi lado"))


class FormularioDevolver(forms.Form):
    motivo = caja_a_la_vista(
        gettext_lazy("Por qué se devuelve"), ayuda=gettext_lazy("Lo lee quien lo escribió.")
    )


class FormularioPublicar(forms.Form):
    confirmo = forms.BooleanField(
        label=gettext_lazy("Sí, publicarlo"),
        help_text=gettext_lazy("Lo verá todo el mundo, y no se cambia: después se publica otro."),
    )
    modelos = (Reporte,)


class ReporteAdmin(ConActos, AdminConFuentes):
    form = ReporteForm
    change_form_template = "admin/compromisos/reporte.html"
    plantilla_de_actos = "admin/compromisos/reporte_acto.html"
    otras_formas = ("enviar-reporte", "devolver-reporte", "publicar-reporte")
    list_display = ["clave", "actividad", "periodo", "estado", "en_que_esta"]
    list_display_links = ["clave", "actividad"]
    list_filter = ["tramite", "estado", "lado"]
    list_select_related = ["actividad"]
    search_fields = ["clave", "actividad__titulo"]
    fields = ["actividad", ("periodo", "estado"), "valor", "texto", "obstaculos"]

    def get_urls(self):
        return [
            path("<int:pk>/enviar/", forma_de(self, self.enviar), name="enviar-reporte"),
            path("<int:pk>/devolver/", forma_de(self, self.devolver), name="devolver-reporte"),
            path("<int:pk>/publicar/", forma_de(self, self.publicar_uno), name="publicar-reporte"),
            *super().get_urls(),
        ]

    def secciones(self, request, obj):
        """It is published by its side, once it was sent to it."""
        ajena = _("Publicación")
        return [seccion for seccion in super().secciones(request, obj) if seccion[0] != ajena]

    def get_readonly_fields(self, request, obj=None):
        fijos = super().get_readonly_fields(request, obj)
        return [*fijos, "actividad"] if obj else fijos

    def has_change_permission(self, request, obj=None):
        """What was sent waits for its side; what is public is followed by another."""
        abierto = obj is None or (
            obj.publicado_en is None and obj.tramite != Reporte.Tramite.ENVIADO
        )
        return abierto and super().has_change_permission(request, obj)

    def elegibles(self, db_field, request):
        """Each reports what its side does; a liaison, what its institution does."""
        elegibles = super().elegibles(db_field, request)
        if db_field.name != "actividad":
            return elegibles
        suyas = Actividad.objects.publicos().filter(
            request.user.alcance(Accion.REPORTAR, "compromiso__plan__secretariado", "lado"),
            retirada=False,
        )
        if not any(cargo.rol is Rol.MIEMBRO for cargo in request.user.cargos):
            cargos = request.user.ocupaciones.vigentes().filter(rol=Rol.ENLACE)
            suyas = suyas.filter(institucion__in=cargos.values("institucion"))
        return suyas.order_by("clave")

    def save_model(self, request, obj, form, change):
        if not change:
            actividad = obj.actividad
            asiento = _asiento(request, obj)
            obj.lado = actividad.lado
            obj.oficina = asiento.firma if asiento else None
            obj.clave = f"{actividad.clave}-R{actividad.reportes.count() + 1}"
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        reporte = contexto.get("original")
        if reporte and reporte.pk and reporte.publicado_en is None:
            enviado = reporte.tramite == Reporte.Tramite.ENVIADO
            contexto["puede_enviar"] = not enviado and self._es_suya(request, reporte)
            contexto["puede_revisar"] = enviado and _habla(request, reporte)
        return respuesta

    @admin.display(description=gettext_lazy("trámite"))
    def en_que_esta(self, obj):
        return _("Publicado") if obj.publicado_en else obj.get_tramite_display()

    def enviar(self, request, pk):
        """To its own side, which reads it before everybody does."""
        reporte = self._suyo(request, pk)
        form = FormularioEnviar(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reporte.enviar()
            return self._hecho(request, reporte, _("Su lado ya lo tiene."))
        return self._pagina(request, reporte, _("Enviar a su lado"), form)

    def devolver(self, request, pk):
        reporte = self._por_revisar(request, pk)
        form = FormularioDevolver(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reporte.devolver(form.cleaned_data["motivo"])
            return self._hecho(request, reporte, _("Quedó devuelto, con su motivo."))
        return self._pagina(request, reporte, _("Devolver"), form)

    def publicar_uno(self, request, pk):
        reporte = self._por_revisar(request, pk)
        form = FormularioPublicar(request.POST or None)
        if request.method == "POST" and form.is_valid():
            voz = Contexto.desde(_asiento(request, reporte), tipo=Entrada.Tipo.REPORTE)
            with rechazo_en(form), en_contexto(voz):
                reporte.publicar()
            if form.is_valid():
                return self._hecho(request, reporte, _("El reporte quedó a la vista de todos."))
        return self._pagina(request, reporte, _("Publicar"), form)

    def _suyo(self, request, pk) -> Reporte:
        """One that is not public, of what the account reports; any other does not exist (404)."""
        suyos = Reporte.objects.editables_por(request.user).filter(pk=pk, publicado_en=None)
        reporte = suyos.select_related("actividad").first()
        if reporte is None:
            raise Http404
        return reporte

    def _por_revisar(self, request, pk) -> Reporte:
        reporte = self._suyo(request, pk)
        if reporte.tramite != Reporte.Tramite.ENVIADO or not _habla(request, reporte):
            raise Http404
        return reporte


admin.site.register(Reporte, ReporteAdmin)


def _asiento(request, reporte: Reporte) -> Asiento | None:
    """The seat that the account reports from."""
    casa = reporte.actividad.compromiso.plan.secretariado_id
    suyas = request.user.ocupaciones.vigentes().filter(rol__in=[Rol.MIEMBRO, Rol.ENLACE])
    asientos = Asiento.objects.vigentes().filter(
        secretariado=casa, lado=reporte.actividad.lado, pk__in=suyas.values("asiento")
    )
    return asientos.order_by("pk").first()


def _habla(request, reporte: Reporte) -> bool:
    """Whoever speaks for the side publishes what it says."""
    casa = reporte.actividad.compromiso.plan.secretariado_id
    asiento = Asiento.objects.vigentes().de(request.user, casa)
    return asiento is not None and asiento.lado == reporte.lado
