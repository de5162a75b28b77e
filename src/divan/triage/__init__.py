"""A report in; where it belongs out, with the reasons. So far: routing rules, see docs/routing.md.

book = Book(rules, Domain(kinds={"pothole": Kind("street")}, areas={"east", "west"}))
book.decide(Case("pothole", "east", weekday=0, minute=600, month=9)).rule
contests(book), gaps(book), idle(book)
"""

from divan.triage.checks import Contest, Gap, contests, gaps, idle
from divan.triage.routing import Book, Case, Decision, Domain, Kind, Rule, RuleError, Span

__all__ = [
    "Book",
    "Case",
    "Contest",
    "Decision",
    "Domain",
    "Gap",
    "Kind",
    "Rule",
    "RuleError",
    "Span",
    "contests",
    "gaps",
    "idle",
]
