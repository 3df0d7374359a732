"""The independent review of one row, in the vocabulary of its era."""

from collections.abc import Iterator
from typing import Any

from compromisos.vocabularios import ERAS
from gobierno_abierto.comun.codigos import Ausencia
from gobierno_abierto.portal.ogp.celdas import ausencia_de, es_blanco
from gobierno_abierto.portal.ogp.etiquetas import ABIERTAS, LETRA, codigo_de
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import Fila

__all__ = ["DE_UN_PLAN", "Codificaciones", "de_la_fila", "era_de"]

Codificaciones = list[dict[str, Any]]

PRIMER_ANIO_DE_LA_OTRA_ERA = 2019

_EN_ORDEN = (
    "especificidad",
    "relevante",
    "valor_acceso_informacion",
    "valor_participacion",
    "valor_rendicion_cuentas",
    "valor_tecnologia",
    "impacto_potencial",
    "cumplimiento",
)
_DESPUES = (
    "estrella_vigente_avance",
    "ambicion",
    "verificable",
    "siguiente_paso",
    "cumplimiento_previsto",
    "ritmo",
)
# What was not coded of a whole plan, because of when it was reviewed, is told of the plan.
DE_UN_PLAN = ("tema", "gran_desafio", "grupo", "estrella_vigente_avance", "fin_termino",
              "siguiente_paso", "cumplimiento_previsto", "ritmo")  # fmt: skip
# A star is only worth what its rule asked for. Column → since which year's reports its rule was in
# force, newest first, and how it is told.
_ESTRELLAS = {
    "estrella_vigente_avance": (
        2016,
        "Regla vigente desde abril de 2015: exige impacto transformador.",
    ),
    "estrella_2015": (2015, "Regla de 2015: impacto moderado o transformador."),
    "estrella_antes": (0, "Regla anterior a junio de 2014."),
}
_REGLA_VIGENTE = _ESTRELLAS["estrella_vigente_avance"][1]
_DE_LA_EDICION = "Dato de la edición del 15 de mayo de 2015 de la base."
_DEL_FIN = ("cumplimiento_fin", "cambio_cumplimiento", "apertura_resultado", "estrella_fin")


def era_de(anio: str) -> str:
    es_otra = anio.isdigit() and int(anio) >= PRIMER_ANIO_DE_LA_OTRA_ERA
    return "ogp_desde_2019" if es_otra else "mri_2011_2019"


