"""What is killed: a process that reports, closes, imports and sends, and says what it was told.

It is forked from a process that has loaded everything, so a life begins at once. Each thing that
an act acknowledged goes as one line into a pipe; the kernel keeps it when the process dies.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import random
import threading
import traceback
import uuid
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

Tell = Callable[..., None]
WRITERS = 2
_TURNS = [itertools.count() for _ in range(WRITERS)]  # marks are never used twice in a life


def warm() -> None:
    """Work out once what every life would."""
    _officer()
    for number in range(40):
        _picture(number)


def live(pipe: int, cycle: int, seed: int, sabotage: str, to_import: tuple[Path, Path] | None):
    """Work until killed. Never returns."""
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    settings.KEEP_PAGES = False
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # an import shows its progress there

    def tell(**said: Any) -> None:
        os.write(pipe, json.dumps(said).encode() + b"\n")

    jobs: list[Callable[[], object]] = [
        lambda number=number: _write(tell, cycle, number, seed, sabotage)
        for number in range(WRITERS)
    ]
    jobs.append(lambda: _send(sabotage))
    if to_import is not None:
        jobs.append(lambda: _import(tell, *to_import))
    threads = [threading.Thread(target=_guarded, args=(tell, job)) for job in jobs]
    for thread in threads:
        thread.start()
    tell(did="begin")
    for thread in threads:
        thread.join()
    os._exit(0)


def serve(pipe: int, port: int) -> None:
    """Be `cityhall serve` until killed, by its own command."""
    from cityhall.cli.serve import command

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    command.callback(host="127.0.0.1", port=port, threads=8, no_worker=False)
    os._exit(0)


def _guarded(tell: Tell, job: Callable[[], object]) -> None:
    """Do a job; whoever is asked to come back comes back, as on a busy machine."""
    from cityhall.database import trouble

    while True:
        try:
            return job()
        except Exception as error:
            if trouble.kind_of(error) == "busy":
                tell(did="asked_to_come_back")
                continue
            what = f"{type(error).__name__}: {error}"
            return tell(did="fault", what=what, at=traceback.format_exc()[-600:])


def _write(tell: Tell, cycle: int, number: int, seed: int, sabotage: str) -> None:
    """Reports with photos, and what becomes of them."""
    from django.utils import timezone

    from cityhall.acts.refusals import Refused
    from cityhall.people.actor import Actor
    from cityhall.service import actions
    from cityhall.service.models import Request, Service

    rng = random.Random(f"{seed}/{cycle}/{number}")
    services = [
        service
        for service in Service.objects.filter(active=True, confidential=False)
        if not any(question.get("required", True) for question in service.questions)
    ]
    officer = _officer()
    own: list[int] = []
    for turn in _TURNS[number]:
        mark = f"c{cycle}w{number}t{turn}"
        now = timezone.now()
        deed = rng.random()
        try:
            if deed < 0.5 or not own:
                nobody = Actor(browser=f"browser-{mark}")
                request = _report(tell, mark, nobody, rng, services, sabotage, now)
                own.append(request)
            elif deed < 0.7:
                pk = rng.choice(own)
                text = f"پایان {mark}"
                closing = actions.Closing("answered", text)
                if sabotage == "ack":
                    tell(did="close", pk=pk, mark=mark)
                done = actions.close(pk, closing, actor=officer, at=now)
                tell(did="close", pk=pk, mark=mark, version=done.version)
            elif deed < 0.8:
                pk = rng.choice(own)
                request = actions.reopen(pk, f"نه {mark}", actor=Actor(), at=now)
                tell(did="reopen", pk=pk, mark=mark, version=request.version)
            elif deed < 0.9:
                pk = rng.choice(own)
                done, _new = actions.me_too(pk, actor=Actor(browser=f"b{mark}"), at=now)
                tell(did="me_too", pk=done.pk, mark=mark, version=done.version)
            else:
                pk = rng.choice(own)
                done = actions.note(pk, f"یادداشت {mark}", actor=officer, at=now)
                tell(did="note", pk=pk, mark=mark, version=done.version)
        except Refused:
            continue
        if len(own) > 30:
            own = list(
                Request.objects.filter(pk__in=own, is_open=True).values_list("pk", flat=True)
            )


def _report(tell, mark, actor, rng, services, sabotage, now) -> int:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from cityhall.service import actions
    from cityhall.service.models import Publish

    draft = actions.start_draft(actor=actor, at=now)
    photos = []
    if rng.random() < 0.4:
        upload = SimpleUploadedFile("p.jpg", _picture(rng.randrange(40)), "image/jpeg")
        photo = actions.add_photo(draft.pk, upload, actor=actor, at=now)
        tell(did="photo", id=str(photo.pk))
        photos.append(photo)
    report = actions.Report(
        rng.choice(services),
        f"گزارش {mark}",
        address="خیابان مهر",
        publish=Publish.ALL,
        email=f"{mark}@example.org",
        photos=photos,
    )
    if sabotage == "ack":  # the saboteur says yes before the commit
        with transaction.atomic():
            request = actions.send_draft(draft.pk, report, actor=actor, at=now)
            tell(did="file", pk=request.pk, mark=mark)
            threading.Event().wait(0.02)
        return request.pk
    request = actions.send_draft(draft.pk, report, actor=actor, at=now)
    tell(did="file", pk=request.pk, mark=mark)
    return request.pk


def _send(sabotage: str) -> None:
    """The worker as the server has it, only more impatient."""
    from cityhall.acts import outbox, worker
    from cityhall.acts.channels.email import Mailbox

    if sabotage == "mail":  # the saboteur notes a mail as sent before the mail server's yes
        send = Mailbox.send

        def note_first(line: Mailbox, messages: Any, *more: Any) -> Any:
            from django.utils import timezone

            outbox.note_sent(messages, timezone.now(), "sent")
            threading.Event().wait(0.01)
            return send(line, messages, *more)

        Mailbox.send = note_first  # type: ignore[method-assign]
    worker.run(threading.Event(), pause=0.02)


def _import(tell: Tell, file: Path, mapping: Path) -> None:
    """`cityhall import-requests`, in batches small enough to be killed between two."""
    from cityhall.cli import import_requests
    from cityhall.service import actions

    import_requests.BATCH = 40
    take = actions.take_batch

    def told(run: int, rows: Any, **more: Any) -> Any:
        taken = take(run, rows, **more)
        tell(did="import", run=run, line=more["line"])
        return taken

    actions.take_batch = told
    import_requests.command.callback(file=file, mapping=mapping, rejects=None)
    tell(did="imported", file=file.stem)


@lru_cache(maxsize=1)
def _officer() -> Any:
    """Whoever may hand reports to any unit, as the demo city has it."""
    from django.utils import timezone

    from cityhall.people.actor import actor_for
    from cityhall.people.models import Membership

    for held in Membership.objects.filter(end_date=None).select_related("post", "person"):
        if "service.dispatch" in held.post.powers:
            return actor_for(held.person, on=timezone.now().date())
    raise LookupError("nobody in this city may hand on reports")


@lru_cache(maxsize=64)
def _picture(number: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40 + number, 30), (number * 6, 90, 200)).save(out, "JPEG")
    return out.getvalue() + uuid.uuid4().bytes  # what follows the picture is not kept
