"""Public record of what the sides show of what they report."""

from django.db.models import Case, CharField, Value, When
from django.utils.translation import gettext_lazy as _

from compromisos.filters.metas import EvidenciaFilter
from compromisos.models import Evidencia
from compromisos.registros.metas import del_compromiso
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.models import CopiaWeb

__all__ = ["EVIDENCIAS"]

_COMO_ESTA = CopiaWeb.objects.condiciones("copia__")
_estado = Case(
    When(copia__isnull=True, then=Value(None)),
    *(When(condicion, then=Value(estado.value)) for estado, condicion in _COMO_ESTA.items()),
    output_field=CharField(null=True),
)


def _bajada(nombre: str, es: str, en: str, camino: str) -> Campo:
    """The address that a file is downloaded from."""
    enlace = Enlace("titulo", "archivo", (f"{camino}__uuid", f"{camino}__nombre"))
    return Campo(nombre, Tipo.DIRECCION, es, en, nulo=True, enlace=enlace)


EVIDENCIAS = Registro(
    recurso="evidencias",
    componente="Evidencia",
    es=_("Lo que cada lado muestra de lo que reporta: archivos, y enlaces con su copia."),
    en="What each side shows of what it reports: files, and links with their copy.",
    publicos=lambda: Evidencia.objects.publicos(),
    filtro=EvidenciaFilter,
    ordenes={
        "clave": "clave",
        "compromiso": "compromiso__clave",
        "actualizado": "actualizado",
    },
    orden_inicial=("compromiso", "clave"),
    campos=(
        c.clave("la evidencia"),
        c.direccion(Evidencia.enlace),
        c.referencia("reporte", "Su reporte.", "Its report."),
        c.referencia("actividad", "Su actividad.", "Its activity.", "reporte__actividad__clave"),
        *del_compromiso(),
        Campo(
            "lado",
            Tipo.CODIGO,
            "Lado que la muestra.",
            "Side that shows it.",
            "reporte__lado",
            codigos=Lado,
        ),
        Campo("titulo", Tipo.TEXTO, "Qué muestra.", "What it shows."),
        _bajada("archivo", "El archivo, si lo es.", "The file, if it is one.", "archivo"),
        Campo(
            "archivo_tipo",
            Tipo.TEXTO,
            "Tipo del archivo, por su contenido.",
            "Media type of the file, by its content.",
            "archivo__tipo",
            nulo=True,
        ),
        Campo(
            "archivo_bytes",
            Tipo.ENTERO,
            "Tamaño del archivo.",
            "Size of the file.",
            "archivo__tamano",
            nulo=True,
        ),
        Campo(
            "archivo_sha256",
            Tipo.TEXTO,
            "Huella del archivo, sellada en la bitácora.",
            "Hash of the file, sealed in the ledger.",
            "sha256",
            nulo=True,
        ),
        Campo(
            "direccion",
            Tipo.TEXTO,
            "El enlace, si lo es: puede ser de cualquiera.",
            "The link, if it is one: it may be anybody's.",
            "copia__url",
            nulo=True,
        ),
        Campo(
            "direccion_estado",
            Tipo.CODIGO,
            "Si el enlace vive, según la última visita del portal.",
            "Whether the link lives, by the portal's last visit.",
            _estado,
            nulo=True,
            codigos=CopiaWeb.Estado,
        ),
        Campo(
            "direccion_caida_desde",
            Tipo.INSTANTE,
            "Desde cuándo no responde.",
            "Since when it does not answer.",
            Case(When(_COMO_ESTA[CopiaWeb.Estado.CAIDA], then="copia__caida_desde")),
            nulo=True,
        ),
        _bajada("copia", "La copia que hizo el portal.", "The portal's copy.", "copia__archivo"),
        Campo(
            "copia_sha256",
            Tipo.TEXTO,
            "Huella de la copia.",
            "Hash of the copy.",
            "copia__archivo__sha256",
            nulo=True,
        ),
        Campo(
            "copiada_en",
            Tipo.INSTANTE,
            "Cuándo se copió.",
            "When it was copied.",
            "copia__copiada_en",
            nulo=True,
        ),
        *c.sello(),
    ),
)
