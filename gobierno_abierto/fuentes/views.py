"""Pages of the sources and of where they disagree."""

from django.db.models import F, Prefetch, Value

from gobierno_abierto.comun.codigos import Objeto
from gobierno_abierto.comun.vistas import DetallePublico, ListaPublica
from gobierno_abierto.fuentes.apoyos import agrupar
from gobierno_abierto.fuentes.consultas import a_lo_de_fuera, con_lo_dicho
from gobierno_abierto.fuentes.directorio import destinos_de
from gobierno_abierto.fuentes.models import Afirmacion, Cita, Discrepancia, Fuente
from gobierno_abierto.fuentes.registros import DISCREPANCIAS, FUENTES

__all__ = ["DiscrepanciaList", "FuenteDetail", "FuenteList"]


class DiscrepanciaList(ListaPublica):
    """All on one page: each has its place in it, which is its address."""

    registro = DISCREPANCIAS
    template_name = "fuentes/discrepancia_list.html"
    paginate_by = 200

    def para_pagina(self, filas):
        return con_lo_dicho(filas).prefetch_related("objetos")

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        tocados = [
            (objeto.objeto_tipo, objeto.objeto_clave)
            for discrepancia in contexto["object_list"]
            for objeto in discrepancia.objetos.all()
        ]
        return contexto | {"destinos": destinos_de(tocados)}


class FuenteList(ListaPublica):
    registro = FUENTES
    template_name = "fuentes/fuente_list.html"
    paginate_by = 50

    def para_pagina(self, filas):
        return filas.annotate(registros=F("citan") + F("de_evaluacion") + F("de_pronunciamiento"))


class FuenteDetail(DetallePublico):
    model = Fuente
    template_name = "fuentes/fuente_detail.html"

    def get_queryset(self):
        return Fuente.objects.publicos().prefetch_related(
            Prefetch("citas", Cita.objects.exclude(a_lo_de_fuera()).order_by("orden", "pk")),
            Prefetch("discrepancias_resueltas", Discrepancia.objects.publicos()),
            Prefetch(
                "afirmaciones",
                Afirmacion.objects.publicos()
                .exclude(a_lo_de_fuera())
                .select_related("discrepancia"),
            ),
        )

    def get_context_data(self, **kwargs):
        contexto = super().get_context_data(**kwargs)
        fuente = self.object
        # Kinds of the apps above: by the name of their relation. One query for all.
        primera, *demas = (
            filas.publicos().de_casa().order_by().values_list(Value(tipo.value), "clave")
            for tipo, filas in (
                (Objeto.EVALUACION, fuente.evaluaciones),
                (Objeto.PRONUNCIAMIENTO, fuente.pronunciamientos),
                (Objeto.POSTURA, fuente.posturas),
                (Objeto.REPLICA, fuente.replicas),
            )
        )
        suyos = sorted(primera.union(*demas))
        citas = fuente.citas.all()
        citados = [(cita.objeto_tipo, cita.objeto_clave) for cita in citas]
        afirmados = [(a.objeto_tipo, a.objeto_clave) for a in fuente.afirmaciones.all()]
        destinos = destinos_de([*suyos, *citados, *(par for par in afirmados if par[0])])
        correcciones = [cita for cita in citas if cita.campo == Cita.CORRECCION]
        return contexto | {
            "destinos": destinos,
            "grupos": agrupar(
                (cita for cita in citas if cita.campo != Cita.CORRECCION), suyos, destinos
            ),
            "correcciones": agrupar(correcciones, (), destinos),
            "de_fuera": Cita.objects.filter(
                a_lo_de_fuera(), fuente=fuente, objeto_tipo=Objeto.COMPROMISO
            ).count(),
        }
