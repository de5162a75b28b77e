"""The page of one report, its JSON twin, and what visitors and the reporter do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.contact import cleaned_email
from cityhall.people.queries import city
from cityhall.service import actions, beside, queries, structs, uploads
from cityhall.service.models import Request
from cityhall.service.sheet import Sheet, picture, sheet
from cityhall.service.strangers import may_speak, may_write_to
from cityhall.web import respond
from cityhall.web.described import answers
from cityhall.web.limits import limited
from cityhall.web.middleware import name_browser
from cityhall.web.wording import Wording


@answers(structs.RequestDetail, "One report with its answers, photos and story")
@require_safe
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    row = _found(request, request_id)
    seen = sheet(request.actor, row, wording(request))
    if respond.wanted(request) == "json":
        return _kept(respond.json(_detail(request, seen)), seen)
    return shown(request, seen, addresses(row))


@limited("me_too", per_minute=30, burst=30)
@require_POST
def me_too(request: HttpRequest, request_id: int) -> HttpResponse:
    name_browser(request)
    row = _found(request, request_id)

    def join() -> str:
        email = cleaned_email(request.POST["email"]) if request.POST.get("email") else ""
        demand(may_speak(request, row.pk))
        if email:
            demand(may_write_to(request, email))
        _row, fresh = actions.me_too(row.pk, actor=request.actor, at=timezone.now(), email=email)
        return _("Thank you: your voice was added.") if fresh else _("Your voice already counts.")

    return said(request, row, "me_too", join)


@require_POST
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    row = _own(request, request_id)
    return said(request, row, "answer", lambda: say_answer(request, row))


@require_POST
def solved(request: HttpRequest, request_id: int) -> HttpResponse:
    row = _own(request, request_id)
    return said(request, row, "solved", lambda: say_solved(request, row))


@require_POST
def not_solved(request: HttpRequest, request_id: int) -> HttpResponse:
    row = _own(request, request_id)
    return said(request, row, "not_solved", lambda: say_not_solved(request, row))


@require_safe
def photo(request: HttpRequest, photo_id: UUID, size: str) -> HttpResponse:
    """A photo, to whoever may see the report and this photo of it."""
    if size not in uploads.SIZES or not queries.may_see_photo(request.actor, photo_id):
        raise Http404
    try:
        file = uploads.path_of(photo_id, size).open("rb")
    except OSError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def say_answer(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.answer(row.pk, text, actor=request.actor, at=timezone.now())
    return _("Thank you. Your answer has reached the office.")


def say_solved(request: HttpRequest, row: Request) -> str:
    actions.confirm_solved(row.pk, actor=request.actor, at=timezone.now())
    return _("Thank you. It is good to know that it is solved.")


def say_not_solved(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.reopen(row.pk, text, actor=request.actor, at=timezone.now())
    return _("Your report is open again, and the office knows why.")


def said(request: HttpRequest, row: Request, form: str, say: Callable[[], str]) -> HttpResponse:
    """Do what a form of the page asks; a refusal is shown at its field, with its status."""
    try:
        thanks = say()
    except Refused as refused:
        return refused_at(request, row, form, refused.refusal)
    messages.success(request, thanks)
    return redirect("request", row.pk)


def refused_at(request: HttpRequest, row: Request, form: str, refusal: Refusal) -> HttpResponse:
    if respond.wanted(request) == "json":
        return respond.refusal(refusal)
    fresh = _found(request, row.pk)
    seen = sheet(request.actor, fresh, wording(request))
    return shown(request, seen, addresses(fresh), form=form, refusal=refusal)


def shown(
    request: HttpRequest,
    seen: Sheet,
    forms: dict[str, str],
    *,
    form: str = "",
    refusal: Refusal | None = None,
    **more: Any,
) -> HttpResponse:
    """The page. `forms` are the addresses of its forms; `form` is the one that was refused."""
    row = seen.request
    drawn = None
    if not request.preferences.saver:
        label = _("Map of the place")
        drawn = picture(row, request.language, full=seen.full, label=label)
    context = {
        "section": "requests",
        "seen": seen,
        "report": row,
        "map": drawn,
        "forms": forms,
        "wrong": form,
        "refusal": refusal,
        "panels": beside.panels(request.actor, row),
        "typed": request.POST,
        "json": reverse("request", args=[row.pk]) + "?format=json",
        **more,
    }
    status = refusal.status if refusal else 200
    return _kept(render(request, "service/request.html", context, status=status), seen)


def _kept(response: HttpResponse, seen: Sheet) -> HttpResponse:
    """What only parties and officers read is kept by no cache, not even the browser's own."""
    if seen.full:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def addresses(row: Request) -> dict[str, str]:
    """Where the forms of the page are sent."""
    return {
        verb: reverse(verb, args=[row.pk]) for verb in ("me_too", "answer", "solved", "not_solved")
    }


def wording(request: HttpRequest) -> Wording:
    return Wording(request, city().timezone, timezone.now())


def _found(request: HttpRequest, request_id: int) -> Request:
    row = queries.one(request.actor, request_id)
    if row is None:
        raise Http404(_("There is no report with this number, or it is not public."))
    return row


def _own(request: HttpRequest, request_id: int) -> Request:
    """The report of whoever asks; for others it is as unknown as any hidden one."""
    row = _found(request, request_id)
    if not queries.is_party(request.actor, row):
        raise Http404(_("There is no report with this number, or it is not public."))
    return row


def _detail(request: HttpRequest, seen: Sheet) -> structs.RequestDetail:
    row = seen.request
    report_photos = [photo for photo in seen.photos if photo.is_public]
    listed = queries.Row(*(getattr(row, name) for name in queries.Row._fields))
    facts = structs.facts(
        listed, queries.catalogue([row]), report_photos[0].pk if report_photos else None
    )
    return structs.RequestDetail(
        **facts,
        answers=[structs.AnswerOut(*answer) for answer in seen.answers],
        photos=[structs.photo_address(photo.pk) for photo in seen.photos + seen.evidence_photos],
        evidence=row.evidence or None,
        acts=[
            structs.ActOut(
                position=act.position,
                at=act.at,
                verb=act.verb,
                by=act.by,
                facts=act.public,
                words=_shown(act),
            )
            for act in seen.acts
        ],
    )


def _shown(act: Any) -> str | None:
    """The words of an act as everyone may read them; none of one that was taken back."""
    if getattr(act, "undone", False) or not hasattr(act, "sealed"):
        return None
    shown: str | None = act.sealed.words.get("shown")
    return shown
