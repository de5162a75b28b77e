"""Other servers, which reports go there, and what a person decides where an answer was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.queries import record_size
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.partners.actions.keys import may_manage_partners
from cityhall.partners.models import Forwarding, Route, Upstream
from cityhall.partners.sealing import seal
from cityhall.people.actions import cleaned_code, cleaned_names, take_turn
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.models import Area, Organization
from cityhall.service import actions as service
from cityhall.service import queries as reports
from cityhall.service.models import Request, Service
from cityhall.web.egress import NoAnswer, checked
from divan import language

State = Forwarding.State


@dataclass(frozen=True)
class UpstreamFacts:
    """All that an administrator says of another server. An empty key keeps the one there is."""

    name: Mapping[str, str]
    endpoint: str
    code: str = ""
    jurisdiction: str = ""
    key: str = ""
    repeats_safely: bool = False
    body: Organization | None = None  # a body outside whose system it is
    other_code: str = ""  # their code for kinds without a route


@transaction.atomic
def create_upstream(facts: UpstreamFacts, *, actor: Actor, at: datetime) -> Upstream:
    """Name another server. Only reports filed from now on go there."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    names = cleaned_names(facts.name)
    row = Upstream(
        code=cleaned_code(facts.code, names, Upstream, stem="server"),
        seen=record_size(),
        created_at=at,
    )
    _fill(row, facts, names)
    row.save()
    record(actor, "partners.add_server", row, _facts(row), at=at)
    return row


@transaction.atomic
def change_upstream(code: str, facts: UpstreamFacts, *, actor: Actor, at: datetime) -> Upstream:
    """Change what is said of another server; its code stays."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    row = _upstream(code)
    _fill(row, facts, cleaned_names(facts.name))
    row.fault = ""
    row.save()
    record(actor, "partners.change_server", row, _facts(row), at=at)
    return row


@transaction.atomic
def set_upstream_active(code: str, active: bool, *, actor: Actor, at: datetime) -> Upstream:
    """Stop forwarding to a server, or go on; what was filed meanwhile stays here."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    row = _upstream(code)
    if row.active != active:
        row.active = active
        row.seen = record_size() if active else row.seen
        row.save(update_fields=["active", "seen"])
        record(actor, "partners.change_server", row, _facts(row), at=at)
    return row


@transaction.atomic
def add_route(
    code: str,
    kind: Service,
    area: Area | None,
    remote_code: str,
    *,
    actor: Actor,
    at: datetime,
) -> Route:
    """Have reports of a kind, in one area or everywhere, go on to a server."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    row = _upstream(code)
    if kind.confidential:
        message = _("Confidential reports stay in the city.")
        raise Refused(Refusal("confidential", message, "service", 422))
    remote = " ".join(language.clean(remote_code).split())
    if not remote or len(remote) > 120:
        message = _("Write the code by which they know this kind, of at most 120 letters.")
        raise Refused(Refusal("remote_code", message, "remote_code", 422))
    try:
        with transaction.atomic():
            route = Route.objects.create(upstream=row, service=kind, area=area, remote_code=remote)
    except IntegrityError:
        message = _("These reports go on to a server already; remove that first.")
        raise Refused(Refusal("taken", message, "service", 409)) from None
    record(actor, "partners.add_route", row, _route_facts(route), at=at)
    return route


@transaction.atomic
def remove_route(route_id: int, *, actor: Actor, at: datetime) -> None:
    """Let reports of a kind stay here from now on; one that is gone is no fault."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    route = Route.objects.select_related("upstream", "service", "area").filter(pk=route_id).first()
    if route is not None:
        record(actor, "partners.remove_route", route.upstream, _route_facts(route), at=at)
        route.delete()


def may_forward(request: Request) -> Refusal | None:
    """Whether a report may go on at all: only what everyone may read leaves the city."""
    if not request.is_public:
        return Refusal("private", _("This report is not public; it stays in the city."))
    return None


@transaction.atomic
def forward(request: Request, upstream: Upstream, remote_code: str, *, at: datetime) -> Forwarding:
    """Put a report on its way; the second time it is the same one. The worker sends it."""
    demand(may_forward(request))
    row, _made = Forwarding.objects.get_or_create(
        request=request,
        upstream=upstream,
        defaults={"remote_code": remote_code, "created_at": at, "next_at": at},
    )
    return row


