"""Acts on reports in words for the public record: the story's own sentences, report by report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.acts import telling
from cityhall.acts.models import Act
from cityhall.acts.telling import Told
from cityhall.service import queries, story
from cityhall.service.queries import Catalogue

VERBS = {
    "file": gettext_lazy("report arrived"),
    "import": gettext_lazy("report taken over"),
    "me_too": gettext_lazy("me too"),
    "acknowledge": gettext_lazy("seen"),
    "claim": gettext_lazy("taken on"),
    "assign": gettext_lazy("handed on"),
    "ask": gettext_lazy("question to the reporter"),
    "answer": gettext_lazy("answer of the reporter"),
    "say": gettext_lazy("words of the reporter"),
    "note": gettext_lazy("note among officers"),
    "reveal": gettext_lazy("looked at who reported"),
    "reply": gettext_lazy("reply"),
    "pause": gettext_lazy("clock stopped"),
    "resume": gettext_lazy("work goes on"),
    "close": gettext_lazy("closed with an outcome"),
    "merge": gettext_lazy("joined to another report"),
    "absorb": gettext_lazy("took in another report"),
    "solved": gettext_lazy("reporter: solved"),
    "reopen": gettext_lazy("reporter: not solved"),
    "add_photo": gettext_lazy("photo added"),
    "forward": gettext_lazy("passed on to another body"),
    "send_on": gettext_lazy("sent on to another system"),
    "hear": gettext_lazy("news from another body"),
    "define": gettext_lazy("kind of report made"),
    "redefine": gettext_lazy("kind of report changed"),
    "create_group": gettext_lazy("group of kinds made"),
    "make_rule": gettext_lazy("routing rule made"),
    "change_rule": gettext_lazy("routing rule changed"),
    "set_terms": gettext_lazy("promises of a body outside"),
    "hand_over": gettext_lazy("handed to a body outside"),
    "body_takes": gettext_lazy("taken by a body outside"),
    "body_refuses": gettext_lazy("refused by a body outside"),
    "body_silent": gettext_lazy("silence of a body outside"),
    "take_back": gettext_lazy("taken back by the city"),
    "escalate": gettext_lazy("lateness told upwards"),
}
SUBJECTS = {
    "service.request": gettext_lazy("Report"),
    "service.service": gettext_lazy("Kind of report"),
    "service.servicegroup": gettext_lazy("Group of kinds"),
    "service.routingrule": gettext_lazy("Routing rule"),
    "service.bodyterms": gettext_lazy("Body outside"),
}


@telling.tells("service", VERBS, SUBJECTS)
def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    """One query for the reports that this reader may open; the catalogue is kept."""
    about = {act.object_id for act in acts if act.object_type == "service.request"}
    seen = queries.by_number(actor, sorted(about)) if about else {}
    known = queries.catalogue()
    return [_told(act, known, words, act.object_id in seen) for act in acts]


def _told(act: Act, known: Catalogue, words: Any, linked: bool) -> Told:
    if act.object_type != "service.request":
        return Told(_of_a_kind(act, known, words))
    subject = _("Report %s") % words.digits(act.object_id)
    href = f"{reverse('request', args=[act.object_id])}#act-{act.position}" if linked else ""
    if not act.public:  # of a confidential report even the facts are sealed
        text = _("Something was done. What it was is sealed.")
        return Told(text, subject, href)
    text, tone = story.sentence(act, known, words)
    return Told(text, subject, href, tone)


def _of_a_kind(act: Act, known: Catalogue, words: Any) -> str:
    key = known.kind_id(str(act.public.get("service", "")))
    facts = {
        "office": telling.office(act.by, words),
        "kind": f"«{words.name(known.kinds[key].name)}»" if key else "",
        "verb": telling.verb_name(act.verb),
    }
    if act.verb == "service.define" and key:
        return _("%(office)s made the kind of report %(kind)s.") % facts
    if act.verb == "service.redefine" and key:
        return _("%(office)s changed the kind of report %(kind)s.") % facts
    return _("%(office)s: %(verb)s.") % facts
