"""Views of the queue that an officer keeps: save the filters that are set, or remove a view."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cityhall.acts.refusals import Refused
from cityhall.people.queries import units
from cityhall.service import actions, desk_forms
from cityhall.service.place import read
from cityhall.service.views.desk import for_officers
from cityhall.web import respond


@require_POST
@for_officers
def views(request: HttpRequest) -> HttpResponse:
    place = read(request.POST).at(after="")
    if drop := desk_forms.whole_number(request.POST.get("drop", "")):
        actions.drop_view(drop, actor=request.actor)
        messages.success(request, _("The view is removed."))
        return redirect(place.desk())
    unit = None
    if shared := desk_forms.whole_number(request.POST.get("share", "")):
        unit = units().filter(pk=shared).first()
    try:
        view = actions.save_view(
            request.POST.get("name", ""),
            place.query.removeprefix("?"),
            unit=unit,
            actor=request.actor,
            at=timezone.now(),
        )
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=place.desk())
    messages.success(request, _("Kept as “%s”.") % view.name)
    return redirect(place.desk())
