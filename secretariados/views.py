"""Pages of who decides: secretariats, institutions, acts."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

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
    Sesion,
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
    "SesionDetail",
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

    def get_context_data(self, **kwargs):
        self.filtro.form["estado"].label = _("Situación")  # «estado», here, is a place
        return super().get_context_data(**kwargs)


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
        integraciones = integraciones_de(self.object.asientos.all(), timezone.localdate())
        # Of an upper app, so by name: the plan that gives a stage its name dates it.
        planes = list(self.object.planes.publicos())
        sucesiones = self._entre_los_suyos()
        for etapa in integraciones:
            etapa.planes = [p for p in planes if p.nombre_corto in etapa.nombre.split()]
            for columna in etapa.columnas:
                sentadas = {asiento.institucion_id for asiento in columna.asientos}
                columna.sucesiones = [s for s in sucesiones if {s.de_id, s.a_id} <= sentadas]
        return super().get_context_data(**kwargs) | {"integraciones": integraciones}

    def _entre_los_suyos(self):
        """Successions between two institutions that both sat here: one seat told with two names."""
        suyas = {a.institucion_id for a in self.object.asientos.all() if a.institucion_id}
        publicas = Sucesion.objects.publicos().filter(de__publico=True, a__publico=True)
        return list(publicas.filter(de__in=suyas, a__in=suyas).select_related("de", "a"))


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
        siguieron = [s for s in sucesiones if s.pk in despues and s.pk not in antes]
        return super().get_context_data(**kwargs) | {
            "antes": [s for s in sucesiones if s.pk in antes],
            "despues": siguieron,
            # The end of each line: what is known to have followed, and nothing is known to follow.
            "ultimas": [s for s in siguieron if s.a_id not in {otra.de_id for otra in siguieron}],
        }


class AcuerdoList(ListaPublica):
    registro = ACUERDOS
    template_name = "secretariados/acuerdo_list.html"

    def para_pagina(self, filas):
        return filas.para_lista().select_related("secretariado").prefetch_related(*_DEL_ACTO)


class AcuerdoDetail(DetallePublico):
    model = Acuerdo
    template_name = "secretariados/acuerdo_detail.html"

    def get_queryset(self):
        return (
            Acuerdo.objects.publicos()
            .select_related("secretariado", "sesion")
            .prefetch_related(*_DEL_ACTO, "cambios", "prorrogas", "notas_de_seguimiento", "cierres")
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


class SesionDetail(DetallePublico):
    model = Sesion
    template_name = "secretariados/sesion_detail.html"

    def get_queryset(self):
        actos = Acuerdo.objects.publicos().para_lista().prefetch_related(*_DEL_ACTO)
        return (
            Sesion.objects.publicos()
            .select_related("secretariado", "minuta_archivo")
            .prefetch_related("asistencias", "observaciones", Prefetch("acuerdos", actos))
        )


_ORGANOS = Prefetch(
    "organos", AcuerdoOrgano.objects.filter(institucion__publico=True).select_related("institucion")
)
_DEL_ACTO = (_ORGANOS, "posiciones")  # what a row of a list of acts shows
