from django.urls import path
from django.views.generic import TemplateView

from gobierno_abierto.portal import views

urlpatterns = [
    path("", views.Inicio.as_view(), name="inicio"),
    path("buscar/", TemplateView.as_view(template_name="404.html"), name="buscar"),
    path("glosario/", TemplateView.as_view(template_name="404.html"), name="glosario"),
    path("ayuda/", TemplateView.as_view(template_name="404.html"), name="ayuda"),
    path("accesibilidad/", TemplateView.as_view(template_name="404.html"), name="accesibilidad"),
    path("privacidad/", TemplateView.as_view(template_name="404.html"), name="privacidad"),
]
