"""What this counter adds to a handover and to a case: other systems and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.partners import actions, queries
from cityhall.partners.models import Forwarding
from cityhall.people.actor import Actor
from cityhall.people.names import name_in
from cityhall.service import actions as service
from cityhall.service import hooks
from cityhall.service.hooks import Carrier, Elsewhere, Way
from cityhall.service.models import Request

State = Forwarding.State
_PLACES = ("address", "lat and long", "location")  # in what a server says where it lacks a place


def elsewhere(request: Request, actor: Actor) -> list[Elsewhere]:
    """Where this report went, how it stands there, and where they and we disagree."""
    rows = queries.forwardings_of([request.pk]).get(request.pk, [])
    if not rows:
        return []
    decides = actions.may_manage_partners(actor=actor) is None
    return [_elsewhere(row, request, decides) for row in rows]


def ways(request: Request, actor: Actor) -> Sequence[Way]:
    """The servers to which this officer may send the report by hand."""
    if service.may_send_on(request, actor=actor) is not None:
        return []
    address = reverse("send_on", args=[request.pk])
    return [Way(row.code, name_in(row.name), address) for row in queries.open_to(request)]


def _elsewhere(row: Forwarding, request: Request, decides: bool) -> Elsewhere:
    state, tone = _state(row)
    trouble = _trouble(row, request)
    stuck = bool(trouble) and row.state != State.SENT
    shown = reverse("manage_server", args=[row.upstream.code]) if stuck and decides else ""
    return Elsewhere(
        name_in(row.upstream.name),
        row.remote_id,
        state,
        tone,
        notes=row.remote_notes,
        trouble=trouble,
        address=shown,
        link=_("Decide what is so") if shown else "",
        answered=row.fault if _declined(row) else "",
    )


def _state(row: Forwarding) -> tuple[str, str]:
    if row.state == State.SENT and row.remote_status == "closed":
        return _("closed over there"), "done"
    return {
        State.WAITING: (_("on the way"), "waiting"),
        State.SENDING: (_("on the way"), "waiting"),
        State.DOUBTFUL: (_("answer lost"), "danger" if row.next_at is None else "waiting"),
        State.ASKED: (_("waiting for its number"), "waiting"),
        State.SENT: (_("taken"), "info"),
        State.REFUSED: (
            (_("taken back"), "")
            if row.fault == actions.TAKEN_BACK
            else (_("they refused it"), "danger")
        ),
    }[State(row.state)]


def _declined(row: Forwarding) -> bool:
    return row.state == State.REFUSED and row.fault != actions.TAKEN_BACK


def _trouble(row: Forwarding, request: Request) -> str:
    """What a person should know, or decide; empty while all is well."""
    if row.state == State.SENT:
        if row.remote_status == "closed" and request.is_open:
            return _("They say closed, we say open. Look at their words, then close it or write.")
        if row.remote_status == "open" and not request.is_open:
            return _("They say open, we say closed.")
        return _("They do not show this number any more.") if row.fault else ""
    if row.state == State.DOUBTFUL and row.next_at is None:
        return _("The answer was lost. Look over there whether they have it.")
    if _declined(row):
        if any(word in row.fault.lower() for word in _PLACES):
            return _("Their system did not take it: they need an address.")
        return _("Their system did not take it.")
    if row.state == State.WAITING and row.fault:
        return _("Their system did not answer; it is tried again.")
    return ""


hooks.carriers.append(Carrier(actions.may_carry, actions.carry, actions.recall))
hooks.elsewhere.append(elsewhere)
hooks.ways.append(ways)
