"""Other Open311 servers in the city office: what goes there, and what comes back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cityhall.acts.refusals import Refused
from cityhall.partners import actions, geo_client, queries
from cityhall.partners.forms import RouteForm, UpstreamForm
from cityhall.partners.models import Upstream
from cityhall.partners.views.doors import office
from cityhall.people.queries import areas
from cityhall.service import queries as reports
from cityhall.web.egress import NoAnswer

_page = require_http_methods(["GET", "HEAD", "POST"])


@_page
@office
def new_server(request: HttpRequest) -> HttpResponse:
    form = UpstreamForm(request.POST or None, request=request, bodies=_bodies())
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.create_upstream(_facts(form), actor=request.actor, at=timezone.now())
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Saved. Now say which reports go there."))
            return redirect("manage_server", row.code)
    status = 422 if form.errors else 200
    return render(request, "partners/new_server.html", {"form": form}, status=status)


@_page
@office
def server(request: HttpRequest, code: str) -> HttpResponse:
    """One server: its settings, its routes, where we disagree, and what waits for a person."""
    row = _server(code)
    do = request.POST.get("do", "")
    initial = {
        "endpoint": row.endpoint,
        "jurisdiction": row.jurisdiction,
        "repeats_safely": row.repeats_safely,
        "body": row.body.code if row.body is not None else "",
        "other_code": row.other_code,
    }
    sent = request.POST if do == "change" else None
    form = UpstreamForm(sent, request=request, names=row.name, initial=initial, bodies=_bodies())
    route = _route_form(request, request.POST if do == "route" else None)
    now = {"actor": request.actor, "at": timezone.now()}
    try:
        if do == "change" and form.is_valid():
            actions.change_upstream(code, _facts(form), **now)
            return _done(request, code)
        if do == "route" and route.is_valid():
            _add_route(code, route, now)
            return _done(request, code)
        if do in ("stop", "start"):
            actions.set_upstream_active(code, do == "start", **now)
            return _done(request, code)
        if do == "drop":
            actions.remove_route(_number(request.POST.get("route", "")), **now)
            return _done(request, code)
    except Refused as refused:
        (route if do == "route" else form).refuse(refused.refusal)
    kinds, fault = _remote_kinds(row) if "kinds" in request.GET else ([], "")
    page = {
        "row": row,
        "form": form,
        "route_form": route,
        "routes": row.routes.select_related("service", "area"),
        "trouble": queries.in_trouble(row),
        "apart": queries.disagreements(row),
        "forwardings": queries.forwardings(row),
        "kinds": kinds,
        "fault": fault,
    }
    status = 422 if form.errors or route.errors else 200
    return render(request, "partners/server.html", page, status=status)


@require_POST
@office
def decide(request: HttpRequest, forwarding_id: int) -> HttpResponse:
    """What a person says of a report whose answer was lost, or that was refused."""
    now = {"actor": request.actor, "at": timezone.now()}
    if request.POST.get("do") == "settle":
        row = actions.settle(forwarding_id, request.POST.get("number", ""), **now)
    else:
        row = actions.resend(forwarding_id, **now)
    return _done(request, row.upstream.code)


def _server(code: str) -> Upstream:
    row = queries.upstream(code)
    if row is None:
        raise Http404
    return row


def _facts(form: UpstreamForm) -> actions.UpstreamFacts:
    said = form.cleaned_data
    return actions.UpstreamFacts(
        name=form.names(),
        endpoint=said["endpoint"],
        jurisdiction=said["jurisdiction"],
        key=said["key"],
        repeats_safely=said["repeats_safely"],
        body=next((one for one in reports.bodies() if one.code == said["body"]), None),
        other_code=said["other_code"],
    )


def _bodies() -> list[tuple[str, str]]:
    return [(one.code, str(one)) for one in reports.bodies()]


def _route_form(request: HttpRequest, sent: object) -> RouteForm:
    return RouteForm(
        sent,
        request=request,
        kinds=[(one.service_code, str(one)) for one in reports.services() if not one.confidential],
        areas=[(area.code, str(area)) for area in areas()],
    )


def _add_route(code: str, form: RouteForm, now: dict[str, object]) -> None:
    said = form.cleaned_data
    kind = reports.kind(said["service"])
    area = areas().filter(code=said["area"]).first() if said["area"] else None
    if kind is None:
        raise Http404
    actions.add_route(code, kind, area, said["remote_code"], **now)  # type: ignore[arg-type]


def _remote_kinds(row: Upstream) -> tuple[list[tuple[str, str]], str]:
    """The kinds of report over there, asked for now."""
    try:
        return geo_client.services(geo_client.Server(row.endpoint, row.jurisdiction))[:200], ""
    except NoAnswer as error:
        return [], error.why


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _done(request: HttpRequest, code: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("manage_server", code)
