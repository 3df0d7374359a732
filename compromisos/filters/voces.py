"""Filters of reviews and claims: the same for the API and the exports."""

from django.utils.translation import gettext_lazy as _

from compromisos.etiquetas import etiqueta_de
from compromisos.filters.compromisos import CONTRASTES
from compromisos.models import (
    Codificacion,
    Compromiso,
    Evaluacion,
    Postura,
    Pronunciamiento,
    Replica,
)
from compromisos.models.voces import Momento, ValorDicho
from compromisos.vocabularios import CODIFICABLES
from gobierno_abierto.comun.codigos import Lado, Procedencia
from gobierno_abierto.comun.filtros import (
    Codigo,
    FechaParcial,
    FiltroPublico,
    Instante,
    Referencia,
)
from gobierno_abierto.comun.models import DE_FUENTES
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan
from secretariados.filters import Pais
from secretariados.models import Jurisdiccion

__all__ = ["EvaluacionFilter", "PosturaFilter", "PronunciamientoFilter", "ReplicaFilter"]


def _contrastados(filas, _nombre, contrastes):
    """Of commitments where government and review compare so."""
    pedidos = [contrastes] if isinstance(contrastes, str) else contrastes
    suyos = Compromiso.objects.con_voces().filter(contraste__in=pedidos)
    return filas.filter(compromiso__in=suyos.values("pk"))


class _Contraste(Codigo):
    def filtros(self, nombre):
        filtros = super().filtros(nombre)
        for filtro in filtros.values():
            filtro.method = _contrastados
        return filtros


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


class _ConEstrella(_Codificada):
    """Of what is reviewed here nobody codes it: the rule gives it, review by review."""

    def que_la_codifican(self, filas, nombre, valores):
        pedidos = [valores] if isinstance(valores, str) else valores
        de_aqui = Evaluacion.objects.publicos().exclude(
            compromiso__plan__procedencia__in=DE_FUENTES
        )
        suyas = [
            evaluacion.pk
            for evaluacion in de_aqui.prefetch_related("codificaciones")
            if evaluacion.estrella[1] in pedidos
        ]
        return super().que_la_codifican(filas, nombre, valores) | filas.filter(pk__in=suyas)


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
    contraste = _Contraste(CONTRASTES, etiqueta=_("Gobierno y revisión"))
    fuente = Referencia(lambda: Fuente.objects.publicos(), "fuente", etiqueta=_("Fuente"))
    actualizado = Instante()

    columna_busqueda = "compromiso__busqueda"
    campo_procedencia = "compromiso__plan__procedencia"
    campo_ruta = "compromiso__plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in", "compromiso", "compromiso__in")
    senala_pais = (*senala_procedencia, "jurisdiccion", "jurisdiccion__in")


class EvaluacionFilter(_DeCompromisoFilter):
    momento = Codigo(Momento, etiqueta=_("Momento"))
    vocabulario = Codigo(Evaluacion.Vocabulario, etiqueta=_("Vocabulario"))
    cumplimiento = _Codificada("cumplimiento", _("Cumplimiento"))
    especificidad = _Codificada("especificidad", _("Especificidad"))
    relevancia = _Codificada("relevante", _("Relevancia"))
    impacto = _Codificada("impacto_potencial", _("Impacto potencial"))
    estrella = _ConEstrella("estrella", _("Estrella"))
    verificable = _Codificada("verificable", _("Verificable"))
    ambicion = _Codificada("ambicion", _("Ambición"))
    resultado = _Codificada("apertura_resultado", _("¿Abrió el gobierno?"))
    fecha = FechaParcial()

    class Meta:
        model = Evaluacion
        fields: list[str] = []


class PronunciamientoFilter(_DeCompromisoFilter):
    momento = Codigo(Momento, etiqueta=_("Momento"))
    lado = Codigo(Lado, etiqueta=_("Lado"))
    valor = Codigo(Pronunciamiento.Valor, etiqueta=_("Valor"))
    alcance = Codigo(Pronunciamiento.Alcance, etiqueta=_("Alcance"))
    dicho_en = FechaParcial()

    class Meta:
        model = Pronunciamiento
        fields: list[str] = []


class ReplicaFilter(_DeCompromisoFilter):
    evaluacion = Referencia(
        lambda: Evaluacion.objects.publicos(), "evaluacion", etiqueta=_("Evaluación")
    )
    lado = Codigo(Lado, etiqueta=_("Lado"))
    sentido = Codigo(Replica.Sentido, etiqueta=_("Sentido"))

    class Meta:
        model = Replica
        fields: list[str] = []


class PosturaFilter(FiltroPublico):
    """Of what is said of a whole plan; the search is over the plan's own words."""

    plan = Referencia(lambda: Plan.objects.publicos(), "plan", etiqueta=_("Plan"))
    jurisdiccion = Referencia(
        lambda: Jurisdiccion.objects.publicos(), "plan__jurisdiccion", etiqueta=_("Jurisdicción")
    )
    pais = Pais()
    procedencia = Codigo(Procedencia, "plan__procedencia", etiqueta=_("Procedencia"))
    lado = Codigo(Lado, etiqueta=_("Lado"))
    valor = Codigo(ValorDicho, etiqueta=_("Valor"))
    momento = Codigo(Momento, etiqueta=_("Momento"))
    fuente = Referencia(lambda: Fuente.objects.publicos(), "fuente", etiqueta=_("Fuente"))
    dicho_en = FechaParcial()
    actualizado = Instante()

    columna_busqueda = "plan__busqueda"
    campo_procedencia = "plan__procedencia"
    campo_ruta = "plan__jurisdiccion__ruta"
    senala_procedencia = ("plan", "plan__in")
    senala_pais = (*senala_procedencia, "jurisdiccion", "jurisdiccion__in")

    class Meta:
        model = Postura
        fields: list[str] = []
