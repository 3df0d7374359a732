"""What rests on a source, as links a reader can follow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.apps import apps

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.fuentes.directorio import Destino
from gobierno_abierto.fuentes.models import Cita

__all__ = ["Apoyado", "Grupo", "agrupar"]

# Their key says of which plan and which number; the others' only repeats their name.
CON_CLAVE = (Objeto.COMPROMISO, Objeto.EVALUACION, Objeto.PRONUNCIAMIENTO, Objeto.ACUERDO)

Par = tuple[str, str]
Destinos = Mapping[Par, Destino]


class Apoyado(NamedTuple):
    """A public record that rests on the source, and how it cites it."""

    destino: Destino
    citas: list[Cita]


class Grupo(NamedTuple):
    """Records of one kind, by name."""

    nombre: str
    con_clave: bool
    apoyados: list[Apoyado]


def agrupar(citas: Iterable[Cita], suyos: Iterable[Par], destinos: Destinos) -> list[Grupo]:
    """By kind: the records that cite the source and those that come from it (`suyos`), as far as
    `destinos` has them."""
    por_par: dict[Par, list[Cita]] = {par: [] for par in suyos}
    for cita in citas:
        por_par.setdefault((cita.objeto_tipo, cita.objeto_clave), []).append(cita)
    por_tipo: dict[Objeto, list[Apoyado]] = defaultdict(list)
    for par, propias in por_par.items():
        if destino := destinos.get(par):
            por_tipo[destino.tipo].append(Apoyado(destino, propias))
    return [
        Grupo(
            apps.get_model(MODELOS[tipo])._meta.verbose_name_plural,
            tipo in CON_CLAVE,
            sorted(por_tipo[tipo], key=lambda apoyado: apoyado.destino.clave),
        )
        for tipo in MODELOS
        if tipo in por_tipo
    ]
