"""What the stages and ends of a report are called towards the public, and the tone of each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cityhall.service.models import Outcome, Status

TONES: dict[str, str] = {
    Status.RECEIVED: "",
    Status.SEEN: "info",
    Status.IN_PROGRESS: "waiting",
    Status.WAITING: "waiting",
    Status.PAUSED: "waiting",
    Status.DONE: "done",
    Status.DECLINED: "",
}


def status_word(status: str, *, own: bool = False) -> str:
    """The stage of a report in a word or two; `own` speaks to whoever reported it."""
    if status == Status.WAITING and not own:
        return _("waiting for the reporter")
    return str(Status(status).label)


def outcome_word(outcome: str) -> str:
    return str(Outcome(outcome).label) if outcome else ""
