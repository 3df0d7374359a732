"""Activities, in the format that calendars follow."""

from collections.abc import Iterator

from django.db.models import QuerySet

from compromisos.registros import ACTIVIDADES
from gobierno_abierto.comun.api.calendario import Evento
from gobierno_abierto.comun.api.seguibles import EnCalendario

__all__ = ["CalendarioDeActividades"]

A_LA_VEZ = 500


class CalendarioDeActividades(EnCalendario):
    """Until when each is to be done; what was withdrawn says so."""

    registro = ACTIVIDADES
    nombre = "actividades"

    def eventos(self, filas: QuerySet) -> Iterator[Evento]:
        con_fecha = filas.filter(hasta__isnull=False).select_related("compromiso")
        for actividad in con_fecha.order_by("clave").iterator(chunk_size=A_LA_VEZ):
            yield Evento(
                uid=actividad.clave,
                sello=actividad.actualizado,
                cuando=actividad.vence,
                resumen=f"{actividad.get_lado_display()}: {actividad.titulo}",
                url=self.sitio + actividad.get_absolute_url(),
                descripcion=actividad.compromiso.titulo,
                cancelado=actividad.retirada,
            )
