"""A charter in sentences, in Persian and English, with every default spelt out.

Each sentence stands for one rule of the file and knows its line, so that a lawyer who cannot
program can read them beside it, and find the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from divan.charter import route
from divan.charter.errors import NOWHERE, Mark
from divan.charter.fields import Field
from divan.charter.model import (
    ENDS,
    Body,
    Charter,
    Group,
    Matter,
    Names,
    Stage,
    Who,
)
from divan.charter.phrases import PHRASES, condition_words, share_words, span_words
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.rule import Rule
from divan.language import number


@dataclass(frozen=True)
class Sentence:
    """`about`: the body or the matter it belongs to, "" for the whole. `depth`: 0 for a rule, 1
    for what hangs on it."""

    text: str
    about: str = ""
    depth: int = 0
    mark: Mark = NOWHERE


def explain(charter: Charter, language: str = "fa") -> list[Sentence]:
    """Every rule as a sentence: bodies first, then each matter with its route."""
    teller = Teller(charter, language)
    return [*teller.bodies(), *(one for name in charter.matters for one in teller.matter(name))]


def name_of(names: Names, fallback: str, language: str) -> str:
    """A name in a language, else in any, else the code in the file."""
    return names.get(language) or names.get("") or next(iter(names.values()), "") or fallback


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

    def body(self, name: str) -> str:
        found = self.charter.bodies.get(name)
        return name_of(found.title, name, self.language) if found else name

    # Bodies

    def bodies(self) -> Iterator[Sentence]:
        for name, body in self.charter.bodies.items():
            yield Sentence(self._seats(body), name, 0, body.mark)
            for text in self._ties(body):
                yield Sentence(text, name, 1, body.mark)

    def _seats(self, body: Body) -> str:
        named = self.body(body.name)
        if body.seats is None:
            return self.say("body_register", body=named, register=body.register)
        if body.one_seat:
            return self.say("body_one", body=named)
        if body.sectors:
            shares = [f"{name} {self.figure(count)}" for name, count in body.sectors.items()]
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
            yield self.say("strata", strata=self.list(list(body.strata)))
        for sector, weight in body.weights.items():
            yield self.say("weight", sector=sector, weight=weight)
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
            yield self.say("skills", skills=self.list(list(body.skills)))
        if body.ends:
            yield self.say("ends_matter" if body.ends == "matter" else "ends_after", ends=body.ends)

    # Matters

    def matter(self, name: str) -> Iterator[Sentence]:
        matter = self.charter.matters[name]
        for text in self._entry(matter):
            yield Sentence(text, name, 0, matter.mark)
        for place, case in enumerate(matter.cases, 1):
            words = condition_words(case.when.text, self.language)
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
        for one in matter.fields.values():
            if not one.aggregate:
                yield self._field(one)
        for total in matter.aggregates:
            same = self.list(list(total.same)) or self.say("nothing")
            over = span_words(total.over, self.language)
            yield self.say("aggregate", name=total.name, sum=total.sum, same=same, over=over)
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
        share = f"{who.share.numerator}/{who.share.denominator}"
        return self.say("who_share", share=share, body=self.body(who.body))

    def _field(self, one: Field) -> str:
        if one.values:
            values = self.list(list(one.values), "or")
            return self.say("field_choice", name=one.name, values=values)
        if one.kind in ("money", "days"):
            most = f"{number(one.high, self.language)} {one.currency}".strip()
            return self.say("field_number", name=one.name, most=most)
        return self.say(f"field_{one.kind}", name=one.name)

    def step(self, matter: Matter, step: Stage | Group) -> Iterator[Sentence]:
        if isinstance(step, Group):
            code = {"all": "group_all", "any": "group_any", "of": "group_of"}[step.kind]
            text = self.say(code, need=step.need, count=len(step.stages))
            yield Sentence(text, matter.name, 1, step.mark)
            for inner in step.stages:
                yield from self._stage(matter, inner, ends=False)
            yield from self._edges(matter, step)
        else:
            yield from self._stage(matter, step, ends=True)

    def _stage(self, matter: Matter, stage: Stage, *, ends: bool) -> Iterator[Sentence]:
        within = span_words(stage.within, self.language) if stage.within else ""
        body = self.body(stage.body)
        procedure = stage.procedure
        text = self.say(f"by_{procedure.kind}", body=body, within=within)
        yield Sentence(text, matter.name, 1, stage.mark)
        for said in self._manner(stage):
            yield Sentence(said, matter.name, 2, stage.mark)
        if ends:
            yield from self._edges(matter, stage)

    def _manner(self, stage: Stage) -> Iterator[str]:
        procedure = stage.procedure
        if isinstance(procedure, Rule):
            for line in procedure.lines:
                when = condition_words(line.when.text, self.language)
                yield self.say(f"rule_{line.then}", when=when)
            yield self.say("rule_rest")
        elif isinstance(procedure, Decide):
            yield self.say("sign_reasons")
        elif isinstance(procedure, Vote):
            yield from self._vote(procedure)
        elif isinstance(procedure, Consent):
            yield from self._consent(procedure)
        elif isinstance(procedure, Choose):
            yield self.say(f"choose_{procedure.ballot}", winners=procedure.winners)
            yield self.say("choose_lot" if procedure.tie == "lot" else "choose_tie")
        if stage.consult.bodies:
            bodies = self.list([self.body(one) for one in stage.consult.bodies])
            within = span_words(stage.consult.within, self.language) if stage.consult.within else ""
            yield self.say("consult", bodies=bodies, within=within)
        if stage.stop is not None:
            yield self.say("stop", within=span_words(stage.stop, self.language))

    def _vote(self, vote: Vote) -> Iterator[str]:
        if vote.quorum:
            yield self.say("quorum", share=share_words(vote.quorum, self.language))
        else:
            yield self.say("quorum_none")
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
        if consent.blocks == "any":
            yield self.say("consent_any")
        if consent.quorum:
            yield self.say("quorum", share=share_words(consent.quorum, self.language))

    def _edges(self, matter: Matter, step: Stage | Group) -> Iterator[Sentence]:
        """Where each outcome leads, those the file leaves out as well."""
        for outcome in route.outcomes_of(step):
            to = route.target(matter, step.id, outcome)
            said = self.say(f"outcome_{outcome}")
            if to in ENDS:
                text = self.say(f"edge_{to}", outcome=said)
            else:
                text = self.say("edge_step", outcome=said, to=self.step_name(matter.steps[to]))
            yield Sentence(text, matter.name, 2, step.mark)

    def step_name(self, step: Stage | Group) -> str:
        if isinstance(step, Group):
            return self.list([self.body(one.body) for one in step.stages])
        return self.body(step.body) or self.say("the_rule")

    def _about(self, matter: Matter) -> Iterator[Sentence]:
        for kind, about in matter.about.items():
            if kind == "call_in":
                who = self.list([self._who(one) for one in about.who], "or")
                to = self.step_name(matter.steps[about.stage])
                text = self.say("call_in", who=who, to=to)
            else:
                within = span_words(about.window, self.language) if about.window else ""
                text = self.say(f"has_{kind}", within=within)
            yield Sentence(text, matter.name, 0, about.mark)
            if about.suspends:
                yield Sentence(self.say("suspends"), matter.name, 1, about.mark)
