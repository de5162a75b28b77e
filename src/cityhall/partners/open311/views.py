"""The calls of GeoReport v2, each parsed, done or read, and answered in XML or JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cityhall.partners import actions, queries
from cityhall.partners.models import Scope
from cityhall.partners.open311 import asked, reading, sending, wire
from cityhall.partners.open311.door import Said, call, reader, refused, sender
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service import queries as reports

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = datetime(2026, 11, 25, tzinfo=UTC)  # of what is served here


@call("GET", "HEAD")
def discovery(request: HttpRequest, form: str) -> Said:
    address = settings.ORIGIN + "/open311/v2/"
    developers = settings.ORIGIN + reverse("developers")
    return Said(
        "discovery",
        wire.Discovery(
            changeset=CHANGED,
            contact=f"{name_in(city().name)}: {developers}",
            key_service=_("The city gives out keys; how to come by one: %s") % developers,
            endpoints=[
                wire.Endpoint(
                    specification=SPECIFICATION,
                    url=address,
                    changeset=CHANGED,
                    type="test" if city().is_demo else "production",
                    formats=["text/xml", "application/json"],
                )
            ],
        ),
    )


@call("GET", "HEAD")
def services(request: HttpRequest, form: str) -> Said:
    return Said("services", reading.services())


@call("GET", "HEAD")
def definition(request: HttpRequest, form: str, code: str) -> Said:
    found = reading.definition(code)
    if found is None:
        raise refused(404, _("service_code “%(code)s” is not known here.") % {"code": code[:60]})
    return Said("service_definition", found)


@call("GET", "HEAD", "POST")
def requests(request: HttpRequest, form: str) -> Said:
    if request.method == "POST":
        return _file(request)
    extended = asked.truth(request.GET, "extensions")
    if texts := asked.listed(request.GET, "service_request_id"):  # it overrides all others
        numbers = asked.report_numbers(texts)
        rows = reports.with_numbers(reader(request), numbers)
        return Said("service_requests", reading.reports(request, rows, extended=extended))
    wish = asked.requests_asked(request.GET, reports.catalogue(), timezone.now())
    rows, last = reports.in_span(
        reader(request), wish.span, after=wish.after, skip=wish.skip, count=wish.count
    )
    found = reading.reports(request, rows, extended=wish.extensions)
    return Said("service_requests", found, 200, **reading.following(request, last))


@call("GET", "HEAD")
def one_request(request: HttpRequest, form: str, number: str) -> Said:
    rows = reports.with_numbers(reader(request), asked.report_numbers([number]))
    if not rows:
        message = _("service_request_id “%(id)s” is not known here, or not public.")
        raise refused(404, message % {"id": number[:40]})
    extended = asked.truth(request.GET, "extensions")
    return Said("service_requests", reading.reports(request, rows, extended=extended))


@call("GET", "HEAD")
def token(request: HttpRequest, form: str, token: str) -> Said:
    found = queries.by_token(token)
    if found is None:
        raise refused(404, _("token “%(token)s” is not known here.") % {"token": token[:40]})
    value = wire.Token(service_request_id=str(found.request_id), token=found.token)
    return Said("service_requests", [value])


@call("GET", "HEAD", "POST")
def updates(request: HttpRequest, form: str) -> Said:
    if request.method == "POST":
        return _say_more(request)
    start, end = asked.span(request.GET, timezone.now())
    count = asked.number(request.GET, "page_size", asked.MOST, 1, asked.MOST)
    found, last = reports.updates(
        reader(request), start, end, after=asked.key(request.GET), count=count
    )
    made = [reading.update(one) for one in found]
    return Said("service_request_updates", made, 200, **reading.following(request, last))


@call("GET", "HEAD", "POST")
def elsewhere(request: HttpRequest, form: str, rest: str = "") -> Said:
    raise refused(404, _("There is no such call; the calls are listed at /developers/."))


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address of this room, refused in the form that it ends in."""
    form = "json" if rest.endswith(".json") else "xml"
    response: HttpResponse = elsewhere(request, form)
    return response


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def _file(request: HttpRequest) -> Said:
    key = sender(request, Scope.REPORT)
    given = sending.incoming(request)
    sent, fresh = actions.file_incoming(given, key, language=request.language, at=timezone.now())
    facts = {"token": sent.token} if key.by_token else {"service_request_id": str(sent.request_id)}
    value = wire.Filed(service_notice=_notice(sent.request_id), **facts)
    return Said("service_requests", [value], 201 if fresh else 200)


def _notice(number: int) -> str | None:
    """Until when the city promises to have done it."""
    row = reports.for_mail(number)
    if row is None or row.due_at is None:
        return None
    return _("The city has promised to see to it by %s.") % wire.stamp(row.due_at)


def _say_more(request: HttpRequest) -> Said:
    key = sender(request, Scope.UPDATE)
    post = request.POST
    text = post.get("service_request_id", "").strip()
    numbers = asked.report_numbers([text])
    if not text:
        raise refused(400, _("service_request_id is missing."))
    if not numbers:
        message = _("service_request_id “%(id)s” was not sent with this key.")
        raise refused(404, message % {"id": text[:40]})
    sent = actions.say_more(
        numbers[0],
        post.get("description", ""),
        status=sending.status_of(post.get("status", "")),
        reference=sending.update_reference(request),
        key=key,
        language=request.language,
        at=timezone.now(),
    )
    value = wire.UpdateTaken(str(sent.position))
    return Said("service_request_updates", [value], 201)
