"""What a voice says of a whole plan, before or beside what is said of its commitments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from compromisos.disparadores_voces import (
    CADA_LADO,
    DEL_PLAN,
    LO_DICHO_QUEDA,
    LoDichoQueda,
    VozPropia,
)
from compromisos.models.voces import (
    Escala,
    Momento,
    ValorDicho,
    valor_de_su_escala,
)
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Plan

__all__ = ["Postura"]


class Postura(Publicable):
    """What a side, or somebody of none, says of a plan as a whole: dissent included. It is of no
    commitment, and no commitment is counted by it."""

    objeto = Objeto.POSTURA
    enlace = Enlace("plan__nombre", "plan", ("plan__clave",), "clave", "texto")
    se_escribe_con = Accion.PRONUNCIARSE
    borrador_compartido = False
    secretariado_en = "plan__secretariado"
    lado_en = "lado"
    cuelga_de = "plan"
    mueve_a = "plan"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="posturas", verbose_name=_("plan"))
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        null=True,
        blank=True,
        help_text=_("Vacío: habla alguien que no es de ninguno de los tres."),
    )
    escala = models.CharField(_("escala"), max_length=16, choices=Escala.choices)
    valor = models.CharField(_("valor"), max_length=14, choices=ValorDicho.choices)
    momento = models.CharField(_("momento"), max_length=14, choices=Momento.choices)
    texto = TextoHonesto(
        _("texto"), null=True, blank=True, help_text=_("Sus palabras, o las de quien lo cuenta.")
    )
    dicho_por = LineaHonesta(_("quién lo dice"))
    dicho_en = dia(_("dicho en"))
    dicho_en_precision = precision(_("precisión"))
    fuente = models.ForeignKey(
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posturas",
        verbose_name=_("fuente"),
        help_text=_("Vacío: lo publica aquí su propio lado."),
    )

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("postura sobre un plan")
        verbose_name_plural = _("posturas sobre los planes")
        ordering = ["plan", "dicho_en", "pk"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("dicho_en"),
            valor_de_su_escala("postura_valor_de_su_escala"),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            LoDichoQueda(DEL_PLAN, LO_DICHO_QUEDA),
            VozPropia([Rol.MIEMBRO], DEL_PLAN, CADA_LADO, lado="fila.lado"),
            disparadores.mueve_version_de("planes_plan", "plan_id", si_es_publica=True),
        ]

    def __str__(self):
        return f"{self.get_lado_display() or self.dicho_por}: {self.get_valor_display()}"
