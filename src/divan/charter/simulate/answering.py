"""How people answer at a station: signatures, ballots, consent, advice, and what a count says.

The mixin of `run.Run` that mirrors `divan.charter.answers`; a test decides what it did again by
the engine, event by event, and compares outcomes and times.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappush
from math import floor
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from divan.charter import events, stages
from divan.charter.procedures import Choose, Vote, vote
from divan.charter.procedures.vote import Count
from divan.charter.simulate.people import (
    ADMIT,
    ADVISE,
    AMENDED,
    ANSWER,
    TEST,
    Case,
    Event,
    Paper,
    Person,
    Work,
    judges,
)
from divan.charter.simulate.routes import OPTIONS
from divan.charter.state import Objection

if TYPE_CHECKING:
    from divan.charter.simulate.routes import Routes, Station
    from divan.charter.simulate.stream import People
    from divan.charter.simulate.town import Town

POLLED = 101  # people asked in place of a whole register
REASON = "reasons"


class Answering:
    """Answers at stations. What it needs of a run stands below."""

    town: Town
    rules: People
    routes: Routes
    people: list[Person]
    shared: float
    heap: list[Event]
    seq: int
    polled: int
    trace: dict[int, list[tuple[int, events.AnyEvent]]]

    if TYPE_CHECKING:

        def close(self, work: Work, outcome: str, at: int) -> None: ...
        def hand_out(self, work: Work, role: int, at: int) -> None: ...
        def give(self, person: Person, paper: Paper, at: int) -> None: ...

    def answered(
        self, person: Person, work: Work, role: int, uniform: float, number: int, at: int
    ) -> None:
        """A person has read a paper and does what it asks for."""
        if role == ANSWER:
            if number == work.round:
                _ANSWERS[work.station.kind](self, person, work, uniform, at)
        elif role == ADMIT:
            self.note(work.case, at, events.Admitted, person)
            self.close(work, "admitted", at)
        elif role == ADVISE:
            self._advised(person, work, number, at)
        else:
            self._tested(person, work, number, uniform, at)

    def note(
        self, case: Case, at: int, kind: type[events.Event], person: Person | None, **more: Any
    ) -> None:
        """Somebody took part; with a trace, also as the engine's own event."""
        if person is not None:
            case.said.add(person.index)
        kept = self.trace.get(case.number)
        if kept is not None:
            by = self.town.people[person.index] if person else case.filing.applicants[case.place]
            kept.append((at, kind(by=by, **more)))  # type: ignore[arg-type]

    def _signs(self, person: Person, work: Work, uniform: float, at: int) -> None:
        if work.missing and at < work.opinions_by:
            work.ready = work.ready or (person.index, uniform)
            return
        epoch = self.routes.epoch(at)
        if epoch != work.epoch:
            node = work.case.node
            assert node is not None  # noqa: S101 - it stands at one while it waits
            if not self.routes.may_sign(node, work.station, person.index, epoch):
                return
        refers = person.profile.refers if work.station.may_refer else 0.0
        if uniform < refers:
            outcome = "referred"
        else:
            uniform = (uniform - refers) / (1 - refers)
            yes = judges(person, work.case, uniform, self.shared, work.advice)
            outcome = "approved" if yes else "refused"
            person.influence += 1
        self.note(
            work.case, at, events.Signed, person,
            stage=work.station.id, outcome=outcome, reasons=REASON,
        )  # fmt: skip
        self.close(work, outcome, at)

    def sign_ready(self, work: Work, at: int) -> None:
        """Opinions are in, or need not be awaited any longer: whoever has read may sign."""
        if work.ready is not None:
            (person, uniform), work.ready = work.ready, None
            self._signs(self.people[person], work, uniform, at)

    def _advised(self, person: Person, work: Work, number: int, at: int) -> None:
        body = work.station.asked[number][0]
        self.note(work.case, at, events.Opined, person, stage=work.station.id, body=body)
        work.missing.discard(body)
        work.advice = max(work.advice, person.competence)
        if not work.missing:
            self.sign_ready(work, at)

    def _votes(self, person: Person, work: Work, uniform: float, at: int) -> None:
        abstain = person.profile.abstain
        if uniform < abstain:
            choice = "abstain"
        else:
            uniform = (uniform - abstain) / (1 - abstain)
            choice = "yes" if judges(person, work.case, uniform, self.shared) else "no"
        work.answers[person.index] = choice
        work.case.said.add(person.index)
        if self.trace:
            self.note(work.case, at, events.Voted, person, stage=work.station.id, choice=choice)
        if len(work.answers) == len(work.station.seats) and work.station.early:
            self.settle(work, at)

    def _chooses(self, person: Person, work: Work, uniform: float, at: int) -> None:
        choice = "as_put" if judges(person, work.case, uniform, self.shared) else "changed"
        work.answers[person.index] = choice
        work.case.said.add(person.index)
        if self.trace:
            self.note(work.case, at, events.Chose, person, stage=work.station.id, options=(choice,))
        if len(work.answers) == len(work.station.seats):
            self.settle(work, at)

    def _consents(self, person: Person, work: Work, uniform: float, at: int) -> None:
        station, case = work.station, work.case
        objects = person.profile.objects
        if judges(person, case, uniform, self.shared) or (
            objects < 1 and case.uniform() >= objects
        ):
            work.answers[person.index] = "consent"
            case.said.add(person.index)
            if self.trace:
                self.note(case, at, events.Consented, person, stage=station.id)
            if not work.objections and len(work.answers) < len(station.seats):
                return
        else:
            work.answers[person.index] = "object"
            tested = bool(station.stage and station.stage.procedure.tested_by)  # type: ignore[union-attr]
            work.objections.append((person.index, "open" if tested else "upheld"))
            self.note(case, at, events.Objected, person, stage=station.id, reasons=REASON)
            testers = [one for one in station.testers if one != person.index]
            if tested and testers:
                tester = testers[int(case.uniform() * len(testers))]
                paper = (work, TEST, case.uniform(), len(work.objections) - 1)
                self.give(self.people[tester], paper, at)
        self._round(work, at)

    def _tested(self, person: Person, work: Work, number: int, uniform: float, at: int) -> None:
        who, status = work.objections[number]
        if status != "open":
            return
        upheld = not judges(person, work.case, uniform, self.shared)
        work.objections[number] = (who, "upheld" if upheld else "rejected")
        self.note(
            work.case, at, events.Tested, person,
            stage=work.station.id, objection=number, upheld=upheld, reasons=REASON,
        )  # fmt: skip
        self._round(work, at)

    def _round(self, work: Work, at: int) -> None:
        """Whether a round of consent is over: as `stages.early` has it."""
        statuses = {status for _, status in work.objections}
        if "upheld" in statuses:
            if work.round >= work.station.rounds:
                self.settle(work, at, "objected")
            elif not work.amending:
                work.amending = True
                self.seq += 1
                heappush(
                    self.heap, ((at + self.rules.amend) * 4 + 1, self.seq, AMENDED, None, work)
                )
        elif "open" not in statuses and len(work.answers) == len(work.station.seats):
            self.settle(work, at, "approved")

    def amended(self, work: Work, at: int) -> None:
        """Another text is put: perhaps better; every seat reads again."""
        case = work.case
        case.good = case.good or case.uniform() < self.rules.mended
        work.objections = [
            (who, status if status == "rejected" else "met") for who, status in work.objections
        ]
        work.answers, work.amending = {}, False
        work.round += 1
        text = f"text {work.round} of {work.station.id}"
        self.note(case, at, events.Amended, None, stage=work.station.id, text=text)
        self.hand_out(work, ANSWER, at)

    def settle(self, work: Work, at: int, outcome: str = "") -> None:
        """Close a station by what was said at it; the engine says what that means."""
        station, answers = work.station, work.answers
        if not outcome:
            key = _tally(station, work)
            known = station.outcomes.get(key) if key is not None else None
            if known is None:
                known = self._engine(work)
                if key is not None:
                    station.outcomes[key] = known
            outcome, chosen = known
            self.amends(work.case, chosen)
        if outcome in ("approved", "refused", "objected"):
            power = station.power
            people = self.people
            for seat, person in enumerate(station.seats):
                if person in answers:
                    people[person].influence += power[seat]
        self.close(work, outcome, at)

    def amends(self, case: Case, chosen: tuple[str, ...]) -> None:
        """A changed proposal was chosen: perhaps a better one."""
        if "changed" in chosen:
            case.good = case.good or case.uniform() < self.rules.mended

    def _engine(self, work: Work) -> tuple[str, tuple[str, ...]]:
        """The outcome of an open stage with these answers, by `stages.at_due`."""
        station, names = work.station, self.town.people
        assert station.open is not None  # noqa: S101 - the gate asks nobody
        assert station.stage is not None  # noqa: S101 - the gate asks nobody
        said: Mapping[str, str] = {names[one]: choice for one, choice in work.answers.items()}
        one = replace(
            station.open,
            answers=dict(said),
            choices={who: (choice,) for who, choice in said.items()},
            objections=tuple(
                Objection(names[who], REASON, 1, status) for who, status in work.objections
            ),
        )
        state = replace(station.state, id=str(work.case.number))
        charter, world = self.town.charter, self.town.world
        done = stages.at_due(charter, world, state, station.direct or station.stage, one)
        return done.outcome, done.chosen

    def poll(self, work: Work) -> str:
        """What a register says: some of its people are asked, and stand for all who take part."""
        station, case = work.station, work.case
        assert station.stage is not None  # noqa: S101 - registers only stand at stages
        procedure = station.stage.procedure
        body = self.town.charter.bodies[station.stage.body]
        profile = self.rules.profile(body)
        voters = floor(self.rules.register * profile.attention)
        person = Person(-1, profile, ())
        yes = sum(judges(person, case, case.uniform(), self.shared) for _ in range(POLLED))
        agreed = round(voters * yes / POLLED)
        self.polled += voters * case.reading
        if isinstance(procedure, Vote):
            counted = Count(agreed, voters - agreed, 0, self.rules.register)
            return vote.outcome(procedure, counted)
        assert isinstance(procedure, Choose)  # noqa: S101 - no register consents or signs
        done = stages.chosen(
            procedure,
            OPTIONS,
            [((OPTIONS[0],), agreed), ((OPTIONS[1],), voters - agreed)],
            cast=voters,
            seats=self.rules.register,
            order=stages.lot(OPTIONS, str(case.number)),
        )
        self.amends(case, done.chosen)
        return done.outcome


_ANSWERS = {
    "decide": Answering._signs,
    "vote": Answering._votes,
    "choose": Answering._chooses,
    "consent": Answering._consents,
}


def _tally(station: Station, work: Work) -> object:
    """What a count depends on, so that the engine is asked once for it; `None` for a tie among
    options, which may be broken by the lot of its own matter, and for a vote with a chair."""
    if station.kind == "consent":
        standing = any(status in ("open", "upheld") for _, status in work.objections)
        return standing, len(work.answers)
    if station.kind == "decide":
        return "silence"
    if not station.counted:
        return None
    counts: dict[tuple[str, int], int] = {}
    for person, choice in work.answers.items():
        key = (choice, station.class_of[person])
        counts[key] = counts.get(key, 0) + 1
    if station.kind == "choose":
        weights = station.weights
        sums = [0, 0]
        for (choice, place), count in counts.items():
            sums[choice == "changed"] += count * weights[place]
        if sums[0] == sums[1]:
            return None
    return frozenset(counts.items())
