"""Pages of who decides: secretariats, institutions, acts."""

from django.db.models import Prefetch

from gobierno_abierto.comun.codigos import Procedencia
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica
from gobierno_abierto.fuentes.consultas import fuentes_por_clave
from gobierno_abierto.fuentes.directorio import destinos_de, retirado_de
from secretariados.integraciones import integraciones_de
from secretariados.linaje import sucesiones_desde, sucesiones_hasta
from secretariados.models import (
    Acuerdo,
    AcuerdoOrgano,
    Asiento,
    Institucion,
    PasoSucesion,
    Secretariado,
    Sucesion,
)
from secretariados.registros import ACUERDOS, INSTITUCIONES, SECRETARIADOS

__all__ = [
    "AcuerdoDetail",
    "AcuerdoList",
    "InstitucionDetail",
    "InstitucionList",
    "SecretariadoDetail",
    "SecretariadoList",
]


class SecretariadoList(ListaPublica):
    """The national ones first, then the states' by name."""

    registro = SECRETARIADOS
    template_name = "secretariados/secretariado_list.html"
    paginate_by = 50

    def para_pagina(self, filas):
        return filas.select_related("jurisdiccion").prefetch_related("asientos")

    def orden(self):
        return ["-tipo", "jurisdiccion__nombre_orden", "instalacion", "clave"]


class SecretariadoDetail(DetallePublico):
    model = Secretariado
    template_name = "secretariados/secretariado_detail.html"

    def get_queryset(self):
        return (
            Secretariado.objects.publicos()
            .select_related("jurisdiccion", "sucede_a")
            .prefetch_related(
                Prefetch("asientos", Asiento.objects.select_related("institucion", "persona")),
                Prefetch("sucesores", Secretariado.objects.publicos()),
            )
        )

    def get_context_data(self, **kwargs):
        integraciones = integraciones_de(self.object.asientos.all())
        # Of an upper app, so by name: the plan that gives a stage its name dates it.
        planes = list(self.object.planes.publicos())
        for etapa in integraciones:
            etapa.planes = [p for p in planes if p.nombre_corto in etapa.nombre.split()]
        return super().get_context_data(**kwargs) | {"integraciones": integraciones}


class InstitucionList(ListaPublica):
    registro = INSTITUCIONES
    template_name = "secretariados/institucion_list.html"
    paginate_by = 50

    def para_pagina(self, filas):
        return filas.select_related("jurisdiccion")


class InstitucionDetail(DetallePublico):
    model = Institucion
    template_name = "secretariados/institucion_detail.html"

    def get_queryset(self):
        asientos = Asiento.objects.filter(secretariado__publico=True).exclude(
            secretariado__procedencia=Procedencia.MUESTRA
        )
        return (
            Institucion.objects.publicos()
            .select_related("jurisdiccion")
            .prefetch_related(Prefetch("asientos", asientos.select_related("secretariado")))
        )

    def get_context_data(self, **kwargs):
        antes, despues = sucesiones_hasta(self.object.pk), sucesiones_desde(self.object.pk)
        fuentes = fuentes_por_clave("sucesion")
        pasos = PasoSucesion.objects.select_related("fuente")
        sucesiones = (
            Sucesion.objects.filter(pk__in={*antes, *despues})
            .filter(de__publico=True, a__publico=True)
            .select_related("de", "a")
            .prefetch_related(Prefetch("pasos", pasos))
        )
        for sucesion in sucesiones:
            sucesion.fuentes = fuentes.get(sucesion.clave, [])
        return super().get_context_data(**kwargs) | {
            "antes": [s for s in sucesiones if s.pk in antes],
            "despues": [s for s in sucesiones if s.pk in despues and s.pk not in antes],
        }


class AcuerdoList(ListaPublica):
    registro = ACUERDOS
    template_name = "secretariados/acuerdo_list.html"

    def para_pagina(self, filas):
        return filas.select_related("secretariado").prefetch_related(_ORGANOS, "posiciones")


class AcuerdoDetail(DetallePublico):
    model = Acuerdo
    template_name = "secretariados/acuerdo_detail.html"

    def get_queryset(self):
        return (
            Acuerdo.objects.publicos()
            .select_related("secretariado")
            .prefetch_related(_ORGANOS, "posiciones")
        )

    def get_context_data(self, **kwargs):
        acuerdo = self.object
        aplica_a = retirado = None
        if acuerdo.aplica_a_clave:
            par = (acuerdo.aplica_a_tipo, acuerdo.aplica_a_clave)
            aplica_a = destinos_de([par]).get(par)
            retirado = None if aplica_a else retirado_de(*par)
        return super().get_context_data(**kwargs) | {
            "aplica_a": aplica_a,
            "aplica_a_retirado": retirado,
        }


_ORGANOS = Prefetch(
    "organos", AcuerdoOrgano.objects.filter(institucion__publico=True).select_related("institucion")
)
