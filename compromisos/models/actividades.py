"""What each side does towards a goal, how it goes and what nobody has told of it."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    Case,
    Exists,
    Expression,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from compromisos.avance import EstadoDeActividad, esperado
from compromisos.consultas import SegunLaRegla
from compromisos.disparadores import MUEVE_EL_AVANCE, de_su_compromiso
from compromisos.models.compromiso import Compromiso
from compromisos.models.metas import PESO, Meta
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, es_numero
from gobierno_abierto.comun.codigos import Lado, Objeto, Precision
from gobierno_abierto.comun.consentible import Texto
from gobierno_abierto.comun.dia import hoy
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import (
    dia,
    fecha_coherente,
    periodo_coherente,
    precision,
    ultimo_dia,
    ultimo_dia_de,
)
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.templatetags.formatos import fecha_parcial
from secretariados.disparadores_cambio import conforme_a_lo_acordado
from secretariados.models import Institucion

__all__ = ["EN_PIE", "Actividad"]

# Of rows that `con_lo_dicho` told: nobody has said that it is done.
SIN_HACER = ~Q(dicho=EstadoDeActividad.CONCLUIDA) | Q(dicho__isnull=True)
EN_PIE = Q(retirada=False) & ~Q(meta__estado=Meta.Estado.RETIRADA)


def _reportes_suyos():
    """Of the outer activity: theirs is the app's next module, so by name."""
    reportes = apps.get_model("compromisos", "Reporte").objects
    return reportes.lo_ultimo_primero().filter(actividad=OuterRef("pk"))


class ActividadQuerySet(PublicableQuerySet):
    def reportables_por(self, usuario):
        """Public, still to be done, and of those that the account reports."""
        suyas = usuario.alcance(
            Accion.REPORTAR, "compromiso__plan__secretariado", "lado", "institucion"
        )
        return self.publicos().filter(suyas, EN_PIE)

    def sin_reporte_de(self, periodo):
        """Public, still to be done, and nobody reported them in that period nor after it."""
        dichas = Exists(_reportes_suyos().filter(periodo__gte=str(periodo)))
        suyas = self.publicos().con_lo_dicho(periodo.fin)
        return suyas.filter(SIN_HACER, EN_PIE, ~dichas, publicado_en__date__lte=periodo.fin)

    def con_lo_dicho(self, dia: date | Expression):
        """Adds `dicho` (what its last public report says; None of silence) and `avance`, and by
        that day `esperado`, `atrasada` and `rezagada`, as `compromisos/avance.py` says them."""
        ultimo = _reportes_suyos().values("estado")[:1]
        dia = Value(dia) if isinstance(dia, date) else dia
        atrasada = Q(ultimo_dia__lt=dia) & SIN_HACER & EN_PIE
        rezagada = Q(avance__lt=F("esperado")) & EN_PIE
        return self.alias(ultimo_dia=ultimo_dia("hasta")).annotate(
            dicho=Subquery(ultimo),
            avance=SegunLaRegla(F("pk"), function="avance_de_actividad"),
            esperado=SegunLaRegla(F("pk"), dia, function="esperado_de_actividad"),
            atrasada=Case(When(atrasada, then=Value(True)), default=Value(False)),
            rezagada=Case(
                When(atrasada, then=Value(False)),
                When(rezagada, then=Value(True)),
                default=Value(False),
            ),
        )

    def con_lo_callado(self, dia: date):
        """Adds `callados`: semesters («2026-S1») over by that day that nobody reported, from
        when it was agreed until it was concluded. Of what was withdrawn, none."""
        return self.annotate(
            callados=Func(
                F("pk"), Value(dia), function="callados_de_actividad",
                output_field=ArrayField(models.TextField()),
            )
        )  # fmt: skip


