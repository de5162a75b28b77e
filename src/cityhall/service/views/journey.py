"""A resident's report from the first words to the receipt; the steps between are in `steps`."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.middleware import actor_of
from cityhall.service import (
    actions,
    codes,
    forms,
    known,
    queries,
    receipts,
    spoken,
    uploads,
)
from cityhall.service.assistance import CONSENTS, RECEIPT_SHOWN
from cityhall.service.models import Request
from cityhall.service.views import page, steps
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.middleware import name_browser
from divan import language

own = cache_control(private=True, no_store=True)


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All kinds of report in their groups, each a way to begin."""
    groups = steps.grouped(queries.services())
    return render(request, "service/services.html", {"section": "requests", "groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("report", per_minute=600, burst=1200)
@own
def start(request: HttpRequest) -> HttpResponse:
    """The first page, `?q=` words and `?service=` a kind; nothing is kept before it is sent."""
    kinds = list(queries.services())
    codes_known = {kind.service_code for kind in kinds}
    if request.method != "POST":
        chosen = request.GET.get("service", "")
        if chosen and chosen not in codes_known:
            return respond.refused(request, _unknown_kind(chosen), back=reverse("services"))
        text = language.clean(request.GET.get("q", ""))
        return steps.words_page(request, kinds, text=text, chosen=chosen)
    offered = "offered" in request.POST
    answers = forms.what(request.POST, codes_known, kind_needed=offered)
    if answers.errors:
        return steps.words_page(
            request,
            kinds,
            text=request.POST.get("text", ""),
            chosen=answers.values["service"],
            errors=answers.errors,
        )
    draft = actions.start_draft(actor=_named(request), at=timezone.now(), data=answers.values)
    return redirect("report_step", draft.token, "where" if answers.values["service"] else "what")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("step", per_minute=1200, burst=2400)
@own
def step(request: HttpRequest, token: str, step: str) -> HttpResponse:
    """One step of a draft; a draft that was sent leads to its receipt."""
    draft = queries.own_draft(request.actor, token)
    if draft is None:
        return render(request, "service/report_gone.html", status=404)
    if draft.request_id is not None:
        return redirect("report_sent", token)
    if step not in steps.VIEWS:
        raise Http404
    try:
        return steps.VIEWS[step](request, draft)
    except Refused as refused:
        back = reverse("report_step", args=[token, step])
        return respond.refused(request, refused.refusal, back=back)


@require_safe
@own
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt, to be kept: code, picture of the address, what happens next."""
    draft = queries.own_draft(request.actor, token)
    if draft is None:
        return render(request, "service/report_gone.html", status=404)
    if draft.request is None:
        return redirect("report_step", token, "check")
    given = getattr(draft.request, "assistance", None)
    if given is not None and given.taken_over_at is None:
        return _sent_for_somebody(request, draft.request)
    code = receipts.code_of(draft.request.nonce)
    context = {
        "report": draft.request,
        "code": code,
        "address": codes.address_of(code),
        "entry": known.arrival(draft.request, request.actor, page.wording(request)),
    }
    return render(request, "service/sent.html", context)


def _sent_for_somebody(request: HttpRequest, row: Request) -> HttpResponse:
    """The receipt for the officer who wrote, for as long as it takes to hand it over."""
    if timezone.now() - row.requested_at > RECEIPT_SHOWN:
        message = _("The receipt was handed over. Its code is shown to whoever wrote no more.")
        return respond.refused(
            request, Refusal("handed_over", message, status=410), back=reverse("assisted")
        )
    code = receipts.code_of(row.nonce)
    context = {
        "report": row,
        "code": code,
        "address": codes.address_of(code),
        "groups": spoken.groups(code, row.language),
        "consents": [CONSENTS[one] for one in row.assistance.agreed if one in CONSENTS],
    }
    return render(request, "service/sent_assisted.html", context)


@require_safe
@cache_control(private=True, max_age=600)
def draft_photo(request: HttpRequest, token: str, photo_id: UUID) -> FileResponse:
    """A photo of a draft, small, to its own browser."""
    draft = queries.own_draft(request.actor, token)
    if draft is None or photo_id not in {photo.pk for photo in draft.photos.all()}:
        raise Http404
    return photo_file(photo_id, "thumb")


def photo_file(photo_id: UUID, size: str) -> FileResponse:
    """A photo's file; whoever calls has asked whether this reader may see it."""
    try:
        file = uploads.path_of(photo_id, size).open("rb")
    except (OSError, KeyError):
        raise Http404 from None
    return FileResponse(file, content_type="image/jpeg")


def _named(request: HttpRequest) -> Actor:
    """The actor, whose browser now has a name even if it was unknown a moment ago."""
    name_browser(request)
    if request.actor.browser != request.browser:
        request.actor = actor_of(request)
    return request.actor


def _unknown_kind(code: str) -> Refusal:
    message = _("There is no kind of report “%(code)s”. Choose one of the list.")
    return Refusal("unknown", message % {"code": code[:60]}, "service", 404)
