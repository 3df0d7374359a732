"""Every code list that records use, in two languages, with OGP's own words where it has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compromisos.avance import EstadoDeActividad
from compromisos.etiquetas import VARIABLES, etiqueta_de
from compromisos.filters import CONTRASTES, PRINCIPIOS
from compromisos.models import (
    Compromiso,
    Evaluacion,
    Meta,
    Pronunciamiento,
    Replica,
    Reporte,
    Responsable,
)
from compromisos.models.voces import Escala, Momento, ValorDicho
from compromisos.vocabularios import COMUN, ERAS, ESCALA_COMUN, OGP, VERSION
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.api.fijas import RegistroFijo
from gobierno_abierto.comun.codigos import (
    Ausencia,
    Idioma,
    Lado,
    Objeto,
    Origen,
    Precision,
    Procedencia,
)
from gobierno_abierto.comun.registro import Campo, Tipo
from gobierno_abierto.fuentes.archivo_web.problemas import Problema
from gobierno_abierto.fuentes.etiquetas import PROPIEDADES
from gobierno_abierto.fuentes.models import Archivo, CopiaWeb
from gobierno_abierto.portal.definiciones import definiciones
from planes.models import Eje, Hito, Plan
from secretariados.models import (
    Acuerdo,
    Asiento,
    Asistencia,
    Institucion,
    Jurisdiccion,
    MembresiaAGA,
    Posicion,
    Secretariado,
    Sesion,
    Sucesion,
)

__all__ = ["CODIGOS", "LISTAS", "donde_se_define"]

# Name of the list → the class that keeps it.
LISTAS: Mapping[str, type[TextChoices]] = {
    "acuerdo.estado": Acuerdo.Estado,
    "acuerdo.tipo": Acuerdo.Tipo,
    "actividad.estado": EstadoDeActividad,
    "asiento.papel": Asiento.Papel,
    "asistencia.condicion": Asistencia.Condicion,
    "ausencia": Ausencia,
    "compromiso.descripcion_origen": Compromiso.DescripcionOrigen,
    "compromiso.estado": Compromiso.Estado,
    "compromiso.origen": Compromiso.OrigenCompromiso,
    "compromiso.preexistente": Compromiso.Preexistente,
    "compromiso.titulo_origen": Compromiso.TituloOrigen,
    "copia.estado": CopiaWeb.Estado,
    "copia.problema": Problema,
    "eje.esquema": Eje.Esquema,
    "evaluacion.etapa": Evaluacion.Etapa,
    "evaluacion.vocabulario": Evaluacion.Vocabulario,
    "hito.tipo": Hito.Tipo,
    "idioma": Idioma,
    "institucion.ambito": Institucion.Ambito,
    "institucion.sector": Institucion.Sector,
    "jurisdiccion.tipo": Jurisdiccion.Tipo,
    "lado": Lado,
    "membresia.tipo": MembresiaAGA.Tipo,
    "cambio.accion": Entrada.Accion,
    "cambio.tipo": Entrada.Tipo,
    "cambio.via": Entrada.Via,
    "meta.estado": Meta.Estado,
    "momento": Momento,
    "objeto_tipo": Objeto,
    "origen": Origen,
    "plan.estado": Plan.Estado,
    "posicion.sentido": Posicion.Sentido,
    "precision": Precision,
    "procedencia": Procedencia,
    "pronunciamiento.alcance": Pronunciamiento.Alcance,
    "pronunciamiento.escala": Escala,
    "pronunciamiento.valor": ValorDicho,
    "replica.sentido": Replica.Sentido,
    "reporte.tramite": Reporte.Tramite,
    "responsable.papel": Responsable.Papel,
    "secretariado.en_capitulo": Secretariado.EnCapitulo,
    "secretariado.estado": Secretariado.Estado,
    "secretariado.tipo": Secretariado.Tipo,
    "sesion.estado": Sesion.Estado,
    "sesion.modalidad": Sesion.Modalidad,
    "sesion.tipo": Sesion.Tipo,
    "sucesion.fecha_tipo": Sucesion.FechaTipo,
    "sucesion.tipo": Sucesion.Tipo,
}

# The scales that each list of claims is read on; see `compromisos.vocabularios.COMUN`.
ESCALAS: Mapping[str, tuple[str, ...]] = {
    "pronunciamiento.valor": tuple(COMUN),
    "cumplimiento": ("cumplimiento_mri",),
}

OTRO_NOMBRE: Mapping[str, str] = {"pronunciamiento.escala": "escala"}


def donde_se_define(lista: str) -> str:
    """The list whose definitions are those of `lista`: a review's codes mean the same in each era,
    and a scale the same wherever it is told."""
    era, _punto, variable = lista.partition(".")
    return variable if era in ERAS else OTRO_NOMBRE.get(lista, lista)


def _fila(lista: str, codigo: str, es: Any, en: Any, ogp: str | None = None) -> dict[str, Any]:
    variable = lista.rpartition(".")[2]
    escalas = ESCALAS.get(lista) or ESCALAS.get(variable, ())
    definicion = definiciones().get((donde_se_define(lista), codigo))
    iguales = (COMUN[escala][codigo] for escala in escalas if codigo in COMUN[escala])
    return {
        "lista": lista,
        "codigo": codigo,
        "es": es,
        "en": en,
        "definicion_es": definicion and definicion.es,
        "definicion_en": definicion and definicion.en,
        "comun": next(iguales, None),
        "ogp": ogp,
    }


def _filas() -> Iterator[dict[str, Any]]:
    for lista, clase in LISTAS.items():
        yield from _de_pares(lista, clase.choices)
    yield from _de_pares("escala", Escala.choices)
    yield from _de_pares("escala_comun", [(ESCALA_COMUN, _escala_comun())])
    yield from _de_pares("archivo.tipo", Archivo._meta.get_field("tipo").choices)
    yield from _de_pares("contraste", CONTRASTES)
    yield from _de_pares("principio", PRINCIPIOS)
    yield from _de_pares("variable", VARIABLES.items())
    yield from _de_pares("afirmacion.propiedad", PROPIEDADES.items())
    for era, variables in ERAS.items():
        for variable, valores in variables.items():
            suyos = OGP.get(variable, {})
            for valor in valores:
                es, en = _en_dos_idiomas(etiqueta_de, valor)
                yield _fila(f"{era}.{variable}", valor, es, en, suyos.get(valor))


def _escala_comun() -> Any:
    return format_lazy(_("La de cumplimiento de OGP, versión {n}"), n=VERSION)


def _de_pares(lista: str, pares: Any) -> Iterator[dict[str, Any]]:
    for codigo, etiqueta in pares:
        es, en = _en_dos_idiomas(str, etiqueta)
        yield _fila(lista, codigo, es, en)


def _en_dos_idiomas(decir: Any, que: Any) -> tuple[str, str]:
    with override("es-mx"):
        es = decir(que)
    with override("en"):
        return es, decir(que)


CODIGOS = RegistroFijo(
    recurso="codigos",
    componente="Codigo",
    es=_(
        "Listas de códigos, con su definición, en dos idiomas, y su equivalencia con las escalas "
        "de OGP."
    ),
    en="Code lists, with definitions, in two languages, and what they equal on OGP's scales.",
    filas=lambda: list(_filas()),
    filtros=("lista", "codigo"),
    campos=(
        Campo(
            "lista",
            Tipo.TEXTO,
            "Lista a la que pertenece: registro y campo, o era y variable de la revisión.",
            "List it belongs to: record and field, or era and variable of the review.",
        ),
        Campo("codigo", Tipo.TEXTO, "Código; no cambia.", "Code; never changes."),
        Campo("es", Tipo.TEXTO, "En español.", "In Spanish."),
        Campo("en", Tipo.TEXTO, "En inglés.", "In English."),
        Campo(
            "definicion_es",
            Tipo.TEXTO,
            "Qué significa, en español; vacío donde el nombre lo dice todo.",
            "What it means, in Spanish; null where its name says it all.",
            nulo=True,
        ),
        Campo(
            "definicion_en",
            Tipo.TEXTO,
            "Qué significa, en inglés; vacío donde el nombre lo dice todo.",
            "What it means, in English; null where its name says it all.",
            nulo=True,
        ),
        Campo(
            "comun",
            Tipo.TEXTO,
            "Equivalente en la escala común de cumplimiento.",
            "Its equal on the common completion scale.",
            nulo=True,
        ),
        Campo(
            "ogp",
            Tipo.TEXTO,
            "Como lo escribe la base de OGP.",
            "As OGP's database writes it.",
            nulo=True,
        ),
    ),
)
