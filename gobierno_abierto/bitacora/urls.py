from django.urls import path

from gobierno_abierto.bitacora import testigos, views

# For machines: one address each, in one language.
maquinas = [
    path("bitacora/checkpoint", views.checkpoint, name="checkpoint"),
    path("bitacora/clave", views.clave, name="clave-de-la-bitacora"),
    path("bitacora/prueba/<int:secuencia>/", views.prueba, name="prueba"),
    path(
        "bitacora/consistencia/<int:antes>/<int:despues>/", views.consistencia, name="consistencia"
    ),
    path("bitacora/testigos.json", testigos.testigos_json, name="testigos-json"),
    path("bitacora/verificar.py", views.descargar, {"nombre": "verificar"}, name="verificar"),
    path("bitacora/testigo.py", views.descargar, {"nombre": "testigo"}, name="testigo"),
]

urlpatterns = [
    path("bitacora/", views.CambioList.as_view(), name="bitacora"),
    path("bitacora/<int:secuencia>/", views.CambioDetail.as_view(), name="entrada"),
    path("bitacora/testigos/", testigos.Testigos.as_view(), name="testigos"),
]
