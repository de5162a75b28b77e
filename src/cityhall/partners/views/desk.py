"""Sending one report to another server by hand, from its case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cityhall.acts.refusals import Refused
from cityhall.partners import actions
from cityhall.service import queries as reports
from cityhall.service.views.desk import for_officers
from cityhall.web import respond


@require_POST
@for_officers
def send_on(request: HttpRequest, request_id: int) -> HttpResponse:
    """Put the report on its way; the page of its bodies says how it stands."""
    if reports.one(request.actor, request_id) is None:
        raise Http404(_("There is no report with this number."))
    back = reverse("case_body", args=[request_id])
    try:
        row = actions.send_on(
            request_id, request.POST.get("server", ""), actor=request.actor, at=timezone.now()
        )
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=back)
    messages.success(request, _("On its way to %(server)s.") % {"server": row.upstream})
    return redirect(back)
