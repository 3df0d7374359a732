"""What public records share: a permanent key, an act of publication, a version. No tables here."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Objeto, Procedencia
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.traza import TrazaDeRegistro

__all__ = ["DE_FUENTES", "ConProcedencia", "Publicable", "PublicableQuerySet"]

DE_FUENTES = (Procedencia.HISTORICA, Procedencia.EXTERNA)
# What pages and counts leave out unless it is asked for.
DE_FUERA = (Procedencia.EXTERNA, Procedencia.MUESTRA)

CLAVE = RegexValidator(
    r"^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$",
    _("Use letras sin acento, números y guiones; por ejemplo «MX-PA15-C06»."),
)


class PublicableQuerySet(models.QuerySet):
    """The one place that says what the public may see."""

    def publicos(self):
        """Public, and so is all that they hang from."""
        return self._y_arriba(publico=True)

    def publicados(self):
        """Ever public, withdrawn since or not."""
        return self._y_arriba(publicado_en__isnull=False)

    def reales(self):
        """Public, practice data apart."""
        camino = self.model.camino_a_la_procedencia()
        publicos = self.publicos()
        return publicos.exclude(**{camino: Procedencia.MUESTRA}) if camino else publicos

    def de_casa(self):
        """Neither practice data nor what was imported of other countries: what pages offer and
        count unless a country is asked for. (Lists choose it by place:
        `FiltroPublico.filtrar_pais`.)"""
        camino = self.model.camino_a_la_procedencia()
        return self.exclude(**{f"{camino}__in": DE_FUERA}) if camino else self

    def de_pais(self, iso):
        """Of the country with that code, or of no place."""
        camino = self.model.camino_a_la_ruta()
        if not camino:
            return self
        suyas = Q(**{camino: iso}) | Q(**{f"{camino}__startswith": f"{iso}/"})
        return self.filter(suyas | Q(**{f"{camino}__isnull": True}))

    def editables_por(self, usuario):
        """Rows that the account may change: what comes from sources, by a correction; what was made
        here, as its role and its reach say."""
        return self._al_alcance(usuario, self.model)

    def visibles_para(self, usuario):
        """What is public, and the drafts of the houses that the account is part of."""
        visibles = Q(publico=True)
        if self.model.borrador_compartido:
            visibles |= usuario.alcance(Accion.VER_BORRADORES, self.model.secretariado_en)
        return self.filter(visibles)

    def ampliables_por(self, usuario, modelo):
        """Rows that the account may write a record of the kind `modelo` of; by which side, the new
        record says."""
        return self._al_alcance(usuario, modelo, de_cualquier_lado=True)

    def _al_alcance(self, usuario, modelo, **cual):
        suyo = self.model
        donde = {
            "secretariado": suyo.secretariado_en,
            "lado": suyo.lado_en,
            "institucion": suyo.institucion_en,
            **cual,
        }
        historia = usuario.alcance(modelo.se_corrige_con, **donde)
        hecho_aqui = usuario.alcance(modelo.se_escribe_con, **donde)
        consta = self.model.consta()
        return self.filter((consta & historia) | (~consta & hecho_aqui))

    def como_enlaces(self):
        """Rows of one shape, whatever the model, that UNION can join: `clave`, `rotulo`,
        `contenido` and the `partes` that its `Enlace` makes the address from."""
        enlace = self.model.enlace
        return self.order_by().values(
            "clave",
            rotulo=_como_texto(enlace.titulo),
            contenido=_como_texto(enlace.texto),
            partes=enlace.partes,
        )

    def retirados(self):
        """Once public, withdrawn since, they or what they hang from: their address answers 410 with
        the reason."""
        retirado = Q(retirado_en__isnull=False)
        caminos = [camino for camino, _puede_faltar in self.model.de_lo_que_cuelga()]
        for camino in caminos:
            retirado |= Q(**{f"{camino}__retirado_en__isnull": False})
        return self.publicados().filter(retirado).select_related(*caminos)

    def _y_arriba(self, **condicion):
        """Rows that meet it, and so does all that they hang from."""
        filas = self.filter(**condicion)
        for camino, puede_faltar in self.model.de_lo_que_cuelga():
            suya = Q(**{f"{camino}__{campo}": valor for campo, valor in condicion.items()})
            filas = filas.filter(suya | Q(**{f"{camino}__isnull": True}) if puede_faltar else suya)
        return filas


def _como_texto(expresion):
    """One type for every model's column, as UNION asks; "" where there is none."""
    return Coalesce(expresion or Value(""), Value(""), output_field=models.TextField())


