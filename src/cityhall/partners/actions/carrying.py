"""Reports that go into the system of a body: handed to it, or sent by an officer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.partners.actions.forwarding import forward, may_forward
from cityhall.partners.models import Forwarding, Route, Upstream
from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.service import actions as service
from cityhall.service.models import Handover, Request

State = Forwarding.State


def code_over_there(upstream: Upstream, request: Request) -> str:
    """What they call this kind: by the route of its area, of everywhere, or of all others."""
    routes = Route.objects.filter(upstream=upstream, service=request.service_id)
    codes = {route.area_id: route.remote_code for route in routes}
    return codes.get(request.area_id) or codes.get(None) or upstream.other_code


def may_carry(request: Request, body: Organization) -> bool:
    """Whether a body has a system here that takes this report, and does not have it already."""
    upstream = Upstream.objects.filter(body=body, active=True).first()
    if upstream is None or may_forward(request) is not None:
        return False
    known = Forwarding.objects.filter(request=request, upstream=upstream)
    if known.exclude(state__in=(State.WAITING, State.REFUSED)).exists():
        return False
    return bool(code_over_there(upstream, request))


def carry(handover: Handover, at: datetime) -> None:
    """Put a handed-over report on its way, in the transaction that hands it over."""
    upstream = Upstream.objects.get(body=handover.body_id)
    _start(handover.request, upstream, at)


def recall(handover: Handover) -> None:
    """The report is no longer theirs: what surely has not left stays here."""
    waiting = Forwarding.objects.filter(
        request=handover.request_id, upstream__body=handover.body_id, state=State.WAITING
    )
    waiting.update(state=State.REFUSED, next_at=None, fault=TAKEN_BACK)


TAKEN_BACK = "taken back before it was sent"


@transaction.atomic
def send_on(request_id: int, code: str, *, actor: Actor, at: datetime) -> Forwarding:
    """Send a report to another server by hand; it stays the city's. Raises `Refused`."""
    upstream = Upstream.objects.filter(code=code, active=True).first()
    if upstream is None:
        message = _("Choose a server to which reports go.")
        raise Refused(Refusal("server", message, "server", 422))
    request = service.sent_on(request_id, to=upstream.code, name=upstream.name, actor=actor, at=at)
    known = Forwarding.objects.filter(request=request, upstream=upstream).exclude(
        state=State.REFUSED
    )
    if known.exists():
        message = _("This report is there already, or on its way.")
        raise Refused(Refusal("there", message, "server"))
    if not code_over_there(upstream, request):
        message = _("They do not take this kind of report.")
        raise Refused(Refusal("kind", message, "server", 422))
    return _start(request, upstream, at)


def _start(request: Request, upstream: Upstream, at: datetime) -> Forwarding:
    row = forward(request, upstream, code_over_there(upstream, request), at=at)
    if row.state == State.REFUSED:  # it was refused, or taken back, before: a person wants it anew
        row.state, row.next_at, row.tries, row.fault = State.WAITING, at, 0, ""
        row.save(update_fields=["state", "next_at", "tries", "fault"])
    return row
