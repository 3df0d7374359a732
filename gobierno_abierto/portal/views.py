"""Pages of the portal itself."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from compromisos.registros import COMPROMISOS
from gobierno_abierto.fuentes.consultas import recuentos_de
from gobierno_abierto.fuentes.models import Discrepancia, Fuente
from planes.registros import PLANES
from planes.views import EN_EL_TIEMPO
from secretariados.models import Institucion, Jurisdiccion

__all__ = ["Inicio", "salud_listo", "salud_vivo"]


class Inicio(TemplateView):
    """What this is, what was promised, and where sources and voices part ways."""

    template_name = "portal/inicio.html"

    def get_context_data(self, **kwargs):
        mexico = PLANES.filtro({}, queryset=PLANES.publicos()).qs
        planes = (
            mexico.select_related("jurisdiccion")
            .annotate(declarados=recuentos_de("plan"))
            .order_by(*EN_EL_TIEMPO)
        )
        return super().get_context_data(**kwargs) | {
            "planes": planes,
            "compromisos": COMPROMISOS.filtro({}, queryset=COMPROMISOS.publicos()).qs,
            "fuentes": Fuente.objects.publicos(),
            "discrepancias": Discrepancia.objects.publicos(),
            "instituciones": Institucion.objects.publicos(),
            "entidades": Jurisdiccion.objects.publicos().filter(tipo="entidad"),
        }


def salud_vivo(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("vivo\n", content_type="text/plain; charset=utf-8")


def salud_listo(request: HttpRequest) -> HttpResponse:
    """It can serve: the database answers too (an error here becomes the 503 of `errores.falla`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("listo\n", content_type="text/plain; charset=utf-8")