@transaction.atomic
def resend(forwarding_id: int, *, actor: Actor, at: datetime) -> Forwarding:
    """Send anew what was refused, or what surely did not arrive: a person has looked."""
    demand(may_manage_partners(actor=actor))
    row = _stuck(forwarding_id)
    row.state, row.next_at, row.tries, row.fault = State.WAITING, at, 0, ""
    row.save(update_fields=["state", "next_at", "tries", "fault"])
    record(actor, "partners.resend", row, {"to": row.upstream.code}, at=at)
    return row


@transaction.atomic
def settle(forwarding_id: int, number: str, *, actor: Actor, at: datetime) -> Forwarding:
    """Say that a report did arrive, and under which number they have it."""
    demand(may_manage_partners(actor=actor))
    row = _stuck(forwarding_id)
    number = "".join(language.clean(number).split())
    if not number or len(number) > 120:
        message = _("Write the number that they gave the report.")
        raise Refused(Refusal("number", message, "number", 422))
    take(row, number, actor=actor, at=at)
    return row


def take(row: Forwarding, number: str, *, actor: Actor, at: datetime) -> None:
    """Note the number under which the other side has a report; from now on it is followed.

    A body to which it was handed has thereby taken it, whoever typed the number in.
    """
    row.state, row.remote_id, row.token, row.fault = State.SENT, number[:120], "", ""
    row.next_at, row.tries = at, 0
    row.save()
    service.forwarded(
        row.request_id,
        to=row.upstream.code,
        name=row.upstream.name,
        number=row.remote_id,
        actor=actor,
        at=at,
    )
    handover = reports.offered_to(row.request_id, row.upstream.body_id)
    if handover is not None:
        service.body_accepts(handover.pk, actor=SYSTEM, at=at, number=row.remote_id)


def held(forwarding_id: int) -> Forwarding | None:
    """A report on its way with its row locked, the report first, as every act on it does."""
    known = Forwarding.objects.filter(pk=forwarding_id).values_list("request", flat=True).first()
    if known is None:
        return None
    Request.objects.select_for_update().filter(pk=known).first()
    rows = Forwarding.objects.select_for_update(of=("self",))
    return rows.select_related("upstream", "request").get(pk=forwarding_id)


def _stuck(forwarding_id: int) -> Forwarding:
    row = held(forwarding_id)
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such report on its way."), status=404))
    if row.state == State.REFUSED or (row.state == State.DOUBTFUL and row.next_at is None):
        return row
    raise Refused(Refusal("going", _("This report is on its way; there is nothing to decide.")))


def _upstream(code: str) -> Upstream:
    row = Upstream.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such server."), status=404))
    return row


def _fill(row: Upstream, facts: UpstreamFacts, names: dict[str, str]) -> None:
    endpoint = facts.endpoint.strip().rstrip("/") + "/"
    try:
        parts = checked(endpoint)
        if parts.query or parts.fragment or len(endpoint) > 300:
            raise NoAnswer("")
    except NoAnswer:
        message = _("Write the whole address, such as https://city.example/open311/v2/.")
        raise Refused(Refusal("endpoint", message, "endpoint", 422)) from None
    row.name, row.endpoint = names, endpoint
    row.jurisdiction = " ".join(language.clean(facts.jurisdiction).split())[:120]
    row.repeats_safely = facts.repeats_safely
    row.other_code = " ".join(language.clean(facts.other_code).split())[:120]
    row.body = facts.body
    if facts.body is not None:
        outside = facts.body.classification == Organization.Classification.OUTSIDE
        taken = Upstream.objects.filter(body=facts.body).exclude(pk=row.pk).exists()
        if not outside or taken:
            message = _("Choose a body outside the city that has no other server here.")
            raise Refused(Refusal("body", message, "body", 422))
    if facts.key.strip():
        row.sealed_key = seal(facts.key.strip()[:300])


def _facts(row: Upstream) -> dict[str, object]:
    return {
        "server": row.code,
        "endpoint": row.endpoint,
        "active": row.active,
        "body": row.body.code if row.body is not None else None,
    }


def _route_facts(route: Route) -> dict[str, object]:
    return {
        "server": route.upstream.code,
        "service": route.service.service_code,
        "area": route.area.code if route.area else None,
        "remote_code": route.remote_code,
    }
