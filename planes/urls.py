from django.urls import path

from planes import views

urlpatterns = [
    path("planes/", views.PlanList.as_view(), name="planes"),
    path("planes/<clave:clave>/", views.PlanDetail.as_view(), name="plan"),
]
