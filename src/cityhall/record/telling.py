"""What is done to the record itself, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cityhall.acts import telling
from cityhall.acts.models import Act
from cityhall.acts.telling import Told
from divan.record import AGREES, DIFFERS

VERBS = {
    "begin": gettext_lazy("first key of the record"),
    "rotate_key": gettext_lazy("new key of the record"),
    "withhold": gettext_lazy("entry withheld"),
    "add_witness": gettext_lazy("witness added"),
    "change_witness": gettext_lazy("witness changed"),
    "remove_witness": gettext_lazy("witness removed"),
    "explain_alarm": gettext_lazy("alarm explained"),
    "differs": gettext_lazy("database differs from the record"),
    "agrees": gettext_lazy("database agrees with the record again"),
}
SUBJECTS = {
    "record.entry": gettext_lazy("Entry"),
    "record.witness": gettext_lazy("Witness"),
    "record.integration": gettext_lazy("Public record"),
}


def ground_word(ground: str) -> str:
    """Why an entry was withheld."""
    return {
        "personal_data": _("it held somebody’s personal data"),
        "court_order": _("a court ordered it"),
        "danger": _("it put somebody in danger"),
    }.get(ground, ground)


@telling.tells("record", VERBS, SUBJECTS)
def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    return [_told(act, words) for act in acts]


def _told(act: Act, words: Any) -> Told:
    facts = act.public
    office = telling.office(act.by, words)
    if act.verb == "record.withhold":
        entry = facts.get("entry", 0)
        said = {"office": office, "ground": ground_word(str(facts.get("ground", "")))}
        return Told(
            _("%(office)s withheld this entry, because %(ground)s. Its hash stays.") % said,
            _("Entry %s") % words.digits(entry),
            reverse("record_entry", args=[entry]),
            "waiting",
        )
    if act.verb == DIFFERS:
        count = facts.get("count", 0)
        text = ngettext(
            "The city compared its database with the record: %(n)s thing differs.",
            "The city compared its database with the record: %(n)s things differ.",
            count,
        )
        return Told(text % {"n": words.digits(count)}, tone="danger")
    witness = {"office": office, "witness": str(facts.get("witness", ""))}
    text = {
        "record.begin": _("The public record has its first key."),
        "record.rotate_key": _("The public record is sealed with a new key from here on."),
        "record.add_witness": _("%(office)s asked %(witness)s to be a witness."),
        "record.change_witness": _("%(office)s changed where the witness %(witness)s is asked."),
        "record.remove_witness": _("%(office)s no longer asks the witness %(witness)s."),
        AGREES: _("Compared again: the city’s database agrees with the record."),
        "record.explain_alarm": _("An alarm over the record was explained and taken off."),
    }.get(act.verb, _("%(office)s: something about the record itself."))
    leaked = act.verb == "record.rotate_key" and facts.get("leaked")
    if leaked:
        text = _("The key of the public record had leaked. It is sealed with a new key from here.")
    return Told(text % witness, tone="danger" if leaked else "")
