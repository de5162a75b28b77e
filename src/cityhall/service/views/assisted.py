"""An officer writes for somebody at the desk or on the phone; later that person takes it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.contact import cleaned_phone
from cityhall.people.middleware import actor_of
from cityhall.service import actions, queries, receipts
from cityhall.service.assistance import CONSENTS, REASONS, WAYS, Help, help_of
from cityhall.service.models import Channel
from cityhall.service.views.page import wording
from cityhall.service.views.track import kept_to_oneself
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.middleware import name_browser


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What the officer asks before a word is written; agreed to, the steps of a report follow."""
    if request.actor.person is None:
        return redirect_to_login(request.get_full_path())
    if refusal := actions.may_assist(actor=request.actor):
        return respond.refused(request, refusal, back=reverse("home"))
    if request.method != "POST":
        return _start_page(request)
    post = request.POST
    given = Help(
        post.get("channel", ""),
        tuple(dict.fromkeys(post.getlist("agreed")[:10])),
        post.get("how", ""),
        post.get("reason", ""),
    )
    try:
        draft = actions.start_assisted(given, actor=request.actor, at=timezone.now())
    except Refused as refused:
        return _start_page(request, [refused.refusal, *actions.missing_terms(given)])
    return redirect("report_step", draft.token, "what")


@require_POST
@limited("assisted_me_too", per_minute=30, burst=30)
def me_too(request: HttpRequest, token: str, request_id: int) -> HttpResponse:
    """The person's trouble is already on the register: their voice is added to it."""
    draft = queries.own_draft(request.actor, token)
    given = help_of(draft.data) if draft is not None else None
    row = queries.one(request.actor, request_id)
    if given is None or row is None:
        raise Http404
    try:
        phone = cleaned_phone(request.POST.get("phone", "")[:60])
        joined, _fresh = actions.me_too_for(
            row.pk, phone, given, actor=request.actor, at=timezone.now()
        )
    except Refused as refused:
        back = reverse("report_step", args=[token, "similar"])
        return respond.refused(request, refused.refusal, back=back)
    # Whether it was new is not said: that would tell who reported what.
    number = wording(request).digits(joined.pk)
    messages.success(request, _("Their voice counts once on report %s.") % number)
    return redirect("assisted")


@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_oneself
@limited("take_over", per_minute=10, burst=10)
def take_over(request: HttpRequest, code: str) -> HttpResponse:
    """With the code and something that only they know, the person makes the report their own."""
    row = queries.by_receipt(code)
    if row is None or not hasattr(row, "assistance"):
        raise Http404
    refusal = None
    if request.method == "POST":
        name_browser(request)
        if request.actor.browser != request.browser:
            request.actor = actor_of(request)
        try:
            row = actions.take_over(
                row.pk,
                request.POST.get("known", "")[:254],
                actor=request.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(
                request,
                _("The report is yours now. It has a new code; the old one opens nothing."),
            )
            return redirect("tracked", receipts.code_of(row.nonce))
    taken = row.assistance.taken_over_at is not None
    context = {"section": "requests", "code": code, "report": row, "taken": taken}
    errors = {"known": refusal.message} if refusal else {}
    status = refusal.status if refusal else 200
    return render(request, "service/take_over.html", {**context, "errors": errors}, status=status)


def _start_page(request: HttpRequest, missing: Sequence[Refusal] = ()) -> HttpResponse:
    post = request.POST
    context: dict[str, Any] = {
        "section": "desk",
        "channels": Channel.choices,
        "consents": CONSENTS.items(),
        "ways": WAYS.items(),
        "reasons": REASONS.items(),
        "typed": {name: post.get(name, "") for name in ("channel", "how", "reason")},
        "agreed": post.getlist("agreed"),
        "errors": {one.field: one.message for one in missing},
    }
    status = missing[0].status if missing else 200
    return render(request, "service/assisted.html", context, status=status)
