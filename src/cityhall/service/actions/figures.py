"""Keep the published figures: the worker has them worked out anew."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from cityhall.acts.worker import chore
from cityhall.service import figures
from cityhall.service.actions.common import atomic
from cityhall.service.models import Figure

GOOD_FOR = timedelta(hours=1)


def refresh_figures(at: datetime) -> None:
    """Work all figures out of the rows and keep them. No act: every number can be worked out."""
    worked = figures.work_out(at)
    with atomic():
        for figure in worked:
            facts = {**asdict(figure), "computed_at": at}
            Figure.objects.update_or_create(code=facts.pop("code"), defaults=facts)


@chore
def refresh_old_figures(at: datetime) -> None:
    """Refresh the figures once an hour."""
    newest = Figure.objects.order_by("-computed_at").values_list("computed_at", flat=True).first()
    if newest is None or newest <= at - GOOD_FOR:
        refresh_figures(at)
