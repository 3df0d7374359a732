"""Commitments, who answers for each, and how each grouping classifies them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compromisos.consultas import CompromisoQuerySet
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Idioma, Lado, Origen
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)
from gobierno_abierto.fuentes.models import Fuente
from planes.models import Eje, Mesa, Plan
from secretariados.models import Institucion

__all__ = ["Clasificacion", "Compromiso", "Responsable"]


class Compromiso(Publicable):
    """A promise of a plan. Key: `MX-PA15-C06`, for ever.

    `estado` is procedural, never a judgement: whether the thing is done is what each voice says.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        PROPUESTO = "propuesto", _("Propuesto")
        PUBLICADO = "publicado", _("Publicado")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        CONCLUIDO = "concluido", _("Concluido: terminó su periodo")
        CUMPLIMIENTO_ACORDADO = (
            "cumplimiento_acordado",
            _("Cumplimiento acordado por los tres lados"),
        )
        RETIRADO = "retirado", _("Retirado")

    class OrigenCompromiso(models.TextChoices):
        """How it came into the plan."""

        COCREADO = "cocreado", _("Cocreado")
        PROACTIVO = "proactivo", _("Proactivo: propuesto por la autoridad")
        ADENDA = "adenda", _("Adenda: sumado a un plan ya presentado")
        HEREDADO = "heredado", _("Heredado de otro plan")
        PREMIO = "premio", _("Premio")
        NO_CONSTA = "no_consta", _("No consta")

    class TituloOrigen(models.TextChoices):
        LITERAL = "literal", _("Literal de la fuente")
        TRADUCCION_PROPIA = "traduccion_propia", _("Traducción del portal")
        PARAFRASEADO = "parafraseado", _("Título corto del portal")

    class DescripcionOrigen(models.TextChoices):
        OFICIAL = "oficial", _("Texto oficial")
        PROPIA = "propia", _("Palabras del portal, no texto oficial")

    class Preexistente(models.TextChoices):
        """Whether the thing was already being done before it was promised."""

        SI = "si", _("Sí")
        NO = "no", _("No")
        NO_CONSTA = "no_consta", _("No consta")

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="compromisos", verbose_name=_("plan")
    )
    numero = models.PositiveSmallIntegerField(
        _("número"),
        null=True,
        blank=True,
        help_text=_("En el plan. Vacío: la fuente no lo numera."),
    )
    titulo = LineaHonesta(_("título"), help_text=_("En español y en pocas palabras."))
    titulo_original = LineaHonesta(
        _("título original"),
        null=True,
        blank=True,
        help_text=_("Cita literal de la fuente, en su idioma. Nunca palabras propias."),
    )
    titulo_idioma = models.CharField(
        _("idioma del original"), max_length=2, choices=Idioma.choices, default=Idioma.ES
    )
    titulo_origen = models.CharField(
        _("de quién es el título"),
        max_length=18,
        choices=TituloOrigen.choices,
        default=TituloOrigen.LITERAL,
    )
    titulo_origen_nota = TextoHonesto(_("nota sobre el título"), null=True, blank=True)
    descripcion = TextoHonesto(_("descripción"), null=True, blank=True)
    descripcion_origen = models.CharField(
        _("de quién es la descripción"),
        max_length=8,
        choices=DescripcionOrigen.choices,
        default=DescripcionOrigen.OFICIAL,
    )
    origen = models.CharField(
        _("origen"),
        max_length=10,
        choices=OrigenCompromiso.choices,
        default=OrigenCompromiso.NO_CONSTA,
    )
    origen_nota = TextoHonesto(_("nota sobre el origen"), null=True, blank=True)
    preexistente = models.CharField(
        _("ya se hacía antes"),
        max_length=10,
        choices=Preexistente.choices,
        default=Preexistente.NO_CONSTA,
    )
    estado = models.CharField(
        _("estado"),
        max_length=22,
        choices=Estado.choices,
        default=Estado.BORRADOR,
        help_text=_("Es de trámite, nunca un juicio: si se cumplió lo dice cada voz."),
    )
    inicio = dia(_("inicio"))
    inicio_precision = precision(_("precisión"))
    fin = dia(_("fin"))
    fin_precision = precision(_("precisión"))
    mesa = models.ForeignKey(
        Mesa,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compromisos",
        verbose_name=_("mesa de trabajo"),
    )
    mesa_origen = models.CharField(
        _("origen de la mesa"), max_length=10, choices=Origen.choices, null=True, blank=True
    )
    identificadores = models.JSONField(
        _("identificadores ajenos"),
        default=list,
        blank=True,
        help_text=_("Los que le dan otros: [{«esquema»: «ogp», «valor»: «MX0064»}]."),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(titulo="A", titulo_original="B", descripcion="B", notas="D")
    titulo_orden = columna_de_orden("titulo")

    objects = CompromisoQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("compromiso")
        verbose_name_plural = _("compromisos")
        ordering = ["plan", "numero", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("inicio"),
            fecha_coherente("fin"),
            periodo_coherente("inicio", "fin"),
            models.UniqueConstraint(
                fields=["plan", "numero"],
                name="compromiso_numero_unico",
                violation_error_message=_("Ese plan ya tiene un compromiso con ese número."),
            ),
            models.CheckConstraint(
                name="compromiso_mesa_con_origen",
                condition=Q(mesa__isnull=True, mesa_origen__isnull=True)
                | Q(mesa__isnull=False, mesa_origen__isnull=False),
                violation_error_message=_("Diga si la mesa la declara una fuente o se infiere."),
            ),
        ]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return f"{self.clave} · {self.titulo}"

    def get_absolute_url(self):
        return reverse("compromiso", args=[self.clave])

    @property
    def consta_en_fuente(self) -> bool:
        return self.plan.consta_en_fuente

    def clean(self):
        super().clean()
        if self.mesa and self.plan_id and self.mesa.plan_id != self.plan_id:
            raise ValidationError({"mesa": _("Esa mesa es de otro plan.")})


class Responsable(models.Model):
    """An institution that answers for a commitment, on which side and in what part."""

    class Papel(models.TextChoices):
        RESPONSABLE = "responsable", _("Responsable")
        CORRESPONSABLE = "corresponsable", _("Corresponsable")
        PARTICIPANTE = "participante", _("Participante")
        APOYO = "apoyo", _("Apoyo")

    compromiso = models.ForeignKey(Compromiso, models.CASCADE, related_name="responsables")
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="responsabilidades",
        verbose_name=_("institución"),
        help_text=_("La que firmó, con el nombre que tenía entonces."),
    )
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        null=True,
        blank=True,
        help_text=_("Vacío: la fuente no lo pone en ningún lado."),
    )
    papel = models.CharField(
        _("papel"), max_length=14, choices=Papel.choices, default=Papel.RESPONSABLE
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("responsable")
        verbose_name_plural = _("responsables")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compromiso", "institucion", "lado", "papel"],
                name="responsable_unico",
                nulls_distinct=False,
                violation_error_message=_("Esa institución ya está con ese lado y ese papel."),
            )
        ]
        triggers = [disparadores.mueve_version_de("compromisos_compromiso", "compromiso_id")]

    def __str__(self):
        return f"{self.get_papel_display()}: {self.institucion}"


class Clasificacion(models.Model):
    """Which theme of one grouping a commitment falls under, and who says so."""

    compromiso = models.ForeignKey(Compromiso, models.CASCADE, related_name="clasificaciones")
    eje = models.ForeignKey(
        Eje, models.PROTECT, related_name="clasificaciones", verbose_name=_("eje")
    )
    origen = models.CharField(
        _("origen"), max_length=10, choices=Origen.choices, default=Origen.DECLARADO
    )
    fuente = models.ForeignKey(
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fuente"),
        help_text=_("Vacío: las del compromiso."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    class Meta:
        verbose_name = _("clasificación")
        verbose_name_plural = _("clasificaciones")
        ordering = ["orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compromiso", "eje"],
                name="clasificacion_unica",
                violation_error_message=_("El compromiso ya está en ese eje."),
            )
        ]
        triggers = [disparadores.mueve_version_de("compromisos_compromiso", "compromiso_id")]

    def __str__(self):
        return str(self.eje)

    def clean(self):
        super().clean()
        if self.eje_id and self.eje.plan_id not in (None, self.compromiso.plan_id):
            raise ValidationError({"eje": _("Ese eje es de otro plan.")})
