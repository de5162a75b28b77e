"""A charter in sentences, in Persian and English, with every default spelt out.

Each sentence stands for one rule of the file and knows its line, so that a lawyer who cannot
program can read them beside it, and find the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from divan.charter import route
from divan.charter.errors import NOWHERE, Mark
from divan.charter.fields import Field
from divan.charter.model import (
    ENDS,
    Aggregate,
    Body,
    Charter,
    Group,
    Mandate,
    Matter,
    Stage,
    Who,
    name_of,
)
from divan.charter.phrases import PHRASES, condition_words, part_words, share_words, span_words
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.rule import Rule
from divan.charter.share import Share
from divan.language import date_words, number, persian_digits
from divan.language.calendars import WEEKDAYS
from divan.worktime.interval import DAYS


@dataclass(frozen=True)
class Sentence:
    """`about`: the body or the matter it belongs to, "" for the whole. `depth`: 0 for a rule,
    more for what hangs on it."""

    text: str
    about: str = ""
    depth: int = 0
    mark: Mark = NOWHERE


def explain(charter: Charter, language: str = "fa") -> list[Sentence]:
    """Every rule as a sentence: the calendar, bodies, each matter with its route, mandates."""
    teller = Teller(charter, language)
    told = [*teller.calendar(), *teller.bodies()]
    for name in charter.matters:
        told += teller.matter(name)
    return told + [Sentence(teller.mandate(one), "", 0, one.mark) for one in charter.mandates]


class Teller:
    """Says the parts of one charter in one language."""

    def __init__(self, charter: Charter, language: str) -> None:
        self.charter, self.language = charter, language

    def say(self, code: str, **figures: object) -> str:
        said = {name: self.figure(value) for name, value in figures.items()}
        return PHRASES[code][self.language == "fa"].format(**said)

    def figure(self, value: object) -> object:
        if isinstance(value, int):
            return number(value, self.language)
        return value

    def list(self, parts: list[str], joint: str = "and") -> str:
        """`a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        comma = "، " if self.language == "fa" else ", "
        return comma.join(parts[:-1]) + self.say(joint) + parts[-1]

    def word(self, code: str) -> str:
        return self.charter.word(code, self.language)

    def words(self, codes: Iterable[str], joint: str = "and") -> str:
        return self.list([self.word(one) for one in codes], joint)

    def when(self, text: str) -> str:
        return condition_words(text, self.language, self.word)

    def body(self, name: str) -> str:
        found = self.charter.bodies.get(name)
        return name_of(found.title, name, self.language) if found else name

    # Time

    def calendar(self) -> Iterator[Sentence]:
        said = self.charter.calendar
        weekend = said.get("weekend")
        if isinstance(weekend, list):
            names = WEEKDAYS["fa" if self.language == "fa" else "en"]
            days = [names[DAYS.index(day)] for day in weekend]
            yield Sentence(self.say("weekend", days=self.list(days)))
        for key in ("hours", "holidays", "zone"):
            if key in said:
                value = str(said[key])
                value = persian_digits(value) if self.language == "fa" else value
                yield Sentence(self.say(key, value=value))

    def day(self, ordinal: int) -> str:
        return date_words(date.fromordinal(ordinal), self.language)

    # Bodies

    def bodies(self) -> Iterator[Sentence]:
        for name, body in self.charter.bodies.items():
            yield Sentence(self._seats(body), name, 0, body.mark)
            for text in self._ties(body):
                yield Sentence(text, name, 1, body.mark)

    def _seats(self, body: Body) -> str:
        named = self.body(body.name)
        if body.seats is None:
            return self.say("body_register", body=named, register=self.word(body.register))
        if body.one_seat:
            return self.say("body_one", body=named)
        if body.sectors:
            shares = [
                f"{self.word(one)} {self.figure(count)}" for one, count in body.sectors.items()
            ]
            return self.say("body_sectors", body=named, seats=body.seats, sectors=self.list(shares))
        return self.say("body_many", body=named, seats=body.seats)

    def _ties(self, body: Body) -> Iterator[str]:
        if body.filled_by:
            by = body.filled_by
            known = f"filled_{by}" if by not in self.charter.bodies else "filled_body"
            yield self.say(known, body=self.body(by))
        if body.drawn_from:
            yield self.say("drawn_from", body=self.body(body.drawn_from))
        if body.strata:
            yield self.say("strata", strata=self.words(body.strata))
        for sector, weight in body.weights.items():
            yield self.say("weight", sector=self.word(sector), weight=weight)
        if body.term:
            yield self.say("term", term=span_words(body.term, self.language))
        if body.deputy:
            yield self.say("deputy", deputy=self.body(body.deputy))
        if body.reports_to:
            yield self.say("reports_to", body=self.body(body.reports_to))
        if body.independent_of:
            others = self.list([self.body(one) for one in body.independent_of])
            yield self.say("independent_of", bodies=others)
        if body.skills:
            yield self.say("skills", skills=self.words(body.skills))
        if body.ends:
            yield self.say("ends_matter" if body.ends == "matter" else "ends_after", ends=body.ends)

    # Matters

    def matter(self, name: str) -> Iterator[Sentence]:
        matter = self.charter.matters[name]
        for text in self._entry(matter):
            yield Sentence(text, name, 0, matter.mark)
        for place, case in enumerate(matter.cases, 1):
            words = self.when(case.when.text)
            code = "case_only" if len(matter.cases) == 1 else "case_else"
            if case.when.text:
                code = "case_when"
            yield Sentence(self.say(code, number=place, when=words), name, 0, case.mark)
            for step in case.steps:
                yield from self.step(matter, step)
        yield from self._about(matter)

    def frame(self, matter: Matter) -> Iterator[str]:
        """All that is said of a matter beside its route."""
        yield from self._entry(matter)
        for one in self._about(matter):
            yield one.text

    def _entry(self, matter: Matter) -> Iterator[str]:
        title = self.title(matter)
        who = self.list([self._who(one) for one in matter.standing], "or")
        yield (
            self.say("may_file", who=who, matter=title)
            if who
            else self.say("filed_by_time", matter=title)
        )
        if matter.basis:
            yield self.say("basis", basis=name_of(matter.basis, "", self.language))
        if matter.object == "charter":
            yield self.say("amends")
        if any(one.share is not None for one in matter.standing):
            yield self.say("gather", within=span_words(matter.gather_within, self.language))
        for one in matter.fields.values():
            if not one.aggregate:
                yield self._field(one)
        for total in matter.aggregates:
            yield self._aggregate(total)
        if matter.admit is not None:
            within = span_words(matter.admit.within, self.language)
            code = f"admit_{matter.admit.silence}"
            yield self.say(code, body=self.body(matter.admit.body), within=within)
        else:
            yield self.say("admit_none")
        yield self.say("voice", within=span_words(matter.answer_within, self.language))
        if matter.expires is not None:
            yield self.say("expires", within=span_words(matter.expires, self.language))

    def title(self, matter: Matter) -> str:
        named = name_of(matter.title, matter.of or matter.name, self.language)
        kind = matter.name.rpartition(".")[2]
        return self.say(f"about_{kind}", matter=named) if matter.of else named

    def _who(self, who: Who) -> str:
        if who.kind != "body":
            return self.say(f"who_{who.kind}")
        if who.share is None:
            return self.say("who_member", body=self.body(who.body))
        share = part_words(who.share, self.language)
        return self.say("who_share", share=share, body=self.body(who.body))

    def _field(self, one: Field) -> str:
        name = self.word(one.name)
        if one.kind in ("choice", "area"):
            values = self.words(one.values, "or")
            return self.say("field_choice", name=name, values=values)
        if one.kind in ("money", "days"):
            most = f"{number(one.high, self.language)} {self.word(one.currency)}".strip()
            return self.say("field_number", name=name, most=most)
        return self.say(f"field_{one.kind}", name=name)

    def _aggregate(self, total: Aggregate) -> str:
        said = {
            "name": self.word(total.name),
            "sum": self.word(total.sum),
            "over": span_words(total.over, self.language),
        }
        if not total.same:
            return self.say("aggregate", **said)
        return self.say("aggregate_same", **said, same=self.words(total.same))

    def step(self, matter: Matter, step: Stage | Group) -> Iterator[Sentence]:
        if isinstance(step, Group):
            code = {"all": "group_all", "any": "group_any", "of": "group_of"}[step.kind]
            text = self.say(code, need=step.need, count=len(step.stages))
            yield Sentence(text, matter.name, 1, step.mark)
            for inner in step.stages:
                yield from self._stage(matter, inner, 2)
        else:
            yield from self._stage(matter, step, 1)
        yield from self._edges(matter, step)

    def _stage(self, matter: Matter, stage: Stage, depth: int) -> Iterator[Sentence]:
        within = span_words(stage.within, self.language) if stage.within else ""
        body = self.step_name(matter, stage)
        procedure = stage.procedure
        text = self.say(f"by_{procedure.kind}", body=body, within=within)
        yield Sentence(text, matter.name, depth, stage.mark)
        for said in self._manner(stage):
            yield Sentence(said, matter.name, depth + 1, stage.mark)

    def _manner(self, stage: Stage) -> Iterator[str]:
        procedure = stage.procedure
        if isinstance(procedure, Rule):
            for line in procedure.lines:
                when = self.when(line.when.text)
                yield self.say(f"rule_{line.then}", when=when)
            yield self.say("rule_rest")
        elif isinstance(procedure, Decide):
            yield self.say("sign_reasons")
        elif isinstance(procedure, Vote):
            yield from self._vote(procedure)
        elif isinstance(procedure, Consent):
            yield from self._consent(procedure)
        elif isinstance(procedure, Choose):
            yield from self._choose(procedure)
        if stage.consult.bodies:
            bodies = self.list([self.body(one) for one in stage.consult.bodies])
            within = span_words(stage.consult.within, self.language) if stage.consult.within else ""
            yield self.say("consult", bodies=bodies, within=within)
        if stage.stop is not None:
            yield self.say("stop", within=span_words(stage.stop, self.language))

    def _quorum(self, quorum: Share | None) -> str:
        if quorum is None:
            return self.say("quorum_none")
        return self.say("quorum", share=share_words(quorum, self.language))

    def _vote(self, vote: Vote) -> Iterator[str]:
        yield self._quorum(vote.quorum)
        yield self.say("threshold", share=share_words(vote.threshold, self.language))
        yield self.say(f"abstain_{vote.abstain}")
        if vote.tie == "chair":
            yield self.say("tie_chair", chair=self.body(vote.chair))
        else:
            yield self.say("tie_fails")
        yield self.say(f"recused_{vote.recused}")
        if vote.in_each_sector:
            yield self.say("each_sector")
        if vote.secret:
            yield self.say("secret")
        if vote.delegable:
            yield self.say("delegable_cap" if vote.cap else "delegable", cap=vote.cap)

    def _consent(self, consent: Consent) -> Iterator[str]:
        yield self.say("consent_rounds", rounds=consent.rounds)
        if consent.tested_by:
            yield self.say("consent_tested", body=self.body(consent.tested_by))
        else:
            yield self.say("consent_untested")
        yield self.say(f"consent_{consent.blocks}")
        yield self._quorum(consent.quorum)

    def _choose(self, choose: Choose) -> Iterator[str]:
        yield self._quorum(choose.quorum)
        yield self.say(f"choose_{choose.ballot}", winners=choose.winners)
        if choose.least is not None:
            yield self.say("choose_least", share=share_words(choose.least, self.language))
        yield self.say("choose_lot" if choose.tie == "lot" else "choose_tie")
        if choose.secret:
            yield self.say("secret")

    def _edges(self, matter: Matter, step: Stage | Group) -> Iterator[Sentence]:
        """Where each outcome leads, those the file leaves out as well."""
        for outcome in route.outcomes_of(step):
            to = route.target(matter, step.id, outcome)
            said = self.say(f"outcome_{outcome}")
            if to in ENDS:
                text = self.say(f"edge_{to}", outcome=said)
            else:
                text = self.say(
                    "edge_step", outcome=said, to=self.step_name(matter, matter.steps[to])
                )
            yield Sentence(text, matter.name, 2, step.mark)

    def who(self, stage: Stage) -> str:
        return self.body(stage.body) or self.say("the_rule")

    def step_name(self, matter: Matter, step: Stage | Group) -> str:
        """Who has the step; and which it is, where they have more than one."""
        if isinstance(step, Group):
            return self.list([self.step_name(matter, one) for one in step.stages])
        named = self.who(step)
        if sum(one.body == step.body for one in matter.stages()) == 1:
            return named
        return f"{named} ({name_of(step.title, step.id, self.language)})"

    def _about(self, matter: Matter) -> Iterator[Sentence]:
        for kind, about in matter.about.items():
            if kind == "call_in":
                who = self.list([self._who(one) for one in about.who], "or")
                to = self.step_name(matter, matter.steps[about.stage])
                text = self.say("call_in", who=who, to=to)
            else:
                within = span_words(about.window, self.language) if about.window else ""
                text = self.say(f"has_{kind}", within=within)
            yield Sentence(text, matter.name, 0, about.mark)
            if about.suspends:
                yield Sentence(self.say("suspends"), matter.name, 1, about.mark)

    def mandate(self, one: Mandate) -> str:
        text = self.say(
            "mandate_onward" if one.onward else "mandate",
            giver=self.body(one.giver),
            to=self.body(one.to),
            matter=self.title(self.charter.matters[one.matter]),
            when=self.when(one.when.text) or self.say("always"),
        )
        return self.say("until", text=text, day=self.day(one.until)) if one.until else text
