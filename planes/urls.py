from django.urls import path

from planes import alianza, views

urlpatterns = [
    path("planes/", views.PlanList.as_view(), name="planes"),
    path("planes/<clave:clave>/", views.PlanDetail.as_view(), name="plan"),
    path(
        "planes/<clave:clave>/versiones/<int:n>/",
        views.PlanVersion.as_view(),
        name="plan-version",
    ),
    path(
        "planes/<clave:plan>/mesas/<clave:slug>/",
        views.MesaDetail.as_view(),
        name="mesa",
    ),
    path("historia/", views.HitoList.as_view(), name="historia"),
    path("alianza/", alianza.Alianza.as_view(), name="alianza"),
    path("paises/<clave:iso>/", alianza.PaisDetail.as_view(), name="pais"),
    path("ejercicios/", views.EjercicioList.as_view(), name="ejercicios"),
]
