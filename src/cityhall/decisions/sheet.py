"""The page of one matter as its reader sees it: stations, who has it now, story, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.decisions import laws, queries, worlds
from cityhall.decisions.models import Happened, Matter
from cityhall.decisions.words import (
    CHOICES,
    CURRENCIES,
    KINDS,
    OUTCOMES,
    PHASES,
    TONES,
    WAYS,
    event_words,
    field_name,
    value_name,
)
from cityhall.people.actor import Actor
from cityhall.web.wording import Wording
from divan import language
from divan.charter import engine, route
from divan.charter.model import ENDS, Charter, Group
from divan.charter.model import Matter as Type
from divan.charter.state import Open, State
from divan.charter.world import World


@dataclass(frozen=True)
class Station:
    """A stage on the way: `when` is done, now, or later. `silence`: what silence brings."""

    title: str
    body: str
    way: str
    when: str
    outcome: str = ""
    tone: str = ""
    at: datetime | None = None
    figures: str = ""
    silence: str = ""


@dataclass(frozen=True)
class Line:
    at: datetime
    text: str
    quote: str = ""
    number: int = 0


@dataclass(frozen=True)
class Said:
    """An objection or a voice, by its number, with what came of it."""

    number: int
    text: str
    status: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Seated:
    name: str
    sector: str
    answer: str


@dataclass(frozen=True)
class Sheet:
    kind: str
    phase: str
    tone: str
    stations: list[Station]
    story: list[Line]
    facts: list[tuple[str, str]]
    why: str  # the charter's own line that chose this route
    seats: list[Seated] = field(default_factory=list)
    objections: list[Said] = field(default_factory=list)
    voices: list[Said] = field(default_factory=list)
    tasks: frozenset[tuple[str, str]] = frozenset()  # (stage, task) that wait for the reader
    appeals: list[tuple[str, str]] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    me: str = ""  # the reader's token in this matter
    open: tuple[Open, ...] = ()


def sheet(actor: Actor, row: Matter, words: Wording) -> Sheet:
    """Everything the page shows, in a fixed number of queries. Time until now has taken effect."""
    charter = laws.law(row.charter)
    kind = charter.matters[row.kind]
    key = bytes(row.key or b"0" * 32)
    world = worlds.build(key, charter, row)
    state = engine.read_at(charter, world, queries.state(row), words.now)
    events = queries.events(row)
    names = queries.offices(charter)
    me = worlds.token(key, actor.person) if actor.person is not None and row.key else ""
    return Sheet(
        kind=kind_name(charter, row.kind),
        phase=str(OUTCOMES[state.outcome] if state.ended else PHASES[state.phase]),
        tone=TONES.get(state.outcome or state.phase, "info"),
        stations=list(_stations(charter, kind, state, words)),
        story=[_line(event, names, words) for event in events],
        facts=list(_facts(kind, row, state)),
        why=_why(charter, kind, state, words),
        seats=_seats(state, key, names),
        objections=_objections(state, events),
        voices=_voices(state, events),
        tasks=frozenset(queries.tasks(actor, row)),
        appeals=_appeals(charter, kind, state, world, words),
        options=[(f"option_{n}", text) for n, text in enumerate(row.options, 1)],
        me=me,
        open=state.open,
    )


def kind_name(charter: Charter, kind: str) -> str:
    matter = charter.matters[kind]
    name = laws.title(matter.title, matter.of or kind)
    about = kind.rpartition(".")[2] if matter.of else ""
    return f"{KINDS[about]}: {name}" if about in KINDS else name


def _stations(charter: Charter, kind: Type, state: State, words: Wording) -> Iterator[Station]:
    """What is behind, what is open, and the way that would be taken if all goes well."""
    last = ""
    for step in state.passed:
        if step.stage in kind.group_of and state.group:
            continue
        outcome = str(OUTCOMES[step.outcome])
        figures = _figures(step.figures, words)
        yield _station(charter, kind, step.stage, "done", outcome, step.at, figures, step.outcome)
        last = step.stage
    for one in state.open:
        to = route.target(kind, one.stage, "timeout") if one.stage not in kind.group_of else ""
        yield _station(
            charter, kind, one.stage, "now", at=one.due_at, silence=_silence(charter, kind, to)
        )
        last = one.stage
    if state.phase in ("gathering", "filed"):
        last = ""
    if state.phase not in ("gathering", "filed", "open"):
        return
    at = kind.following.get(state.group or last, "") if last else kind.cases[state.case].steps[0].id
    while at and at not in ENDS:
        yield _station(charter, kind, at, "later")
        at = kind.following.get(at, "approved")


def _station(
    charter: Charter,
    kind: Type,
    step: str,
    when: str,
    outcome: str = "",
    at: datetime | None = None,
    figures: str = "",
    code: str = "",
    silence: str = "",
) -> Station:
    one = kind.steps[step]
    if isinstance(one, Group):
        bodies = ", ".join(body_name(charter, each.body) for each in one.stages)
        way = _("side by side")
        title = laws.title({}, bodies)
    else:
        bodies = body_name(charter, one.body) if one.body else ""
        way = str(WAYS[one.procedure.kind])
        title = laws.title(one.title, bodies or way)
    return Station(title, bodies, way, when, outcome, TONES.get(code, ""), at, figures, silence)


def body_name(charter: Charter, body: str) -> str:
    found = charter.bodies.get(body)
    return laws.title(found.title, body) if found is not None else body


def _silence(charter: Charter, kind: Type, to: str) -> str:
    if not to:
        return ""
    if to in ENDS:
        return _("If nobody answers, it is: %(end)s.") % {"end": OUTCOMES[to]}
    step = kind.steps[to]
    whom = step.id if isinstance(step, Group) else body_name(charter, step.body)
    return _("If nobody answers, it goes to %(body)s.") % {"body": whom}


def _figures(figures: Mapping[str, int | str], words: Wording) -> str:
    if "yes" in figures:
        said = {name: words.number(int(figures[name])) for name in ("yes", "no", "abstain")}
        return _("%(yes)s yes, %(no)s no, %(abstain)s abstained") % said
    if "line" in figures:
        return _("line %(line)s of the rule") % {"line": words.number(int(figures["line"]))}
    return ""


def _line(event: Happened, names: Mapping[int, str], words: Wording) -> Line:
    who = names.get(event.person_id or 0, _("A resident"))
    text = event_words(event.event, who, words)
    return Line(event.at, text, event.shown, event.number)


def _facts(kind: Type, row: Matter, state: State) -> Iterator[tuple[str, str]]:
    for name, one in kind.fields.items():
        if one.decides and name in state.codes:
            value = value_name(one.show(state.codes[name]))
            yield (
                str(field_name(name)),
                f"{value} {CURRENCIES.get(one.currency, one.currency)}".strip(),
            )
        elif name in row.fields:
            yield str(field_name(name)), language.mask(str(row.fields[name]), "fa")


def _why(charter: Charter, kind: Type, state: State, words: Wording) -> str:
    case = kind.cases[state.case]
    basis = laws.title(kind.basis, "")
    line = case.when.text or _("every other value")
    number = words.number(case.mark.line)
    said = _("Line %(line)s of the charter: %(text)s") % {"line": number, "text": line}
    return f"{said} · {basis}" if basis else said


def _seats(state: State, key: bytes, names: Mapping[int, str]) -> list[Seated]:
    tokens = worlds.people(key)
    found = []
    for one in state.open:
        for seat in one.seats:
            answer = one.answers.get(seat.person, "")
            name = names.get(tokens.get(seat.person, 0), _("a seat"))
            found.append(Seated(name, seat.sector, str(CHOICES.get(answer, answer))))
    return found


def _objections(state: State, events: list[Happened]) -> list[Said]:
    texts = [event.shown for event in events if event.event["event"] == "objected"]
    status = {
        "open": _("waits to be ruled on"),
        "upheld": _("upheld"),
        "rejected": _("rejected"),
        "met": _("met by an amendment"),
    }
    objections = [each for one in state.open for each in one.objections]
    pairs = zip(objections, texts[len(texts) - len(objections) :], strict=False)
    return [Said(n, text, status[each.status]) for n, (each, text) in enumerate(pairs)]


def _voices(state: State, events: list[Happened]) -> list[Said]:
    texts = [event.shown for event in events if event.event["event"] == "voiced"]
    answers = {e.event.get("voice", 0): e.shown for e in events if e.event["event"] == "replied"}
    return [Said(n, text, answer=answers.get(n, "")) for n, text in enumerate(texts)]


def _appeals(
    charter: Charter, kind: Type, state: State, world: World, words: Wording
) -> list[tuple[str, str]]:
    """What may still be raised about this decision, with its name."""
    found = []
    for about in kind.about:
        name = f"{kind.name}.{about}"
        open_ = state.decided_at is not None and about in ("appeal", "veto", "override")
        window = kind.about[about].window
        if (
            open_
            and window
            and state.outcome in ("approved", "refused")
            and name in charter.matters
        ):
            assert state.decided_at is not None  # noqa: S101 - asked above
            if words.now < window.after(state.decided_at, world.calendar, world.day):
                found.append((name, str(KINDS[about])))
    return found
