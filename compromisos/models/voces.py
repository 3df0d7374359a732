"""Who says what of a commitment: independent reviews and each side's own claims.

Nobody edits another's voice: a review belongs to its evaluator, a claim to its side.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compromisos.models.compromiso import Compromiso
from compromisos.vocabularios import ERAS, LIBRES
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Ausencia, Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.traza import TrazaDeParte
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["Codificacion", "Evaluacion", "Momento", "Pronunciamiento"]


class Momento(models.TextChoices):
    """When in the life of the plan something was said of it."""

    DISENO = "diseno", _("Diseño")
    MEDIO_TERMINO = "medio_termino", _("Medio término")
    FIN_TERMINO = "fin_termino", _("Fin de término")
    RESULTADOS = "resultados", _("Resultados")


class Evaluacion(Publicable):
    """An independent review of one commitment at one moment (MRI/IRM)."""

    class Vocabulario(models.TextChoices):
        MRI_2011_2019 = "mri_2011_2019", _("MRI, ciclos de 2011 a 2019")
        OGP_DESDE_2019 = "ogp_desde_2019", _("OGP, ciclos desde 2019")

    objeto = Objeto.EVALUACION
    enlace = Enlace("compromiso__titulo", "compromiso", ("compromiso__clave",), "clave")
    se_escribe_con = Accion.EVALUAR
    borrador_compartido = False
    secretariado_en = "compromiso__plan__secretariado"
    cuelga_de = "compromiso"
    mueve_a = "compromiso"

    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, related_name="evaluaciones", verbose_name=_("compromiso")
    )
    momento = models.CharField(_("momento"), max_length=14, choices=Momento.choices)
    vocabulario = models.CharField(_("vocabulario"), max_length=14, choices=Vocabulario.choices)
    evaluador = LineaHonesta(
        _("quién evalúa"), help_text=_("«Mecanismo de Revisión Independiente».")
    )
    informe = LineaHonesta(_("informe"), null=True, blank=True)
    fecha = dia(_("publicada"))
    fecha_precision = precision(_("precisión"))
    fuente = models.ForeignKey(
        Fuente, models.PROTECT, related_name="evaluaciones", verbose_name=_("fuente")
    )

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("evaluación")
        verbose_name_plural = _("evaluaciones")
        ordering = ["compromiso", "momento"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("fecha"),
            models.UniqueConstraint(
                fields=["compromiso", "momento"],
                name="evaluacion_una_por_momento",
                violation_error_message=_("Ese compromiso ya tiene una evaluación de ese momento."),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True, son_muchas=True
            ),
        ]

    def __str__(self):
        return f"{self.compromiso.clave}: {self.get_momento_display()}"


def _triple_permitido() -> Q:
    """(vocabulary, variable, value) is one of the table's, or there is no value."""
    condicion = Q(valor__isnull=True) | Q(variable__in=LIBRES)
    for vocabulario, variables in ERAS.items():
        for variable, valores in variables.items():
            condicion |= Q(vocabulario=vocabulario, variable=variable, valor__in=valores)
    return condicion


class Codificacion(models.Model):
    """One variable of a review: a value, or the code of why there is none."""

    evaluacion = models.ForeignKey(Evaluacion, models.CASCADE, related_name="codificaciones")
    vocabulario = models.CharField(max_length=14, editable=False)  # the review's own, by trigger
    variable = LineaHonesta(_("variable"))
    valor = LineaHonesta(_("valor"), null=True, blank=True)
    ausencia = models.CharField(
        _("ausencia"), max_length=14, choices=Ausencia.choices, null=True, blank=True
    )
    etiqueta_original = LineaHonesta(_("como lo escribe la fuente"), null=True, blank=True)
    nota = TextoHonesto(_("nota"), null=True, blank=True)

    class Meta:
        verbose_name = _("codificación")
        verbose_name_plural = _("codificaciones")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="codificacion_valor_o_ausencia",
                condition=Q(valor__isnull=True, ausencia__isnull=False)
                | Q(valor__isnull=False, ausencia__isnull=True),
                violation_error_message=_("Escriba un valor, o por qué no lo hay: uno de los dos."),
            ),
            models.CheckConstraint(
                name="codificacion_del_vocabulario",
                condition=_triple_permitido(),
                violation_error_message=_(
                    "Ese valor no existe en el vocabulario de la evaluación."
                ),
            ),
            models.UniqueConstraint(
                fields=["evaluacion", "variable", "valor"],
                name="codificacion_unica",
                nulls_distinct=False,
                violation_error_message=_("Esa variable ya está codificada."),
            ),
            models.UniqueConstraint(
                fields=["evaluacion", "variable"],
                condition=~Q(variable__in=LIBRES),
                name="codificacion_una_por_variable",
                violation_error_message=_("Esa variable ya está codificada."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="vocabulario_de_la_evaluacion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    SELECT vocabulario INTO STRICT NEW.vocabulario
                    FROM compromisos_evaluacion WHERE id = NEW.evaluacion_id;
                    RETURN NEW;
                """,
            ),
            disparadores.mueve_version_de(
                "compromisos_evaluacion", "evaluacion_id", son_muchas=True
            ),
            TrazaDeParte("evaluacion"),
        ]

    def __str__(self):
        return f"{self.variable}: {self.valor or self.ausencia}"


class Pronunciamiento(Publicable):
    """What one side says of a commitment, in its own words and on its own scale."""

    class Escala(models.TextChoices):
        CUMPLIDO_O_NO = "cumplido_o_no", _("Cumplido o no")

    class Valor(models.TextChoices):
        CUMPLIDO = "cumplido", _("Cumplido")
        NO_CUMPLIDO = "no_cumplido", _("No cumplido")

    class Alcance(models.TextChoices):
        COMPROMISO = "compromiso", _("De este compromiso")
        PLAN = "plan", _("Del plan entero")

    objeto = Objeto.PRONUNCIAMIENTO
    enlace = Enlace("compromiso__titulo", "compromiso", ("compromiso__clave",), "clave", "texto")
    se_escribe_con = Accion.PRONUNCIARSE
    borrador_compartido = False
    secretariado_en = "compromiso__plan__secretariado"
    lado_en = "lado"
    cuelga_de = "compromiso"
    mueve_a = "compromiso"

    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, related_name="pronunciamientos", verbose_name=_("compromiso")
    )
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices)
    escala = models.CharField(
        _("escala"), max_length=14, choices=Escala.choices, default=Escala.CUMPLIDO_O_NO
    )
    valor = models.CharField(_("valor"), max_length=14, choices=Valor.choices)
    momento = models.CharField(_("momento"), max_length=14, choices=Momento.choices)
    alcance = models.CharField(
        _("alcance"),
        max_length=10,
        choices=Alcance.choices,
        default=Alcance.COMPROMISO,
        help_text=_("«Del plan entero»: se dijo de todos sus compromisos a la vez."),
    )
    texto = TextoHonesto(_("texto"), null=True, blank=True)
    dicho_por = LineaHonesta(_("quién lo dice"))
    dicho_en = dia(_("dicho en"))
    dicho_en_precision = precision(_("precisión"))
    fuente = models.ForeignKey(
        Fuente, models.PROTECT, related_name="pronunciamientos", verbose_name=_("fuente")
    )

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("pronunciamiento")
        verbose_name_plural = _("pronunciamientos")
        ordering = ["compromiso", "-dicho_en"]
        constraints = [*Publicable.Meta.constraints, fecha_coherente("dicho_en")]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
        ]

    def __str__(self):
        return f"{self.get_lado_display()}: {self.get_valor_display()}"
