"""What the charter's own names are called on pages: bodies, kinds, fields, values, conditions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cityhall.decisions import laws
from cityhall.decisions.words import KINDS, OUTCOMES
from cityhall.web.preferences import page_language
from cityhall.web.wording import Wording
from divan.charter.model import Charter, Matter
from divan.charter.phrases import condition_words
from divan.charter.procedures.rule import Rule

FLAGS = {"true": _("yes"), "false": _("no")}


def body_name(charter: Charter, body: str) -> str:
    found = charter.bodies.get(body)
    return laws.title(found.title, body) if found is not None else body


def kind_name(charter: Charter, kind: str) -> str:
    matter = charter.matters[kind]
    name = laws.title(matter.title, matter.of or kind)
    about = kind.rpartition(".")[2] if matter.of else ""
    return f"{KINDS[about]}: {name}" if about in KINDS else name


def word(charter: Charter, code: str) -> str:
    """What the charter calls a field, a value or a currency, in the page's language."""
    return charter.word(code, page_language()).replace("_", " ")


def value_name(charter: Charter, value: str) -> str:
    return str(FLAGS[value]) if value in FLAGS else word(charter, value)


def condition_of(charter: Charter, text: str, words: Wording) -> str:
    """A condition of the charter, with its fields and values as pages name them."""
    return condition_words(text, words.language, lambda code: word(charter, code))


def by_rule(kind: Matter) -> bool:
    """Whether every matter of this kind begins with a rule: a routine that is asked for."""
    firsts = [case.steps[0] for case in kind.cases]
    return all(isinstance(getattr(one, "procedure", None), Rule) for one in firsts)


def table(charter: Charter, kind: Matter, words: Wording) -> list[tuple[str, str, str]]:
    """The published lines of the rules of a kind: number, condition, outcome."""
    rules = [one.procedure for one in kind.stages() if isinstance(one.procedure, Rule)]
    lines = [line for rule in rules for line in rule.lines]
    return [
        (
            words.number(number),
            condition_of(charter, line.when.text, words),
            str(OUTCOMES[line.then]),
        )
        for number, line in enumerate(lines, 1)
    ]
