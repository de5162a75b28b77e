"""Addresses of the room of letters."""

from django.urls import path

from cityhall.letters import views

urlpatterns = [
    path("account/news/", views.own, name="own_news"),
    path("news/stop/<str:token>/", views.stop, name="news_stop"),
    path("news/sms/", views.short_message, name="news_sms"),
    path("news/<str:token>/", views.choices, name="news_choices"),
]
