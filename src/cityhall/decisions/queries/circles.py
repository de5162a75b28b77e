"""Organisations that come together, the circles that they form, and who would complete one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from cityhall.decisions import laws
from cityhall.decisions.models import Circle, Matter, Node, Part, Skill
from cityhall.decisions.queries.matters import OPEN, bodies_of, state
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from divan.charter import circle as law
from divan.charter import route
from divan.charter.model import Group

UNDECIDED = ("gathering", "filed", "open")
SECTOR = "sector:"  # marks a need that is a sector; no skill has a colon
MOST_CIRCLES = 20


def visible_nodes(actor: Actor) -> QuerySet[Node]:
    """Confirmed organisations for everyone; the others for who speaks for them, and the office."""
    if may_manage_city(actor=actor) is None:
        return Node.objects.all()
    seen = Q(status=Node.Status.CONFIRMED)
    if actor.person is not None:
        seen |= Q(speaker=actor.person)
    return Node.objects.filter(seen)


def nodes(actor: Actor) -> list[Node]:
    """The organisations that the actor may see, by name; `living` are their parts in circles."""
    living = Part.objects.filter(status=Part.Status.ACCEPTED, circle__ended_at__isnull=True)
    rows = visible_nodes(actor).exclude(status=Node.Status.REFUSED).prefetch_related(
        "skills", Prefetch("parts", living.select_related("circle__matter"), to_attr="living")
    )  # fmt: skip
    return list(rows)


def node(actor: Actor, node_id: int) -> Node | None:
    """One organisation with the parts that it has, or had, in circles, the newest first."""
    parts = Part.objects.select_related("circle__matter").order_by("-pk")[:MOST_CIRCLES]
    rows = visible_nodes(actor).select_related("speaker")
    rows = rows.prefetch_related("skills", Prefetch("parts", parts, to_attr="history"))
    return rows.filter(pk=node_id).first()


def skills() -> list[str]:
    """The words of confirmed organisations, for suggestions and for needs."""
    rows = Skill.objects.filter(nodes__status=Node.Status.CONFIRMED).distinct()
    return [one.word for one in rows]


def waiting_nodes() -> int:
    """How many organisations wait for the city office."""
    return Node.objects.filter(status=Node.Status.PENDING).count()


def calling_bodies(actor: Actor, row: Matter, at: datetime) -> list[str]:
    """The bodies of the actor that decide this matter now, or may have to, the nearest first."""
    if actor.person is None or row.phase not in UNDECIDED:
        return []
    held = bodies_of(actor, at)
    if not held:
        return []
    kind, known = laws.law(row.charter).matters[row.kind], state(row)
    starts = [one.stage for one in known.open] or [kind.cases[known.case].steps[0].id]
    found: list[str] = []
    for step in route.reachable(kind, starts):
        one = kind.steps[step]
        stages = one.stages if isinstance(one, Group) else (one,)
        found += [stage.body for stage in stages if stage.body in held]
    return list(dict.fromkeys(found))


def proposal(
    skills: Sequence[str], sectors: Sequence[str], *, without: Iterable[int] = ()
) -> tuple[law.Circle, dict[str, Node]]:
    """The circle that the law proposes among confirmed organisations, with these by name."""
    rows = Node.objects.filter(status=Node.Status.CONFIRMED).exclude(pk__in=list(without))
    known = {one.name: one for one in rows.prefetch_related("skills")}
    free = [
        law.Node(
            name=one.name,
            skills=frozenset(skill.word for skill in one.skills.all()),
            sector=SECTOR + one.sector,
            free=one.capacity - one.taken,
        )
        for one in known.values()
    ]
    return law.propose(free, skills, [SECTOR + one for one in sectors]), known


def circle(actor: Actor, circle_id: int) -> Circle | None:
    """One circle with its parts and tasks. Circles are public, as their matters are."""
    rows = Circle.objects.select_related("matter__charter")
    rows = rows.prefetch_related("parts__node", "tasks__owner__node")
    return rows.filter(pk=circle_id).first()


def circles_of(row: Matter) -> list[Circle]:
    """The circles of a matter, the newest first."""
    return list(row.circles.order_by("-pk")[:MOST_CIRCLES])


def open_needs(row: Circle) -> tuple[list[str], list[str]]:
    """What was needed and nobody covers who accepted, or may still: skills, sectors."""
    hoped = [one for one in row.parts.all() if one.status != Part.Status.DECLINED]
    met = {need for one in hoped for need in one.covers}
    return [s for s in row.skills if s not in met], [
        s for s in row.sectors if SECTOR + s not in met
    ]


def next_best(row: Circle) -> tuple[law.Circle, dict[str, Node]]:
    """Who would cover what is still open, among the organisations that were not asked yet."""
    skills, sectors = open_needs(row)
    if not skills and not sectors:
        return law.Circle(()), {}
    return proposal(skills, sectors, without=[one.node_id for one in row.parts.all()])


def invitations(actor: Actor) -> list[Part]:
    """The circles that wait for an answer of the organisations that the actor speaks for."""
    if actor.person is None:
        return []
    rows = Part.objects.filter(
        node__speaker=actor.person, status=Part.Status.INVITED, circle__ended_at__isnull=True
    )
    return list(rows.select_related("node", "circle__matter").order_by("pk"))


def ending(row: Circle) -> str:
    """How it ended: in its own way, or because its matter is over; "" while it is at work."""
    return row.ending or ("" if row.matter.phase in OPEN else Circle.Ending.MATTER.value)


def over(row: Circle) -> bool:
    """Whether it has dissolved."""
    return bool(ending(row))


def to_end() -> list[int]:
    """The circles whose matter is over, for the worker to end."""
    rows = Circle.objects.filter(ended_at__isnull=True).exclude(matter__phase__in=OPEN)
    return list(rows.order_by("pk").values_list("pk", flat=True))
