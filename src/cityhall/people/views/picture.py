"""The city's map as a picture in a file of its own, for image buttons and other sites."""

from __future__ import annotations

import math

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people import maps, places
from cityhall.web import respond
from cityhall.web.limits import limited

SIDES = (64, 1280)  # pixels
A_YEAR = 365 * 24 * 3600


@limited("map", per_minute=300, burst=600, methods=("GET",))
@require_safe
def map_picture(request: HttpRequest) -> HttpResponse:
    """`?lat=&lon=&zoom=&w=&h=&lang=` and a mark at `mark_lat=&mark_lon=`; all may be left out.

    What is too far, too near or too large is brought to the nearest that there is.
    """
    try:
        view = _view(request)
        pins = [maps.Pin(view.centre_latitude, view.centre_longitude, state="middle")]
        marked = "mark_lat" in request.GET
        if marked:
            latitude = _within((-90, 90), _number(request, "mark_lat", 0))
            longitude = _within((-180, 180), _number(request, "mark_lon", 0))
            pins.append(maps.Pin(latitude, longitude, state="selected"))
    except Refused as refused:
        return respond.refused(request, refused.refusal)
    language = request.GET.get("lang", "")
    if language not in dict(settings.LANGUAGES):
        language = request.language
    drawn = maps.svg(view, pins, language, standalone=True, label=_("Map of the city"))
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    # The address names the version of the map. A mark may be somebody's: no shared cache keeps it.
    keeper = "private" if marked else "public"
    response.headers["Cache-Control"] = f"{keeper}, max-age={A_YEAR}, immutable"
    return response


def _view(request: HttpRequest) -> maps.View:
    width, height = (
        int(_within(SIDES, _number(request, name, usual)))
        for name, usual in (("w", 640), ("h", 400))
    )
    whole = maps.whole_city(width, height)
    latitude = _number(request, "lat", whole.centre_latitude)
    longitude = _number(request, "lon", whole.centre_longitude)
    zoom = round(_within((whole.zoom, maps.MOST_ZOOM), _number(request, "zoom", whole.zoom)), 2)
    span = places.city_box() or places.Box(-180, -maps.HIGHEST_LATITUDE, 180, maps.HIGHEST_LATITUDE)
    return maps.View(0, 0, zoom, width, height).around(
        _within((span.south, span.north), latitude), _within((span.west, span.east), longitude)
    )


def _number(request: HttpRequest, name: str, usual: float) -> float:
    typed = request.GET.get(name, "")
    try:
        number = float(typed[:40]) if typed else usual
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        message = _("%(name)s=“%(value)s” is not a number. Write one such as 35.62.") % {
            "name": name,
            "value": typed[:40],
        }
        raise Refused(Refusal("number", message, name, 400))
    return number


def _within(limits: tuple[float, float], number: float) -> float:
    return min(limits[1], max(limits[0], number))
