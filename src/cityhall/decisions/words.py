"""What phases, outcomes, ways to decide and ends are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cityhall.web.preferences import page_language
from cityhall.web.wording import Wording
from divan.charter.refusals import Refusal

PHASES = {
    "gathering": _("looking for supporters"),
    "filed": _("waiting to be admitted"),
    "open": _("being decided"),
    "answering": _("decided; voices await an answer"),
    "decided": _("decided; open to a veto"),
    "in_force": _("in force"),
    "ended": _("closed"),
}
OUTCOMES = {
    "approved": _("approved"),
    "refused": _("refused"),
    "referred": pgettext_lazy("outcome", "handed on"),
    "timeout": _("time ran out"),
    "objected": _("an objection stands"),
    "inquorate": _("too few took part"),
    "vacant": _("nobody could decide"),
    "lapsed": _("lapsed"),
    "withdrawn": _("withdrawn"),
    "reversed": _("reversed on appeal"),
    "vetoed": _("vetoed"),
    "expired": _("expired"),
    "repealed": _("ended by review"),
}
UNDONE = {  # why an approved matter was not carried out
    "faulty": _("The new charter has errors; the old one stands."),
    "locked_out": _(
        "With the seats that are held now nobody could amend the new charter; the old one stands."
    ),
    "superseded": _(
        "The charter that decided this is no longer in force. File the amendment anew under "
        "the present one."
    ),
}
TONES = {
    "approved": "done",
    "in_force": "done",
    "refused": "danger",
    "objected": "danger",
    "lapsed": "danger",
    "reversed": "danger",
    "vetoed": "danger",
    "repealed": "danger",
    "expired": "danger",
    "withdrawn": "info",
    "timeout": "waiting",
    "vacant": "waiting",
    "inquorate": "waiting",
}
WAYS = {
    "rule": _("by a published rule"),
    "decide": _("signed by one"),
    "vote": _("by vote"),
    "consent": _("by consent"),
    "choose": _("by choosing among options"),
}
TASKS = {
    "admit": _("Admit it, or say why not"),
    "decide": _("Sign with reasons"),
    "vote": _("Vote"),
    "consent": _("Consent or object"),
    "choose": _("Choose"),
    "opinion": _("Give the opinion of your body"),
    "test": _("Rule on an objection"),
    "reply": _("Answer a voice"),
}
KINDS = {
    "appeal": _("Appeal"),
    "review": _("Review"),
    "veto": _("Veto"),
    "override": _("Override"),
    "ratify": _("Ratification"),
}
BALLOTS = {  # what a register is asked
    "yes": _("Yes"),
    "no": _("No"),
    "abstain": _("I abstain"),
}
CHOICES = {
    "yes": pgettext_lazy("vote", "yes"),
    "no": pgettext_lazy("vote", "no"),
    "abstain": _("abstained"),
    "consent": _("consents"),
    "object": _("objects"),
    "chosen": _("has chosen"),
}
ROWS = {  # several in a row, in one line
    "voted": _("%(count)s seats voted."),
    "chose": _("%(count)s seats chose."),
    "consented": _("%(count)s seats consented."),
    "supported": _("%(count)s joined in."),
}
EVENTS = {
    "filed": _("%(who)s put it forward."),
    "supported": _("%(who)s joined in."),
    "admitted": _("%(who)s admitted it."),
    "not_admitted": _("%(who)s did not admit it."),
    "signed": _("%(who)s signed: %(outcome)s."),
    "opined": _("%(who)s gave an opinion."),
    "voted": _("%(who)s voted: %(choice)s."),
    "chose": _("%(who)s chose."),
    "consented": _("%(who)s consented."),
    "objected": _("%(who)s objected."),
    "upheld": _("%(who)s upheld objection %(number)s."),
    "rejected": _("%(who)s rejected objection %(number)s."),
    "amended": _("%(who)s amended the text; a new round begins."),
    "recused": _("%(who)s stepped aside."),
    "clock_stopped": _("%(who)s stopped the clock: the applicant owes something."),
    "clock_resumed": _("%(who)s let the clock run again."),
    "called_in": _("%(who)s called the matter in."),
    "voiced": _("%(who)s raised a voice."),
    "replied": _("%(who)s answered a voice."),
    "withdrawn": _("%(who)s withdrew it."),
    "affected": _("A matter about this decision moved."),
    "read": _("A deadline passed."),
}


def status_of(phase: str, outcome: str) -> Any:
    """How a matter stands, in a few words."""
    return OUTCOMES[outcome] if phase == "ended" else PHASES[phase]


def event_words(event: Mapping[str, Any], who: str, words: Wording) -> str:
    """An event of a matter as a sentence. `who` is the office that brought it about."""
    code = event.get("event", "read")
    if code == "admitted" and event.get("admitted") is False:
        code = "not_admitted"
    if code == "tested":
        code = "upheld" if event.get("upheld") else "rejected"
    return str(EVENTS[code]) % {
        "who": who,
        "outcome": OUTCOMES.get(event.get("outcome", ""), ""),
        "choice": CHOICES.get(event.get("choice", ""), ""),
        "number": words.number(event.get("objection", 0) + 1),
    }


def undone(why: str) -> str:
    """Why an approved matter was not carried out, by the code that stands on the record."""
    return str(UNDONE.get(why) or _("It could not be carried out."))


def refusal_words(refusal: Refusal) -> str:
    """Why the engine did not take an event, as a sentence in the page's language."""
    text = refusal.text(page_language())
    return f"{text[:1].upper()}{text[1:]}."
