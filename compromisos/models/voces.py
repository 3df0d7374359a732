"""Who says what of a commitment: independent reviews and each side's own claims.

Nobody edits another's voice: a review belongs to its evaluator, a claim to its side.
"""

from collections.abc import Mapping
from typing import TypeAlias

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compromisos.disparadores_voces import (
    CADA_LADO,
    CODIFICACION_QUE_QUEDA,
    DE_LA_EVALUACION,
    DEL_COMPROMISO,
    HALLAZGO_Y_DEFINITIVA,
    LO_DICHO_QUEDA,
    VOCABULARIO_CON_LO_SUYO,
    LoDichoQueda,
    SoloQuienEvalua,
    VozPropia,
)
from compromisos.estrella import Regla, de_la_revision
from compromisos.models.compromiso import Compromiso
from compromisos.vocabularios import ERAS, ESCALAS, LIBRES
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Ausencia, Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.comun.traza import trazas_de_parte
from gobierno_abierto.fuentes.models import Fuente

__all__ = ["Codificacion", "Escala", "Evaluacion", "Momento", "Pronunciamiento", "ValorDicho"]


class Momento(models.TextChoices):
    """When in the life of the plan something was said of it."""

    DISENO = "diseno", _("Diseño")
    MEDIO_TERMINO = "medio_termino", _("Medio término")
    FIN_TERMINO = "fin_termino", _("Fin de término")
    RESULTADOS = "resultados", _("Resultados")


class Escala(models.TextChoices):
    """How a voice measures. What equals what is `vocabularios.COMUN`."""

    CUMPLIDO_O_NO = "cumplido_o_no", _("Cumplido o no")
    CUMPLIMIENTO_MRI = "cumplimiento_mri", _("La de la revisión: de completo a no iniciado")
    NOVEDAD = "novedad", _("Si era nuevo o ya se hacía")


class ValorDicho(models.TextChoices):
    CUMPLIDO = "cumplido", _("Cumplido")
    NO_CUMPLIDO = "no_cumplido", _("No cumplido")
    COMPLETO = "completo", _("Completo")
    SUSTANCIAL = "sustancial", _("Sustancial")
    LIMITADO = "limitado", _("Limitado")
    NO_INICIADO = "no_iniciado", _("No iniciado")
    NO_CLARO = "no_claro", _("No claro")
    RETIRADO = "retirado", _("Retirado")
    SIN_EVIDENCIA = "sin_evidencia", _("Sin evidencia")
    NUEVO = "nuevo", _("Era nuevo")
    YA_SE_HACIA = "ya_se_hacia", _("Ya se hacía antes")


def valor_de_su_escala(nombre: str) -> models.CheckConstraint:
    """A value is read on the scale that it says."""
    condicion = Q()
    for escala, valores in ESCALAS.items():
        condicion |= Q(escala=escala, valor__in=valores)
    return models.CheckConstraint(
        name=nombre,
        condition=condicion,
        violation_error_message=_("Ese valor no es de la escala elegida."),
    )


