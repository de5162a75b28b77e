"""Following a report with its receipt code, without an account: its holder is the reporter."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.service import codes, known, queries, receipts
from cityhall.service.models import Request
from cityhall.service.sheet import picture, sheet
from cityhall.service.views import page
from cityhall.service.views.journey import photo_file
from cityhall.web.limits import limited
from cityhall.web.private import kept_to_oneself


@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_oneself
@limited("track", per_minute=10, burst=10)
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code, in any spelling."""
    if request.method != "POST":
        return _ask(request)
    typed = request.POST.get("code", "")
    if not receipts.read(typed):
        message = _("A code has ten letters and digits, such as 7KD2M-4QX9A. Look at your receipt.")
        return _ask(request, typed, message, status=422)
    row = queries.by_receipt(typed)
    if row is None:
        return _ask(request, typed, _unknown(), status=422)
    return redirect("tracked", receipts.code_of(row.nonce))


@require_safe
@kept_to_oneself
@limited("tracked", per_minute=60, burst=60, methods=("GET",))
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The report as its reporter reads it; other spellings of the code lead here."""
    row = queries.by_receipt(code)
    if row is None:
        return _ask(request, code, _unknown(), status=404)
    if code != receipts.code_of(row.nonce):
        return redirect("tracked", receipts.code_of(row.nonce))
    return _shown(request, row, code)


@require_POST
@kept_to_oneself
@limited("track_say", per_minute=20, burst=20)
def say(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """The reporter's own acts: an answer, solved, not solved."""
    row = queries.by_receipt(code)
    if row is None or verb not in _VERBS:
        raise Http404
    form, say_it = _VERBS[verb]
    try:
        thanks = say_it(request, row)
    except Refused as refused:
        fresh = queries.by_receipt(code) or row
        return _shown(request, fresh, code, form=form, refusal=refused.refusal)
    messages.success(request, thanks)
    return redirect("tracked", code)


@require_safe
@kept_to_oneself
@limited("tracked", per_minute=60, burst=60, methods=("GET",))
def photo(request: HttpRequest, code: str, photo_id: UUID, size: str) -> FileResponse:
    """A photo of the report, to whoever holds its code."""
    row = queries.by_receipt(code)
    if row is None or photo_id not in {
        one.pk for one in queries.photos(request.actor, row, party=True)
    }:
        raise Http404
    return photo_file(photo_id, size)


@require_safe
@kept_to_oneself
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The tracking address as a picture; whether a report has the code is not said here."""
    letters = receipts.read(code)
    if not letters:
        raise Http404
    drawn = codes.picture(f"{letters[:5]}-{letters[5:]}")
    return HttpResponse(drawn, content_type="image/svg+xml")


_VERBS: dict[str, tuple[str, Callable[[HttpRequest, Request], str]]] = {
    "answer": ("answer", page.say_answer),
    "solved": ("solved", page.say_solved),
    "not-solved": ("not_solved", page.say_not_solved),
}


def _ask(request: HttpRequest, typed: str = "", error: str = "", *, status: int = 200):
    errors = {"code": error} if error else {}
    context = {"section": "requests", "typed": typed[:40], "errors": errors}
    return render(request, "service/track.html", context, status=status)


def _unknown() -> str:
    return _("No report has this code. Compare it with your receipt, letter by letter.")


def _shown(
    request: HttpRequest,
    row: Request,
    code: str,
    *,
    form: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    seen = sheet(request.actor, row, page.wording(request), party=True)
    drawn = None
    if not request.preferences.saver:
        drawn = picture(row, request.language, full=True, label=_("Map of the place"))
    context = {
        "section": "requests",
        "seen": seen,
        "report": row,
        "code": code,
        "entry": known.arrival(row, request.actor, page.wording(request)),
        "map": drawn,
        "forms": {
            form: reverse("track_say", args=[code, verb]) for verb, (form, _say) in _VERBS.items()
        },
        "wrong": form,
        "refusal": refusal,
        "typed": request.POST,
    }
    status = refusal.status if refusal else 200
    return render(request, "service/tracked.html", context, status=status)
