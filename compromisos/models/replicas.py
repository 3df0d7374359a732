"""Right of reply: what each side answers to a review, beside it and never over it."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compromisos.disparadores import de_su_compromiso
from compromisos.disparadores_voces import (
    CADA_LADO,
    DEL_COMPROMISO,
    LA_REPLICA_QUEDA,
    REPLICA_A_SU_HORA,
    LoDichoQueda,
    VozPropia,
)
from compromisos.models.compromiso import Compromiso
from compromisos.models.voces import Evaluacion
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["Replica"]


class Replica(Publicable):
    """What a side answers to a finding. Key: `MX-PA15-C06-EV-fin-termino-R1`.

    Who disagrees brings evidence: a source that the portal has, or an address. Once public it is
    followed by another, never edited.
    """

    class Sentido(models.TextChoices):
        DE_ACUERDO = "de_acuerdo", _("De acuerdo")
        EN_DESACUERDO = "en_desacuerdo", _("En desacuerdo, con evidencia")
        PRECISA = "precisa", _("Precisa o agrega, sin objetar")

    objeto = Objeto.REPLICA
    enlace = Enlace("compromiso__titulo", "compromiso", ("compromiso__clave",), "clave", "texto")
    se_escribe_con = Accion.PRONUNCIARSE
    borrador_compartido = False
    secretariado_en = "compromiso__plan__secretariado"
    lado_en = "lado"
    cuelga_de = "evaluacion"
    mueve_a = "compromiso"

    evaluacion = models.ForeignKey(
        Evaluacion, models.PROTECT, related_name="replicas", verbose_name=_("evaluación")
    )
    compromiso = models.ForeignKey(  # that of its review, by trigger
        Compromiso, models.PROTECT, related_name="replicas", editable=False
    )
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices, editable=False)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True, editable=False)
    sentido = models.CharField(_("sentido"), max_length=13, choices=Sentido.choices)
    texto = TextoHonesto(_("qué responde"))
    fuente = models.ForeignKey(
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replicas",
        verbose_name=_("fuente"),
        help_text=_("La evidencia, si el portal la tiene como fuente."),
    )
    evidencia_url = LineaHonesta(
        _("dirección de la evidencia"),
        validators=[URLValidator(["http", "https"])],
        null=True,
        blank=True,
        help_text=_("Si no es una fuente del portal: dónde está, en la Web."),
    )

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("réplica")
        verbose_name_plural = _("réplicas")
        ordering = ["evaluacion", "publicado_en", "pk"]
        constraints = [
            *Publicable.Meta.constraints,
            models.CheckConstraint(
                name="replica_desacuerdo_con_evidencia",
                condition=~Q(sentido="en_desacuerdo")
                | Q(fuente__isnull=False)
                | Q(evidencia_url__isnull=False),
                violation_error_message=_(
                    "Quien está en desacuerdo trae evidencia: elija una fuente o dé su dirección."
                ),
            ),
            models.CheckConstraint(
                name="replica_evidencia_en_la_web",
                condition=Q(evidencia_url__isnull=True)
                | Q(evidencia_url__regex=r"^https?://[^/]+"),
                violation_error_message=_("La dirección empieza con «http://» o «https://»."),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            de_su_compromiso("compromisos_evaluacion", "evaluacion_id"),
            REPLICA_A_SU_HORA,
            LoDichoQueda(DEL_COMPROMISO, LA_REPLICA_QUEDA),
            VozPropia([Rol.MIEMBRO], DEL_COMPROMISO, CADA_LADO, lado="fila.lado"),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
        ]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.get_sentido_display()}"
