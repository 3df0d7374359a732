"""Admin of who decides."""

from django.contrib import admin

from gobierno_abierto.comun.admin import ParteInline, PartesApiladas
from gobierno_abierto.fuentes.admin import AdminConFuentes
from secretariados.admin_acuerdos import AcuerdoAdmin
from secretariados.admin_cuentas import OcupacionAdmin
from secretariados.admin_invitaciones import InvitacionAdmin
from secretariados.admin_sesiones import SesionAdmin
from secretariados.forms_asiento import FilaDeAsiento, FilasDeAsientos
from secretariados.models import (
    Acuerdo,
    Asiento,
    Institucion,
    Invitacion,
    Jurisdiccion,
    MembresiaAGA,
    Ocupacion,
    PasoSucesion,
    Secretariado,
    Sesion,
    Sucesion,
)

admin.site.register(Acuerdo, AcuerdoAdmin)
admin.site.register(Invitacion, InvitacionAdmin)
admin.site.register(Ocupacion, OcupacionAdmin)
admin.site.register(Sesion, SesionAdmin)


@admin.register(Jurisdiccion)
class JurisdiccionAdmin(AdminConFuentes):
    campo_orden = "nombre_orden"
    list_display = ["nombre", "tipo", "iso", "clave_inegi", "publico"]
    list_filter = ["tipo"]
    search_fields = ["clave", "nombre"]
    autocomplete_fields = ["padre"]
    fields = [
        "clave",
        ("nombre", "nombre_oficial"),
        ("tipo", "padre", "ruta"),
        ("iso", "clave_inegi", "abreviatura", "slug"),
        ("latitud", "longitud"),
        ("centroide_tipo", "centroide_origen"),
        ("tesela_columna", "tesela_fila"),
    ]


@admin.register(Institucion)
class InstitucionAdmin(AdminConFuentes):
    campo_orden = "nombre_orden"
    list_display = ["nombre", "siglas", "sector", "ambito", "jurisdiccion", "publico"]
    list_filter = ["sector", "ambito", "procedencia"]
    list_select_related = ["jurisdiccion"]
    search_fields = ["clave", "nombre", "siglas"]
    autocomplete_fields = ["jurisdiccion"]
    fields = [
        "clave",
        ("nombre", "siglas"),
        ("sector", "ambito", "jurisdiccion"),
        ("desde", "desde_precision", "hasta", "hasta_precision"),
        "notas",
    ]


class PasoInline(ParteInline):
    model = PasoSucesion
    autocomplete_fields = ["fuente"]


@admin.register(Sucesion)
class SucesionAdmin(AdminConFuentes):
    list_display = ["__str__", "tipo", "fecha", "fecha_precision", "por_confirmar", "publico"]
    list_filter = ["tipo", "por_confirmar"]
    list_select_related = ["de", "a"]
    search_fields = ["clave", "de__nombre", "a__nombre"]
    autocomplete_fields = ["de", "a"]
    inlines = [PasoInline]
    fields = [
        "clave",
        ("de", "a", "tipo"),
        ("fecha", "fecha_precision", "fecha_tipo", "por_confirmar"),
        "notas",
    ]


class AsientoInline(PartesApiladas):
    model = Asiento
    form = FilaDeAsiento
    formset = FilasDeAsientos
    autocomplete_fields = ["institucion"]
    readonly_fields = ["persona"]
    fields = [
        ("papel", "lado", "orden"),
        ("institucion", "oficina", "persona", "integracion"),
        ("desde", "desde_precision", "hasta", "hasta_precision", "fin_motivo"),
    ]


@admin.register(Secretariado)
class SecretariadoAdmin(AdminConFuentes):
    list_display = ["nombre", "tipo", "jurisdiccion", "estado", "procedencia", "publico"]
    list_filter = ["tipo", "estado", "procedencia"]
    list_select_related = ["jurisdiccion"]
    search_fields = ["clave", "nombre"]
    autocomplete_fields = ["jurisdiccion", "sucede_a"]
    inlines = [AsientoInline]
    fields = [
        "clave",
        "nombre",
        ("tipo", "jurisdiccion", "sucede_a"),
        ("estado", "estado_corte", "estado_corte_precision"),
        ("declaratoria", "declaratoria_precision"),
        ("instalacion", "instalacion_precision", "fin", "fin_precision"),
        ("bloque", "bloque_precision", "bloque_origen"),
        "en_capitulo",
        "notas",
    ]


@admin.register(MembresiaAGA)
class MembresiaAdmin(AdminConFuentes):
    list_display = ["nombre", "tipo", "cohorte", "fecha", "fecha_precision", "cantidad", "publico"]
    list_filter = ["tipo", "cohorte"]
    search_fields = ["clave", "nombre"]
    autocomplete_fields = ["pais"]
    fields = [
        "clave",
        ("nombre", "tipo"),
        ("pais", "cohorte", "cantidad"),
        ("fecha", "fecha_precision"),
        "notas",
    ]
