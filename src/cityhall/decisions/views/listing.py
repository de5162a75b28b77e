"""The list of matters, and the inbox of whoever must decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.acts.refusals import Refusal
from cityhall.decisions import queries
from cityhall.decisions.laws import law
from cityhall.decisions.models import Matter
from cityhall.decisions.naming import kind_name
from cityhall.decisions.queries.circles import invitations
from cityhall.decisions.stations import silence
from cityhall.decisions.words import OUTCOMES, PHASES, TASKS, TONES
from cityhall.people.doors import needs
from cityhall.web import respond
from cityhall.web.described import Parameter, answers
from cityhall.web.templating import url


class MatterOut(msgspec.Struct, kw_only=True):
    """A matter in a list. Times are UTC."""

    id: int
    kind: str
    title: str
    phase: str
    outcome: str | None
    filed_at: datetime
    updated_at: datetime
    due_at: datetime | None
    url: str
    replay: str


class MattersOut(msgspec.Struct):
    matters: list[MatterOut]
    older: str | None


@dataclass(frozen=True)
class Item:
    """A matter in a list, in the reader's words."""

    row: Matter
    kind: str
    status: str
    tone: str
    task: str = ""
    due_at: datetime | None = None
    silence: str = ""  # what happens if nobody answers


@answers(
    MattersOut,
    "Matters, newest first",
    errors=(400,),
    status=Parameter("open or closed", {"type": "string", "enum": ["open", "closed"]}),
    before=Parameter("the next page begins here; follow `older` of the page before"),
)
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    which, before = request.GET.get("status", ""), request.GET.get("before", "0")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else -1
    if which not in ("", "open", "closed") or number < 0:
        message = _("There is no such page of this list. Start from its beginning.")
        why = Refusal("page", message, "before", 400)
        return respond.refused(request, why, back=url("matters"))
    page = queries.newest(request.actor, which=which, before=number)
    older = f"{url('matters')}?status={which}&before={page.older}" if page.older else ""
    if respond.wanted(request) == "json":
        return respond.json(MattersOut([_out(row) for row in page.rows], older or None))
    labels = {"": _("All"), "open": _("Open"), "closed": _("Closed")}
    context = {
        "section": "decisions",
        "items": [item(row) for row in page.rows],
        "tabs": [
            (label, f"{url('matters')}?status={code}", code) for code, label in labels.items()
        ],
        "which": which,
        "older": older,
        "waiting": queries.inbox_size(request.actor, timezone.now()),
        "charter": queries.in_force(),
    }
    return render(request, "decisions/list.html", context)


@require_safe
@needs()
def inbox(request: HttpRequest) -> HttpResponse:
    """All that waits for the reader, by deadline."""
    items = [
        Item(
            one.matter,
            *_words(one.matter),
            task=str(TASKS[one.task]),
            due_at=one.due_at,
            silence=silence(law(one.matter.charter), one.matter.kind, one.stage, one.task),
        )
        for one in queries.inbox(request.actor, timezone.now())
    ]
    context = {
        "section": "decisions",
        "items": items,
        "invitations": invitations(request.actor),
        "followed": [item(row) for row in queries.followed(request.actor)],
        "delegable": bool(queries.delegable_bodies(request.actor, timezone.now())),
    }
    return render(request, "decisions/inbox.html", context)


def item(row: Matter) -> Item:
    return Item(row, *_words(row), due_at=row.due_at)


def _words(row: Matter) -> tuple[str, str, str]:
    """Kind, status and tone."""
    code = row.outcome if row.phase == "ended" else row.phase
    status = OUTCOMES[code] if row.phase == "ended" else PHASES[code]
    return kind_name(law(row.charter), row.kind), str(status), TONES.get(code, "info")


def _out(row: Matter) -> MatterOut:
    return MatterOut(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        phase=row.phase,
        outcome=row.outcome or None,
        filed_at=row.filed_at,
        updated_at=row.updated_at,
        due_at=row.due_at,
        url=url("matter", row.pk),
        replay=url("matter_replay", row.pk),
    )
