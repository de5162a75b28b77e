"""One report that holds two matters becomes two, linked, both of the same reporter, told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service.actions.changing import dates
from cityhall.service.actions.common import (
    atomic,
    commit,
    locked,
    mails_to_reporter,
    tally_key,
    words_of,
)
from cityhall.service.actions.filing import MOST_PHOTOS, Report, new_request
from cityhall.service.actions.handling import may_change
from cityhall.service.actions.handovers import hand_over_by_rule
from cityhall.service.actions.routing import Routed, route
from cityhall.service.actions.voices import text_refusal
from cityhall.service.models import Party, Photo, Request, Service, Split, Status


@dataclass(frozen=True)
class Matter:
    """The second matter of a report: its kind, the words on it, and which photos show it."""

    service: Service
    text: str
    photos: Sequence[UUID] = ()


def may_split(request: Request, matter: Matter | None = None, *, actor: Actor) -> Refusal | None:
    """Whether the actor can make two reports of this one, and, given the second, this one."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not (actor.may(Power.HANDLE, request.unit_id) or actor.may(Power.DISPATCH, request.unit_id)):
        return Refusal("field", _("Ask your unit to split it."), status=403)
    if matter is None:
        return None
    if not matter.service.active or matter.service.unit.dissolved_on is not None:
        return Refusal("inactive", _("This kind of report is not taken any more."), "service", 422)
    if not request.is_public and not matter.service.confidential:
        message = _("It was told in confidence; it can only go under a confidential kind.")
        return Refusal("confidential", message, "service", 422)
    if len(matter.photos) > MOST_PHOTOS:
        return Refusal("photos", _("At most five photos, please."), "photos", 422)
    return text_refusal(matter.text)


@atomic
def split(
    request_id: int, matter: Matter, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Make a report of the second matter; the first stays as it is. Gives the new one.

    Its clock runs from the day of the first: the reporter has waited since then.
    """
    request = locked(request_id, version)
    demand(may_split(request, matter, actor=actor))
    before = tally_key(request)
    request.acknowledged_at = request.acknowledged_at or at
    if request.status == Status.RECEIVED:
        request.status = Status.SEEN
    part, routed = _second(request, matter, at=at)
    photos = _move_photos(request, part, matter)
    Split.objects.create(part=part, origin=request)
    commit(
        request,
        "service.split",
        actor=actor,
        at=at,
        before=before,
        public={"into": part.pk},
        mails=mails_to_reporter(request, "service.split", part=part.pk),
    )
    commit(
        part,
        "service.part",
        actor=actor,
        at=at,
        before=None,
        public={
            "from": request.pk,
            "service": part.service.service_code,
            "area": part.area.code if part.area else None,
            "unit": part.unit.code,
            "photos": photos,
            "due": part.due_at.isoformat(timespec="seconds") if part.due_at else None,
            **routed.facts,
        },
        words={"description": part.description, "place": part.address},
    )
    if routed.body is not None and part.is_public:
        hand_over_by_rule(part, routed.body, routed.facts, at=at)
    return part


def _second(request: Request, matter: Matter, *, at: datetime) -> tuple[Request, Routed]:
    report = Report(
        service=matter.service,
        text=matter.text,
        latitude=request.latitude,
        longitude=request.longitude,
        address=request.address,
        landmark=request.landmark,
        area=request.area,
        publish=request.publish,
        channel=request.channel,
    )
    reader = Actor(language=request.language)  # its words are masked for whoever reported it
    part = new_request(report, actor=reader, at=request.requested_at)
    routed = route(part.service, part.area, part.description, at=at)
    part.unit, part.assignee = routed.unit, routed.person
    _hide_as_much(part, request)
    part.updated_at = at
    part.acknowledged_at, part.status = at, Status.SEEN
    part.search = words_of(part, list(part.area.name.values()) if part.area else ())
    part.save()
    if part.due_at is not None:
        part.acknowledge_by, part.due_at = dates(part, matter.service)
    reporter = request.parties.filter(role=Party.Role.REPORTER).first()
    if reporter is not None:
        reporter.pk, reporter.request = None, part
        reporter.save(force_insert=True)
    return part, routed


def _hide_as_much(part: Request, request: Request) -> None:
    """A place that the first report keeps from the public is not shown by the second."""
    if request.public_latitude is None:
        part.public_latitude = part.public_longitude = None
    if not request.public_address:
        part.public_address = ""


def _move_photos(request: Request, part: Request, matter: Matter) -> int:
    """The photos that show the second matter go with it."""
    if not matter.photos:
        return 0
    photos = request.photos.filter(pk__in=matter.photos, purpose=Photo.Purpose.REPORT)
    found = list(photos)
    if len(found) != len(set(matter.photos)):
        raise Refused(
            Refusal("photos", _("Choose among the photos of this report."), "photos", 422)
        )
    for photo in found:
        photo.request = part
        photo.is_public = photo.is_public and part.is_public
        photo.save(update_fields=["request", "is_public"])
    return len(found)
