"""A way to choose a charter: eight questions in plain steps, then what follows; no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.decisions import laws, queries
from cityhall.decisions.comparing import SEEDS, Beside, beside
from cityhall.decisions.drafts import drawings, parts
from cityhall.decisions.models import Charter as Row
from cityhall.decisions.sheet import body_name, kind_name
from cityhall.decisions.worlds import working_day
from cityhall.people.actions import may_manage_city
from cityhall.people.queries import city
from cityhall.web import respond
from cityhall.web.described import Parameter, answers
from cityhall.web.limits import address_of, allow, network_of
from divan.charter.advise import QUESTIONS, Advice
from divan.charter.advise import advise as compose
from divan.charter.model import Charter
from divan.charter.outlook import Outlook, outlook
from divan.charter.phrases import condition_words
from divan.charter.reading import load
from divan.charter.simulate import Estimate
from divan.charter.simulate.phrases import MEASURES, difference, figure, interval, measure_name


class PartOut(msgspec.Struct, kw_only=True):
    """A part of the composed charter, with the answer that chose it."""

    question: str
    answer: str
    part: str
    gives: str
    costs: str


class EstimateOut(msgspec.Struct, kw_only=True):
    """A mean with the bounds of its interval of 95 %; null where nothing of the kind came."""

    mean: float | None
    low: float | None
    high: float | None


class MeasuredOut(msgspec.Struct, kw_only=True):
    """What a simulation says. `difference` is of the composed charter to the one in force."""

    code: str
    name: str
    unit: str
    composed: EstimateOut
    present: EstimateOut | None
    difference: EstimateOut | None


class SimulatedOut(msgspec.Struct, kw_only=True):
    """`own`: on the city's own last year, else on the sample town. `trouble`: why there is no
    measure, one of busy, long, unfit."""

    own: bool
    trouble: str | None
    measures: list[MeasuredOut]


class AdviceOut(msgspec.Struct, kw_only=True):
    """`missing`: the questions that still need an answer; `charter` is the YAML once there are
    none; `simulated` is there where it was asked for."""

    missing: list[str]
    parts: list[PartOut]
    charter: str | None
    simulated: SimulatedOut | None = None


@dataclass(frozen=True)
class Measured:
    """A measure in the reader's words: each figure with its interval, and what differs."""

    name: str
    composed: tuple[str, str]
    present: tuple[str, str] | None
    difference: str


@dataclass(frozen=True)
class Way:
    """One case of a kind of matter, in the reader's words. `days` are calendar days; `good` and
    `bad`: of 100 proposals that 80 (20) of 100 people would agree to, how many are approved."""

    when: str
    bodies: str
    fewest: int | None
    say: int
    days: int
    good: int | None
    bad: int | None


MOST_A_MINUTE = 10  # simulations of one network
GOOD, BAD = Fraction(4, 5), Fraction(1, 5)


@answers(
    AdviceOut,
    "A charter composed by the answers to eight questions",
    **{
        one.key: Parameter(
            one.text["en"], {"type": "string", "enum": [choice.code for choice in one.choices]}
        )
        for one in QUESTIONS
    },
    simulate=Parameter(
        "Also simulate it beside the charter in force", {"type": "string", "enum": ["yes"]}
    ),
)
@require_safe
def advise(request: HttpRequest) -> HttpResponse:
    """The first question without an answer; after the last what the answers make."""
    given = answered(request.GET)
    missing = [one for one in QUESTIONS if one.key not in given]
    made, row, now = None if missing else compose(given), queries.in_force(), timezone.now()
    wanted = made is not None and request.GET.get("simulate") == "yes"
    simulated = _simulated(request, made.text, row, now) if made is not None and wanted else None
    if respond.wanted(request) == "json":
        missed = [one.key for one in missing]
        return respond.json(_out(made, missed, simulated, request.language))
    context = {"section": "decisions", "given": given, "count": len(QUESTIONS)}
    if made is None:
        question = missing[0]
        number = QUESTIONS.index(question)
        before = dict(list(given.items())[:-1])
        context |= {
            "question": question,
            "number": number + 1,
            "back": f"?{urlencode(before)}" if given else "",
        }
        return render(request, "decisions/question.html", context)
    charter = load(made.text)
    context |= {
        "simulated": simulated,
        "measured": _measured(simulated, request.language),
        "drawings_of": len(SEEDS),
        "advice": made,
        "address": urlencode(given),
        "ways": _ways(charter, request.language, now),
        "present": _ways(laws.law(row), request.language, now) if row is not None else [],
        "drawings": drawings(charter, request.language),
        "rules": parts(charter, request.language),
        "changes": [
            (question, choice, _again(given, question.key)) for question, choice in made.chosen
        ],
        "office": may_manage_city(actor=request.actor) is None,
    }
    return render(request, "decisions/advice.html", context)


