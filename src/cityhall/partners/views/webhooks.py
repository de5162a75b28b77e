"""Webhooks in the city office: subscribe, read the log, tell again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cityhall.acts.refusals import Refused
from cityhall.acts.telling import verb_name
from cityhall.partners import actions, queries
from cityhall.partners.forms import WebhookForm
from cityhall.partners.views.doors import office

_page = require_http_methods(["GET", "HEAD", "POST"])


@_page
@office
def new_webhook(request: HttpRequest) -> HttpResponse:
    """Subscribe an address. The page that answers is the only one that shows the secret."""
    form = WebhookForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        facts = actions.SubscriptionFacts(**form.cleaned_data)
        try:
            row, secret = actions.subscribe(facts, actor=request.actor, at=timezone.now())
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return render(request, "partners/secret_made.html", {"row": row, "secret": secret})
    status = 422 if form.errors else 200
    return render(request, "partners/new_webhook.html", {"form": form}, status=status)


@_page
@office
def webhook(request: HttpRequest, number: int) -> HttpResponse:
    """One subscription with its newest events; its buttons stop, start, change and end it."""
    row = queries.subscription(number)
    if row is None:
        raise Http404
    now = {"actor": request.actor, "at": timezone.now()}
    match request.POST.get("do", ""):
        case "secret":
            row, secret = actions.change_secret(number, **now)
            return render(request, "partners/secret_made.html", {"row": row, "secret": secret})
        case "stop":
            actions.disable(number, **now)
        case "start":
            actions.enable(number, **now)
        case "end":
            actions.unsubscribe(number, **now)
            messages.success(request, _("This address is told of nothing more."))
            return redirect("manage_partners")
    if request.method == "POST":
        return redirect("manage_webhook", number)
    page = {"row": row, "deliveries": queries.deliveries(row), "verb_name": verb_name}
    return render(request, "partners/webhook.html", page)


@require_POST
@office
def replay(request: HttpRequest, number: int, delivery_id: int) -> HttpResponse:
    actions.replay(number, delivery_id, actor=request.actor, at=timezone.now())
    messages.success(request, _("It is told again within seconds, under the same id."))
    return redirect("manage_webhook", number)
