"""What the city office does to the record: withhold an entry, choose the witnesses."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cityhall.acts.refusals import Refused
from cityhall.people.actions import may_manage_city
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.people.queries import city
from cityhall.record import actions, queries, reading
from cityhall.record.forms import WithholdForm, WitnessForm
from cityhall.web.wording import Wording

_page = require_http_methods(["GET", "HEAD", "POST"])


@_page
@needs(Power.PEOPLE)
def withhold(request: HttpRequest, position: int) -> HttpResponse:
    """Take an entry that was published by mistake out of the record, with a reason."""
    _demand_city(request)
    act = queries.entry(position)
    if act is None:
        raise Http404(_("The record has no entry with this number."))
    refusal = actions.may_withhold(act, actor=request.actor)
    form = WithholdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.withhold(
                position,
                ground=said["ground"],
                reason=said["reason"],
                actor=request.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("The entry is withheld. Its hash stays."))
            return redirect("record_entry", position)
    words = Wording(request, city().timezone, timezone.now())
    [line] = reading.lines([act], request.actor, words)
    page = {"act": act, "line": line, "form": form, "refusal": refusal, "section": "record"}
    return render(request, "record/withhold.html", page, status=422 if form.errors else 200)


@_page
@needs(Power.PEOPLE)
def witnesses(request: HttpRequest) -> HttpResponse:
    """Who vouches for the seals: add one, or ask one no more."""
    _demand_city(request)
    form = WitnessForm(request.POST if request.POST.get("do") == "add" else None)
    try:
        if request.POST.get("do") == "remove" and request.POST.get("witness", "").isdecimal():
            number = int(request.POST["witness"][:15])
            actions.remove_witness(number, actor=request.actor, at=timezone.now())
            messages.success(request, _("It is asked no more."))
            return redirect("record_witnesses")
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            label = {"fa": said["name_fa"], "en": said["name_en"]}
            actions.add_witness(
                said["key"], said["url"], label, actor=request.actor, at=timezone.now()
            )
            messages.success(request, _("It is asked from the next seal on."))
            return redirect("record_witnesses")
    except Refused as refused:
        if refused.refusal.status == 404:
            raise Http404 from None
        form.refuse(refused.refusal)
    words = Wording(request, city().timezone, timezone.now())
    page = {
        "form": form,
        "stands": reading.standing(words),
        "rows": queries.witnesses(),
        "section": "manage",
    }
    return render(request, "record/witnesses.html", page, status=422 if form.errors else 200)


def _demand_city(request: HttpRequest) -> None:
    """The record is that of the entire city, and so is who may touch it."""
    if may_manage_city(actor=request.actor) is not None:
        raise Http404
