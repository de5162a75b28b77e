"""Other systems in the city office: the list of all, and the keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cityhall.acts.refusals import Refused
from cityhall.partners import actions, queries
from cityhall.partners.forms import SCOPES, KeyForm
from cityhall.partners.views.doors import office

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@office
def index(request: HttpRequest) -> HttpResponse:
    """Keys, servers and webhooks, each with what it is up to."""
    page = {
        "keys": queries.keys(),
        "scopes": SCOPES,
        "servers": queries.upstreams(),
        "webhooks": queries.subscriptions(),
    }
    return render(request, "partners/manage.html", page)


@_page
@office
def new_key(request: HttpRequest) -> HttpResponse:
    """Make a key. The page that answers is the only one that ever shows it."""
    form = KeyForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        facts = actions.KeyFacts(**form.cleaned_data)
        try:
            row, key = actions.create_key(facts, actor=request.actor, at=timezone.now())
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return render(request, "partners/key_made.html", {"row": row, "key": key})
    status = 422 if form.errors else 200
    return render(request, "partners/new_key.html", {"form": form}, status=status)


@require_safe
@office
def key(request: HttpRequest, code: str) -> HttpResponse:
    row = queries.key_named(code)
    if row is None:
        raise Http404
    return render(request, "partners/key.html", {"row": row, "scopes": SCOPES})


@require_POST
@office
def revoke_key(request: HttpRequest, code: str) -> HttpResponse:
    row = actions.revoke_key(code, actor=request.actor, at=timezone.now())
    messages.success(request, _("The key is revoked; whoever has it is let in no more."))
    return redirect("manage_key", row.code)
