"""Admin of reports: a side tells how what it does is going, and nobody tells it for another."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from compromisos.admin_hoja import ConHoja
from compromisos.avisos import avisar_del_reporte
from compromisos.forms_reportes import (
    FormularioDevolver,
    FormularioEnviar,
    FormularioPublicar,
    FormularioQuitarEvidencia,
    ReporteForm,
)
from compromisos.models import Actividad, Evidencia, Reporte
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.correo import origen_de
from gobierno_abierto.comun.lo_escrito import forma_de
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.fuentes.admin import AdminConFuentes
from gobierno_abierto.fuentes.descargas import entregar
from secretariados.admin_actos import ConActos, rechazo_en
from secretariados.models import Asiento

__all__ = ["ReporteAdmin"]

EVIDENCIA = {
    "fields": ["muestra", "archivo", "direccion", "archivo_recibido"],
    "description": gettext_lazy("Para mostrar varias cosas, guarde y agregue la siguiente."),
}


class ReporteAdmin(ConHoja, ConActos, AdminConFuentes):
    form = ReporteForm
    change_form_template = "admin/compromisos/reporte.html"
    plantilla_de_actos = "admin/compromisos/reporte_acto.html"
    otras_formas = (
        "enviar-reporte", "devolver-reporte", "publicar-reporte", "quitar-evidencia"
    )  # fmt: skip
    list_display = ["clave", "actividad", "periodo", "estado", "en_que_esta"]
    list_display_links = ["clave", "actividad"]
    list_filter = ["publico", "tramite", "estado", "lado"]
    list_select_related = ["actividad"]
    search_fields = ["clave", "actividad__titulo"]
    fields = ["actividad", "periodo", "estado", "valor", "texto", "obstaculos"]

    def get_urls(self):
        return [
            path("<int:pk>/enviar/", forma_de(self, self.enviar), name="enviar-reporte"),
            path("<int:pk>/devolver/", forma_de(self, self.devolver), name="devolver-reporte"),
            path("<int:pk>/publicar/", forma_de(self, self.publicar_uno), name="publicar-reporte"),
            path(
                "<int:pk>/evidencias/<int:cual>/",
                forma_de(self, self.ver_evidencia),
                name="ver-evidencia",
            ),
            path(
                "<int:pk>/evidencias/<int:cual>/quitar/",
                forma_de(self, self.quitar_evidencia),
                name="quitar-evidencia",
            ),
            *self.rutas_de_la_hoja(),
            *super().get_urls(),
        ]

    def secciones(self, request, obj):
        """It is published by its side, once it was sent to it."""
        ajenas = [_("Publicación"), _("Fuentes")]
        suyas = [s for s in super().secciones(request, obj) if s[0] not in ajenas]
        if obj is None or self.has_change_permission(request, obj):
            suyas.insert(0, (_("Evidencia"), EVIDENCIA))
        return suyas

    def get_actions(self, request):
        """Each is read before it is published: there is no door for many at once."""
        acciones = super().get_actions(request)
        acciones.pop("publicar", None)
        return acciones

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
        return Actividad.objects.reportables_por(request.user).order_by("clave")

    def save_model(self, request, obj, form, change):
        if not change:
            self.firmar(request, obj)
        super().save_model(request, obj, form, change)
        form.guardar_evidencia(obj)

    def firmar(self, request, reporte):
        """By whom it is told, and with which key."""
        asiento = _asiento(request, reporte)
        reporte.lado = reporte.actividad.lado
        reporte.oficina = asiento.firma if asiento else None
        reporte.clave = Reporte.objects.clave_nueva(reporte.actividad)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        respuesta = super().changeform_view(request, object_id, form_url, extra_context)
        contexto = getattr(respuesta, "context_data", None)
        if contexto is not None:
            contexto |= self._que_sigue(request, contexto.get("original"))
        return respuesta

    def _que_sigue(self, request, reporte) -> dict:
        """What the account may do with a draft, and what it shows."""
        borrador = reporte and reporte.pk and reporte.publicado_en is None
        nuevo = reporte is None or reporte.pk is None
        enviado = borrador and reporte.tramite == Reporte.Tramite.ENVIADO
        return {
            "puede_enviar": nuevo or (borrador and not enviado and self._es_suya(request, reporte)),
            "quitable": borrador and not enviado,
            "puede_revisar": enviado and _habla(request, reporte),
            "evidencias": [] if nuevo else _evidencias(reporte),
        }

    def response_post_save_add(self, request, obj):
        return self._falta_enviarlo(request, obj)

    def response_post_save_change(self, request, obj):
        return self._falta_enviarlo(request, obj)

    def _falta_enviarlo(self, request, obj):
        """To the draft itself, where what comes next is seen; or on to what comes next."""
        if "_enviar" in request.POST:
            return HttpResponseRedirect(reverse("admin:enviar-reporte", args=[obj.pk]))
        dicho = _("Es un borrador: cuando esté completo, envíelo a su lado.")
        return self._hecho(request, obj, dicho)

    def has_delete_permission(self, request, obj=None):
        """Not what its side is reading."""
        enviado = obj and obj.tramite == Reporte.Tramite.ENVIADO
        return not enviado and super().has_delete_permission(request, obj)

    @admin.display(description=gettext_lazy("trámite"))
    def en_que_esta(self, obj):
        return _("Publicado") if obj.publicado_en else obj.get_tramite_display()

    def enviar(self, request, pk):
        """To its own side, which reads it before everybody does."""
        reporte = self._suyo(request, pk)
        form = FormularioEnviar(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with rechazo_en(form):
                reporte.enviar()
            if form.is_valid():
                self._avisar(request, reporte)
                return self._hecho(request, reporte, _("Su lado ya lo tiene."))
        return self._pagina(
            request, reporte, _("Enviar a su lado"), form, evidencias=_evidencias(reporte)
        )

    def devolver(self, request, pk):
        reporte = self._que_revisa(request, pk)
        if not reporte.por_revisar:
            return self._ya_atendido(request, reporte)
        form = FormularioDevolver(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reporte.devolver(form.cleaned_data["motivo"])
            self._avisar(request, reporte)
            return self._hecho(request, reporte, _("Quedó devuelto, con su motivo."))
        return self._pagina(request, reporte, _("Devolver"), form)

    @transaction.atomic
    def publicar_uno(self, request, pk):
        Reporte.objects.select_for_update().filter(pk=pk).first()  # nobody moves it meanwhile
        reporte = self._que_revisa(request, pk)
        if not reporte.por_revisar:
            return self._ya_atendido(request, reporte)
        form = FormularioPublicar(request.POST or None, initial={"leido": reporte.leido})
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["leido"] != reporte.leido:
                dicho = _("Cambió mientras lo leía: léalo otra vez.")
                self.message_user(request, dicho, messages.WARNING)
                return HttpResponseRedirect(request.path)
            voz = Contexto.desde(_asiento(request, reporte), tipo=Entrada.Tipo.REPORTE)
            with rechazo_en(form), en_contexto(voz):
                reporte.publicar()
            if form.is_valid():
                return self._hecho(request, reporte, _("El reporte quedó a la vista de todos."))
        return self._pagina(request, reporte, _("Publicar"), form, evidencias=_evidencias(reporte))

    def ver_evidencia(self, request, pk, cual):
        """A file that is not public, for whoever writes it and for the side that reviews it."""
        evidencia = self._suyo(request, pk).evidencias.filter(pk=cual, archivo__isnull=False)
        una = evidencia.select_related("archivo").first()
        if una is None:
            raise Http404
        return entregar(request, una.archivo, cache="private, no-store")

    def quitar_evidencia(self, request, pk, cual):
        reporte = self._suyo(request, pk)
        evidencia = reporte.evidencias.filter(pk=cual).first()
        if evidencia is None or not self.has_change_permission(request, reporte):
            raise Http404
        form = FormularioQuitarEvidencia(request.POST or None)
        if request.method == "POST" and form.is_valid():
            evidencia.delete()
            return self._hecho(request, reporte, _("Se quitó «%s».") % evidencia.titulo)
        titulo = _("Quitar «%s»") % evidencia.titulo
        return self._pagina(request, reporte, titulo, form)

    def _avisar(self, request, reporte):
        """Whoever it waits for now is told, once it is really written."""
        datos = (
            reporte.pk, reporte.tramite, request.user.pk, origen_de(request), get_language()
        )  # fmt: skip
        transaction.on_commit(lambda: avisar_del_reporte.enqueue(*datos))

    def _suyo(self, request, pk) -> Reporte:
        """One that is not public, of what the account reports; any other does not exist (404)."""
        suyos = Reporte.objects.editables_por(request.user).filter(pk=pk, publicado_en=None)
        reporte = suyos.select_related("actividad").first()
        if reporte is None:
            raise Http404
        return reporte

    def _que_revisa(self, request, pk) -> Reporte:
        """Of the side that the account speaks for; any other does not exist (404)."""
        reporte = Reporte.objects.filter(pk=pk).select_related("actividad").first()
        if reporte is None or not _habla(request, reporte):
            raise Http404
        return reporte

    def _ya_atendido(self, request, reporte):
        """Somebody else of its side did it first, or whoever wrote it has not sent it."""
        dicho = _("Ya no espera a su lado: así quedó.")
        self.message_user(request, dicho, messages.WARNING)
        base = "admin:compromisos_reporte_change"
        return HttpResponseRedirect(reverse(base, args=[reporte.pk]))


admin.site.register(Reporte, ReporteAdmin)


def _asiento(request, reporte: Reporte) -> Asiento | None:
    """The seat that the account reports from."""
    casa = reporte.actividad.compromiso.plan.secretariado_id
    suyas = request.user.ocupaciones.vigentes().filter(rol__in=[Rol.MIEMBRO, Rol.ENLACE])
    asientos = Asiento.objects.vigentes().filter(
        secretariado=casa, lado=reporte.actividad.lado, pk__in=suyas.values("asiento")
    )
    return asientos.order_by("pk").first()


def _evidencias(reporte: Reporte) -> list[Evidencia]:
    return list(reporte.evidencias.select_related("archivo", "copia"))  # type: ignore[attr-defined]


def _habla(request, reporte: Reporte) -> bool:
    """Whoever speaks for the side publishes what it says."""
    casa = reporte.actividad.compromiso.plan.secretariado_id
    asiento = Asiento.objects.vigentes().de(request.user, casa)
    return asiento is not None and asiento.lado == reporte.lado
