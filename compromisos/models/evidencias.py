"""What a side shows of what it reports: a file that the portal keeps, or a link that it copies."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compromisos.disparadores import EVIDENCIA_DE_UN_BORRADOR, de_su_compromiso
from compromisos.disparadores_voces import CADA_LADO_REPORTA, DEL_COMPROMISO, VozPropia
from compromisos.models.compromiso import Compromiso
from compromisos.models.reportes import Reporte
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.models import Publicable, PublicableQuerySet
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.fuentes.models import Archivo, CopiaWeb

__all__ = ["Evidencia"]


class EvidenciaQuerySet(PublicableQuerySet):
    def publicar(self, cuando: datetime) -> None:
        """With the report that they are of, at its instant: their files and copies too."""
        for evidencia in self.select_related("archivo", "copia"):
            (evidencia.archivo or evidencia.copia).publicar()  # type: ignore[attr-defined]
        self.update(publicado_en=cuando)


class Evidencia(Publicable):
    """Key: `MX-PA15-C06-M1-A1-R1-E1`. It is public with its report, and stays as it was then."""

    objeto = Objeto.EVIDENCIA
    enlace = Enlace("titulo", "compromiso", ("compromiso__clave",), "clave")
    se_escribe_con = se_corrige_con = Accion.REPORTAR
    borrador_compartido = False
    secretariado_en = "compromiso__plan__secretariado"
    lado_en = "reporte__lado"
    institucion_en = "reporte__actividad__institucion"
    cuelga_de = "reporte"
    mueve_a = "compromiso"

    reporte = models.ForeignKey(
        Reporte, models.CASCADE, related_name="evidencias", verbose_name=_("reporte")
    )
    compromiso = models.ForeignKey(  # that of its report, by trigger
        Compromiso, models.PROTECT, related_name="evidencias", editable=False
    )
    titulo = LineaHonesta(_("qué muestra"))
    archivo = models.OneToOneField(
        Archivo, models.PROTECT, null=True, blank=True, verbose_name=_("archivo")
    )
    copia = models.ForeignKey(
        CopiaWeb,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidencias",
        verbose_name=_("dirección de la web"),
    )

    sha256 = models.CharField(  # that of its file, by trigger: the ledger seals it
        "SHA-256", max_length=64, null=True, editable=False
    )

    objects = EvidenciaQuerySet.as_manager()

    class Meta(Publicable.Meta):
        verbose_name = _("evidencia")
        verbose_name_plural = _("evidencias")
        ordering = ["reporte", "pk"]
        constraints = [
            *Publicable.Meta.constraints,
            models.CheckConstraint(
                name="evidencia_archivo_o_direccion",
                condition=Q(archivo__isnull=True) ^ Q(copia__isnull=True),
                violation_error_message=_("Una evidencia es un archivo o una dirección."),
            ),
        ]
        triggers = [
            *Publicable.Meta.triggers,
            disparadores.PublicadoTrasLoSuyo(),
            de_su_compromiso("compromisos_reporte", "reporte_id"),
            EVIDENCIA_DE_UN_BORRADOR,
            VozPropia(
                [Rol.MIEMBRO, Rol.ENLACE],
                DEL_COMPROMISO,
                CADA_LADO_REPORTA,
                lado="(SELECT lado FROM compromisos_reporte WHERE id = fila.reporte_id)",
            ),
            disparadores.mueve_version_de(
                "compromisos_compromiso", "compromiso_id", si_es_publica=True
            ),
        ]

    def __str__(self):
        return self.titulo

    def save(self, *args: Any, **kwargs: Any) -> None:
        """One that has no key yet takes the next of its report: a key is never used twice."""
        if not self.clave:
            claves = Evidencia.objects.filter(reporte=self.reporte).values_list("clave", flat=True)
            ultima = max((int(clave.rpartition("-E")[2]) for clave in claves), default=0)
            self.clave = f"{self.reporte.clave}-E{ultima + 1}"
        super().save(*args, **kwargs)
