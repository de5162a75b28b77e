"""The sentences of a story about where a report went: rules, bodies outside, steps up the chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _

from cityhall.service.queries import Catalogue
from cityhall.web.wording import Wording

Told = tuple[str, str]  # the sentence and its tone


class Act(Protocol):
    by: str
    public: dict[str, Any]


class Teller(Protocol):
    """How the story names offices, units and moments to its reader."""

    @property
    def known(self) -> Catalogue: ...
    @property
    def words(self) -> Wording: ...
    def office(self, by: str) -> str: ...
    def unit(self, code: str | None) -> str: ...
    def moment(self, stamp: str | None) -> str: ...


def by_rule(teller: Teller, facts: Mapping[str, Any]) -> str:
    """Which rule sent a report where it went, or that rules were at odds; empty without any."""
    if number := facts.get("rule"):
        return _("Rule %(number)s (version %(version)s) says so.") % {
            "number": teller.words.digits(number),
            "version": teller.words.digits(facts.get("rule_version", 1)),
        }
    if numbers := facts.get("rules_at_odds"):
        comma = "، " if teller.words.language == "fa" else ", "
        listed = comma.join(teller.words.digits(one) for one in numbers)
        return _("Rules %(numbers)s are at odds here, so none of them counted.") % {
            "numbers": listed
        }
    return ""


def _hand_over(teller: Teller, act: Act) -> Told:
    facts = {
        "body": teller.unit(act.public.get("body")),
        "office": teller.office(act.by),
        "answer_by": teller.moment(act.public.get("answer_by")),
        "due": teller.moment(act.public.get("due")),
    }
    if act.public.get("rule"):
        text = _(
            "This is in the care of %(body)s: they have until %(answer_by)s to answer and until "
            "%(due)s to be done."
        )
        return f"{text % facts} {by_rule(teller, act.public)}", "waiting"
    text = _(
        "%(office)s handed it to %(body)s: they have until %(answer_by)s to answer and until "
        "%(due)s to be done."
    )
    return text % facts, "waiting"


def _body_takes(teller: Teller, act: Act) -> Told:
    facts = _about_body(teller, act)
    if act.by.startswith("post:"):
        text = _("%(body)s took it, until %(due)s, as %(office)s was told.")
    else:
        text = _("%(body)s took it, until %(due)s.")
    return text % facts, ""


def _body_refuses(teller: Teller, act: Act) -> Told:
    facts = _about_body(teller, act)
    if act.by.startswith("post:"):
        text = _("%(body)s refused it, as %(office)s was told; it is with %(unit)s again. Why:")
    else:
        text = _("%(body)s refused it; it is with %(unit)s again. Why:")
    return text % facts, "danger"


def _take_back(teller: Teller, act: Act) -> Told:
    return _("%(office)s took it back from %(body)s:") % _about_body(teller, act), ""


def _body_silent(teller: Teller, act: Act) -> Told:
    facts = {
        "body": teller.unit(act.public.get("body")),
        "answer_by": teller.moment(act.public.get("answer_by")),
    }
    text = _("%(body)s gave no answer by %(answer_by)s. The city's dispatchers were told.")
    return text % facts, "danger"


def _escalate(teller: Teller, act: Act) -> Told:
    labels = [teller.known.posts.get(code) for code in act.public.get("posts", ())]
    comma = "، " if teller.words.language == "fa" else ", "
    facts = {
        "deadline": teller.moment(act.public.get("deadline")),
        "posts": comma.join(teller.words.name(label) for label in labels if label),
    }
    seen = act.public.get("clock") == "acknowledge"
    if not facts["posts"]:
        text = (
            _("Nobody had looked at it by %(deadline)s, and no post is held that could be told.")
            if seen
            else _("It was not done by %(deadline)s, and no post is held that could be told.")
        )
    elif seen:
        text = _("Nobody had looked at it by %(deadline)s. It was told to: %(posts)s.")
    else:
        text = _("It was not done by %(deadline)s. It was told to: %(posts)s.")
    return text % facts, "danger"


def _about_body(teller: Teller, act: Act) -> dict[str, str]:
    return {
        "body": teller.unit(act.public.get("body")),
        "unit": teller.unit(act.public.get("unit")),
        "office": teller.office(act.by),
        "due": teller.moment(act.public.get("due")),
    }


TELLERS: dict[str, Callable[[Any, Any], Told]] = {
    "service.hand_over": _hand_over,
    "service.body_takes": _body_takes,
    "service.body_refuses": _body_refuses,
    "service.take_back": _take_back,
    "service.body_silent": _body_silent,
    "service.escalate": _escalate,
}
SPOKEN = {"service.body_refuses", "service.take_back"}
