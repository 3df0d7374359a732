"""Agreements and sessions, in the formats that programs follow."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from gobierno_abierto.comun.api.calendario import Evento
from gobierno_abierto.comun.api.seguibles import EnAtom, EnCalendario, Novedad
from gobierno_abierto.comun.codigos import Precision
from secretariados.consenso import Estado
from secretariados.models import Acuerdo, Sesion
from secretariados.registros import ACUERDOS, SESIONES

__all__ = ["AtomDeAcuerdos", "CalendarioDeAcuerdos", "CalendarioDeSesiones"]

A_LA_VEZ = 500


class AtomDeAcuerdos(EnAtom):
    """Acts, the last that changed first: proposed, answered, adopted, extended, closed."""

    registro = ACUERDOS
    titulo = "acuerdos"
    pagina = "acuerdos"

    def novedades(self, filas: QuerySet) -> Iterator[Novedad]:
        for acto in filas.order_by("-actualizado", "-pk").iterator(chunk_size=A_LA_VEZ):
            yield Novedad(
                f"{acto.get_estado_display()}: {acto.titulo}",
                acto.get_absolute_url(),
                acto.texto,
                acto.publicado_en,
                acto.actualizado,
                [acto.estado, acto.tipo],
            )


class CalendarioDeAcuerdos(EnCalendario):
    """The day of each act, where its source tells one; until when what is proposed is answered, and
    until when what was adopted is to be kept."""

    registro = ACUERDOS
    nombre = "acuerdos"

    def eventos(self, filas: QuerySet) -> Iterator[Evento]:
        actos = filas.prefetch_related("prorrogas").order_by("clave")
        for acto in actos.iterator(chunk_size=A_LA_VEZ):
            for que, sufijo, cuando in _fechas_de(acto):
                yield Evento(
                    uid=f"{acto.clave}-{sufijo}",
                    sello=acto.actualizado,
                    cuando=cuando,
                    resumen=f"{que}: {acto.titulo}",
                    url=self.sitio + acto.get_absolute_url(),
                    descripcion=acto.texto,
                )


def _fechas_de(acto: Acuerdo) -> Iterator[tuple[str, str, date]]:
    """What happens, its name in an address, and its day."""
    if acto.fecha and acto.fecha_precision == Precision.DIA:
        yield "Acuerdo", "acuerdo", acto.fecha
    if acto.estado == Estado.PROPUESTO and acto.responde_hasta:
        yield "Responder", "responder", acto.responde_hasta
    if acto.estado == Estado.ADOPTADO and acto.plazo:
        yield "Cumplir", "cumplir", acto.plazo


class CalendarioDeSesiones(EnCalendario):
    registro = SESIONES
    nombre = "sesiones"

    def eventos(self, filas: QuerySet) -> Iterator[Evento]:
        sesiones = filas.select_related("secretariado").order_by("inicia_en", "clave")
        for sesion in sesiones.iterator(chunk_size=A_LA_VEZ):
            yield Evento(
                uid=sesion.clave,
                sello=sesion.actualizado,
                cuando=sesion.inicia_en,
                resumen=f"{sesion.nombre} · {sesion.secretariado.nombre}",
                url=self.sitio + sesion.get_absolute_url(),
                descripcion="\n".join([*sesion.puntos, *filter(None, [sesion.cancelada_motivo])]),
                lugar=sesion.lugar or "",
                cancelado=sesion.estado == Sesion.Estado.CANCELADA,
            )
