"""What changes, for whom, between two charters: sentences in Persian and English, routes as exact
boxes of values. What is said alike in both is no change, however it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from divan.charter import boxes
from divan.charter.boxes import Box
from divan.charter.effort import TooMuchError, at_most, spend
from divan.charter.explain import Teller
from divan.charter.model import Case, Charter, Group, Mandate, Matter, Stage
from divan.charter.regions import Axis, TooManyError, common_axes, merged, regions
from divan.charter.wording import say
from divan.language import number

MOST_STEPS = 3_000_000  # for one kind of matter; a second or two


@dataclass(frozen=True)
class Change:
    """`kind`: "route" (who decides), "rule" (how), "gone", "new". `about`: a body or a matter, ""
    for the whole. For a route, `region` are the boxes in words, `before` and `after` the ways."""

    about: str
    kind: str
    text: str
    region: str = ""
    before: str = ""
    after: str = ""


def diff(old: Charter, new: Charter, language: str = "en") -> list[Change]:
    """Every change from one charter to another: bodies, matters, mandates, words."""
    return list(_Differ(old, new, language).changes())


class _Differ:
    def __init__(self, old: Charter, new: Charter, language: str) -> None:
        self.old, self.new, self.language = old, new, language
        self.before, self.after = Teller(_renamed(old, new), language), Teller(new, language)

    def changes(self) -> Iterator[Change]:
        yield from self._calendar()
        yield from self._bodies()
        names = dict.fromkeys([*self.old.matters, *self.new.matters])
        for name in names:
            yield from self._matter(name)
        yield from self._mandates()
        yield from self._words()

    def _words(self) -> Iterator[Change]:
        for code in dict.fromkeys([*self.old.words, *self.new.words]):
            was, now = (one.word(code, self.language) for one in (self.old, self.new))
            if was != now:
                yield Change("", "rule", self._say("diff_renamed", before=was, after=now))

    def _say(self, code: str, **figures: object) -> str:
        return say(code, self.language, **figures)

    def _calendar(self) -> Iterator[Change]:
        for key in dict.fromkeys([*self.old.calendar, *self.new.calendar]):
            before, after = (_plain(one.calendar.get(key)) for one in (self.old, self.new))
            if before != after:
                figures = {"key": key, "before": before, "after": after}
                yield Change("", "rule", self._say("diff_calendar", **figures))

    def _bodies(self) -> Iterator[Change]:
        before, after = _by_body(self.before), _by_body(self.after)
        for name in dict.fromkeys([*before, *after]):
            if name not in after:
                text = self._say("diff_body_gone", body=self.before.body(name))
                yield Change(name, "gone", text)
            elif name not in before:
                text = self._say("diff_body_new", body=self.after.body(name))
                yield Change(name, "new", text)
                yield from self._sentences(name, self.after.body(name), [], after[name])
            else:
                named = self.after.body(name)
                was = Teller(self.old, self.language).body(name)
                if was != named:
                    text = self._say("diff_renamed", before=was, after=named)
                    yield Change(name, "rule", text)
                yield from self._sentences(name, named, before[name], after[name])

    def _sentences(
        self, about: str, named: str, before: Sequence[str], after: Sequence[str]
    ) -> Iterator[Change]:
        """What is no longer said, and what is said now."""
        for code, these, others in (
            ("diff_no_longer", before, after),
            ("diff_now", after, before),
        ):
            for text in dict.fromkeys(these):
                if text not in others:
                    yield Change(about, "rule", self._say(code, about=named, text=text))

    def _matter(self, name: str) -> Iterator[Change]:
        old, new = self.old.matters.get(name), self.new.matters.get(name)
        if new is None:
            assert old is not None  # noqa: S101 - the name came from one of them
            yield Change(name, "gone", self._say("diff_matter_gone", matter=self.before.title(old)))
            return
        title = self.after.title(new)
        if old is None:
            yield Change(name, "new", self._say("diff_matter_new", matter=title))
            told = [one.text for one in self.after.matter(name)]
            yield from self._sentences(name, title, [], told)
            return
        yield from self._sentences(
            name, title, list(self.before.frame(old)), list(self.after.frame(new))
        )
        yield from self._routes(old, new, title)

    def _routes(self, old: Matter, new: Matter, title: str) -> Iterator[Change]:
        axes = common_axes(old, new)
        try:
            with at_most(MOST_STEPS):
                moved, alike = self._compared(old, new, axes)
        except (TooManyError, TooMuchError):
            yield Change(new.name, "route", self._say("diff_too_many", matter=title))
            return
        for (was_way, now_way), shared in moved.items():
            for box in merged(shared):
                region = self._region(axes, box)
                figures = {"matter": title, "region": region, "before": was_way, "after": now_way}
                code = "diff_route" if region else "diff_route_always"
                text = self._say(code, **figures)
                yield Change(new.name, "route", text, region, was_way, now_way)
        for i, j in alike:
            was_said = _details(self.before, old, old.cases[i])
            now_said = _details(self.after, new, new.cases[j])
            yield from self._sentences(new.name, title, was_said, now_said)

    def _compared(
        self, old: Matter, new: Matter, axes: Sequence[Axis]
    ) -> tuple[dict[tuple[str, str], list[Box]], list[tuple[int, int]]]:
        """The boxes for which another way was taken before, by both ways; the pairs of cases that
        share values and take the same way."""
        before, after = regions(old, axes), regions(new, axes)
        moved: dict[tuple[str, str], list[Box]] = {}
        alike: list[tuple[int, int]] = []
        for i, was in enumerate(before):
            for j, now in enumerate(after):
                spend(len(was) * len(now) * len(axes))
                shared = [both for a in was for b in now if (both := boxes.intersect(a, b))]
                if not shared:
                    continue
                ways = (
                    self._way(self.before, old.cases[i]),
                    self._way(self.after, new.cases[j]),
                )
                if ways[0] != ways[1]:
                    moved.setdefault(ways, []).extend(shared)
                else:
                    alike.append((i, j))
        return moved, alike

    def _way(self, teller: Teller, case: Case) -> str:
        """Who decides, one after the other."""
        return self._say("diff_then").join(self._step(teller, step) for step in case.steps)

    def _step(self, teller: Teller, step: Stage | Group) -> str:
        if isinstance(step, Stage):
            return teller.who(step)
        inner = [teller.who(one) for one in step.stages]
        joint = {"all": "diff_all", "any": "diff_any"}.get(step.kind, "diff_of")
        return self._say(joint, need=step.need, bodies=self._say("diff_list").join(inner))

    def _region(self, axes: Sequence[Axis], box: Box) -> str:
        """A box in words: the fields it does not take whole."""
        parts = []
        for axis, (low, high) in zip(axes, box, strict=True):
            if (low, high) == (axis.low, axis.high):
                continue
            if axis.values:
                named = [self.after.word(one) for one in axis.values[low : high + 1]]
                values = self._say("diff_or").join(named)
                parts.append(f"{self.after.word(axis.name)} {values}")
            else:
                edges = {"low": self._number(axis, low), "high": self._number(axis, high)}
                code = "diff_from_to" if low < high else "diff_exactly"
                parts.append(self._say(code, field=self.after.word(axis.name), **edges))
        return self._say("diff_list").join(parts)

    def _number(self, axis: Axis, code: int) -> str:
        return self.after.day(code) if axis.dated else number(code, self.language)

    def _mandates(self) -> Iterator[Change]:
        for code, teller, these, others in (
            ("diff_mandate_gone", self.before, self.old.mandates, self.new.mandates),
            ("diff_mandate_new", self.after, self.new.mandates, self.old.mandates),
        ):
            known = {_plain_mandate(one) for one in others}
            for one in these:
                if _plain_mandate(one) not in known:
                    kind = "gone" if teller is self.before else "new"
                    yield Change(one.matter, kind, self._mandate(code, teller, one))

    def _mandate(self, code: str, teller: Teller, one: Mandate) -> str:
        matter = teller.title(teller.charter.matters[one.matter])
        when = teller.when(one.when.text) or self._say("diff_always")
        until = teller.day(one.until) if one.until else self._say("diff_open")
        figures = {"giver": teller.body(one.giver), "to": teller.body(one.to), "matter": matter}
        return self._say(code, **figures, when=when, until=until)


def _renamed(old: Charter, new: Charter) -> Charter:
    """The old charter with the new names of bodies and words, so that a new name is one change."""
    bodies = {
        name: replace(body, title=new.bodies[name].title if name in new.bodies else body.title)
        for name, body in old.bodies.items()
    }
    return replace(old, bodies=bodies, words=new.words)


def _by_body(teller: Teller) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in teller.bodies():
        found.setdefault(one.about, []).append(one.text)
    return found


def _details(teller: Teller, matter: Matter, case: Case) -> list[str]:
    return [one.text for step in case.steps for one in teller.step(matter, step)]


def _plain_mandate(one: Mandate) -> tuple[object, ...]:
    return (one.giver, one.to, one.matter, one.when.boxes, one.until, one.onward)


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(one) for one in value)
    return "-" if value is None else str(value)
