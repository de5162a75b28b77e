"""The way of one matter as stations: behind it, open with what silence brings, still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.decisions import laws
from cityhall.decisions.models import Happened, Matter
from cityhall.decisions.naming import body_name, condition_of, value_name, word
from cityhall.decisions.words import OUTCOMES, TONES, WAYS
from cityhall.web.wording import Wording
from divan.charter import authority, route
from divan.charter.model import ENDS, Charter, Group, Stage
from divan.charter.model import Matter as Type
from divan.charter.procedures.rule import Rule
from divan.charter.state import State, Step
from divan.charter.world import World


@dataclass(frozen=True)
class Station:
    """A station of the way: `when` is done, now, or later. `at`: when it ended, or must end."""

    title: str
    way: str
    when: str
    tone: str = ""
    at: datetime | None = None
    said: str = ""  # what came of it, with its figures
    silence: str = ""  # what happens if nobody answers
    stage: str = ""


@dataclass(frozen=True)
class Way:
    """What stations are made from."""

    charter: Charter
    kind: Type
    state: State
    world: World
    words: Wording

    def all(self, row: Matter, events: list[Happened]) -> list[Station]:
        return [*self._beginning(row, events), *self._stages(), *self._after()]

    def _beginning(self, row: Matter, events: list[Happened]) -> Iterator[Station]:
        state, kind = self.state, self.kind
        body = body_name(self.charter, state.as_body) if state.as_body else ""
        if state.phase == "gathering":
            yield Station(_("Filed"), body, "done", "done", row.filed_at)
            yield Station(
                _("Supporters"), "", "now", "waiting", state.due_at, self._supporters(),
                _("If too few join in, it lapses."),
            )  # fmt: skip
        else:
            yield Station(_("Filed"), body, "done", "done", row.filed_at)
        if kind.admit is None:
            return
        admits = body_name(self.charter, kind.admit.body)
        if state.phase in ("gathering", "filed"):
            waits = state.phase == "filed"
            said = silence(self.charter, kind.name, "", "admit")
            yield Station(
                _("Admission"), admits, "now" if waits else "later", "waiting" if waits else "",
                state.due_at if waits else None, silence=said if waits else "",
            )  # fmt: skip
            return
        done = next((one for one in events if one.event["event"] == "admitted"), None)
        if done is not None and done.event.get("admitted") is False:
            yield Station(_("Admission"), admits, "done", "danger", done.at, _("not admitted"))
        elif done is not None:
            yield Station(_("Admission"), admits, "done", "done", done.at, _("admitted"))
        elif state.passed or state.open:
            yield Station(_("Admission"), admits, "done", "waiting", None, _("by silence"))

    def _supporters(self) -> str:
        have = len(self.state.supporters)
        need = min(
            authority.needed(self.charter, self.world, who, self.words.now)
            for who in self.kind.standing
        )
        said = {"have": self.words.number(have), "need": self.words.number(need)}
        return _("%(have)s of %(need)s have joined in") % said

    def _stages(self) -> Iterator[Station]:
        """What is behind, what is open, and the way that would be taken if all goes well."""
        state, kind = self.state, self.kind
        last = ""
        for step in state.passed:
            if step.stage in kind.group_of and state.group:
                continue
            tone = TONES.get(step.outcome, "")
            said = [str(OUTCOMES[step.outcome]), self.figures(step)]
            yield self._station(step.stage, "done", tone, step.at, " · ".join(filter(None, said)))
            last = step.stage
        for one in state.open:
            to = route.target(kind, one.stage, "timeout") if one.stage not in kind.group_of else ""
            stands = _("its clock stands still") if one.stopped_at is not None else ""
            yield self._station(
                one.stage, "now", "waiting", one.due_at, stands, silence_of(self.charter, kind, to)
            )
            last = one.stage
        if state.phase in ("gathering", "filed"):
            last = ""
        if state.phase not in ("gathering", "filed", "open"):
            return
        following = kind.following.get(state.group or last, "")
        at = following if last else kind.cases[state.case].steps[0].id
        while at and at not in ENDS:
            yield self._station(at, "later")
            at = kind.following.get(at, "approved")

    def _after(self) -> Iterator[Station]:
        """Answers to voices, time for a veto, and who looks at an appeal until when."""
        state, kind = self.state, self.kind
        if state.phase == "answering":
            yield Station(
                _("Answers to voices"), "", "now", "waiting", state.due_at,
                silence=_("Without an answer to each voice nothing is decided: it lapses."),
            )  # fmt: skip
        if state.phase == "decided":
            yield Station(_("Time for a veto"), "", "now", "waiting", state.due_at)
        appeal = kind.about.get("appeal")
        if appeal is None or appeal.window is None or state.outcome in ("lapsed", "withdrawn"):
            return
        name = f"{kind.name}.appeal"
        bodies = {stage.body for stage in self.charter.matters[name].stages()}
        to = _(", ").join(body_name(self.charter, one) for one in sorted(bodies) if one)
        if "appeal" in state.about.values():
            yield Station(_("Appeal"), to, "now", "waiting", None, _("is being heard"))
        elif state.outcome in ("reversed", "repealed", "vetoed"):
            yield Station(_("Appeal"), to, "done", "danger", None, str(OUTCOMES[state.outcome]))
        elif state.decided_at is None:
            yield Station(_("Appeal"), to, "later")
        else:
            until = appeal.window.after(state.decided_at, self.world.calendar, self.world.day)
            if self.words.now < until:
                yield Station(_("Appeal"), to, "later", "", until, _("is possible"))

    def _station(
        self, step: str, when: str, tone: str = "", at: datetime | None = None,
        said: str = "", silence: str = "",
    ) -> Station:  # fmt: skip
        one = self.kind.steps[step]
        if isinstance(one, Group):
            names = [body_name(self.charter, each.body) for each in one.stages]
            return Station(
                _(", ").join(names), _("side by side"), when, tone, at, said, silence, step
            )
        way = str(WAYS[one.procedure.kind])
        title = laws.title(one.title, body_name(self.charter, one.body) if one.body else "")
        return Station(title or _("Rule"), way, when, tone, at, said, silence, step)

    def figures(self, step: Step) -> str:
        figures, number = step.figures, self.words.number
        if "yes" in figures:
            said = {name: number(int(figures[name])) for name in ("yes", "no", "abstain")}
            return _("%(yes)s yes, %(no)s no, %(abstain)s abstained") % said
        if "cast" in figures:
            facts = {name: number(int(figures[name])) for name in ("cast", "seats")}
            return _("%(cast)s of %(seats)s chose") % facts
        if "consents" in figures:
            rounds = int(figures["round"])
            return ngettext("in one round", "in %(count)s rounds", rounds) % {
                "count": number(rounds)
            }
        if "line" in figures:
            return self._line(step)
        return ""

    def _line(self, step: Step) -> str:
        """The line of the table that decided, or what no line covers."""
        stage = self.kind.steps[step.stage]
        assert isinstance(stage, Stage) and isinstance(stage.procedure, Rule)  # noqa: S101
        number = int(step.figures["line"])
        if number:
            text = condition_of(
                self.charter, stage.procedure.lines[number - 1].when.text, self.words
            )
            facts = {"line": self.words.number(number), "text": text}
            return _("line %(line)s of the table: %(text)s") % facts
        return _("no line of the table covers this: %(values)s") % {"values": self._values()}

    def _values(self) -> str:
        known = self.kind.deciding
        return _(", ").join(
            f"{word(self.charter, one.name)}: "
            f"{self.words.digits(value_name(self.charter, one.show(self.state.codes[one.name])))}"
            for one in known
        )


def silence(charter: Charter, kind: str, stage: str, task: str) -> str:
    """What happens to a matter of this kind if a stage, or whoever admits it, stays silent."""
    matter = charter.matters[kind]
    if task == "admit" and matter.admit is not None:
        refused = matter.admit.silence == "refused"
        end = OUTCOMES["lapsed"] if refused else _("admitted")
        return _("If nobody answers, it is: %(end)s.") % {"end": end}
    if task in ("opinion", "reply") or stage not in matter.steps or stage in matter.group_of:
        return ""
    return silence_of(charter, matter, route.target(matter, stage, "timeout"))


def silence_of(charter: Charter, kind: Type, to: str) -> str:
    """That a matter goes to this step or end if nobody answers."""
    if to in ENDS:
        return _("If nobody answers, it is: %(end)s.") % {"end": OUTCOMES[to]}
    step = kind.steps.get(to)
    if step is None:
        return ""
    whom = step.id if isinstance(step, Group) else body_name(charter, step.body)
    return _("If nobody answers, it goes to %(body)s.") % {"body": whom}
