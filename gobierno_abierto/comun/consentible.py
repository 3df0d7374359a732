"""Records whose substance only an agreement of the three sides changes. No tables here."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.fechas import ultimo_dia_de
from gobierno_abierto.comun.models import Publicable

__all__ = ["ConPeriodo", "Consentible", "Texto"]

# The agreed text as a document: what `texto_de_<objeto>` gives, the same for whoever reads it.
Texto = dict[str, Any]


class Consentible(Publicable):
    """Its agreed text is a document that the database makes: the SQL function
    `texto_de_<objeto>(key, in_force)`, made by a migration of its app. With `in_force` it is NULL
    unless the record is public and was made here, which is when the three sides' word binds it.

    The trigger `conforme_a_lo_acordado` holds the row to that text, whoever writes.
    """

    TEXTO_ACORDADO: ClassVar[tuple[str, ...]]  # its columns that are part of that text
    PARTES_ACORDADAS: ClassVar[tuple[str, ...]] = ()  # and the rows that are, by related name
    # How it may end: states that only an agreement gives. The others are of its course.
    CONCLUSIONES: ClassVar[tuple[Any, ...]]
    Estado: Any
    estado: Any

    class Meta(Publicable.Meta):
        abstract = True

    @property
    def se_acuerda(self) -> bool:
        """Made here: its text is of the three sides, and not of whoever holds the pen."""
        return not self.consta_en_fuente

    @property
    def texto_fijo(self) -> bool:
        """Agreed already: only another agreement changes it."""
        return self.se_acuerda and self.publicado_en is not None

    def texto_acordado(self) -> Texto:
        """The text as the row has it now, agreed or not."""
        texto = models.Func(
            models.F("clave"),
            models.Value(False),
            function=f"texto_de_{self.objeto}",
            output_field=models.JSONField(),
        )
        return type(self)._base_manager.values_list(texto, flat=True).get(pk=self.pk)

    @property
    def conclusion(self) -> str | None:
        """How the three sides agreed that it ended, if they did."""
        return self.estado if self.estado in self.CONCLUSIONES else None

    def concluir(self, conclusion: str | None) -> None:
        """Nothing is saved. With None, what had ended goes on."""
        if conclusion:
            self.estado = conclusion
        elif self.conclusion:
            self.estado = self.Estado.EN_EJECUCION

    def poner(self, texto: Texto) -> None:
        """The columns as that text has them, and the record public; nothing is saved."""
        for nombre in self.TEXTO_ACORDADO:
            setattr(self, nombre, texto[nombre])
        if self.publicado_en is None:
            self.publicado_en = Now()

    def aplicar_cambio(self, texto: Texto) -> None:
        """Make the row say that text, in the transaction that adopts it; publish it if it was a
        draft."""
        raise NotImplementedError


class ConPeriodo(Consentible):
    """One that lasts until a day (`fin`), after which it is concluded by itself."""

    fin: Any
    fin_precision: Any

    class Meta(Consentible.Meta):
        abstract = True

    @property
    def termino(self) -> bool:
        """Is its period over?"""
        fin, precision = self.fin, self.fin_precision
        return fin is not None and ultimo_dia_de(fin, precision) < timezone.localdate()

    def clean(self):
        """The trigger `en_su_curso`, said where the box is."""
        super().clean()
        if self._state.adding or not self.texto_fijo:
            return
        era = type(self)._base_manager.values_list("estado", flat=True).get(pk=self.pk)
        concluido = self.Estado.CONCLUIDO
        if self.estado == concluido != era and not self.termino:
            dicho = _("Todavía no termina su periodo: antes, cómo concluye es de los tres.")
            raise ValidationError({"estado": dicho})
        if era == concluido != self.estado and self.termino and not self.conclusion:
            raise ValidationError({"estado": _("Su periodo ya terminó: sigue concluido.")})
