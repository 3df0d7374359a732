"""Pointing to a record of any app by its kind and permanent key."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun.campos import LineaHonesta
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.objetos import MODELOS

__all__ = ["Apunta", "ConObjeto", "objeto_clave", "objeto_tipo"]


def objeto_tipo(**kwargs) -> models.CharField:
    return models.CharField(_("tipo de registro"), max_length=20, choices=Objeto.choices, **kwargs)


def objeto_clave(**kwargs) -> LineaHonesta:
    return LineaHonesta(
        _("clave del registro"), help_text=_("Por ejemplo «MX-PA15-C06» o «pa15»."), **kwargs
    )


class Apunta(models.Model):
    """Points to a record by its kind and permanent key."""

    objeto_tipo = objeto_tipo()
    objeto_clave = objeto_clave()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.objeto_tipo and self.objeto_clave:
            modelo = apps.get_model(MODELOS[Objeto(self.objeto_tipo)])
            if not modelo._default_manager.filter(clave=self.objeto_clave).exists():
                raise ValidationError({"objeto_clave": _("No hay ningún registro con esa clave.")})


class ConObjeto(models.QuerySet):
    """Rows that point to a record by its key."""

    def de(self, tipo: str, clave: Any):
        return self.filter(objeto_tipo=tipo, objeto_clave=clave)
