"""An address asked in a way it does not take answers in words."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(("language", "words"), [("fa", "فقط فرم می‌پذیرد"), ("en", "a form sends")])
def test_a_forms_own_address_loaded_anew_explains_itself(town, language: str, words: str) -> None:
    response = Client(headers={"accept-language": language}).get("/reports/1/solved/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    page = response.content.decode()
    assert words in page
    assert 'href="/"' in page.partition("<main")[2]


def test_other_verbs_are_refused_with_what_there_is(town) -> None:
    response = Client().delete("/reports/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
