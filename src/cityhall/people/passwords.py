"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least ten letters: length is worth more than signs."""

    def __init__(self) -> None:
        super().__init__(min_length=10)

    def get_error_message(self) -> str:
        return _("This password is too short; write at least ten letters, digits or signs.")

    def get_help_text(self) -> str:
        return _("At least ten letters, digits or signs; a short sentence is best.")
