"""Organisations and circles as JSON: what their pages show to everyone."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from cityhall.decisions.models import Circle, Node, Part, Task
from cityhall.decisions.queries import circles as queries
from cityhall.web.templating import url


class NodeOut(msgspec.Struct, kw_only=True):
    """An organisation. `circles`: addresses of those that it is in, or was; the newest first."""

    id: int
    name: str
    sector: str
    status: str
    skills: list[str]
    capacity: int
    taken: int
    circles: list[str]
    url: str


class NodesOut(msgspec.Struct):
    nodes: list[NodeOut]


class PartOut(msgspec.Struct, kw_only=True):
    """A part in a circle; `alone` are the needs that nobody else in it meets."""

    node: str
    status: str
    covers: list[str]
    alone: list[str]
    reason: str
    invited_at: datetime
    answered_at: datetime | None


class TaskOut(msgspec.Struct, kw_only=True):
    what: str
    owner: str
    due_on: date
    done_at: datetime | None


class CircleOut(msgspec.Struct, kw_only=True):
    """A circle. `body`: the accountable one, by its name in the charter. Times are UTC."""

    id: int
    matter: str
    body: str
    skills: list[str]
    sectors: list[str]
    missing: list[str]
    called_at: datetime
    ended_at: datetime | None
    ending: str | None
    report: str
    parts: list[PartOut]
    tasks: list[TaskOut]
    url: str


def node(row: Node, parts: list[Part]) -> NodeOut:
    return NodeOut(
        id=row.pk,
        name=row.name,
        sector=row.sector,
        status=row.status,
        skills=[one.word for one in row.skills.all()],
        capacity=row.capacity,
        taken=row.taken,
        circles=[url("circle", one.circle_id) for one in parts],
        url=url("node", row.pk),
    )


def circle(row: Circle) -> CircleOut:
    skills, sectors = queries.open_needs(row)
    ending = queries.ending(row)
    return CircleOut(
        id=row.pk,
        matter=url("matter", row.matter_id),
        body=row.body,
        skills=list(row.skills),
        sectors=list(row.sectors),
        missing=[] if ending else [*skills, *sectors],
        called_at=row.called_at,
        ended_at=row.ended_at,
        ending=ending or None,
        report=row.report,
        parts=[_part(one) for one in row.parts.all()],
        tasks=[_task(one) for one in row.tasks.all()],
        url=url("circle", row.pk),
    )


def _part(row: Part) -> PartOut:
    return PartOut(
        node=url("node", row.node_id),
        status=row.status,
        covers=list(row.covers),
        alone=list(row.alone),
        reason=row.reason,
        invited_at=row.invited_at,
        answered_at=row.answered_at,
    )


def _task(row: Task) -> TaskOut:
    return TaskOut(
        what=row.what,
        owner=url("node", row.owner.node_id),
        due_on=row.due_on,
        done_at=row.done_at,
    )
