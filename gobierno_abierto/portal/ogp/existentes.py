"""What the portal already has of the plans of a file, and which of it a row is about."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from compromisos.models import Codificacion, Compromiso
from gobierno_abierto.comun.codigos import Objeto, Procedencia
from gobierno_abierto.fuentes.models import Cita
from gobierno_abierto.portal.ogp.celdas import linea_de, texto_de
from gobierno_abierto.portal.ogp.conversion import Conversion, PlanDeOGP
from gobierno_abierto.portal.ogp.ediciones import COLUMNAS, ESTRELLAS, Edicion
from gobierno_abierto.portal.ogp.lectura import Fila

__all__ = ["MEXICO", "Existentes", "Suyos", "dice_lo_mismo", "lo_que_se_perderia", "primera_fuente"]

# Mexico's plans came with the history, which tells them better: nothing of it is made again.
DE_MEXICO = {"1": "paa-2012", "2": "pa15"}
MEXICO = "MX"


def _plegado(titulo: str) -> str:
    return "".join(letra for letra in linea_de(titulo).casefold() if letra.isalnum())


def dice_lo_mismo(suyo: Compromiso, fila: Fila) -> bool:
    """Whether the row has the title or the text of that commitment, or a mark that it was given."""
    marcas = {(otro["esquema"], otro["valor"]) for otro in suyo.identificadores}
    return (
        ("ogp", fila["identificador"]) in marcas
        or _plegado(Conversion.titulo(fila))
        in (_plegado(suyo.titulo), _plegado(suyo.titulo_original or ""))
        or _plegado(texto_de(fila["texto"]).texto or "") == _plegado(suyo.descripcion or "") != ""
    )


class Suyos:
    """Commitments of one plan, by all that a row may name one by."""

    def __init__(self, compromisos: list[Compromiso]) -> None:
        self.por_clave = {c.clave: c for c in compromisos}
        self.por_texto: dict[str, list[Compromiso]] = defaultdict(list)
        self.por_identificador: dict[str, list[Compromiso]] = defaultdict(list)
        self.por_titulo: dict[str, list[Compromiso]] = defaultdict(list)
        for suyo in compromisos:
            for otro in suyo.identificadores:
                self.por_identificador[f"{otro['esquema']}:{otro['valor']}"].append(suyo)
            if suyo.numero is not None:
                self.por_identificador[f"numero:{suyo.numero}"].append(suyo)
            self.por_titulo[_plegado(suyo.titulo_original or suyo.titulo)].append(suyo)
            if suyo.descripcion:
                self.por_texto[_plegado(suyo.descripcion)].append(suyo)

    def hallar(self, fila: Fila, clave: str = "") -> Compromiso | None:
        """By its key, or whatever first names one and no other: its identifier, its title, its text
        or its number."""
        if not self.por_clave:
            return None
        if clave in self.por_clave:
            return self.por_clave[clave]
        numero = Conversion.numero(fila)
        candidatos = [
            self.por_identificador.get(f"ogp:{fila['identificador']}"),
            self.por_titulo.get(_plegado(Conversion.titulo(fila))),
            self.por_texto.get(_plegado(texto_de(fila["texto"]).texto or "")),
            self.por_identificador.get(f"ogp_numero:{numero}"),
            self.por_identificador.get(f"numero:{numero}"),
        ]
        return next((suyos[0] for suyos in candidatos if suyos and len(suyos) == 1), None)

    def por_marca(self, fila: Fila, *, con_numero: bool) -> Compromiso | None:
        """The only one with the mark that its edition gives it, whatever its title was."""
        marcas = {"ogp": fila["identificador"], "ogp_caso": fila["caso"]}
        if con_numero:
            marcas["ogp_numero"] = Conversion.numero(fila) or ""
        for esquema, valor in marcas.items():
            suyos = self.por_identificador.get(f"{esquema}:{valor}", ())
            if len(suyos) == 1:
                return suyos[0]
        return None


class Existentes:
    """What the portal already has of the plans of the file. A few queries for all."""

    def __init__(self, planes: list[PlanDeOGP]) -> None:
        claves = {plan.clave for plan in planes} | set(DE_MEXICO.values())
        de_mexico = any(plan.pais.iso == MEXICO for plan in planes)
        todos = Compromiso.objects.filter(plan__clave__in=claves).select_related("plan")
        if de_mexico:
            todos = todos | Compromiso.objects.filter(plan__jurisdiccion__iso=MEXICO)
        self.por_plan: dict[str, list[Compromiso]] = defaultdict(list)
        self.de_todo_mexico: list[Compromiso] = []
        for compromiso in todos.select_related("plan__jurisdiccion"):
            self.por_plan[compromiso.plan.clave].append(compromiso)
            if compromiso.plan.jurisdiccion.iso == MEXICO:
                self.de_todo_mexico.append(compromiso)
        suyas = [c.clave for lista in self.por_plan.values() for c in lista]
        self.fuentes = primera_fuente(Objeto.COMPROMISO, suyas)
        self.fuentes_de_planes = primera_fuente(Objeto.PLAN, claves)
        self._codificado: dict[str, dict[str, dict[str, str]]] | None = None

    def fuente_del_plan(self, clave: str) -> str | None:
        return self.fuentes_de_planes.get(clave)

    def de_mexico(self, plan: str, *, por_anio: bool) -> Suyos:
        """Of that plan; of the later heading, which gives years and names each by its identifier,
        of all."""
        if por_anio:
            return Suyos(self.de_todo_mexico)
        return Suyos(self.por_plan[DE_MEXICO[plan]] if plan in DE_MEXICO else [])

    def del_plan(self, plan: PlanDeOGP, fuente: str) -> tuple[Suyos, Suyos]:
        """Those that this edition brought, and those that others did."""
        todos = self.por_plan[plan.clave]
        de_aqui = {c.clave for c in todos if self.fuentes.get(c.clave) == fuente}
        propios = [c for c in todos if c.clave in de_aqui]
        return Suyos(propios), Suyos([c for c in todos if c.clave not in de_aqui])

    def de_quien_es(self, plan: PlanDeOGP, numero: int | None) -> str | None:
        """Key of the commitment that has that number in the plan."""
        suyos = self.por_plan[plan.clave]
        return next((c.clave for c in suyos if numero is not None and c.numero == numero), None)

    def codificado(self, suyo: Compromiso) -> dict[str, dict[str, str]]:
        if self._codificado is None:
            self._codificado = defaultdict(lambda: defaultdict(dict))
            filas = Codificacion.objects.filter(
                evaluacion__compromiso__clave__in=self.fuentes, valor__isnull=False
            ).values_list(
                "evaluacion__compromiso__clave", "evaluacion__momento", "variable", "valor"
            )
            for clave, momento, variable, valor in filas:
                self._codificado[clave][momento][variable] = str(valor)
        return self._codificado[suyo.clave]


def primera_fuente(tipo: Objeto, claves: Iterable[str]) -> dict[str, str]:
    """Key → the source that it came from."""
    citas = Cita.objects.filter(objeto_tipo=tipo, objeto_clave__in=claves).order_by("-orden", "-pk")
    return dict(citas.values_list("objeto_clave", "fuente__clave"))


# Of what the row says and the review does not code.
_DE_LA_FICHA = {
    "titulo": Q(titulo_origen=Compromiso.TituloOrigen.LITERAL),
    "texto": Q(descripcion__isnull=False),
    "preexistente": Q(preexistente__in=("si", "no")),
    "inicio": Q(inicio__isnull=False),
    "fin": Q(fin__isnull=False),
    "responde": Q(notas__contains="Responde, según la base de OGP"),
    "apoya": Q(notas__contains="Apoya, según la base de OGP"),
}


def lo_que_se_perderia(
    edicion: Edicion, columnas: Iterable[str], claves: Collection[str]
) -> list[str]:
    """Columns that an earlier file of that edition had and this does not, of the commitments that
    it would write again (`claves`): themes and groups, which no paper lists whole, and those of a
    heading that is still changing."""
    tiene, conocidas = set(columnas), set(COLUMNAS.values())
    codificado = (
        Codificacion.objects.filter(
            evaluacion__fuente__clave=edicion.fuente,
            evaluacion__compromiso__clave__in=claves,
        )
        .order_by()
        .values_list("variable", "valor")
        .distinct()
    )
    de_marcas = {"etiqueta": "tema", "grupo": "grupo"}
    traidas = {
        f"{de_marcas[variable]}:{valor}" if variable in de_marcas else variable
        for variable, valor in codificado
    }
    if tiene & ESTRELLAS:  # any of its columns gives it
        traidas -= {"estrella"}
    faltan = traidas & conocidas - tiene
    suyos = Cita.objects.filter(
        objeto_tipo=Objeto.COMPROMISO, fuente__clave=edicion.fuente, objeto_clave__in=claves
    )
    for columna in _DE_LA_FICHA.keys() - tiene:
        de_aqui = Compromiso.objects.filter(
            _DE_LA_FICHA[columna], plan__procedencia=Procedencia.EXTERNA,
            clave__in=suyos.values("objeto_clave"),
        )  # fmt: skip
        if de_aqui.exists():
            faltan.add(columna)
    return sorted(faltan)
