"""Whom a matter waits for: written with every event, so that an inbox is one look-up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cityhall.decisions import worlds
from cityhall.decisions.models import Matter, Waiting
from cityhall.decisions.tokens import by_pk
from divan.charter import authority, engine
from divan.charter.model import Charter, Stage
from divan.charter.procedures import Consent
from divan.charter.state import Open, State
from divan.charter.world import World

Task = tuple[str, str, str, datetime | None]  # person's token, stage, task, until when


def keep_waiting(
    row: Matter, charter: Charter, world: World, state: State, *, at: datetime
) -> list[tuple[int, str]]:
    """Make the rows of `Waiting` say whom the state waits for.

    Gives whom it did not wait for before, each task of a person once: (key of the person, task).
    """
    waited = Waiting.objects.filter(matter=row)
    before = set(waited.values_list("person_id", "task"))
    waited.delete()
    if row.key is None or state.ended:
        return []
    ids = worlds.people(bytes(row.key))
    if row.applicant_id is not None:
        ids[by_pk(bytes(row.key), row.applicant_id)] = row.applicant_id
    tasks = dict.fromkeys(_tasks(charter, world, state, at))
    made = Waiting.objects.bulk_create(
        Waiting(matter=row, person_id=ids[who], stage=stage, task=task, due_at=due)
        for who, stage, task, due in tasks
        if who in ids
    )
    now = dict.fromkeys((one.person_id, one.task) for one in made)
    return [one for one in now if one not in before]


def _tasks(charter: Charter, world: World, state: State, at: datetime) -> Iterator[Task]:
    matter = charter.matters[state.matter]
    if state.phase == "filed" and matter.admit is not None:
        body = charter.bodies[matter.admit.body]
        able = authority.able(charter, world, state, body, at)
        if not able and body.deputy:
            able = authority.able(charter, world, state, charter.bodies[body.deputy], at)
        for seat in able:
            yield seat.person, "", "admit", engine.due(state)
    for one in state.open:
        stage = matter.steps[one.stage]
        assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
        yield from _stage_tasks(charter, world, state, stage, one, at)
    if state.phase == "answering":
        for stage in matter.stages():
            if stage.id in state.visited and stage.body:
                for holding in world.holders(stage.body, at):
                    yield holding.person, stage.id, "reply", state.due_at
        # Where only registers decided, nobody else is there to answer.
        if any(not voice.answer and voice.by != state.applicant for voice in state.voices):
            yield state.applicant, "", "reply", state.due_at


def _stage_tasks(
    charter: Charter, world: World, state: State, stage: Stage, one: Open, at: datetime
) -> Iterator[Task]:
    for seat in one.seats:
        if seat.person not in one.answers and seat.person not in one.choices:
            yield seat.person, stage.id, stage.procedure.kind, one.due_at
    for body in stage.consult.bodies:
        if body not in one.opinions:
            for holding in world.holders(body, at):
                yield holding.person, stage.id, "opinion", one.opinions_by
    untested = any(objection.status == "open" for objection in one.objections)
    if isinstance(stage.procedure, Consent) and untested:
        for holding in world.holders(stage.procedure.tested_by, at):
            yield holding.person, stage.id, "test", one.due_at
