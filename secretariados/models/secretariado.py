"""Technical secretariats, their seats, and who occupies them here."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models import TextoBorrable
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto, Procedencia
from gobierno_abierto.comun.disparadores_arbol import SUCESOR_SIN_CICLO
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.fechas import dia, fecha_coherente, periodo_coherente, precision
from gobierno_abierto.comun.models import ConProcedencia, Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Rol
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.disparadores import ASIENTO_OCUPADO, ASIENTO_QUE_TERMINO
from secretariados.models.institucion import Institucion
from secretariados.models.jurisdiccion import Jurisdiccion

__all__ = ["Asiento", "Secretariado"]


class Secretariado(ConProcedencia, Publicable):
    """The body where the three sides decide. The national one of 2011-2019 is one row; its
    successive memberships («integraciones») are seats with dates."""

    class Tipo(models.TextChoices):
        NACIONAL = "nacional_tripartita", _("Nacional")
        LOCAL = "local", _("Local")

    class Estado(models.TextChoices):
        DECLARATORIA_FIRMADA = "declaratoria_firmada", _("Declaratoria firmada")
        POR_INSTALAR = "por_instalar", _("Por instalar")
        INSTALADO = "instalado", _("Instalado")
        SUSTITUIDO = "sustituido", _("Sustituido")
        EXTINGUIDO = "extinguido", _("Extinguido")

    class EnCapitulo(models.TextChoices):
        """How the founding chapter of 2016 lists it."""

        INSTALADO = "instalado", _("Instalado")
        POR_INSTALAR = "por_instalar", _("Por instalar")
        NO_MENCIONADO = "no_mencionado", _("No mencionado")

    objeto = Objeto.SECRETARIADO
    enlace = Enlace("nombre", "secretariado", texto="notas")

    nombre = LineaHonesta(_("nombre"))
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices)
    jurisdiccion = models.ForeignKey(
        Jurisdiccion, models.PROTECT, related_name="secretariados", verbose_name=_("jurisdicción")
    )
    sucede_a = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sucesores",
        verbose_name=_("sucede a"),
    )
    estado = models.CharField(_("estado"), max_length=24, choices=Estado.choices)
    estado_corte = dia(_("corte del estado"))
    estado_corte_precision = precision(_("precisión"))
    declaratoria = dia(_("declaratoria"))
    declaratoria_precision = precision(_("precisión"))
    instalacion = dia(_("instalación"))
    instalacion_precision = precision(_("precisión"))
    fin = dia(_("fin"))
    fin_precision = precision(_("precisión"))
    bloque = dia(_("bloque de arranque"))
    bloque_precision = precision(_("precisión"))
    bloque_origen = LineaHonesta(_("de dónde sale el bloque"), null=True, blank=True)
    en_capitulo = models.CharField(
        _("en el capítulo de 2016"),
        max_length=14,
        choices=EnCapitulo.choices,
        null=True,
        blank=True,
    )
    notas = TextoHonesto(_("notas"), null=True, blank=True)
    busqueda = columna_de_busqueda(nombre="A", notas="C")

    objects = PublicableQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("secretariado")
        verbose_name_plural = _("secretariados")
        ordering = ["-tipo", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            *map(
                fecha_coherente,
                ["estado_corte", "declaratoria", "instalacion", "fin", "bloque"],
            ),
            periodo_coherente("instalacion", "fin"),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.procedencia_inmutable,
            SUCESOR_SIN_CICLO,
        ]

    def __str__(self):
        return self.nombre

    def clean(self):
        super().clean()
        SUCESOR_SIN_CICLO.revisar(self)

    @property
    def procedencia_de_lo_suyo(self) -> str:
        """Provenance of a plan agreed here: practice stays practice."""
        return Procedencia.MUESTRA if self.es_muestra else Procedencia.PORTAL


class _Periodo(Func):
    """Range of days, open where a date is unknown. The last one is no longer of whoever leaves:
    whoever comes that day takes the seat."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[)')"
    output_field = DateRangeField()


class AsientoQuerySet(models.QuerySet):
    def vigentes(self):
        """Of today. The last day of a seat is already of whoever comes."""
        hoy = timezone.localdate()
        return self.filter(
            Q(desde__isnull=True) | Q(desde__lte=hoy), Q(hasta__isnull=True) | Q(hasta__gt=hoy)
        )

    def que_firman(self):
        """Those of holders and alternates, today (`disparadores` asks it of each position)."""
        return self.vigentes().filter(papel__in=[Asiento.Papel.TITULAR, Asiento.Papel.SUPLENTE])

    def en_que_habla(self, usuario):
        """Those from which the account speaks for a side today, wherever they are."""
        suyas = usuario.ocupaciones.vigentes().filter(rol=Rol.MIEMBRO)
        return self.vigentes().filter(pk__in=suyas.values("asiento"))

    def de(self, usuario, secretariado):
        """The one from which the account speaks for its side in that secretariat, if any."""
        suyos = self.en_que_habla(usuario).filter(secretariado=secretariado)
        return suyos.order_by("pk").first()


