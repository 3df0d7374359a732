"""Where facts come from: sources, citations, statements and what to do when sources disagree.

Records are pointed to by their permanent key (`objeto_tipo`, `objeto_clave`): keys never change and
public rows never vanish, so this app can speak of the apps above it without importing them.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto, Origen
from gobierno_abierto.comun.fechas import dia, fecha_coherente, precision
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda

__all__ = ["Afirmacion", "Cita", "Discrepancia", "Fuente", "ObjetoDiscrepancia"]


# The model of each kind of record that a key can point to; tests hold it against the models.
MODELOS = {
    Objeto.PLAN: "planes.Plan",
    Objeto.EJE: "planes.Eje",
    Objeto.MESA: "planes.Mesa",
    Objeto.HITO: "planes.Hito",
    Objeto.COMPROMISO: "compromisos.Compromiso",
    Objeto.EVALUACION: "compromisos.Evaluacion",
    Objeto.PRONUNCIAMIENTO: "compromisos.Pronunciamiento",
    Objeto.JURISDICCION: "secretariados.Jurisdiccion",
    Objeto.INSTITUCION: "secretariados.Institucion",
    Objeto.SUCESION: "secretariados.Sucesion",
    Objeto.SECRETARIADO: "secretariados.Secretariado",
    Objeto.ACUERDO: "secretariados.Acuerdo",
    Objeto.MEMBRESIA: "secretariados.MembresiaAGA",
}


def objeto_tipo(**kwargs) -> models.CharField:
    return models.CharField(_("tipo de registro"), max_length=20, choices=Objeto.choices, **kwargs)


def objeto_clave(**kwargs) -> LineaHonesta:
    return LineaHonesta(
        _("clave del registro"), help_text=_("Por ejemplo «MX-PA15-C06» o «pa15»."), **kwargs
    )


class Apunta(models.Model):
    """Points to a record by its kind and permanent key."""

    objeto_tipo = objeto_tipo()
    objeto_clave = objeto_clave()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.objeto_tipo and self.objeto_clave:
            modelo = apps.get_model(MODELOS[Objeto(self.objeto_tipo)])
            if not modelo._default_manager.filter(clave=self.objeto_clave).exists():
                raise ValidationError({"objeto_clave": _("No hay ningún registro con esa clave.")})


class Fuente(Publicable):
    """A document, page or data set that facts are cited from."""

    titulo = LineaHonesta(_("título"))
    url = LineaHonesta(_("dirección"), help_text=_("Donde se consultó; puede ser una copia."))
    licencia = LineaHonesta(
        _("licencia"), null=True, blank=True, help_text=_("Vacío: no declara licencia.")
    )
    busqueda = columna_de_busqueda(titulo="A", url="C")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("fuente")
        verbose_name_plural = _("fuentes")
        ordering = ["titulo"]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return self.titulo


class ConObjeto(models.QuerySet):
    """Rows that point to a record by its key."""

    def de(self, tipo: str, clave: str):
        return self.filter(objeto_tipo=tipo, objeto_clave=clave)


class Cita(Apunta):
    """«This record rests on this source», optionally for one field, or for one correction.

    Its sources are part of what a record says: a citation moves the record's version.
    """

    fuente = models.ForeignKey(
        Fuente, models.PROTECT, related_name="citas", verbose_name=_("fuente")
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    campo = LineaHonesta(
        _("campo"), null=True, blank=True, help_text=_("Vacío: apoya el registro entero.")
    )
    nota = TextoHonesto(
        _("nota"), null=True, blank=True, help_text=_("Página, pasaje o motivo de la corrección.")
    )

    objects = ConObjeto.as_manager()

    class Meta:
        verbose_name = _("cita")
        verbose_name_plural = _("citas")
        ordering = ["objeto_tipo", "objeto_clave", "orden", "pk"]
        indexes = [models.Index(fields=["objeto_tipo", "objeto_clave"], name="cita_objeto")]
        triggers = [
            disparadores.mueve_version_del_objeto(
                {tipo: modelo.lower().replace(".", "_") for tipo, modelo in MODELOS.items()}
            )
        ]

    def __str__(self):
        return f"{self.objeto_clave}: {self.fuente}"


class Discrepancia(Publicable):
    """Sources that disagree (or seem to), what each says, and which one the data follow and why."""

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
        triggers = [disparadores.mueve_version_de("fuentes_discrepancia", "discrepancia_id")]

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
        indexes = [models.Index(fields=["objeto_tipo", "objeto_clave"], name="afirmacion_objeto")]

    def __str__(self):
        return f"{self.propiedad}: {self.valor}"
