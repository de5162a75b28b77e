"""Addresses of the portal."""

from django.urls import path

from cityhall.portal.views import about, home, preferences

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("about/", about.about, name="about"),
    path("about/figures/<slug:code>/", about.figure, name="figure"),
    path("preferences/", preferences.page, name="preferences"),
    path("language/<slug:code>/", preferences.language, name="language"),
    path("accent.css", about.accent, name="accent"),
    path("robots.txt", about.robots, name="robots"),
    path("health", about.health, name="health"),
]
