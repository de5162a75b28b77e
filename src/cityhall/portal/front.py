"""What the first page says: composed of what the counters know, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.acts import queries as acts
from cityhall.decisions import queries as decisions
from cityhall.people.actor import Actor
from cityhall.service import queries as service
from cityhall.service import story
from cityhall.service.queries import Catalogue, Row
from cityhall.web.wording import Wording

DANGERS, KINDS, NEWS, CARDS = 2, 4, 6, 3


@dataclass(frozen=True)
class Chip:
    label: str
    href: str
    tone: str = ""


@dataclass(frozen=True)
class News:
    """Something an office or a reporter did: when, on which report, and what."""

    at: datetime
    title: str
    href: str
    text: str
    tone: str


@dataclass(frozen=True)
class Card:
    """Something that waits for the reader."""

    badge: str
    tone: str
    title: str
    text: str
    href: str
    link: str


def chips(known: Catalogue, words: Wording) -> list[Chip]:
    """Dangerous kinds first, then those that are used most, then the way to all of them."""
    used = service.counts_by_kind()
    active = {key: kind for key, kind in known.kinds.items() if kind.active}
    by_use = sorted(active, key=lambda key: -used.get(key, 0))
    dangers = [key for key in by_use if active[key].danger][:DANGERS]
    others = [key for key in by_use if not active[key].danger][:KINDS]
    made = [
        Chip(
            words.name(active[key].name),
            f"{reverse('report')}?service={active[key].code}",
            "danger" if active[key].danger else "",
        )
        for key in dangers + others
    ]
    if len(active) > len(made):
        text = ngettext("All %(count)s kind", "All %(count)s kinds", len(active))
        made.append(Chip(text % {"count": words.number(len(active))}, reverse("services")))
    return made


def happenings(actor: Actor, known: Catalogue, words: Wording) -> tuple[list[News], list[Row]]:
    """The newest public acts in words, and the open reports to which voices were added lately.

    Both come from the end of the record, so neither grows with the city.
    """
    ends = acts.latest_public([*story.NEWS, acts.UNDO], 3 * NEWS)
    undone = {act.public.get("undoes") for act in ends if act.verb == acts.UNDO}
    kept = [act for act in ends if act.verb != acts.UNDO and act.position not in undone]
    news = kept[:NEWS]
    voices = acts.newest_public("service.me_too", 40)
    ids = {act.object_id for act in (*news, *voices)}
    rows = service.by_number(actor, sorted(ids))
    told = [_news(act, rows[act.object_id], known, words) for act in news if act.object_id in rows]
    joined = dict.fromkeys(act.object_id for act in voices)
    raised = [rows[key] for key in joined if key in rows and rows[key].is_open]
    return told, sorted(raised, key=lambda row: -row.voices)


def turn(actor: Actor, raised: Sequence[Row], known: Catalogue, words: Wording) -> list[Card]:
    """What waits for this reader: decisions, a queue, an answer, or neighbours' troubles."""
    cards = []
    if waiting := decisions.inbox(actor, words.now):
        cards.append(_inbox_card(len(waiting), waiting[0].due_at, words))
    if actor.is_staff and (actor.may("service.handle") or actor.may("service.field")):
        cards.append(_queue_card(actor, words))
    for row in service.waiting_for(actor, CARDS):
        asked = row.is_open
        cards.append(
            Card(
                _("The office asks you") if asked else _("Is it solved?"),
                "waiting" if asked else "info",
                row.title or words.name(known.kinds[row.service_id].name),
                _("Report %s") % words.digits(row.id),
                reverse("request", args=[row.id]),
                _("Answer") if asked else _("Say yes or no"),
            )
        )
    if not cards:
        cards = [_voices_card(row, known, words) for row in raised[:CARDS]]
    return cards


def _news(act: story.Act, row: Row, known: Catalogue, words: Wording) -> News:
    return News(
        act.at,
        row.title or words.name(known.kinds[row.service_id].name),
        reverse("request", args=[row.id]),
        story.news(act, row.requested_at, known, words),
        story.NEWS[act.verb],
    )


def _inbox_card(size: int, first: datetime | None, words: Wording) -> Card:
    text = ngettext("%(count)s matter waits for you", "%(count)s matters wait for you", size)
    return Card(
        _("Decisions"),
        "waiting",
        text % {"count": words.number(size)},
        _("The first until %s") % words.moment(first) if first else "",
        reverse("decisions_inbox"),
        _("See and decide"),
    )


def _queue_card(actor: Actor, words: Wording) -> Card:
    counted = service.queue_counts(actor, at=words.now)
    size = counted.unit or counted.mine
    late = ngettext("%(count)s is late", "%(count)s are late", counted.overdue)
    return Card(
        late % {"count": words.number(counted.overdue)} if counted.overdue else _("none is late"),
        "danger" if counted.overdue else "done",
        ngettext("%(count)s report in your queue", "%(count)s reports in your queue", size)
        % {"count": words.number(size)},
        "",
        reverse("desk"),
        _("To the desk"),
    )


def _voices_card(row: Row, known: Catalogue, words: Wording) -> Card:
    kind = known.kinds[row.service_id]
    area = known.areas.get(row.area_id or 0)
    facts = [words.name(kind.name)] if row.title else []
    facts += [words.name(area.name)] if area else []
    facts.append(_("since %s") % words.day(row.requested_at, weekday=False, year=False))
    voices = ngettext("%(count)s neighbour", "%(count)s neighbours", row.voices)
    return Card(
        voices % {"count": words.number(row.voices)},
        "info",
        row.title or words.name(kind.name),
        " · ".join(facts),
        reverse("request", args=[row.id]),
        _("You too?"),
    )
