"""Who decides: places, institutions through time, secretariats, seats, sessions, acts, positions
and what came of them."""

from secretariados.models.acuerdo import Acuerdo, AcuerdoOrgano
from secretariados.models.alianza import MembresiaAGA
from secretariados.models.cambio import CambioPropuesto
from secretariados.models.envio import Envio
from secretariados.models.institucion import Institucion, PasoSucesion, Sucesion
from secretariados.models.invitacion import Invitacion
from secretariados.models.jurisdiccion import Jurisdiccion
from secretariados.models.minuta import Asistencia, Observacion
from secretariados.models.ocupacion import Ocupacion
from secretariados.models.posicion import Posicion
from secretariados.models.recordatorio import Recordatorio
from secretariados.models.secretariado import Asiento, Secretariado
from secretariados.models.seguimiento import Cierre, NotaDeSeguimiento, Prorroga
from secretariados.models.sesion import Sesion

__all__ = [
    "Acuerdo",
    "AcuerdoOrgano",
    "Asiento",
    "Asistencia",
    "CambioPropuesto",
    "Cierre",
    "Envio",
    "Institucion",
    "Invitacion",
    "Jurisdiccion",
    "MembresiaAGA",
    "NotaDeSeguimiento",
    "Observacion",
    "Ocupacion",
    "PasoSucesion",
    "Posicion",
    "Prorroga",
    "Recordatorio",
    "Secretariado",
    "Sesion",
    "Sucesion",
]
