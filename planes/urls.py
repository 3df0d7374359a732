from django.urls import path
from django.views.generic import TemplateView

from planes import views

urlpatterns = [
    path("planes/", views.PlanList.as_view(), name="planes"),
    path("planes/<clave:clave>/", views.PlanDetail.as_view(), name="plan"),
    path(
        "planes/<clave:plan>/mesas/<clave:slug>/",
        TemplateView.as_view(template_name="404.html"),
        name="mesa",
    ),
    path("historia/", TemplateView.as_view(template_name="404.html"), name="historia"),
    path("alianza/", TemplateView.as_view(template_name="404.html"), name="alianza"),
    path("ejercicios/", TemplateView.as_view(template_name="404.html"), name="ejercicios"),
    path("paises/<clave:iso>/", TemplateView.as_view(template_name="404.html"), name="pais"),
]
