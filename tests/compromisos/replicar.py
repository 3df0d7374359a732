"""A reply that is public, with all that it hangs from: the history brings none."""

from django.utils import timezone

from compromisos.models import Evaluacion, Replica
from tests.cuentas.casas import hacer_secretariado

__all__ = ["replica_publica"]


def replica_publica() -> Replica:
    hacer_secretariado("replica")
    hallazgo = Evaluacion.objects.get(compromiso__clave="MX-REPLICA-C01")
    return Replica.objects.create(
        clave=f"{hallazgo.clave}-R1",
        evaluacion=hallazgo,
        lado="gobierno",
        oficina="Oficina gobierno",
        sentido="en_desacuerdo",
        texto="Consta en el acta.",
        evidencia_url="https://ejemplo.mx/acta.pdf",
        publicado_en=timezone.now(),
    )
