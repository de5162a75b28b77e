"""A city's life at random: charters, filings, answers of everybody, absences, jumps of the clock,
events sent twice, another charter adopted. After each step what must always hold is looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.divan.charter.lives import oracle
from tests.divan.charter.lives.charters import compose

from divan import worktime
from divan.charter import Charter, events, published
from divan.charter.check import latest
from divan.charter.engine import decide, due, read_at, start
from divan.charter.model import Stage
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.refusals import Refusal
from divan.charter.state import State
from divan.charter.world import Holding, World

BEGIN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CALENDAR = worktime.load(
    {"zone": "UTC", "week": {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
SEEDS = st.integers(0, 2**32)
CHARTERS = st.integers(0, 79)  # reading one costs more than a life under it
PEOPLE = [f"r{number}" for number in range(3)]
TALLY: Counter[str] = Counter()


@dataclass
class Life:
    """One matter: its charter to the end, its states, all that was sent to it and taken."""

    charter: Charter
    state: State
    bound: datetime
    log: list[tuple[datetime, World, events.AnyEvent, str]]
    about: State | None = None
    votes: dict[str, dict[str, str]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


class Lives(RuleBasedStateMachine):
    @initialize(charter=CHARTERS, seed=SEEDS)
    def begin(self, charter: int, seed: int) -> None:
        self.charter = compose(charter).charter
        self.now = BEGIN
        self.lives: list[Life] = []
        self.serial = 0
        self.world = self._peopled(Random(seed))
        self.file(seed=seed)

    def _peopled(self, lot: Random) -> World:
        """Most seats are filled; now and then one person holds several."""
        holdings = []
        for body in self.charter.bodies.values():
            sectors = [one for one, seats in body.sectors.items() for _ in range(seats)]
            for seat in range(body.seats or 0):
                person = f"{body.name}{seat}"
                if lot.random() < 0.06:
                    person = lot.choice(["mayor0", "second0", "council0", "court0"])
                known = any((one.body, one.person) == (body.name, person) for one in holdings)
                if lot.random() < 0.93 and not known:
                    sector = sectors[seat] if seat < len(sectors) else ""
                    holdings.append(Holding(body.name, person, sector=sector))
        delegations = {"council0": "council1", "council1": "council2", "forum0": "forum1"}
        return World(CALENDAR, tuple(holdings), delegations=delegations, seed="s")

    def _anybody(self, lot: Random) -> str:
        pool = [one.person for one in self.world.holdings]
        return lot.choice([*pool, *PEOPLE])

    # What happens

    @rule(seed=SEEDS)
    def file(self, seed: int) -> None:
        lot = Random(seed)
        for _ in range(12):
            name = lot.choice(["m0", "m0", "m1", "m1", "amend"])
            fields = (
                {} if name == "amend" else {"x": lot.randint(0, 100), "hot": lot.random() < 0.5}
            )
            self._file(
                events.Filed(
                    by=lot.choice(["works0", self._anybody(lot)]),
                    id=self._id(),
                    matter=name,
                    fields=fields,
                    text="t",
                    object="charter" if name == "amend" else "",
                    options=("a", "b", "c"),
                ),
                self.charter,
                None,
            )

    def _id(self) -> str:
        self.serial += 1
        return f"n{self.serial}"

    def _file(self, filed: events.Filed, charter: Charter, about: Life | None) -> None:
        decision = about.state if about else None
        state = start(charter, self.world, filed, self.now, about=decision)
        if isinstance(state, Refusal):
            TALLY["not filed"] += 1
            return
        matter = charter.matters[filed.matter]
        bound = latest(charter, matter, self.now, CALENDAR, self.world.day)
        log = [(self.now, self.world, filed, published.digest(state))]
        self.lives.append(Life(charter, state, bound, log, decision))
        TALLY["matters"] += 1
        if about is not None:
            kind = filed.matter.rpartition(".")[2]
            self._send(about, events.Affected(kind=kind, matter=filed.id))

    @rule(seed=SEEDS, bursts=st.integers(1, 4))
    def answer(self, seed: int, bursts: int) -> None:
        lot = Random(seed)
        for life in self.lives:
            for _ in range(bursts * 3):
                if life.state.phase in ("in_force", "ended"):
                    break
                self._send(life, self._likely(lot, life))

    @rule(seed=SEEDS)
    def everybody_answers(self, seed: int) -> None:
        """Whole bodies answer, so that counts are large and stages close early."""
        lot = Random(seed)
        for life in self.lives:
            if life.state.phase == "filed":
                self._send(life, events.Admitted(by="mayor0"))
            for one in life.state.open:
                stage = life.charter.matters[life.state.matter].steps[one.stage]
                assert isinstance(stage, Stage)
                for seat in one.seats:
                    self._send(life, self._at_stage(lot, stage, seat.person))

    @rule(seed=SEEDS)
    def anything(self, seed: int) -> None:
        """Events that fit nothing, from anybody."""
        lot = Random(seed)
        for life in self.lives:
            stages = [one.id for one in life.charter.matters[life.state.matter].stages()]
            self._send(life, self._wild(lot, lot.choice([*stages, "none"])))

    @rule(seed=SEEDS)
    def again(self, seed: int) -> None:
        """The last event that was taken, once more."""
        for life in self.lives:
            event = life.log[-1][2]
            before = life.state
            if not isinstance(event, events.Filed):
                self._send(life, event)
                if isinstance(event, events.Voted) and life.state.passed == before.passed:
                    assert [one.answers for one in life.state.open] == [
                        one.answers for one in before.open
                    ], "a repeated ballot changed the answers"

    @rule(minutes=st.sampled_from([1, 5, 30, 60, 240, 240, 1440, 1440, 4320, 50_000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(seed=SEEDS, after=st.integers(-1, 1))
    def to_a_deadline(self, seed: int, after: int) -> None:
        """To the very moment of a deadline, the microsecond before it, or the one after."""
        moments = [moment for life in self.lives if (moment := due(life.state))]
        if moments:
            moment = Random(seed).choice(moments) + timedelta(microseconds=after)
            self.now = max(self.now, moment)

    @rule(seed=SEEDS)
    def somebody_leaves_or_comes(self, seed: int) -> None:
        lot = Random(seed)
        holdings = list(self.world.holdings)
        if holdings and lot.random() < 0.6:
            gone = lot.choice(holdings)
            holdings = [one for one in holdings if one is not gone]
        body = lot.choice(list(self.charter.bodies))
        person = f"{body}{lot.randrange(3)}"
        if not any((one.body, one.person) == (body, person) for one in holdings):
            holdings.append(Holding(body, person))
        self.world = replace(self.world, holdings=tuple(holdings))

    @rule(seed=SEEDS)
    def raise_about(self, seed: int) -> None:
        """Appeals, vetoes, reviews and ratifications of what is decided; and their effect."""
        lot = Random(seed)
        for life in list(self.lives):
            self._send(life, events.Read())
            for kind in life.charter.matters[life.state.matter].about:
                if kind == "call_in" or lot.random() < 0.5:
                    continue
                by = "" if kind in life.state.wants else self._anybody(lot)
                name = f"{life.state.matter}.{kind}"
                self._file(
                    events.Filed(by=by, id=self._id(), matter=name, object=life.state.id),
                    life.charter,
                    life,
                )
            self._tell_of(life)

    def _tell_of(self, life: Life) -> None:
        """A matter about a decision that has ended is told to the decision."""
        if life.about is None or life.state.id in life.told or not life.state.outcome:
            return
        if life.state.phase not in ("ended", "in_force"):
            return
        life.told.add(life.state.id)
        kind, outcome = life.state.matter.rpartition(".")[2], life.state.outcome
        told = events.Affected(kind=kind, matter=life.state.id, outcome=outcome)
        for other in self.lives:
            if other.state.id == life.about.id:
                self._send(other, told)

    @rule(charter=CHARTERS)
    def another_charter(self, charter: int) -> None:
        """An amendment comes into force: what is under way stays under the old charter."""
        new = compose(charter).charter
        for life in self.lives:
            before = published.digest(life.state)
            if new.digest != life.charter.digest:
                try:
                    decide(new, self.world, life.state, events.Read(), self.now)
                except ValueError:
                    pass
                else:
                    raise AssertionError("a matter was moved by another charter than its own")
            assert published.digest(life.state) == before
        self.charter = new

    # What is sent

    def _likely(self, lot: Random, life: Life) -> events.AnyEvent:
        state = life.state
        if lot.random() < 0.12:
            return lot.choice(
                [
                    events.Recused(by=self._anybody(lot)),
                    events.Voiced(by=self._anybody(lot), text="v"),
                    events.Replied(by=self._anybody(lot), voice=0, text="a"),
                    events.Withdrawn(by=state.applicant if lot.random() < 0.1 else "nobody"),
                    events.CalledIn(by=self._anybody(lot), reasons="r"),
                ]
            )
        if state.phase == "gathering":
            return events.Supported(by=self._anybody(lot))
        if state.phase == "filed":
            return events.Admitted(by=self._anybody(lot), admitted=lot.random() < 0.9, reasons="r")
        if not state.open:
            return events.Replied(by=self._anybody(lot), voice=0, text="a")
        one = lot.choice(state.open)
        stage = life.charter.matters[state.matter].steps[one.stage]
        assert isinstance(stage, Stage)
        seated = [seat.person for seat in one.seats]
        person = lot.choice(seated) if seated and lot.random() < 0.8 else self._anybody(lot)
        return self._at_stage(lot, stage, person)

    def _at_stage(self, lot: Random, stage: Stage, person: str) -> events.AnyEvent:
        procedure, chance = stage.procedure, lot.random()
        if chance < 0.05:
            return events.ClockStopped(by=person, stage=stage.id, reasons="r")
        if chance < 0.1:
            return events.ClockResumed(by=person, stage=stage.id)
        if isinstance(procedure, Decide):
            if stage.consult.bodies and lot.random() < 0.5:
                body = stage.consult.bodies[0]
                return events.Opined(by=f"{body}0", stage=stage.id, body=body)
            outcome = lot.choice(["approved", "approved", "refused", "referred"])
            return events.Signed(by=person, stage=stage.id, outcome=outcome, reasons="r")
        if isinstance(procedure, Vote):
            choice = lot.choice(["yes", "yes", "no", "abstain"])
            return events.Voted(by=person, stage=stage.id, choice=choice)
        if isinstance(procedure, Choose):
            options = tuple(one for one in "abc" if lot.random() < 0.5)
            return events.Chose(by=person, stage=stage.id, options=options)
        assert isinstance(procedure, Consent)
        if chance < 0.6:
            return events.Consented(by=person, stage=stage.id)
        if chance < 0.75:
            return events.Objected(by=person, stage=stage.id, reasons="r")
        if chance < 0.88:
            number = lot.randrange(2)
            upheld = lot.random() < 0.5
            tester = lot.choice(["court0", "court1", person])
            return events.Tested(
                by=tester, stage=stage.id, objection=number, upheld=upheld, reasons="r"
            )
        return events.Amended(by=person, stage=stage.id, text=f"t{lot.randrange(9)}")

    def _wild(self, lot: Random, stage: str) -> events.AnyEvent:
        by = self._anybody(lot)
        return lot.choice(
            [
                events.Signed(by=by, stage=stage, outcome="approved", reasons="r"),
                events.Voted(by=by, stage=stage, choice="yes"),
                events.Consented(by=by, stage=stage),
                events.Chose(by=by, stage=stage, options=("a",)),
                events.Admitted(by=by),
                events.Amended(by=by, stage=stage, text="other"),
                events.Tested(by=by, stage=stage, upheld=True, reasons="r"),
                events.Withdrawn(by=by),
                events.Affected(kind="appeal", matter="none", outcome="approved"),
                events.Filed(by=by, matter="m0"),
            ]
        )

    # What must hold

    def _send(self, life: Life, event: events.AnyEvent) -> None:
        stood = self._read(life)
        answer = decide(life.charter, self.world, life.state, event, self.now)
        TALLY["events"] += 1
        if isinstance(answer, Refusal):
            TALLY["refused"] += 1
            after = decide(life.charter, self.world, life.state, events.Read(), self.now)
            assert after == stood, f"a refused event changed the matter: {event}"
            return
        assert oracle.lawful(life.charter, self.world, stood, event, self.now), (
            f"taken without authority: {event}"
        )
        self._recorded(life, stood, event)
        self._counted(life, stood, answer, self.now)
        life.state = answer
        life.log.append((self.now, self.world, event, published.digest(answer)))

    def _read(self, life: Life) -> State:
        """The matter now; what time alone has closed is counted again, deadline by deadline."""
        state = life.state
        for _ in range(200):
            moment = due(state)
            if moment is None or moment > self.now:
                return state
            later = read_at(life.charter, self.world, state, moment)
            self._counted(life, state, later, moment)
            state = later
        raise AssertionError("deadlines without end")

    def _recorded(self, life: Life, stood: State, event: events.AnyEvent) -> None:
        if isinstance(event, events.Voted):
            life.votes.setdefault(event.stage, {})[event.by] = event.choice
        if isinstance(event, events.Recused):
            for said in life.votes.values():
                said.pop(event.by, None)

    def _counted(self, life: Life, before: State, after: State, at: datetime) -> None:
        """Every vote that has closed is counted again from the ballots as they were sent."""
        for step in oracle.closed(before, after):
            one = next((each for each in before.open if each.stage == step.stage), None)
            stage = life.charter.matters[after.matter].steps[step.stage]
            if one is None or not isinstance(stage, Stage) or not isinstance(stage.procedure, Vote):
                continue
            vote = stage.procedure
            if vote.delegable or step.outcome == "vacant":
                total = sum(int(step.figures.get(key, 0)) for key in ("yes", "no", "abstain"))
                assert total <= sum(seat.weight for seat in one.seats)
                continue
            left = [seat for seat in one.seats if seat.person not in after.recused]
            aside = sum(seat.weight for seat in one.seats) - sum(seat.weight for seat in left)
            base = one.base if vote.recused == "stay" else one.base - aside
            said = life.votes.get(step.stage, {})
            count = oracle.ballots(left, base, said)
            assert step.figures == count, f"{step.stage}: {step.figures} for {count}"
            chair = next(
                (
                    c
                    for p, c in said.items()
                    if p in oracle.holders(self.world, vote.chair, one.due_at)
                ),
                "",
            )
            assert step.outcome == oracle.verdict(vote, count, chair), (step, count)
            TALLY["votes counted again"] += 1

    def teardown(self) -> None:
        for life in getattr(self, "lives", []):
            self._replayed(life)
            end = max(life.bound, self.now)
            state = read_at(life.charter, self.world, life.state, end)
            assert state.phase in ("decided", "in_force", "ended"), (
                f"{state.matter} is {state.phase} at its bound {life.bound}"
            )
            assert state.charter == life.charter.digest
            TALLY[state.outcome] += 1

    def _replayed(self, life: Life) -> None:
        """The same events give the same states, one by one."""
        at, world, filed, digest = life.log[0]
        assert isinstance(filed, events.Filed)
        state = start(life.charter, world, filed, at, about=life.about)
        assert isinstance(state, State) and published.digest(state) == digest
        for at, world, event, digest in life.log[1:]:
            state = decide(life.charter, world, state, event, at)
            assert isinstance(state, State), f"refused in the replay: {event}"
            assert published.digest(state) == digest, f"another state in the replay: {event}"
