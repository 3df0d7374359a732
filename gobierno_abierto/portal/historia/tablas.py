"""Which file fills which model, in the order that references need.

The files use the models' own field names and codes; a reference is the other record's key. So a
table has nothing to translate: it only names the model, its parts and what its sources support.
"""

from dataclasses import dataclass

from compromisos.models import Compromiso, Evaluacion, Postura, Pronunciamiento
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.fuentes.models import Afirmacion, Discrepancia, Fuente
from planes.models import Eje, Hito, Mesa, Plan
from secretariados.models import (
    Acuerdo,
    Institucion,
    Jurisdiccion,
    MembresiaAGA,
    Secretariado,
    Sucesion,
)

__all__ = ["TABLAS", "Tabla"]


@dataclass(frozen=True)
class Tabla:
    archivo: str
    modelo: type[Publicable]
    cita: Objeto | None = None  # with it, `fuentes` in the file become citations of the record
    partes: tuple[str, ...] = ()  # reverse names of rows without a key of their own

    @property
    def nombre(self) -> str:
        return self.archivo.removesuffix(".json")


TABLAS = (
    Tabla("fuentes.json", Fuente),
    Tabla("jurisdicciones.json", Jurisdiccion, Objeto.JURISDICCION),
    Tabla("instituciones.json", Institucion, Objeto.INSTITUCION),
    Tabla("sucesiones.json", Sucesion, Objeto.SUCESION, ("pasos",)),
    Tabla("secretariados.json", Secretariado, Objeto.SECRETARIADO, ("asientos",)),
    Tabla("acuerdos.json", Acuerdo, Objeto.ACUERDO, ("organos", "posiciones")),
    Tabla("membresias.json", MembresiaAGA, Objeto.MEMBRESIA),
    Tabla("planes.json", Plan, Objeto.PLAN),
    Tabla("ejes.json", Eje, Objeto.EJE),
    Tabla("mesas.json", Mesa, Objeto.MESA),
    Tabla("hitos.json", Hito, Objeto.HITO),
    Tabla(
        "compromisos.json",
        Compromiso,
        Objeto.COMPROMISO,
        ("responsables", "clasificaciones", "antecedentes"),
    ),
    Tabla("evaluaciones.json", Evaluacion, partes=("codificaciones",)),
    Tabla("pronunciamientos.json", Pronunciamiento),
    Tabla("posturas.json", Postura),
    Tabla("discrepancias.json", Discrepancia, partes=("objetos",)),
    Tabla("afirmaciones.json", Afirmacion),
)
