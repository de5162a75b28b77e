"""What an officer's forms do: each verb reads its form, does its act, and says what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cityhall.people.queries import city_day
from cityhall.service import actions, desk_forms, queries
from cityhall.service.actions import Closing, Matter
from cityhall.service.models import Outcome, Party, Request
from cityhall.service.views.page import wording

# Each verb does its act and answers what to tell the officer.


def _who(request: HttpRequest) -> dict[str, Any]:
    version = desk_forms.version(request.POST)
    return {"actor": request.actor, "at": timezone.now(), "version": version}


def _claim(request: HttpRequest, row: Request) -> str:
    actions.claim(row.pk, **_who(request))
    return _("You have taken this report.")


def _assign(request: HttpRequest, row: Request) -> str:
    who = _who(request)
    unit, person = desk_forms.handed_to(request.POST, on=city_day(who["at"]))
    reason = request.POST.get("reason", "")
    actions.assign(row.pk, unit=unit, person=person, reason=reason, **who)
    return _("Report %(number)s now lies with %(name)s.") % {
        "number": wording(request).digits(row.pk),
        "name": person or unit,
    }


def _reply(request: HttpRequest, row: Request) -> str:
    actions.reply(row.pk, request.POST.get("text", ""), **_who(request))
    return _("Sent to everybody concerned.")


def _ask(request: HttpRequest, row: Request) -> str:
    actions.ask(row.pk, request.POST.get("text", ""), **_who(request))
    return _("Asked. The clock stands still until the answer.")


def _note(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.note(row.pk, text, actor=request.actor, at=timezone.now())
    return _("Noted, for officers only.")


def _pause(request: HttpRequest, row: Request) -> str:
    actions.pause(row.pk, request.POST.get("text", ""), **_who(request))
    return _("The clock stands still; everyone can read why.")


def _resume(request: HttpRequest, row: Request) -> str:
    actions.resume(row.pk, **_who(request))
    return _("The clock runs again.")


def _merge(request: HttpRequest, row: Request) -> str:
    into = desk_forms.other_report(request.POST)
    actions.merge(row.pk, into, **_who(request))
    digits = wording(request).digits
    return _("Report %(number)s is now part of report %(into)s.") % {
        "number": digits(row.pk),
        "into": digits(into),
    }


def keep_photos(request: HttpRequest, row: Request) -> None:
    """Photos of the work are kept first and apart: they stay when the closing is refused."""
    for upload in request.FILES.getlist("photos"):
        actions.add_evidence(row.pk, upload, actor=request.actor, at=timezone.now())


def _close(request: HttpRequest, row: Request) -> str:
    closing = Closing(
        outcome=request.POST.get("outcome", ""),
        explanation=request.POST.get("explanation", ""),
        evidence=request.POST.get("evidence", ""),
        photos=queries.fresh_evidence(row),
    )
    actions.close(row.pk, closing, **_who(request))
    return _("Closed: %(outcome)s. The reporter is asked whether it is solved.") % {
        "outcome": Outcome(closing.outcome).label
    }


def _kind(request: HttpRequest, row: Request) -> str:
    service = desk_forms.kind(request.POST)
    changed = actions.change_kind(row.pk, service, request.POST.get("text", ""), **_who(request))
    return _("It is “%(kind)s” now, with %(unit)s.") % {"kind": service, "unit": changed.unit}


def _split(request: HttpRequest, row: Request) -> str:
    photos = [UUID(key) for key in request.POST.getlist("photos") if desk_forms.is_key(key)]
    matter = Matter(desk_forms.kind(request.POST), request.POST.get("text", ""), photos)
    part = actions.split(row.pk, matter, **_who(request))
    return _("The second matter is report %(number)s now, with %(unit)s. The reporter is told.") % {
        "number": wording(request).digits(part.pk),
        "unit": part.unit,
    }


def _undo(request: HttpRequest, row: Request) -> str:
    act = desk_forms.whole_number(request.POST.get("act", ""))
    actions.undo(row.pk, act, actor=request.actor, at=timezone.now())
    return _("Taken back. Report %s stands as before, and nobody got a letter.") % wording(
        request
    ).digits(row.pk)


def reveal(request: HttpRequest, row: Request) -> Party:
    """Who reported; it is shown once, in this answer, and never at an address of its own."""
    text = request.POST.get("text", "")
    return actions.reveal(row.pk, text, actor=request.actor, at=timezone.now())


VERBS: dict[str, Callable[[HttpRequest, Request], str]] = {
    "claim": _claim,
    "assign": _assign,
    "reply": _reply,
    "ask": _ask,
    "note": _note,
    "pause": _pause,
    "resume": _resume,
    "merge": _merge,
    "close": _close,
    "kind": _kind,
    "split": _split,
    "undo": _undo,
}
