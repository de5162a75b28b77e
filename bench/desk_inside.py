"""The part of the desk's measurement that runs inside the building: officers, and queries.

`desk_inside.py prepare` appoints fifty officers and prints their sessions as JSON;
`desk_inside.py count` prints how many queries a case costs.
"""

import json
import sys
from datetime import date

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cityhall.people.models import City, Membership, Organization, Person, Post, Power  # noqa: E402
from cityhall.service.models import Request  # noqa: E402

OFFICERS, UNITS = 50, 10
settings.ALLOWED_HOSTS = ["*"]


def main(what: str) -> None:
    print(json.dumps({"prepare": prepare, "count": count}[what]()))


def prepare() -> dict[str, object]:
    """Fifty officers, five in each of the ten units with the longest queues."""
    if not City.objects.update(second_factor=False):  # an imported city has no row of its own yet
        City.objects.create(name={"en": "Boston"}, second_factor=False)
    found = Request.objects.filter(is_open=True).values("unit").annotate(n=Count("pk"))
    longest = [row["unit"] for row in found.order_by("-n")[:UNITS]]
    sessions = []
    for number in range(OFFICERS):
        unit = Organization.objects.get(pk=longest[number % len(longest)])
        post, _made = Post.objects.get_or_create(
            code=f"bench-{unit.pk}",
            defaults={
                "label": {"en": "Officer"},
                "organization": unit,
                "powers": [Power.HANDLE],
                "sort_key": "bench",
            },
        )
        person = Person.objects.create_user(email=f"bench{number}@example.org", name=f"B {number}")
        Membership.objects.create(person=person, post=post, start_date=date(2020, 1, 1))
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    numbers = {"units": len(longest), "open": Request.objects.filter(is_open=True).count()}
    return {"sessions": sessions, **numbers}


def count() -> dict[str, int]:
    """The queries of one case, in the longest queue."""
    person = Person.objects.get(email="bench0@example.org")
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    unit = Membership.objects.get(person=person).post.organization
    row = Request.objects.filter(unit=unit, is_open=True).order_by("due_at").first()
    address = f"/desk/{row.pk}/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: status {answer.status_code}")
    return {"case": len(asked)}


if __name__ == "__main__":
    main(sys.argv[1])
