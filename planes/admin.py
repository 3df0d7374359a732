"""Admin of what is being agreed."""

from django.contrib import admin

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.fuentes.admin import AdminConFuentes
from planes.models import Eje, Hito, Mesa, Plan
from secretariados.models import Secretariado

__all__ = ["AdminDePlan"]


class AdminDePlan(AdminConFuentes):
    """Records of a plan: a member chooses only among the plans it may edit."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "plan":
            kwargs["queryset"] = Plan.objects.editables_por(request.user).order_by("nombre_orden")
        if db_field.name == "mesa":
            kwargs["queryset"] = Mesa.objects.editables_por(request.user).select_related("plan")
        if db_field.name == "secretariado" and not request.user.is_superuser:
            kwargs["queryset"] = Secretariado.objects.de_miembro(request.user)
        campo = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "plan" and not request.user.is_superuser:
            campo.required = True  # without a plan it would be nobody's, and out of its reach
        return campo


@admin.register(Plan)
class PlanAdmin(AdminDePlan):
    objeto = Objeto.PLAN
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
    objeto = Objeto.EJE
    list_display = ["nombre", "plan", "esquema", "oficial", "orden", "publico"]
    list_filter = ["esquema", "oficial"]
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
    objeto = Objeto.MESA
    list_display = ["nombre", "plan", "cuota", "orden", "publico"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["clave", "nombre"]
    fields = ["clave", ("plan", "orden", "cuota"), ("nombre", "slug"), "notas"]


@admin.register(Hito)
class HitoAdmin(AdminDePlan):
    objeto = Objeto.HITO
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