class Evaluacion(Publicable):
    """An independent review of one commitment at one moment (MRI/IRM).

    Of what was made here: its finding is published, the sides answer it (`Replica`), and what is
    final is said once, beside the finding and never over it.
    """

    class Etapa(models.TextChoices):
        HALLAZGO = "hallazgo", _("Hallazgo: los lados pueden responder")
        DEFINITIVA = "definitiva", _("Definitiva")
        CONSTA = "consta_en_fuente", _("Consta en la fuente")

    class Vocabulario(models.TextChoices):
        MRI_2011_2019 = "mri_2011_2019", _("MRI, ciclos de 2011 a 2019")
        OGP_DESDE_2019 = "ogp_desde_2019", _("OGP, ciclos desde 2019")

    objeto = Objeto.EVALUACION
    enlace = Enlace("compromiso__titulo", "compromiso", ("compromiso__clave",), "clave")
    se_escribe_con = Accion.EVALUAR
    se_corrige_con = Accion.CARGAR
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
    replicas_hasta = models.DateField(
        _("plazo para responder"),
        null=True,
        blank=True,
        help_text=_("Al menos catorce días después de publicar el hallazgo. Vacío: catorce."),
    )
    definitiva_en = models.DateTimeField(_("definitiva desde"), null=True, editable=False)
    definitiva_texto = TextoHonesto(
        _("qué dice la definitiva"), null=True, blank=True, editable=False
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
            models.CheckConstraint(
                name="evaluacion_definitiva_con_texto",
                condition=Q(definitiva_en__isnull=True, definitiva_texto__isnull=True)
                | Q(definitiva_en__isnull=False, definitiva_texto__isnull=False),
                violation_error_message=_("Diga qué concluye la revisión tras las respuestas."),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            HALLAZGO_Y_DEFINITIVA,
            VOCABULARIO_CON_LO_SUYO,
            SoloQuienEvalua(DEL_COMPROMISO),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True, son_muchas=True
            ),
        ]

    def __str__(self):
        return f"{self.compromiso.clave}: {self.get_momento_display()}"

    @property
    def de_aqui(self) -> bool:
        """Made here, and so with its finding, its replies and its final."""
        return not self.compromiso.plan.consta_en_fuente

    @property
    def etapa(self) -> Etapa:
        if not self.de_aqui:
            return self.Etapa.CONSTA
        return self.Etapa.DEFINITIVA if self.definitiva_en else self.Etapa.HALLAZGO

    @property
    def estrella(self) -> tuple[Regla | None, str | None]:
        """By which rule, and whether it has it, if it was made here. Reads its codings."""
        dichas = self.codificaciones.all()  # type: ignore[attr-defined]
        return de_la_revision(
            self.vocabulario,
            self.fecha,
            self.fecha_precision,
            timezone.localdate(self.publicado_en),
            {c.variable: c.valor for c in dichas},
        )

    def concluir(self, texto: str, cambios: Mapping[str, str] | None = None) -> None:
        """What the review says once it has read the replies, for ever; `cambios` are the variables
        that it codes otherwise than it found. Raises IntegrityError, with a sentence for people, if
        it may not be (triggers)."""
        with transaction.atomic():
            Evaluacion.objects.filter(pk=self.pk).update(
                definitiva_en=Now(), definitiva_texto=texto
            )
            for variable, valor in (cambios or {}).items():
                suya = self.codificaciones.filter(variable=variable)  # type: ignore[attr-defined]
                suya.update(valor=valor, ausencia=None)
        self.refresh_from_db()


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
    hallado = LineaHonesta(  # what the finding said, if the final says otherwise; by trigger
        _("en el hallazgo"), null=True, blank=True, editable=False
    )

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
            CODIFICACION_QUE_QUEDA,
            SoloQuienEvalua(DE_LA_EVALUACION),
            disparadores.mueve_version_de(
                "compromisos_evaluacion", "evaluacion_id", son_muchas=True
            ),
            *trazas_de_parte("evaluacion"),
        ]

    def __str__(self):
        return f"{self.variable}: {self.valor or self.ausencia}"

    def clean(self):
        """`codificacion_del_vocabulario`: the vocabulary is the review's, so no form asks it."""
        super().clean()
        suyos = ERAS.get(self.evaluacion.vocabulario, {}).get(self.variable, ())
        if self.valor and self.variable not in LIBRES and self.valor not in suyos:
            ajeno = _("Ese valor no existe en el vocabulario de la evaluación.")
            raise ValidationError({"valor": ajeno})


class Pronunciamiento(Publicable):
    """What one side says of a commitment, in its own words and on its own scale. Sources tell of
    other voices too, which are of no side. Once public it is followed by another, never edited."""

    Escala: TypeAlias = Escala
    Valor: TypeAlias = ValorDicho

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
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        null=True,
        blank=True,
        help_text=_("Vacío: habla alguien que no es de ninguno de los tres."),
    )
    escala = models.CharField(
        _("escala"), max_length=16, choices=Escala.choices, default=Escala.CUMPLIDO_O_NO
    )
    valor = models.CharField(_("valor"), max_length=14, choices=ValorDicho.choices)
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
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pronunciamientos",
        verbose_name=_("fuente"),
        help_text=_("Vacío: lo publica aquí su propio lado."),
    )

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("pronunciamiento")
        verbose_name_plural = _("pronunciamientos")
        # What it said last, first: of a day, the last; what has no date is older than what has.
        ordering = ["compromiso", F("dicho_en").desc(nulls_last=True), "-pk"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("dicho_en"),
            valor_de_su_escala("pronunciamiento_valor_de_su_escala"),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            LoDichoQueda(DEL_COMPROMISO, LO_DICHO_QUEDA),
            VozPropia([Rol.MIEMBRO], DEL_COMPROMISO, CADA_LADO, lado="fila.lado"),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
        ]

    def __str__(self):
        return f"{self.get_lado_display() or self.dicho_por}: {self.get_valor_display()}"
