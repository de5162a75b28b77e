"""Compose a charter from tested parts by the answers to eight questions; with trade-offs.

No verdict: each part says what it gives and what it costs. Every combination of answers makes a
charter that passes its check, which tests/divan/charter/test_advise.py tries for all of them.
The choice of parts follows V. H. Vroom and P. W. Yetton, "Leadership and Decision-Making" (1973):
the more knowledge is spread and the more acceptance is needed, the more people decide; and R. K.
Sah and J. E. Stiglitz, American Economic Review 76 (1986): each further signature refuses more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from divan.charter.wording.questions import QUESTIONS, Choice, Question

__all__ = ["QUESTIONS", "Advice", "advise", "every"]

SEATS = {"small": 5, "middle": 9, "large": 15}
LIMITS = {
    "small": (50_000_000, 1_000_000_000),
    "middle": (200_000_000, 5_000_000_000),
    "large": (500_000_000, 10_000_000_000),
}
MOST = 900_000_000_000
COUNCIL = "{fa: شورای منتخب, en: The elected council}"
ASSEMBLY = "{fa: مجمع اعضا, en: The assembly of members}"


WORDS = {
    "amount": "{fa: مبلغ, en: Amount}",
    "supplier": "{fa: فروشنده, en: Supplier}",
    "year_total": "{fa: جمع خرید یک سال از این فروشنده, en: With this supplier in a year}",
    "reach": "{fa: دامنه, en: Whom it touches}",
    "one_unit": "{fa: یک واحد, en: one unit}",
    "several_units": "{fa: چند واحد, en: several units}",
    "everybody": "{fa: همه, en: everybody}",
    "danger": "{fa: خطر برای, en: Danger to}",
    "people": "{fa: مردم, en: people}",
    "property": "{fa: اموال, en: property}",
    "service": "{fa: خدمت‌رسانی, en: the service}",
    "usual": "{fa: از نوع همیشگی, en: Of the usual kind}",
    "length": "{fa: مدت به روز, en: Length in days}",
    "government": "{fa: بخش دولتی, en: government}",
    "business": "{fa: کسب‌وکارها, en: business}",
    "civil_society": "{fa: نهادهای مردمی, en: civil society}",
    "residents 18 and over": "{fa: ساکنان ۱۸ سال به بالا, en: residents aged 18 and over}",
    "members who hold no office": "{fa: اعضایی که سمتی ندارند, en: members who hold no office}",
    "IRR": "{fa: ریال, en: rials}",
}


@dataclass(frozen=True)
class Advice:
    """`text`: the charter as a file. `chosen`: for each question the answer, with its part."""

    text: str
    chosen: tuple[tuple[Question, Choice], ...]


def advise(answers: Mapping[str, str]) -> Advice:
    """The charter for these answers, by the keys of `QUESTIONS`.

    Raises `ValueError` for a question without an answer, an unknown question or answer.
    """
    known = {one.key for one in QUESTIONS}
    for key in answers:
        if key not in known:
            raise ValueError(f"{key[:40]!r} is no question; there are {', '.join(sorted(known))}")
    missing = [one.key for one in QUESTIONS if one.key not in answers]
    if missing:
        raise ValueError(f"{missing[0]}: this question needs an answer")
    chosen = tuple((one, one.choice(answers[one.key])) for one in QUESTIONS)
    lines = list(_Composer(answers).lines())
    return Advice("\n".join([*lines, *_words("\n".join(lines))]) + "\n", chosen)


def every() -> Iterator[dict[str, str]]:
    """Every combination of answers."""
    for codes in product(*([one.code for one in each.choices] for each in QUESTIONS)):
        yield dict(zip((one.key for one in QUESTIONS), codes, strict=True))


class _Composer:
    """Writes the file part by part; what the answers leave out is not written."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.elected = self.yes("council")
        self.below = answers["knowledge"] == "below"
        self.circle = answers["knowledge"] == "outside"
        self.table = answers["interests"] != "alike"
        self.units = answers["size"] != "small" or self.below
        self.seats = SEATS[answers["size"]]

    def yes(self, key: str) -> bool:
        return self.answers[key] == "yes"

    def lines(self) -> Iterator[str]:
        said = ", ".join(f"{key} {code}" for key, code in self.answers.items())
        yield f"# Composed by `divan charter advise`: {said}."
        yield "charter: 1"
        yield "name: {fa: منشور پیشنهادی, en: A proposed charter}"
        yield "calendar:"
        yield '  {zone: Asia/Tehran, weekend: [thu, fri], hours: "08:00-16:00", holidays: IR}'
        yield "bodies:"
        yield from self.bodies()
        yield "procedures:"
        yield "  sign: {decide: {}}"
        yield '  council_vote: {vote: {quorum: ">= 1/2 of seats", pass: "> 1/2 of present"}}'
        yield '  two_thirds: {vote: {quorum: ">= 2/3 of seats", pass: ">= 2/3 of seats"}}'
        yield '  jury_vote: {vote: {quorum: ">= 3 of seats", pass: "> 1/2 of present"}}'
        yield "matters:"
        yield from self.decision()
        if self.answers["urgency"] == "often":
            yield from self.urgent()
        if self.yes("routine"):
            yield from self.routine()
        yield from self.amend()

    # Bodies

    def bodies(self) -> Iterator[str]:
        yield "  council:"
        yield f"    name: {COUNCIL if self.elected else ASSEMBLY}"
        yield f"    assembly: {self.seats}"
        yield f"    filled_by: {'election' if self.elected else 'membership'}"
        if self.elected:
            yield "    term: 4 years"
        yield from _office("head", "{fa: رئیس, en: The head}", "council", "deputy")
        yield from _office("deputy", "{fa: جانشین رئیس, en: The deputy head}", "head")
        if self.units:
            yield from _office("unit", "{fa: مدیر واحد, en: The head of unit}", "head", "deputy")
        if self.table:
            seats = (2, 2, 3) if self.answers["size"] == "small" else (4, 3, 5)
            yield "  table:"
            yield "    name: {fa: میز مشترک, en: The joint table}"
            yield "    table: {{government: {}, business: {}, civil_society: {}}}".format(*seats)
            yield "    reports_to: council"
        if self.circle:
            yield "  circle:"
            yield "    name: {fa: حلقهٔ کار, en: The working circle}"
            yield "    circle: 5"
            yield "    reports_to: council"
            yield "    ends: matter"
        yield from self.jury()

    def jury(self) -> Iterator[str]:
        """A panel by lot that decides nothing else, so that it may look at what others decided."""
        there = {"unit": self.units, "table": self.table, "circle": self.circle}
        others = ["council", "head", "deputy", *(name for name in there if there[name])]
        yield "  jury:"
        yield "    name: {fa: هیئت قرعه, en: The panel by lot}"
        yield "    panel: 5"
        yield "    from: pool"
        yield f"    independent_of: [{', '.join(others)}]"
        yield "  pool:"
        if self.yes("residents"):
            yield "    name: {fa: ساکنان, en: The residents}"
            yield "    electorate: residents 18 and over"
        else:
            yield "    name: {fa: اعضا, en: The members}"
            yield "    register: members who hold no office"

    # Matters

    def decision(self) -> Iterator[str]:
        yield "  decision:"
        yield "    name: {fa: تصمیم, en: A decision}"
        if self.yes("residents"):
            yield "    standing: any office or any resident"
            yield "    admit: {by: deputy, within: 3 days, silence: admitted}"
        else:
            yield "    standing: any office"
        yield "    fields:"
        if self.yes("money"):
            low, high = LIMITS[self.answers["size"]]
            yield f"      amount: {{money: IRR, max: {MOST}}}"
            yield "      supplier: {party: true}"
            yield "    aggregate: {year_total: {sum: amount, same: supplier, over: 1 year}}"
            small, middle = f"year_total <= {low}", f"year_total <= {high}"
        else:
            yield "      reach: {choice: [one_unit, several_units, everybody]}"
            small, middle = "reach == one_unit", "reach == several_units"
        yield "    route:"
        yield f"      - when: {small}"
        yield "        stages:"
        yield from self.small()
        yield f"      - when: {middle}"
        yield "        stages:"
        yield from self.middle()
        yield "      - stages:"
        yield from _stage("council_votes", "council", "council_vote", "30 days")
        who = "applicant or " + ("any resident" if self.yes("residents") else "any office")
        yield from _appeal(who, "15 days", "20 days")
        if self.answers["interests"] == "opposed":
            yield "      suspends: true"
        yield "    review: {after: 1 year, to: council, by: council_vote, decide_within: 60 days}"
        if self.elected:
            yield "    call_in: {standing: council 1/3, to: council_votes}"

    def small(self) -> Iterator[str]:
        up = {"alike": "head_signs", "differ": "table_agrees", "opposed": "table_votes"}
        to = up[self.answers["interests"]]
        if self.circle:
            by = f"{{consent: {{rounds: 2, tested_by: jury, after: {to}}}}}"
            yield from _stage("circle_agrees", "circle", by, "10 days", timeout=to, vacant=to)
        else:
            near = "unit" if self.below else "deputy"
            yield from _stage("near_signs", near, "sign", "3 days", **_up(to))

    def middle(self) -> Iterator[str]:
        up = {"timeout": "head_signs", "vacant": "head_signs"}
        if self.answers["interests"] == "differ":
            by = "{consent: {rounds: 2, tested_by: jury, after: council_votes}}"
            yield from _stage("table_agrees", "table", by, "15 days", **up)
        if self.answers["interests"] == "opposed":
            shares = 'quorum: ">= 1/2 of seats", pass: "> 1/2 of cast", in_each_sector: true'
            up |= {"refused": "council_votes", "inquorate": "council_votes"}
            yield from _stage("table_votes", "table", f"{{vote: {{{shares}}}}}", "15 days", **up)
        yield from _stage("head_signs", "head", "sign", "5 days", **_up("council_votes"))
        if self.below:
            yield "            consult: {bodies: [unit], within: 2 days}"

    def urgent(self) -> Iterator[str]:
        yield "  urgent:"
        yield "    name: {fa: تصمیم فوری, en: An urgent decision}"
        yield "    standing: any office"
        yield "    fields: {danger: {choice: [people, property, service]}}"
        yield "    route:"
        yield "      - stages:"
        then = {"approved": "approved", **_up("council_now")}
        yield from _stage("head_now", "head", "sign", "4 hours", **then)
        yield from _stage("council_now", "council", "council_vote", "2 days")
        yield "    expires: 14 days"
        yield "    ratify: {to: council, by: council_vote, decide_within: 10 days}"

    def routine(self) -> Iterator[str]:
        residents = self.yes("residents")
        yield "  routine:"
        yield "    name: {fa: کار روزمره, en: A routine case}"
        yield f"    standing: {'any resident' if residents else 'any office'}"
        yield "    fields: {usual: {flag: true}, length: {days: true, max: 365}}"
        yield "    route:"
        yield "      - stages:"
        yield "          - id: by_rule"
        yield "            by:"
        yield "              rule: {lines: [{when: usual and length <= 7, then: approved}]}"
        first = "unit" if self.units else "deputy"
        then = {"approved": "approved", **_up("head_looks")}
        yield from _stage("person_signs", first, "sign", "2 days", **then)
        yield "            stop: 5 days"
        then = {"approved": "approved", **_up("council_looks")}
        yield from _stage("head_looks", "head", "sign", "3 days", **then)
        yield from _stage("council_looks", "council", "council_vote", "30 days")
        who = "applicant or any resident" if residents else "applicant"
        yield from _appeal(who, "10 days", "10 days")

    def amend(self) -> Iterator[str]:
        yield "  amend:"
        yield "    name: {fa: اصلاح منشور, en: Amending the charter}"
        yield "    object: charter"
        yield "    standing: council 1/5"
        yield "    route:"
        yield "      - stages:"
        yield from _stage("amendment", "council", "two_thirds", "60 days")


