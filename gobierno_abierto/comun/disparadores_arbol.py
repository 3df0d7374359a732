"""What is part of another of its own kind, or comes after it, is never above itself."""

from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models

from gobierno_abierto.comun.disparadores import rechazo

__all__ = ["ADENDA_SIN_CICLO", "LUGAR_SIN_CICLO", "SUCESOR_SIN_CICLO", "SinCiclo"]


class SinCiclo(pgtrigger.Trigger):
    """`columna` names another row of the table: nobody gets back to a row by going up from it.

    Of two who would close a ring at once neither sees the other, so only one at a time goes up; the
    other is told, and not made to wait: whoever waits here may be waited for by her foreign keys.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, columna: str, mensaje: str) -> None:
        self.columna, self.mensaje = columna, mensaje
        super().__init__(
            name=f"{columna}_sin_ciclo", condition=pgtrigger.Condition(f"NEW.{columna} IS NOT NULL")
        )

    def get_func(self, model):
        tabla, columna = model._meta.db_table, self.columna
        return f"""
            IF TG_OP = 'UPDATE' AND NEW.{columna} IS NOT DISTINCT FROM OLD.{columna} THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'UPDATE'
                AND NOT pg_try_advisory_xact_lock(hashtext('{tabla}.{columna}')) THEN
                {rechazo("Alguien más está cambiando de quién depende algo: guarde otra vez.")}
            END IF;
            IF EXISTS (
                WITH RECURSIVE arriba(id) AS (
                    SELECT NEW.{columna}
                    UNION
                    SELECT fila.{columna} FROM {tabla} AS fila JOIN arriba USING (id)
                    WHERE fila.{columna} IS NOT NULL
                )
                SELECT FROM arriba WHERE id = NEW.id
            ) THEN
                {rechazo(self.mensaje, columna.removesuffix("_id"))}
            END IF;
            RETURN NEW;
        """  # noqa: S608 — the model's own names

    def revisar(self, fila: models.Model) -> None:
        """The same, said where the box is. Raises ValidationError."""
        campo: Any = fila._meta.get_field(self.columna.removesuffix("_id"))
        vistas, arriba = {fila.pk}, getattr(fila, campo.name)
        while arriba is not None:
            if arriba.pk in vistas:
                raise ValidationError({campo.name: self.mensaje})
            vistas.add(arriba.pk)
            arriba = getattr(arriba, campo.name)


ADENDA_SIN_CICLO = SinCiclo(
    "adenda_de_id", "Un plan no es adenda de sí mismo ni de una adenda suya."
)
LUGAR_SIN_CICLO = SinCiclo("padre_id", "Un lugar no está dentro de otro que está dentro de él.")
SUCESOR_SIN_CICLO = SinCiclo(
    "sucede_a_id", "Un secretariado no sucede a quien le sucede, ni a sí mismo."
)
