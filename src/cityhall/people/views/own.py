"""«صفحهٔ من»: one's own facts, reports, sign-in and sessions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cityhall.acts.refusals import Refused
from cityhall.people import actions, hooks, office_queries, second_factor
from cityhall.people.doors import needs
from cityhall.people.forms import OwnForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def account(request: HttpRequest) -> HttpResponse:
    """A person's own page; what counters know of them comes through `hooks.own_panels`."""
    person = request.actor.person
    facts = {
        "name": person.name,
        "phone": person.phone,
        "language": person.language or request.language,
    }
    form = OwnForm(request.POST or None, initial=facts, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own(
                name=form.cleaned_data["name"],
                phone=form.cleaned_data["phone"],
                language_code=form.cleaned_data["language"],
                actor=request.actor,
            )
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("account")
    page = {
        "form": form,
        "person": person,
        "panels": [panel(request.actor) for panel in hooks.own_panels],
        "held": office_queries.posts_held(person),
        "second_factor": second_factor.has_one(person),
    }
    status = 422 if form.errors else 200
    return render(request, "people/account.html", page, status=status)


@require_POST
@needs()
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    second_factor.end_other_sessions(request)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("account")
