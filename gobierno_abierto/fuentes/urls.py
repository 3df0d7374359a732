from django.urls import path

from gobierno_abierto.fuentes import descargas, views

# A file has one address, in whatever language one came by.
maquinas = [
    path("archivos/<uuid:uuid>/<str:nombre>", descargas.descargar, name="archivo"),
]

urlpatterns = [
    path("discrepancias/", views.DiscrepanciaList.as_view(), name="discrepancias"),
    path("fuentes/", views.FuenteList.as_view(), name="fuentes"),
    path("fuentes/<clave:clave>/", views.FuenteDetail.as_view(), name="fuente"),
]
