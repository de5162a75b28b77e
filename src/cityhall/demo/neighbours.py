"""How Mehrshahr talks to others at the end of its year: an app, another body's system, readers.

Nothing outside is asked: the other body's server is named, what it would say is written down, and
then it is stopped. Its address is one that nobody can have.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cityhall.acts import wishes
from cityhall.acts.models import Act, Wish
from cityhall.acts.wishes import reader_key
from cityhall.partners import actions as partners
from cityhall.partners import following
from cityhall.partners.geo_client import Known
from cityhall.partners.models import Forwarding
from cityhall.people.actor import SYSTEM, Actor, actor_for
from cityhall.people.queries import city_day
from cityhall.service import actions
from cityhall.service.models import Party, Request

from .founding import Founded

HOUR = timedelta(hours=1)
_POLES = ("light-out", "light-pole", "light-flicker", "wire", "signal")
_APP = (  # kind, words: what the neighbourhood app sends
    ("sweeping", "برگ‌ها پیاده‌رو را گرفته؛ چند روز است جارو نشده."),
    ("pavement", "سنگ‌فرش جلوی نانوایی بلند شده و مردم زمین می‌خورند."),
)
_DONE = "تیر صاف و چراغ روشن شد."


def talk(city: Founded, now: datetime) -> None:
    """Give out a key, let a body's system have a few reports, and choose how news come."""
    day = city_day(now)
    administrator = actor_for(city.people["administrator"], on=day)
    dispatcher = actor_for(city.people["dispatcher"], on=day)
    _app(city, administrator, now)
    _power_company(city, administrator, dispatcher, now)
    _readers(city, now)


def _app(city: Founded, administrator: Actor, now: datetime) -> None:
    """A neighbourhood's app with a key of its own, and what it sent."""
    facts = partners.KeyFacts(
        name="اپ محله", code="mahalleh", contact="app@mahalleh.example", scopes=["report", "update"]
    )
    key, _secret = partners.create_key(facts, actor=administrator, at=now - 30 * HOUR)
    place = Request.objects.filter(is_public=True, public_latitude__isnull=False).first()
    if place is None:
        return
    for number, (kind, text) in enumerate(_APP):
        report = actions.Report(
            city.services[kind], text, latitude=place.latitude, longitude=place.longitude,
            channel="open311",
        )  # fmt: skip
        sent = partners.Incoming(report, reference=f"m-{number}")
        partners.file_incoming(sent, key, language="fa", at=now - (5 - number) * HOUR)
    partners.note_use(key, now - 4 * HOUR)


def _power_company(city: Founded, administrator: Actor, officer: Actor, now: datetime) -> None:
    """Reports in the electricity company's system: taken, closed there, refused, sent by hand."""
    facts = partners.UpstreamFacts(
        name={"fa": "سامانهٔ ۱۲۱ شرکت برق", "en": "Electricity Company, 121"},
        endpoint="https://121.power.mehrshahr.example/open311/v2/", code="power-121",
        body=city.units["power-company"], other_code="street",
    )  # fmt: skip
    server = partners.create_upstream(facts, actor=administrator, at=now - 3 * HOUR)
    rows = Request.objects.filter(
        is_open=True, is_public=True, body=None, service__service_code__in=_POLES
    )
    lately = Act.objects.filter(object_type="service.request", at__gt=now - 2 * HOUR)
    quiet = rows.exclude(pk__in=lately.values("object_id"))  # a story is told in its order
    found = list(quiet.order_by("-requested_at")[:4])
    for row in found[:3]:
        actions.hand_over(row.pk, city.units["power-company"], actor=officer, at=now - 2 * HOUR)
    for row in found[3:]:
        partners.send_on(row.pk, server.code, actor=officer, at=now - HOUR)
    for number, row in enumerate(Forwarding.objects.order_by("pk"), start=1):
        if number == 3:  # no such street over there: a person decides
            Forwarding.objects.filter(pk=row.pk).update(
                state=Forwarding.State.REFUSED, next_at=None, fault="400: address_string"
            )
            continue
        partners.take(row, f"121-{4400 + number}", actor=SYSTEM, at=now - HOUR)
        status, words = ("closed", _DONE) if number == 1 else ("open", "")
        said = Known(row.remote_id, status, words, "", now - HOUR / 2)
        following.heard(row, said, now - HOUR / 2)
    partners.set_upstream_active(server.code, False, actor=administrator, at=now)


def _readers(city: Founded, now: datetime) -> None:
    """One reads her news daily, one weekly, and one by short message."""
    resident = city.people["resident"]
    wishes.choose(reader_key(resident.email), at=now, topics={"service.joined": Wish.Pace.DAILY})
    officer = city.people["parviz.dadkhah"]
    wishes.choose(reader_key(officer.email), at=now, topics={"service.desk": Wish.Pace.DAILY})
    by_phone = Party.objects.filter(role=Party.Role.REPORTER, request__is_open=True)
    row = by_phone.exclude(phone="").order_by("-pk").first()
    if row is not None:
        Party.objects.filter(pk=row.pk).update(mobile=row.phone)
