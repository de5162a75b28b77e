"""The reporter's choice of how news of one report comes, by its code and without an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cityhall.acts.refusals import Refusal, Refused
from cityhall.letters import sms
from cityhall.service import queries
from cityhall.service.actions import news
from cityhall.service.models import Request
from cityhall.web.limits import limited
from cityhall.web.private import kept_to_oneself

PROOF = "proof"  # in the session


@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_oneself
@limited("track_news", per_minute=20, burst=20)
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """News of one report by e-mail or short message, or none."""
    row = queries.by_receipt(code)
    if row is None:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        order = _ORDERS.get(request.POST.get("do", ""))
        if order is None:
            raise Http404
        try:
            messages.success(request, order(request, row))
        except Refused as refused:
            refusal = refused.refusal
        else:
            return redirect("tracked_news", code)
    context = {
        "section": "requests",
        "report": row,
        "code": code,
        "news": queries.news_of(row),
        "texts": sms.available(),
        "proof": _proof(request, row),
        "refusal": refusal,
        "typed": request.POST.get("mobile", "")[:40],
    }
    status = refusal.status if refusal else 200
    return render(request, "service/news.html", context, status=status)


def _hear(request: HttpRequest, row: Request) -> str:
    news.hear(row, True, at=timezone.now())
    return _("Mails about this report come again.")


def _stop(request: HttpRequest, row: Request) -> str:
    news.hear(row, False, at=timezone.now())
    return _("No more mails about this report come to you.")


def _send_code(request: HttpRequest, row: Request) -> str:
    proof = news.send_proof(row, request.POST.get("mobile", ""), at=timezone.now())
    request.session[PROOF] = asdict(proof)
    return _("A code is on its way to your telephone.")


def _prove(request: HttpRequest, row: Request) -> str:
    proof = _proof(request, row)
    if proof is None:
        raise Refused(Refusal("no_code", _("Ask for a code first."), "mobile", 422))
    try:
        news.prove(proof, request.POST.get("code", ""), at=timezone.now())
    except Refused:
        request.session[PROOF] = asdict(proof)  # one try less
        raise
    del request.session[PROOF]
    return _("From now on news of this report come by short message. “Stop” ends them.")


def _forget(request: HttpRequest, row: Request) -> str:
    news.forget_mobile(row)
    return _("No more short messages about this report come to you.")


_ORDERS: dict[str, Callable[[HttpRequest, Request], str]] = {
    "hear": _hear,
    "stop": _stop,
    "send-code": _send_code,
    "prove": _prove,
    "forget-mobile": _forget,
}


def _proof(request: HttpRequest, row: Request) -> news.Proof | None:
    kept = request.session.get(PROOF)
    return news.Proof(**kept) if kept and kept["request"] == row.pk else None
