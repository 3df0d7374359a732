"""Importing a file: all or nothing, as often as one wants, and never over what people edited."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from compromisos.models import Meta
from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.fuentes.models import Afirmacion
from gobierno_abierto.portal.historia.carga import Recuento, instante, sellar
from gobierno_abierto.portal.historia.lectura import Registro
from gobierno_abierto.portal.historia.tablas import TABLAS, Tabla
from gobierno_abierto.portal.historia.valores import Claves
from gobierno_abierto.portal.ogp.conversion import Conversion
from gobierno_abierto.portal.ogp.ediciones import Edicion
from gobierno_abierto.portal.ogp.examen import examinar
from gobierno_abierto.portal.ogp.existentes import lo_que_se_perderia
from gobierno_abierto.portal.ogp.hallazgos import Hallazgos
from gobierno_abierto.portal.ogp.lectura import ArchivoInvalido, Fila, exigir, leer
from gobierno_abierto.portal.ogp.paises import Pais, pais_de
from gobierno_abierto.portal.ogp.reparto import Reparto
from gobierno_abierto.portal.ogp.volcado import CargaEnBloque

__all__ = ["Resultado", "importar"]

_EN_ORDEN = (
    "jurisdicciones",
    "planes",
    "ejes",
    "compromisos",
    "metas",
    "evaluaciones",
    "afirmaciones",
)
_DE = {tabla.nombre: tabla for tabla in TABLAS} | {"metas": Tabla("metas.json", Meta, Objeto.META)}
# A milestone of a source waits for nobody's agreement.
_FIJAS = {"metas": {"estado": Meta.Estado.EN_EJECUCION}}
YA_NO_LO_DICE = "El archivo de la base de OGP que se importó después ya no lo dice."
CERROJO = 8_011_925  # one import at a time


@dataclass
class Resultado:
    """What became of each row, and what was written."""

    edicion: Edicion
    filas: int
    compromisos: int
    hitos: int
    comparadas: int
    hallazgos: Hallazgos
    recuentos: dict[str, Recuento] = field(default_factory=dict)

    @property
    def rechazadas(self) -> int:
        return len(self.hallazgos.rechazadas)

    @property
    def cambia(self) -> bool:
        return any(r.nuevas or r.actualizadas for r in self.recuentos.values())


def importar(
    ruta: Path,
    pais: Pais | None = None,
    simular: bool = False,
    aviso: Callable[[str], None] = lambda _dicho: None,
) -> Resultado:
    """Raises ArchivoInvalido or HistoriaInvalida, with nothing written."""
    hallazgos = Hallazgos()
    edicion, filas = leer(ruta, hallazgos)
    if pais:
        filas = [fila for fila in filas if pais_de(fila["pais"]) == pais]
        hallazgos.rechazadas.clear()
    if not filas:
        raise ArchivoInvalido(f"No tiene ninguna fila de {pais.nombre if pais else 'nadie'}.")
    examinar(filas, edicion, hallazgos)
    aviso(f"edición {edicion.nombre}: {len(filas) + len(hallazgos.rechazadas)} filas")
    contexto = Contexto(
        Entrada.Via.ORDEN,
        tipo=Entrada.Tipo.CARGA,
        motivo=f"Importación de la base de OGP, edición {edicion.nombre}.",
    )
    with transaction.atomic():
        with en_contexto(contexto):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CERROJO])
            resultado = _importar(edicion, filas, hallazgos, aviso)
        if simular:
            transaction.set_rollback(True)
    return resultado


def _importar(
    edicion: Edicion, filas: list[Fila], hallazgos: Hallazgos, aviso: Callable[[str], None]
) -> Resultado:
    malas = len(hallazgos.rechazadas)
    reparto = Reparto(Conversion(edicion, hallazgos), hallazgos)
    reparto.de(filas)
    exigir(edicion, lo_que_se_perderia(edicion, filas[0].celdas, reparto.registros["compromisos"]))
    resultado = Resultado(
        edicion,
        len(filas) + malas,
        reparto.propias,
        reparto.hitos,
        reparto.comparadas,
        hallazgos,
    )
    claves, ahora = Claves(), instante()
    _retirar_lo_que_ya_no_dice(edicion, reparto, hallazgos, ahora)
    for nombre in _EN_ORDEN:
        registros = _registros(nombre, reparto.registros[nombre])
        if not registros:
            continue
        carga = CargaEnBloque(_DE[nombre], claves, ahora, aviso=aviso, fijas=_FIJAS.get(nombre))
        resultado.recuentos[nombre] = carga.de(registros)
    for nombre, recuento in resultado.recuentos.items():
        sellar(_DE[nombre], recuento.actualizadas + recuento.sin_cambio)
    return resultado


def _retirar_lo_que_ya_no_dice(
    edicion: Edicion, reparto: Reparto, hallazgos: Hallazgos, ahora: datetime
) -> None:
    """Statements of an earlier file of the edition about commitments that this one compares and
    no longer contradicts; those that it makes again stand again. What people edited stays."""
    suyas = Afirmacion.objects.filter(
        objeto_tipo=Objeto.COMPROMISO,
        objeto_clave__in=reparto.cotejados,
        clave__contains=f"-ogp-{edicion.nombre}-",
        fuente__clave=edicion.fuente,
    )
    dichas = reparto.registros["afirmaciones"]
    de_nuevo = suyas.filter(clave__in=dichas, retiro_motivo=YA_NO_LO_DICE)
    vueltas = list(de_nuevo.values_list("clave", flat=True))
    de_nuevo.update(retirado_en=None, retiro_motivo=None)
    calladas = suyas.filter(retirado_en=None, version=F("version_cargada")).exclude(
        clave__in=dichas
    )
    hallazgos.retiradas = sorted(calladas.values_list("clave", flat=True))
    calladas.update(retirado_en=ahora, retiro_motivo=YA_NO_LO_DICE)
    suyas.filter(clave__in=[*vueltas, *hallazgos.retiradas]).update(version_cargada=F("version"))


def _registros(nombre: str, dados: dict[str, dict[str, Any]]) -> list[Registro]:
    return [
        Registro(nombre, clave, {c: v for c, v in campos.items() if v is not None})
        for clave, campos in dados.items()
    ]
