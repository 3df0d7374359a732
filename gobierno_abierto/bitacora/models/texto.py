"""Texts that a person may ask to have erased, and a ledger that is never rewritten."""

import hashlib
import secrets

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models.inmutable import SUPRIME
from gobierno_abierto.comun.codigos import Objeto

__all__ = ["SUPRIMIDO", "TextoBorrable"]

SUPRIMIDO = "suprimido por privacidad"  # what is read where it was


class TextoBorrableQuerySet(models.QuerySet["TextoBorrable"]):
    def escribir(self, tipo: str, clave: str, texto: str) -> "TextoBorrable":
        """Keep a text that belongs to one record. The ledger will know only its hash."""
        sal = secrets.token_bytes(32)
        huella = self.model.huella_de(sal, texto)
        return self.create(
            huella=huella, sal=sal, texto=texto, objeto_tipo=tipo, objeto_clave=clave
        )


class TextoBorrable(models.Model):
    """A name given with consent, a comment, a testimony: salt and text, apart from its row.

    Rows refer to it and the ledger holds `huella`, SHA-256 of salt and text. Erasing takes salt and
    text away: without the salt nobody can prove, by guessing, what the text was.
    """

    se_refiere_por = "huella"  # what the ledger writes of a reference to it

    huella = models.TextField(unique=True)
    sal = models.BinaryField(null=True)
    texto = models.TextField(_("texto"), null=True)
    suprimido_en = models.DateTimeField(_("suprimido"), null=True)
    objeto_tipo = models.CharField(max_length=20, choices=Objeto.choices)
    objeto_clave = models.TextField()

    objects = TextoBorrableQuerySet.as_manager()

    class Meta:
        verbose_name = _("texto que puede borrarse")
        verbose_name_plural = _("textos que pueden borrarse")
        constraints = [
            models.CheckConstraint(
                name="textoborrable_entero_o_suprimido",
                condition=models.Q(
                    sal__isnull=False, texto__isnull=False, suprimido_en__isnull=True
                )
                | models.Q(sal__isnull=True, texto__isnull=True, suprimido_en__isnull=False),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="solo_se_suprime",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.suprimido_en IS NOT NULL OR NEW.suprimido_en IS NULL "
                    "OR (OLD.huella, OLD.objeto_tipo, OLD.objeto_clave) "
                    "IS DISTINCT FROM (NEW.huella, NEW.objeto_tipo, NEW.objeto_clave)"
                ),
                func="RAISE EXCEPTION 'Un texto se suprime o se deja: no se cambia por otro.' "
                "USING ERRCODE = 'check_violation';",
            ),
            SUPRIME,
        ]

    def __str__(self):
        return self.texto if self.texto is not None else SUPRIMIDO

    @staticmethod
    def huella_de(sal: bytes, texto: str) -> str:
        return hashlib.sha256(sal + texto.encode()).hexdigest()

    def suprimir(self) -> None:
        """Forget it for ever. The ledger says that it was erased, and keeps its hash."""
        self.sal = self.texto = None
        self.suprimido_en = timezone.now()
        self.save(update_fields=["sal", "texto", "suprimido_en"])
