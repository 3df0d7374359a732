"""What the three sides agree in a test: the only way in which what was made here becomes public."""

from django.utils import timezone

from compromisos.models import Compromiso
from secretariados.models import Acuerdo
from tests.compromisos.factories import CompromisoFactory
from tests.secretariados.factories import PropuestaFactory, sentar_a_los_tres


def proponer(*registros, publicado=True, **cambia) -> Acuerdo:
    """An act of their secretariat that publishes those that are drafts, in that order, and changes
    in the others what `cambia` says."""
    (secretariado,) = {registro.del_secretariado for registro in registros}
    acto = PropuestaFactory(secretariado=secretariado, publicado_en=None)
    for registro in registros:
        texto = registro.texto_acordado()
        acto.cambios.create(
            objeto_tipo=registro.objeto,
            objeto_clave=registro.clave,
            antes=texto if registro.publicado_en else None,
            despues=texto | cambia,
        )
    if publicado:
        Acuerdo.objects.filter(pk=acto.pk).update(publicado_en=timezone.now())
        acto.refresh_from_db()
    return acto


def consentir(acto: Acuerdo) -> str:
    """The three sides, by whoever sits for each. What the act became."""
    for asiento in acto.secretariado.asientos.que_firman():
        estado = acto.registrar_posicion(asiento, "consiente")
    return estado


def acordar(*registros, **cambia) -> Acuerdo:
    acto = proponer(*registros, **cambia)
    assert consentir(acto) == "adoptado"
    for registro in registros:
        registro.refresh_from_db()
    return acto


def hacer_y_acordar(procedencia="portal", responden=(), **campos) -> Compromiso:
    """A public commitment of a public plan, both made here: `plan__x` is of the plan."""
    de_plan = {
        "procedencia": "portal",  # until its secretariat says
        "publicado": False,
        "secretariado": sentar_a_los_tres(procedencia=procedencia),
    }
    compromiso = CompromisoFactory(**{f"plan__{n}": v for n, v in de_plan.items()} | campos)
    for orden, institucion in enumerate(responden):
        compromiso.responsables.create(institucion=institucion, orden=orden)
    acordar(compromiso.plan, compromiso)
    return compromiso


def de_practica(**campos) -> Compromiso:
    return hacer_y_acordar("muestra", **campos)
