"""In which body's name an act on a matter is done: as a seat of it, or as a resident.

The record signs an act of a seat with `seat:<body>`, never with who holds the seat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cityhall.acts.actions import Signatory
from divan.charter import events
from divan.charter.model import Charter, Matter, Stage
from divan.charter.procedures import Consent
from divan.charter.state import State
from divan.charter.world import World


@dataclass(frozen=True)
class Seated:
    """Whoever acts from a seat of this body."""

    body: str

    @property
    def signature(self) -> str:
        return f"seat:{self.body}"


def signatory(
    actor: Signatory, charter: Charter, world: World, state: State, event: events.AnyEvent,
    at: datetime,
) -> Signatory:  # fmt: skip
    """The seat from which this event was possible, or else the actor as they stand there.

    `state` is the one that followed. Where several bodies would do, the nearest to the event.
    """
    for body in _bodies(charter, charter.matters[state.matter], state, event):
        if event.by and world.holds(event.by, body, at):
            return Seated(body)
    return actor


def _bodies(
    charter: Charter, matter: Matter, state: State, event: events.AnyEvent
) -> Iterator[str]:
    """The bodies whose seats allow such an event, the nearest first."""
    if isinstance(event, events.Filed) and event.as_body:
        yield event.as_body
    elif isinstance(event, events.Admitted) and matter.admit is not None:
        yield from _with_deputy(charter, matter.admit.body)
    elif isinstance(event, events.CalledIn) and "call_in" in matter.about:
        yield from (who.body for who in matter.about["call_in"].who if who.body)
    elif isinstance(event, events.Opined):
        yield event.body
    elif isinstance(event, events.Replied):
        yield from (one.body for one in matter.stages() if one.id in state.visited and one.body)
    elif isinstance(event, events.Recused):
        for one in matter.stages():
            yield from _of_stage(charter, matter, one, event)
    elif step := getattr(event, "stage", ""):
        stage = matter.steps.get(step)
        if isinstance(stage, Stage):
            yield from _of_stage(charter, matter, stage, event)


def _of_stage(
    charter: Charter, matter: Matter, stage: Stage, event: events.AnyEvent
) -> Iterator[str]:
    if isinstance(event, events.Tested) and isinstance(stage.procedure, Consent):
        yield stage.procedure.tested_by
        return
    if stage.body:
        yield from _with_deputy(charter, stage.body)
        for one in charter.mandates:
            if one.giver == stage.body and one.matter == matter.name:
                yield one.to


def _with_deputy(charter: Charter, body: str) -> Iterator[str]:
    yield body
    if deputy := charter.bodies[body].deputy:
        yield deputy
