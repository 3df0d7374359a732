from django.urls import path

from compromisos import views

urlpatterns = [
    path("compromisos/", views.CompromisoList.as_view(), name="compromisos"),
    path("contrastes/", views.Contrastes.as_view(), name="contrastes"),
    path("compromisos/<clave:clave>/", views.CompromisoDetail.as_view(), name="compromiso"),
    path(
        "compromisos/<clave:clave>/historia/",
        views.CompromisoHistoria.as_view(),
        name="compromiso-historia",
    ),
    path(
        "compromisos/<clave:clave>/versiones/<int:n>/",
        views.CompromisoVersion.as_view(),
        name="compromiso-version",
    ),
]
