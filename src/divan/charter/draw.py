"""A charter as pictures: who answers to whom, and the way of a matter. SVG, right in Persian.

A picture stands in a left-to-right frame, so that its places do not flip; every text keeps its
own direction. Nothing outside is needed, so the file is readable by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from divan.charter import route
from divan.charter.model import ENDS, Charter, Group, Matter, Stage, name_of, stages_of
from divan.charter.phrases import PHRASES, condition_words, span_words
from divan.charter.procedures.rule import Rule
from divan.language import number

WIDTH = 640
_ROW, _LINE, _PAD, _BOX = 44, 20, 14, 280
_LOOKS = {  # as attributes: a page's policy may forbid styles within a picture
    "": 'fill="#1c2733"',
    "soft": 'fill="#5a6672" font-size="13"',
    "name": 'fill="#1c2733" font-weight="800"',
    "box": 'fill="#fffefb" stroke="#0d6a70" stroke-width="1.5"',
    "done": 'fill="#e5f0e5" stroke="#2d6a3e" stroke-width="1.5"',
    "now": 'fill="#f7eed9" stroke="#855a0c" stroke-width="3"',
    "way": 'fill="none" stroke="#0d6a70" stroke-width="1.5"',
    "case": 'fill="#e4f0ee"',
}


def draw_bodies(charter: Charter, language: str = "fa") -> str:
    """Every body under the one it answers to; a line joins them."""
    rows = list(_tree(charter))
    height = _ROW * len(rows) + _PAD
    pen = _Pen(language)
    spine: dict[int, int] = {}
    for row, (name, depth) in enumerate(rows):
        body = charter.bodies[name]
        top = _PAD + row * _ROW
        left = 16 + depth * 36
        edge = left
        if language == "fa":  # the tree grows from the right
            left = WIDTH - left - _BOX
            edge = left + _BOX
        if depth:
            above = spine[depth - 1]
            stem = edge + (20 if language == "fa" else -20)
            pen.add(f'<path {_LOOKS["way"]} d="M{stem} {above + 34}V{top + 17}H{edge}"/>')
        spine[depth] = top
        seats = "" if body.seats is None else f" · {number(body.seats, language)}"
        label = name_of(body.title, name, language) + seats
        pen.add(f'<rect {_LOOKS["box"]} x="{left}" y="{top}" width="{_BOX}" height="34" rx="8"/>')
        pen.text(label, left, left + _BOX, top + 22, "name")
    return pen.svg(height, PHRASES["picture_bodies"][language == "fa"])


def _tree(charter: Charter) -> Iterator[tuple[str, int]]:
    """Bodies with their depth, each after the one it answers to; rings are cut."""
    seen: set[str] = set()

    def below(name: str, depth: int) -> Iterator[tuple[str, int]]:
        if name in seen:
            return
        seen.add(name)
        yield name, depth
        for other, body in charter.bodies.items():
            if body.reports_to == name:
                yield from below(other, depth + 1)

    for name, body in charter.bodies.items():
        if not body.reports_to:
            yield from below(name, 0)
    for name in charter.bodies:
        yield from below(name, 0)


def draw_route(
    charter: Charter,
    matter: Matter,
    language: str = "fa",
    *,
    case: int | None = None,
    stands: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The way of a matter: its cases, their stages in order, and where other outcomes lead.

    `case`: only the one with this number, from 0. `stands`: steps that are "done" or "now".
    """
    pen = _Pen(language)
    top = _PAD
    for case_ in matter.cases if case is None else matter.cases[case : case + 1]:
        words = condition_words(case_.when.text, language, lambda one: charter.word(one, language))
        only = len(matter.cases) == 1 and not words
        said = words or PHRASES["always" if only else "picture_else"][language == "fa"]
        pen.add(f'<rect {_LOOKS["case"]} x="8" y="{top}" width="{WIDTH - 16}" height="30" rx="8"/>')
        pen.text(said, 8, WIDTH - 8, top + 20)
        top += 38
        for place, step in enumerate(case_.steps):
            lines = list(_lines(charter, matter, step, language))
            tall = 22 + _LINE * len(lines)
            if place:
                pen.add(f'<path {_LOOKS["way"]} d="M{WIDTH // 2} {top - 14}v12l-4-6m4 6l4-6"/>')
            box = f'x="40" y="{top}" width="{WIDTH - 80}" height="{tall}" rx="8"'
            look = _LOOKS[stands.get(step.id, "box")]
            pen.add(f"<rect {look} {box}/>")
            for row, (text, kind) in enumerate(lines):
                pen.text(text, 40, WIDTH - 40, top + 24 + _LINE * row, kind)
            top += tall + 16
        top += 8
    return pen.svg(top, PHRASES["picture_route"][language == "fa"])


def _lines(
    charter: Charter, matter: Matter, step: Stage | Group, language: str
) -> Iterator[tuple[str, str]]:
    """What stands in the box of a step: who and how, then each edge that is no plain going on."""
    persian = language == "fa"
    for stage in stages_of(step):
        yield _headline(charter, stage, language), "name"
    if isinstance(step, Group):
        figures = {"need": step.need, "count": len(step.stages)}
        code = {"all": "group_all", "any": "group_any", "of": "group_of"}[step.kind]
        yield PHRASES[code][persian].format(**figures).rstrip(":"), "soft"
    for outcome in route.outcomes_of(step):
        to = route.target(matter, step.id, outcome)
        if outcome == "approved" and to == matter.following.get(step.id):
            continue
        said = PHRASES[f"outcome_{outcome}"][persian]
        if to in ENDS:
            text = PHRASES[f"edge_{to}"][persian].format(outcome=said)
        else:
            text = PHRASES["edge_step"][persian].format(
                outcome=said, to=_named(charter, matter.steps[to], language)
            )
        yield text, "soft"


def _headline(charter: Charter, stage: Stage, language: str) -> str:
    if isinstance(stage.procedure, Rule):
        return PHRASES["by_rule"][language == "fa"]
    within = span_words(stage.within, language) if stage.within else ""
    body = name_of(charter.bodies[stage.body].title, stage.body, language)
    return PHRASES[f"by_{stage.procedure.kind}"][language == "fa"].format(body=body, within=within)


def _named(charter: Charter, step: Stage | Group, language: str) -> str:
    bodies = [charter.bodies[one.body] for one in stages_of(step) if one.body]
    names = [name_of(body.title, body.name, language) for body in bodies]
    return ("، " if language == "fa" else ", ").join(names)


class _Pen:
    """Writes shapes and texts; Persian texts begin at the right edge of their place."""

    def __init__(self, language: str) -> None:
        self.language, self.parts = language, [""]

    def add(self, shape: str) -> None:
        self.parts.append(shape)

    def text(self, said: str, left: int, right: int, y: int, kind: str = "") -> None:
        persian = self.language == "fa"
        x = right - 12 if persian else left + 12
        attributes = f'direction="{"rtl" if persian else "ltr"}" {_LOOKS[kind]}'
        self.add(f'<text x="{x}" y="{y}" {attributes}>{escape(said)}</text>')

    def svg(self, height: int, label: str) -> str:
        inside = "".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'font-family="Vazirmatn, sans-serif" font-size="15" '
            f'aria-label="{escape(label)}">{inside}</svg>'
        )
