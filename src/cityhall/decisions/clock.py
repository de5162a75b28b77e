"""Deadlines of matters and ends of circles, acted on by the worker. They have taken effect for
every reader already; the worker puts them on the record, and tells whoever is next."""

from __future__ import annotations

import logging
from datetime import datetime

from cityhall.acts.worker import chore
from cityhall.decisions import actions
from cityhall.decisions.actions import circles
from cityhall.decisions.models import Matter
from cityhall.decisions.queries.circles import to_end

MOST_AT_ONCE = 500
log = logging.getLogger(__name__)


@chore
def keep_deadlines(at: datetime) -> int:
    """Let time take effect on every matter that is due, the longest due first; how many."""
    due = Matter.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    done = 0
    for matter_id in ids:
        try:
            actions.pass_time(matter_id, at=at)
            done += 1
        except Exception:  # one that cannot move must not hold up all others
            log.exception("the deadline of matter %s could not be acted on", matter_id)
    return done


@chore
def end_circles(at: datetime) -> int:
    """Dissolve every circle whose matter is over; how many."""
    ids = to_end()
    for circle_id in ids:
        circles.end_with_matter(circle_id, at=at)
    return len(ids)
