"""What an agreement would change in agreed texts: each as it is, and as it would be."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.contexto import por_acuerdo
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun import disparadores
from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS
from gobierno_abierto.comun.traza import trazas_de_parte
from secretariados.consenso import Estado
from secretariados.disparadores_cambio import LO_QUE_SE_LEE_NO_CAMBIA
from secretariados.models.acuerdo import Acuerdo

__all__ = ["CambioPropuesto"]


class CambioQuerySet(models.QuerySet):
    def de(self, tipo: str, clave: Any):
        """Those of one record."""
        return self.filter(objeto_tipo=tipo, objeto_clave=clave)

    def por_responder(self):
        """Those that the sides are reading."""
        return self.filter(acuerdo__publico=True, acuerdo__estado=Estado.PROPUESTO)

    def adoptados(self):
        """Those that the three sides consented, oldest first: the last says the text in force."""
        suyos = self.filter(acuerdo__estado__in=[Estado.ADOPTADO, Estado.CERRADO])
        return suyos.order_by("acuerdo__resuelto_en")


class CambioPropuesto(models.Model):
    """One text that an act changes. `antes` is None for a record that the act makes public; both
    are documents as `Consentible.texto_acordado` gives them."""

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="cambios")
    objeto_tipo = models.CharField(_("qué cambia"), max_length=20, choices=Objeto.choices)
    objeto_clave = LineaHonesta(_("clave de lo que cambia"))
    antes = models.JSONField(_("como está"), null=True, blank=True)
    despues = models.JSONField(_("como queda"))

    objects = CambioQuerySet.as_manager()

    class Meta:
        verbose_name = _("cambio propuesto")
        verbose_name_plural = _("cambios propuestos")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["acuerdo", "objeto_tipo", "objeto_clave"],
                name="cambiopropuesto_unico",
                violation_error_message=_("Ese acuerdo ya cambia ese texto."),
            ),
            models.CheckConstraint(
                name="cambiopropuesto_cambia",
                condition=Q(antes__isnull=True) | ~Q(antes=F("despues")),
                violation_error_message=_("El texto quedó igual: no hay nada que proponer."),
            ),
        ]
        indexes = [models.Index(fields=["objeto_tipo", "objeto_clave"], name="cambio_de_objeto")]
        triggers = [
            LO_QUE_SE_LEE_NO_CAMBIA,
            disparadores.mueve_version_de("secretariados_acuerdo", "acuerdo_id"),
            *trazas_de_parte("acuerdo"),
        ]

    def __str__(self):
        return f"{self.get_objeto_tipo_display()} {self.objeto_clave}"

    @property
    def modelo(self) -> Any:
        return apps.get_model(MODELOS[Objeto(self.objeto_tipo)])

    @property
    def vigente(self) -> bool:
        """Is the text that it starts from the one in force?"""
        ultimo = CambioPropuesto.objects.de(self.objeto_tipo, self.objeto_clave).adoptados().last()
        return self.antes == (ultimo.despues if ultimo else None)

    @property
    def turno(self) -> int:
        """Of the changes of one act, that of a plan comes before those of what is in it."""
        return Objeto.values.index(self.objeto_tipo)

    def aplicar(self) -> None:
        """The ledger is told that it was by this agreement."""
        tipo = Entrada.Tipo.ALTA if self.antes is None else Entrada.Tipo.ENMIENDA
        suyo = self.modelo._default_manager.filter(clave=self.objeto_clave)
        with por_acuerdo(self.acuerdo.clave, self.acuerdo.justificacion, tipo):
            # Taken, so that what others write of it meanwhile, and is not agreed, is not lost. A
            # draft that somebody deleted is not there: the check of what is adopted refuses it.
            for registro in suyo.select_for_update(no_key=True, of=("self",)):
                registro.aplicar_cambio(self.despues)
