"""The only code that writes charters, seats and matters. One function an act."""

from cityhall.decisions.actions.ballots import cast, may_cast
from cityhall.decisions.actions.charters import adopt, amend, may_adopt, propose
from cityhall.decisions.actions.delegations import delegate, may_delegate, revoke
from cityhall.decisions.actions.matters import Put, file_matter, happen, pass_time
from cityhall.decisions.actions.seats import leave_seat, may_seat, take_seat

__all__ = [
    "Put",
    "adopt",
    "amend",
    "cast",
    "delegate",
    "file_matter",
    "happen",
    "leave_seat",
    "may_adopt",
    "may_cast",
    "may_delegate",
    "may_seat",
    "pass_time",
    "propose",
    "revoke",
    "take_seat",
]
