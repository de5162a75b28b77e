"""After each crash: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

SOME = 5000  # rows of a whole look-through at once


@dataclass
class Known:
    """What earlier audits found, so that each looks at what is new only."""

    position: int = 0  # acts before this one were looked at
    mails: int = 0  # lines of the mail server's list that were read
    yes: Counter[str] = field(default_factory=Counter)  # Message-IDs that were taken, how often
    open: set[str] = field(default_factory=set)  # taken, but not noted when a process died
    first_mail: int = 0  # mails up to this one are the demo city's own
    repeated: int = 0
    most_open: int = 0

    def text(self) -> dict[str, Any]:
        return {**asdict(self), "yes": dict(self.yes), "open": sorted(self.open)}

    @classmethod
    def of(cls, said: dict[str, Any]) -> Known:
        return cls(**{**said, "yes": Counter(said["yes"]), "open": set(said["open"])})


def after_crash(told: Iterable[dict[str, Any]], known: Known, mails: Path) -> list[str]:
    """What is wrong, in words; empty where nothing is."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        faults = [*_acknowledged(told), *_new_acts(known)]
        faults += _mails(known, mails, crashes=1)
    return faults


def whole(known: Known, mails: Path) -> list[str]:
    """Look through everything: constraints, counts, every act and its change, photos and files."""
    faults = list(_database())
    faults += _tallies()
    faults += _versions()
    faults += _photos()
    faults += _imports()
    return faults


def drain(known: Known, mails: Path) -> list[str]:
    """Let the worker send all that waits, in peace; then every mail was taken by the server."""
    from cityhall.acts.models import Message
    from cityhall.acts.outbox import send_due

    later = timezone.now() + timedelta(days=10)
    while send_due(later, most=1000):
        pass
    faults = _mails(known, mails, crashes=0)
    left = Message.objects.filter(pk__gt=known.first_mail, sent_at=None).count()
    if left:
        faults.append(f"{left} mails never went out")
    return faults


def sweep() -> tuple[int, int]:
    """Files without a row (a crash between file and row leaves one), before and after the chore."""
    from cityhall.upkeep.orphans import clear_orphans

    before = len(_files() - _rows())
    clear_orphans(timezone.now() + timedelta(days=3))
    return before, len(_files() - _rows())


def _acknowledged(told: Iterable[dict[str, Any]]) -> Iterator[str]:
    from cityhall.acts.models import Act, Message
    from cityhall.service import receipts
    from cityhall.service.models import ImportRun, Party, Photo, Request

    for said in told:
        match said["did"]:
            case "fault":
                yield f"a fault while nothing was killed: {said['what']}\n{said['at']}"
            case "file" | "sent" | "code":
                found = Request.objects.filter(description__contains=f" {said['mark']}")
                if said["did"] == "code":
                    found = found.filter(receipt=receipts.hash_of(said["code"]))
                    known = found.filter(description__contains=f" {said['mark']} ")
                    request = known.first()
                elif said["did"] == "sent":
                    request = found.filter(description__contains=f" {said['mark']} ").first()
                else:
                    request = Request.objects.filter(
                        pk=said["pk"], description=f"گزارش {said['mark']}"
                    ).first()
                if request is None:
                    yield f"lost: report {said['mark']} was acknowledged and is not there"
                    continue
                act = Act.objects.filter(
                    object_type="service.request", object_id=request.pk, verb="service.file"
                ).first()
                if act is None or not hasattr(act, "sealed"):
                    yield f"half: report {request.pk} has no act or nothing sealed"
                elif not Message.objects.filter(act=act).exists():
                    yield f"lost: the mail of report {request.pk} was never written"
                if not Party.objects.filter(request=request, role="reporter").exists():
                    yield f"half: report {request.pk} has no reporter"
            case "close" | "reopen" | "me_too" | "note":
                request = Request.objects.filter(pk=said["pk"]).first()
                least = said.get("version", 0)
                if request is None or request.version < least:
                    yield f"lost: {said['did']} of {said['pk']} ({said['mark']})"
                    continue
                acts = Act.objects.filter(
                    object_id=said["pk"], verb=f"service.{said['did']}"
                ).select_related("sealed")
                if said["did"] != "me_too" and not any(
                    said["mark"] in json.dumps(one.sealed.words, ensure_ascii=False) for one in acts
                ):
                    yield f"lost: {said['did']} of {said['pk']} ({said['mark']}) is not on record"
            case "photo":
                photo = Photo.objects.filter(pk=said["id"]).first()
                if photo is None:
                    yield f"lost: photo {said['id']}"
                else:
                    yield from _photo_fault(photo)
            case "import":
                if ImportRun.objects.get(pk=said["run"]).line < said["line"]:
                    yield f"lost: line {said['line']} of import {said['run']}"


def _new_acts(known: Known) -> Iterator[str]:
    """Positions without gaps, leaves that say theirs, commitments that hold, states that match."""
    from cityhall.acts.models import Act, Register
    from cityhall.service.models import Request
    from divan.record import commitment

    size = Register.objects.values_list("size", flat=True).get(pk=1)
    expected, touched = known.position, set()
    acts = Act.objects.filter(position__gte=known.position).select_related("sealed")
    for act in acts.order_by("position").iterator(chunk_size=2000):
        if act.position != expected:
            yield f"half: the record has no entry {expected}"
            expected = act.position
        expected += 1
        leaf = json.loads(act.leaf)
        if (leaf["n"], leaf["verb"], leaf["public"]) != (act.position, act.verb, act.public):
            yield f"half: entry {act.position} and its row differ"
        sealed = getattr(act, "sealed", None)
        if (leaf["sealed"] is None) != (sealed is None):
            yield f"half: what entry {act.position} sealed is not there"
        elif sealed and commitment(bytes(sealed.key), sealed.words) != leaf["sealed"]:
            yield f"half: entry {act.position} sealed something else"
        if act.object_type == "service.request" and act.verb != "service.import":
            touched.add(act.object_id)
    if expected != size:
        yield f"half: the record ends at {expected}, its register says {size}"
    known.position = expected
    yield from _versions(touched)
    there = set(Request.objects.filter(pk__in=touched).values_list("pk", flat=True))
    for missing in sorted(touched - there)[:5]:
        yield f"half: acts on report {missing}, which is not there"


