"""A resident's words become a report."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people import places
from cityhall.people.actor import Actor
from cityhall.people.models import Area
from cityhall.service import clocks, receipts
from cityhall.service.actions.common import atomic, commit, mails_to_reporter, words_of
from cityhall.service.actions.handovers import hand_over_by_rule
from cityhall.service.actions.routing import route
from cityhall.service.assistance import Help, assists, draft_owners, hashes_of
from cityhall.service.models import (
    Assistance,
    Draft,
    Party,
    Photo,
    Publish,
    Request,
    Service,
    Status,
)
from cityhall.service.questions import checked, questions_of
from divan import language

LONGEST_TEXT = 4000
MOST_PHOTOS = 5


@dataclass(frozen=True)
class Report:
    """All that a report says. Degrees WGS 84; `answers` by question code."""

    service: Service
    text: str
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    landmark: str = ""
    area: Area | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    publish: str = Publish.ALL
    name: str = ""
    email: str = ""
    phone: str = ""
    channel: str = "web"
    photos: Sequence[Photo] = ()
    language: str = ""  # of whoever reports, where it is not that of whoever writes
    help: Help | None = None  # given by an officer who writes for somebody else


@atomic
def start_draft(*, actor: Actor, at: datetime, data: Mapping[str, Any] | None = None) -> Draft:
    """A new draft, which only this browser can open. Raises `ValueError` for a nameless one."""
    if not actor.browser:
        raise ValueError("name the browser first: a nameless draft would open for everybody")
    return Draft.objects.create(
        token=secrets.token_urlsafe(16),
        browser=receipts.voice_of("browser", actor.browser),
        data=dict(data or {}),
        created_at=at,
    )


@atomic
def change_draft(draft_id: int, changes: Mapping[str, Any], *, actor: Actor) -> Draft:
    """Keep an answer in a draft. Raises `Refused` once the draft was sent."""
    draft = own_draft(draft_id, actor, unsent=True)
    draft.data = {**draft.data, **changes}
    draft.save(update_fields=["data"])
    return draft


@atomic
def send_draft(draft_id: int, report: Report, *, actor: Actor, at: datetime) -> Request:
    """File a draft once: sending it again gives the same report."""
    draft = own_draft(draft_id, actor)
    if draft.request_id is not None:
        return draft.request
    request = file_request(report, actor=actor, at=at)
    draft.request, draft.data = request, {}
    draft.save(update_fields=["request", "data"])
    return request


def own_draft(draft_id: int, actor: Actor, *, unsent: bool = False) -> Draft:
    """A draft of this browser, held until the transaction ends; `unsent`: one still open.

    Raises `Refused` where there is none.
    """
    draft = (
        Draft.objects.select_for_update()
        .filter(pk=draft_id, browser__in=draft_owners(actor))
        .first()
    )
    if draft is None:
        raise Refused(Refusal("unknown", _("This draft is gone. Please start again."), status=404))
    if unsent and draft.request_id is not None:
        raise Refused(Refusal("sent", _("This report has already been sent.")))
    return draft


def may_file(report: Report, *, actor: Actor) -> Refusal | None:
    """Whether a report can be filed as it is; the first thing that is missing."""
    if report.help is not None and not assists(actor):
        return Refusal("no_power", _("Your post does not take reports for others."), status=403)
    if report.help is not None and not report.help.known:
        message = _("Leave a phone number, an e-mail or a word: with it they take the report over.")
        return Refusal("known", message, "word", 422)
    if not report.service.active:
        return Refusal("inactive", _("This kind of report is not taken any more."), "service", 422)
    if not language.clean(report.text).strip():
        return Refusal("empty", _("Write what you have seen."), "text", 422)
    if len(report.text) > LONGEST_TEXT:
        return Refusal("long", _("At most 4,000 letters, please."), "text", 422)
    if len(report.photos) > MOST_PHOTOS:
        return Refusal("photos", _("At most five photos, please."), "photos", 422)
    point = (report.latitude, report.longitude)
    if point != (None, None) and not places.in_city(*point):
        return Refusal("outside", _("This place is outside the city."), "place", 422)
    if report.service.place_required and not _has_place(report):
        return Refusal("place", _("Say where it is: on the map or in words."), "place", 422)
    _answers, errors = checked(questions_of(report.service.questions), report.answers)
    if errors:
        code, message = next(iter(errors.items()))
        return Refusal("answer", message, f"answer-{code}", 422)
    return None


def preview(report: Report, *, actor: Actor, at: datetime) -> Request:
    """The report as it would be filed, its public words masked; nothing is kept."""
    return new_request(report, actor=actor, at=at)


def _has_place(report: Report) -> bool:
    return bool(
        report.latitude is not None
        or report.address.strip()
        or report.landmark.strip()
        or report.area
    )


@atomic
def file_request(report: Report, *, actor: Actor, at: datetime) -> Request:
    """Put a report on the register. Raises `Refused` where `may_file` refuses."""
    demand(may_file(report, actor=actor))
    request = new_request(report, actor=actor, at=at)
    routed = route(request.service, request.area, request.description, at=at)
    request.unit, request.assignee = routed.unit, routed.person
    request.search = words_of(request, _place_words(request))
    request.save()
    _add_reporter(request, report, actor=actor, at=at)
    if report.help is not None:
        _add_help(request, report.help, actor=actor, at=at)
    for photo in report.photos:
        photo.request, photo.draft = request, None
        photo.is_public = report.publish == Publish.ALL and request.is_public
        photo.save(update_fields=["request", "draft", "is_public"])
    commit(
        request,
        "service.file",
        actor=actor,
        at=at,
        before=None,
        public={
            "service": request.service.service_code,
            "area": request.area.code if request.area else None,
            "unit": request.unit.code,
            "channel": request.channel,
            "photos": len(report.photos),
            "acknowledge_by": _stamp(request.acknowledge_by),
            "due": _stamp(request.due_at),
            **routed.facts,
            **({"assisted": True} if report.help else {}),
        },
        words={
            "description": request.description,
            "place": request.address,
            **({"consent": _consent(report.help)} if report.help else {}),
        },
        mails=mails_to_reporter(request, "service.received", due=_stamp(request.due_at)),
    )
    if routed.body is not None and request.is_public:
        hand_over_by_rule(request, routed.body, routed.facts, at=at)
    return request


def new_request(report: Report, *, actor: Actor, at: datetime) -> Request:
    service = report.service
    tongue = report.language or actor.language
    text = language.clean(report.text).strip()
    address = language.clean(report.address).strip()[:250]
    area = report.area
    if report.latitude is not None:
        area = places.area_at(report.latitude, report.longitude)
    is_public = not service.confidential
    shows_words = is_public and report.publish != Publish.NOTHING
    shows_place = is_public and not service.hide_place
    public_text = language.mask(text, tongue) if shows_words else ""
    request = Request(
        service=service,
        unit=service.unit,
        description=text,
        publish=report.publish,
        title=title_of(public_text),
        public_text=public_text,
        is_public=is_public,
        answers=checked(questions_of(service.questions), report.answers)[0],
        address=address,
        landmark=language.clean(report.landmark).strip()[:120],
        latitude=report.latitude,
        longitude=report.longitude,
        public_address=language.mask(address, tongue)[:250] if shows_place else "",
        public_latitude=report.latitude if shows_place else None,
        public_longitude=report.longitude if shows_place else None,
        area=area,
        requested_at=at,
        updated_at=at,
        acknowledge_by=clocks.acknowledge_by(service, at),
        due_at=clocks.due_at(service, at),
        channel=report.help.channel if report.help else report.channel,
        language=tongue,
        status=Status.RECEIVED,
    )
    request.receipt = receipts.hash_of(receipts.code_of(request.nonce))
    return request


def title_of(text: str, longest: int = 80) -> str:
    """The first sentence of a text, cut between words."""
    first = text.strip().splitlines()[0] if text.strip() else ""
    for mark in (". ", "؟ ", "! ", "؛ ", "? "):
        first = first.split(mark)[0]
    first = first.strip().rstrip(".؛،")
    if len(first) <= longest:
        return first
    short = first[:longest].rsplit(" ", 1)[0]
    if short.rfind("[") > short.rfind("]"):  # a mask such as [phone number] stays whole or goes
        short = short[: short.rfind("[")]
    return short.rstrip(" .؛،") + "…"


def _place_words(request: Request) -> list[str]:
    return list(request.area.name.values()) if request.area else []


def _add_reporter(request: Request, report: Report, *, actor: Actor, at: datetime) -> None:
    if report.help is not None:  # the officer writes; the report is somebody else's
        voices, person = told_voices(report.phone, report.email), None
    else:
        voices, person = own_voices(actor, report.email), actor.person
    voices = voices or [receipts.voice_of("request", request.nonce.hex)]
    Party.objects.create(
        request=request,
        role=Party.Role.REPORTER,
        voice=voices[0],
        person=person,
        name=language.clean(report.name).strip()[:120],
        email=report.email,
        phone=report.phone,
        language=report.language or actor.language,
        created_at=at,
    )


def _add_help(request: Request, given: Help, *, actor: Actor, at: datetime) -> None:
    Assistance.objects.create(
        request=request,
        officer=actor.person,
        channel=given.channel,
        agreed=sorted(given.agreed),
        how=given.how,
        reason=given.reason,
        known=hashes_of(given.known, request.nonce),
        created_at=at,
    )


def _consent(given: Help) -> dict[str, Any]:
    """The terms as the act seals them."""
    return {"agreed": sorted(given.agreed), "how": given.how, "reason": given.reason}


def told_voices(phone: str, email: str = "") -> list[str]:
    """The voices of somebody for whom an officer writes, by what they told."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    known = [receipts.voice_of("phone", digits)] if digits else []
    return [*known, receipts.voice_of("email", email.lower())] if email else known


def own_voices(actor: Actor, email: str = "") -> list[str]:
    """What makes two voices on one report the same person's, the surest first.

    A browser goes before an address: anybody can write down a hundred addresses.
    """
    known = []
    if actor.person is not None:
        known.append(receipts.voice_of("person", str(actor.person.pk)))
    if actor.browser:
        known.append(receipts.voice_of("browser", actor.browser))
    if email:
        known.append(receipts.voice_of("email", email.lower()))
    return known


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
