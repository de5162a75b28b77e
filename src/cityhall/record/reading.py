"""What the pages of the record say, prepared in one reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts import telling
from cityhall.acts.models import Act, Withheld
from cityhall.acts.queries import record_size
from cityhall.acts.telling import Told
from cityhall.people.actor import Actor
from cityhall.record import queries
from cityhall.record.models import Comparison, Integration, Seal, Witness
from cityhall.record.telling import ground_word
from cityhall.web.wording import Wording


@dataclass(frozen=True)
class Line:
    """One entry in a list of them."""

    position: int
    href: str
    at: datetime
    told: Told
    office: str
    kind: str
    is_withheld: bool


@dataclass(frozen=True)
class Vouching:
    """A witness as the page shows it: `state` is a word or two, `tone` colours it."""

    name: str
    state: str
    tone: str
    size: int
    at: datetime | None


@dataclass(frozen=True)
class Standing:
    """How the record stands: its length, its last seal, who vouches, what is wrong."""

    size: int
    seal: Seal | None
    waiting: int  # entries that no seal covers yet
    witnesses: list[Vouching]
    vouching: list[str]  # the names of those who cosigned the last seal, or one that is near
    alarm: Integration | None
    alarm_text: str = ""
    compared: Comparison | None = None

    @property
    def is_witnessed(self) -> bool:
        return bool(self.vouching)

    @property
    def is_in_doubt(self) -> bool:
        """Whether there is an alarm, or the database says something else than the record."""
        return self.alarm is not None or (self.compared is not None and self.compared.count > 0)


@dataclass(frozen=True)
class Busy:
    """An office on a day: how many acts, and the most frequent kinds."""

    label: str
    by: str
    count: int
    kinds: list[tuple[str, int]] = field(default_factory=list)


def lines(acts: Sequence[Act], actor: Actor, words: Wording) -> list[Line]:
    """Entries in words; as many queries as there are counters among them."""
    hidden = queries.withheld_among(acts)
    shown = [act for act in acts if act.position not in hidden]
    told = dict(zip([a.position for a in shown], telling.tell(shown, actor, words), strict=True))
    return [
        Line(
            act.position,
            reverse("record_entry", args=[act.position]),
            act.at,
            told.get(act.position) or Told(_("This entry is withheld. Its hash stays.")),
            telling.office(act.by, words),
            telling.verb_name(act.verb),
            act.position in hidden,
        )
        for act in acts
    ]


def standing(words: Wording) -> Standing:
    """Five queries, whatever the record's length."""
    size, seal = record_size(), queries.last_seal()
    witnesses = [_vouching(one, seal, words) for one in queries.witnesses()]
    alarm = queries.alarm()
    return Standing(
        size=size,
        seal=seal,
        waiting=size - (seal.size if seal else 0),
        witnesses=witnesses,
        vouching=[one.name for one in witnesses if one.tone == "done"],
        alarm=alarm,
        alarm_text=_alarm_text(alarm) if alarm else "",
        compared=queries.compared(),
    )


def busy(day_counts: Sequence[tuple[str, str, int]], words: Wording) -> list[Busy]:
    """Who did what on a day, the busiest first."""
    found: dict[str, dict[str, int]] = {}
    for by, verb, count in day_counts:
        found.setdefault(by, {})[verb] = count
    rows = [
        Busy(
            telling.office(by, words),
            by,
            sum(kinds.values()),
            [
                (telling.verb_name(verb), count)
                for verb, count in sorted(kinds.items(), key=lambda one: (-one[1], one[0]))[:3]
            ],
        )
        for by, kinds in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.count, row.label))


def why_withheld(row: Withheld) -> str:
    return ground_word(row.ground)


def _vouching(witness: Witness, seal: Seal | None, words: Wording) -> Vouching:
    name = words.name(witness.label) if witness.label else witness.name
    near = seal is not None and witness.size >= seal.size
    state = {
        Witness.State.NEW: (_("not asked yet"), ""),
        Witness.State.COSIGNS: (_("vouches for the last seal"), "done")
        if near
        else (_("is being asked"), "waiting"),
        Witness.State.AWAY: (_("does not answer"), "waiting"),
        Witness.State.REFUSES: (_("declines to cosign"), "waiting"),
        Witness.State.CONTRADICTS: (_("holds another history"), "danger"),
    }[Witness.State(witness.state)]
    return Vouching(name, state[0], state[1], witness.size, witness.answered_at)


def _alarm_text(alarm: Integration) -> str:
    return {
        "rolled_back": _(
            "The seal that was published is larger than the one in the city’s database. It may "
            "have been restored from an old backup. Nothing is sealed until this is explained."
        ),
        "changed": _(
            "Entries no longer give the root that was sealed: something was changed behind the "
            "record’s back. Nothing is sealed until this is explained."
        ),
        "forked": _(
            "A witness holds another history of this record than the city’s. Nothing is sealed "
            "until this is explained."
        ),
    }[alarm.alarm]
