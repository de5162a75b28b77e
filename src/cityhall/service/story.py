"""The story of a report: each act on it in plain words, naming offices and never a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.service import story_routing
from cityhall.service.models import DONE_OUTCOMES
from cityhall.service.queries import Catalogue
from cityhall.service.words import outcome_word
from cityhall.web.wording import Wording


class Act(Protocol):
    """An act on the record; `sealed`, where it still exists, holds its words."""

    position: int
    at: datetime
    by: str
    verb: str
    object_id: int
    public: dict[str, Any]
    leaf: str


@dataclass(frozen=True)
class Line:
    """A line of the story. `quote` is somebody's own words; `href` leads to another report."""

    at: datetime
    text: str
    quote: str = ""
    tone: str = ""
    act_position: int = 0
    verb: str = ""
    href: str = ""
    link: str = ""


def sentences(
    acts: Iterable[Act], known: Catalogue, words: Wording, *, full: bool = False
) -> list[Line]:
    """The acts of one report as lines, in order; "me too" in a row is one line.

    `full` shows words as they were written, for parties and officers; others read them masked.
    """
    lines: list[Line] = []
    voices = 0
    for act in acts:
        voices = voices + 1 if act.verb == "service.me_too" else 0
        if voices > 1:
            lines.pop()
        lines.append(_line(act, _Teller(known, words, full), voices))
    return lines


def sentence(act: Act, known: Catalogue, words: Wording) -> tuple[str, str]:
    """An act by itself as everyone may read it, without its quote, and its tone."""
    teller = _Teller(known, words, False)
    if act.verb == "service.me_too":
        return _me_too(teller, 1), ""
    tell = _TELLERS.get(act.verb)
    text, tone = tell(teller, act) if tell else (_("An act was recorded."), "")
    return (f"{text[:-1]}." if text.endswith((":", "：")) else text), tone


def news(act: Act, requested_at: datetime, known: Catalogue, words: Wording) -> str:
    """What a public act means to the city, as a sentence that follows the report's title."""
    if act.verb == "service.close":
        span = words.span(act.at - requested_at)
        outcome = outcome_word(act.public.get("outcome", ""))
        return _("closed after %(span)s: %(outcome)s.") % {"span": span, "outcome": outcome}
    if act.verb == "service.reopen" and act.public.get("matter"):
        return _("an appeal was granted; it is open again.")
    if act.verb == "service.reopen":
        return _("the reporter said “not solved”; it is open again.")
    if act.verb == "service.absorb":
        return _("report %(number)s tells of the same and was joined to it.") % {
            "number": words.digits(act.public.get("from", ""))
        }
    if act.verb == "service.pause":
        office = _Teller(known, words, False).office(act.by)
        return _("%(office)s stopped the clock and said why.") % {"office": office}
    return _("the reporter said “solved”.")


NEWS = {  # what the city hears of, and the tone of each
    "service.close": "done",
    "service.reopen": "danger",
    "service.absorb": "",
    "service.pause": "waiting",
    "service.solved": "done",
}


def _line(act: Act, teller: _Teller, voices: int) -> Line:
    tell = _TELLERS.get(act.verb)
    text, tone = tell(teller, act) if tell else (_("An act was recorded."), "")
    if undone := getattr(act, "undone", False):
        text, tone = _("%s – taken back") % text.rstrip(".:"), ""
    if act.verb == "service.me_too":
        text = _me_too(teller, voices)
    other = act.public.get("into") or act.public.get("from")
    return Line(
        at=act.at,
        text=text,
        quote="" if undone else teller.quote(act),
        tone=tone,
        act_position=act.position,
        verb=act.verb,
        href=reverse("request", args=[other]) if isinstance(other, int) else "",
        link=_("Report %s") % teller.words.digits(other) if isinstance(other, int) else "",
    )


