"""Admin of what was promised."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from compromisos import (  # noqa: F401 — they register their models
    admin_metas,
    admin_replicas,
    admin_reportes,
    admin_voces,
)
from compromisos.models import (
    Clasificacion,
    Compromiso,
    Continuidad,
    Evaluacion,
    Replica,
    Responsable,
)
from gobierno_abierto.comun.admin import ParteInline
from gobierno_abierto.comun.roles import Accion
from planes.admin import AdminDePlan, FormularioDePlan
from secretariados.admin_cambios import ParteAcordada, SePropone


class Falta(NamedTuple):
    """Something that commitments lack, and who may mend it."""

    codigo: str
    que: str | Promise
    accion: Accion
    filas: Callable[[QuerySet, Any], QuerySet]


def _sin_responsable(filas, usuario):
    """Nobody of the account's side answers for it."""
    lados = [cargo.lado for cargo in usuario.cargos if cargo.lado]
    suyos = Responsable.objects.filter(compromiso=OuterRef("pk"), lado__in=lados)
    return filas.filter(pk__in=Compromiso.objects.editables_por(usuario)).exclude(Exists(suyos))


def _sin_revision(filas, usuario):
    por_evaluar = Compromiso.objects.ampliables_por(usuario, Evaluacion)
    return filas.filter(pk__in=por_evaluar, evaluaciones=None)


def _por_responder(filas, usuario):
    """Of a finding that is public and not final, and nobody of the account's side answered."""
    lados = [cargo.lado for cargo in usuario.cargos_para(Accion.PRONUNCIARSE)]
    suyas = Replica.objects.filter(evaluacion=OuterRef("pk"), lado__in=lados, publico=True)
    hallazgos = Evaluacion.objects.filter(
        compromiso=OuterRef("pk"), publico=True, definitiva_en=None
    ).exclude(Exists(suyas))
    de_aqui = Compromiso.objects.ampliables_por(usuario, Replica).exclude(Compromiso.consta())
    return filas.filter(Exists(hallazgos), pk__in=de_aqui)


class LoQueFalta(admin.SimpleListFilter):
    """Commitments that wait for the account."""

    title = _("lo que espera de mí")
    parameter_name = "falta"
    FALTAS = (
        Falta("responsable", _("sin responsable de mi lado"), Accion.REDACTAR, _sin_responsable),
        Falta(
            "replica",
            _("con un hallazgo que mi lado puede responder"),
            Accion.PRONUNCIARSE,
            _por_responder,
        ),
        Falta("revision", _("sin revisión independiente"), Accion.EVALUAR, _sin_revision),
    )

    @classmethod
    def para(cls, usuario) -> list[Falta]:
        return [falta for falta in cls.FALTAS if usuario.puede_alguna([falta.accion])]

    def lookups(self, request, model_admin):
        return [(falta.codigo, capfirst(falta.que)) for falta in self.para(request.user)]

    def queryset(self, request, queryset):
        for falta in self.para(request.user):
            if falta.codigo == self.value():
                return falta.filas(queryset, request.user)
        return queryset


class ResponsableInline(ParteAcordada):
    model = Responsable
    autocomplete_fields = ["institucion"]
    acordado = ["institucion", "lado", "papel"]


class ClasificacionInline(ParteInline):
    model = Clasificacion
    autocomplete_fields = ["eje", "fuente"]


class ContinuidadInline(ParteInline):
    model = Continuidad
    fk_name = "compromiso"
    autocomplete_fields = ["anterior", "fuente"]


class CompromisoForm(FormularioDePlan):
    """A new commitment's key follows from its plan and number unless one is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "clave" in self.fields:
            self.fields["clave"].required = False
            self.fields["clave"].help_text = _(
                "Vacía, se forma con el prefijo del plan y el número: «MX-PA15-C06». Es permanente."
            )

    def clean(self):
        datos = super().clean()
        plan = datos.get("plan")
        if "clave" in self.fields and not datos.get("clave") and plan:
            if not datos.get("numero"):
                datos["numero"] = (plan.compromisos.aggregate(n=Max("numero"))["n"] or 0) + 1
            datos["clave"] = f"{plan.prefijo}-C{datos['numero']:02d}"
        sin_decir = datos.get("origen") == Compromiso.OrigenCompromiso.NO_CONSTA
        if plan and plan.adenda_de_id and sin_decir and not plan.consta_en_fuente:
            datos["origen"] = Compromiso.OrigenCompromiso.ADENDA
        return datos


@admin.register(Compromiso)
class CompromisoAdmin(SePropone, AdminDePlan):
    form = CompromisoForm
    partes_acordadas = (ResponsableInline,)
    de_su_redaccion = (
        "numero",
        "titulo_original",
        "titulo_idioma",
        "titulo_origen",
        "descripcion_origen",
    )
    campo_orden = "titulo_orden"
    list_display = ["clave", "titulo", "plan", "estado", "origen", "publico"]
    list_display_links = ["clave", "titulo"]
    list_filter = [
        LoQueFalta,
        "publico",
        "plan",
        "estado",
        "origen",
        "plan__procedencia",
        "mesa_origen",
        "titulo_origen",
    ]
    list_select_related = ["plan"]
    search_fields = ["clave", "titulo"]
    inlines = [ResponsableInline, ClasificacionInline, ContinuidadInline]
    fields = [
        "clave",
        ("plan", "numero", "estado"),
        "titulo",
        ("titulo_original", "titulo_idioma", "titulo_origen", "titulo_origen_nota"),
        ("descripcion", "descripcion_origen"),
        ("origen", "origen_nota", "preexistente"),
        ("inicio", "inicio_precision", "fin", "fin_precision"),
        ("mesa", "mesa_origen"),
        "identificadores",
        "notas",
    ]
