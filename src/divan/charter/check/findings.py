"""What a check finds: an error that forbids adoption, or a warning to think about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from divan.charter.boxes import Point
from divan.charter.errors import NOWHERE, Fault, Mark
from divan.charter.model import Matter


@dataclass(frozen=True)
class Finding:
    """`fault` has sentence and place. `witness`: values that show it, as people write them.
    `trace`: the steps that lead there, in the file's own names."""

    fault: Fault
    error: bool = True
    witness: str = ""
    trace: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.fault.code

    def line(self, language: str = "en", file: str = "") -> str:
        """One line for a terminal: place, kind, sentence, witness, trace."""
        word = _WORDS[self.error][language == "fa"]
        said = [self.fault.line(language, file).replace(": ", f": {word}: ", 1)]
        if self.witness:
            said.append(f"[{self.witness}]")
        if self.trace:
            said.append(
                "← " + " → ".join(self.trace)
                if language != "fa"
                else "مسیر: " + " ← ".join(self.trace)
            )
        return " ".join(said)


_WORDS = {True: ("error", "خطا"), False: ("warning", "هشدار")}


def error(code: str, mark: Mark = NOWHERE, path: str = "", **figures: object) -> Finding:
    return Finding(Fault(code, mark, path, figures))


def warning(code: str, mark: Mark = NOWHERE, path: str = "", **figures: object) -> Finding:
    return Finding(Fault(code, mark, path, figures), error=False)


def witness(matter: Matter, point: Point) -> str:
    """A point as `amount = 500,000,001, topic = water`."""
    pairs = zip(matter.deciding, point, strict=True)
    return ", ".join(f"{one.name} = {one.show(code)}" for one, code in pairs)


def placed(matter: Matter, steps: Iterable[str]) -> tuple[str, ...]:
    """Steps with their lines, `mayor_signs:29`; ends as they are."""
    return tuple(
        f"{one}:{matter.steps[one].mark.line}" if one in matter.steps else one for one in steps
    )
