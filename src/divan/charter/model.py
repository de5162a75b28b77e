"""A charter, as read: bodies, procedures, matters with their routes. Immutable, with places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from divan.charter.condition import Condition
from divan.charter.errors import NOWHERE, Mark
from divan.charter.fields import Field
from divan.charter.procedures import Procedure
from divan.charter.span import Span

PRESETS = ("office", "assembly", "table", "panel", "electorate", "node", "circle")
OUTCOMES = ("approved", "refused", "referred", "timeout", "objected", "inquorate", "vacant")
ENDS = ("approved", "refused", "lapsed")
ABOUT = ("appeal", "review", "call_in", "veto", "override", "ratify")
Names = Mapping[str, str]  # language to text
TO_ANSWER, TO_GATHER = Span(10, "day"), Span(60, "day")  # where a charter says nothing


def name_of(names: Names, fallback: str, language: str) -> str:
    """A name in a language, else in any, else the code in the file."""
    return names.get(language) or names.get("") or next(iter(names.values()), "") or fallback


@dataclass(frozen=True)
class Body:
    """Seats that can hold authority. Every preset is this; `preset` only remembers the word.

    `seats` is `None` for a register. `sectors` share out the seats by name; `weights` give the
    weight of each seat of a sector, 1 by default.
    """

    name: str
    preset: str
    seats: int | None
    title: Names = field(default_factory=dict)
    register: str = ""
    filled_by: str = ""
    drawn_from: str = ""
    strata: tuple[str, ...] = ()
    sectors: Mapping[str, int] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    term: Span | None = None
    deputy: str = ""
    reports_to: str = ""
    independent_of: tuple[str, ...] = ()
    ends: str = ""  # "matter", or a length of time
    skills: tuple[str, ...] = ()
    mark: Mark = NOWHERE

    @property
    def one_seat(self) -> bool:
        return self.seats == 1


@dataclass(frozen=True)
class Who:
    """Who may do something: a `body`, or "any_office", "any_resident", "anyone", "applicant".

    `share`: how much of the body must join in; `None` for one member.
    """

    kind: str
    body: str = ""
    share: Fraction | None = None


@dataclass(frozen=True)
class Admit:
    """The gatekeeper. `silence` is "admitted" or "refused"."""

    body: str
    within: Span
    silence: str = "admitted"
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Consult:
    """Bodies whose opinion must be asked for. Who has not answered `within` need not be awaited."""

    bodies: tuple[str, ...] = ()
    within: Span | None = None


@dataclass(frozen=True)
class Stage:
    """One body, one way to decide, one clock, and where each outcome leads."""

    id: str
    body: str  # "" for a rule
    procedure: Procedure
    by: str  # the procedure's name, or its kind where it is written in place
    within: Span | None
    then: Mapping[str, str] = field(default_factory=dict)  # as written
    consult: Consult = Consult()
    stop: Span | None = None  # the longest that the clock may stand still for the applicant
    mark: Mark = NOWHERE
    title: Names = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Stages side by side; `need` of them must approve."""

    id: str
    stages: tuple[Stage, ...]
    need: int
    kind: str  # "all", "any" or "of"
    then: Mapping[str, str] = field(default_factory=dict)
    mark: Mark = NOWHERE


def stages_of(step: Stage | Group) -> tuple[Stage, ...]:
    """A stage alone, or those that stand side by side."""
    return step.stages if isinstance(step, Group) else (step,)


@dataclass(frozen=True)
class Case:
    """A line of a route: the first whose `when` holds decides."""

    when: Condition
    steps: tuple[Stage | Group, ...]
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Aggregate:
    """A field computed from earlier matters: the sum of `sum` over those with the `same` fields."""

    name: str
    sum: str
    same: tuple[str, ...]
    over: Span


