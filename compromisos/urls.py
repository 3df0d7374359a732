from django.urls import path

from compromisos import views

urlpatterns = [
    path("compromisos/", views.CompromisoList.as_view(), name="compromisos"),
    path("compromisos/<clave:clave>/", views.CompromisoDetail.as_view(), name="compromiso"),
]
