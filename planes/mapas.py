"""The states as a map takes them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from gobierno_abierto.comun.api.seguibles import EnGeojson
from planes.registros import EJERCICIOS
from planes.registros.ejercicios import con_lo_suyo

__all__ = ["MapaDeEjercicios"]


class MapaDeEjercicios(EnGeojson):
    """A point for each state: its centroid, approximate and not official, as the record says."""

    registro = EJERCICIOS

    def rasgos(self, filas: QuerySet) -> Iterator[dict[str, Any]]:
        for estado in con_lo_suyo(filas).order_by("nombre_orden"):
            punto = None
            if estado.longitud is not None and estado.latitud is not None:
                punto = [float(estado.longitud), float(estado.latitud)]
            yield self.rasgo(
                estado.clave,
                punto,
                {
                    "clave": estado.clave,
                    "nombre": estado.nombre,
                    "clave_inegi": estado.clave_inegi,
                    "url": self.sitio + estado.get_absolute_url(),
                    "centroide_origen": estado.centroide_origen,
                    "secretariados": [
                        {"slug": suyo.clave, "nombre": suyo.nombre, "estado": suyo.estado}
                        for suyo in estado.secretariados.all()
                    ],
                    "planes": [plan.clave for plan in estado.planes.all()],
                },
            )
