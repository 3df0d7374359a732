"""The first page of the admin, for whoever opens it: who it is here, what waits for it, what the
others changed. Each line leads to the list of the admin, filtered to those very rows."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compromisos.admin import LoQueFalta
from compromisos.models import Actividad, Compromiso, Reporte
from compromisos.periodos import Periodo
from gobierno_abierto.bitacora.models import Entrada
from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.permisos import ConRol
from gobierno_abierto.comun.roles import Accion, Rol
from gobierno_abierto.portal.renglones import Renglon, contar
from planes.models import Plan
from secretariados.admin_espera import ESPERAS, EsperaRespuesta
from secretariados.models import Acuerdo, Ocupacion

__all__ = ["mi_lado_de"]

ULTIMOS = 8
POR_REPORTAR = 30


def mi_lado_de(request: HttpRequest) -> dict[str, Any]:
    """`cargos`: what the account is; `puede_importar`: whether it changes commitments; `espera`:
    what waits for it; `por_reportar`: its activities that nobody reported of this period;
    `cambios`: the last entries of the ledger about the plans of its secretariats."""
    usuario: Any = request.user
    de_la_casa = usuario.alcance(Accion.VER_BORRADORES, "secretariado")
    administra = any(cargo.rol is Rol.ADMINISTRADOR for cargo in usuario.cargos)
    return {
        "cargos": list(_cargos(usuario)),
        "administra": administra,
        "puede_importar": admin.site.get_model_admin(Compromiso).has_change_permission(request),
        "espera": [renglon for renglon in contar(_espera(request)) if renglon.total],
        "por_reportar": _por_reportar(usuario),
        "cambios": [] if administra else _cambios(Plan.objects.filter(de_la_casa)),
    }


def _cargos(usuario: Any) -> Iterator[Ocupacion]:
    yield from (
        usuario.ocupaciones.vigentes()
        .select_related(
            "asiento__secretariado", "asiento__institucion", "secretariado", "institucion"
        )
        .order_by("pk")
    )


def _espera(request: HttpRequest) -> Iterator[Renglon]:
    """What it may write and is not done yet."""
    usuario: Any = request.user
    for espera in ESPERAS:
        cual = {EsperaRespuesta.parameter_name: espera.codigo}
        yield Renglon(Acuerdo, espera.que, espera.filas(usuario), cual)
    por_revisar = Reporte.objects.editables_por(usuario).por_revisar()
    if usuario.puede_alguna([Accion.PRONUNCIARSE]):  # who speaks for a side, reads what it reports
        de_esos: dict[str, Any] = {"tramite__exact": Reporte.Tramite.ENVIADO, "publico__exact": 0}
        yield Renglon(Reporte, _("que enviaron a su lado"), por_revisar, de_esos)
    abiertos = Reporte.objects.editables_por(usuario).abiertos()
    for tramite, que in (
        (Reporte.Tramite.DEVUELTO, _("que su lado devolvió, con su motivo")),
        (Reporte.Tramite.BORRADOR, _("en borrador")),
    ):
        de_ese = {"tramite__exact": tramite, "publico__exact": 0}
        yield Renglon(Reporte, que, abiertos.filter(tramite=tramite), de_ese)
    for modelo, propio in admin.site._registry.items():
        if modelo is Reporte:
            continue
        if isinstance(propio, ConRol) and usuario.puede_alguna(propio.acciones()):
            suyas = modelo._default_manager.editables_por(usuario)  # type: ignore[attr-defined]
            borradores = suyas.filter(publicado_en=None)
            yield Renglon(modelo, _("en borrador"), borradores, {"publico__exact": 0})
    for falta in LoQueFalta.para(usuario):
        filas = falta.filas(Compromiso.objects.all(), usuario)
        yield Renglon(Compromiso, falta.que, filas, {LoQueFalta.parameter_name: falta.codigo})


def _por_reportar(usuario: Any) -> list[Actividad]:
    """What it has not begun to report of this period, the late first."""
    periodo = Periodo.de(timezone.localdate())
    suyas = Actividad.objects.reportables_por(usuario).sin_reporte_de(periodo)
    empezados = Reporte.objects.filter(periodo=str(periodo), publicado_en=None)
    suyas = suyas.exclude(reportes__in=empezados)
    return list(suyas.select_related("compromiso").order_by("hasta", "clave")[:POR_REPORTAR])


def _cambios(planes: Any) -> list[tuple[Entrada, str]]:
    """Each with the title of the plan or commitment that it is about."""
    claves = planes.values("clave")
    compromisos = Compromiso.objects.filter(plan__in=planes).values("clave")
    del_plan = Q(objeto_tipo=Objeto.PLAN, objeto_clave__in=claves)
    suyos = Q(objeto_tipo=Objeto.COMPROMISO, objeto_clave__in=compromisos)
    de_ellos = Q(arriba_tipo=Objeto.COMPROMISO, arriba_clave__in=compromisos)
    entradas = list(Entrada.objects.filter(del_plan | suyos | de_ellos).order_by("-pk")[:ULTIMOS])
    titulos = dict(planes.values_list("clave", "nombre"))
    nombradas = {e.arriba_clave or e.objeto_clave for e in entradas}
    titulos |= Compromiso.objects.filter(clave__in=nombradas).values_list("clave", "titulo")
    return [(e, titulos.get(e.arriba_clave or e.objeto_clave, e.objeto_clave)) for e in entradas]
