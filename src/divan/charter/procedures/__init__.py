"""The five ways to decide: rule, decide, vote, consent, choose. One module each."""

from __future__ import annotations

from divan.charter.procedures.choose import Choose
from divan.charter.procedures.consent import Consent
from divan.charter.procedures.decide import Decide
from divan.charter.procedures.rule import Rule
from divan.charter.procedures.vote import Vote

Procedure = Rule | Decide | Vote | Consent | Choose
KINDS = ("rule", "decide", "vote", "consent", "choose")

__all__ = ["KINDS", "Choose", "Consent", "Decide", "Procedure", "Rule", "Vote"]
