"""A row about a commitment that the portal has from elsewhere: where they differ, both are told.

What the row does not say (NR, ND, NA, a blank) is no rival of anything."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

from compromisos.etiquetas import etiqueta_de
from compromisos.models import Compromiso
from gobierno_abierto.comun.templatetags.formatos import fecha_parcial
from gobierno_abierto.portal.ogp.celdas import fecha_de, linea_de
from gobierno_abierto.portal.ogp.conversion import Conversion
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import Fila
from gobierno_abierto.portal.ogp.revision import de_la_fila

__all__ = ["diferencias"]

Par = tuple[str, str]  # what the row says; what the portal has

LIBRES = ("etiqueta", "grupo")  # lists that each edition grew: not one value against another


def diferencias(
    suyo: Compromiso, fila: Fila, conversion: Conversion, lo_codificado: dict[str, dict[str, str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Statements, by key. `lo_codificado`: of the commitment, moment → variable → value."""
    rivales = {**_del_texto(suyo, fila), **_de_la_revision(fila, lo_codificado)}
    for propiedad, (dicho, propio) in rivales.items():
        yield (
            f"{suyo.clave}-ogp-{conversion.edicion.nombre}-{propiedad.replace('_', '-')}",
            {
                "objeto_tipo": "compromiso",
                "objeto_clave": suyo.clave,
                "propiedad": propiedad,
                "valor": dicho,
                "dicho_por": "MRI",
                "fuente": conversion.edicion.fuente,
                "nota": f"El portal tiene «{propio}»." if propio else "El portal no lo tiene.",
                **conversion.dicho_en,
            },
        )


def _del_texto(suyo: Compromiso, fila: Fila) -> dict[str, Par]:
    rivales: dict[str, Par] = {}
    titulo = Conversion.titulo(fila)
    propio = suyo.titulo_original or suyo.titulo
    if titulo and linea_de(propio) != titulo:
        rivales["titulo"] = (titulo, propio)
    for nombre in ("inicio", "fin"):
        fecha = fecha_de(fila[nombre])
        tenida, precision = getattr(suyo, nombre), getattr(suyo, f"{nombre}_precision")
        if fecha.dia and not _es_la_misma(fecha, tenida, precision):
            en_palabras = strip_tags(fecha_parcial(tenida, precision)) if tenida else ""
            rivales[nombre] = (fila[nombre], en_palabras)
    return rivales


def _es_la_misma(fecha: Any, tenida: Any, precision: str) -> bool:
    """Could the cell be about the day, month or year that the portal has?"""
    if tenida is None:
        return False
    posibles = fecha.lecturas or (fecha.dia,)
    if precision == "anio" or not fecha.lecturas:
        return tenida.year in {dia.year for dia in posibles}
    if precision in ("mes", "aproximada") or fecha.precision == "mes":
        return (tenida.year, tenida.month) in {(dia.year, dia.month) for dia in posibles}
    return tenida in posibles


def _de_la_revision(fila: Fila, lo_codificado: dict[str, dict[str, str]]) -> dict[str, Par]:
    rivales: dict[str, Par] = {}
    for momento, dichas in de_la_fila(fila, Hallazgos()):
        tenidas = lo_codificado.get(momento, {})
        for dicha in dichas:
            variable, valor = dicha["variable"], dicha.get("valor")
            if valor and variable not in LIBRES and valor != tenidas.get(variable):
                rivales[f"{momento}_{variable}"] = (
                    dicha.get("etiqueta_original") or etiqueta_de(valor),
                    etiqueta_de(tenidas.get(variable, "")),
                )
    return rivales