@dataclass(frozen=True)
class _Teller:
    known: Catalogue
    words: Wording
    full: bool

    def office(self, by: str) -> str:
        """The office that acted: the label of a post, never who held it."""
        kind, _colon, code = by.partition(":")
        if kind == "post":
            label = self.known.posts.get(code)
            return self.words.name(label) if label else _("The city")
        if kind == "partner":
            return _("A partner system")
        if kind == "body":
            return self.unit(code)
        return _("The reporter") if kind == "resident" else _("The system")

    def unit(self, code: str | None) -> str:
        name = self.known.unit_name(code or "")
        return self.words.name(name) if name else _("another unit")

    def body(self, act: Act) -> str:
        """Another body, by the name that its act wrote down."""
        name = act.public.get("name")
        return self.words.name(name) if isinstance(name, dict) and name else _("another body")

    def kind(self, code: str | None) -> str:
        key = self.known.kind_id(code or "")
        return self.words.name(self.known.kinds[key].name) if key is not None else _("another kind")

    def moment(self, stamp: str | None) -> str:
        return self.words.moment(datetime.fromisoformat(stamp)) if stamp else ""

    def quote(self, act: Act) -> str:
        """The words of an act that this reader may read; what was erased is said to be so."""
        if act.verb not in _SPOKEN:
            return ""
        sealed = getattr(act, "sealed", None)
        if sealed is None:
            erased = bool(act.leaf) and json.loads(act.leaf)["sealed"] is not None
            return _("[The words of this entry were erased.]") if erased else ""
        said: Mapping[str, Any] = sealed.words
        if self.full:
            return str(said.get("text") or said.get("reason") or "")
        return str(said.get("shown") or "")


Told = tuple[str, str]  # the sentence and its tone


def _file(teller: _Teller, act: Act) -> Told:
    facts = {
        "unit": teller.unit(act.public.get("unit")),
        "due": teller.moment(act.public.get("due")),
        "office": teller.office(act.by),
    }
    if act.public.get("assisted") and act.public.get("channel") == "phone":
        text = _("A resident told this by phone; %(office)s wrote it down for %(unit)s.")
    elif act.public.get("assisted"):
        text = _("A resident told this at the desk; %(office)s wrote it down for %(unit)s.")
    elif facts["due"]:
        text = _("A resident reported this. It went to %(unit)s, until %(due)s.")
    else:
        text = _("A resident reported this. It went to %(unit)s.")
    return " ".join(filter(None, (text % facts, story_routing.by_rule(teller, act.public)))), ""


def _import(teller: _Teller, act: Act) -> Told:
    facts = {
        "requested": teller.moment(act.public.get("requested")),
        "closed": teller.moment(act.public.get("closed")),
    }
    if facts["closed"]:
        text = _("Taken over from an earlier system: reported %(requested)s, closed %(closed)s.")
        return text % facts, "done"
    return _("Taken over from an earlier system: reported %(requested)s.") % facts, ""


def _me_too(teller: _Teller, count: int) -> str:
    text = ngettext("One more person said “me too”.", "%(count)s more people said “me too”.", count)
    return text % {"count": teller.words.number(count)}


def _assign(teller: _Teller, act: Act) -> Told:
    unit = teller.unit(act.public.get("unit"))
    facts = {"office": teller.office(act.by), "unit": unit}
    if act.public.get("unit") != act.public.get("unit_before"):
        return _("%(office)s handed it to %(unit)s.") % facts, ""
    if act.public.get("person"):
        return _("%(office)s handed it to a colleague in %(unit)s.") % facts, ""
    return _("%(office)s put it back into the queue of %(unit)s.") % facts, ""


def _close(teller: _Teller, act: Act) -> Told:
    facts = {
        "office": teller.office(act.by),
        "outcome": outcome_word(act.public.get("outcome", "")),
    }
    tone = "done" if act.public.get("outcome") in DONE_OUTCOMES else ""
    if act.public.get("on_time") is False:
        return _("%(office)s closed it, later than promised: %(outcome)s.") % facts, tone
    return _("%(office)s closed it: %(outcome)s.") % facts, tone


def _resume(teller: _Teller, act: Act) -> Told:
    if due := teller.moment(act.public.get("due")):
        return _("Work goes on, until %(due)s.") % {"due": due}, ""
    return _("Work goes on."), ""


def _reopen(teller: _Teller, act: Act) -> Told:
    due = teller.moment(act.public.get("due"))
    if matter := act.public.get("matter"):
        text = _("An appeal was granted (matter %(matter)s). It is open again, until %(due)s.")
        return text % {"matter": teller.words.digits(matter), "due": due}, "done"
    text = _("The reporter said “not solved”. It is open again, until %(due)s.")
    return text % {"due": due}, "danger"


def _absorb(teller: _Teller, act: Act) -> Told:
    joined = act.public.get("joined", 0)
    text = ngettext(
        "Another report of the same was joined to this one, with one more person.",
        "Another report of the same was joined to this one, with %(count)s more people.",
        joined,
    )
    return text % {"count": teller.words.number(joined)}, ""


