"""What the law of charters refuses, with the place in the file.

    CharterError(ValueError)   a file that cannot be read as a charter; str() is one English line

A fault is data: a code of `wording.py`, its figures and its place, so that it can be said in
Persian and in English.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from divan.charter.wording import say


@dataclass(frozen=True, order=True)
class Mark:
    """A place in a file, both counted from 1; line 0 is "nowhere in particular"."""

    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


NOWHERE = Mark()


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what (`code`, `figures`), where (`mark`, and `path` in words)."""

    code: str
    mark: Mark = NOWHERE
    path: str = ""
    figures: dict[str, object] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The sentence alone, without its place."""
        return say(self.code, language, **self.figures)

    def line(self, language: str = "en", file: str = "") -> str:
        """As a compiler says it: `file:line:column: path: sentence`."""
        place = ":".join(part for part in (file, str(self.mark) if self.mark.line else "") if part)
        return ": ".join(part for part in (place, self.path, self.text(language)) if part)


class CharterError(ValueError):
    """A file that is not a charter. `fault` says what is wrong and where."""

    def __init__(self, code: str, mark: Mark = NOWHERE, path: str = "", **figures: object) -> None:
        self.fault = Fault(code, mark, path, figures)
        super().__init__(self.fault.line())
