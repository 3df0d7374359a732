"""One row of OGP's database, as records of the portal: names and codes of the models, references by
key, as the files of the history are."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from compromisos.models import Compromiso
from gobierno_abierto.comun.idioma import idioma_de
from gobierno_abierto.portal.ogp.celdas import (
    ausencia_de,
    es_blanco,
    fecha_de,
    linea_de,
    texto_de,
)
from gobierno_abierto.portal.ogp.claves import huella, numero_en_clave
from gobierno_abierto.portal.ogp.ediciones import Edicion
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import Fila
from gobierno_abierto.portal.ogp.paises import Pais
from gobierno_abierto.portal.ogp.revision import de_la_fila, era_de

__all__ = ["Conversion", "PlanDeOGP", "clave_de_eje", "tema_de", "ya_termino"]

Campos = dict[str, Any]

EVALUADOR = "Mecanismo de Revisión Independiente (MRI)"
LO_QUE_DURA_UN_CICLO = 4  # years, at most
PREEXISTENTE = {"pre-existing": "si", "new": "no"}


class PlanDeOGP:
    """A country's plan, as the rows tell it."""

    def __init__(self, pais: Pais, plan: str, clave: str, prefijo: str, filas: list[Fila]) -> None:
        self.pais, self.plan, self.clave, self.prefijo, self.filas = (
            pais, plan, clave, prefijo, filas,
        )  # fmt: skip

    @property
    def anios(self) -> list[str]:
        """In which it was submitted, as its rows say: one, or they disagree."""
        return sorted({fila["anio"] for fila in self.filas if fila["anio"].isdigit()})


def ya_termino(anios: list[str]) -> bool:
    """Of a plan submitted in those years: the database says when one began, at most, and never
    that it ended. Without a year, nothing says so."""
    return bool(anios) and int(anios[-1]) + LO_QUE_DURA_UN_CICLO < timezone.localdate().year


def tema_de(fila: Fila) -> str | None:
    tema = linea_de(fila["tema"])
    return None if es_blanco(tema) or ausencia_de(tema) else tema


def clave_de_eje(plan: str, tema: str) -> str:
    """Themes that only differ in what a key cannot say are told apart by their print."""
    nombre = "-".join(re.findall("[a-z0-9]+", slugify(tema)))[:60].strip("-")
    return "-".join(filter(None, (plan, "mri", nombre, huella(tema, None))))


def _clave_de_evaluacion(compromiso: str, momento: str) -> str:
    return f"{compromiso}-MRI-{momento.replace('_', '-')}"


