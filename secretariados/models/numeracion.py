"""Permanent keys that count within a year: `ACU-STT-2026-03`, `SES-STT-2026-01`."""

from django.db.models import QuerySet

from secretariados.models.secretariado import Secretariado

__all__ = ["clave_siguiente"]


def clave_siguiente(filas: QuerySet, serie: str, secretariado: Secretariado, anio: int) -> str:
    """The next one of the year. Of two who ask at once the second waits until the first has used
    its own."""
    Secretariado.objects.select_for_update(no_key=True, of=("self",)).get(pk=secretariado.pk)
    prefijo = f"{serie}-{secretariado.clave.upper()}-{anio}-"
    usadas = filas.filter(clave__startswith=prefijo).values_list("clave", flat=True)
    numeros = [int(c.removeprefix(prefijo)) for c in usadas if c[len(prefijo) :].isdigit()]
    return f"{prefijo}{max(numeros, default=0) + 1:02d}"
