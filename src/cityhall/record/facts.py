"""The facts of a leaf as people call them: a label, the value readable, and both as they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cityhall.acts.models import Act
from cityhall.web.wording import Wording

LABELS = {
    "about": gettext_lazy("About the decision"),
    "answer_by": gettext_lazy("To be answered by"),
    "area": gettext_lazy("Area"),
    "assisted": gettext_lazy("Taken down by an officer"),
    "before": gettext_lazy("Before"),
    "body": gettext_lazy("Body"),
    "changed": gettext_lazy("What was changed"),
    "channel": gettext_lazy("Way of sending"),
    "count": gettext_lazy("How many"),
    "clock": gettext_lazy("Clock"),
    "days": gettext_lazy("How many days"),
    "days_before": gettext_lazy("Days before"),
    "deadline": gettext_lazy("Deadline"),
    "digest": gettext_lazy("Fingerprint of the text"),
    "due": gettext_lazy("Due"),
    "due_before": gettext_lazy("Due before"),
    "effective": gettext_lazy("In effect from"),
    "event": gettext_lazy("What happened"),
    "from": gettext_lazy("From"),
    "into": gettext_lazy("Merged into"),
    "key": gettext_lazy("Key"),
    "kind": pgettext_lazy("of a thing", "Kind"),
    "leaked": gettext_lazy("The old key leaked"),
    "matter": gettext_lazy("Matter"),
    "n": gettext_lazy("Entry"),
    "number": gettext_lazy("Number"),
    "office": gettext_lazy("Office"),
    "officer": gettext_lazy("Officer"),
    "outcome": gettext_lazy("Outcome"),
    "outcome_before": gettext_lazy("Outcome before"),
    "phase": gettext_lazy("Where it stands"),
    "photos": gettext_lazy("Photos"),
    "places": gettext_lazy("Where"),
    "post": gettext_lazy("Post"),
    "powers": gettext_lazy("Powers"),
    "reporter": gettext_lazy("Left a way to be reached"),
    "request": gettext_lazy("Report"),
    "rule": gettext_lazy("Rule"),
    "service": gettext_lazy("Kind of report"),
    "service_before": gettext_lazy("Kind before"),
    "state": gettext_lazy("Fingerprint of the state"),
    "status": gettext_lazy("Status"),
    "to": gettext_lazy("To"),
    "undoes": gettext_lazy("Takes back entry"),
    "unit": gettext_lazy("Unit"),
    "unit_before": gettext_lazy("Unit before"),
    "until": gettext_lazy("Until"),
    "url": gettext_lazy("Address"),
    "version": gettext_lazy("Version"),
    "voices": gettext_lazy("People who said “me too”"),
    "why": gettext_lazy("Why"),
    "witness": gettext_lazy("Witness"),
}


@dataclass(frozen=True)
class Fact:
    """`said` is the value for readers, `value` and `name` are what stands in the leaf."""

    name: str
    value: str
    label: str
    said: str


def of(act: Act, words: Wording) -> list[Fact]:
    """The facts of a leaf by their names; none where the entry is withheld."""
    public = json.loads(act.leaf)["public"] if act.leaf else {}
    return [_fact(name, value, words) for name, value in sorted(public.items())]


def _fact(name: str, value: Any, words: Wording) -> Fact:
    stands = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Fact(name, stands, str(LABELS.get(name, "")), _said(value, words))


def _said(value: Any, words: Wording) -> str:
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and value.endswith("Z") and "T" in value:
        try:
            return words.moment(datetime.fromisoformat(value))
        except ValueError:
            return ""
    return ""
