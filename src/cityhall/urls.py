"""Every address of the building."""

from django.urls import include, path

urlpatterns = [
    path("", include("cityhall.portal.urls")),
    path("", include("cityhall.service.urls")),
    path("", include("cityhall.partners.urls")),
    path("", include("cityhall.record.urls")),
    path("", include("cityhall.letters.urls")),
    path("", include("cityhall.decisions.urls")),
    path("", include("cityhall.people.urls")),
    path("", include("cityhall.upkeep.urls")),
]

handler400 = "cityhall.portal.views.errors.bad_request"
handler403 = "cityhall.portal.views.errors.forbidden"
handler404 = "cityhall.portal.views.errors.not_found"
handler500 = "cityhall.portal.views.errors.server_error"
