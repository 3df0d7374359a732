"""Public record of the sessions, and of whether each side came."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from gobierno_abierto.comun import campos_publicos as c
from gobierno_abierto.comun.codigos import Lado
from gobierno_abierto.comun.enlaces import Enlace
from gobierno_abierto.comun.registro import Campo, Registro, Tipo
from gobierno_abierto.fuentes.consultas import fuentes_de
from secretariados.filters import SesionFilter
from secretariados.models import Acuerdo, Asistencia, Observacion, Sesion
from secretariados.models.sesion import puntos_de

__all__ = ["SESIONES"]

_asistencia = ArraySubquery(
    Asistencia.objects.filter(sesion=OuterRef("pk")).values(
        json=JSONObject(lado="lado", condicion="condicion", oficina="oficina")
    )
)
_observaciones = ArraySubquery(
    Observacion.objects.filter(sesion=OuterRef("pk"))
    .order_by("pk")
    .values(json=JSONObject(lado="lado", oficina="oficina", texto="texto", escrita_en="escrita_en"))
)
_acuerdos = ArraySubquery(
    Acuerdo.objects.publicos().filter(sesion=OuterRef("pk")).order_by("clave").values("clave")
)


def _las_tres(asistencias: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each side, in the order in which sides are told: what is not known is null."""
    dichas = {asistencia["lado"]: asistencia for asistencia in asistencias}
    callada = {"condicion": None, "oficina": None}
    return [{"lado": lado, **callada} | dichas.get(lado, {}) for lado in Lado.values]


SESIONES = Registro(
    recurso="sesiones",
    componente="Sesion",
    es=_("Sesiones de los secretariados: convocatoria, asistencia por lado y minuta."),
    en="Sessions of the secretariats: call, attendance by side and minutes.",
    publicos=lambda: Sesion.objects.publicos(),
    filtro=SesionFilter,
    ordenes={"clave": "clave", "inicia_en": "inicia_en", "actualizado": "actualizado"},
    orden_inicial=("-inicia_en", "clave"),
    campos=(
        c.clave("la sesión"),
        c.direccion(Sesion.enlace),
        c.referencia("secretariado", "De qué secretariado.", "Of which secretariat."),
        c.pais("secretariado__jurisdiccion__ruta"),
        c.procedencia("secretariado__procedencia"),
        Campo("tipo", Tipo.CODIGO, "Qué sesión es.", "Kind of session.", codigos=Sesion.Tipo),
        Campo("inicia_en", Tipo.INSTANTE, "Cuándo empieza.", "When it begins."),
        Campo(
            "modalidad", Tipo.CODIGO, "Cómo se reúnen.", "How they meet.", codigos=Sesion.Modalidad
        ),
        Campo("lugar", Tipo.TEXTO, "Dónde, o el enlace.", "Where, or the link.", nulo=True),
        Campo(
            "estado",
            Tipo.CODIGO,
            "«celebrada» si tiene minuta; «cancelada» si se dijo por qué; si no, «convocada».",
            "«celebrada» if it has minutes; «cancelada» if it was said why; otherwise «convocada».",
            codigos=Sesion.Estado,
        ),
        Campo(
            "convoca_lado",
            Tipo.CODIGO,
            "Lado que la convoca.",
            "Side that calls it.",
            nulo=True,
            codigos=Lado,
        ),
        Campo(
            "convoca_oficina",
            Tipo.TEXTO,
            "Oficina que la convoca.",
            "Office that calls it.",
            nulo=True,
        ),
        Campo(
            "orden_del_dia",
            Tipo.LISTA,
            "Orden del día, punto por punto.",
            "Agenda, item by item.",
            presentar=puntos_de,
        ),
        Campo(
            "asistencia",
            Tipo.LISTA,
            "La de cada lado; vacía mientras no se diga.",
            "Each side's; null until it is told.",
            _asistencia,
            presentar=_las_tres,
            partes=(
                Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
                Campo(
                    "condicion",
                    Tipo.CODIGO,
                    "Si asistió.",
                    "Whether it came.",
                    nulo=True,
                    codigos=Asistencia.Condicion,
                ),
                Campo("oficina", Tipo.TEXTO, "Por qué oficina.", "By which office.", nulo=True),
            ),
        ),
        Campo("minuta", Tipo.TEXTO, "Qué se trató y se dijo.", "What was said.", nulo=True),
        Campo(
            "minuta_archivo",
            Tipo.DIRECCION,
            "La minuta en papel o firmada.",
            "The minutes on paper, or signed.",
            nulo=True,
            enlace=Enlace("titulo", "archivo", ("minuta_archivo__uuid", "minuta_archivo__nombre")),
        ),
        Campo(
            "levanta_lado",
            Tipo.CODIGO,
            "Lado que levantó la minuta.",
            "Side that wrote the minutes.",
            nulo=True,
            codigos=Lado,
        ),
        Campo(
            "levanta_oficina",
            Tipo.TEXTO,
            "Oficina que levantó la minuta.",
            "Office that wrote the minutes.",
            nulo=True,
        ),
        Campo(
            "observaciones",
            Tipo.LISTA,
            "Lo que cada lado dice de la minuta, en su orden.",
            "What each side says of the minutes, in order.",
            _observaciones,
            partes=(
                Campo("lado", Tipo.CODIGO, "Lado.", "Side.", codigos=Lado),
                Campo("oficina", Tipo.TEXTO, "Oficina.", "Office.", nulo=True),
                Campo("texto", Tipo.TEXTO, "Qué dice.", "What it says."),
                Campo("escrita_en", Tipo.INSTANTE, "Cuándo.", "When."),
            ),
        ),
        Campo(
            "cancelada_motivo",
            Tipo.TEXTO,
            "Por qué se canceló.",
            "Why it was cancelled.",
            nulo=True,
        ),
        c.lista_de_claves(
            "acuerdos",
            "Claves de los actos que van en su orden del día.",
            "Keys of the acts on its agenda.",
            _acuerdos,
        ),
        c.lista_de_claves(
            "fuentes", "Claves de sus fuentes.", "Keys of its sources.", fuentes_de("sesion")
        ),
        *c.sello(),
    ),
)
