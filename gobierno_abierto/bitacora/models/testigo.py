"""The three sides as witnesses of the ledger."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models.inmutable import SOLO_CRECE
from gobierno_abierto.bitacora.models.sello import Checkpoint
from gobierno_abierto.bitacora.prueba.nota import COFIRMA, ClavePublica, NotaInvalida
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import ConProcedencia, Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol

__all__ = ["Cofirma", "Testigo"]


def _es_de_testigo(texto: str) -> None:
    """A key that co-signs; the portal's own, of another kind, does not vouch for itself."""
    try:
        clave = ClavePublica.leer(texto)
    except NotaInvalida as error:
        raise ValidationError(str(error)) from error
    if clave.tipo != COFIRMA:
        raise ValidationError(_("Esa clave no es de un testigo: créela con «testigo.py»."))


class TestigoQuerySet(PublicableQuerySet):
    def editables_por(self, usuario):
        """Its own side's, in its own secretariat; whoever withdraws records may withdraw one."""
        asientos = usuario.ocupaciones.vigentes().filter(
            rol=Rol.MIEMBRO,
            asiento__lado=OuterRef("lado"),
            asiento__secretariado__clave=OuterRef("secretariado"),
        )
        return self.filter(usuario.alcance(Accion.RETIRAR) | Q(Exists(asientos)))


class Testigo(ConProcedencia, Publicable):
    """A key with which one side vouches for the ledger. Whoever changes keys registers another."""

    objeto = Objeto.TESTIGO
    enlace = Enlace("nombre", "testigos", (), "clave")
    se_escribe_con = Accion.ATESTIGUAR

    nombre = LineaHonesta(_("quién atestigua"), help_text=_("La institución u organización."))
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        help_text=_("El del asiento de quien la registra."),
    )
    clave_publica = LineaHonesta(
        _("clave pública"),
        unique=True,
        validators=[_es_de_testigo],
        help_text=_("La línea que «testigo.py» escribió al crear su clave: nombre+código+base64."),
    )

    secretariado = LineaHonesta(
        _("secretariado"),
        null=True,
        blank=True,
        help_text=_("Clave del secretariado en el que ese lado tiene asiento."),
    )

    objects = TestigoQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("testigo")
        verbose_name_plural = _("testigos")
        ordering = ["lado", "clave"]
        triggers = [*Publicable.Meta.triggers, disparadores.procedencia_inmutable]

    def __str__(self):
        return self.nombre


class Cofirma(models.Model):
    """A witness's signature on a checkpoint (C2SP cosignature v1): it saw this tree at that time,
    and the tree was a continuation of the last one that it had seen."""

    testigo = models.ForeignKey(Testigo, models.PROTECT, related_name="cofirmas")
    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cofirmas")
    linea = models.TextField(_("línea de firma"))
    atestiguado_en = models.DateTimeField(_("atestiguado"))
    recibida_en = models.DateTimeField(_("recibida"), auto_now_add=True)

    class Meta:
        verbose_name = _("cofirma")
        verbose_name_plural = _("cofirmas")
        ordering = ["-checkpoint", "testigo"]
        constraints = [
            models.UniqueConstraint(fields=["testigo", "checkpoint"], name="cofirma_una_vez")
        ]
        triggers = SOLO_CRECE

    def __str__(self):
        return self.linea