class Asiento(models.Model):
    """A seat. Holders, alternates and members have a side; guests and facilitators do not.

    `integrante` means that a source names the institution as member of a side without saying who
    holds the seat: most of the history, several per side and often undated.
    """

    class Papel(models.TextChoices):
        TITULAR = "titular", _("Titular")
        SUPLENTE = "suplente", _("Suplente")
        INTEGRANTE = "integrante", _("Integrante")
        INVITADO = "invitado", _("Invitado")
        FACILITADOR = "facilitador", _("Facilitador")

    CON_LADO = (Papel.TITULAR, Papel.SUPLENTE, Papel.INTEGRANTE)

    secretariado = models.ForeignKey(
        Secretariado, models.PROTECT, related_name="asientos", verbose_name=_("secretariado")
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)
    papel = models.CharField(_("papel"), max_length=12, choices=Papel.choices)
    lado = models.CharField(
        _("lado"),
        max_length=16,
        choices=Lado.choices,
        null=True,
        blank=True,
        help_text=_("El lado por el que habla. No se deduce del sector de la institución."),
    )
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asientos",
        verbose_name=_("institución"),
    )
    oficina = LineaHonesta(
        _("oficina o cargo"),
        null=True,
        blank=True,
    )
    persona = models.ForeignKey(
        TextoBorrable,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("persona"),
        help_text=_("Quien facilita, como lo publicó la fuente; puede pedir que se borre."),
    )
    integracion = LineaHonesta(
        _("integración"), null=True, blank=True, help_text=_("«etapa PA15».")
    )
    desde = dia(_("desde"))
    desde_precision = precision(_("precisión"))
    hasta = dia(_("hasta"))
    hasta_precision = precision(_("precisión"))
    fin_motivo = LineaHonesta(_("motivo del fin"), null=True, blank=True)

    objects = AsientoQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("asientos")
        ordering = ["orden", "pk"]
        constraints = [
            fecha_coherente("desde"),
            fecha_coherente("hasta"),
            periodo_coherente("desde", "hasta"),
            models.CheckConstraint(
                name="asiento_lado_segun_papel",
                condition=Q(papel__in=["titular", "suplente", "integrante"], lado__isnull=False)
                | Q(papel__in=["invitado", "facilitador"], lado__isnull=True),
                violation_error_message=_(
                    "Titulares, suplentes e integrantes tienen lado; invitados y facilitadores, no."
                ),
            ),
            models.CheckConstraint(
                name="asiento_de_alguien",
                condition=Q(institucion__isnull=False)
                | Q(oficina__isnull=False)
                | Q(persona__isnull=False),
                violation_error_message=_(
                    "Escriba la institución o la oficina que ocupa el asiento."
                ),
            ),
            ExclusionConstraint(
                name="asiento_un_titular_por_lado",
                expressions=[
                    (F("secretariado"), RangeOperators.EQUAL),
                    (F("lado"), RangeOperators.EQUAL),
                    (_Periodo(F("desde"), F("hasta")), RangeOperators.OVERLAPS),
                ],
                condition=Q(papel="titular"),
                violation_error_message=_("Ese lado ya tiene titular en ese periodo."),
            ),
        ]
        triggers = [
            ASIENTO_OCUPADO,
            ASIENTO_QUE_TERMINO,
            disparadores.mueve_version_de("secretariados_secretariado", "secretariado_id"),
            *trazas_de_parte("secretariado"),
        ]

    def __str__(self):
        quien = self.institucion or self.oficina or self.persona
        return f"{self.get_papel_display()}: {quien}"

    @property
    def firma(self) -> str | None:
        """How a position says who gives it: the office, never the person."""
        return self.oficina or (self.institucion.nombre if self.institucion else None)

    def dio(self, posicion) -> bool:
        """Was it given from this seat, while whoever holds it today did?"""
        if posicion.dada_en is None:
            return False
        desde = self.desde is None or self.desde <= timezone.localdate(posicion.dada_en)
        suya = (self.lado, self.papel, self.firma)
        return desde and suya == (posicion.lado, posicion.papel, posicion.oficina)

    def clean(self):
        """The constraint names `persona`, which no form has: so forms would not check it."""
        super().clean()
        if self.pk and self._tiene_gente() and self._cambia_de_lado():
            raise ValidationError(
                {"lado": _("Un asiento que se ofreció o se ocupó no cambia de lado: abra otro.")}
            )
        if not (self.institucion_id or self.oficina or self.persona_id):
            raise ValidationError(_("Escriba la institución o la oficina que ocupa el asiento."))
        if self.hasta and not self.fin_motivo:
            raise ValidationError({"fin_motivo": _("Diga por qué se dejó el asiento.")})

    def _tiene_gente(self) -> bool:
        return self.ocupaciones.exists() or self.invitaciones.exists()  # type: ignore[attr-defined]

    def _cambia_de_lado(self) -> bool:
        return not Asiento.objects.filter(pk=self.pk, lado=self.lado).exists()
