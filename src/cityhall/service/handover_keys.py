"""The address at which a body answers: whoever has it speaks for the body, for this report only."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from cityhall.service.models import Handover


def key_of(handover: Handover) -> str:
    """128 bits under the installation's secret, so that the database alone opens nothing."""
    digest = salted_hmac("divan.handover", handover.nonce.hex, algorithm="sha256").hexdigest()
    return digest[:32]


def opens(handover: Handover, key: str) -> bool:
    return constant_time_compare(key_of(handover), key)


def address(handover: Handover) -> str:
    return reverse("body_answer", args=[handover.pk, key_of(handover)])
