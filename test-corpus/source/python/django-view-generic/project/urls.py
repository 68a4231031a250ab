from django.urls import path

from chat import views

urlpatterns = [path("whatsapp/", views.whatsapp)]
