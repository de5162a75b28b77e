"""The SMS gateway, asked through the one door out."""

from __future__ import annotations

from collections.abc import Mapping

from cityhall.acts.channels import Unreachable
from cityhall.web import egress


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post to the gateway of the settings; the status of its answer, whose text is not read.

    Raises `Unreachable` where it was not reached, `OSError` where it may have read the message:
    the next try then carries the same name.
    """
    try:
        return egress.fetch("POST", url, body=body, headers=headers).status
    except egress.NoAnswer as fault:
        if fault.arrived:
            raise OSError(fault.why) from None
        raise Unreachable(fault.why) from None
