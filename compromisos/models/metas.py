"""Goals of a commitment, each with its date and its activities (`actividades.py`)."""

from datetime import date

from django.db import IntegrityError, models
from django.db.models import (
    F,
    Q,
    Value,
)
from django.utils.translation import gettext_lazy as _

from compromisos.consultas import SegunLaRegla
from compromisos.models.compromiso import Compromiso
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.consentible import Consentible, Texto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import (
    dia,
    fecha_coherente,
    precision,
)
from gobierno_abierto.comun.idioma import idioma_de
from gobierno_abierto.comun.models import PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from secretariados.disparadores_cambio import conforme_a_lo_acordado, lo_propuesto_espera
from secretariados.models import Institucion, Secretariado

__all__ = ["PESO", "Meta"]

PESO = models.CheckConstraint(
    name="%(class)s_con_peso",
    condition=Q(peso__gte=1),
    violation_error_message=_("El peso es al menos 1."),
)


class MetaQuerySet(PublicableQuerySet):
    def con_lo_esperado(self, dia: date):
        """Adds `avance`, and `esperado` by that day; None without activities."""
        return self.annotate(
            avance=SegunLaRegla(F("pk"), function="avance_de_meta"),
            esperado=SegunLaRegla(F("pk"), Value(dia), function="esperado_de_meta"),
        )


class Meta(Consentible):
    """A goal of a commitment, with the day on which it is looked at. Key: `MX-PA15-C06-M1`.

    Its agreed text has its activities in it: a side that could move its own dates or weights would
    never be late.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        EN_EJECUCION = "en_ejecucion", _("En ejecución")
        RETIRADA = "retirada", _("Retirada por los tres lados")

    TEXTO_ACORDADO = ("titulo", "descripcion", "hasta", "hasta_precision", "peso")
    PARTES_ACORDADAS = ("actividades",)
    CONCLUSIONES = (Estado.RETIRADA,)

    objeto = Objeto.META
    enlace = Enlace("titulo", "compromiso", ("compromiso__clave",), "clave", "descripcion")
    se_escribe_con = se_corrige_con = Accion.REDACTAR  # no source tells of one: it is made here
    secretariado_en = "compromiso__plan__secretariado"
    cuelga_de = "compromiso"
    mueve_a = "compromiso"

    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, related_name="metas", verbose_name=_("compromiso")
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    titulo = LineaHonesta(_("título"), help_text=_("«Primer corte», o lo que se alcanza."))
    descripcion = TextoHonesto(_("qué se alcanza"), null=True, blank=True)
    hasta = dia(_("se mira el"))
    hasta_precision = precision(_("precisión"))
    peso = models.PositiveSmallIntegerField(
        _("peso"), default=1, help_text=_("Cuánto cuenta junto a las otras metas del compromiso.")
    )
    estado = models.CharField(
        _("estado"), max_length=12, choices=Estado.choices, default=Estado.BORRADOR, editable=False
    )

    objects = MetaQuerySet.as_manager()

    class Meta(Consentible.Meta):
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        ordering = ["compromiso", "numero"]
        constraints = [
            *Consentible.Meta.constraints,
            fecha_coherente("hasta"),
            PESO,
            models.UniqueConstraint(
                fields=["compromiso", "numero"],
                name="meta_numero_unico",
                violation_error_message=_("Ese compromiso ya tiene una meta con ese número."),
            ),
        ]
        triggers = [
            *Consentible.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
            conforme_a_lo_acordado(Objeto.META),
            lo_propuesto_espera(Objeto.META),
        ]

    def __str__(self):
        return f"{self.clave} · {self.titulo}"

    @property
    def consta_en_fuente(self) -> bool:
        return self.compromiso.consta_en_fuente

    @property
    def idioma(self) -> str:
        """Made here, Spanish; what a source says, as it says it."""
        return idioma_de(self.descripcion or self.titulo) if self.consta_en_fuente else "es"

    @property
    def del_secretariado(self) -> Secretariado | None:
        return self.compromiso.del_secretariado

    def aplicar_cambio(self, texto: Texto) -> None:
        self.poner(texto)
        if self.estado == self.Estado.BORRADOR:
            self.estado = self.Estado.EN_EJECUCION
        self.concluir(texto["conclusion"])
        self.save()
        self._poner_actividades(texto["actividades"])

    def _poner_actividades(self, dichas: list[Texto]) -> None:
        """Each as it is said. Raises IntegrityError, with a sentence for people, if an institution
        is not public. None is taken away: those that are withdrawn say so."""
        claves = {dicha["institucion"] for dicha in dichas} - {None}
        publicas = {i.clave: i for i in Institucion.objects.publicos().filter(clave__in=claves)}
        for clave in sorted(claves - publicas.keys()):
            raise IntegrityError(_("La institución «%s» no es pública todavía.") % clave)
        hechas = {suya.clave: suya for suya in self.actividades.all()}  # type: ignore[attr-defined]
        nueva = self.actividades.model  # type: ignore[attr-defined]
        for dicha in dichas:
            suya = hechas.get(dicha["clave"]) or nueva(meta=self, clave=dicha["clave"])
            suya.poner(dicha, publicas.get(dicha["institucion"]))
            suya.save()
