"""What groups the commitments of a plan: themes and working tables."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Idioma, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from planes.models.plan import Plan

__all__ = ["DePlanQuerySet", "Eje", "Mesa", "clave_ajena"]


class DePlanQuerySet(PublicableQuerySet):
    def editables_por(self, usuario):
        """Besides, what belongs to no plan is kept by whoever keeps places and institutions."""
        de_ninguno = self.filter(usuario.alcance(Accion.CATALOGAR), plan=None)
        return super().editables_por(usuario) | de_ninguno


def _pagina_del_eje(plan: str | None, clave: str) -> str:
    """On its plan's page; the Alliance's own, on the Alliance's."""
    pagina = reverse("plan", args=[plan]) if plan else reverse("alianza")
    return f"{pagina}#{clave}"


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

    objeto = Objeto.EJE
    enlace = Enlace("nombre", _pagina_del_eje, ("plan__clave", "clave"), texto="notas")
    se_escribe_con = Accion.REDACTAR
    se_corrige_con = Accion.CORREGIR
    secretariado_en = "plan__secretariado"
    cuelga_de = "plan"

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
    busqueda = columna_de_busqueda(nombre="A", notas="C")

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
        indexes = [indice_de_busqueda()]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.eje_con_lo_suyo,
        ]

    def __str__(self):
        return self.nombre


def clave_ajena(clave: str | None, plan: Plan | None) -> bool:
    """Does the key begin as another plan's would? The trigger `clave_de_su_plan`, for forms."""
    return bool(clave and plan and not clave.startswith(f"{plan.prefijo}-"))


class Mesa(Publicable):
    """A thematic working table of a plan. Key: `MX-PA15-MESA-politica-social`."""

    objeto = Objeto.MESA
    enlace = Enlace("nombre", "mesa", ("plan__clave", "slug"), texto="notas")
    se_escribe_con = Accion.REDACTAR
    se_corrige_con = Accion.CORREGIR
    secretariado_en = "plan__secretariado"
    cuelga_de = "plan"

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
    busqueda = columna_de_busqueda(nombre="A", notas="C")

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
        indexes = [indice_de_busqueda()]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.clave_de_su_plan,
        ]

    def clean(self):
        super().clean()
        if clave_ajena(self.clave, self.plan if self.plan_id else None):
            cual = "clave" if self._state.adding else "plan"
            raise ValidationError({cual: _("La clave empieza con el prefijo de su plan.")})

    def __str__(self):
        return self.nombre
