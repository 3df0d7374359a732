"""What changed. Written by the database (`bitacora_anotar`), never by this program."""

from typing import Any, TypeAlias

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models.inmutable import MUEVE_REVISION, SOLO_CRECE
from gobierno_abierto.comun.codigos import Lado, Objeto, Procedencia

__all__ = ["Entrada", "Revision"]


class _EstaTransaccion(Func):
    """Number of the running transaction; 64 bits, so it never comes back."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class TipoDeCambio(models.TextChoices):
    CARGA = "carga", _("Carga de la historia")
    ALTA = "alta", _("Alta")
    CORRECCION = "correccion", _("Corrección")
    ENMIENDA = "enmienda", _("Enmienda acordada")
    REPORTE = "reporte", _("Reporte")
    RETIRO = "retiro", _("Retiro")
    SUPRESION = "supresion", _("Supresión por privacidad")


class ViaDeCambio(models.TextChoices):
    """Which door the change came through."""

    ADMINISTRACION = "administracion", _("Formularios de administración")
    ORDEN = "orden", _("Orden de quien opera el portal")
    SIN_CONTEXTO = "sin_contexto", _("Sin contexto: se hizo por fuera del portal")


class _DeLaFoto(Func):
    """`xmin` or `xmax` of the running query's snapshot."""

    template = "(pg_snapshot_%(cual)s(pg_current_snapshot())::text::bigint)"
    output_field = models.BigIntegerField()

    def __init__(self, cual: str):
        super().__init__(cual=cual)


class EntradaQuerySet(models.QuerySet):
    def de(self, tipo: str, clave: str):
        """All that is known of one record, its parts and the records that are part of it."""
        propias = Q(objeto_tipo=tipo, objeto_clave=clave)
        return self.filter(propias | Q(arriba_tipo=tipo, arriba_clave=clave))

    def por_sellar(self):
        """Not in the tree yet."""
        return self.filter(sello__isnull=True)

    def de_lo_acabado(self):
        """Those that no transaction still running can come before. By the snapshot that the query
        itself sees: one that ended meanwhile waits for the next.

        A number at or beyond `xmax` has not been given out in this server: the entry came with a
        restored copy.
        """
        return self.filter(Q(xid__lt=_DeLaFoto("xmin")) | Q(xid__gte=_DeLaFoto("xmax")))


class Entrada(models.Model):
    """One change of one row that is, or was, public.

    The row is a record, named by its permanent key, or a part of it (`parte`: a responsible, a
    seat, a citation…), named besides by its number (`fila`). `antes` and `despues` hold the columns
    that changed, references as keys: all of them in `despues` when the row became public, none of
    them (NULL) when a part is taken away. `arriba` is the record that this one is part of, if it is
    one (an evaluation, of a commitment), and the version that it has since.
    """

    Tipo: TypeAlias = TipoDeCambio
    Via: TypeAlias = ViaDeCambio

    class Accion(models.TextChoices):
        """What became of the row."""

        APARECE = "aparece", _("Aparece")
        CAMBIA = "cambia", _("Cambia")
        DESAPARECE = "desaparece", _("Desaparece")

    instante = models.DateTimeField(_("instante"), db_default=TransactionNow())
    xid = models.BigIntegerField(db_default=_EstaTransaccion())
    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices)
    via = models.CharField(_("vía"), max_length=14, choices=Via.choices)
    objeto_tipo = models.CharField(_("tipo de registro"), max_length=20, choices=Objeto.choices)
    objeto_clave = models.TextField(_("clave del registro"))
    version = models.PositiveIntegerField(_("versión"))
    arriba_tipo = models.CharField(max_length=20, choices=Objeto.choices, null=True)
    arriba_clave = models.TextField(null=True)
    arriba_version = models.PositiveIntegerField(null=True)
    parte = models.TextField(_("parte"), null=True)
    fila = models.BigIntegerField(null=True)
    antes = models.JSONField(_("antes"), null=True)
    despues = models.JSONField(_("después"), null=True)
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices, null=True)
    oficina = models.TextField(_("oficina"), null=True)
    motivo = models.TextField(_("motivo"), null=True)
    acuerdo = models.TextField(_("acuerdo"), null=True)
    procedencia = models.CharField(
        _("procedencia"), max_length=10, choices=Procedencia.choices, null=True
    )
    pais = models.TextField(_("país"), null=True)

    objects = EntradaQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrada de la bitácora")
        verbose_name_plural = _("entradas de la bitácora")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["objeto_tipo", "objeto_clave", "id"], name="entrada_objeto"),
            models.Index(
                fields=["parte", "fila"], name="entrada_fila", condition=Q(parte__isnull=False)
            ),
            models.Index(
                fields=["arriba_tipo", "arriba_clave", "id"],
                name="entrada_arriba",
                condition=Q(arriba_clave__isnull=False),
            ),
            models.Index(fields=["xid"], name="entrada_xid"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entrada_dice_algo",
                condition=Q(antes__isnull=False) | Q(despues__isnull=False),
            ),
            models.CheckConstraint(
                name="entrada_fila_de_parte",
                condition=Q(parte__isnull=True, fila__isnull=True)
                | Q(parte__isnull=False, fila__isnull=False),
            ),
        ]
        triggers = [*SOLO_CRECE, MUEVE_REVISION]

    def __str__(self):
        return f"{self.objeto_tipo} {self.objeto_clave}: {self.get_tipo_display()}"

    @property
    def accion(self) -> Accion:
        return self.accion_de(self.antes, self.despues)

    @classmethod
    def accion_de(cls, antes: Any, despues: Any) -> Accion:
        if antes is None:
            return cls.Accion.APARECE
        return cls.Accion.DESAPARECE if despues is None else cls.Accion.CAMBIA


class Revision(models.Model):
    """The revision of the public data is the sum of these sixteen rows.

    Each transaction that changes something public moves one of them, as it commits: with a single
    row writers would queue.
    """

    FILAS = 16

    valor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("revisión")
        verbose_name_plural = _("revisiones")

    def __str__(self):
        return str(self.valor)

    @classmethod
    def actual(cls) -> int:
        return cls.objects.aggregate(suma=models.Sum("valor", default=0))["suma"]
