"""What this hall cannot do yet: a charter that needs it is refused before it is adopted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from divan.charter.model import Charter


def unfit(charter: Charter) -> Refusal | None:
    """Whether a stage asks a register: its ballots would be cast and counted outside."""
    for matter in charter.matters.values():
        for stage in matter.stages():
            if stage.body and charter.bodies[stage.body].seats is None:
                facts = {"stage": f"{matter.name}.{stage.id}", "body": stage.body}
                message = _(
                    "Stage %(stage)s asks all of %(body)s. Ballots of a whole register cannot be "
                    "cast here yet; ask a panel by lot, or an assembly."
                )
                return Refusal("no_ballots", message % facts, "text", 422)
    return None
