"""The page of one matter as its reader sees it: stations, who has it now, story, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _

from cityhall.decisions import laws, queries, worlds
from cityhall.decisions.models import Happened, Matter
from cityhall.decisions.naming import body_name, condition_of, kind_name, value_name, word
from cityhall.decisions.polling import Asked, asked
from cityhall.decisions.roll import Ballots, Desk, ballots, desks
from cityhall.decisions.stations import Station, Way
from cityhall.decisions.subjects import of_code
from cityhall.decisions.words import KINDS, OUTCOMES, PHASES, ROWS, TONES, event_words, undone
from cityhall.people.actor import Actor
from cityhall.web.wording import Wording
from divan import language
from divan.charter import engine
from divan.charter.authority import may_join
from divan.charter.fields import ORDERED
from divan.charter.model import Charter, Who
from divan.charter.model import Matter as Type
from divan.charter.state import Open, State
from divan.charter.world import World

__all__ = ["Sheet", "body_name", "kind_name", "sheet"]


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
    waits: bool = False


@dataclass(frozen=True)
class Sheet:
    kind: str
    phase: str
    tone: str
    stations: list[Station]
    story: list[Line]
    facts: list[tuple[str, str]]
    why: str  # the charter's own line that chose this route
    way: list[tuple[str, str]]  # what the drawing shows: (stage, done or now)
    text: str = ""  # as last amended
    desks: list[Desk] = field(default_factory=list)
    ballots: list[Ballots] = field(default_factory=list)
    polls: list[Asked] = field(default_factory=list)
    objections: list[Said] = field(default_factory=list)
    voices: list[Said] = field(default_factory=list)
    tasks: frozenset[tuple[str, str]] = frozenset()  # (stage, task) that wait for the reader
    raises: list[tuple[str, str]] = field(default_factory=list)  # matters about this decision
    may: frozenset[str] = frozenset()  # what else the reader can do here
    options: list[tuple[str, str]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    thing: tuple[str, str] = ("", "")  # title and address of what it is about elsewhere
    undone: str = ""  # why what was approved could not be carried out
    me: str = ""  # the reader's token in this matter
    open: tuple[Open, ...] = ()


def sheet(actor: Actor, row: Matter, words: Wording) -> Sheet:
    """Everything the page shows, in a fixed number of queries. Time until now has taken effect."""
    charter = laws.law(row.charter)
    kind = charter.matters[row.kind]
    key = bytes(row.key or b"0" * 32)
    world = worlds.build(key, charter, row, at=words.now)
    state = engine.read_at(charter, world, queries.state(row), words.now)
    events = queries.events(row)
    names = queries.offices(charter)
    me = queries.token_of(actor, row)
    way = Way(charter, kind, state, world, words)
    options = [(f"option_{n}", text) for n, text in enumerate(row.options, 1)]
    return Sheet(
        kind=kind_name(charter, row.kind),
        phase=str(OUTCOMES[state.outcome] if state.ended else PHASES[state.phase]),
        tone=TONES.get(state.outcome or state.phase, "info"),
        stations=way.all(row, events),
        story=list(_story(events, names, words)),
        facts=list(_facts(charter, kind, row, state, words)),
        why=_why(charter, kind, state, words),
        way=[(step.stage, "done") for step in state.passed]
        + [(one.stage, "now") for one in state.open],
        text=_text(row, events),
        desks=desks(charter, kind, state, worlds.people(key), names, words),
        ballots=ballots(charter, kind, events, names, options),
        polls=asked(actor, row, charter, state, options),
        objections=_objections(state, events),
        voices=_voices(state, events),
        tasks=frozenset(queries.tasks(actor, row)),
        raises=_raises(charter, kind, state, way),
        may=frozenset(_may(charter, kind, state, world, me, words)) if me else frozenset(),
        options=options,
        chosen=[text for code, text in options if code in state.chosen],
        thing=_thing(actor, row),
        undone=_undone(row),
        me=me,
        open=state.open,
    )


def _story(events: list[Happened], names: Mapping[int, str], words: Wording) -> Iterator[Line]:
    """Every event in order; ballots and consents in a row, which stand above, as one line."""
    for alike, group in groupby(events, _alike):
        rows = list(group)
        if alike and len(rows) > 1:
            said = ROWS[alike] % {"count": words.number(len(rows))}
            yield Line(rows[-1].at, said, number=rows[0].number)
        else:
            yield from (_line(event, names, words) for event in rows)


def _alike(event: Happened) -> str:
    code = str(event.event["event"])
    return code if code in ROWS else ""


def _line(event: Happened, names: Mapping[int, str], words: Wording) -> Line:
    who = names.get(event.person_id or 0, _("A resident"))
    text = event_words(event.event, who, words)
    quote = "" if event.event["event"] == "filed" else event.shown  # it stands above
    return Line(event.at, text, quote, event.number)


def _text(row: Matter, events: list[Happened]) -> str:
    amended = [event.shown for event in events if event.event["event"] == "amended"]
    return amended[-1] if amended else row.public_text


def _facts(
    charter: Charter, kind: Type, row: Matter, state: State, words: Wording
) -> Iterator[tuple[str, str]]:
    for name, one in kind.fields.items():
        if one.decides and name in state.codes:
            code = state.codes[name]
            if one.kind == "date":
                value = words.day(date.fromordinal(code))
            elif one.kind in ORDERED:
                value = words.number(code)
            else:
                value = value_name(charter, one.show(code))
            yield word(charter, name), f"{value} {word(charter, one.currency)}".strip()
        elif name in row.fields:
            yield word(charter, name), language.mask(str(row.fields[name]), "fa")


def _why(charter: Charter, kind: Type, state: State, words: Wording) -> str:
    case = kind.cases[state.case]
    line = (
        condition_of(charter, case.when.text, words) if case.when.text else _("every other value")
    )
    number = words.number(case.mark.line)
    said = _("Line %(line)s of the charter: %(text)s") % {"line": number, "text": line}
    basis = laws.title(kind.basis, "")
    return f"{said} · {basis}" if basis else said


def _thing(actor: Actor, row: Matter) -> tuple[str, str]:
    subject = of_code(row.subject_type) if row.subject_id is not None else None
    if subject is None or row.subject_id is None:
        return "", ""
    title = subject.title(actor, row.subject_id)
    return (title, subject.address(row.subject_id)) if title else ("", "")


def _undone(row: Matter) -> str:
    why = queries.undone(row) if row.proposal_id or row.subject_id else ""
    return undone(why) if why else ""


def _objections(state: State, events: list[Happened]) -> list[Said]:
    """Of the stage that is open: each with what came of it."""
    texts = [event.shown for event in events if event.event["event"] == "objected"]
    status = {
        "open": _("waits to be ruled on"),
        "upheld": _("upheld"),
        "rejected": _("rejected"),
        "met": _("met by an amendment"),
    }
    objections = [each for one in state.open for each in one.objections]
    pairs = zip(objections, texts[len(texts) - len(objections) :], strict=False)
    return [
        Said(n, text, status[each.status], waits=each.status == "open")
        for n, (each, text) in enumerate(pairs)
    ]


def _voices(state: State, events: list[Happened]) -> list[Said]:
    texts = [event.shown for event in events if event.event["event"] == "voiced"]
    answers = {e.event.get("voice", 0): e.shown for e in events if e.event["event"] == "replied"}
    return [Said(n, text, answer=answers.get(n, "")) for n, text in enumerate(texts)]


def _raises(charter: Charter, kind: Type, state: State, way: Way) -> list[tuple[str, str]]:
    """What may still be raised about this decision, with its name."""
    if state.decided_at is None or state.outcome not in ("approved", "refused"):
        return []
    by_rule = len(state.passed) == 1 and "line" in state.passed[0].figures
    found = []
    for about in ("appeal", "veto", "override"):
        one, name = kind.about.get(about), f"{kind.name}.{about}"
        if one is None or one.window is None or name not in charter.matters:
            continue
        until = one.window.after(state.decided_at, way.world.calendar, way.world.day)
        if way.words.now < until and about not in state.about.values():
            label = _("Ask a person to look at it") if by_rule else str(KINDS[about])
            found.append((name, label))
    return found


def _may(
    charter: Charter, kind: Type, state: State, world: World, me: str, words: Wording
) -> Iterator[str]:
    """What the reader can do beside the tasks that wait for them."""

    def joins(who: Sequence[Who]) -> bool:
        return may_join(charter, world, who, me, state.applicant, words.now)

    call = kind.about.get("call_in")
    reachable = call is not None and state.phase == "open" and call.stage not in state.visited
    if call is not None and reachable and joins(call.who):
        yield "call_in"
    if state.phase == "gathering" and me not in state.supporters and joins(kind.standing):
        yield "support"
    undecided = state.phase in ("gathering", "filed", "open")
    if undecided:
        yield "voice"
        if world.bodies_of(me, words.now) and me not in state.recused:
            yield "recuse"
        if me == state.applicant:
            yield "withdraw"
    for one in state.open:
        seated = any(seat.person == me for seat in one.seats)
        step = kind.steps[one.stage]
        upheld = any(each.status == "upheld" for each in one.objections)
        rounds = getattr(getattr(step, "procedure", None), "rounds", 0)
        if upheld and one.round < rounds and (me == state.applicant or seated):
            yield f"amend:{one.stage}"
        if getattr(step, "stop", None) is not None:
            if seated and one.stopped_at is None:
                yield f"stop:{one.stage}"
            if one.stopped_at is not None and (seated or me == state.applicant):
                yield f"resume:{one.stage}"
