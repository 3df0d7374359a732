"""From what a file writes to what a column holds: types, codes and references, checked."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gobierno_abierto.bitacora.models import TextoBorrable
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.models import Publicable
from gobierno_abierto.portal.historia.lectura import Registro

__all__ = ["Claves", "Conversor", "leer_fila"]

CORTO = 80  # characters

# Acts of people here, never facts of a source.
ACTOS = frozenset({"publicado_en", "retirado_en", "retiro_motivo"})


class Claves:
    """Key → row number of every public record, read once per model."""

    def __init__(self) -> None:
        self._de: dict[type[models.Model], dict[str, int]] = {}
        self._textos: dict[tuple[str, str, str | None], int] | None = None

    def de(self, modelo: type[models.Model]) -> dict[str, int]:
        if modelo not in self._de:
            self._de[modelo] = dict(modelo._default_manager.values_list("clave", "pk"))
        return self._de[modelo]

    def texto(self, tipo: Objeto, clave: str, texto: str) -> int:
        """Row number of a text of a record that may be erased; written here if it is new."""
        llave = (tipo, clave, texto)
        if self._textos is None:
            guardados = TextoBorrable.objects.filter(suprimido_en=None)
            self._textos = {
                (objeto, suya, dicho): pk
                for objeto, suya, dicho, pk in guardados.values_list(
                    "objeto_tipo", "objeto_clave", "texto", "pk"
                )
            }
        if llave not in self._textos:
            self._textos[llave] = TextoBorrable.objects.escribir(*llave).pk
        return self._textos[llave]

    def anotar(self, fila: Publicable) -> None:
        self.de(type(fila))[fila.clave] = fila.pk


class Conversor:
    """Turns one JSON object into the columns of one model."""

    def __init__(
        self, modelo: type[models.Model], claves: Claves, padre: str | None = None
    ) -> None:
        self.claves = claves
        registro: Any = modelo._meta.get_field(padre).related_model if padre else modelo
        self.objeto: Objeto = registro.objeto
        self.campos = {
            campo.name: campo
            for campo in modelo._meta.concrete_fields
            if campo.editable
            and not (campo.primary_key or campo.generated)
            and campo.name not in ACTOS | {padre}
        }
        self.columnas = [campo.attname for campo in self.campos.values()]
        self._vacias: dict[str, Any] = {
            campo.attname: None
            for campo in self.campos.values()
            if campo.null and campo.get_default() is None
        }
        self._limpios: dict[tuple[str, str], Any] = {}  # codes repeat by the thousand

    def columnas_de(self, objeto: dict[str, Any], registro: Registro, dentro: str = "") -> dict:
        """`dentro` is where the object is inside its record: `responsables 2 / `."""
        for nombre in objeto.keys() - self.campos.keys():
            raise registro.error(dentro + nombre, "no existe en el modelo.")
        return self._vacias | {
            campo.attname: self.columna(campo, objeto.get(nombre), registro, dentro + nombre)
            for nombre, campo in self.campos.items()
            if objeto.get(nombre) is not None or campo.attname not in self._vacias
        }

    def columna(self, campo: models.Field, valor: Any, registro: Registro, donde: str) -> Any:
        """What one column holds. Raises HistoriaInvalida, of the field `donde`."""
        if valor is None:
            valor = campo.get_default()
        elif campo.related_model is TextoBorrable:
            return self.claves.texto(self.objeto, registro.clave, valor)
        elif isinstance(campo, models.ForeignKey):
            try:
                return self.claves.de(campo.related_model)[valor]
            except (KeyError, TypeError):
                raise registro.falta(donde, str(valor)) from None
        elif isinstance(campo, models.TextField | models.CharField) and not isinstance(valor, str):
            raise registro.error(donde, "debe ser un texto.")
        if valor is None and campo.null:
            return None
        llave = (campo.name, valor) if isinstance(valor, str) and len(valor) < CORTO else None
        if llave in self._limpios:
            return self._limpios[llave]
        try:
            limpio = campo.clean(valor, None)
        except ValidationError as error:
            vacia = any(suyo.code in ("null", "blank") for suyo in error.error_list)
            problema = "no puede quedar vacía." if vacia else " ".join(error.messages)
            raise registro.error(donde, problema) from error
        if llave:
            self._limpios[llave] = limpio
        return limpio


def leer_fila(fila: models.Model, columnas: list[str]) -> dict[str, Any]:
    """The same columns, as the database has them."""
    return {columna: getattr(fila, columna) for columna in columnas}
