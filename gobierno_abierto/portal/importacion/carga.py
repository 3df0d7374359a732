"""Loading what an export wrote: in one transaction, all of it or nothing.

What there is already and says the same is not touched, so loading a package where it came from
changes nothing. What is loaded is later left alone by whoever loads the history (`version_cargada`
is a version that no row has), as if a person had edited it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from gobierno_abierto.bitacora.contexto import Contexto, en_contexto
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.rechazo import en_palabras
from gobierno_abierto.portal.historia.carga import Recuento, instante
from gobierno_abierto.portal.historia.valores import Claves
from gobierno_abierto.portal.importacion.archivos import abrir
from gobierno_abierto.portal.importacion.cotejo import CeldaMala, Cotejo, Fila, como_celdas, es_fija
from gobierno_abierto.portal.importacion.filas import CargaDeTabla
from gobierno_abierto.portal.importacion.hoja import ArchivoInvalido, Hoja
from gobierno_abierto.portal.importacion.reglas import Reglas
from gobierno_abierto.portal.importacion.tablas import CALCULADAS, DESTINOS, HECHAS_AQUI, Destino
from gobierno_abierto.portal.ogp.importacion import CERROJO
from gobierno_abierto.portal.paquete.tablas import Tabla, tablas

__all__ = ["ConCeldasMalas", "Resultado", "importar"]


class ConCeldasMalas(Exception):
    """Nothing was loaded: each bad cell, and what was expected in it."""

    def __init__(self, malas: list[CeldaMala]) -> None:
        super().__init__("\n".join(map(str, malas)))
        self.malas = malas


@dataclass
class Resultado:
    """What became of the rows of each table, and which columns were not read."""

    recuentos: dict[str, Recuento] = field(default_factory=dict)
    calculadas: dict[str, dict[str, list[int]]] = field(default_factory=dict)


def importar(ruta: Path, simular: bool = False) -> Resultado:
    """Raises ArchivoInvalido or ConCeldasMalas, with nothing written."""
    del_paquete = {tabla.nombre: tabla for tabla in tablas() if tabla.nombre not in CALCULADAS}
    hojas = {hoja.tabla: hoja for hoja in abrir(ruta, list(del_paquete))}
    contexto = Contexto(
        Entrada.Via.ORDEN,
        tipo=Entrada.Tipo.CARGA,
        motivo=f"Importación de datos exportados: {ruta.name}.",
    )
    with transaction.atomic():
        with en_contexto(contexto):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CERROJO])
            resultado, malas = _importar(hojas, del_paquete)
            if malas:
                raise ConCeldasMalas(malas)
            _que_cuadre()
        if simular:
            transaction.set_rollback(True)
    return resultado


def _que_cuadre() -> None:
    """What the database looks at when a transaction ends, before saying that it is done."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise ArchivoInvalido(en_palabras(error)) from error


def _importar(
    hojas: Mapping[str, Hoja], del_paquete: Mapping[str, Tabla]
) -> tuple[Resultado, list[CeldaMala]]:
    resultado, malas = Resultado(), []
    claves, ahora, reglas = Claves(), instante(), Reglas()
    caidas: set[str] = set()
    for nombre in [*DESTINOS, *sorted(HECHAS_AQUI)]:
        if nombre not in hojas:
            continue
        tabla = del_paquete[nombre]
        cotejo = _cotejo(hojas[nombre], tabla, DESTINOS.get(nombre))
        filas = cotejo.filas()
        if nombre in HECHAS_AQUI:
            _solo_comparar(cotejo, filas, reglas)
        else:
            if nombre == "planes":
                _con_prefijo_de_sus_claves(cotejo, filas, hojas)
            recuento = Recuento(sin_cambio=cotejo.sin_cambio(filas))
            if filas:
                carga = CargaDeTabla(DESTINOS[nombre], cotejo, claves, ahora, caidas)
                carga.de_filas(filas, reglas, recuento)
            resultado.recuentos[nombre] = recuento
        caidas |= cotejo.caidas
        malas += sorted(cotejo.malas, key=lambda mala: mala.renglon)
        if cotejo.calculadas:
            resultado.calculadas[nombre] = cotejo.calculadas
    if "acuerdos" in hojas:  # once all that an act may apply to is in
        malas += _sin_a_que_aplicarse(hojas["acuerdos"], claves, caidas)
    return resultado, malas


def _con_prefijo_de_sus_claves(
    cotejo: Cotejo, filas: Iterable[Fila], hojas: Mapping[str, Hoja]
) -> None:
    """Of a plan that comes with a prefix that none of its keys has, its cell is bad, and not those
    of all of them."""
    claves = defaultdict(list)
    for hoja in (hojas[tabla] for tabla in ("mesas", "compromisos") if tabla in hojas):
        for _renglon, celdas in hoja.filas:
            claves[celdas.get("plan", "")].append(celdas.get("clave", ""))
    for fila in filas:
        prefijo, suyas = fila.celdas.get("prefijo", "").strip(), claves[fila.clave]
        if fila.nueva and len(suyas) > 1 and not any(c.startswith(f"{prefijo}-") for c in suyas):
            problema = _("ninguna de las claves de lo suyo empieza así")
            cotejo.mala(fila.renglon, "prefijo", prefijo, problema, fila.clave)


def _sin_a_que_aplicarse(hoja: Hoja, claves: Claves, caidas: set[str]) -> Iterator[CeldaMala]:
    """A key that no record has would dangle for ever."""
    for renglon, celdas in hoja.filas:
        tipo, clave = celdas.get("aplica_a_tipo"), celdas.get("aplica_a_clave")
        if tipo in Objeto.values and clave and clave not in caidas:
            modelo = apps.get_model(MODELOS[Objeto(tipo)])
            if clave not in claves.de(modelo):
                problema = _("no hay ningún registro con esa clave")
                yield CeldaMala(hoja.archivo, renglon, "aplica_a_clave", clave, problema)


def _cotejo(hoja: Hoja, tabla: Tabla, destino: Destino | None) -> Cotejo:
    """Of what there is, only what may be seen by all: it is what the export wrote."""
    columnas = tabla.columnas
    escribibles = (
        destino.escribibles(columna.nombre for columna in columnas)
        if destino
        else {c.nombre for c in columnas if es_fija(c.nombre, c.campo.tipo)}
    )
    (llave,) = tabla.llave
    quiero = {celdas.get(llave, "").strip() for _renglon, celdas in hoja.filas}
    suyas = (fila for fila in tabla.filas(settings.SITIO_LOCAL) if fila[llave] in quiero)
    actuales = como_celdas(suyas, tabla.campos, llave)
    return Cotejo(hoja, columnas, llave, escribibles, actuales)


def _solo_comparar(cotejo: Cotejo, filas: list[Fila], reglas: Reglas) -> None:
    for fila in filas:
        if fila.clave not in cotejo.caidas:
            for columna, problema in reglas.de_aqui(fila):
                cual = columna or cotejo.llave
                cotejo.mala(fila.renglon, cual, fila.celdas[cual], problema, fila.clave)
