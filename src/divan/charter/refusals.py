"""Why the engine did not take an event: a rule by its code in `wording/engine.py`, with figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from divan.charter.wording import say


@dataclass(frozen=True)
class Refusal:
    """`rule` names what stood against it; `text` says it, with the way out."""

    rule: str
    figures: dict[str, object] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        return say(self.rule, language, **self.figures)


class Refused(Exception):  # noqa: N818 - what happened, in the field's own word
    """Carries a refusal out of the engine's steps; `decide` answers it as a value."""

    def __init__(self, rule: str, **figures: object) -> None:
        self.refusal = Refusal(rule, dict(figures))
        super().__init__(self.refusal.text())
