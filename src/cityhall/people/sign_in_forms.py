"""The forms of sign-in: allauth's, with digits of any script and words that say what to do."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.people import second_factor
from divan import language


class Plain:
    """Labels and hints instead of placeholders; errors name the way out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name in ("email", "login"):
            if name in self.fields:
                self.fields[name].label = _("E-mail")
                self.fields[name].error_messages |= {
                    "required": _("Write your e-mail address, such as mina@example.org."),
                    "invalid": _("Write a whole e-mail address, such as mina@example.org."),
                }


class LatinCode(Plain):
    """A code as people type it: with Persian digits, spaces or a hyphen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.max_length = _("Code"), 40
        code.error_messages["required"] = _("Write the code.")
        code.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = language.latin_digits(self.cleaned_data["code"])
        code: str = super().clean_code()
        return code


class LoginForm(Plain, account.LoginForm):
    """E-mail, and the password of those who have one; without it a code is sent."""

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False


class SignupForm(Plain, account.SignupForm):
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    field_order = ["email", "name"]


class ConfirmLoginCodeForm(LatinCode, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailForm(LatinCode, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetForm(LatinCode, account.ConfirmPasswordResetCodeForm):
    pass


class OnceOnly(LatinCode):
    """A code of the authenticator app that was taken is not taken again."""

    def clean_code(self) -> str:
        code = super().clean_code()
        known = self.authenticator
        if known.type == Authenticator.Type.TOTP and not second_factor.spend(known, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceOnly, mfa.AuthenticateForm):
    pass


class SecondFactorAgainForm(OnceOnly, mfa.ReauthenticateForm):
    pass


class ActivateForm(LatinCode, totp.ActivateTOTPForm):
    pass
