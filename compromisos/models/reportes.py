"""What each side tells of what it does, period by period."""

import hashlib

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from compromisos import periodos
from compromisos.avance import EstadoDeActividad
from compromisos.disparadores import REPORTE_A_SU_HORA, de_su_compromiso
from compromisos.disparadores_voces import (
    CADA_LADO_REPORTA,
    DEL_COMPROMISO,
    LoPublicaUnMiembro,
    VozPropia,
)
from compromisos.models.actividades import Actividad
from compromisos.models.compromiso import Compromiso
from compromisos.models.metas import Meta
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta, TextoHonesto, es_numero
from gobierno_abierto.comun.codigos import Lado, Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol

__all__ = ["Reporte"]


DE_LO_RETIRADO = Q(actividad__retirada=True) | Q(actividad__meta__estado=Meta.Estado.RETIRADA)


class ReporteQuerySet(PublicableQuerySet):
    def por_revisar(self):
        """Sent, and neither published nor returned, of what is still to be done."""
        enviados = self.filter(publicado_en=None, tramite=Reporte.Tramite.ENVIADO)
        return enviados.exclude(DE_LO_RETIRADO)

    def clave_nueva(self, actividad: Actividad) -> str:
        """The next of its activity: a key is never used twice, nor by two who save at once."""
        Actividad.objects.select_for_update().get(pk=actividad.pk)
        claves = self.filter(actividad=actividad).values_list("clave", flat=True)
        ultima = max((int(clave.rpartition("-R")[2]) for clave in claves), default=0)
        return f"{actividad.clave}-R{ultima + 1}"

    def abiertos(self):
        """Still written by whoever writes them, of what is still to be done."""
        abiertos = self.filter(publicado_en=None).exclude(tramite=Reporte.Tramite.ENVIADO)
        return abiertos.exclude(DE_LO_RETIRADO)

    def lo_ultimo_primero(self):
        """Public ones; of an activity's, the first is that which says how it is (the SQL function
        `avance_de_actividad` reads the same one)."""
        return self.filter(publico=True).order_by("-periodo", "-publicado_en", "-pk")


class Reporte(Publicable):
    """How an activity goes, as the side that does it tells. Key: `MX-PA15-C06-M1-A1-R1`.

    Whoever writes it sends it to its own side, which returns it with a reason or publishes it. Once
    public it is never edited, only followed by another.
    """

    class Tramite(models.TextChoices):
        BORRADOR = "borrador", _("En borrador")
        ENVIADO = "enviado", _("Enviado a su lado")
        DEVUELTO = "devuelto", _("Devuelto, con su motivo")

    objeto = Objeto.REPORTE
    enlace = Enlace("actividad__titulo", "compromiso", ("compromiso__clave",), "clave", "texto")
    se_escribe_con = se_corrige_con = Accion.REPORTAR  # no source tells of one: it is made here
    borrador_compartido = False
    secretariado_en = "compromiso__plan__secretariado"
    lado_en = "lado"
    institucion_en = "actividad__institucion"
    cuelga_de = "actividad"
    mueve_a = "compromiso"

    actividad = models.ForeignKey(
        Actividad, models.PROTECT, related_name="reportes", verbose_name=_("actividad")
    )
    compromiso = models.ForeignKey(  # that of its activity, by trigger
        Compromiso, models.PROTECT, related_name="reportes", editable=False
    )
    periodo = models.CharField(_("periodo"), max_length=7, help_text=_("El semestre: «2026-S1»."))
    lado = models.CharField(_("lado"), max_length=16, choices=Lado.choices, editable=False)
    oficina = LineaHonesta(_("oficina"), null=True, blank=True, editable=False)
    estado = models.CharField(_("cómo está"), max_length=11, choices=EstadoDeActividad.choices)
    valor = models.DecimalField(
        _("valor del indicador"),
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("El de hoy, en la unidad del indicador."),
    )
    texto = TextoHonesto(_("qué se hizo"))
    obstaculos = TextoHonesto(
        _("qué lo impide"),
        null=True,
        blank=True,
        help_text=_(
            "Hace falta si está detenida, si va menos de lo que se esperaba o si pasó su fecha."
        ),
    )
    tramite = models.CharField(
        _("trámite"),
        max_length=8,
        choices=Tramite.choices,
        default=Tramite.BORRADOR,
        editable=False,
    )
    devuelto_motivo = TextoHonesto(_("por qué se devuelve"), null=True, blank=True, editable=False)

    objects = ReporteQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("reporte")
        verbose_name_plural = _("reportes")
        ordering = ["actividad", "-periodo", "-pk"]
        constraints = [
            *Publicable.Meta.constraints,
            es_numero("valor"),
            models.CheckConstraint(
                name="reporte_de_un_semestre",
                condition=Q(periodo__regex=periodos.CLAVE),
                violation_error_message=_("El periodo es un semestre: «2026-S1» o «2026-S2»."),
            ),
            models.CheckConstraint(
                name="reporte_devuelto_con_motivo",
                condition=Q(tramite="devuelto", devuelto_motivo__isnull=False)
                | ~Q(tramite="devuelto"),
                violation_error_message=_("Diga por qué se devuelve."),
            ),
            models.CheckConstraint(
                name="reporte_publicado_tras_enviarse",
                condition=Q(publicado_en__isnull=True) | Q(tramite="enviado"),
                violation_error_message=_("Se publica lo que se envió a su lado."),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            de_su_compromiso("compromisos_actividad", "actividad_id"),
            REPORTE_A_SU_HORA,
            VozPropia(
                [Rol.MIEMBRO, Rol.ENLACE],
                DEL_COMPROMISO,
                CADA_LADO_REPORTA,
                lado="fila.lado",
            ),
            LoPublicaUnMiembro(),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
        ]

    def __str__(self):
        return f"{self.clave}: {self.periodo}"

    @property
    def por_revisar(self) -> bool:
        """It waits for its side to read it."""
        return self.publicado_en is None and self.tramite == Reporte.Tramite.ENVIADO

    @property
    def leido(self) -> str:
        """What it says and shows, in a word: whoever publishes it publishes what was read."""
        muestra = self.evidencias.values_list("pk", "titulo", "archivo", "copia")  # type: ignore[attr-defined]
        dicho = (self.periodo, self.estado, self.valor, self.texto, self.obstaculos, *muestra)
        return hashlib.sha256(repr(dicho).encode()).hexdigest()

    def enviar(self) -> None:
        """To its own side."""
        self._pasar(Reporte.Tramite.ENVIADO, devuelto_motivo=None)

    def devolver(self, motivo: str) -> None:
        """Its side asks whoever wrote it for something else."""
        self._pasar(Reporte.Tramite.DEVUELTO, devuelto_motivo=motivo)

    def publicar(self) -> None:
        """In sight of everybody, for ever, with its evidence. Raises IntegrityError, with a
        sentence for people, if it may not be (triggers)."""
        with transaction.atomic():
            self._pasar(Reporte.Tramite.ENVIADO, devuelto_motivo=None, publicado_en=Now())
            self.evidencias.publicar(self.publicado_en)  # type: ignore[attr-defined, arg-type]

    def _pasar(self, tramite: str, **campos) -> None:
        Reporte.objects.filter(pk=self.pk).update(tramite=tramite, **campos)
        self.refresh_from_db()
