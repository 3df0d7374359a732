"""Filters of reviews and claims: the same for the API and the exports."""

from django.utils.translation import gettext_lazy as _

from compromisos.etiquetas import etiqueta_de
from compromisos.models import Codificacion, Compromiso, Evaluacion, Pronunciamiento
from compromisos.models.voces import Momento
from compromisos.vocabularios import CODIFICABLES
from gobierno_abierto.comun.codigos import Lado, Procedencia
from gobierno_abierto.comun.filtros import (
    Codigo,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from secretariados.filters import Pais
from secretariados.models import Jurisdiccion

__all__ = ["EvaluacionFilter", "PronunciamientoFilter"]


class _Codificada(Codigo):
    """Reviews that code a variable so."""

    def __init__(self, variable: str, etiqueta):
        super().__init__([(v, etiqueta_de(v)) for v in CODIFICABLES[variable]], etiqueta=etiqueta)
        self.variable = variable

    def filtros(self, nombre):
        filtros = super().filtros(nombre)
        for filtro in filtros.values():
            filtro.method = self.que_la_codifican
        return filtros

    def que_la_codifican(self, filas, _nombre, valores):
        pedidos = [valores] if isinstance(valores, str) else valores
        de = Codificacion.objects.filter(variable=self.variable, valor__in=pedidos)
        return filas.filter(pk__in=de.values("evaluacion"))


class _DeCompromisoFilter(FiltroPublico):
    """Of what is said of a commitment; the search is over the commitment's own words."""

    compromiso = Referencia(
        lambda: Compromiso.objects.publicos(), "compromiso", etiqueta=_("Compromiso")
    )
    plan = Referencia(lambda: Plan.objects.publicos(), "compromiso__plan", etiqueta=_("Plan"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(),
        "compromiso__plan__jurisdiccion",
        etiqueta=_("Jurisdicción"),
    )
    pais = Pais()
    procedencia = Codigo(Procedencia, "compromiso__plan__procedencia", etiqueta=_("Procedencia"))
    momento = Codigo(Momento, etiqueta=_("Momento"))
    fuente = Referencia(lambda: Fuente.objects.publicos(), "fuente", etiqueta=_("Fuente"))
    actualizado = Instante()

    columna_busqueda = "compromiso__busqueda"
    textos = ("compromiso__titulo", "compromiso__titulo_original", "compromiso__descripcion")
    campo_procedencia = "compromiso__plan__procedencia"
    campo_ruta = "compromiso__plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in", "compromiso", "compromiso__in")
    senala_pais = (*senala_procedencia, "jurisdiccion", "jurisdiccion__in")


class EvaluacionFilter(_DeCompromisoFilter):
    vocabulario = Codigo(Evaluacion.Vocabulario, etiqueta=_("Vocabulario"))
    cumplimiento = _Codificada("cumplimiento", _("Cumplimiento"))
    especificidad = _Codificada("especificidad", _("Especificidad"))
    relevancia = _Codificada("relevante", _("Relevancia"))
    impacto = _Codificada("impacto_potencial", _("Impacto potencial"))
    estrella = _Codificada("estrella", _("Estrella"))
    verificable = _Codificada("verificable", _("Verificable"))
    ambicion = _Codificada("ambicion", _("Ambición"))
    resultado = _Codificada("apertura_resultado", _("¿Abrió el gobierno?"))
    fecha = FechaParcial()

    class Meta:
        model = Evaluacion
        fields: list[str] = []


class PronunciamientoFilter(_DeCompromisoFilter):
    lado = Codigo(Lado, etiqueta=_("Lado"))
    valor = Codigo(Pronunciamiento.Valor, etiqueta=_("Valor"))
    alcance = Codigo(Pronunciamiento.Alcance, etiqueta=_("Alcance"))
    dicho_en = FechaParcial()

    class Meta:
        model = Pronunciamiento
        fields: list[str] = []