@dataclass(frozen=True)
class About:
    """A matter about a decision. It is filed under `<matter>.<kind>`."""

    kind: str
    window: Span | None  # how long after the decision; for a review, when
    suspends: bool = False
    stage: str = ""  # call_in: the stage to which the matter is taken
    who: tuple[Who, ...] = ()  # call_in: who takes it
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Mandate:
    """`giver` lets `to` decide in its place, where `when` holds."""

    giver: str
    to: str
    matter: str
    when: Condition
    until: int = 0  # ordinal of the last day; 0 as long as the giver's own authority
    onward: bool = False
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Matter:
    """A type of matter: fields, who may file, and the route."""

    name: str
    title: Names
    fields: Mapping[str, Field]
    cases: tuple[Case, ...]
    standing: tuple[Who, ...]
    admit: Admit | None = None
    basis: Names = field(default_factory=dict)
    aggregates: tuple[Aggregate, ...] = ()
    about: Mapping[str, About] = field(default_factory=dict)
    object: str = ""  # "", "charter", or "decision"
    of: str = ""  # for a matter about a decision: the type of that decision
    answer_within: Span = TO_ANSWER
    gather_within: Span = TO_GATHER
    expires: Span | None = None  # an emergency decision, unless ratified
    mark: Mark = NOWHERE

    @cached_property
    def deciding(self) -> tuple[Field, ...]:
        """The fields that conditions may compare, in the order of their boxes."""
        return tuple(one for one in self.fields.values() if one.decides)

    @cached_property
    def steps(self) -> Mapping[str, Stage | Group]:
        """Every stage and group by its id, also the stages inside groups."""
        found: dict[str, Stage | Group] = {}
        for case in self.cases:
            for step in case.steps:
                found[step.id] = step
                if isinstance(step, Group):
                    found.update({one.id: one for one in step.stages})
        return found

    @cached_property
    def group_of(self) -> Mapping[str, Group]:
        """The group of every stage that stands in one."""
        groups = (one for one in self.steps.values() if isinstance(one, Group))
        return {stage.id: group for group in groups for stage in group.stages}

    @cached_property
    def following(self) -> Mapping[str, str]:
        """For every step in sequence the id of the next one in its case, or the end "approved"."""
        after: dict[str, str] = {}
        for case in self.cases:
            ids = [step.id for step in case.steps]
            after.update(zip(ids, [*ids[1:], "approved"], strict=True))
        return after

    def stages(self) -> Iterator[Stage]:
        for step in self.steps.values():
            if isinstance(step, Stage):
                yield step


@dataclass(frozen=True)
class Charter:
    """A governance model. `words`: what its fields, values, sectors and groups are called.
    `digest` is SHA-256 of the file's text, in hexadecimal digits."""

    name: Names
    bodies: Mapping[str, Body]
    procedures: Mapping[str, Procedure]
    matters: Mapping[str, Matter]
    calendar: Mapping[str, object]
    mandates: tuple[Mandate, ...] = ()
    words: Mapping[str, Names] = field(default_factory=dict)
    digest: str = ""
    source: str = ""

    def word(self, code: str, language: str) -> str:
        """What a name in the file is called in a language; else in any, else as it stands.

        A sector that has the name of a body is called like that body."""
        body = self.bodies.get(code)
        names = self.words.get(code) or (body.title if body else {})
        return name_of(names, code, language)

    @cached_property
    def superiors(self) -> Mapping[str, frozenset[str]]:
        """For every body all those it answers to, directly or further up. Rings are cut."""
        found: dict[str, frozenset[str]] = {}
        for name in self.bodies:
            above: list[str] = []
            at = self.bodies[name].reports_to
            while at and at not in above and at in self.bodies:
                above.append(at)
                at = self.bodies[at].reports_to
            found[name] = frozenset(above)
        return found

    @cached_property
    def mandates_of(self) -> Mapping[tuple[str, str], tuple[Mandate, ...]]:
        """The mandates given by a body in a type of matter."""
        found: dict[tuple[str, str], tuple[Mandate, ...]] = {}
        for one in self.mandates:
            key = (one.giver, one.matter)
            found[key] = (*found.get(key, ()), one)
        return found