def _simulated(request: HttpRequest, text: str, row: Row | None, now: datetime) -> Beside:
    """A simulation keeps a thread for seconds, computing or in wait: one visitor asks for few."""
    visitor = network_of(address_of(request))
    if not allow("simulate", visitor, per_minute=MOST_A_MINUTE, burst=MOST_A_MINUTE):
        return Beside(trouble="busy")
    return beside(text, row, now)


def answered(query: QueryDict) -> dict[str, str]:
    """The answers in an address that are answers, in the order of the questions."""
    found = {}
    for one in QUESTIONS:
        said = query.get(one.key, "")
        if said in {choice.code for choice in one.choices}:
            found[one.key] = said
    return found


def _again(given: dict[str, str], key: str) -> str:
    """The address that asks one question again and keeps all other answers."""
    return "?" + urlencode({name: code for name, code in given.items() if name != key})


def _ways(charter: Charter, language: str, now: datetime) -> list[tuple[str, list[Way]]]:
    """Every kind of matter with its cases, as the charter alone tells them."""
    calendar, day = city().calendar, working_day()
    return [
        (
            kind_name(charter, name),
            [
                _way(charter, one, language, now)
                for one in outlook(charter, kind, now, calendar, day, (GOOD, BAD))
            ],
        )
        for name, kind in charter.matters.items()
        if not kind.of
    ]


def _way(charter: Charter, one: Outlook, language: str, now: datetime) -> Way:
    good, bad = (None if chance is None else round(100 * chance) for chance in one.passes)
    return Way(
        when=condition_words(one.when, language) or str(_("every other value")),
        bodies=_(", ").join(body_name(charter, name) for name in one.bodies),
        fewest=one.fewest,
        say=one.say,
        days=(one.latest - now).days + 1,
        good=good,
        bad=bad,
    )


def _measured(simulated: Beside | None, language: str) -> list[Measured]:
    def said(one: Estimate, unit: str) -> tuple[str, str]:
        known = one.known
        return figure(one.mean, unit, language), interval(one, unit, language) if known else ""

    lines = simulated.lines if simulated is not None else ()
    return [
        Measured(
            name=measure_name(line.code, language),
            composed=said(line.composed, MEASURES[line.code][0]),
            present=said(line.present, MEASURES[line.code][0]) if line.present else None,
            difference=(
                difference(line.difference, MEASURES[line.code][0], language)
                if line.difference
                else ""
            ),
        )
        for line in lines
    ]


def _estimate(one: Estimate) -> EstimateOut:
    values = (one.mean, one.low, one.high) if one.known else (None, None, None)
    return EstimateOut(mean=values[0], low=values[1], high=values[2])


def _simulated_out(simulated: Beside, language: str) -> SimulatedOut:
    return SimulatedOut(
        own=simulated.own,
        trouble=simulated.trouble or None,
        measures=[
            MeasuredOut(
                code=line.code,
                name=measure_name(line.code, language),
                unit=MEASURES[line.code][0],
                composed=_estimate(line.composed),
                present=_estimate(line.present) if line.present else None,
                difference=_estimate(line.difference) if line.difference else None,
            )
            for line in simulated.lines
        ],
    )


def _out(
    made: Advice | None, missing: list[str], simulated: Beside | None, language: str
) -> AdviceOut:
    said = "fa" if language == "fa" else "en"
    chosen = made.chosen if made is not None else ()
    return AdviceOut(
        missing=missing,
        parts=[
            PartOut(
                question=question.key,
                answer=choice.code,
                part=choice.part[said],
                gives=choice.gives[said],
                costs=choice.costs[said],
            )
            for question, choice in chosen
        ],
        charter=made.text if made is not None else None,
        simulated=_simulated_out(simulated, said) if simulated is not None else None,
    )
