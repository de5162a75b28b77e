"""The city office's page on how long data is kept, with what was forgotten lately."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cityhall.acts.keeping import RULES
from cityhall.acts.refusals import Refused
from cityhall.people.actions import may_manage_city
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.people.queries import city
from cityhall.upkeep import actions, queries
from cityhall.upkeep.forms import KeepingForm
from cityhall.web import respond
from cityhall.web.wording import Wording

LATELY = 20


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Power.PEOPLE)
def keeping(request: HttpRequest) -> HttpResponse:
    """Days for each kind of data, how much is due now, and the latest acts of forgetting."""
    if refusal := may_manage_city(actor=request.actor):
        return respond.refused(request, refusal, back="/manage/")
    now = timezone.now()
    rules = queries.kept(at=now)
    form = KeepingForm(
        request.POST or None, kept=rules, words=Wording(request, city().timezone, now)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_for(form.cleaned_data, actor=request.actor, at=now)
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("manage_keeping")
    page = {
        "form": form,
        "rules": [(one, form[one.rule.code]) for one in rules if not one.rule.is_fixed],
        "fixed": [one for one in rules if one.rule.is_fixed],
        "lately": [
            {
                "at": act.at,
                "title": RULES[act.public["rule"]].title,
                "count": sum(
                    value
                    for name, value in act.public.items()
                    if name != "days" and isinstance(value, int)
                ),
                "position": act.position,
            }
            for act in queries.forgotten(LATELY)
            if act.public.get("rule") in RULES
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "upkeep/keeping.html", page, status=status)
