"""What the charter's own names are called on pages: bodies, kinds, fields, values, conditions."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from cityhall.decisions import laws
from cityhall.decisions.words import KINDS, OUTCOMES
from cityhall.web.wording import Wording
from divan.charter.model import Charter, Matter
from divan.charter.phrases import condition_words
from divan.charter.procedures.rule import Rule

FIELDS = {  # of the charters that ship; others are shown by the names that they give
    "amount": _("Amount"),
    "supplier": _("Supplier"),
    "topic": _("Topic"),
    "year_total": _("With this supplier in a year"),
    "overdue": _("Days after the deadline"),
    "hours": _("Working hours until it is done"),
    "area": _("Where"),
    "metres": _("Length in metres"),
    "food": _("Food is sold"),
}
VALUES = {
    "roads": _("roads"),
    "water": _("water"),
    "parks": _("parks"),
    "lighting": _("lighting"),
    "bazaar": _("the bazaar"),
    "park": _("a park"),
    "station": _("the station"),
    "elsewhere": _("elsewhere"),
    "true": _("yes"),
    "false": _("no"),
}
_NAME = re.compile(r"[a-z][a-z_]*")


def body_name(charter: Charter, body: str) -> str:
    found = charter.bodies.get(body)
    return laws.title(found.title, body) if found is not None else body


def kind_name(charter: Charter, kind: str) -> str:
    matter = charter.matters[kind]
    name = laws.title(matter.title, matter.of or kind)
    about = kind.rpartition(".")[2] if matter.of else ""
    return f"{KINDS[about]}: {name}" if about in KINDS else name


def field_name(name: str) -> Any:
    return FIELDS.get(name, name.replace("_", " "))


def value_name(value: str) -> Any:
    return VALUES.get(value, value.replace("_", " "))


def condition_of(text: str, words: Wording) -> str:
    """A condition of the charter, with its fields and values as pages name them."""
    said = condition_words(text, words.language).replace("[", "").replace("]", "")
    return _NAME.sub(lambda found: str(FIELDS.get(found[0]) or value_name(found[0])), said)


def by_rule(kind: Matter) -> bool:
    """Whether every matter of this kind begins with a rule: a routine that is asked for."""
    firsts = [case.steps[0] for case in kind.cases]
    return all(isinstance(getattr(one, "procedure", None), Rule) for one in firsts)


def table(kind: Matter, words: Wording) -> list[tuple[str, str, str]]:
    """The published lines of the rules of a kind: number, condition, outcome."""
    rules = [one.procedure for one in kind.stages() if isinstance(one.procedure, Rule)]
    lines = [line for rule in rules for line in rule.lines]
    return [
        (words.number(number), condition_of(line.when.text, words), str(OUTCOMES[line.then]))
        for number, line in enumerate(lines, 1)
    ]
