from django.urls import path

from gobierno_abierto.portal import views

urlpatterns = [
    path("", views.Inicio.as_view(), name="inicio"),
]
