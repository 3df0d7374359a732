"""What is being agreed: plans, their rival groupings, working tables and the timeline."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Idioma, Procedencia
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.models import ConProcedencia, Publicable, PublicableQuerySet
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)
from secretariados.models import Jurisdiccion, Secretariado

__all__ = ["Eje", "Hito", "Mesa", "Plan"]


class PlanQuerySet(PublicableQuerySet):
    def con_recuentos(self):
        """Adds `registrados`: how many public commitments the portal holds. Counts that sources
        state are `Afirmacion`, a different thing, shown apart."""
        suyos = (
            self.model.objects.filter(pk=OuterRef("pk"))
            .annotate(n=Count("compromisos", filter=Q(compromisos__publico=True)))
            .values("n")
        )
        return self.annotate(registrados=Subquery(suyos))

    def editables_por(self, usuario):
        """Plans the account may edit: a member's, those of the secretariats where it has a seat.

        The administrator has no side but keeps the house; finer roles come with their own rules.
        """
        if usuario.is_superuser:
            return self
        return self.filter(secretariado__in=Secretariado.objects.de_miembro(usuario))


class Plan(ConProcedencia, Publicable):
    """An action plan. Its `clave` is its slug (`pa15`); `prefijo` begins its commitments' keys."""

    class Estado(models.TextChoices):
        """Where the plan is in its life; never a judgement of its results."""

        BORRADOR = "borrador", _("Borrador")
        PUBLICADO = "publicado", _("Publicado")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        CONCLUIDO = "concluido", _("Concluido: terminó su periodo")
        RETIRADO = "retirado", _("Retirado")

    nombre = LineaHonesta(_("nombre"))
    nombre_corto = LineaHonesta(_("nombre corto"))
    prefijo = LineaHonesta(
        _("prefijo de las claves"),
        unique=True,
        help_text=_("Con él empiezan las claves de sus compromisos: «MX-PA15»."),
    )
    jurisdiccion = models.ForeignKey(
        Jurisdiccion, models.PROTECT, related_name="planes", verbose_name=_("jurisdicción")
    )
    secretariado = models.ForeignKey(
        Secretariado,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="planes",
        verbose_name=_("secretariado"),
        help_text=_("El que lo coordinó; vacío si ninguno existía o no consta."),
    )
    estado = models.CharField(
        _("estado"),
        max_length=12,
        choices=Estado.choices,
        default=Estado.BORRADOR,
        help_text=_("Es de trámite, nunca un juicio sobre sus resultados."),
    )
    adenda_de = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="adendas",
        verbose_name=_("adenda de"),
    )
    inicio = dia(_("inicio"))
    inicio_precision = precision(_("precisión"))
    fin = dia(_("fin"))
    fin_precision = precision(_("precisión"))
    presentado = dia(_("presentado"))
    presentado_precision = precision(_("precisión"))
    lugar_presentacion = LineaHonesta(_("lugar de la presentación"), null=True, blank=True)
    duracion_prevista_meses = models.PositiveSmallIntegerField(
        _("duración prevista (meses)"), null=True, blank=True
    )
    estructura = models.JSONField(
        _("estructura"),
        default=list,
        blank=True,
        help_text=_("Lista de frases: «nueve mesas de trabajo temáticas»."),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(nombre="A", nombre_corto="A", notas="C")
    nombre_orden = columna_de_orden("nombre")

    objects = PlanQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("plan de acción")
        verbose_name_plural = _("planes de acción")
        ordering = ["clave"]
        constraints = [
            *Publicable.Meta.constraints,
            *map(fecha_coherente, ["inicio", "fin", "presentado"]),
            periodo_coherente("inicio", "fin"),
            models.CheckConstraint(
                name="plan_estructura_lista",
                condition=Q(estructura__0__isnull=False) | Q(estructura=[]),
                violation_error_message=_("La estructura es una lista de frases."),
            ),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [*Publicable.Meta.triggers, disparadores.procedencia_inmutable]

    def __str__(self):
        return self.nombre

    def get_absolute_url(self):
        return reverse("plan", args=[self.clave])

    def save(self, *args, **kwargs):
        if self._state.adding and self.procedencia == Procedencia.PORTAL and self.secretariado:
            self.procedencia = self.secretariado.procedencia_de_lo_suyo
        super().save(*args, **kwargs)


class DePlanQuerySet(PublicableQuerySet):
    def editables_por(self, usuario):
        """Those of an editable plan; what belongs to no plan is the administrator's to keep."""
        if usuario.is_superuser:
            return self
        return self.filter(plan__in=Plan.objects.editables_por(usuario))


class Eje(Publicable):
    """A theme that groups commitments. Rival groupings of one plan stand side by side by `esquema`;
    without a plan it is the Alliance's own (its five grand challenges)."""

    class Esquema(models.TextChoices):
        EJE = "eje", _("Eje del plan")
        AREA = "area", _("Área del plan")
        AGRUPACION_MRI = "agrupacion_mri", _("Agrupación del MRI")
        GRAN_DESAFIO = "gran_desafio", _("Gran desafío de la Alianza")
        PROPUESTO = "propuesto", _("Eje propuesto")
        ANUNCIADO = "anunciado", _("Eje anunciado")
        CONSULTA = "consulta", _("Tema más votado en la consulta")

    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="ejes", verbose_name=_("plan")
    )
    esquema = models.CharField(_("esquema"), max_length=14, choices=Esquema.choices)
    oficial = models.BooleanField(
        _("oficial"), default=False, help_text=_("El plan mismo agrupa así sus compromisos.")
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    nombre = LineaHonesta(_("nombre"))
    nombre_idioma = models.CharField(
        _("idioma del nombre"), max_length=2, choices=Idioma.choices, default=Idioma.ES
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)

    objects = DePlanQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("eje")
        verbose_name_plural = _("ejes")
        ordering = ["plan", "esquema", "orden"]
        constraints = [
            *Publicable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "esquema", "orden"],
                name="eje_orden_unico",
                violation_error_message=_("Ya hay otro eje con ese orden en ese esquema del plan."),
            ),
            models.CheckConstraint(
                name="eje_oficial_de_un_plan",
                condition=Q(oficial=False) | Q(plan__isnull=False),
                violation_error_message=_("Un eje oficial es de un plan."),
            ),
        ]

    def __str__(self):
        return self.nombre