def _versions(only: set[int] | None = None) -> Iterator[str]:
    """Every act raises a report's version by one: so many acts, so many changes."""
    from cityhall.acts.models import Act
    from cityhall.service.models import Request

    for some in _keys(only):
        rows = dict(Request.objects.filter(pk__in=some).values_list("pk", "version"))
        acts = dict(
            Act.objects.filter(object_type="service.request", object_id__in=some)
            .exclude(verb="service.import")
            .values_list("object_id")
            .annotate(n=Count("position"))
        )
        for pk, version in rows.items():
            if version != 1 + acts.get(pk, 0):
                yield f"half: report {pk} changed {version - 1} times with {acts.get(pk, 0)} acts"


def _keys(only: set[int] | None) -> Iterator[list[int]]:
    from cityhall.service.models import Request

    if only is not None:
        keys = sorted(only)
        yield from (keys[at : at + 500] for at in range(0, len(keys), 500))
        return
    last = 0
    while keys := list(
        Request.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:SOME]
    ):
        for at in range(0, len(keys), 500):
            yield keys[at : at + 500]
        last = keys[-1]


def _mails(known: Known, file: Path, *, crashes: int) -> list[str]:
    """Nothing noted without the server's yes; nothing repeated but what a crash cut off."""
    from cityhall.acts.channels.email import message_id
    from cityhall.acts.models import Message

    faults = []
    lines = file.read_text().split() if file.exists() else []
    for taken in lines[known.mails :]:
        known.yes[taken] += 1
        if known.yes[taken] > 1:
            known.repeated += 1
            if taken not in known.open:
                faults.append(f"repeated: {taken} was sent again though its yes was noted")
    fresh = set(lines[known.mails :])
    known.mails = len(lines)
    numbers = {int(one[1:].split(".")[0]) for one in fresh | known.open if one[1:2].isdigit()}
    rows = {message_id(row): row for row in Message.objects.filter(pk__in=numbers)}
    now_open = {one for one, row in rows.items() if row.sent_at is None}
    known.most_open = max(known.most_open, len(now_open - known.open))
    if len(now_open - known.open) > crashes:
        faults.append(f"more than one mail was cut off by one crash: {len(now_open - known.open)}")
    known.open = now_open
    sent = Message.objects.filter(pk__gt=known.first_mail, sent_at__isnull=False)
    if crashes:  # the last of them; the end looks at all
        sent = sent.filter(sent_at__gte=timezone.now() - timedelta(seconds=60))
    for row in sent.iterator(chunk_size=2000):
        if message_id(row) not in known.yes:
            faults.append(f"lost: mail {row.pk} is noted as sent, the server never took it")
    return faults


def _database() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for check in ("integrity_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {check}")
            rows = cursor.fetchall()
            if rows not in ([], [("ok",)]):
                yield f"the database is damaged: {rows[:3]}"


def _tallies() -> Iterator[str]:
    from cityhall.service.models import Request, Tally

    kept = {
        (service, area, status): count
        for service, area, status, count in Tally.objects.exclude(count=0).values_list(
            "service_id", "area", "status", "count"
        )
    }
    rows = Request.objects.filter(is_public=True).values_list("service_id", "area_id", "status")
    counted = {
        (service, area or 0, status): n
        for service, area, status, n in rows.annotate(n=Count("pk")).order_by()
    }
    for key in sorted({*kept, *counted}):
        if kept.get(key, 0) != counted.get(key, 0):
            yield f"half: the kept count of {key} is {kept.get(key, 0)}, not {counted.get(key, 0)}"


def _photos() -> Iterator[str]:
    from cityhall.service.models import Photo

    for photo in Photo.objects.iterator(chunk_size=2000):
        yield from _photo_fault(photo)


def _photo_fault(photo: Any) -> Iterator[str]:
    from cityhall.service import uploads

    large, thumb = (uploads.path_of(photo.pk, size) for size in ("large", "thumb"))
    if not large.exists() or not thumb.exists():
        yield f"half: photo {photo.pk} has a row and no file"
    elif large.stat().st_size != photo.size:
        yield f"half: photo {photo.pk} is {large.stat().st_size} bytes, its row says {photo.size}"


def _rows() -> set[str]:
    from cityhall.service.models import Photo

    return {str(pk) for pk in Photo.objects.values_list("pk", flat=True)}


def _files() -> set[str]:
    return {one.name.split(".")[0] for one in Path(settings.MEDIA_ROOT).rglob("*.*")}


def _imports() -> Iterator[str]:
    from cityhall.acts.models import Act
    from cityhall.service.models import ImportRun, Request

    for run in ImportRun.objects.all():
        rows = Request.objects.filter(source=run.source)
        known = run.created + run.known + run.rejected
        if rows.count() != run.created:
            yield f"half: import {run.source} counts {run.created}, there are {rows.count()}"
        if known != max(run.line - 1, 0):
            yield f"half: import {run.source} settled {known} rows up to line {run.line}"
        acts = Act.objects.filter(verb="service.import", object_id__in=rows.values("pk")).count()
        if acts != rows.count():
            yield f"half: import {run.source} has {rows.count()} reports and {acts} acts"
