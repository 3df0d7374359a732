"""Action plans."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, ListaDe, ListaJson, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto, Procedencia
from gobierno_abierto.comun.consentible import ConPeriodo, Texto
from gobierno_abierto.comun.disparadores_arbol import ADENDA_SIN_CICLO
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.models import ConProcedencia, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import (
    columna_de_busqueda,
    columna_de_orden,
    indice_de_busqueda,
)
from secretariados.disparadores_cambio import (
    conforme_a_lo_acordado,
    en_su_curso,
    lo_propuesto_espera,
)
from secretariados.models import Jurisdiccion, Secretariado

__all__ = ["Plan"]


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

    def redactar_adenda(self, plan: "Plan", nombre: str):
        """A draft of the same secretariat and period, where commitments will be gathered."""
        numero = plan.adendas.count() + 1  # type: ignore[attr-defined]
        mismos = ("jurisdiccion", "secretariado", "inicio", "inicio_precision", "fin",
                  "fin_precision")  # fmt: skip
        return self.create(
            clave=f"{plan.clave}-adenda-{numero}",
            prefijo=f"{plan.prefijo}-A{numero}",
            nombre=nombre,
            nombre_corto=_("Adenda de %s") % plan.nombre_corto,
            adenda_de=plan,
            **{campo: getattr(plan, campo) for campo in mismos},
        )

    def editables_por(self, usuario):
        """Besides, whoever opens plans prepares them while nobody has agreed them."""
        abriendo = self.filter(usuario.alcance(Accion.ABRIR_PLAN), publicado_en=None)
        return super().editables_por(usuario) | abriendo


class Plan(ConProcedencia, ConPeriodo):
    """An action plan. Its `clave` is its slug (`pa15`); `prefijo` begins its commitments' keys."""

    class Estado(models.TextChoices):
        """Where the plan is in its life; never a judgement of its results."""

        BORRADOR = "borrador", _("Borrador")
        PUBLICADO = "publicado", _("Publicado")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        CONCLUIDO = "concluido", _("Concluido: terminó su periodo")
        RETIRADO = "retirado", _("Retirado")

    TEXTO_ACORDADO = ("nombre", "inicio", "inicio_precision", "fin", "fin_precision")
    CONCLUSIONES = (Estado.RETIRADO,)

    objeto = Objeto.PLAN
    enlace = Enlace("nombre", "plan", texto="notas")
    se_escribe_con = Accion.REDACTAR
    se_corrige_con = Accion.CORREGIR
    secretariado_en = "secretariado"

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
    estructura = ListaJson(
        _("estructura"),
        help_text=_('Lista de frases: ["nueve mesas de trabajo temáticas", "siete ejes"].'),
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(nombre="A", nombre_corto="A", notas="C")
    nombre_orden = columna_de_orden("nombre")

    objects = PlanQuerySet.as_manager()

    class Meta(ConPeriodo.Meta):
        verbose_name = _("plan de acción")
        verbose_name_plural = _("planes de acción")
        ordering = ["clave"]
        constraints = [
            *ConPeriodo.Meta.constraints,
            *map(fecha_coherente, ["inicio", "fin", "presentado"]),
            periodo_coherente("inicio", "fin"),
            models.CheckConstraint(
                name="plan_no_adenda_de_si",
                condition=Q(adenda_de__isnull=True) | ~Q(adenda_de=F("id")),
                violation_error_message=_("Un plan no es adenda de sí mismo."),
            ),
            models.CheckConstraint(
                name="plan_estructura_lista",
                condition=ListaDe("estructura", "string"),
                violation_error_message=_("La estructura es una lista de frases: [«una», «otra»]."),
            ),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [
            *ConPeriodo.Meta.triggers,
            disparadores.procedencia_inmutable,
            disparadores.procedencia_de_la_carga,
            disparadores.prefijo_en_sus_claves,
            ADENDA_SIN_CICLO,
            conforme_a_lo_acordado(Objeto.PLAN),
            lo_propuesto_espera(Objeto.PLAN),
            en_su_curso("NEW.procedencia IN ('portal', 'muestra')"),
        ]

    def __str__(self):
        return self.nombre

    def clean(self):
        super().clean()
        ADENDA_SIN_CICLO.revisar(self)

    def save(self, *args, **kwargs):
        if self._state.adding and self.procedencia == Procedencia.PORTAL and self.secretariado:
            self.procedencia = self.secretariado.procedencia_de_lo_suyo
        super().save(*args, **kwargs)

    @property
    def del_secretariado(self) -> Secretariado | None:
        return self.secretariado

    def aplicar_cambio(self, texto: Texto) -> None:
        if self.publicado_en is None:
            self.estado = self.Estado.PUBLICADO
        self.poner(texto)
        self.concluir(texto["conclusion"])
        self.save()
