"""Who has a matter now, seat by seat, and the ballots that were cast, by the body's own seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.decisions.models import Happened
from cityhall.decisions.naming import body_name
from cityhall.decisions.words import CHOICES
from cityhall.web.wording import Wording
from divan.charter.model import Charter, Stage
from divan.charter.model import Matter as Type
from divan.charter.state import Open, State

TONES = {
    "yes": "done", "consent": "done", "no": "danger", "object": "waiting", "abstain": "soft",
    "chosen": "done",
}  # fmt: skip


@dataclass(frozen=True)
class Seat:
    name: str
    sector: str
    answer: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Desk:
    """A stage that is open: whose it is, until when, how its seats stand in a sentence."""

    body: str
    due_at: datetime
    sentence: str
    seats: list[Seat] = field(default_factory=list)
    round: str = ""
    asked: list[tuple[str, bool]] = field(default_factory=list)  # bodies asked for an opinion

    @property
    def squares(self) -> list[tuple[str, str, str]]:
        return [(one.name, one.answer or _("silent"), one.tone) for one in self.seats]


@dataclass(frozen=True)
class Ballot:
    name: str
    said: str
    tone: str
    reasons: str


@dataclass(frozen=True)
class Ballots:
    """The ballots of a stage, each seat's last one."""

    body: str
    rows: list[Ballot]

    @property
    def squares(self) -> list[tuple[str, str, str]]:
        return [(one.name, one.said, one.tone) for one in self.rows]

    @property
    def sums(self) -> list[tuple[str, str, int]]:
        """How many seats said what: (word, tone, count), the most first."""
        counted = Counter((one.said, one.tone) for one in self.rows)
        return [(said, tone, count) for (said, tone), count in counted.most_common()]


def desks(
    charter: Charter,
    kind: Type,
    state: State,
    people: Mapping[str, int],
    names: Mapping[int, str],
    words: Wording,
) -> list[Desk]:
    """A desk for each open stage."""
    found = []
    for one in state.open:
        stage = kind.steps[one.stage]
        assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
        seats = []
        for seat in one.seats:
            answer = "chosen" if seat.person in one.choices else one.answers.get(seat.person, "")
            name = names.get(people.get(seat.person, 0), _("a seat"))
            said = str(CHOICES.get(answer, ""))
            seats.append(Seat(name, seat.sector, said, TONES.get(answer, "")))
        seats.sort(key=lambda seat: _place(seat.tone))
        rounds = getattr(stage.procedure, "rounds", 0)
        facts = {"round": words.number(one.round), "rounds": words.number(rounds)}
        found.append(
            Desk(
                body=body_name(charter, stage.body),
                due_at=one.due_at,
                sentence=_sentence(one, stage, words),
                seats=seats if len(seats) > 1 else [],
                round=_("Round %(round)s of %(rounds)s") % facts if rounds > 1 else "",
                asked=[(body_name(charter, b), b in one.opinions) for b in stage.consult.bodies],
            )
        )
    return found


def _sentence(one: Open, stage: Stage, words: Wording) -> str:
    if not one.seats and one.base:
        facts = {"count": words.number(one.base)}
        return (
            _(
                "Everyone on the register may vote: %(count)s people. What they say is counted and "
                "shown after the close."
            )
            % facts
        )

    def counted(*answers: str) -> str:
        return words.number(sum(said in answers for said in one.answers.values()))

    silent = words.number(len(one.seats) - len(one.answers) - len(one.choices))
    if stage.procedure.kind == "consent":
        facts = {"yes": counted("consent"), "no": counted("object"), "silent": silent}
        return _("%(yes)s consent, %(no)s object, %(silent)s have not spoken.") % facts
    if stage.procedure.kind == "vote":
        facts = {"yes": counted("yes"), "no": counted("no"), "abstain": counted("abstain")}
        facts["silent"] = silent
        return (
            _("%(yes)s yes, %(no)s no, %(abstain)s abstained, %(silent)s have not voted.") % facts
        )
    if stage.procedure.kind == "choose":
        facts = {"cast": words.number(len(one.choices)), "silent": silent}
        return _("%(cast)s have chosen, %(silent)s have not.") % facts
    return _("One signature is awaited, with reasons.")


_ORDER = ("done", "danger", "waiting", "soft")


def _place(tone: str) -> int:
    return _ORDER.index(tone) if tone in _ORDER else len(_ORDER)


def ballots(
    charter: Charter,
    kind: Type,
    events: list[Happened],
    names: Mapping[int, str],
    options: list[tuple[str, str]],
) -> list[Ballots]:
    """The roll calls: who voted or chose what, and why where they said so."""
    labels = dict(options)
    stages: dict[str, dict[int, Ballot]] = {}
    for event in events:
        said = event.event
        if said["event"] not in ("voted", "chose") or event.person_id is None:
            continue
        name = names.get(event.person_id, _("a former seat"))
        if said["event"] == "voted":
            choice = said.get("choice", "")
            ballot = Ballot(name, str(CHOICES.get(choice, "")), TONES.get(choice, ""), event.shown)
        else:
            chosen = _(", ").join(labels.get(code, code) for code in said.get("options", ()))
            ballot = Ballot(name, chosen, "done", event.shown)
        stages.setdefault(said.get("stage", ""), {})[event.person_id] = ballot
    return [
        Ballots(
            body_name(charter, getattr(kind.steps[stage], "body", "")),
            sorted(rows.values(), key=lambda row: _place(row.tone)),
        )
        for stage, rows in stages.items()
        if stage in kind.steps
    ]
