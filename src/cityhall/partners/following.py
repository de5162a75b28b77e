"""Reports go on to other servers, and what is said of them there comes back.

Nothing is sent twice. Each report has one row for each server (the database holds that), written
before anything is sent. Where an answer is lost, GeoReport v2 knows no way to ask "did you get
it?"; so every report carries its own permanent address in its description, and before anything is
sent again we look for that address among their newest reports of that kind. A server that shows
neither what it took nor knows `Idempotency-Key` leaves a doubt; then a person decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cityhall.acts import queries as acts
from cityhall.partners import geo_client as geo
from cityhall.partners.actions import forward, held, may_forward, take
from cityhall.partners.models import Forwarding, Route, Upstream
from cityhall.partners.sealing import opened
from cityhall.people.actor import SYSTEM
from cityhall.people.names import name_in
from cityhall.service import actions as service
from cityhall.service import queries as reports
from cityhall.service.models import Request
from cityhall.web.egress import NoAnswer

State = Forwarding.State
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60))  # after an answer was lost
A_TRY = timedelta(minutes=2)  # longer than any answer may take
YOUNG, YOUNG_LOOKS, OLD_LOOKS = timedelta(days=3), timedelta(minutes=10), timedelta(hours=6)
SETTLED_LOOKS = timedelta(days=7)  # closed on both sides; it may still be opened again
AT_ONCE = 20  # of one server in one round
IN_ONE_QUESTION = 50  # reports
MOST_NEW = 500  # acts looked at in one transaction

log = logging.getLogger(__name__)


def forward_new(at: datetime) -> int:
    """Put those reports on their way that were filed since the last look; how many there were."""
    count = 0
    for upstream in Upstream.objects.filter(active=True):
        count += _forward_new(upstream.pk, at)
    return count


def send_due(at: datetime) -> int:
    """Send, look for, and follow what is due, server by server; how many were asked about."""
    count = 0
    for upstream in Upstream.objects.filter(active=True):
        try:
            server = geo.Server(
                upstream.endpoint, upstream.jurisdiction, opened(upstream.sealed_key)
            )
        except ValueError as error:
            _note_fault(upstream, str(error))
            continue
        count += _rounds(upstream, server, at)
    return count


def reference_of(row: Forwarding) -> str:
    """The permanent address of our report: readable over there, and found again by it."""
    return settings.ORIGIN + reverse("request", args=[row.request_id])


def _forward_new(upstream_id: int, at: datetime) -> int:
    with transaction.atomic():
        upstream = Upstream.objects.select_for_update().get(pk=upstream_id)
        size = acts.record_size()
        filed = acts.after_position(upstream.seen, MOST_NEW, verbs=["service.file"])
        routes = list(Route.objects.filter(upstream=upstream))
        rows = Request.objects.in_bulk([act.object_id for act in filed]) if routes else {}
        sent = 0
        for row in rows.values():
            route = _route(routes, row)
            if route is not None and may_forward(row) is None:
                forward(row, upstream, route.remote_code, at=at)
                sent += 1
        seen = filed[-1].position + 1 if len(filed) == MOST_NEW else size
        if seen != upstream.seen:
            Upstream.objects.filter(pk=upstream.pk).update(seen=seen)
    return sent


def _route(routes: Iterable[Route], row: Request) -> Route | None:
    """The route of a report: that of its area goes before that of everywhere."""
    fitting = [
        route
        for route in routes
        if route.service_id == row.service_id and route.area_id in (None, row.area_id)
    ]
    return max(fitting, key=lambda route: route.area_id is not None, default=None)


def _rounds(upstream: Upstream, server: geo.Server, at: datetime) -> int:
    due = upstream.forwardings.filter(next_at__lte=at).select_related(
        "request__service", "upstream"
    )
    count = 0
    for row in due.exclude(state=State.SENT).order_by("next_at", "pk")[:AT_ONCE]:
        count += 1
        if not _step(row, server, at):
            return count  # the server is away: the others wait too
    sent = list(due.filter(state=State.SENT).order_by("next_at", "pk")[:IN_ONE_QUESTION])
    if sent:
        _follow(upstream, sent, server, at)
    return count + len(sent)


def _step(row: Forwarding, server: geo.Server, at: datetime) -> bool:
    """Do what is due for one report; whether the server is there at all."""
    if row.state == State.ASKED:
        return _carefully(row, lambda: _ask_number(row, server, at), at)
    repeatable = row.upstream.repeats_safely
    if row.state in (State.SENDING, State.DOUBTFUL) and not repeatable:
        return _carefully(row, lambda: _look(row, server, at), at)
    return _send(row, server, at)


def _send(row: Forwarding, server: geo.Server, at: datetime) -> bool:
    """Try once. The row says so before, so that a crash leaves a doubt and not a second report."""
    claimed = Forwarding.objects.filter(pk=row.pk, state=row.state, tries=row.tries)
    first = row.first_tried_at or at
    if not claimed.update(
        state=State.SENDING, tries=row.tries + 1, next_at=at + A_TRY, first_tried_at=first
    ):
        return True
    row.state, row.tries, row.first_tried_at = State.SENDING, row.tries + 1, first
    try:
        taken = geo.post_request(server, fields_of(row), str(row.reference))
    except geo.Declined as error:
        _keep(row, state=State.REFUSED, next_at=None, fault=error.why)
        return True
    except geo.Lost as error:
        if row.upstream.repeats_safely:  # the same key again is the same report
            _again(row, State.DOUBTFUL, error.args[0], at)
        else:
            _keep(row, state=State.DOUBTFUL, tries=0, next_at=at + LOOKS[0], fault=error.args[0])
        return False
    except geo.Away as error:
        _again(row, State.WAITING, error.args[0], at)
        return False
    if taken.token:
        _keep(row, state=State.ASKED, token=taken.token[:200], tries=0, next_at=at, fault="")
    else:
        _take(row, taken.number, at)
    return True


def _look(row: Forwarding, server: geo.Server, at: datetime) -> None:
    """Look for our own address among their newest reports of this kind."""
    found = _found(row, server, at)
    if found is not None:
        _take(row, found.number, at)
        return
    tries = 0 if row.state == State.SENDING else row.tries + 1
    if tries < len(LOOKS):
        _keep(row, state=State.DOUBTFUL, tries=tries, next_at=at + LOOKS[tries])
    else:  # only a person can know now
        _keep(row, state=State.DOUBTFUL, next_at=None, fault=row.fault or "not found over there")


def _found(row: Forwarding, server: geo.Server, at: datetime) -> geo.Known | None:
    first = row.first_tried_at or at
    asked = {
        "service_code": row.remote_code,
        "start_date": _stamp(first - timedelta(hours=1)),
        "end_date": _stamp(first + timedelta(days=2)),
    }
    mine = reference_of(row)
    for known in geo.requests(server, asked):
        # A longer number must not be taken for ours: the address ends in a slash.
        if mine in known.description:
            return known
    return None


def _ask_number(row: Forwarding, server: geo.Server, at: datetime) -> None:
    number = geo.number_of(server, row.token)
    if number:
        _take(row, number, at)
    else:
        _again(row, State.ASKED, "no number yet", at)


def _follow(upstream: Upstream, rows: list[Forwarding], server: geo.Server, at: datetime) -> None:
    """Ask about many reports at once, and note what changed."""
    asked = {"service_request_id": ",".join(row.remote_id for row in rows)}
    try:
        known = {one.number: one for one in geo.requests(server, asked)}
    except NoAnswer as error:
        _note_fault(upstream, error.why)
        for row in rows:
            _keep(row, next_at=at + YOUNG_LOOKS)
        return
    _note_fault(upstream, "")
    for row in rows:
        heard(row, known.get(row.remote_id), at)


@transaction.atomic
def heard(row: Forwarding, said: geo.Known | None, at: datetime) -> None:
    """Note what they say of a report, or that they say nothing; news go into its story."""
    fresh = held(row.pk)
    if fresh is None:
        return
    row = fresh
    row.next_at = at + _pause(row, at)
    if said is None:
        row.fault = "they do not show this number"
        row.save(update_fields=["next_at", "fault"])
        return
    changed = (said.status, said.notes) != (row.remote_status, row.remote_notes)
    news = changed and (row.remote_status or said.status != "open" or said.notes)
    row.fault, row.remote_status, row.remote_notes = "", said.status, said.notes
    row.remote_updated_at = said.updated_at
    row.save()
    if news:
        service.heard(
            row.request_id,
            by=row.upstream.code,
            name=row.upstream.name,
            status=said.status,
            text=said.notes,
            actor=SYSTEM,
            at=at,
        )


def _pause(row: Forwarding, at: datetime) -> timedelta:
    if row.remote_status == "closed" and not row.request.is_open:
        return SETTLED_LOOKS
    return YOUNG_LOOKS if at - row.created_at < YOUNG else OLD_LOOKS


def fields_of(row: Forwarding) -> dict[str, str]:
    """What is sent of a report: only what everyone may read of it."""
    request = row.request
    words = request.public_text or name_in(request.service.name, request.language)
    fields = {
        "service_code": row.remote_code,
        "description": f"{words[: geo.MOST_TEXT - 200]}\n\n{reference_of(row)}",
        "address_string": request.public_address,
        "attribute[external_id]": str(row.reference),
    }
    if request.public_latitude is not None and request.public_longitude is not None:
        fields["lat"] = f"{request.public_latitude:.6f}"
        fields["long"] = f"{request.public_longitude:.6f}"
    photos = reports.public_photos(SYSTEM, [request.pk]).get(request.pk)
    if photos:
        fields["media_url"] = settings.ORIGIN + reverse("photo", args=[photos[0], "large"])
    return fields


def _carefully(row: Forwarding, ask: Callable[[], None], at: datetime) -> bool:
    try:
        ask()
    except NoAnswer as error:
        _again(row, row.state, error.why, at)
        return False
    return True


def _again(row: Forwarding, state: str, fault: str, at: datetime) -> None:
    wait = WAITS[min(max(row.tries, 1), len(WAITS)) - 1]
    tries = min(row.tries + (state == State.ASKED), 30_000)
    _keep(row, state=state, next_at=at + wait, fault=fault, tries=tries)


@transaction.atomic
def _take(row: Forwarding, number: str, at: datetime) -> None:
    fresh = held(row.pk)
    if fresh is not None and fresh.state != State.SENT:
        take(fresh, number, actor=SYSTEM, at=at)


def _keep(row: Forwarding, **changes: object) -> None:
    if "fault" in changes:
        changes["fault"] = str(changes["fault"])[:300]
    Forwarding.objects.filter(pk=row.pk).update(**changes)
    for name, value in changes.items():
        setattr(row, name, value)


def _note_fault(upstream: Upstream, fault: str) -> None:
    if upstream.fault != fault[:200]:
        Upstream.objects.filter(pk=upstream.pk).update(fault=fault[:200])


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def forget_what_was_said(at: datetime) -> int:
    """What other systems said of reports whose words were forgotten goes, and is asked no more."""
    forgotten = Forwarding.objects.filter(request__words_kept=False)
    return forgotten.exclude(remote_notes="", next_at=None).update(remote_notes="", next_at=None)
