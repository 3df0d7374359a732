"""What sources state, and what to do when they disagree."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto, Origen
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.comun.traza import trazas_de_parte
from gobierno_abierto.fuentes.models.apuntador import Apunta, ConObjeto, objeto_clave, objeto_tipo
from gobierno_abierto.fuentes.models.fuente import Fuente

__all__ = ["Afirmacion", "Discrepancia", "ObjetoDiscrepancia"]


class Discrepancia(Publicable):
    """Sources that disagree (or seem to), what each says, and which one the data follow and why."""

    objeto = Objeto.DISCREPANCIA
    enlace = Enlace("titulo", "discrepancias", (), "clave", "texto")

    numero = models.PositiveIntegerField(_("número"), unique=True)
    titulo = LineaHonesta(_("título"))
    texto = TextoHonesto(_("qué se contradice"))
    explicacion = TextoHonesto(
        _("explicación"),
        null=True,
        blank=True,
        help_text=_("La más probable; vacío si no se halló. Nunca presentarla como hecho."),
    )
    preferida = models.ForeignKey(
        Fuente,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="discrepancias_resueltas",
        verbose_name=_("fuente que siguen los datos"),
    )
    preferida_motivo = TextoHonesto(
        _("motivo"), help_text=_("Por qué se sigue esa fuente, o por qué ninguna.")
    )
    busqueda = columna_de_busqueda(titulo="A", texto="B", explicacion="C")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("discrepancia")
        verbose_name_plural = _("discrepancias")
        ordering = ["numero"]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return f"{self.numero}. {self.titulo}"


class ObjetoDiscrepancia(Apunta):
    """One of the records that a discrepancy touches."""

    discrepancia = models.ForeignKey(
        Discrepancia, models.CASCADE, related_name="objetos", verbose_name=_("discrepancia")
    )

    objects = ConObjeto.as_manager()

    class Meta:
        verbose_name = _("registro tocado")
        verbose_name_plural = _("registros tocados")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["discrepancia", "objeto_tipo", "objeto_clave"],
                name="objetodiscrepancia_unico",
                violation_error_message=_("Ese registro ya está en la lista."),
            )
        ]
        indexes = [models.Index(fields=["objeto_tipo", "objeto_clave"], name="discrepancia_objeto")]
        triggers = [
            disparadores.mueve_version_de("fuentes_discrepancia", "discrepancia_id"),
            *trazas_de_parte("discrepancia"),
        ]

    def __str__(self):
        return self.objeto_clave


class AfirmacionQuerySet(ConObjeto, PublicableQuerySet):  # type: ignore[override]
    def recuentos_de_compromisos(self):
        """Counts of commitments as sources state them: never mixed with counts of rows."""
        return self.filter(propiedad__in=Afirmacion.RECUENTOS)


class Afirmacion(Apunta, Publicable):
    """What one source says of one property of one record. Rival values stand side by side."""

    RECUENTOS = (
        "compromisos",
        "compromisos_ampliado",
        "compromisos_declarados",
        "compromisos_evaluados",
        "compromisos_originales",
        "compromisos_primer_plan",
    )

    objeto = Objeto.AFIRMACION
    enlace = Enlace(
        Concat("propiedad", Value(": "), "valor", output_field=models.TextField()),
        "fuente",
        ("fuente__clave",),
        "clave",
        "nota",
    )

    objeto_tipo = objeto_tipo(null=True, blank=True)
    objeto_clave = objeto_clave(null=True, blank=True)
    propiedad = LineaHonesta(
        _("propiedad"), help_text=_("Qué se afirma: «compromisos_declarados».")
    )
    valor = LineaHonesta(_("valor"), help_text=_("Tal como lo dice la fuente."))
    valor_entero = models.IntegerField(
        _("valor como número"), null=True, blank=True, help_text=_("Solo si el valor es un entero.")
    )
    dicho_por = LineaHonesta(_("quién lo dice"), null=True, blank=True)
    dicho_en = dia(_("dicho en"))
    dicho_en_precision = precision(_("precisión"))
    fuente = models.ForeignKey(
        Fuente, models.PROTECT, related_name="afirmaciones", verbose_name=_("fuente")
    )
    nota = TextoHonesto(_("nota"), null=True, blank=True)
    origen = models.CharField(
        _("origen"), max_length=10, choices=Origen.choices, default=Origen.DECLARADO
    )
    preferida = models.BooleanField(
        _("preferida"), default=False, help_text=_("El valor que el portal muestra primero.")
    )
    discrepancia = models.ForeignKey(
        Discrepancia,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="afirmaciones",
        verbose_name=_("discrepancia"),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    busqueda = columna_de_busqueda(valor="A", dicho_por="B", nota="C")

    objects = AfirmacionQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("afirmación")
        verbose_name_plural = _("afirmaciones")
        ordering = ["discrepancia__numero", "orden", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("dicho_en"),
            models.CheckConstraint(
                name="afirmacion_objeto_entero",
                condition=Q(objeto_tipo__isnull=True, objeto_clave__isnull=True)
                | Q(objeto_tipo__isnull=False, objeto_clave__isnull=False),
                violation_error_message=_("Escriba el tipo y la clave del registro, o ninguno."),
            ),
            models.UniqueConstraint(
                fields=["objeto_tipo", "objeto_clave", "propiedad"],
                condition=Q(preferida=True),
                name="afirmacion_una_preferida",
                violation_error_message=_("Ya hay otra afirmación preferida de esa propiedad."),
            ),
        ]
        indexes = [
            models.Index(fields=["objeto_tipo", "objeto_clave"], name="afirmacion_objeto"),
            indice_de_busqueda(),
        ]

    def __str__(self):
        return f"{self.propiedad}: {self.valor}"
