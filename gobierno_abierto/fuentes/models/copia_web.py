"""What is cited from the Web: the copy that the portal made, and whether the link still lives."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.fuentes.archivo_web.cliente import Traido, comprobar
from gobierno_abierto.fuentes.archivo_web.problemas import Problema
from gobierno_abierto.fuentes.archivos.examen import Examinado
from gobierno_abierto.fuentes.disparadores import LA_COPIA_QUEDA
from gobierno_abierto.fuentes.models.archivo import Archivo

__all__ = ["CopiaWeb"]

SEMANA = timedelta(days=7)
HORA = timedelta(hours=1)
# It is looked at again after 1, 4 and 16 hours: with the fourth time it has been down for a day.
FALLOS_DE_UN_CAIDO = 4


class CopiaWebQuerySet(models.QuerySet):
    def pedir(self, url: str):
        """The copy of that address, made already or to be made by the worker. `NoSeTrajo` if it is
        not one that the portal would go to."""
        comprobar(url)
        return self.get_or_create(url=url)[0]

    def por_revisar(self):
        return self.filter(toca_en__lte=Now()).order_by("toca_en", "pk")

    def caidas(self):
        """Links that died: the copy, if there is one, is what is left."""
        return self.filter(fallos__gte=FALLOS_DE_UN_CAIDO)

    def condiciones(self, camino: str = "") -> dict["CopiaWeb.Estado", Q]:
        """`CopiaWeb.estado`, for rows: the first that holds. `camino` leads to the copy."""
        estado = CopiaWeb.Estado
        return {
            estado.PENDIENTE: Q(**{f"{camino}revisada_en__isnull": True}),
            estado.CAIDA: Q(**{f"{camino}fallos__gte": FALLOS_DE_UN_CAIDO}),
            estado.TROPIEZA: Q(**{f"{camino}fallos__gte": 1}),
            estado.COPIADA: Q(**{f"{camino}archivo__isnull": False}),
            estado.SIN_COPIA: Q(**{f"{camino}archivo__isnull": True}),
        }


class CopiaWeb(models.Model):
    """One for each address, whoever cites it.

    The copy is the first good one and stays: it is what was cited. Later visits only tell whether
    the link lives. `sha256` is of what the site gave; the file that is kept has its own, since what
    is served passed the same door as any other.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Por copiar")
        COPIADA = "copiada", _("Copiada")
        SIN_COPIA = "sin_copia", _("No se pudo copiar")
        TROPIEZA = "tropieza", _("No respondió la última vez")
        CAIDA = "caida", _("Ya no responde")

    url = LineaHonesta(_("dirección"), unique=True, editable=False)
    pedida_en = models.DateTimeField(_("pedida"), default=timezone.now, editable=False)
    publica = models.BooleanField(_("pública"), default=False, editable=False)
    toca_en = models.DateTimeField(_("se revisa"), default=timezone.now, editable=False)
    revisada_en = models.DateTimeField(_("última revisión"), null=True, editable=False)
    http = models.PositiveSmallIntegerField(_("código HTTP"), null=True, editable=False)
    problema = models.CharField(
        _("problema"), max_length=12, choices=Problema.choices, null=True, editable=False
    )
    fallos = models.PositiveSmallIntegerField(_("fallos seguidos"), default=0, editable=False)
    caida_desde = models.DateTimeField(_("no responde desde"), null=True, editable=False)
    copiada_en = models.DateTimeField(_("copiada"), null=True, editable=False)
    url_final = LineaHonesta(_("dirección a la que llevó"), null=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, null=True, editable=False)
    archivo = models.OneToOneField(
        Archivo, models.PROTECT, null=True, related_name="copia_web", editable=False
    )

    se_refiere_por = "url"  # in the ledger

    objects = CopiaWebQuerySet.as_manager()

    class Meta:
        verbose_name = _("copia de la web")
        verbose_name_plural = _("copias de la web")
        ordering = ["-pk"]
        triggers = [LA_COPIA_QUEDA]
        indexes = [models.Index(fields=["toca_en"], name="copiaweb_toca")]

    def __str__(self):
        return self.url

    @property
    def estado(self) -> Estado:
        if self.revisada_en is None:
            return self.Estado.PENDIENTE
        if self.fallos:
            return self.Estado.CAIDA if self.fallos >= FALLOS_DE_UN_CAIDO else self.Estado.TROPIEZA
        return self.Estado.COPIADA if self.archivo_id else self.Estado.SIN_COPIA

    @transaction.atomic
    def publicar(self) -> None:
        """Its file too, now or when there is one."""
        self._tomar()
        self.publica = True
        self.save(update_fields=["publica"])
        if self.archivo:
            self.archivo.publicar()

    def apartar(self) -> bool:
        """Whoever gets it visits it; if it is killed meanwhile, another does in an hour."""
        suya = CopiaWeb.objects.filter(pk=self.pk, toca_en=self.toca_en)
        return bool(suya.update(toca_en=timezone.now() + HORA))

    @transaction.atomic
    def anotar_lo_que_hay(self, traido: Traido, examinado: Examinado | None) -> None:
        """The link is alive; `examinado`, what there is to keep if there was no copy."""
        self._tomar()
        if examinado and self.archivo is None:
            self.archivo = Archivo.objects.guardar(examinado)
            self.copiada_en, self.url_final = traido.cuando, traido.url
            self.sha256 = traido.sha256
            if self.publica:
                self.archivo.publicar()
        self.http = traido.estado
        self.problema = None if self.archivo else Problema.CONTENIDO
        self._vive(traido.cuando)

    @transaction.atomic
    def anotar_problema(self, problema: Problema, http: int | None = None) -> None:
        self._tomar()
        ahora = timezone.now()
        self.problema, self.http = problema, http
        if problema.hay_algo:
            self._vive(ahora)
            return
        self.fallos = min(self.fallos + 1, 1_000)
        self.caida_desde = self.caida_desde or ahora
        self.revisada_en = ahora
        self.toca_en = ahora + min(SEMANA, HORA * 4 ** min(self.fallos - 1, 4))
        self.save()

    def _vive(self, cuando) -> None:
        self.fallos, self.caida_desde = 0, None
        self.revisada_en, self.toca_en = cuando, cuando + SEMANA
        self.save()

    def _tomar(self) -> None:
        """The row as it is, which nobody else changes until this is done."""
        self.refresh_from_db(from_queryset=CopiaWeb.objects.select_for_update())
