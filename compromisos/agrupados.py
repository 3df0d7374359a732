"""The contrasts of some commitments, by plan, theme, institution or side. Three queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from compromisos.contrastes import Comparado, Cuenta, contar
from compromisos.models import Clasificacion, Responsable
from gobierno_abierto.comun.codigos import Lado
from planes.models import Eje, Plan
from secretariados.models import Institucion

__all__ = ["Contraste", "Grupo", "Por", "contrastar"]


class Por(TextChoices):
    PLAN = "plan", _("Por plan")
    EJE = "eje", _("Por eje o agrupación")
    INSTITUCION = "institucion", _("Por institución que responde")
    LADO = "lado", _("Por lado que responde")


class Grupo(NamedTuple):
    """A plan, a theme, an institution or a side, and what is said of its commitments."""

    clave: str
    nombre: str
    idioma: str
    cuenta: Cuenta
    url: str  # its commitments, in the explorer

    @property
    def url_difieren(self) -> str:
        return f"{self.url}&contraste=difiere"

    @property
    def url_coinciden(self) -> str:
        return f"{self.url}&contraste=coincide"


@dataclass(frozen=True)
class Contraste:
    por: Por
    todos: Cuenta
    grupos: list[Grupo]  # those where some commitment has both voices, most of them first
    sin_comparar: list[Grupo]


def contrastar(compromisos: QuerySet, por: Por, consulta: dict[str, str]) -> Contraste:
    """`compromisos` come with their voices; `consulta` are the filters that chose them, which the
    address of each group keeps."""
    filas = compromisos.order_by().values_list(
        "pk", "contraste", "mismo_momento", "comun_gobierno", "comun_revision"
    )
    comparados = [Comparado(*fila) for fila in filas]
    todos, cuentas = contar(comparados, _PAREJAS[por]([suyo.pk for suyo in comparados]))
    if por is Por.LADO:  # the three, whatever each answers for
        cuentas = dict.fromkeys(Lado.values, Cuenta()) | cuentas
    nombres = _NOMBRES[por](cuentas)
    grupos = [
        Grupo(clave, *nombres[clave], cuenta, _url(consulta | {por.value: clave}))
        for clave, cuenta in cuentas.items()
        if clave in nombres
    ]
    grupos.sort(key=lambda g: (-g.cuenta.comparados, -g.cuenta.total, g.nombre))
    return Contraste(
        por,
        todos,
        [grupo for grupo in grupos if grupo.cuenta.comparados],
        [grupo for grupo in grupos if not grupo.cuenta.comparados],
    )


def _url(consulta: dict[str, str]) -> str:
    return f"{reverse('compromisos')}?{urlencode(consulta)}"


def _de_planes(pks: list[int]) -> Any:
    return Plan.objects.publicos().filter(compromisos__in=pks).values_list("clave", "compromisos")


def _de_ejes(pks: list[int]) -> Any:
    suyas = Clasificacion.objects.filter(compromiso__in=pks, eje__publico=True)
    return suyas.values_list("eje__clave", "compromiso")


def _de_instituciones(pks: list[int]) -> Any:
    suyas = Responsable.objects.filter(compromiso__in=pks, institucion__publico=True)
    return suyas.values_list("institucion__clave", "compromiso")


def _de_lados(pks: list[int]) -> Any:
    suyas = Responsable.objects.filter(compromiso__in=pks, lado__isnull=False)
    return suyas.values_list("lado", "compromiso")


_PAREJAS: dict[Por, Callable[[list[int]], Any]] = {
    Por.PLAN: _de_planes,
    Por.EJE: _de_ejes,
    Por.INSTITUCION: _de_instituciones,
    Por.LADO: _de_lados,
}


def _planes(claves: Any) -> dict[str, tuple[str, str]]:
    return {p.clave: (p.nombre, "es") for p in Plan.objects.filter(clave__in=claves)}


def _ejes(claves: Any) -> dict[str, tuple[str, str]]:
    suyos = Eje.objects.filter(clave__in=claves)
    return {e.clave: (e.nombre, e.nombre_idioma) for e in suyos}


def _instituciones(claves: Any) -> dict[str, tuple[str, str]]:
    suyas = Institucion.objects.filter(clave__in=claves)
    return {i.clave: (i.nombre_con_siglas, "es") for i in suyas}


def _lados(claves: Any) -> dict[str, tuple[str, str]]:
    return {lado.value: (str(lado.label), "") for lado in Lado}


_NOMBRES: dict[Por, Callable[[Any], dict[str, tuple[str, str]]]] = {
    Por.PLAN: _planes,
    Por.EJE: _ejes,
    Por.INSTITUCION: _instituciones,
    Por.LADO: _lados,
}