class Conversion:
    def __init__(self, edicion: Edicion, hallazgos: Hallazgos) -> None:
        self.edicion, self.hallazgos = edicion, hallazgos

    def plan(self, plan: PlanDeOGP) -> Campos:
        """Its name is the portal's: the database gives none."""
        anios = plan.anios
        por_anio = not self.edicion.cerrada
        quien = plan.pais.nombre
        presentado: Campos = {}
        if len(anios) == 1:
            presentado = {"presentado": f"{anios[0]}-01-01", "presentado_precision": "anio"}
        return {
            "nombre": (
                f"Plan de acción de {quien}, presentado en {plan.plan}"
                if por_anio
                else f"Plan de acción {plan.plan} de {quien}"
            ),
            "nombre_corto": f"{quien}, plan {'de ' if por_anio else ''}{plan.plan}",
            "prefijo": plan.prefijo,
            "jurisdiccion": plan.pais.iso.lower(),
            "estado": "concluido" if ya_termino(anios) else "publicado",
            **presentado,
            "notas": (
                "Importado de la base de OGP, que no da el nombre del plan ni su periodo: el "
                "nombre es del portal, y si concluyó se infiere del año en que se entregó."
            ),
            "fuentes": [self.edicion.fuente],
        }

    def anios_rivales(self, plan: PlanDeOGP) -> Iterable[tuple[str, Campos]]:
        """Rows of one plan that do not agree on when it was submitted: both are told."""
        for anio in plan.anios if len(plan.anios) > 1 else ():
            clave, campos = self._del_plan(plan, "anio_entrega", anio)
            yield f"{clave}-{anio}", campos | {"valor_entero": int(anio)}

    def sin_codificar(self, plan: PlanDeOGP, variable: str, codigo: str) -> tuple[str, Campos]:
        nota = "La base lo escribe en cada compromiso del plan."
        clave, campos = self._del_plan(plan, f"sin_codificar_{variable}", codigo)
        return clave, campos | {"nota": nota}

    def _del_plan(self, plan: PlanDeOGP, propiedad: str, valor: str) -> tuple[str, Campos]:
        clave = f"{plan.clave}-ogp-{self.edicion.nombre}-{propiedad.replace('_', '-')}"
        return clave, {
            "objeto_tipo": "plan",
            "objeto_clave": plan.clave,
            "propiedad": propiedad,
            "valor": valor,
            "dicho_por": "OGP",
            "fuente": self.edicion.fuente,
            **self.dicho_en,
        }

    @property
    def dicho_en(self) -> Campos:
        edicion = self.edicion
        if edicion.dicho_en is None:
            return {}
        return {"dicho_en": edicion.dicho_en, "dicho_en_precision": edicion.dicho_en_precision}

    def clave(self, plan: PlanDeOGP, fila: Fila, largo: int = 4) -> str:
        titulo, texto = self.titulo(fila), texto_de(fila["texto"]).texto
        numero = numero_en_clave(fila["identificador"] or self.numero(fila))
        return f"{plan.prefijo}-C{numero}-{huella(titulo, texto, largo)}"

    @staticmethod
    def clave_del_avance(compromiso: str) -> str:
        return _clave_de_evaluacion(compromiso, "medio_termino")

    @staticmethod
    def numero(fila: Fila) -> str | None:
        numero = fila["numero"]
        return None if es_blanco(numero) or ausencia_de(numero) else numero

    @staticmethod
    def titulo(fila: Fila) -> str:
        return linea_de(fila["titulo"]) or linea_de(fila["titulo_corto"])

    def compromiso(self, plan: PlanDeOGP, fila: Fila, numero: int | None, estado: str) -> Campos:
        titulo, dicho = self.titulo(fila), texto_de(fila["texto"])
        if dicho.tachado:
            self.hallazgos.anotar(
                "El texto traía lo que parece un correo o un teléfono: se tachó.", fila.linea
            )
        if "\ufffd" in f"{titulo}{dicho.texto}":
            self.hallazgos.anotar("El texto trae caracteres ya perdidos en la fuente.", fila.linea)
        ejes = [clave for clave, celda in fila.que_empiezan("desafio:") if celda == "1"]
        if tema := tema_de(fila):
            ejes.append(clave_de_eje(plan.clave, tema))
        fechas, fechas_escritas = self._periodo(fila)
        return {
            "plan": plan.clave,
            "numero": numero,
            **self._titulado(titulo, fila),
            "descripcion": dicho.texto,
            "descripcion_origen": Compromiso.DescripcionOrigen.OFICIAL.value,
            "preexistente": PREEXISTENTE.get(fila["preexistente"].casefold(), "no_consta"),
            "estado": estado,
            **fechas,
            "identificadores": self._identificadores(fila),
            "notas": self._notas(fila, fechas_escritas),
            "fuentes": [self.edicion.fuente],
            "clasificaciones": [{"eje": eje, "fuente": self.edicion.fuente} for eje in ejes],
        }

    @staticmethod
    def _titulado(titulo: str, fila: Fila) -> Campos:
        """Of a heading that has none, the portal's, by its identifier."""
        origenes = Compromiso.TituloOrigen
        if not titulo:
            suyo = f"Compromiso {fila['identificador']} de la base de OGP"
            return {"titulo": suyo, "titulo_origen": origenes.PARAFRASEADO.value}
        return {
            "titulo": titulo,
            "titulo_original": titulo,
            "titulo_idioma": idioma_de(titulo),
            "titulo_origen": origenes.LITERAL.value,
        }

    def _periodo(self, fila: Fila) -> tuple[Campos, list[str]]:
        """The columns, and the cells that say more than the columns can."""
        campos: Campos = {}
        escritas = []
        for nombre in ("inicio", "fin"):
            fecha = fecha_de(fila[nombre])
            if fecha.problema:
                self.hallazgos.anotar(f"La fecha de {nombre} {fecha.problema}.", fila.linea)
                escritas.append(f"{nombre} «{linea_de(fila[nombre])}»")
            if fecha.dia:
                campos |= {
                    nombre: fecha.dia.isoformat(),
                    f"{nombre}_precision": fecha.precision.value,
                }
        if "inicio" in campos and "fin" in campos and campos["fin"] < campos["inicio"]:
            self.hallazgos.anotar("Termina antes de empezar: quedó sin fechas.", fila.linea)
            return {}, [f"{nombre} «{linea_de(fila[nombre])}»" for nombre in ("inicio", "fin")]
        return campos, escritas

    def _identificadores(self, fila: Fila) -> list[dict[str, str]]:
        dados = {
            "ogp": fila["identificador"],
            "ogp_numero": self.numero(fila) or "",
            "ogp_caso": fila["caso"],
            "ogp_conglomerado": linea_de(fila["conglomerado"]),
        }
        return [
            {"esquema": esquema, "valor": valor}
            for esquema, valor in dados.items()
            if not es_blanco(valor) and not ausencia_de(valor) and valor != "None"
        ]

    def _notas(self, fila: Fila, fechas: list[str]) -> str | None:
        """Who answers is told as it is written: the database names nobody by a key, and each
        spelling would be another institution."""
        notas = []
        for columna, que in (("responde", "Responde"), ("apoya", "Apoya")):
            quien = texto_de(linea_de(fila[columna])).texto
            if quien and quien != "Unclear":
                notas.append(f"{que}, según la base de OGP: {quien.rstrip('.')}.")
        if fechas:
            notas.append(f"Fechas como las escribe la base: {', '.join(fechas)}.")
        return " ".join(notas) or None

    def evaluaciones(self, clave: str, fila: Fila) -> Iterable[tuple[str, Campos]]:
        informes = {
            "medio_termino": ("avance", "anio_informe"),
            "fin_termino": ("fin de término", "anio_informe_fin"),
        }
        for momento, codificaciones in de_la_fila(fila, self.hallazgos):
            informe, columna = informes[momento]
            anio = fila[columna]
            publicado = {
                "informe": f"informe de {informe} (publicado en {anio})",
                "fecha": f"{anio}-01-01",
                "fecha_precision": "anio",
            }
            yield (
                _clave_de_evaluacion(clave, momento),
                {
                    "compromiso": clave,
                    "momento": momento,
                    "vocabulario": era_de(fila["anio"]),
                    "evaluador": EVALUADOR,
                    **(publicado if anio.isdigit() else {}),
                    "fuente": self.edicion.fuente,
                    "codificaciones": codificaciones,
                },
            )

    def hito(self, compromiso: str, numero: int, fila: Fila) -> tuple[str, Campos]:
        """A milestone, which is a goal of the commitment."""
        texto = texto_de(fila["hito"]).texto
        corto = linea_de(fila["hito_titulo"])
        fecha = fecha_de(fila["fin"])
        sin_titulo = es_blanco(corto) or ausencia_de(corto)
        sin_nada = f"Hito {fila['hito_numero']}"
        return (
            f"{compromiso}-M{numero}",
            {
                "compromiso": compromiso,
                "numero": numero,
                "titulo": (linea_de(texto or "")[:200] or sin_nada) if sin_titulo else corto,
                "descripcion": texto,
                **(
                    {"hasta": fecha.dia.isoformat(), "hasta_precision": fecha.precision.value}
                    if fecha.dia
                    else {}
                ),
                "fuentes": [self.edicion.fuente],
            },
        )
