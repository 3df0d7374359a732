from django.urls import path

from gobierno_abierto.fuentes import views

urlpatterns = [
    path("discrepancias/", views.DiscrepanciaList.as_view(), name="discrepancias"),
    path("fuentes/", views.FuenteList.as_view(), name="fuentes"),
    path("fuentes/<clave:clave>/", views.FuenteDetail.as_view(), name="fuente"),
]
