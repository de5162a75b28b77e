"""Organisations of Mehrshahr, and the circle in which three of them plan shades for bus stops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cityhall.decisions.actions import circles, nodes
from cityhall.decisions.models import Matter, Node
from cityhall.people.queries import city_day

from .docket import HOUR, Desk

DAY = timedelta(days=1)
SHADES = "سایه‌بان برای ایستگاه‌های اتوبوس"  # the matter, which waits at the joint table
CALLER = "dispatcher"  # sits at the joint table
NODES = (  # who speaks for it, name, sector, skills, circles at once
    ("parviz.dadkhah", "سازمان اتوبوس‌رانی مهرشهر", "public", ("مسیر اتوبوس", "برق ایستگاه"), 2),
    ("trade2", "انجمن سازندگان سازه‌های سبک", "business", ("سازهٔ سبک", "برآورد هزینه"), 1),
    ("civil4", "گروه شهرِ دسترس‌پذیر", "civil_society", ("دسترس‌پذیری", "مسیر اتوبوس"), 1),
    ("civil3", "خانهٔ درختان", "civil_society", ("فضای سبز",), 1),
)
NEEDS = ("سازهٔ سبک", "برق ایستگاه", "دسترس‌پذیری")


def together(desk: Desk) -> Iterator[datetime]:
    """Four organisations enter; for the shades three are called, and work on it now."""
    office = desk.people["administrator"]
    for key, name, sector, skills, capacity in NODES:
        offer = nodes.Offer(skills, capacity)
        node = nodes.register_node(name, sector, offer, actor=desk.people[key], at=desk.now)
        nodes.answer_node(node.pk, confirmed=True, actor=office, at=desk.now)
    yield desk.now + 8 * DAY
    matter = Matter.objects.get(title=SHADES)
    called = Node.objects.filter(speaker__in=[desk.people[key].person for key, *_ in NODES[:3]])
    circle = circles.call_circle(
        matter.pk, NEEDS, ("civil_society",), seen=[one.pk for one in called],
        actor=desk.people[CALLER], at=desk.now,
    )  # fmt: skip
    yield desk.now + 20 * HOUR
    parts = dict(
        zip(("buses", "builders", "access"), circle.parts.order_by("node_id"), strict=True)
    )
    by = {"buses": NODES[0][0], "builders": NODES[1][0], "access": NODES[2][0]}
    for key, part in parts.items():
        circles.accept(part.pk, actor=desk.people[by[key]], at=desk.now)
    today = city_day(desk.now)
    first = circles.add_task(
        circle.pk, "فهرست ایستگاه‌هایی که پیاده‌رو پهن دارند", parts["access"].pk, today + DAY,
        actor=desk.people[by["access"]], at=desk.now,
    )  # fmt: skip
    circles.add_task(
        circle.pk, "سه طرح با بهای هر کدام", parts["builders"].pk, today + 9 * DAY,
        actor=desk.people[by["builders"]], at=desk.now,
    )  # fmt: skip
    yield desk.now + 22 * HOUR
    circles.finish_task(circle.pk, first.pk, actor=desk.people[by["access"]], at=desk.now)
