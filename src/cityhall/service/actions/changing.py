"""A report that came under the wrong kind: unit and clocks follow, and everyone can read why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import clocks
from cityhall.service.actions.common import (
    atomic,
    commit,
    locked,
    mails_to_parties,
    tally_key,
    words_of,
)
from cityhall.service.actions.handling import may_change
from cityhall.service.actions.handovers import hand_over_by_rule
from cityhall.service.actions.routing import reroute
from cityhall.service.actions.voices import end_pause, text_refusal
from cityhall.service.models import Request, Service, Status
from divan import language, worktime


def may_change_kind(
    request: Request, service: Service | None = None, *, actor: Actor
) -> Refusal | None:
    """Whether the actor can put this report under another kind, and, given one, under that."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not (actor.may(Power.HANDLE, request.unit_id) or actor.may(Power.DISPATCH, request.unit_id)):
        return Refusal("field", _("Ask your unit to change the kind."), status=403)
    if request.body_id is not None:
        message = _("It is in the hands of another body; take it back first.")
        return Refusal("elsewhere", message)
    if service is None:
        return None
    if service.pk == request.service_id:
        return Refusal("same", _("It is of this kind already."), "service", 422)
    if not service.active or service.unit.dissolved_on is not None:
        return Refusal("inactive", _("This kind of report is not taken any more."), "service", 422)
    if not request.is_public and not service.confidential:
        message = _("It was told in confidence; it can only go under a confidential kind.")
        return Refusal("confidential", message, "service", 422)
    return None


@atomic
def change_kind(
    request_id: int,
    service: Service,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Request:
    """Put a report under another kind. Its dates become those of that kind, and it goes where the
    rules send such a report, out of the city too; what somebody has handed on stays there.

    What the public could not read stays unread: a hidden place is not shown by a new kind, and
    under a confidential kind nothing is public any more.
    """
    request = locked(request_id, version)
    demand(may_change_kind(request, service, actor=actor) or text_refusal(reason))
    before, was, unit_before = tally_key(request), request.service, request.unit
    due_before = request.due_at
    request.service = service
    request.acknowledged_at = request.acknowledged_at or at
    if request.status == Status.RECEIVED:
        request.status = Status.SEEN
    request.acknowledge_by, request.due_at = dates(request, service)
    closed_off = _keep_from_public(request, service)
    routed = reroute(request, at=at)
    request.search = words_of(request, list(request.area.name.values()) if request.area else ())
    words = language.clean(reason).strip()
    commit(
        request,
        "service.change_kind",
        actor=actor,
        at=at,
        before=before,
        public={
            "service": service.service_code,
            "service_before": was.service_code,
            "unit": request.unit.code,
            "unit_before": unit_before.code,
            "due": _stamp(request.due_at),
            "due_before": _stamp(due_before),
            **(routed.facts if routed else {}),
        },
        words={"text": words, "shown": language.mask(words, request.language)},
        mails=mails_to_parties(request, "service.changed_kind", due=_stamp(request.due_at)),
        restore={"photos": {"public": closed_off}},
    )
    if routed is not None and routed.body is not None:
        end_pause(request, at)
        request.status = Status.IN_PROGRESS
        hand_over_by_rule(request, routed.body, routed.facts, at=at)
    return request


def dates(request: Request, service: Service) -> tuple[datetime, datetime]:
    """Until when it is looked at and done under this kind: from the report's own beginning,
    without the time in which its clock stood still."""
    start = clocks.started(request)
    calendar = clocks.calendar_of(service)
    ended = request.pauses.filter(ended_at__isnull=False).values_list("started_at", "ended_at")
    pauses = [worktime.Pause(begin, max(begin, end)) for begin, end in ended]
    due = clocks.until(calendar, start, timedelta(minutes=service.resolve_minutes), pauses)
    return clocks.acknowledge_by(service, request.requested_at), due


def _keep_from_public(request: Request, service: Service) -> Sequence[str]:
    """Take away what the new kind keeps from the public; the photos that were public till now."""
    if service.hide_place or service.confidential:
        request.public_address = ""
        request.public_latitude = request.public_longitude = None
    if not (service.confidential and request.is_public):
        return []
    request.is_public, request.title, request.public_text = False, "", ""
    shown = request.photos.filter(is_public=True)
    photos = [str(pk) for pk in shown.values_list("pk", flat=True)]
    shown.update(is_public=False)
    return photos


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
