from django.urls import path

from secretariados import views
from secretariados.aceptacion import AbrirInvitacion, Aceptar

urlpatterns = [
    path("cuenta/invitacion/", Aceptar.as_view(), name="aceptar-invitacion"),
    path("cuenta/invitacion/<str:secreto>/", AbrirInvitacion.as_view(), name="abrir-invitacion"),
    path("secretariados/", views.SecretariadoList.as_view(), name="secretariados"),
    path("secretariados/<clave:clave>/", views.SecretariadoDetail.as_view(), name="secretariado"),
    path("sesiones/<clave:clave>/", views.SesionDetail.as_view(), name="sesion"),
    path("acuerdos/", views.AcuerdoList.as_view(), name="acuerdos"),
    path("acuerdos/<clave:clave>/", views.AcuerdoDetail.as_view(), name="acuerdo"),
    path("instituciones/", views.InstitucionList.as_view(), name="instituciones"),
    path("instituciones/<clave:clave>/", views.InstitucionDetail.as_view(), name="institucion"),
]
