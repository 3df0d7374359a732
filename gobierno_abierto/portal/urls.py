from django.urls import path
from django.views.generic import TemplateView

from gobierno_abierto.portal import datos, views

# For machines: one address each, in one language.
maquinas = [
    path("datos/gobierno-abierto.zip", datos.paquete, name="paquete"),
    path("datos/catalogo.jsonld", datos.catalogo, name="catalogo"),
    path("datos/instantaneas/<clave:nombre>.zip", datos.pasado, name="instantanea"),
]

urlpatterns = [
    path("", views.Inicio.as_view(), name="inicio"),
    path("buscar/", views.Buscar.as_view(), name="buscar"),
    path("datos/", datos.Datos.as_view(), name="datos"),
    path("datos/diccionario/", datos.Diccionario.as_view(), name="diccionario"),
    path("glosario/", views.Glosario.as_view(), name="glosario"),
    *(
        path(f"{nombre}/", TemplateView.as_view(template_name=f"portal/{nombre}.html"), name=nombre)
        for nombre in ("ayuda", "accesibilidad", "privacidad")
    ),
    path(
        "datos/cuidados/",
        TemplateView.as_view(template_name="portal/datos/cuidados.html"),
        name="datos-cuidados",
    ),
    path(
        "datos/novedades/",
        TemplateView.as_view(template_name="portal/datos/novedades.html"),
        name="datos-novedades",
    ),
]
