"""The site with a few more addresses that give secrets away: the crawler must find each one."""

from __future__ import annotations

import base64

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cityhall.service.models import Party, Request
from cityhall.web import respond

handler404 = "cityhall.portal.views.errors.not_found"


def _party() -> Party:
    return Party.objects.filter(name="zqname1").earliest("pk")


def comment(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>All is well.</p><!-- {_party().email} -->")


def linked(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="behind/?page=2">more</a>')


def behind(request: HttpRequest) -> HttpResponse:
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    return HttpResponse(f"<td>{_party().phone[:4]} {_party().phone[4:]}</td>".translate(digits))


def data(request: HttpRequest) -> HttpResponse:
    return respond.json([row.description for row in Request.objects.all()])


def header(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={"X-Owner": _party().name})


def cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("")
    response.set_cookie("who", base64.urlsafe_b64encode(_party().name.encode() * 3).decode())
    return response


def code(request: HttpRequest) -> HttpResponse:
    from cityhall.service.receipts import code_of

    row = Request.objects.earliest("pk")
    return HttpResponse(f"<a href='/track/{code_of(row.nonce)}/'>follow</a>")


LEAKS = [comment, linked, data, header, cookie, code]
urlpatterns = [
    *(path(f"leak/{view.__name__}/", view, name=f"leak_{view.__name__}") for view in LEAKS),
    path("leak/linked/behind/", behind),
    path("", include("cityhall.urls")),
]
