"""What a table of commitments says beside what an account sees of them."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from compromisos.models import Compromiso
from compromisos.registros import COMPROMISOS, como_registro
from gobierno_abierto.portal.importacion.cotejo import Cotejo, como_celdas
from gobierno_abierto.portal.importacion.hoja import Hoja
from gobierno_abierto.portal.importacion.tablas import DESTINOS
from gobierno_abierto.portal.paquete.tablas import columnas_de

__all__ = ["DESTINO", "LLAVE", "Vista", "cotejar"]

DESTINO = DESTINOS[COMPROMISOS.recurso]
LLAVE = "clave"


@dataclass(frozen=True)
class Vista:
    """A row as it was seen in the preview. `cambios`: column → cell, before and after."""

    archivo: str
    renglon: int
    clave: str
    titulo: str
    version: int
    cambios: dict[str, tuple[str, str]]

    def plana(self) -> dict[str, Any]:
        return asdict(self)


def cotejar(usuario: Any, hoja: Hoja) -> tuple[list[Vista], Cotejo]:
    """What the table says beside what the account sees."""
    dichas = {celdas.get(LLAVE, "").strip() for _n, celdas in hoja.filas}
    claves = {clave for clave in dichas if "\0" not in clave}  # which no query takes
    suyos = Compromiso.objects.filter(
        pk__in=Compromiso.objects.visibles_para(usuario).filter(clave__in=claves).values("pk")
    )
    proyectados = COMPROMISOS.proyectar(como_registro(suyos), COMPROMISOS.campos)
    registros = COMPROMISOS.presentar(proyectados, COMPROMISOS.campos, "")
    actuales = como_celdas(registros, COMPROMISOS.campos, LLAVE)
    columnas = list(columnas_de(COMPROMISOS.campos))
    escribibles = DESTINO.escribibles(columna.nombre for columna in columnas)
    cotejo = Cotejo(hoja, columnas, LLAVE, escribibles, actuales)
    vistas = []
    for fila in cotejo.filas():
        if fila.nueva:
            ajeno = _(
                "no ve usted ningún compromiso con esa clave; aquí sólo se cambian los que hay"
            )
            cotejo.mala(fila.renglon, LLAVE, fila.clave, ajeno, fila.clave)
            continue
        cambios = {c: (cambio.antes, cambio.despues) for c, cambio in fila.cambios.items()}
        actual = actuales[fila.clave]
        vistas.append(
            Vista(hoja.archivo, fila.renglon, fila.clave, actual["titulo"], int(actual["version"]),
                  cambios)
        )  # fmt: skip
    return vistas, cotejo
