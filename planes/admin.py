"""Admin of what is being agreed."""

from django.contrib import admin
from django.utils.translation import gettext as _

from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes, FormularioConFuentes
from planes.admin_adenda import AbreAdenda
from planes.models import Eje, Hito, Mesa, Plan, clave_ajena
from secretariados.admin_cambios import SePropone

__all__ = ["AdminDePlan", "FormularioDePlan"]


class FormularioDePlan(FormularioConFuentes):
    """What is made here takes its key from its plan, so that none takes another plan's."""

    ANTES_DE_PUBLICAR = frozenset({"borrador", "propuesto"})

    def __init__(self, *args, **kwargs):
        """What is public is a draft no more."""
        super().__init__(*args, **kwargs)
        if "estado" in self.fields and self.instance.publicado_en:
            ajenos = self.ANTES_DE_PUBLICAR - {self.instance.estado}
            opciones = self.fields["estado"].choices
            self.fields["estado"].choices = [o for o in opciones if o[0] not in ajenos]

    def clean(self):
        datos = super().clean()
        plan, clave = datos.get("plan"), datos.get("clave")
        nuevo_aqui = self.instance._state.adding and plan and not plan.consta_en_fuente
        if nuevo_aqui and clave_ajena(clave, plan):
            self.add_error("clave", _("Empiece la clave con «%s-».") % plan.prefijo)
        return datos


class AdminDePlan(AdminConFuentes):
    """Records of a plan: a member chooses only among the plans it may edit."""

    form = FormularioDePlan

    # States that only an agreement of the three sides, or a withdrawal, can give.
    ESTADOS_AJENOS = frozenset({"cumplimiento_acordado", "retirado"})

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        campo = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "estado":
            campo.choices = [c for c in campo.choices if c[0] not in self.ESTADOS_AJENOS]
        return campo

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        campo = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "plan" and not request.user.puede_alguna([Accion.CATALOGAR]):
            campo.required = True  # without a plan it would be nobody's, and out of its reach
        return campo

    def elegibles(self, db_field, request):
        """A member chooses only among what it may write."""
        if db_field.name == "plan":
            planes = Plan.objects.ampliables_por(request.user, self.model)
            return planes.order_by("nombre_orden")
        if db_field.name == "mesa":
            return Mesa.objects.editables_por(request.user).select_related("plan")
        return super().elegibles(db_field, request)


@admin.register(Plan)
class PlanAdmin(AbreAdenda, SePropone, AdminDePlan):
    change_form_template = "admin/planes/plan.html"
    de_su_redaccion = ("nombre_corto",)

    # What ties a plan to others and to its keys: not for whoever keeps only this one.
    LAZOS = ("prefijo", "jurisdiccion", "secretariado", "adenda_de")

    def get_readonly_fields(self, request, obj=None):
        fijos = super().get_readonly_fields(request, obj)
        if self.has_add_permission(request):
            if obj and obj.publicado_en and not obj.consta_en_fuente:
                fijos = [*fijos, "secretariado"]  # its sides speak of it
            return [*fijos, "prefijo"] if obj else fijos
        return [*fijos, *self.LAZOS]

    def has_add_permission(self, request):
        return request.user.puede_alguna([Accion.ABRIR_PLAN])

    campo_orden = "nombre_orden"
    list_display = ["nombre", "jurisdiccion", "estado", "inicio", "fin", "procedencia", "publico"]
    list_filter = ["estado", "procedencia"]
    list_select_related = ["jurisdiccion"]
    search_fields = ["clave", "nombre"]
    autocomplete_fields = ["jurisdiccion", "adenda_de"]
    fields = [
        "clave",
        ("nombre", "nombre_corto", "prefijo"),
        ("jurisdiccion", "secretariado", "adenda_de"),
        "estado",
        ("inicio", "inicio_precision", "fin", "fin_precision"),
        ("presentado", "presentado_precision", "lugar_presentacion"),
        "duracion_prevista_meses",
        "estructura",
        "notas",
    ]


@admin.register(Eje)
class EjeAdmin(AdminDePlan):
    list_display = ["nombre", "plan", "esquema", "oficial", "orden", "publico"]
    list_filter = ["esquema", "oficial", "nombre_idioma"]
    list_select_related = ["plan"]
    search_fields = ["clave", "nombre"]
    fields = [
        "clave",
        ("plan", "esquema", "oficial", "orden"),
        ("nombre", "nombre_idioma"),
        "notas",
    ]


@admin.register(Mesa)
class MesaAdmin(AdminDePlan):
    list_display = ["nombre", "plan", "cuota", "orden", "publico"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["clave", "nombre"]
    fields = ["clave", ("plan", "orden", "cuota"), ("nombre", "slug"), "notas"]


@admin.register(Hito)
class HitoAdmin(AdminDePlan):
    list_display = ["fecha", "fecha_precision", "titulo", "tipo", "plan", "publico"]
    list_display_links = ["titulo"]
    list_filter = ["tipo"]
    list_select_related = ["plan"]
    search_fields = ["clave", "titulo", "descripcion"]
    autocomplete_fields = ["jurisdiccion"]
    fields = [
        "clave",
        ("fecha", "fecha_precision", "tipo"),
        "titulo",
        "descripcion",
        ("plan", "jurisdiccion"),
    ]
