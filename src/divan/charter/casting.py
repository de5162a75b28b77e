"""Ballots of a register as they are cast: who may, their seal, and what a replay holds them to.

While a stage is open only the seal of a ballot is public: it commits to the ballot without showing
it. The close opens all of them, and whoever replays the matter sees that each person's last seal,
and nothing else, was counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from divan.charter.model import Charter, Matter, Stage
from divan.charter.poll import NOTHING, Ballot, Poll, is_ballot
from divan.charter.procedures import Choose
from divan.charter.refusals import Refusal, Refused
from divan.charter.state import Open, State
from divan.charter.taking import open_stage


class Cast(msgspec.Struct, frozen=True):
    """A ballot that was cast, as the public record has it. The last one of a person counts."""

    at: datetime
    by: str
    stage: str
    seal: str


def asked(charter: Charter, kind: Matter) -> dict[str, Stage]:
    """The stages of a kind of matter that ask a register."""
    asking = (one for one in kind.stages() if one.body and charter.bodies[one.body].seats is None)
    return {one.id: one for one in asking}


def seal(matter: str, stage: str, ballot: Ballot) -> str:
    """A commitment to one ballot at one stage of one matter: SHA-256 over JSON, with its salt."""
    told = [matter, stage, ballot.by, ballot.salt, *ballot.said]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def may_cast(
    charter: Charter, state: State, stage: str, by: str, said: Sequence[str] | None = None
) -> Refusal | None:
    """Whether somebody may cast this ballot, or any, in the state of that moment. Whether they
    were on the register when the stage opened, whoever keeps it must say."""
    try:
        found, _one = open_stage(charter, state, stage)
    except Refused as refused:
        return refused.refusal
    if stage not in asked(charter, charter.matters[state.matter]):
        return Refusal("no_register", {"stage": stage})
    if by == state.applicant or by in state.recused:
        return Refusal("own_ballot")
    if said is None or is_ballot(found.procedure, said, state.options):
        return None
    if isinstance(found.procedure, Choose):
        return Refusal("no_option", {"options": ", ".join(state.options)})
    return Refusal("no_outcome", {"outcome": ", ".join(said)[:40]})


def faults(
    charter: Charter,
    before: State,
    after: State,
    polls: Mapping[tuple[str, str], Poll],
    casts: Sequence[Cast],
) -> str:
    """What is wrong with the ballots of registers that were counted between two states; ""
    where nothing is."""
    counted = {step.stage for step in after.passed[len(before.passed) :] if step.figures}
    asking = asked(charter, charter.matters[before.matter])
    for one in before.open:
        if one.stage in counted and one.stage in asking:
            poll = polls.get((before.id, one.stage), NOTHING)
            if said := _fault(before.id, one, poll, casts):
                return f"stage {one.stage}: {said}"
    return ""


def _fault(matter: str, one: Open, poll: Poll, casts: Sequence[Cast]) -> str:
    here = [cast for cast in casts if cast.stage == one.stage]
    last = {cast.by: cast.seal for cast in here}
    opened = {ballot.by: seal(matter, one.stage, ballot) for ballot in poll.ballots}
    for cast in here:
        if not one.opened_at <= cast.at < one.due_at:
            return f"the ballot of {cast.by} was cast outside its time"
    for who in sorted(last.keys() | opened.keys()):
        if who not in opened:
            return f"the ballot of {who} was left out"
        if last.get(who) != opened[who]:
            return f"the ballot of {who} is not the one that was cast last"
    if len(poll.people) > one.base:
        return f"{len(poll.people)} people voted or passed it on, the register has {one.base}"
    return ""