def _words(text: str) -> Iterator[str]:
    """What the names of a composed charter are called, for those that it uses."""
    yield "words:"
    for name, called in WORDS.items():
        if re.search(rf"\b{name}\b", text):
            yield f"  {name}: {called}"


def _office(code: str, name: str, above: str, deputy: str = "") -> Iterator[str]:
    yield f"  {code}:"
    yield f"    name: {name}"
    yield "    office: 1"
    yield f"    filled_by: {above}"
    if deputy:
        yield f"    deputy: {deputy}"
    yield f"    reports_to: {above}"


def _stage(code: str, body: str, by: str, within: str, **then: str) -> Iterator[str]:
    yield f"          - id: {code}"
    yield f"            body: {body}"
    yield f"            by: {by}"
    yield f"            within: {within}"
    if then:
        said = ", ".join(f"{outcome}: {to}" for outcome, to in then.items())
        yield f"            then: {{{said}}}"


def _up(to: str) -> dict[str, str]:
    """Where a signature leads that is not given: to the next who can."""
    return {"timeout": to, "vacant": to, "referred": to}


def _appeal(who: str, within: str, decide_within: str) -> Iterator[str]:
    yield "    appeal:"
    yield f"      standing: {who}"
    yield f"      within: {within}"
    yield "      to: jury"
    yield "      by: jury_vote"
    yield f"      decide_within: {decide_within}"
