"""Two tables that are of no single resource: every voice on every commitment, and the contrasts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from compromisos.agrupados import Por, contrastar
from compromisos.etiquetas import etiqueta_de
from compromisos.filters import CompromisoFilter
from compromisos.filters.contrastes import ContrasteFilter
from compromisos.filters.voces import PosturaFilter
from compromisos.models import Codificacion, Postura, Pronunciamiento
from compromisos.registros import COMPROMISOS, POSTURAS
from compromisos.vocabularios import ESCALA_COMUN, comun
from gobierno_abierto.comun.api import parametros
from gobierno_abierto.comun.api.operaciones import EsquemaDeTabla
from gobierno_abierto.comun.api.vistas import VistaDeLista
from gobierno_abierto.comun.registro import Campo, Registro, Tipo

__all__ = ["VOCES", "rutas_de_tablas", "todas_las_voces"]

A_LA_VEZ = 500
VOCES = (
    Campo(
        "compromiso",
        Tipo.TEXTO,
        "Clave; vacía si se dijo del plan entero.",
        "Key; empty if of the plan.",
    ),
    Campo("plan", Tipo.TEXTO, "Su plan.", "Its plan."),
    Campo("voz", Tipo.TEXTO, "El lado, «revision» u «otra».", "The side, «revision» or «otra»."),
    Campo("momento", Tipo.TEXTO, "De qué momento habla.", "Moment it is about."),
    Campo("escala", Tipo.TEXTO, "En qué escala.", "On which scale."),
    Campo("valor", Tipo.TEXTO, "Lo que dice; vacío si dice por qué no.", "What it says."),
    Campo("etiqueta", Tipo.TEXTO, "Lo mismo, en palabras.", "The same, in words."),
    Campo("ausencia", Tipo.TEXTO, "Por qué no hay valor.", "Why there is no value."),
    Campo("comun", Tipo.TEXTO, "Equivalente en la escala común.", "Its equal on the common scale."),
    Campo(
        "escala_comun", Tipo.TEXTO, "Versión de la escala común.", "Version of the common scale."
    ),
    Campo(
        "alcance",
        Tipo.TEXTO,
        "Si se dijo del compromiso o del plan.",
        "Of the commitment or the plan.",
    ),
    Campo("fecha", Tipo.TEXTO, "Cuándo se dijo.", "When it was said."),
    Campo(
        "fecha_precision",
        Tipo.TEXTO,
        "Cuánto se sabe de la fecha.",
        "How much of the date is known.",
    ),
    Campo("dicho_por", Tipo.TEXTO, "Quién lo dice.", "Who says it."),
    Campo("fuente", Tipo.TEXTO, "Clave de la fuente.", "Key of the source."),
    Campo("registro", Tipo.TEXTO, "Clave de lo que lo dice.", "Key of the record that says it."),
)
CUENTAS = (
    Campo("por", Tipo.TEXTO, "Cómo se agrupa.", "How it is grouped."),
    Campo("clave", Tipo.TEXTO, "Clave del grupo.", "Key of the group."),
    Campo("nombre", Tipo.TEXTO, "Su nombre.", "Its name."),
    Campo("total", Tipo.ENTERO, "Compromisos.", "Commitments."),
    Campo(
        "cumplidos", Tipo.ENTERO, "Completos según el gobierno.", "Complete, says the government."
    ),
    Campo("revisados", Tipo.ENTERO, "Con cumplimiento codificado.", "With completion coded."),
    Campo("completos", Tipo.ENTERO, "Completos según la revisión.", "Complete, says the review."),
    Campo("coinciden", Tipo.ENTERO, "Donde ambas voces coinciden.", "Where both voices agree."),
    Campo("difieren", Tipo.ENTERO, "Donde difieren.", "Where they differ."),
    Campo("sin_contraste", Tipo.ENTERO, "Donde falta alguna.", "Where one is missing."),
    Campo(
        "otro_momento", Tipo.ENTERO, "Comparados de momentos distintos.", "Of different moments."
    ),
)


class _Tabla(VistaDeLista):
    """The filters of the commitments, and one format."""

    exportador = "csv"
    filtro: ClassVar[type[CompromisoFilter]] = CompromisoFilter
    columnas: ClassVar[Sequence[Campo]]
    nombre: ClassVar[str]
    es: ClassVar[str | Promise]
    registro: ClassVar[Registro] = COMPROMISOS
    schema = EsquemaDeTabla()

    def filas(self, compromisos: QuerySet, dado: Any) -> Iterable[dict[str, Any]]:
        raise NotImplementedError

    def get(self, request: Request) -> Any:
        dado = request.query_params
        filtro = self.filtro(dado, queryset=COMPROMISOS.publicos(), request=request)
        with self.en_su_idioma:
            parametros.validar(filtro, dado, "tabla")
            compromisos = filtro.qs
        return self.archivo(self.nombre, self.filas(compromisos, dado), self.columnas)


class Voces(_Tabla):
    """Commitment × voice × moment × value × date × source. What was said of a plan as a whole comes
    where nothing was asked that only commitments have."""

    nombre = "voces"
    es = _("Cada voz sobre cada compromiso, una junto a otra, en CSV")
    columnas = VOCES

    def filas(self, compromisos: QuerySet, dado: Any) -> Iterator[dict[str, Any]]:
        partes = _de_compromisos(compromisos)
        if set(dado) - {"bom"} <= set(PosturaFilter.base_filters) - {"q"}:
            filtro = PosturaFilter(dado, queryset=Postura.objects.publicos())
            if filtro.is_valid():
                partes.append(_posturas(filtro.qs))
        return chain.from_iterable(partes)


def todas_las_voces() -> Iterator[dict[str, Any]]:
    """The same of every country, practice data apart: what the package has."""
    return chain(*_de_compromisos(COMPROMISOS.todos()), _posturas(POSTURAS.todos()))


def _de_compromisos(compromisos: QuerySet) -> list[Iterator[dict[str, Any]]]:
    estos = compromisos.order_by().values("pk")
    return [_pronunciamientos(estos), _revisiones(estos)]


def _pronunciamientos(compromisos: Any) -> Iterator[dict[str, Any]]:
    filas = Pronunciamiento.objects.publicos().filter(compromiso__in=compromisos)
    en_orden = filas.select_related("compromiso__plan", "fuente").order_by(
        "compromiso__clave", "pk"
    )
    for dicho in en_orden.iterator(chunk_size=A_LA_VEZ):
        yield _dicha(dicho, dicho.compromiso.clave, dicho.compromiso.plan, dicho.alcance)


def _posturas(filas: QuerySet) -> Iterator[dict[str, Any]]:
    en_orden = filas.select_related("plan", "fuente").order_by("clave")
    for dicha in en_orden.iterator(chunk_size=A_LA_VEZ):
        yield _dicha(dicha, "", dicha.plan, "plan")


def _dicha(dicho: Any, compromiso: str, plan: Any, alcance: str) -> dict[str, Any]:
    return {
        "compromiso": compromiso,
        "plan": plan.clave,
        "voz": dicho.lado or "otra",
        "momento": dicho.momento,
        "escala": dicho.escala,
        "valor": dicho.valor,
        "etiqueta": etiqueta_de(dicho.valor),
        "ausencia": "",
        "comun": comun(dicho.escala, dicho.valor) or "",
        "escala_comun": ESCALA_COMUN,
        "alcance": alcance,
        "fecha": str(dicho.dicho_en or ""),
        "fecha_precision": dicho.dicho_en_precision,
        "dicho_por": dicho.dicho_por,
        "fuente": dicho.fuente.clave if dicho.fuente and dicho.fuente.publico else "",
        "registro": dicho.clave,
    }


def _revisiones(compromisos: Any) -> Iterator[dict[str, Any]]:
    filas = Codificacion.objects.filter(
        variable="cumplimiento",
        evaluacion__publico=True,
        evaluacion__compromiso__in=compromisos,
    ).select_related("evaluacion__compromiso__plan", "evaluacion__fuente")
    for suya in filas.order_by("evaluacion__clave").iterator(chunk_size=A_LA_VEZ):
        evaluacion = suya.evaluacion
        fuente = evaluacion.fuente
        yield {
            "compromiso": evaluacion.compromiso.clave,
            "plan": evaluacion.compromiso.plan.clave,
            "voz": "revision",
            "momento": evaluacion.momento,
            "escala": "cumplimiento_mri",
            "valor": suya.valor or "",
            "etiqueta": etiqueta_de(suya.valor) if suya.valor else "",
            "ausencia": suya.ausencia or "",
            "comun": comun("cumplimiento_mri", suya.valor or "") or "",
            "escala_comun": ESCALA_COMUN,
            "alcance": "compromiso",
            "fecha": str(evaluacion.fecha or ""),
            "fecha_precision": evaluacion.fecha_precision,
            "dicho_por": evaluacion.evaluador,
            "fuente": fuente.clave if fuente.publico else "",
            "registro": evaluacion.clave,
        }


class Contrastes(_Tabla):
    """The table of `/contrastes/`, whole: groups where nothing may be compared included."""

    nombre = "contrastes"
    es = _("Cuántos compromisos coinciden y difieren, por grupo, en CSV")
    columnas = CUENTAS
    filtro = ContrasteFilter

    def filas(self, compromisos: QuerySet, dado: Any) -> Iterator[dict[str, Any]]:
        dados = contrastar(compromisos, Por(dado.get("por") or Por.PLAN), {})
        for grupo in (*dados.grupos, *dados.sin_comparar):
            de_la_cuenta = {
                campo.nombre: getattr(grupo.cuenta, campo.nombre, None) for campo in CUENTAS
            }
            yield de_la_cuenta | {
                "por": dados.por.value,
                "clave": grupo.clave,
                "nombre": grupo.nombre,
            }


def rutas_de_tablas() -> list[Any]:
    return [
        path("voces.csv", Voces.as_view(), name="voces-csv"),
        path("contrastes.csv", Contrastes.as_view(), name="contrastes-csv"),
    ]