def _send_on(teller: _Teller, act: Act) -> Told:
    facts = {"office": teller.office(act.by), "body": teller.body(act)}
    return _("%(office)s sends it on to %(body)s too.") % facts, ""


def _forward(teller: _Teller, act: Act) -> Told:
    facts = {"body": teller.body(act), "number": act.public.get("number", "")}
    return _("It went on to %(body)s, which took it under the number %(number)s.") % facts, ""


def _hear(teller: _Teller, act: Act) -> Told:
    facts = {"body": teller.body(act)}
    if act.public.get("said") == "closed":
        return _("%(body)s says that it is closed:") % facts, "done"
    if act.public.get("said") == "open":
        return _("%(body)s says that it is open:") % facts, ""
    return _("%(body)s wrote:") % facts, ""


def _change_kind(teller: _Teller, act: Act) -> Told:
    facts = {
        "office": teller.office(act.by),
        "kind": teller.kind(act.public.get("service")),
        "before": teller.kind(act.public.get("service_before")),
        "unit": teller.unit(act.public.get("unit")),
        "due": teller.moment(act.public.get("due")),
        "rule": teller.words.digits(act.public.get("rule", "")),
    }
    if act.public.get("unit") != act.public.get("unit_before") and facts["rule"]:
        text = _(
            "%(office)s put it under “%(kind)s”, not “%(before)s” as before; by rule %(rule)s it "
            "went to %(unit)s, until %(due)s:"
        )
    elif act.public.get("unit") != act.public.get("unit_before"):
        text = _(
            "%(office)s put it under “%(kind)s”, not “%(before)s” as before; it went to %(unit)s, "
            "until %(due)s:"
        )
    else:
        text = _("%(office)s put it under “%(kind)s”, not “%(before)s” as before; until %(due)s:")
    return text % facts, ""


def _part(teller: _Teller, act: Act) -> Told:
    facts = {
        "office": teller.office(act.by),
        "unit": teller.unit(act.public.get("unit")),
        "due": teller.moment(act.public.get("due")),
    }
    text = _(
        "%(office)s made this report out of another that told of two matters. It went to "
        "%(unit)s, until %(due)s."
    )
    return text % facts, ""


def _plainly(text: Callable[[], str], tone: str = "") -> Callable[[_Teller, Act], Told]:
    """An act whose sentence names at most the office that acted."""
    return lambda teller, act: (text() % {"office": teller.office(act.by)}, tone)


_TELLERS: dict[str, Callable[[_Teller, Act], Told]] = {
    "service.file": _file,
    "service.import": _import,
    "service.me_too": lambda teller, act: ("", ""),
    "service.acknowledge": _plainly(lambda: _("%(office)s saw it.")),
    "service.claim": _plainly(lambda: _("%(office)s took it on.")),
    "service.assign": _assign,
    "service.ask": _plainly(lambda: _("%(office)s asked the reporter:"), "waiting"),
    "service.answer": _plainly(lambda: _("The reporter answered:")),
    "service.say": _plainly(lambda: _("The reporter wrote:")),
    "service.note": _plainly(lambda: _("%(office)s noted, for officers only:")),
    "service.reveal": _plainly(lambda: _("%(office)s looked at who reported, and said why:")),
    "service.reply": _plainly(lambda: _("%(office)s wrote:")),
    "service.pause": _plainly(lambda: _("%(office)s stopped the clock:"), "waiting"),
    "service.resume": _resume,
    "service.close": _close,
    "service.merge": _plainly(lambda: _("This tells of the same as another report:"), "done"),
    "service.absorb": _absorb,
    "service.solved": _plainly(lambda: _("The reporter said “solved”."), "done"),
    "service.reopen": _reopen,
    "service.add_photo": _plainly(lambda: _("A photo was added.")),
    "service.send_on": _send_on,
    "service.forward": _forward,
    "service.hear": _hear,
    **story_routing.TELLERS,
    "service.take_over": _plainly(
        lambda: _("Whoever reported took the report over; until then an officer had written.")
    ),
    "service.change_kind": _change_kind,
    "service.split": _plainly(
        lambda: _("%(office)s made a second report of the other matter told here:")
    ),
    "service.part": _part,
    "service.undo": _plainly(lambda: _("%(office)s took back its last act.")),
}
_SPOKEN = {
    *story_routing.SPOKEN,
    "service.assign",
    "service.ask",
    "service.answer",
    "service.say",
    "service.note",
    "service.reveal",
    "service.reply",
    "service.pause",
    "service.close",
    "service.reopen",
    "service.hear",
    "service.change_kind",
}
