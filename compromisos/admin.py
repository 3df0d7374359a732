"""Admin of what was promised. Reviews and claims are shown; nobody edits another's voice."""

from django.contrib import admin
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from compromisos.models import (
    Clasificacion,
    Codificacion,
    Compromiso,
    Evaluacion,
    Pronunciamiento,
    Responsable,
)
from gobierno_abierto.comun.admin import ParteInline
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.fuentes.admin import AdminConFuentes
from planes.admin import AdminDePlan, FormularioDePlan


class ResponsableInline(ParteInline):
    model = Responsable
    autocomplete_fields = ["institucion"]


class ClasificacionInline(ParteInline):
    model = Clasificacion
    autocomplete_fields = ["eje", "fuente"]


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
        return datos


@admin.register(Compromiso)
class CompromisoAdmin(AdminDePlan):
    form = CompromisoForm
    campo_orden = "titulo_orden"
    list_display = ["clave", "titulo", "plan", "estado", "origen", "publico"]
    list_display_links = ["clave", "titulo"]
    list_filter = ["plan", "estado", "origen", "plan__procedencia", "mesa_origen", "titulo_origen"]
    list_select_related = ["plan"]
    search_fields = ["clave", "titulo"]
    inlines = [ResponsableInline, ClasificacionInline]
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


class CodificacionInline(ParteInline):
    model = Codificacion
    fields = ["variable", "valor", "ausencia", "etiqueta_original", "nota"]


@admin.register(Evaluacion)
class EvaluacionAdmin(AdminConFuentes):
    list_display = ["clave", "compromiso", "momento", "vocabulario", "fecha", "publico"]
    list_filter = ["momento", "vocabulario", "compromiso__plan"]
    list_select_related = ["compromiso"]
    search_fields = ["clave", "compromiso__titulo"]
    autocomplete_fields = ["compromiso", "fuente"]
    inlines = [CodificacionInline]
    fields = [
        "clave",
        ("compromiso", "momento", "vocabulario"),
        ("evaluador", "informe"),
        ("fecha", "fecha_precision", "fuente"),
    ]


@admin.register(Pronunciamiento)
class PronunciamientoAdmin(AdminConFuentes):
    list_display = ["clave", "compromiso", "lado", "valor", "momento", "dicho_en", "publico"]
    list_filter = ["lado", "valor", "compromiso__plan"]
    list_select_related = ["compromiso"]
    search_fields = ["clave", "compromiso__titulo"]
    autocomplete_fields = ["compromiso", "fuente"]
    fields = [
        "clave",
        ("compromiso", "lado"),
        ("escala", "valor", "momento", "alcance"),
        "texto",
        ("dicho_por", "dicho_en", "dicho_en_precision", "fuente"),
    ]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """A side speaks for itself."""
        campo = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "lado" and not request.user.puede_alguna([Accion.CATALOGAR]):
            suyos = {cargo.lado for cargo in request.user.cargos}
            campo.choices = [opcion for opcion in campo.choices if opcion[0] in suyos]
        return campo
