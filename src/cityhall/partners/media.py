"""Photos that other systems only gave an address of: fetched, drawn anew, added to the report."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cityhall.acts.refusals import Refused
from cityhall.partners.models import Sending
from cityhall.people.actor import Actor
from cityhall.service import actions as service
from cityhall.service.uploads import MOST_BYTES
from cityhall.web.egress import NoAnswer, fetch

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 10, 60, 360))
AT_ONCE = 5
SECONDS = 20.0


def fetch_due(at: datetime) -> int:
    """Fetch the photos that are due; how many were added. What is no photo is given up."""
    added = 0
    due = Sending.objects.filter(media_at__lte=at).select_related("key")
    for row in list(due.order_by("media_at", "pk")[:AT_ONCE]):
        if _claim(row, at):
            added += _fetch_all(row, at)
    return added


def _claim(row: Sending, at: datetime) -> bool:
    wait = at + WAITS[row.media_tries] if row.media_tries < len(WAITS) else None
    mine = Sending.objects.filter(pk=row.pk, media_tries=row.media_tries, media_at=row.media_at)
    return bool(mine.update(media_tries=row.media_tries + 1, media_at=wait))


def _fetch_all(row: Sending, at: datetime) -> int:
    left, added = [], 0
    actor = Actor(kind=f"partner:{row.key.code}")
    for address in row.media:
        try:
            answer = fetch("GET", address, seconds=SECONDS, most_bytes=MOST_BYTES)
        except NoAnswer:
            left.append(address)
            continue
        if answer.status >= 500:
            left.append(address)
        if answer.status != 200 or row.request_id is None:
            continue
        try:
            photo = SimpleUploadedFile("photo", answer.body)
            service.add_sent_photo(row.request_id, photo, actor=actor, at=at)
        except Refused as refused:
            if refused.refusal.status == 503:  # our own disk
                left.append(address)
        else:
            added += 1
    changes: dict[str, object] = {"media": left}
    if not left:
        changes["media_at"] = None
    Sending.objects.filter(pk=row.pk).update(**changes)
    return added
