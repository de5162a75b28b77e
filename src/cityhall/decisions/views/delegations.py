"""The votes that I have passed on, and those passed on to me: see, give, take back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, laws, queries
from cityhall.decisions.models import Delegation
from cityhall.decisions.naming import body_name, value_name
from cityhall.people.doors import needs
from cityhall.people.forms import OfficeForm
from cityhall.web.limits import limited
from cityhall.web.templating import url
from divan.charter.model import Charter


class DelegationForm(OfficeForm):
    """A vote of one body, to one of its members, for an area and a topic or all. Of a register
    the members are not listed: theirs is a code that they tell."""

    to = forms.TypedChoiceField(label=gettext_lazy("To whom?"), coerce=int)
    topic = forms.ChoiceField(label=gettext_lazy("For which topic?"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("For which place?"), required=False)

    def __init__(
        self,
        *args: object,
        charter: Charter,
        body: str,
        areas: list[str],
        topics: list[str],
        own: int,
        register: bool,
        **kw: object,
    ) -> None:
        super().__init__(*args, prefix=body, **kw)
        self.body = body
        if register:
            self.fields["to"] = forms.CharField(
                label=_("The code of whom you trust"),
                max_length=40,
                help_text=_(
                    "They find it on their own page of this name, and tell whom they like."
                ),
                widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
            )
        else:
            sitting = queries.members(body, timezone.now())
            self.fields["to"].choices = [one for one in sitting if one[0] != own]
        for name, values in (("topic", topics), ("area", areas)):
            if values:
                every = [("", _("All of them"))]
                named = [(one, value_name(charter, one)) for one in values]
                self.fields[name].choices = every + named
            else:
                del self.fields[name]


@limited("delegations", per_minute=30, burst=30)
@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def page(request: HttpRequest) -> HttpResponse:
    row = queries.in_force()
    charter = laws.law(row) if row else None
    bodies = queries.delegable_bodies(request.actor, timezone.now())
    posted = request.POST if request.method == "POST" else None
    body = posted.get("body", "") if posted else ""
    sent = {
        one: DelegationForm(
            posted if one == body else None,
            charter=charter, body=one, areas=areas, topics=topics,
            own=request.actor.person_id,
            register=charter is not None and charter.bodies[one].seats is None, request=request,
        )
        for one, (areas, topics) in (bodies.items() if charter else ())
    }  # fmt: skip
    registers = charter is not None and any(charter.bodies[one].seats is None for one in bodies)
    status, fault = 200, ""
    if posted is not None:
        form = sent.get(body)
        status = 422
        if form is None:
            fault = _("Choose one of your bodies in which a vote can be passed on.")
        try:
            if revoked := _whole(posted.get("revoke", "")):
                actions.revoke(revoked, actor=request.actor, at=timezone.now())
                return _done(request, _("You have your vote back."))
            if form is not None and form.is_valid():
                said = form.cleaned_data
                to = said["to"] if isinstance(said["to"], int) else queries.of_code(said["to"])
                actions.delegate(
                    body, to, area=said.get("area", ""), topic=said.get("topic", ""),
                    actor=request.actor, at=timezone.now(),
                )  # fmt: skip
                return _done(request, _("Your vote is passed on. You can take it back any time."))
        except Refused as refused:
            status = refused.refusal.status
            if form is not None:
                form.refuse(refused.refusal)
            else:
                fault = refused.refusal.message
    given, got = queries.delegations(request.actor)
    context = {
        "section": "decisions",
        "fault": fault,
        "forms": [(body_name(charter, one), one, form) for one, form in sent.items()]
        if charter
        else [],
        "code": queries.code_of(request.actor.person) if registers else "",
        "given": [(_scope(charter, one), one) for one in given],
        "got": [(_scope(charter, one), one) for one in got],
    }
    return render(request, "decisions/delegations.html", context, status=status)


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(url("delegations"))


def _scope(charter: Charter | None, one: Delegation) -> str:
    codes = [each for each in (one.topic, one.area) if each]
    parts = [value_name(charter, each) if charter else each for each in codes]
    return _(", ").join(parts) or _("everything")


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
