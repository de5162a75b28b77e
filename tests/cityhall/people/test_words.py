"""Pages speak Persian where the words are those of a library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from cityhall.people import sign_in, sign_in_forms
from cityhall.people.models import Person

OURS = Path(sign_in.__file__).parent.parent / "locale" / "fa" / "LC_MESSAGES" / "django.po"
LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def in_persian(text: str) -> bool:
    """Whether a sentence is Persian; addresses and names of formats may stand in it."""
    plain = " ".join(word for word in text.split() if "@" not in word)
    return not set(plain) & LATIN


def test_our_words_stand_before_those_of_the_libraries() -> None:
    with translation.override("fa"):
        for entry in polib.pofile(str(OURS)):
            if entry.msgid_plural:
                said = translation.ngettext(entry.msgid, entry.msgid_plural, 2)
                assert said == entry.msgstr_plural[0]
            else:
                assert translation.gettext(entry.msgid) == entry.msgstr
            assert in_persian(said if entry.msgid_plural else entry.msgstr.replace("%(value)s", ""))


class Everything(forms.Form):
    """One field for each kind of fault that a page can show."""

    text = forms.CharField(max_length=3)
    number = forms.IntegerField()
    email = forms.EmailField()
    choice = forms.ChoiceField(choices=[("a", "a")])
    many = forms.MultipleChoiceField(choices=[("a", "a")])
    file = forms.FileField()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "long", "number": "x", "email": "x", "choice": "۱", "many": "۱"},
        {"text": "\x00"},
    ],
)
def test_faults_of_fields_are_said_in_persian(data: dict[str, str]) -> None:
    with translation.override("fa"):
        form = Everything(data)
        assert form.errors
        for messages in form.errors.values():
            for message in messages:
                assert in_persian(message), message


@pytest.mark.parametrize("password", ["short", "password123", "sara@example.org"])
def test_faults_of_passwords_are_said_in_persian(password: str) -> None:
    with translation.override("fa"):
        with pytest.raises(ValidationError) as caught:
            validate_password(password, Person(email="sara@example.org", name="سارا"))
        for message in caught.value.messages:
            assert in_persian(message), message


def test_every_label_and_fault_of_sign_in_is_persian(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    ours = ("email_password_mismatch", "incorrect_code", "incorrect_password", "rate_limited")
    with translation.override("fa"):
        for code in (*ours, "too_many_login_attempts", "same_as_current", "email_taken"):
            assert in_persian(str(sign_in.AccountAdapter.error_messages[code])), code
        for form in (sign_in_forms.LoginForm(), sign_in_forms.SignupForm()):
            for bound in form:
                assert in_persian(str(bound.label)), bound.name
    own = client_as("resident")
    for address in ("/account/password/", "/account/email/", "/account/again/"):
        page = own.get(address).content.decode()
        assert "گذرواژه" not in page  # one word for one thing: رمز
