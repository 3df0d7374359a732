"""Who decides: places, institutions through time, secretariats, seats, acts, positions."""

from secretariados.models.acuerdo import Acuerdo, AcuerdoOrgano
from secretariados.models.alianza import MembresiaAGA
from secretariados.models.cambio import CambioPropuesto
from secretariados.models.envio import Envio
from secretariados.models.institucion import Institucion, PasoSucesion, Sucesion
from secretariados.models.invitacion import Invitacion
from secretariados.models.jurisdiccion import Jurisdiccion
from secretariados.models.ocupacion import Ocupacion
from secretariados.models.posicion import Posicion
from secretariados.models.secretariado import Asiento, Secretariado

__all__ = [
    "Acuerdo",
    "AcuerdoOrgano",
    "Asiento",
    "CambioPropuesto",
    "Envio",
    "Institucion",
    "Invitacion",
    "Jurisdiccion",
    "MembresiaAGA",
    "Ocupacion",
    "PasoSucesion",
    "Posicion",
    "Secretariado",
    "Sucesion",
]
