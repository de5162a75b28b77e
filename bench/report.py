"""What a measurement says: a title, its command, sentences, and a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    """One measurement as it stands in RESULTS.md; `verdict` says whether its aim was reached."""

    title: str
    how: str
    lines: Sequence[str] = ()
    verdict: Sequence[str] = field(default_factory=tuple)

    def text(self) -> str:
        parts = [f"## {self.title}", self.how, "\n".join(self.lines)]
        if self.verdict:
            parts.append("\n".join(f"- {one}" for one in self.verdict))
        return "\n\n".join(part for part in parts if part)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table of Markdown; numbers stand to the right."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(map(str, row))} |" for row in (head, ruler, *rows)]


def aim(what: str, got: float, wanted: float, *, at_least: bool) -> str:
    """A sentence: what was wanted, what came, and whether that is enough."""
    word = "at least" if at_least else "less than"
    reached = got >= wanted if at_least else got < wanted
    return f"{what}: {got:,.2f}, wanted {word} {wanted:,g}: {'reached' if reached else 'MISSED'}"
