"""What an actor may read of reports, and one report with what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from cityhall.acts import queries as acts
from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import receipts
from cityhall.service.models import Draft, Photo, Request

AREA = "area__geometry"
"""A district's boundary can be large, and no page of reports reads it from their rows."""


def visible_to(actor: Actor, *, public_only: bool = False) -> QuerySet[Request]:
    """The reports this actor may read at all: public ones, their own, and their units'.

    `public_only` leaves out what not everyone may read, for lists that are the same for all.
    """
    if public_only:
        return Request.objects.filter(is_public=True)
    rule = Q(is_public=True)
    if actor.person is not None:
        rule |= Q(pk__in=_own_ids(actor))
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if reach:
        rule |= Q(unit__in=reach)
    if actor.may(Power.FIELD):
        rule |= Q(assignee=actor.person)
    return Request.objects.filter(rule)


def _own_ids(actor: Actor) -> QuerySet[Any]:
    return actor.person.parties.filter(role="reporter").values("request")  # type: ignore[union-attr]


def one(actor: Actor, request_id: int) -> Request | None:
    """A report this actor may read, with its kind, unit and area; otherwise `None`."""
    return (
        visible_to(actor)
        .select_related("service__group", "unit", "area", "assignee", "body")
        .defer(AREA)
        .filter(pk=request_id)
        .first()
    )


def by_receipt(code: str) -> Request | None:
    """The report that a receipt code opens: whoever holds the code is its reporter."""
    if not receipts.read(code):
        return None
    return (
        Request.objects.select_related(
            "service__group", "unit", "area", "assignee", "body", "assistance"
        )
        .defer(AREA)
        .filter(receipt=receipts.hash_of(code))
        .first()
    )


def for_mail(request_id: int) -> Request | None:
    """The report that a mail to its own people is about."""
    return Request.objects.select_related("service", "unit").filter(pk=request_id).first()


class Mailed(NamedTuple):
    """What a letter needs of a report: its number, the seed of its tracking code, its kind."""

    pk: int
    nonce: UUID
    kind: dict[str, str]


def mailed(request_id: int) -> Mailed | None:
    """The report that a letter is about, as far as letters say anything of it.

    Thousands are asked for one after the other, so only these columns are read.
    """
    rows = Request.objects.filter(pk=request_id).values_list("pk", "nonce", "service__name")
    return next((Mailed(*found) for found in rows), None)


def is_party(actor: Actor, request: Request) -> bool:
    """Whether this actor reported this (signed in, or from the browser that sent it)."""
    if actor.person is not None:
        return request.parties.filter(person=actor.person, role="reporter").exists()
    browser = receipts.voice_of("browser", actor.browser) if actor.browser else ""
    return bool(browser) and Draft.objects.filter(request=request, browser=browser).exists()


def has_voice(request: Request, voices: Sequence[str]) -> bool:
    """Whether one of these voices reported this or said "me too"."""
    return bool(voices) and request.parties.filter(voice__in=voices).exists()


def timeline(actor: Actor, request: Request, *, party: bool = False) -> list[Act]:
    """The acts on a report that this actor may read, in order.

    `party` says that the reader reported it (by account, browser or receipt code).
    """
    audiences = [Act.Audience.PUBLIC]
    if party or handles(actor, request):
        audiences.append(Act.Audience.PARTIES)
    if handles(actor, request):
        audiences.append(Act.Audience.STAFF)
    found = list(acts.on_object("service.request", request.pk, audiences))
    for act in found:
        act.public = acts.facts(act)  # of a confidential report they are sealed
    undone = {act.public.get("undoes") for act in found if act.verb == "service.undo"}
    for act in found:
        act.undone = act.position in undone  # type: ignore[attr-defined]
    return found


def handles(actor: Actor, request: Request) -> bool:
    """Whether the actor's posts reach this report."""
    mine = actor.person is not None and request.assignee_id == actor.person_id
    return (
        actor.may(Power.HANDLE, request.unit_id)
        or actor.may(Power.DISPATCH, request.unit_id)
        or (mine and actor.may(Power.FIELD))
    )


def photos(actor: Actor, request: Request, *, party: bool = False) -> list[Photo]:
    """The photos of a report that this actor may see."""
    rows = request.photos.all()
    if not (party or handles(actor, request)):
        rows = rows.filter(is_public=True)
    return list(rows)


def may_see_photo(actor: Actor, photo_id: UUID) -> bool:
    """Whether a photo exists and this actor may see it."""
    photo = Photo.objects.filter(pk=photo_id, request__isnull=False).first()
    row = one(actor, photo.request_id) if photo is not None else None
    if photo is None or row is None:
        return False
    return photo.is_public or is_party(actor, row) or handles(actor, row)


def photos_that_exist(photo_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these photos have a row, whoever may see them: what has none is erased."""
    return set(Photo.objects.filter(pk__in=photo_ids).values_list("pk", flat=True))
