"""Activities in the format that calendars follow; commitments in that of feed readers."""

from collections.abc import Iterator

from django.db.models import QuerySet

from compromisos.registros import ACTIVIDADES, COMPROMISOS
from gobierno_abierto.comun.api.calendario import Evento
from gobierno_abierto.comun.api.seguibles import EnAtom, EnCalendario, Novedad

__all__ = ["AtomDeCompromisos", "CalendarioDeActividades"]

A_LA_VEZ = 500


class AtomDeCompromisos(EnAtom):
    """The last that changed first: agreed, reported, reviewed, said something of."""

    registro = COMPROMISOS
    titulo = "compromisos"
    pagina = "compromisos"

    def novedades(self, filas: QuerySet) -> Iterator[Novedad]:
        recientes = filas.select_related("plan").order_by("-actualizado", "-pk")
        for compromiso in recientes.iterator(chunk_size=A_LA_VEZ):
            yield Novedad(
                f"{compromiso.clave}: {compromiso.titulo}",
                compromiso.get_absolute_url(),
                compromiso.descripcion or compromiso.titulo,
                compromiso.publicado_en,
                compromiso.actualizado,
                [compromiso.estado, compromiso.contraste, compromiso.plan.clave],
            )


class CalendarioDeActividades(EnCalendario):
    """Until when each is to be done; what was withdrawn says so."""

    registro = ACTIVIDADES
    nombre = "actividades"

    def eventos(self, filas: QuerySet) -> Iterator[Evento]:
        con_fecha = filas.filter(hasta__isnull=False).select_related("compromiso", "meta")
        for actividad in con_fecha.order_by("clave").iterator(chunk_size=A_LA_VEZ):
            yield Evento(
                uid=actividad.clave,
                sello=actividad.actualizado,
                cuando=actividad.vence,
                resumen=f"{actividad.get_lado_display()}: {actividad.titulo}",
                url=self.sitio + actividad.get_absolute_url(),
                descripcion=actividad.compromiso.titulo,
                cancelado=not actividad.en_pie,
            )