class _Codificador:
    def __init__(self, fila: Fila, hallazgos: Hallazgos) -> None:
        self.fila, self.hallazgos = fila, hallazgos
        self.era = era_de(fila["anio"])

    def variable(self, variable: str, columna: str = "", nota: str = "") -> Codificaciones:
        """What the row codes; nothing if the edition does not have the column."""
        columna = columna or variable
        if columna not in self.fila:
            return []
        escrito = self.fila[columna]
        codificada = {"variable": variable} | self._valor(variable, escrito, columna)
        return [codificada | ({"nota": nota} if nota and "valor" in codificada else {})]

    def _valor(self, variable: str, escrito: str, columna: str) -> dict[str, Any]:
        if ausencia := ausencia_de(escrito):
            return {"ausencia": ausencia.value}
        codigo = codigo_de(variable, escrito)
        if codigo and codigo in ERAS[self.era].get(variable, ()):
            etiqueta = {} if variable in ABIERTAS else {"etiqueta_original": LETRA.sub("", escrito)}
            return {"valor": codigo} | etiqueta
        if es_blanco(escrito):
            return {"ausencia": Ausencia.NO_CONSTA.value}
        motivo = "es de otra época" if codigo else "no está en la tabla"
        self.hallazgos.anotar(
            f"«{escrito}» en «{self.hallazgos.columna(columna)}» {motivo}: quedó sin valor.",
            self.fila.linea,
        )
        return {"ausencia": Ausencia.NO_INFORMADO.value, "etiqueta_original": escrito}

    def estrella(self) -> Codificaciones:
        """By the rule in force when its report was published, whatever the others would give: a
        report of 2016 has also a star by that of 2015. An edition with one column has that one."""
        if "estrella" in self.fila:
            return self.variable("estrella", nota=_DE_LA_EDICION if "caso" in self.fila else "")
        suyas = [columna for columna in _ESTRELLAS if columna in self.fila]
        dadas = [columna for columna in suyas if codigo_de("estrella", self.fila[columna])]
        anio = self.fila["anio_informe"]
        if anio.isdigit():
            en_vigor = [c for c in suyas if _ESTRELLAS[c][0] <= int(anio)][:1]
            if dadas and not {*en_vigor} & {*dadas}:
                que = (
                    f"Su informe es de {anio} y sólo trae estrella con otra regla: quedó sin ella."
                )
                self.hallazgos.anotar(que, self.fila.linea)
            dadas = [c for c in en_vigor if c in dadas]
            suyas = en_vigor + suyas
        elif len({self.fila[columna] for columna in dadas}) > 1:
            que = (
                "No dice de qué año es su informe, y dos reglas dan otra estrella: quedó sin ella."
            )
            self.hallazgos.anotar(que, self.fila.linea)
            return [{"variable": "estrella", "ausencia": Ausencia.NO_CONSTA.value}]
        if dadas:
            return self.variable("estrella", dadas[-1], _ESTRELLAS[dadas[-1]][1])
        return self._sin_estrella(suyas)

    def _sin_estrella(self, suyas: list[str]) -> Codificaciones:
        """Why there is none: not reviewed yet, if a column says so; else what the first says."""
        sin_valor = [c for c in suyas if not codigo_de("estrella", self.fila[c])]
        sin_revisar = [c for c in sin_valor if ausencia_de(self.fila[c]) == Ausencia.NR]
        dichas = (sin_revisar or sin_valor)[:1]
        return [c for columna in dichas for c in self.variable("estrella", columna)]

    def etiquetas(self) -> Codificaciones:
        """Only those that it has: «0» is of a mark that nobody put."""
        puestas = (tema for tema, celda in self.fila.que_empiezan("tema:") if celda == "1")
        return [{"variable": "etiqueta", "valor": tema} for tema in dict.fromkeys(puestas)]

    def grupos(self) -> Codificaciones:
        celdas = dict(self.fila.que_empiezan("grupo:"))
        if codigo := _uno_para_todas(celdas.values()):
            return [{"variable": "grupo", "ausencia": codigo}]
        return [{"variable": "grupo", "valor": grupo} for grupo, c in celdas.items() if c == "1"]

    def ausentes(self) -> Codificaciones:
        """A code that repeats over a group of columns, or stands for a report, is said once."""
        desafios = (celda for _clave, celda in self.fila.que_empiezan("desafio:"))
        dichas = {
            "tema": ausencia_de(self.fila["tema"]),
            "gran_desafio": _uno_para_todas(desafios),
            "fin_termino": None if _hay_fin(self.fila) else ausencia_de(self.fila[_DEL_FIN[0]]),
        }
        return [{"variable": v, "ausencia": a} for v, a in dichas.items() if a]


def _uno_para_todas(celdas: Any) -> str | None:
    distintas = set(celdas)
    return ausencia_de(distintas.pop()) if len(distintas) == 1 else None


def _hay_fin(fila: Fila) -> bool:
    """Did the report of the end of the term code anything of it?"""
    return any(
        columna in fila and not es_blanco(fila[columna]) and not ausencia_de(fila[columna])
        for columna in _DEL_FIN
    )


def de_la_fila(fila: Fila, hallazgos: Hallazgos) -> Iterator[tuple[str, Codificaciones]]:
    """Moment → what was coded at it. Since about 2019 there is one review, four months after the
    end (OGP's glossary, «Completion»), whatever the column is called."""
    avance, fin = _del_avance(fila, hallazgos), _del_fin(fila, hallazgos)
    if era_de(fila["anio"]) == "ogp_desde_2019":
        variables = {codificada["variable"] for codificada in fin}
        avance, fin = [], [*(c for c in avance if c["variable"] not in variables), *fin]
    for momento, codificaciones in (("medio_termino", avance), ("fin_termino", fin)):
        if codificaciones:
            yield momento, codificaciones


def _del_avance(fila: Fila, hallazgos: Hallazgos) -> Codificaciones:
    """What the progress report coded, and the codes of why it did not."""
    codificador = _Codificador(fila, hallazgos)
    return [
        *(c for variable in _EN_ORDEN for c in codificador.variable(variable)),
        *codificador.estrella(),
        *(c for variable in _DESPUES for c in codificador.variable(variable)),
        *codificador.etiquetas(),
        *codificador.grupos(),
        *codificador.ausentes(),
    ]


def _del_fin(fila: Fila, hallazgos: Hallazgos) -> Codificaciones:
    """What the report of the end of the term coded; nothing if it coded nothing."""
    if not _hay_fin(fila):
        return []
    codificador = _Codificador(fila, hallazgos)
    return [
        *codificador.variable("cumplimiento", "cumplimiento_fin"),
        *codificador.variable("cambio_cumplimiento"),
        *codificador.variable("apertura_resultado"),
        *codificador.variable("estrella", "estrella_fin", _REGLA_VIGENTE),
    ]
