"""The order that nobody can rewrite unseen: leaves of a Merkle tree, and its signed heads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models.entrada import Entrada
from gobierno_abierto.bitacora.models.inmutable import SOLO_CRECE

__all__ = ["Checkpoint", "Sello"]


class Sello(models.Model):
    """The place of an entry in the tree: `secuencia` has no gaps and begins at 1.

    `hoja` is the hash of the leaf (RFC 9162, 2.1.1). `subarboles` holds, one after another and 32
    bytes each, the hashes of the perfect subtrees that this leaf completes, from the pair up: with
    them a root or a proof reads a few rows, however long the ledger.

    `consta_desde` is the instant from which the past includes it: the start of its transaction or,
    if that took long, two seconds before it was sealed; and never before that of an earlier place.
    So what the portal says of an instant stays said: nothing enters it later.
    """

    secuencia = models.BigIntegerField(_("secuencia"), primary_key=True)
    entrada = models.OneToOneField(Entrada, models.PROTECT, verbose_name=_("entrada"))
    hoja = models.BinaryField(_("hoja"))
    subarboles = models.BinaryField(default=b"")
    consta_desde = models.DateTimeField(_("consta desde"), db_index=True)

    class Meta:
        verbose_name = _("sello")
        verbose_name_plural = _("sellos")
        ordering = ["secuencia"]
        triggers = SOLO_CRECE

    def __str__(self):
        return str(self.secuencia)


class Checkpoint(models.Model):
    """The tree of one size, signed by the portal: a C2SP checkpoint in a signed note."""

    tamano = models.BigIntegerField(_("tamaño"), primary_key=True)
    numero = models.BigIntegerField(_("número"), unique=True, help_text=_("Sin huecos, desde 1."))
    raiz = models.BinaryField(_("raíz"))
    nota = models.TextField(_("nota firmada"))
    clave_publica = models.TextField(_("clave pública que la firma"))
    firmado_en = models.DateTimeField(_("firmado"), auto_now_add=True)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ["-tamano"]
        get_latest_by = "tamano"
        triggers = SOLO_CRECE

    def __str__(self):
        return str(self.tamano)