class Publicable(models.Model):
    """A record with a page or an address of its own, which its `enlace` tells.

    `version` moves once per transaction that changes the row or its parts (trigger); it is the
    citation number and the optimistic lock. `version_cargada` is the version that the loader of
    history left: if they differ, a person edited the row and the loader leaves it alone.
    """

    objeto: ClassVar[Objeto]
    enlace: Enlace
    cuelga_de = ""  # the field of the record that it is part of: public only if that one is
    mueve_a = ""  # the field of the record whose version moves with it
    se_escribe_con: ClassVar[Accion] = Accion.CATALOGAR  # what changes it, if it was made here
    se_corrige_con: ClassVar[Accion] = Accion.CATALOGAR  # and if it comes from sources
    borrador_compartido = True  # False: until it is public, of whoever writes it alone
    secretariado_en = ""  # path to the secretariat that it is of, if it is of one
    lado_en = ""  # path to the side that says it, if one does
    institucion_en = ""  # path to the institution that does it, for those who report for one alone
    se_ubica_por = ""  # the field of the record that says where it is, if it does not hang from one

    clave = LineaHonesta(
        _("clave"),
        unique=True,
        validators=[CLAVE, MaxLengthValidator(100)],
        help_text=_("Identificador permanente y público. No se puede cambiar ni volver a usar."),
    )
    publicado_en = models.DateTimeField(
        _("publicado"),
        null=True,
        blank=True,
        help_text=_("Momento en que se hizo público. Vacío: todavía es un borrador."),
    )
    retirado_en = models.DateTimeField(_("retirado"), null=True, blank=True)
    retiro_motivo = TextoHonesto(
        _("motivo del retiro"),
        null=True,
        blank=True,
        help_text=_("Se muestra a quien llegue a la dirección del registro retirado."),
    )
    publico = models.GeneratedField(
        expression=Q(publicado_en__isnull=False, retirado_en__isnull=True),  # type: ignore[arg-type]
        output_field=models.BooleanField(_("público")),
        db_persist=True,
        verbose_name=_("público"),
    )
    version = models.PositiveIntegerField(_("versión"), default=1, editable=False)
    version_cargada = models.PositiveIntegerField(null=True, editable=False)
    creado = models.DateTimeField(_("creado"), db_default=TransactionNow(), editable=False)
    actualizado = models.DateTimeField(
        _("último cambio"), db_default=TransactionNow(), editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                Lower("clave"),
                name="%(class)s_clave_sin_mayusculas",
                violation_error_message=_("Ya existe esa clave, con otras mayúsculas."),
            ),
            models.CheckConstraint(
                name="%(class)s_retiro_con_motivo",
                condition=Q(retirado_en__isnull=True, retiro_motivo__isnull=True)
                | Q(
                    retirado_en__gte=models.F("publicado_en"),
                    retiro_motivo__isnull=False,
                    publicado_en__isnull=False,
                ),
                violation_error_message=_(
                    "Para retirar un registro ya publicado hacen falta el motivo y la fecha, que "
                    "no puede ser anterior a su publicación."
                ),
            ),
        ]
        triggers = [
            disparadores.clave_inmutable,
            disparadores.publicado_es_un_acto,
            disparadores.publicado_una_vez,
            disparadores.publicado_permanente,
            disparadores.version_primera,
            disparadores.Version(),
            TrazaDeRegistro(),
        ]

    def __str__(self):
        return self.clave

    def get_absolute_url(self):
        return self.enlace.de(self)

    def clean(self):
        """Rules over columns that forms do not show, and so their constraints do not check."""
        super().clean()
        if self.retirado_en and not self.retiro_motivo:
            raise ValidationError({"retiro_motivo": _("Diga por qué se retira.")})
        if self.retiro_motivo and not self.retirado_en:
            raise ValidationError({"retirado_en": _("Diga desde cuándo está retirado.")})
        if self.retirado_en and self.publicado_en and self.retirado_en < self.publicado_en:
            raise ValidationError({"retirado_en": _("No puede ser anterior a su publicación.")})
        if self.retirado_en and self.retirado_en > timezone.now():
            raise ValidationError({"retirado_en": _("Retirar es un acto: no puede ser futuro.")})

    @classmethod
    def de_lo_que_cuelga(cls) -> Iterator[tuple[str, bool]]:
        """Paths to what it hangs from, nearest first, and whether each may be missing."""
        if not cls.cuelga_de:
            return
        campo = cls._meta.get_field(cls.cuelga_de)
        yield cls.cuelga_de, campo.null  # type: ignore[union-attr]
        for camino, puede_faltar in campo.related_model.de_lo_que_cuelga():  # type: ignore[union-attr]
            yield f"{cls.cuelga_de}__{camino}", puede_faltar

    @classmethod
    def camino_a_la_procedencia(cls) -> str:
        """Path to where it comes from: its own, or that of what it hangs from; "" if neither."""
        if issubclass(cls, ConProcedencia):
            return "procedencia"
        if not cls.cuelga_de:
            return ""
        arriba = cls._meta.get_field(cls.cuelga_de).related_model
        camino = arriba.camino_a_la_procedencia()  # type: ignore[union-attr]
        return f"{cls.cuelga_de}__{camino}" if camino else ""

    @classmethod
    def camino_a_la_ruta(cls) -> str:
        """Path to the codes of its place (`MX/DUR`), whose first is its country; "" if nowhere."""
        campos = {campo.name for campo in cls._meta.concrete_fields}
        if "ruta" in campos:
            return "ruta"
        if "jurisdiccion" in campos:
            return "jurisdiccion__ruta"
        paso = cls.se_ubica_por or cls.cuelga_de
        if not paso:
            return ""
        return f"{paso}__{cls._meta.get_field(paso).related_model.camino_a_la_ruta()}"  # type: ignore[union-attr]

    @property
    def retirado(self) -> "Publicable":
        """The record whose withdrawal took this one away: itself, or what it hangs from."""
        arriba = getattr(self, self.cuelga_de) if self.cuelga_de else None
        return self if self.retirado_en or arriba is None else arriba.retirado

    @property
    def motivo_del_retiro(self) -> str | None:
        return self.retirado.retiro_motivo

    @classmethod
    def consta(cls) -> Q:
        """`consta_en_fuente`, for rows; and what hangs from a record of that kind is of it too."""
        cargada = Q(version_cargada__isnull=False)
        camino = cls.camino_a_la_procedencia()
        return cargada | Q(**{f"{camino}__in": DE_FUENTES}) if camino else cargada

    @property
    def consta_en_fuente(self) -> bool:
        """Loaded from sources: the portal did not witness it, and it changes only by a correction
        that cites a source."""
        return self.version_cargada is not None


class ConProcedencia(models.Model):
    """Adds where the record comes from: the rules of consent bind only what was made here."""

    procedencia = models.CharField(
        _("procedencia"),
        max_length=10,
        choices=Procedencia.choices,
        default=Procedencia.PORTAL,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def consta_en_fuente(self) -> bool:
        return self.procedencia in DE_FUENTES

    @property
    def es_muestra(self) -> bool:
        return self.procedencia == Procedencia.MUESTRA
