"""Historical acts, as sources tell them. How sides agree here comes with its own rules later."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.comun.traza import TrazaDeParte
from secretariados.models.institucion import Institucion
from secretariados.models.secretariado import Secretariado

__all__ = ["Acuerdo", "AcuerdoOrgano", "Posicion"]


class Acuerdo(Publicable):
    """An act of a secretariat, or of one of its sides, that a source records.

    Only `registrado` exists today: the portal did not witness any of them, so none is an adoption.
    """

    class Tipo(models.TextChoices):
        ACUERDO = "acuerdo", _("Acuerdo")
        DECLARATORIA = "declaratoria", _("Declaratoria")
        ACTO_UNILATERAL = "acto_unilateral", _("Acto de una parte")

    class Estado(models.TextChoices):
        REGISTRADO = "registrado", _("Registrado de una fuente")

    objeto = Objeto.ACUERDO
    se_ubica_por = "secretariado"
    enlace = Enlace("titulo", "acuerdo", texto="texto")

    secretariado = models.ForeignKey(
        Secretariado,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acuerdos",
        verbose_name=_("secretariado"),
        help_text=_("Vacío: no fue un acto de un secretariado."),
    )
    tipo = models.CharField(_("tipo"), max_length=16, choices=Tipo.choices)
    titulo = LineaHonesta(_("título"))
    texto = TextoHonesto(_("texto"))
    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado.choices, default=Estado.REGISTRADO
    )
    posiciones_nota = TextoHonesto(_("nota sobre las posiciones"), null=True, blank=True)
    aplica_a_tipo = models.CharField(
        _("se aplica a"), max_length=20, choices=Objeto.choices, null=True, blank=True
    )
    aplica_a_clave = LineaHonesta(_("clave de lo aplicado"), null=True, blank=True)
    busqueda = columna_de_busqueda(titulo="A", texto="B")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        ordering = ["fecha", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("fecha"),
            models.CheckConstraint(
                name="acuerdo_solo_registrado",
                condition=Q(estado="registrado"),
                violation_error_message=_("Solo se registran actos que constan en una fuente."),
            ),
            models.CheckConstraint(
                name="acuerdo_aplica_a_entero",
                condition=Q(aplica_a_tipo__isnull=True, aplica_a_clave__isnull=True)
                | Q(aplica_a_tipo__isnull=False, aplica_a_clave__isnull=False),
                violation_error_message=_("Escriba el tipo y la clave de lo aplicado, o ninguno."),
            ),
        ]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return f"{self.clave}: {self.titulo}"


class AcuerdoOrgano(models.Model):
    """An institution that is author of an act which was not of the whole secretariat."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="organos")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("órgano autor")
        verbose_name_plural = _("órganos autores")
        ordering = ["orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "institucion"],
                name="acuerdoorgano_unico",
                violation_error_message=_("Ese órgano ya está en la lista."),
            )
        ]
        triggers = [
            disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
            TrazaDeParte("acuerdo"),
        ]

    def __str__(self):
        return str(self.institucion)


class Posicion(models.Model):
    """What one side said. One side, one voice; silence is a public state, never consent."""

    class Sentido(models.TextChoices):
        CONSIENTE = "consiente", _("Consiente")
        NO_CONSIENTE = "no_consiente", _("No consiente")
        SE_ABSTIENE = "se_abstiene", _("Se abstiene")
        AUSENTE = "ausente", _("Ausente")
        VACANTE = "vacante", _("Asiento vacante")
        NO_CONSTA = "no_consta", _("No consta")

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="posiciones")
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    sentido = models.CharField(_("sentido"), max_length=14, choices=Sentido.choices)
    razon = TextoHonesto(_("razón"), null=True, blank=True)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True)

    class Meta:
        verbose_name = _("posición")
        verbose_name_plural = _("posiciones")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "lado"],
                name="posicion_una_por_lado",
                violation_error_message=_("Cada lado tiene una sola posición en un acuerdo."),
            )
        ]
        triggers = [
            disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
            TrazaDeParte("acuerdo"),
        ]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.get_sentido_display()}"
