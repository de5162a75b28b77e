"""How Mehrshahr sends reports on at the end of its year: rules, bodies outside, lateness told.

The year's story is told before any rule is made, so that no rule stands in its way.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cityhall.people import actions as people
from cityhall.people.actor import Actor, actor_for
from cityhall.people.queries import city_day
from cityhall.service import actions
from cityhall.service.models import Handover, Request

from .founding import Founded

HOUR = timedelta(hours=1)
_TERMS = {  # code: address, minutes to answer and to be done, day and night
    "water-company": ("reports@water.mehrshahr.example", 120, 2880, True),
    "roads-office": ("", 1260, 8400, False),
}
_WATER = ("leak", "sewer", "flood", "tap", "drain")
_ROAD = ("pothole", "pavement", "trench", "sign")
_BORDER = ("district-5", "district-6", "district-8")
_WORDS = {
    "not_ours": "همکاران ما دیدند؛ این جزو شبکهٔ ما نیست و نگهداری‌اش با شهرداری است.",
    "road": "این معبر با قرارداد سال گذشته به شهرداری واگذار شده است.",
}


def send_on(city: Founded, now: datetime) -> None:
    """Make the rules, hand over a few reports of the last days, and tell what is late."""
    day = city_day(now)
    administrator = actor_for(city.people["administrator"], on=day)
    dispatcher = actor_for(city.people["dispatcher"], on=day)
    for code, (email, answer, resolve, always) in _TERMS.items():
        actions.set_terms(
            city.units[code], email=email, answer_minutes=answer, resolve_minutes=resolve,
            round_the_clock=always, actor=administrator, at=now - 7 * HOUR,
        )  # fmt: skip
    for unit in ("lighting", "roads", "waste", "green", "water"):
        people.set_superior(
            f"{unit}-supervisor", f"{unit}-head", actor=administrator, at=now - 7 * HOUR
        )
    _make_rules(city, administrator, now - 6 * HOUR)
    _hand_over(city, dispatcher, now)
    actions.escalate_late(now, most=12)
    actions.say_who_is_silent(now)


def _make_rules(city: Founded, actor: Actor, at: datetime) -> None:
    units = city.units
    rules = (
        actions.RuleDraft(
            {"fa": "نشت از شبکهٔ آب با شرکت آب است", "en": "Leaks of the mains"},
            units["water-company"], kinds=["leak"], words={"fa": ["لوله اصلی", "شبکه", "کنتور"]},
        ),
        actions.RuleDraft(
            {"fa": "کمربندی با راهداری استان است", "en": "The ring road is the province's"},
            units["roads-office"], kinds=["pothole", "pavement"], areas=_BORDER,
            words={"fa": ["کمربندی", "آزادراه"], "en": ["ring road"]},
        ),
        actions.RuleDraft(
            {"fa": "شب‌ها دریچهٔ باز با آتش‌نشانی است", "en": "Open manholes at night"},
            units["safety"], kinds=["manhole"], hours=[(21 * 60, 6 * 60)],
        ),
        actions.RuleDraft(
            {"fa": "زمستان‌ها برف با معابر است", "en": "Snow in winter"},
            units["roads"], kinds=["snow"], months=[10, 11, 12],
        ),
    )  # fmt: skip
    for rule in rules:
        actions.make_rule(rule, actor=actor, at=at)
    # One more that meets the snow rule halfway: the page of rules warns of the two.
    actions.make_rule(
        actions.RuleDraft(
            {"fa": "کارهای ناحیهٔ ۲ با خدمات شهری", "en": "District 2 to its own services"},
            units["districts"], areas=["district-2"], groups=["street"],
        ),
        actor=actor, at=at,
    )  # fmt: skip


def _hand_over(city: Founded, dispatcher: Actor, now: datetime) -> None:
    """Reports in every state: taken, refused, silent, waiting."""
    water, roads = city.units["water-company"], city.units["roads-office"]
    wet, dry = _some(_WATER, 3), _some(_ROAD, 4)
    for row, hours in zip(wet, (5.0, 3.5, 0.5), strict=False):
        actions.hand_over(row.pk, water, actor=dispatcher, at=now - hours * HOUR)
    for row in dry:
        actions.hand_over(row.pk, roads, actor=dispatcher, at=now - 4 * HOUR)
    made = {one.request_id: one.pk for one in Handover.objects.filter(ended_at=None)}
    own = actions.body_actor(water)
    if wet:
        actions.body_refuses(made[wet[0].pk], _WORDS["not_ours"], actor=own, at=now - 2 * HOUR)
    if len(dry) > 1:
        actions.body_accepts(made[dry[0].pk], actor=dispatcher, at=now - HOUR, number="R-4417")
        actions.body_refuses(made[dry[1].pk], _WORDS["road"], actor=dispatcher, at=now - HOUR)


def _some(kinds: tuple[str, ...], count: int) -> list[Request]:
    """The newest open reports of these kinds that everyone may read."""
    rows = Request.objects.filter(
        is_open=True, is_public=True, body=None, service__service_code__in=kinds
    )
    return list(rows.order_by("-requested_at")[:count])
