"""What a form shows to whoever opens it, kept in the form: to know later what she touched."""

from typing import Any, NamedTuple

from django.core import signing

from gobierno_abierto.comun.cajas import sin_tocar, valores_de
from gobierno_abierto.comun.conciliacion import Valor

__all__ = ["LoVisto", "campos_de", "filas_de"]

SAL = "portal.lo_visto"


class LoVisto(NamedTuple):
    """The boxes of the form, and those of the rows of each inline by the row's number. `cajas` is
    None where it is not known.

    Signed, so that it cannot be used to ask how any other record is called. All in one hidden box,
    and not each value beside its own: Django refuses forms of more than a thousand.
    """

    cajas: dict[str, Valor] | None
    filas: dict[str, dict[str, dict[str, Valor]]]

    @classmethod
    def de(cls, formulario: Any, formsets: list[Any]) -> "LoVisto":
        return cls(valores_de(formulario), {f.prefix: filas_de(f) for f in formsets})

    def firmado(self) -> str:
        return signing.dumps(self, salt=SAL, compress=True)

    @classmethod
    def leer(cls, firmado: str) -> "LoVisto":
        try:
            cajas, filas = signing.loads(firmado, salt=SAL)
        except signing.BadSignature:
            return cls(None, {})
        return cls(
            _tuplas(cajas),
            {
                prefijo: {pk: _tuplas(valores) for pk, valores in suyas.items()}
                for prefijo, suyas in filas.items()
            },
        )


def campos_de(formset: Any) -> dict[str, Any]:
    """The boxes of a row, but those with which Django ties it to its record."""
    return formset.form.base_fields


def filas_de(formset: Any) -> dict[str, dict[str, Valor]]:
    """The rows that there are, as they are before anybody types."""
    return {
        str(fila.instance.pk): {nombre: sin_tocar(fila[nombre]) for nombre in campos_de(formset)}
        for fila in formset.initial_forms
    }


def _tuplas(valores: dict[str, list[str]]) -> dict[str, Valor]:
    return {nombre: tuple(valor) for nombre, valor in valores.items()}
