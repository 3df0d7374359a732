"""What machines ask of the site itself: sitemap, robots, security contact, health."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from compromisos.registros import COMPROMISOS
from gobierno_abierto.comun.registro import Registro
from gobierno_abierto.fuentes.registros import FUENTES
from planes.registros import MESAS, PLANES
from secretariados.registros import ACUERDOS, INSTITUCIONES, PAISES, SECRETARIADOS, SESIONES

__all__ = ["SITEMAPS", "robots", "salud_listo", "salud_vivo", "security_txt"]

CON_PAGINA = (
    PLANES,
    MESAS,
    COMPROMISOS,
    SECRETARIADOS,
    SESIONES,
    ACUERDOS,
    INSTITUCIONES,
    PAISES,
    FUENTES,
)
FIJAS = (
    "inicio",
    "planes",
    "compromisos",
    "contrastes",
    "secretariados",
    "acuerdos",
    "instituciones",
    "ejercicios",
    "historia",
    "discrepancias",
    "alianza",
    "fuentes",
    "bitacora",
    "testigos",
    "datos",
    "diccionario",
    "datos-cuidados",
    "datos-novedades",
    "glosario",
    "ayuda",
    "accesibilidad",
    "privacidad",
)
VALIDEZ = timedelta(days=180)  # RFC 9116 asks for less than a year


class _EnDosIdiomas(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class PaginasFijas(_EnDosIdiomas):
    def items(self):
        return FIJAS

    def location(self, item):
        return reverse(item)


class PaginasDe(_EnDosIdiomas):
    """Pages of the public records of one resource, practice data apart."""

    def __init__(self, registro: Registro):
        self.registro = registro

    def items(self):
        return (
            self.registro.todos().como_enlaces().values("partes", "actualizado").order_by("clave")
        )

    def location(self, item):
        return self.registro.modelo.enlace.direccion(item["partes"])

    def lastmod(self, item):
        return item["actualizado"]


SITEMAPS = {"portal": PaginasFijas()} | {r.recurso: PaginasDe(r) for r in CON_PAGINA}


def _texto(contenido: str) -> HttpResponse:
    return HttpResponse(contenido, content_type="text/plain; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; searches and the admin are not pages to index."""
    mapa = request.build_absolute_uri(reverse("sitemap"))
    cerradas = ["/admin/", reverse("buscar")]
    lineas = ["User-agent: *", *(f"Disallow: {ruta}" for ruta in cerradas), f"Sitemap: {mapa}"]
    return _texto("\n".join(lineas) + "\n")


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The contact is the page that says whom to tell."""
    vence = (timezone.now() + VALIDEZ).replace(hour=0, minute=0, second=0, microsecond=0)
    return _texto(
        f"Contact: {request.build_absolute_uri(reverse('ayuda'))}#avisar\n"
        f"Expires: {vence.isoformat().replace('+00:00', 'Z')}\n"
        "Preferred-Languages: es, en\n"
        f"Canonical: {request.build_absolute_uri()}\n"
    )


def salud_vivo(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _texto("vivo\n")


def salud_listo(request: HttpRequest) -> HttpResponse:
    """It can serve: the database answers too (an error here becomes the 503 of `errores.falla`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _texto("listo\n")