class Mesa(Publicable):
    """A thematic working table of a plan. Key: `MX-PA15-MESA-politica-social`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="mesas", verbose_name=_("plan"))
    slug = LineaHonesta(_("nombre en la dirección"))
    nombre = LineaHonesta(_("nombre"))
    cuota = models.PositiveSmallIntegerField(
        _("cuota"),
        null=True,
        blank=True,
        help_text=_("Cuántos compromisos puede proponer, a lo más."),
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    notas = TextoHonesto(_("notas"), null=True, blank=True)

    objects = DePlanQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("mesa de trabajo")
        verbose_name_plural = _("mesas de trabajo")
        ordering = ["plan", "orden"]
        constraints = [
            *Publicable.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="mesa_slug_unico",
                violation_error_message=_("Ese plan ya tiene una mesa con esa dirección."),
            ),
            models.CheckConstraint(
                name="mesa_clave_de_su_slug",
                condition=Q(clave__endswith=F("slug")),
                violation_error_message=_("La clave termina con el nombre en la dirección."),
            ),
        ]

    def __str__(self):
        return self.nombre


class Hito(Publicable):
    """Something that happened: the timeline."""

    class Tipo(models.TextChoices):
        ANTECEDENTE = "antecedente", _("Antecedente")
        AGA = "aga", _("La Alianza")
        SOCIEDAD_CIVIL = "sociedad_civil", _("Sociedad civil")
        PLAN = "plan", _("Plan")
        SECRETARIADO = "secretariado", _("Secretariado")
        INFORME = "informe", _("Informe")
        NORMA = "norma", _("Norma")
        SEGUIMIENTO = "seguimiento", _("Seguimiento")
        LOCAL = "local", _("Local")
        CRISIS = "crisis", _("Crisis")

    fecha = dia(_("fecha"))
    fecha_precision = precision(_("precisión"))
    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices)
    titulo = LineaHonesta(_("título"))
    descripcion = TextoHonesto(_("descripción"))
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="hitos", verbose_name=_("plan")
    )
    jurisdiccion = models.ForeignKey(
        Jurisdiccion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hitos",
        verbose_name=_("jurisdicción"),
    )
    busqueda = columna_de_busqueda(titulo="A", descripcion="B")

    objects = DePlanQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("hito")
        verbose_name_plural = _("hitos")
        ordering = ["fecha", "clave"]
        constraints = [*Publicable.Meta.constraints, fecha_coherente("fecha")]
        indexes = [indice_de_busqueda()]

    def __str__(self):
        return self.titulo
