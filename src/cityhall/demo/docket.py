"""Plays matters beside the year's reports: each is a script that says when it goes on.

A script is a generator. It acts, and yields the moment at which it wants to act again; until then
others act, and deadlines that pass are acted on as the worker does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from cityhall.decisions import actions, clock
from cityhall.decisions.models import Matter
from cityhall.people.actor import Actor
from divan.charter import events

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass
class Desk:
    """What a script acts with: the people by key, and the present moment."""

    people: Mapping[str, Actor]
    now: datetime

    def file(self, by: str, kind: str, title: str, text: str = "", **more: Any) -> Matter:
        put = actions.Put(kind=kind, title=title, text=text, **more)
        return actions.file_matter(put, actor=self.people[by], at=self.now)

    def do(self, row: Matter, by: str, event: events.AnyEvent, words: str = "") -> Matter:
        made = actions.happen(row.pk, event, actor=self.people[by], at=self.now, words=words)
        row.refresh_from_db()
        return made

    def each(
        self, row: Matter, event: events.AnyEvent, said: Mapping[str, str], others: Sequence[str]
    ) -> None:
        """The same from several: first those with words of their own, then the others."""
        for by in (*said, *others):
            self.do(row, by, event, said.get(by, ""))


Script = Callable[[Desk], Iterator[datetime]]


class Docket:
    """Scripts waiting for their moments."""

    def __init__(self, people: Mapping[str, Actor], scripts: Sequence[tuple[datetime, Script]]):
        self._people = people
        self._waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
        self._desks: dict[int, Desk] = {}
        for number, (at, script) in enumerate(scripts):
            desk = self._desks[number] = Desk(people, at)
            heappush(self._waiting, (at, number, script(desk)))

    def until(self, at: datetime) -> None:
        """Everything that happens until then, in its order."""
        while self._waiting and self._waiting[0][0] <= at:
            moment, number, script = heappop(self._waiting)
            clock.keep_deadlines(moment)
            self._desks[number].now = moment
            following = next(script, None)
            if following is not None:
                heappush(self._waiting, (following, number, script))

    def end(self, at: datetime) -> None:
        """All of it until then, and every deadline."""
        self.until(at)
        clock.keep_deadlines(at)
