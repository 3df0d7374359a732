"""Admin of the goals of a commitment, with the activities of each side in them."""

from django import forms
from django.contrib import admin
from django.db.models import Max

from compromisos.models import Actividad, Compromiso, Meta
from gobierno_abierto.comun.admin import FilaCargada
from gobierno_abierto.comun.codigos import Precision
from gobierno_abierto.fuentes.admin import AdminConFuentes, FormularioConFuentes
from secretariados.admin_cambios import ParteAcordadaApilada, SePropone

__all__ = ["MetaAdmin"]


class ConFechasAcordadas(forms.ModelForm):
    """What is agreed for the future is agreed to the day, unless it is said otherwise."""

    def clean(self):
        datos = super().clean() or self.cleaned_data
        for nombre in ("desde", "hasta"):
            precision = f"{nombre}_precision"
            if datos.get(nombre) and datos.get(precision) == Precision.NO_CONSTA:
                datos[precision] = Precision.DIA
            elif precision in datos and not datos.get(nombre) and nombre not in self.errors:
                datos[precision] = Precision.NO_CONSTA
        return datos


class MetaForm(ConFechasAcordadas, FormularioConFuentes):
    """Its number and its key are the next of its commitment."""

    def save(self, commit=True):
        meta = self.instance
        if meta._state.adding:
            suyas = Meta.objects.filter(compromiso=meta.compromiso)
            meta.numero = (suyas.aggregate(n=Max("numero"))["n"] or 0) + 1
            meta.clave = f"{meta.compromiso.clave}-M{meta.numero}"
        return super().save(commit)


class ActividadForm(ConFechasAcordadas, FilaCargada):
    pass


class ActividadInline(ParteAcordadaApilada):
    model = Actividad
    form = ActividadForm
    can_delete = False
    autocomplete_fields = ["institucion"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "titulo",
                    ("lado", "institucion"),
                    "peso",
                    ("desde", "desde_precision", "hasta", "hasta_precision"),
                    ("indicador", "unidad", "linea_base", "objetivo"),
                    "medio_de_verificacion",
                    "retirada",
                ]
            },
        )
    ]
    acordado = [*Actividad.ACORDADO, "institucion"]

    def get_extra(self, request, obj=None, **kwargs):
        """Rows to fill where nothing runs in the browser."""
        return 0 if obj else 3


@admin.register(Meta)
class MetaAdmin(SePropone, AdminConFuentes):
    form = MetaForm
    partes_acordadas = (ActividadInline,)
    list_display = ["clave", "titulo", "compromiso", "hasta", "peso", "publico"]
    list_display_links = ["clave", "titulo"]
    list_filter = ["publico", "compromiso__plan"]
    list_select_related = ["compromiso"]
    search_fields = ["clave", "titulo"]
    inlines = [ActividadInline]
    fields = ["compromiso", "titulo", "descripcion", ("hasta", "hasta_precision", "peso")]

    def elegibles(self, db_field, request):
        """Goals are of what is made here: history has none."""
        elegibles = super().elegibles(db_field, request)
        if db_field.name == "compromiso":
            return elegibles.exclude(Compromiso.consta()).order_by("clave")
        return elegibles
