"""Phone numbers and e-mail addresses as people type them."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from divan import language

LONGEST_EMAIL = 254  # RFC 5321 has room for no more
_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,16}")


def cleaned_phone(typed: str, field: str = "phone") -> str:
    """A phone number in Latin digits, or nothing. Raises `Refused` for anything else."""
    phone = " ".join(language.latin_digits(language.clean(typed)).split())
    if phone and (len(phone) > 20 or not _PHONE.fullmatch(phone)):
        message = _("Write a phone number with digits only, such as 021-5510-1010 or 137.")
        raise Refused(Refusal("bad_phone", message, field, 422))
    return phone


def cleaned_email(typed: str, field: str = "email") -> str:
    """An e-mail address in small letters. Raises `Refused` for anything else."""
    email = language.clean(typed).strip().lower()
    try:
        validate_email(email)
        if len(email) > LONGEST_EMAIL:
            raise ValidationError("too long for a column")
    except ValidationError:
        message = _("Write a whole e-mail address, such as mina@example.org.")
        raise Refused(Refusal("bad_email", message, field, 422)) from None
    return email
