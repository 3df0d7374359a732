from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.disparadores_arbol import LUGAR_SIN_CICLO
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)

__all__ = ["Jurisdiccion"]


def _pagina_del_lugar(ruta: str) -> str:
    """A country has a page; what is inside Mexico is on the list of states, each at its own."""
    pais, *dentro = ruta.split("/")
    if pais == "MX" and dentro:
        return f"{reverse('ejercicios')}#{pais}-{dentro[0]}".lower()
    return reverse("pais", args=[pais])


class Jurisdiccion(Publicable):
    """A place that can have plans: country → state → municipality.

    `ruta` is the path of codes from the country down (`MX/DUR`); scope is a prefix of it.
    """

    class Tipo(models.TextChoices):
        PAIS = "pais", _("País")
        ENTIDAD = "entidad", _("Entidad federativa")
        MUNICIPIO = "municipio", _("Municipio")
        LOCAL_OGP = "local_ogp", _("Miembro local de OGP")

    objeto = Objeto.JURISDICCION
    enlace = Enlace("nombre", _pagina_del_lugar, ("ruta",), texto="nombre_oficial")

    tipo = models.CharField(_("tipo"), max_length=10, choices=Tipo.choices)
    nombre = LineaHonesta(_("nombre"))
    nombre_oficial = LineaHonesta(_("nombre oficial"), null=True, blank=True)
    padre = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hijas",
        verbose_name=_("dentro de"),
    )
    ruta = LineaHonesta(_("ruta"), unique=True, help_text=_("Códigos desde el país: «MX/DUR»."))
    iso = LineaHonesta(_("código ISO 3166"), null=True, blank=True, unique=True)
    clave_inegi = LineaHonesta(_("clave del INEGI"), null=True, blank=True, unique=True)
    abreviatura = LineaHonesta(_("abreviatura"), null=True, blank=True)
    slug = LineaHonesta(_("nombre en la dirección"), help_text=_("«baja-california»."))
    latitud = models.FloatField(
        _("latitud"),
        null=True,
        blank=True,
        help_text=_("Grados; centroide aproximado, no oficial."),
    )
    longitud = models.FloatField(_("longitud"), null=True, blank=True)
    centroide_tipo = LineaHonesta(_("tipo de centroide"), null=True, blank=True)
    centroide_origen = LineaHonesta(_("origen del centroide"), null=True, blank=True)
    tesela_columna = models.PositiveSmallIntegerField(
        _("columna en el mapa de teselas"), null=True, blank=True
    )
    tesela_fila = models.PositiveSmallIntegerField(
        _("fila en el mapa de teselas"), null=True, blank=True
    )
    busqueda = columna_de_busqueda(nombre="A", nombre_oficial="B", abreviatura="B")
    nombre_orden = columna_de_orden("nombre")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("jurisdicción")
        verbose_name_plural = _("jurisdicciones")
        ordering = ["nombre_orden"]
        constraints = [
            *Publicable.Meta.constraints,
            models.CheckConstraint(
                name="jurisdiccion_pais_sin_padre",
                condition=Q(tipo="pais", padre__isnull=True)
                | (~Q(tipo="pais") & Q(padre__isnull=False)),
                violation_error_message=_("Un país no está dentro de otro; lo demás, sí."),
            ),
            models.CheckConstraint(
                name="jurisdiccion_iso_escrito",
                condition=Q(iso__isnull=True)
                | Q(tipo="pais", iso__regex=r"^[A-Z]{2}$")
                | (~Q(tipo="pais") & Q(iso__regex=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")),
                violation_error_message=_(
                    "El código ISO 3166 de un país es como «MX»; el de lo que está dentro, como "
                    "«MX-DUR»."
                ),
            ),
            models.CheckConstraint(
                name="jurisdiccion_centroide_entero",
                condition=Q(latitud__isnull=True, longitud__isnull=True)
                | Q(latitud__range=(-90, 90), longitud__range=(-180, 180)),
                violation_error_message=_("Escriba latitud y longitud, en grados, o ninguna."),
            ),
        ]
        indexes = [
            models.Index(fields=["ruta"], opclasses=["text_pattern_ops"], name="jurisdiccion_ruta"),
            indice_de_busqueda(),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            LUGAR_SIN_CICLO,
        ]

    def __str__(self):
        return self.nombre

    @property
    def pais_iso(self) -> str:
        """ISO code of its country: the first step of the path."""
        return self.ruta.split("/", 1)[0]
