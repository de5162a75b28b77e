"""What another counter's decision does to a report: a closed one opens again.

Whoever decided stands on that counter's own record; `matter` is the decision's number there.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import SYSTEM
from cityhall.service import clocks
from cityhall.service.actions.common import atomic, commit, locked, mails_to_parties, tally_key
from cityhall.service.models import CLOSED, Request, Status


def may_be_reopened(request: Request) -> Refusal | None:
    """Whether a decision can open this report again: a public one that was closed as itself."""
    if request.merged_into_id is not None:
        return Refusal("merged", _("This report was joined to another; see that one."))
    if not request.is_public:
        return Refusal("private", _("A confidential report is not appealed in public."))
    if request.status not in CLOSED:
        return Refusal("open", _("This report is still open."))
    return None


@atomic
def reopen_as_decided(request_id: int, *, matter: int, at: datetime) -> Request:
    """Open a closed report again, with a new clock, because an appeal was granted."""
    request = locked(request_id)
    demand(may_be_reopened(request))
    before, outcome = tally_key(request), request.outcome
    request.status, request.is_open, request.closed_at = Status.IN_PROGRESS, True, None
    request.verdict, request.outcome, request.explanation, request.evidence = "", "", "", ""
    request.reopened += 1
    request.due_at = due = clocks.due_at(request.service, at)
    commit(
        request,
        "service.reopen",
        actor=SYSTEM,
        at=at,
        before=before,
        public={"outcome_before": outcome, "due": due.isoformat(), "matter": matter},
        mails=mails_to_parties(request, "service.reopened", due=due.isoformat(), matter=matter),
    )
    return request
