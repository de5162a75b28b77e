"""Matters as their readers may see them. Matters are public; what names a person is masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.decisions import laws
from cityhall.decisions.models import Ballot, Happened, Matter, Poll, Seat, Waiting
from cityhall.decisions.queries.polls import casts, waiting_polls
from cityhall.people.actor import Actor
from cityhall.people.models import Membership
from cityhall.web.preferences import page_language
from divan import language
from divan.charter import published
from divan.charter.casting import Cast
from divan.charter.model import Charter
from divan.charter.state import State

PAGE = 20
OPEN = ("gathering", "filed", "open", "answering", "decided")


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """Deciding in the open: every matter may be read by everyone."""
    return Matter.objects.all()


def one(actor: Actor, matter_id: int) -> Matter | None:
    rows = visible_to(actor).select_related("charter", "about", "applicant")
    return rows.filter(pk=matter_id).first()


@dataclass(frozen=True)
class Page:
    """A page of matters, newest first; `older` is the number from which the next one starts."""

    rows: list[Matter]
    older: int = 0


def newest(actor: Actor, *, which: str = "", before: int = 0) -> Page:
    """A page of the list. `which`: "" all, "open", or "closed"; `before`: the key of a page."""
    rows = visible_to(actor).select_related("charter").defer("text", "state")
    if which == "open":
        rows = rows.filter(phase__in=OPEN)
    elif which == "closed":
        rows = rows.exclude(phase__in=OPEN)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)


def undone(row: Matter) -> str:
    """The code of what kept an approved matter from being carried out; "" where nothing did."""
    told = Act.objects.filter(object_type="decisions.matter", object_id=row.pk)
    act = told.filter(verb="decisions.effect").last()
    return str(act.public["why"]) if act is not None else ""


def about_thing(code: str, number: int) -> list[Matter]:
    """The matters about a thing of another counter, newest first; all of them public."""
    rows = Matter.objects.filter(subject_type=code, subject_id=number).order_by("-pk")
    return list(rows.defer("text", "state")[:PAGE])


def about_decision(row: Matter) -> list[Matter]:
    """Appeals, reviews and the like of a decision, newest first."""
    return list(row.about_it.order_by("-pk").defer("text", "state")[:PAGE])


def waiting_about(code: str, number: int) -> bool:
    """Whether a matter about this thing is still being decided."""
    rows = Matter.objects.filter(subject_type=code, subject_id=number, phase__in=OPEN)
    return rows.exists()


def followed(actor: Actor, *, count: int = 50) -> list[Matter]:
    """What the actor put forward, voted on as a resident or raised a voice in, what moved last
    first."""
    if actor.person is None:
        return []
    voted = Q(pk__in=Ballot.objects.filter(person=actor.person).values("poll__matter"))
    mine = (
        Q(applicant=actor.person)
        | voted
        | Q(
            pk__in=Happened.objects.filter(
                person=actor.person, event__event__in=("voiced", "supported")
            ).values("matter")
        )
    )
    rows = visible_to(actor).filter(mine).select_related("charter").defer("text", "state")
    return list(rows.order_by("-updated_at", "-pk")[:count])


def state(row: Matter) -> State:
    """The engine's state of a matter, as last kept."""
    return msgspec.json.decode(row.state, type=State)


def titles(actor: Actor, numbers: Sequence[int]) -> dict[int, str]:
    """The titles of matters by their numbers."""
    return dict(visible_to(actor).filter(pk__in=set(numbers)).values_list("pk", "title"))


def events(row: Matter) -> list[Happened]:
    return list(row.events.all())


def tasks(actor: Actor, row: Matter) -> list[tuple[str, str]]:
    """What this matter waits for from the actor: (stage, task)."""
    if actor.person is None:
        return []
    return list(row.waiting.filter(person=actor.person).values_list("stage", "task"))


def inbox(actor: Actor, at: datetime, *, count: int = 100) -> list[Waiting | Poll]:
    """All that waits for the actor, by deadline."""
    if actor.person is None:
        return []
    mine = Waiting.objects.filter(person=actor.person).select_related("matter__charter")
    polls = waiting_polls(actor, at).select_related("matter__charter")[:count]
    found = [*mine.order_by("due_at", "pk")[:count], *polls]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at))[:count]


def inbox_size(actor: Actor, at: datetime) -> int:
    if actor.person is None:
        return 0
    return Waiting.objects.filter(person=actor.person).count() + waiting_polls(actor, at).count()


def offices(charter: Charter) -> dict[int, str]:
    """For every person who holds a seat the name of the seat, never the person's own."""
    found: dict[int, list[str]] = {}
    by_post: dict[int, list[str]] = {}
    numbers: dict[str, int] = {}
    for seat in Seat.objects.order_by("body", "pk"):
        body = charter.bodies.get(seat.body)
        name = laws.title(body.title, seat.body) if body else seat.body
        numbers[seat.body] = number = numbers.get(seat.body, 0) + 1
        if body is None or not body.one_seat:
            facts = {"body": name, "number": language.number(number, page_language())}
            name = _("%(body)s, seat %(number)s") % facts
        if seat.person_id:
            found.setdefault(seat.person_id, []).append(name)
        elif seat.post_id:
            by_post.setdefault(seat.post_id, []).append(name)
    for member in Membership.objects.filter(post_id__in=by_post).only("person_id", "post_id"):
        found.setdefault(member.person_id, []).extend(by_post[member.post_id])
    return {person: _(", ").join(dict.fromkeys(names)) for person, names in found.items()}


def bodies_of(actor: Actor, at: datetime) -> list[str]:
    """The bodies in which the actor holds a seat now."""
    if actor.person is None:
        return []
    now = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)
    own = now.filter(person=actor.person)
    through = now.filter(post__code__in=[code for code, _unit in actor.posts])
    return sorted({*own.values_list("body", flat=True), *through.values_list("body", flat=True)})


def publication(row: Matter) -> published.Publication:
    """What anyone needs to replay a matter: charter, worlds, events, the seals of ballots; and no
    person's name."""
    happened = list(row.events.select_related("world"))
    return published.Publication(
        charter=row.charter.text,
        worlds={event.world_id: event.world.data for event in happened},
        events=[
            msgspec.convert(
                {
                    "at": event.at,
                    "event": event.event,
                    "world": event.world_id,
                    "state": event.state,
                },
                published.Entry,
            )
            for event in happened
        ],
        about=msgspec.json.decode(row.about_state, type=State) if row.about_state else None,
        casts=[
            Cast(act.at, act.public["by"], act.public["stage"], act.public["seal"])
            for act in casts(row)
        ],
    )
