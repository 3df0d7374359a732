"""Every address of the portal. Pages exist in Spanish (no prefix) and in English (`/en/`)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path

from gobierno_abierto.bitacora.urls import maquinas as de_la_bitacora
from gobierno_abierto.fuentes.urls import maquinas as de_las_fuentes
from gobierno_abierto.portal.admin_importar import importar
from gobierno_abierto.portal.api import NoExiste
from gobierno_abierto.portal.sitio import (
    SITEMAPS,
    robots,
    salud_listo,
    salud_vivo,
    security_txt,
)
from gobierno_abierto.portal.urls import maquinas as de_los_datos

urlpatterns = [
    path("api/v1/", include("gobierno_abierto.portal.api")),
    re_path(r"^api/(?P<resto>[\s\S]*)$", NoExiste.as_view()),
    path("admin/importar/", admin.site.admin_view(importar), name="importar"),
    path("admin/", admin.site.urls),
    path("salud/vivo", salud_vivo),
    path("salud/listo", salud_listo),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots),
    path(".well-known/security.txt", security_txt),
    *de_la_bitacora,
    *de_las_fuentes,
    *de_los_datos,
    *i18n_patterns(
        path("", include("gobierno_abierto.cuentas.urls")),
        path("", include("compromisos.urls")),
        path("", include("planes.urls")),
        path("", include("secretariados.urls")),
        path("", include("gobierno_abierto.fuentes.urls")),
        path("", include("gobierno_abierto.bitacora.urls")),
        path("", include("gobierno_abierto.portal.urls")),
        prefix_default_language=False,
    ),
]
handler400 = "gobierno_abierto.portal.errores.peticion_mala"
handler403 = "gobierno_abierto.portal.errores.prohibido"
handler404 = "gobierno_abierto.portal.errores.no_existe"
handler429 = "gobierno_abierto.portal.errores.demasiadas"  # asked for by allauth's limits
handler500 = "gobierno_abierto.portal.errores.falla"