class Actividad(Publicable):
    """Something that one side does towards a goal. Key: `MX-PA15-C06-M1-A1`."""

    # Its columns that are part of the goal's agreed text; besides, its key and its institution.
    ACORDADO = (
        "titulo", "lado", "peso", "indicador", "unidad", "linea_base", "objetivo",
        "medio_de_verificacion", "desde", "desde_precision", "hasta", "hasta_precision", "retirada",
    )  # fmt: skip
    # The text has them only where a beginning was agreed: those agreed before stay as they were.
    SI_NO_SE_DICE: ClassVar[Texto] = {"desde": None, "desde_precision": Precision.NO_CONSTA}

    objeto = Objeto.ACTIVIDAD
    enlace = Enlace(
        "titulo", "compromiso", ("compromiso__clave",), "clave", "medio_de_verificacion"
    )
    se_escribe_con = se_corrige_con = Accion.REDACTAR  # no source tells of one: it is made here
    secretariado_en = "compromiso__plan__secretariado"
    institucion_en = "institucion"
    cuelga_de = "meta"
    mueve_a = "compromiso"

    meta = models.ForeignKey(
        Meta, models.PROTECT, related_name="actividades", verbose_name=_("meta")
    )
    compromiso = models.ForeignKey(  # that of its goal, by trigger
        Compromiso, models.PROTECT, related_name="actividades", editable=False
    )
    titulo = LineaHonesta(_("qué se hace"))
    lado = models.CharField(_("lado que la hace"), max_length=16, choices=Lado.choices)
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actividades",
        verbose_name=_("institución"),
        help_text=_("La que la hace; vacío: el lado entero."),
    )
    peso = models.PositiveSmallIntegerField(
        _("peso"), default=1, help_text=_("Cuánto cuenta junto a las otras de su meta.")
    )
    indicador = LineaHonesta(_("indicador"), null=True, blank=True)
    unidad = LineaHonesta(_("unidad"), null=True, blank=True)
    linea_base = models.DecimalField(
        _("línea base"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    objetivo = models.DecimalField(
        _("valor que se busca"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    medio_de_verificacion = LineaHonesta(
        _("medio de verificación"),
        null=True,
        blank=True,
        help_text=_("Con qué se verá que se hizo."),
    )
    desde = dia(_("empieza a más tardar"))
    desde_precision = precision(_("precisión"))
    hasta = dia(_("se hace hasta"))
    hasta_precision = precision(_("precisión"))
    retirada = models.BooleanField(
        _("retirada"), default=False, help_text=_("Los tres lados acuerdan que ya no se hará.")
    )

    objects = ActividadQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("actividad")
        verbose_name_plural = _("actividades")
        ordering = ["meta", "pk"]
        constraints = [
            *Publicable.Meta.constraints,
            es_numero("linea_base"),
            es_numero("objetivo"),
            fecha_coherente("desde"),
            fecha_coherente("hasta"),
            periodo_coherente("desde", "hasta"),
            models.CheckConstraint(
                name="actividad_con_inicio_y_fin",
                condition=Q(desde__isnull=True) | Q(hasta__isnull=False),
                violation_error_message=_("Si dice cuándo empieza, diga hasta cuándo se hace."),
            ),
            PESO,
            models.CheckConstraint(
                name="actividad_indicador_entero",
                condition=Q(linea_base__isnull=True, objetivo__isnull=True)
                | Q(
                    ~Q(linea_base=F("objetivo")),
                    indicador__isnull=False,
                    linea_base__isnull=False,
                    objetivo__isnull=False,
                ),
                violation_error_message=_(
                    "Con un indicador que se mide, escriba su línea base y el valor que se busca, "
                    "que no pueden ser iguales."
                ),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            de_su_compromiso("compromisos_meta", "meta_id"),
            MUEVE_EL_AVANCE,
            disparadores.mueve_version_de("compromisos_meta", "meta_id"),
            conforme_a_lo_acordado(Objeto.META, de="compromisos_meta", columna="meta_id"),
        ]

    def __str__(self):
        return f"{self.clave} · {self.titulo}"

    @property
    def consta_en_fuente(self) -> bool:
        return self.meta.consta_en_fuente

    @classmethod
    def en_renglon(cls, dicha: Texto, institucion: str | None) -> str:
        """«A1 · Gobierno · Secretaría…: Publicar… (peso 2; hasta diciembre de 2026)», of a row of
        the goal's agreed text."""
        quien = [dicha["clave"].rpartition("-")[2], str(Lado(dicha["lado"]).label)]
        if institucion:
            quien.append(institucion)
        sobre = [_("peso %d") % dicha["peso"]]
        if dicha.get("desde"):
            desde = strip_tags(fecha_parcial(dicha["desde"], dicha["desde_precision"]))
            sobre.append(_("empieza a más tardar: %s") % desde)
        if dicha["hasta"]:
            hasta = strip_tags(fecha_parcial(dicha["hasta"], dicha["hasta_precision"]))
            sobre.append(_("hasta %s") % hasta)
        if dicha["indicador"]:
            sobre.append(_indicador(dicha))
        if dicha["medio_de_verificacion"]:
            sobre.append(_("se verá con: %s") % dicha["medio_de_verificacion"])
        if dicha["retirada"]:
            sobre.append(_("retirada"))
        return f"{' · '.join(quien)}: {dicha['titulo']} ({'; '.join(map(str, sobre))})"

    def save(self, *args, **kwargs):
        """One that has no key yet takes the next of its goal: a key is never used twice."""
        if not self.clave:
            claves = self.meta.actividades.values_list("clave", flat=True)  # type: ignore[attr-defined]
            ultimo = max((int(clave.rpartition("-A")[2]) for clave in claves), default=0)
            self.clave = f"{self.meta.clave}-A{ultimo + 1}"
        super().save(*args, **kwargs)

    @property
    def en_que_se_mide(self) -> str:
        """«padrones abiertos: de 0 a 32»; "" without indicator."""
        nombres = ("indicador", "linea_base", "objetivo", "unidad")
        return _indicador({n: getattr(self, n) for n in nombres}) if self.indicador else ""

    @property
    def vence(self) -> date | None:
        """Its last day; None if no date was agreed."""
        return ultimo_dia_de(self.hasta, self.hasta_precision) if self.hasta else None

    def termino_su_plazo(self, dia: date | None = None) -> bool:
        return self.vence is not None and self.vence < (dia or hoy())

    @property
    def en_pie(self) -> bool:
        return not self.retirada and self.meta.estado != self.meta.Estado.RETIRADA

    def esperado_al(self, dia: date) -> Decimal:
        """By `compromisos/avance.py`."""
        desde = ultimo_dia_de(self.desde, self.desde_precision) if self.desde else None
        return esperado(dia, desde, self.vence, self.objetivo is not None)

    def poner(self, dicha: Texto, institucion: Any) -> None:
        """The columns as the goal's text has them, and the row public; nothing is saved."""
        dicha = self.SI_NO_SE_DICE | dicha
        for nombre in self.ACORDADO:
            setattr(self, nombre, dicha[nombre])
        self.institucion = institucion
        if self.publicado_en is None:
            self.publicado_en = self.meta.publicado_en


def _indicador(dicha: Texto) -> str:
    """«padrones abiertos: de 0 a 32»."""
    if dicha["objetivo"] is None:
        return str(dicha["indicador"])
    de, a = (localize(Decimal(dicha[n]).normalize()) for n in ("linea_base", "objetivo"))
    unidad = f" {dicha['unidad']}" if dicha["unidad"] else ""
    return _("%(indicador)s: de %(de)s a %(a)s") % {
        "indicador": dicha["indicador"], "de": de, "a": a
    } + unidad  # fmt: skip
