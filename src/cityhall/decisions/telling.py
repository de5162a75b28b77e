"""Acts of this counter in words for the public record. Whom a person is never stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.acts.models import Act
from cityhall.acts.telling import Names, Told, names_seats, office, tells
from cityhall.decisions import circle_telling, laws, queries
from cityhall.decisions.sheet import body_name
from cityhall.decisions.words import TONES, event_words, undone
from cityhall.web.kept import Kept
from cityhall.web.templating import url
from divan.charter.model import Charter

VERBS = {
    "adopt": gettext_lazy("charter adopted"),
    "seat": gettext_lazy("seat filled"),
    "unseat": gettext_lazy("seat left"),
    "filed": gettext_lazy("matter filed"),
    "supported": gettext_lazy("matter supported"),
    "admitted": gettext_lazy("matter admitted, or not"),
    "signed": gettext_lazy("signature"),
    "opined": gettext_lazy("opinion"),
    "voted": gettext_lazy("ballot"),
    "chose": gettext_lazy("choice"),
    "cast": gettext_lazy("sealed ballot"),
    "consented": gettext_lazy("consent"),
    "objected": gettext_lazy("objection"),
    "tested": gettext_lazy("ruling on an objection"),
    "amended": gettext_lazy("text amended"),
    "recused": gettext_lazy("stepping aside"),
    "clock_stopped": gettext_lazy("clock of a matter stopped"),
    "clock_resumed": gettext_lazy("clock of a matter resumed"),
    "called_in": gettext_lazy("matter called in"),
    "voiced": gettext_lazy("voice"),
    "replied": gettext_lazy("answer to a voice"),
    "withdrawn": gettext_lazy("matter withdrawn"),
    "affected": gettext_lazy("matter about a decision"),
    "read": gettext_lazy("deadline passed"),
    "effect": gettext_lazy("decision carried out"),
    "delegate": gettext_lazy("vote passed on"),
    "revoke": gettext_lazy("vote taken back"),
    **circle_telling.VERBS,
}
_DELEGATIONS = ("decisions.delegate", "decisions.revoke")
_SEATS = (*_DELEGATIONS, "decisions.seat", "decisions.unseat")
SUBJECTS = {
    "decisions.matter": gettext_lazy("Matter"),
    "decisions.charter": gettext_lazy("Charter"),
    "decisions.seat": gettext_lazy("Seat"),
    "decisions.delegation": gettext_lazy("Vote passed on"),
    **circle_telling.SUBJECTS,
}


def _read() -> dict[str, Names]:
    """Of every version that was in force; the newest names a body last."""
    found: dict[str, Names] = {}
    for row in queries.versions().reverse():
        charter = laws.law(row)
        for code, body in charter.bodies.items():
            if body.seats is not None:
                found[code] = {one: _seat(charter, code, one) for one in ("fa", "en")}
    return found


def _seat(charter: Charter, body: str, language: str) -> str:
    with translation.override(language):
        name = body_name(charter, body)
        return name if charter.bodies[body].one_seat else _("A seat of %(body)s") % {"body": name}


KEPT: Kept[dict[str, Names]] = Kept("names_of_seats", _read)


@names_seats
def seats() -> Mapping[str, Names]:
    """What whoever sits in a body is called, those of earlier charters among them."""
    return KEPT.get()


@tells("decisions", VERBS, SUBJECTS)
def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    numbers = [act.object_id for act in acts if act.object_type == "decisions.matter"]
    numbers += circle_telling.matters(acts)
    titles = queries.titles(actor, numbers) if numbers else {}
    charter = queries.in_force() if any(act.verb in _SEATS for act in acts) else None
    law = laws.law(charter) if charter else None
    return [_one(act, titles, law, words) for act in acts]


def _one(act: Act, titles: dict[int, str], law: Charter | None, words: Any) -> Told:
    who = office(act.by, words)
    facts = act.public
    if act.object_type in circle_telling.SUBJECTS:
        return circle_telling.tell(act, who, titles)
    if act.verb in _DELEGATIONS:
        given = act.verb == "decisions.delegate"
        text = _("Somebody passed a vote on.") if given else _("Somebody took a vote back.")
        body = str(facts.get("body", ""))
        return Told(text, body_name(law, body) if law else body, url("charter"))
    if act.object_type == "decisions.matter":
        text = event_words(facts.get("event", {}), who, words)
        if act.verb == "decisions.effect":
            done = facts.get("done")
            text = _("The decision was carried out.") if done else undone(facts.get("why", ""))
        if act.verb == "decisions.cast":
            text = _("Somebody on the register cast a ballot; it is opened at the close.")
        tone = TONES.get(facts.get("outcome") or "", "")
        title = titles.get(act.object_id, "")
        return Told(text, title, url("matter", act.object_id) if title else "", tone)
    if act.verb == "decisions.adopt":
        number = words.number(facts.get("number") or 0)
        text = _("%(who)s put version %(number)s of the charter in force.")
        return Told(text % {"who": who, "number": number}, _("Charter"), url("charter"))
    filled = act.verb == "decisions.seat"
    text = _("%(who)s filled a seat.") if filled else _("%(who)s vacated a seat.")
    body = str(facts.get("body", ""))
    return Told(text % {"who": who}, body_name(law, body) if law else body, url("charter"))
