"""Admin of acts: those that sources record, corrected; those of here, proposed and answered."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gobierno_abierto.bitacora.contexto import completar
from gobierno_abierto.comun.admin import ParteInline
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes
from secretariados.admin_espera import EsperaRespuesta
from secretariados.admin_posiciones import SeResponde
from secretariados.admin_seguimiento import SeSigue
from secretariados.consenso import Estado
from secretariados.forms import FormularioPropuesta
from secretariados.models import Acuerdo, AcuerdoOrgano, Asiento, Posicion, Sesion
from secretariados.models.acuerdo import DIAS_PARA_RESPONDER

__all__ = ["AcuerdoAdmin"]


class OrganoInline(ParteInline):
    model = AcuerdoOrgano
    autocomplete_fields = ["institucion"]


class PosicionInline(ParteInline):
    """Positions as a source records them: three, one per side, never added nor taken away here."""

    model = Posicion
    can_delete = False
    max_num = 3


class AcuerdoAdmin(SeSigue, SeResponde, AdminConFuentes):
    otras_formas = (*SeResponde.otras_formas, *SeSigue.formas_de_seguimiento)
    list_display = ["clave", "titulo", "en_que_esta", "secretariado", "responde_hasta"]
    list_display_links = ["clave", "titulo"]
    list_filter = [EsperaRespuesta, "estado", "tipo"]
    list_select_related = ["secretariado"]
    search_fields = ["clave", "titulo", "texto"]
    fields = [
        "clave",
        ("tipo", "secretariado", "estado"),
        "titulo",
        "texto",
        ("fecha", "fecha_precision"),
        "posiciones_nota",
        ("aplica_a_tipo", "aplica_a_clave"),
    ]
    por_proponer = [
        "secretariado",
        "titulo",
        "texto",
        "justificacion",
        "responde_hasta",
        ("responsable_lado", "responsable_oficina", "cumplir_hasta"),
        "sesion",
    ]
    propuesto = [*por_proponer, "estado", ("propone_lado", "propone_oficina")]

    def get_inlines(self, request, obj):
        return [OrganoInline, PosicionInline] if _consta(obj) else []

    def get_fieldsets(self, request, obj=None):
        de_aqui = self.propuesto if obj else self.por_proponer
        campos = self.fields if _consta(obj) else de_aqui
        return [(None, {"fields": campos}), *self.secciones(request, obj)]

    def get_readonly_fields(self, request, obj=None):
        fijos = [*super().get_readonly_fields(request, obj), "estado"]
        return fijos if _consta(obj) else [*fijos, "propone_lado", "propone_oficina"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if not _consta(obj):
            kwargs["form"] = FormularioPropuesta
        return super().get_form(request, obj, change, **kwargs)

    def get_changeform_initial_data(self, request):
        suyos = set(self._donde_firma(request.user))
        unico = {"secretariado": suyos.pop()} if len(suyos) == 1 else {}
        return {"responde_hasta": timezone.localdate() + DIAS_PARA_RESPONDER, **unico}

    def has_add_permission(self, request):
        return request.user.puede_alguna([Accion.PROPONER])

    def has_change_permission(self, request, obj=None):
        """What is proposed is read by the sides: it does not change while they do."""
        fijo = obj is not None and obj.publicado_en and not _consta(obj)
        return not fijo and super().has_change_permission(request, obj)

    def elegibles(self, db_field, request):
        """One proposes where one sits."""
        elegibles = super().elegibles(db_field, request)
        if db_field.name == "secretariado" and not request.user.puede_alguna([Accion.CATALOGAR]):
            return elegibles.filter(pk__in=self._donde_firma(request.user))
        if db_field.name == "sesion":
            suyas = elegibles.filter(secretariado__in=self._donde_firma(request.user))
            return suyas.filter(estado=Sesion.Estado.CONVOCADA)
        return elegibles

    @admin.display(description=gettext_lazy("estado"), ordering="estado")
    def en_que_esta(self, obj):
        return obj.get_estado_display() if obj.publicado_en else _("Borrador: nadie más lo ve")

    def _donde_firma(self, usuario) -> list[int]:
        """Secretariats where the account sits in a seat that signs today."""
        donde = {cargo.secretariado for cargo in usuario.cargos_para(Accion.PROPONER)}
        return [uno for uno in donde if Asiento.objects.que_firman().de(usuario, uno)]

    def save_model(self, request, obj, form, change):
        if not change:
            asiento = Asiento.objects.que_firman().de(request.user, obj.secretariado_id)
            obj.propone_lado, obj.propone_oficina = asiento.lado, asiento.firma
            obj.tipo, obj.estado = Acuerdo.Tipo.ACUERDO, Estado.PROPUESTO
            obj.clave = Acuerdo.objects.clave_nueva(obj.secretariado)
            completar(motivo=obj.justificacion)
        super().save_model(request, obj, form, change)
        if obj.abierto and form.cleaned_data.get("publicar"):
            self.avisar_de(request, obj, obj.estado)

    def response_add(self, request, obj, post_url_continue=None):
        if not obj.publicado_en:
            return super().response_add(request, obj, post_url_continue)
        return self._propuesto(request, obj)

    def response_change(self, request, obj):
        """What is proposed does not change: one that was changed and is, was proposed by it."""
        if _consta(obj) or not obj.publicado_en:
            return super().response_change(request, obj)
        return self._propuesto(request, obj)

    def _propuesto(self, request, obj):
        dicho = _(
            "Quedó propuesto a los otros lados, que reciben aviso por correo. El suyo también "
            "responde: proponer no es consentir."
        )
        return self._hecho(request, obj, dicho)


def _consta(obj) -> bool:
    """Does it come from a source? What is being added is of here."""
    return obj is not None and obj.estado == Estado.REGISTRADO
