"""Public record of the secretariats and their seats."""

from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, TextField, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.bitacora.models.texto import SUPRIMIDO
from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import discrepancias_de, fuentes_de
from secretariados.filters import SecretariadoFilter
from secretariados.integraciones import integraciones_de
from secretariados.models import Asiento, Secretariado
from secretariados.registros.comunes import SIN_FECHA

__all__ = ["SECRETARIADOS"]

_asientos = ArraySubquery(
    Asiento.objects.filter(secretariado=OuterRef("pk"))
    .order_by("orden", "pk")
    .values(
        json=JSONObject(
            lado="lado",
            papel="papel",
            institucion=c.si_es_publico("institucion__clave"),
            oficina="oficina",
            persona=Case(
                When(persona__suprimido_en__isnull=False, then=Value(SUPRIMIDO)),
                default="persona__texto",
                output_field=TextField(),
            ),
            integracion="integracion",
            desde="desde",
            desde_precision="desde_precision",
            hasta="hasta",
            hasta_precision="hasta_precision",
            fin_motivo="fin_motivo",
        )
    )
)


def _vacantes(asientos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same that its page shows as vacant; a side of which nothing is known is not."""
    sentados = (SimpleNamespace(**asiento) for asiento in asientos)
    etapas = integraciones_de(sentados, timezone.localdate())
    return [
        {
            "lado": columna.lado.value,
            "desde": columna.vacante_desde.hasta,
            "desde_precision": columna.vacante_desde.hasta_precision,
            "motivo": columna.vacante_desde.fin_motivo,
        }
        for etapa in etapas
        for columna in etapa.columnas
        if columna.vacante_desde
    ]


_ASIENTO = (
    Campo("lado", Tipo.CODIGO, "Lado por el que habla.", "Side.", nulo=True, codigos=Lado),
    Campo("papel", Tipo.CODIGO, "Papel.", "Role.", codigos=Asiento.Papel),
    Campo("institucion", Tipo.REFERENCIA, "Institución.", "Institution.", nulo=True),
    Campo("oficina", Tipo.TEXTO, "Oficina o cargo.", "Office.", nulo=True),
    Campo(
        "persona",
        Tipo.TEXTO,
        "Quien facilita, como lo publicó la fuente; puede estar suprimido por privacidad.",
        "Who facilitates, as the source published it; it may be erased for privacy.",
        nulo=True,
    ),
    Campo("integracion", Tipo.TEXTO, "Etapa.", "Stage.", nulo=True),
    *c.fecha_parcial("desde", "Desde", "From"),
    *c.fecha_parcial("hasta", "Hasta", "Until"),
    Campo("fin_motivo", Tipo.TEXTO, "Por qué terminó.", "Why it ended.", nulo=True),
)

SECRETARIADOS = Registro(
    recurso="secretariados",
    componente="Secretariado",
    es=_("Secretariados técnicos: el nacional y los locales, con sus asientos."),
    en="Technical secretariats, national and local, with their seats.",
    publicos=lambda: Secretariado.objects.publicos(),
    filtro=SecretariadoFilter,
    ordenes={
        "slug": "clave",
        "nombre": "nombre",
        "instalacion": Coalesce("instalacion", SIN_FECHA),
        "actualizado": "actualizado",
    },
    orden_inicial=("slug",),
    campos=(
        c.clave("el secretariado", "slug"),
        c.direccion(Secretariado.enlace),
        Campo("nombre", Tipo.TEXTO, "Nombre.", "Name."),
        Campo("tipo", Tipo.CODIGO, "Nacional o local.", "Scope.", codigos=Secretariado.Tipo),
        Campo(
            "estado",
            Tipo.CODIGO,
            "En qué estaba a la fecha de corte.",
            "State at the cut-off date.",
            codigos=Secretariado.Estado,
        ),
        *c.fecha_parcial("estado_corte", "Corte del estado", "Cut-off of the state"),
        c.pais("jurisdiccion__ruta"),
        c.referencia("jurisdiccion", "De dónde es.", "Where it belongs.", nulo=True),
        c.procedencia(),
        c.referencia("sucede_a", "Al que siguió.", "The one it followed.", nulo=True),
        *c.fecha_parcial("declaratoria", "Declaratoria", "Declaration"),
        *c.fecha_parcial("instalacion", "Instalación", "Installation"),
        *c.fecha_parcial("fin", "Fin", "End"),
        *c.fecha_parcial("bloque", "Bloque de arranque", "Starting group"),
        Campo(
            "bloque_origen",
            Tipo.TEXTO,
            "De dónde sale el bloque.",
            "Where the group comes from.",
            nulo=True,
        ),
        Campo(
            "en_capitulo",
            Tipo.CODIGO,
            "Cómo lo nombra el capítulo de 2016.",
            "How the founding chapter of 2016 lists it.",
            nulo=True,
            codigos=Secretariado.EnCapitulo,
        ),
        Campo("asientos", Tipo.LISTA, "Sus asientos.", "Its seats.", _asientos, partes=_ASIENTO),
        Campo(
            "vacantes",
            Tipo.LISTA,
            "Lados cuyos asientos conocidos terminaron todos, y desde cuándo.",
            "Sides whose known seats have all ended, and since when.",
            _asientos,
            presentar=_vacantes,
            partes=(
                Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
                *c.fecha_parcial("desde", "Desde", "From"),
                Campo("motivo", Tipo.TEXTO, "Por qué.", "Why.", nulo=True),
            ),
        ),
        Campo("notas", Tipo.TEXTO, "Notas del portal.", "Notes by the portal.", nulo=True),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("secretariado")
        ),
        c.lista_de_claves(
            "discrepancias",
            "Claves de las discrepancias que lo tocan.",
            "Keys of the discrepancies that touch it.",
            discrepancias_de(secretariado="clave"),
        ),
        *c.sello(),
    ),
)
