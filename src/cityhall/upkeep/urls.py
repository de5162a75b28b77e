"""Addresses of upkeep."""

from django.urls import path

from cityhall.upkeep.views import keeping, metrics

urlpatterns = [
    path("manage/keeping/", keeping.keeping, name="manage_keeping"),
    path("metrics", metrics.metrics, name="metrics"),
]
