from django.urls import path
from django.views.generic import TemplateView

from gobierno_abierto.portal import views

urlpatterns = [
    path("", views.Inicio.as_view(), name="inicio"),
    path("buscar/", views.Buscar.as_view(), name="buscar"),
    path("glosario/", views.Glosario.as_view(), name="glosario"),
    *(
        path(f"{nombre}/", TemplateView.as_view(template_name=f"portal/{nombre}.html"), name=nombre)
        for nombre in ("ayuda", "accesibilidad", "privacidad")
    ),
]
