"""Institutions: one row per legal identity; what became of each is a succession."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.models import ConProcedencia, Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)
from gobierno_abierto.comun.traza import trazas_de_parte
from gobierno_abierto.fuentes.models import Fuente
from secretariados.models.jurisdiccion import Jurisdiccion

__all__ = ["Institucion", "PasoSucesion", "Sucesion"]


class Institucion(ConProcedencia, Publicable):
    """A legal identity as it was named then. Records keep pointing to the one that signed."""

    class Sector(models.TextChoices):
        """What kind of body it is. Not its side: only a seat, or a responsibility, has a side."""

        GOBIERNO = "gobierno", _("Gobierno")
        ORGANO_GARANTE = "organo_garante", _("Órgano garante")
        SOCIEDAD_CIVIL = "sociedad_civil", _("Sociedad civil")
        ACADEMIA = "academia", _("Academia")
        SECTOR_PRIVADO = "sector_privado", _("Sector privado")
        ORGANISMO_INTERNACIONAL = "organismo_internacional", _("Organismo internacional")
        PARTIDO = "partido", _("Partido político")
        SINDICATO = "sindicato", _("Sindicato")
        OTRO = "otro", _("Otro")

    class Ambito(models.TextChoices):
        FEDERAL = "federal", _("Federal")
        ESTATAL = "estatal", _("Estatal")
        MUNICIPAL = "municipal", _("Municipal")
        NACIONAL = "nacional", _("Nacional")
        INTERNACIONAL = "internacional", _("Internacional")

    objeto = Objeto.INSTITUCION
    enlace = Enlace("nombre", "institucion", texto="notas")

    nombre = LineaHonesta(_("nombre"))
    siglas = LineaHonesta(_("siglas"), null=True, blank=True)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices)
    ambito = models.CharField(_("ámbito"), max_length=14, choices=Ambito.choices)
    jurisdiccion = models.ForeignKey(
        Jurisdiccion, models.PROTECT, related_name="instituciones", verbose_name=_("jurisdicción")
    )
    desde = dia(_("existe desde"))
    desde_precision = precision(_("precisión"))
    hasta = dia(_("existe hasta"))
    hasta_precision = precision(_("precisión"))
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(nombre="A", siglas="A", notas="C")
    nombre_orden = columna_de_orden("nombre")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("institución")
        verbose_name_plural = _("instituciones")
        ordering = ["nombre_orden"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("desde"),
            fecha_coherente("hasta"),
            periodo_coherente("desde", "hasta"),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [*Publicable.Meta.triggers, disparadores.procedencia_inmutable]

    def __str__(self):
        return self.siglas or self.nombre

    @property
    def nombre_con_siglas(self) -> str:
        return f"{self.nombre} ({self.siglas})" if self.siglas else self.nombre


class Sucesion(Publicable):
    """What became of an institution: renamed, inherited or absorbed, when, and who says so."""

    class Tipo(models.TextChoices):
        CAMBIA_NOMBRE = "cambia_nombre", _("Cambia de nombre")
        HEREDA = "hereda", _("Hereda funciones")
        ABSORBE = "absorbe", _("Absorbe")

    class FechaTipo(models.TextChoices):
        VIGENCIA = "vigencia", _("Entrada en vigor")
        PUBLICACION = "publicacion", _("Publicación")
        INICIO_FUNCIONES = "inicio_funciones", _("Inicio de funciones")
        APROBACION_LEGISLATIVA = "aprobacion_legislativa", _("Aprobación legislativa")

    objeto = Objeto.SUCESION
    se_ubica_por = "de"
    enlace = Enlace(
        Concat("de__nombre", Value(" → "), "a__nombre", output_field=models.TextField()),
        "institucion",
        ("de__clave",),
        "clave",
        "notas",
    )

    de = models.ForeignKey(
        Institucion, models.PROTECT, related_name="sucesiones", verbose_name=_("de")
    )
    a = models.ForeignKey(
        Institucion, models.PROTECT, related_name="antecedentes", verbose_name=_("a")
    )
    tipo = models.CharField(
        _("tipo"),
        max_length=14,
        choices=Tipo.choices,
        help_text=_("Es una lectura del portal: las fuentes cuentan los hechos, no el tipo."),
    )
    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    fecha_tipo = models.CharField(_("de qué es la fecha"), max_length=24, choices=FechaTipo.choices)
    por_confirmar = models.BooleanField(
        _("por confirmar"),
        default=False,
        help_text=_("Falta la fecha exacta o una fuente oficial."),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("sucesión")
        verbose_name_plural = _("sucesiones")
        ordering = ["fecha", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            fecha_coherente("fecha"),
            models.CheckConstraint(
                name="sucesion_entre_dos",
                condition=~Q(de=F("a")),
                violation_error_message=_("Una institución no se sucede a sí misma."),
            ),
            models.UniqueConstraint(
                fields=["de", "a"],
                name="sucesion_unica",
                violation_error_message=_("Esa sucesión ya está registrada."),
            ),
        ]

    def __str__(self):
        return f"{self.de} → {self.a}"


class PasoSucesion(models.Model):
    """One dated fact on the way of a succession."""

    sucesion = models.ForeignKey(Sucesion, models.CASCADE, related_name="pasos")
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    hecho = TextoHonesto(_("hecho"))
    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    fuente = models.ForeignKey(Fuente, models.PROTECT, related_name="+", verbose_name=_("fuente"))

    class Meta:
        verbose_name = _("paso de una sucesión")
        verbose_name_plural = _("pasos de una sucesión")
        ordering = ["orden"]
        constraints = [fecha_coherente("fecha")]
        triggers = [
            disparadores.mueve_version_de("secretariados_sucesion", "sucesion_id"),
            *trazas_de_parte("sucesion"),
        ]

    def __str__(self):
        return self.hecho
