from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("secretariados/", TemplateView.as_view(template_name="404.html"), name="secretariados"),
    path(
        "secretariados/<clave:clave>/",
        TemplateView.as_view(template_name="404.html"),
        name="secretariado",
    ),
    path("acuerdos/", TemplateView.as_view(template_name="404.html"), name="acuerdos"),
    path("acuerdos/<clave:clave>/", TemplateView.as_view(template_name="404.html"), name="acuerdo"),
    path("instituciones/", TemplateView.as_view(template_name="404.html"), name="instituciones"),
    path(
        "instituciones/<clave:clave>/",
        TemplateView.as_view(template_name="404.html"),
        name="institucion",
    ),
    path("alianza/", TemplateView.as_view(template_name="404.html"), name="alianza"),
    path("paises/<clave:iso>/", TemplateView.as_view(template_name="404.html"), name="pais"),
]
