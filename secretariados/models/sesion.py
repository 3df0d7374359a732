"""Sessions of a secretariat: when it is called together, what about, who came and what was said."""

from collections.abc import Mapping

from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Cast, Concat, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion
from gobierno_abierto.comun.texto import columna_de_busqueda, indice_de_busqueda
from gobierno_abierto.fuentes.models import Archivo
from secretariados.disparadores_seguimiento import SESION_A_SU_HORA
from secretariados.models.numeracion import clave_siguiente
from secretariados.models.secretariado import Asiento, Secretariado

__all__ = ["Sesion"]


class SesionQuerySet(PublicableQuerySet):
    def clave_nueva(self, secretariado: Secretariado, anio: int) -> str:
        return clave_siguiente(self, "SES", secretariado, anio)


def _lado(nombre) -> models.CharField:
    """Of those of history, nobody knows."""
    return models.CharField(
        nombre, max_length=16, choices=Lado.choices, null=True, blank=True, editable=False
    )


def _oficina(nombre) -> LineaHonesta:
    return LineaHonesta(nombre, null=True, blank=True, editable=False)


class Sesion(Publicable):
    """A meeting of the three sides. That it is `convocada`, `celebrada` or `cancelada` is what its
    other columns say: there is nothing to keep up to date.

    One side calls it, and one writes its minutes: what it wrote is of that side, and says so. The
    others do not write over it; they add what they have to say (`Observacion`).
    """

    class Tipo(models.TextChoices):
        ORDINARIA = "ordinaria", _("Ordinaria")
        EXTRAORDINARIA = "extraordinaria", _("Extraordinaria")

    class Modalidad(models.TextChoices):
        PRESENCIAL = "presencial", _("Presencial")
        VIRTUAL = "virtual", _("Virtual")
        MIXTA = "mixta", _("Presencial y virtual")

    class Estado(models.TextChoices):
        CONVOCADA = "convocada", _("Convocada")
        CELEBRADA = "celebrada", _("Celebrada")
        CANCELADA = "cancelada", _("Cancelada")

    objeto = Objeto.SESION
    enlace = Enlace(
        Concat(
            Value(_("Sesión"), output_field=models.TextField()),
            Value(" "),
            "tipo",
            Value(" · "),
            Cast(TruncDate("inicia_en"), models.TextField()),
            Value(" · "),
            "secretariado__nombre",
            output_field=models.TextField(),
        ),
        "sesion",
        texto="orden_del_dia",
    )
    cuelga_de = "secretariado"
    se_escribe_con = Accion.CONVOCAR
    secretariado_en = "secretariado"

    secretariado = models.ForeignKey(
        Secretariado, models.PROTECT, related_name="sesiones", verbose_name=_("secretariado")
    )
    tipo = models.CharField(_("tipo"), max_length=14, choices=Tipo.choices, default=Tipo.ORDINARIA)
    inicia_en = models.DateTimeField(_("empieza"), help_text=_("Día y hora del centro de México."))
    modalidad = models.CharField(
        _("modalidad"), max_length=10, choices=Modalidad.choices, default=Modalidad.PRESENCIAL
    )
    lugar = LineaHonesta(
        _("lugar"), null=True, blank=True, help_text=_("El domicilio, o el enlace para seguirla.")
    )
    orden_del_dia = TextoHonesto(_("orden del día"), help_text=_("Un punto en cada línea."))
    minuta = TextoHonesto(
        _("minuta"),
        null=True,
        blank=True,
        help_text=_("Qué se trató y qué se dijo, por lados y oficinas: sin nombres de personas."),
    )
    minuta_archivo = models.OneToOneField(
        Archivo,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="sesion",
        verbose_name=_("minuta firmada"),
    )
    cancelada_motivo = TextoHonesto(_("por qué se canceló"), null=True, blank=True)
    convoca_lado = _lado(_("la convoca"))
    convoca_oficina = _oficina(_("oficina que la convoca"))
    levanta_lado = _lado(_("levanta la minuta"))
    levanta_oficina = _oficina(_("oficina que levanta la minuta"))
    estado = models.GeneratedField(
        expression=Case(
            When(cancelada_motivo__isnull=False, then=Value("cancelada")),
            When(minuta__isnull=False, then=Value("celebrada")),
            default=Value("convocada"),
        ),
        output_field=models.CharField(_("estado"), max_length=10, choices=Estado.choices),
        db_persist=True,
    )
    busqueda = columna_de_busqueda(orden_del_dia="A", minuta="B")

    objects = SesionQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        ordering = ["-inicia_en", "clave"]
        constraints = [
            *Publicable.Meta.constraints,
            models.CheckConstraint(
                name="sesion_celebrada_o_cancelada",
                condition=Q(minuta__isnull=True) | Q(cancelada_motivo__isnull=True),
                violation_error_message=_("Una sesión que se celebró no se cancela."),
            ),
            models.CheckConstraint(
                name="sesion_convocada_por_un_lado",
                condition=Q(convoca_lado__isnull=False)
                | Q(publicado_en__isnull=True)
                | Q(version_cargada__isnull=False),
                violation_error_message=_("Diga qué lado la convoca."),
            ),
            models.CheckConstraint(
                name="sesion_minuta_de_un_lado",
                condition=Q(levanta_lado__isnull=False)
                | Q(minuta__isnull=True)
                | Q(version_cargada__isnull=False),
                violation_error_message=_("Diga qué lado levanta la minuta."),
            ),
        ]
        indexes = [indice_de_busqueda()]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            SESION_A_SU_HORA,
        ]

    def __str__(self):
        return f"{self.clave}: {self.get_tipo_display()}"

    @classmethod
    def consta(cls) -> Q:
        """Whatever its secretariat is: one that history tells of may meet here too."""
        return Q(version_cargada__isnull=False)

    @property
    def nombre(self) -> str:
        """As people call it: «Sesión ordinaria»."""
        return _("Sesión %(tipo)s") % {"tipo": self.get_tipo_display().lower()}

    @property
    def puntos(self) -> list[str]:
        return puntos_de(self.orden_del_dia)

    @property
    def empezo(self) -> bool:
        return self.inicia_en <= timezone.now()

    @property
    def por_venir(self) -> bool:
        """One that was cancelled is not to come."""
        return self.estado == self.Estado.CONVOCADA and not self.empezo

    @property
    def falta_su_minuta(self) -> bool:
        """Its time came and nobody has told what happened: silence is said."""
        return self.estado == self.Estado.CONVOCADA and self.empezo

    def get_estado_display(self) -> str:
        """As Django gives it to columns that are not generated."""
        return str(self.Estado(self.estado).label)

    def la_cancela(self, asiento: Asiento) -> bool:
        """The side that called it; any, if nobody signs for that one today."""
        firman = Asiento.objects.que_firman().filter(secretariado=self.secretariado_id)
        de_quien = self.convoca_lado
        return asiento.lado == de_quien or not firman.filter(lado=de_quien).exists()

    def convocar(self, asiento: Asiento) -> None:
        """Of whom the call is; nothing is saved."""
        self.convoca_lado, self.convoca_oficina = asiento.lado, asiento.firma

    def levantar_minuta(
        self,
        asiento: Asiento,
        minuta: str,
        asistencia: Mapping[str, Mapping[str, str | None]],
        archivo: Archivo | None = None,
    ) -> None:
        """What was said, as the side of that seat writes it, and of each side whether it came:
        `{lado: {condicion, oficina}}`. `archivo` is the paper, signed or not, if there is one: it
        is public with the minutes and stays.

        Raises IntegrityError, with a sentence for people, if it has not begun, was cancelled or
        another side wrote it first.
        """
        with transaction.atomic():
            suya = Sesion.objects.filter(pk=self.pk)
            sesion = suya.select_for_update(no_key=True, of=("self",)).get()
            for lado, dicha in asistencia.items():
                sesion.asistencias.update_or_create(lado=lado, defaults=dict(dicha))  # type: ignore[attr-defined]
            suya.update(
                minuta=minuta,
                minuta_archivo=archivo,
                levanta_lado=asiento.lado,
                levanta_oficina=asiento.firma,
            )
            if archivo:
                archivo.publicar()

    def observar(self, asiento: Asiento, texto: str) -> None:
        """What a side has to say of the minutes. Raises IntegrityError if there are none."""
        self.observaciones.create(  # type: ignore[attr-defined,misc]
            lado=asiento.lado, oficina=asiento.firma, texto=texto
        )

    def cancelar(self, motivo: str) -> None:
        """It stays in sight, with the reason. Raises IntegrityError if it was held."""
        Sesion.objects.filter(pk=self.pk).update(cancelada_motivo=motivo)


def puntos_de(orden_del_dia: str) -> list[str]:
    """The items of an agenda: one in each line."""
    return [punto for linea in orden_del_dia.splitlines() if (punto := linea.strip())]
