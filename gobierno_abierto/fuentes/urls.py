from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [
    path("discrepancias/", TemplateView.as_view(template_name="404.html"), name="discrepancias"),
    path("fuentes/", TemplateView.as_view(template_name="404.html"), name="fuentes"),
    path("fuentes/<clave:clave>/", TemplateView.as_view(template_name="404.html"), name="fuente"),
]
