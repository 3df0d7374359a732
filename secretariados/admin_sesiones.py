"""Admin of sessions: any side calls one, and any writes its minutes. What one side wrote, it alone
corrects; the others add what they have to say."""

from django.contrib import admin
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.admin import ParteInline
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.forms_sesion import (
    FormularioCancelacion,
    FormularioMinuta,
    FormularioObservacion,
    FormularioSesion,
)
from secretariados.models import Asiento, Asistencia, Sesion

__all__ = ["SesionAdmin"]


class AsistenciaInline(ParteInline):
    """To correct what was said; it is said with the minutes."""

    model = Asistencia
    can_delete = False
    fields = ["lado", "condicion", "oficina"]
    readonly_fields = ["lado"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        suya = _es_su_minuta(obj and _asiento(request, obj), obj)
        return suya and super().has_change_permission(request, obj)


class SesionAdmin(ConActos, AdminConFuentes):
    form = FormularioSesion
    change_form_template = "admin/secretariados/sesion.html"
    plantilla_de_actos = "admin/secretariados/sesion_acto.html"
    otras_formas = ("levantar-minuta", "cancelar-sesion", "observar-minuta")
    list_display = ["clave", "tipo", "secretariado", "inicia_en", "en_que_esta", "publico"]
    list_filter = ["tipo", "modalidad"]
    list_select_related = ["secretariado"]
    search_fields = ["clave", "orden_del_dia", "minuta"]
    fields = ["secretariado", "tipo", "inicia_en", ("modalidad", "lugar"), "orden_del_dia"]
    _convocatoria = ("tipo", "inicia_en", "modalidad", "lugar", "orden_del_dia")

    def get_urls(self):
        return [
            path("<int:pk>/minuta/", forma_de(self, self.minuta), name="levantar-minuta"),
            path("<int:pk>/observar/", forma_de(self, self.observar), name="observar-minuta"),
            path("<int:pk>/cancelar/", forma_de(self, self.cancelar), name="cancelar-sesion"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        suyos = ["clave", *self.fields] if obj else self.fields
        if obj and obj.minuta:
            suyos = [*suyos, "minuta"]
        return [(None, {"fields": suyos}), *self.secciones(request, obj)]

    def get_inlines(self, request, obj):
        return [AsistenciaInline] if obj and obj.minuta else []

    def get_changeform_initial_data(self, request):
        suyos = self._donde_convoca(request.user)
        return {"secretariado": suyos[0]} if len(suyos) == 1 else {}

    def has_add_permission(self, request):
        return request.user.puede_alguna([Accion.CONVOCAR])

    def elegibles(self, db_field, request):
        """One calls a session where one sits."""
        elegibles = super().elegibles(db_field, request)
        if db_field.name == "secretariado":
            suyos = db_field.related_model._default_manager.visibles_para(request.user)
            return suyos.filter(pk__in=self._donde_convoca(request.user))
        return elegibles

    def _donde_convoca(self, usuario) -> list[int]:
        return sorted({cargo.secretariado for cargo in usuario.cargos_para(Accion.CONVOCAR)})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None) or {}
        sesion = contexto.get("original")
        asiento = sesion and sesion.publico and _asiento(request, sesion)
        if asiento:
            abierta = sesion.estado == Sesion.Estado.CONVOCADA
            contexto["puede_levantar_minuta"] = abierta and sesion.empezo
            contexto["puede_cancelar"] = abierta and sesion.la_cancela(asiento)
            contexto["puede_observar"] = sesion.minuta is not None
        return respuesta

    def get_readonly_fields(self, request, obj=None):
        """The call, of the side that called; the minutes, of the one that wrote them."""
        fijos = super().get_readonly_fields(request, obj)
        if obj is None or not obj.publicado_en:
            return fijos
        suyo = _asiento(request, obj)
        abierta = suyo and obj.convoca_lado == suyo.lado and not obj.empezo
        ajenos = [] if abierta else self._convocatoria
        return [*fijos, *ajenos, *([] if _es_su_minuta(suyo, obj) else ["minuta"])]

    def has_change_permission(self, request, obj=None):
        """Whoever wrote nothing of it has nothing to correct: it reads, and adds."""
        puede = super().has_change_permission(request, obj)
        if not puede or obj is None or not obj.publicado_en or obj.consta_en_fuente:
            return puede
        suyo = _asiento(request, obj)
        return suyo is not None and suyo.lado in (obj.convoca_lado, obj.levanta_lado)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.convocar(_asiento(request, obj))
            anio = timezone.localtime(obj.inicia_en).year
            obj.clave = Sesion.objects.clave_nueva(obj.secretariado, anio)
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def en_que_esta(self, obj):
        return obj.get_estado_display()

    def minuta(self, request, pk):
        """What was said and who came: the three sides, always."""
        sesion = self._abierta(request, pk)
        if request.method == "GET" and not sesion.empezo:
            raise Http404
        form = FormularioMinuta(request.POST or None, request.FILES or None, sesion=sesion)
        if request.method == "POST" and form.is_valid():
            with rechazo_en(form), en_contexto(self._voz(request, sesion, Entrada.Tipo.REPORTE)):
                sesion.levantar_minuta(
                    _asiento(request, sesion),
                    form.cleaned_data["minuta"],
                    form.asistencia,
                    form.el_archivo,
                )
            if form.is_valid():
                return self._hecho(request, sesion, _("La minuta quedó a la vista de todos."))
        return self._pagina(request, sesion, _("Levantar la minuta"), form)

    def observar(self, request, pk):
        """What the account's side has to say of the minutes."""
        sesion = self._suya(request, pk)
        if request.method == "GET" and sesion.minuta is None:
            raise Http404
        form = FormularioObservacion(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with rechazo_en(form), en_contexto(self._voz(request, sesion, Entrada.Tipo.REPORTE)):
                sesion.observar(_asiento(request, sesion), form.cleaned_data["texto"])
            if form.is_valid():
                return self._hecho(
                    request, sesion, _("La observación quedó a la vista. No se cambia.")
                )
        return self._pagina(request, sesion, _("Observar la minuta"), form)

    def cancelar(self, request, pk):
        """It stays in sight, cancelled, with the reason."""
        sesion = self._abierta(request, pk)
        if not sesion.la_cancela(_asiento(request, sesion)):
            raise Http404
        form = FormularioCancelacion(request.POST or None)
        if request.method == "POST" and form.is_valid():
            motivo = form.cleaned_data["motivo"]
            voz = self._voz(request, sesion, Entrada.Tipo.ALTA, motivo)
            with rechazo_en(form), en_contexto(voz):
                sesion.cancelar(motivo)
            if form.is_valid():
                return self._hecho(request, sesion, _("La sesión quedó cancelada, con su motivo."))
        return self._pagina(request, sesion, _("Cancelar la sesión"), form)

    def _abierta(self, request, pk) -> Sesion:
        """One that the account may write; any other does not exist (404). What is sent of one that
        was settled meanwhile is told why, with its text."""
        sesion = self._suya(request, pk)
        if request.method == "GET" and sesion.estado != Sesion.Estado.CONVOCADA:
            raise Http404
        return sesion

    def _suya(self, request, pk) -> Sesion:
        sesion = Sesion.objects.editables_por(request.user).filter(pk=pk).first()
        if sesion is None or not sesion.publico:
            raise Http404
        return sesion

    def _voz(self, request, sesion, tipo, motivo=None) -> Contexto:
        return Contexto.desde(_asiento(request, sesion), tipo=tipo, motivo=motivo)


def _asiento(request, sesion: Sesion) -> Asiento | None:
    """The seat from which the account speaks there today."""
    return Asiento.objects.vigentes().de(request.user, sesion.secretariado_id)


def _es_su_minuta(asiento: Asiento | None, sesion: Sesion | None) -> bool:
    return bool(asiento and sesion and sesion.levanta_lado == asiento.lado)
