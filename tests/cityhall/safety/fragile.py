"""The site with two views that break when strangers are unkind: the tests must notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

handler400 = "cityhall.portal.views.errors.bad_request"
handler404 = "cityhall.portal.views.errors.not_found"
handler500 = "cityhall.portal.views.errors.server_error"


def page(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("number", "1")
    return HttpResponse(f"<p>{int(number) + 1}</p>" if number else "<p>none</p>")


def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and "\x00" in request.POST.get("note", ""):
        raise RuntimeError("planted")
    return HttpResponse(
        '<form method="post"><input name="name"><textarea name="note"></textarea>'
        '<button name="do" value="save">Save</button></form>'
    )


urlpatterns = [
    path("fragile/", page, name="fragile"),
    path("fragile/form/", form, name="fragile_form"),
    path("", include("cityhall.urls")),
]
