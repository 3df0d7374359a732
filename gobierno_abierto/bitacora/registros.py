"""The public record of a change: what the API gives is what the leaf of the tree is made of."""

from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora import hojas
from gobierno_abierto.bitacora.filters import CambioFilter
from gobierno_abierto.bitacora.models import Entrada, Sello
from gobierno_abierto.comun.codigos import Lado, Objeto, Procedencia
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["CAMBIOS"]


def _de(nombre: str) -> str:
    return f"entrada__{nombre}"


CAMBIOS = Registro(
    recurso="cambios",
    componente="Cambio",
    es=_("Cambios de los datos públicos, en el orden en que se sellaron."),
    en="Changes of the public data, in the order in which they were sealed.",
    publicos=lambda: Sello.objects.all(),
    filtro=CambioFilter,
    ordenes={"secuencia": "secuencia"},
    orden_inicial=("secuencia",),
    solo_adelante=True,
    campo_clave="secuencia",
    campos=(
        Campo(
            "secuencia",
            Tipo.ENTERO,
            "Lugar en la bitácora: empieza en 1 y no tiene huecos.",
            "Place in the ledger: it begins at 1 and has no gaps.",
        ),
        Campo(
            "url",
            Tipo.DIRECCION,
            "Su página.",
            "Its page.",
            enlace=Enlace("", "entrada", ("secuencia",)),
        ),
        Campo(
            "instante",
            Tipo.INSTANTE,
            "Cuándo empezó la transacción que lo hizo.",
            "When the transaction that made it began.",
            _de("instante"),
            presentar=hojas.instante,
        ),
        Campo(
            "tipo",
            Tipo.CODIGO,
            "Clase de cambio.",
            "Kind of change.",
            _de("tipo"),
            codigos=Entrada.Tipo,
        ),
        Campo(
            "via",
            Tipo.CODIGO,
            "Por qué puerta entró; sin_contexto: se hizo por fuera del portal.",
            "Which door it came through; sin_contexto: it was made outside the portal.",
            _de("via"),
            codigos=Entrada.Via,
        ),
        Campo(
            "objeto_tipo",
            Tipo.CODIGO,
            "Tipo del registro que cambió.",
            "Kind of the record that changed.",
            _de("objeto_tipo"),
            codigos=Objeto,
        ),
        Campo(
            "objeto_clave",
            Tipo.TEXTO,
            "Su clave permanente.",
            "Its permanent key.",
            _de("objeto_clave"),
        ),
        Campo(
            "version",
            Tipo.ENTERO,
            "Versión del registro que este cambio dejó.",
            "Version of the record that this change left.",
            _de("version"),
        ),
        Campo(
            "arriba",
            Tipo.OBJETO,
            "El registro del que este es parte, y la versión que le dejó.",
            "The record that this one is part of, and the version that it was left at.",
            JSONObject(
                tipo=_de("arriba_tipo"), clave=_de("arriba_clave"), version=_de("arriba_version")
            ),
            nulo=True,
            partes=(
                Campo("objeto_tipo", Tipo.CODIGO, "Su tipo.", "Its kind.", codigos=Objeto),
                Campo("objeto_clave", Tipo.TEXTO, "Su clave.", "Its key."),
                Campo("version", Tipo.ENTERO, "Su versión.", "Its version."),
            ),
            presentar=lambda a: hojas.arriba(a["tipo"], a["clave"], a["version"]),
        ),
        Campo(
            "parte",
            Tipo.OBJETO,
            "La fila que cambió, si es una parte del registro y no el registro mismo.",
            "The row that changed, if it is a part of the record and not the record itself.",
            JSONObject(tipo=_de("parte"), numero=_de("fila")),
            nulo=True,
            partes=(
                Campo("tipo", Tipo.TEXTO, "Clase de parte.", "Kind of part."),
                Campo("numero", Tipo.ENTERO, "Su número.", "Its number."),
            ),
            presentar=lambda p: hojas.parte(p["tipo"], p["numero"]),
        ),
        Campo(
            "accion",
            Tipo.CODIGO,
            "Qué fue de la fila.",
            "What became of the row.",
            JSONObject(antes=_de("antes"), despues=_de("despues")),
            codigos=Entrada.Accion,
            presentar=lambda c: Entrada.accion_de(c["antes"], c["despues"]).value,
        ),
        Campo(
            "campos",
            Tipo.JSON,
            "Por cada campo que cambió, su valor antes y después; las referencias, por su clave.",
            "For each field that changed, its value before and after; references by their key.",
            JSONObject(antes=_de("antes"), despues=_de("despues")),
            presentar=lambda c: hojas.campos(c["antes"], c["despues"]),
        ),
        Campo("motivo", Tipo.TEXTO, "Por qué.", "Why.", _de("motivo"), nulo=True),
        Campo(
            "lado",
            Tipo.CODIGO,
            "Lado que lo hizo, si lo hizo un lado.",
            "Side that made it, if a side did.",
            _de("lado"),
            nulo=True,
            codigos=Lado,
        ),
        Campo(
            "oficina",
            Tipo.TEXTO,
            "Oficina que lo hizo; nunca una persona.",
            "Office that made it; never a person.",
            _de("oficina"),
            nulo=True,
        ),
        Campo(
            "acuerdo",
            Tipo.REFERENCIA,
            "Acuerdo que lo ordenó.",
            "Agreement that ordered it.",
            _de("acuerdo"),
            nulo=True,
        ),
        Campo(
            "procedencia",
            Tipo.CODIGO,
            "Procedencia del registro, si la tiene.",
            "Provenance of the record, if it has one.",
            _de("procedencia"),
            nulo=True,
            codigos=Procedencia,
        ),
        Campo(
            "pais",
            Tipo.TEXTO,
            "País del registro (ISO 3166), si es de alguno.",
            "Country of the record (ISO 3166), if it is of one.",
            _de("pais"),
            nulo=True,
        ),
        Campo(
            "hoja",
            Tipo.TEXTO,
            "SHA-256 de la hoja (RFC 9162) sobre el JSON canónico (RFC 8785) de los demás campos, "
            "salvo url.",
            "SHA-256 of the leaf (RFC 9162) over the canonical JSON (RFC 8785) of the other "
            "fields, url apart.",
            presentar=lambda octetos: bytes(octetos).hex(),
        ),
    ),
)
