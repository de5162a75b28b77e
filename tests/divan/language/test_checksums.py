"""Check digits, against published examples."""

from random import Random

import pytest

from divan.language.checksums import is_card, is_iban, is_national_id


@pytest.mark.parametrize("code", ["0012345679", "0499370899", "0790419904", "0084575948"])
def test_known_national_numbers_pass(code):
    assert is_national_id(code)


@pytest.mark.parametrize("code", ["0012345678", "1111111111", "123456789", "", "00123456790"])
def test_others_do_not(code):
    assert not is_national_id(code)


def test_a_tenth_of_ten_digit_numbers_pass_by_chance():
    random = Random(10)
    passing = sum(is_national_id(f"{random.randrange(10**10):010}") for _ in range(20_000))
    assert 0.09 < passing / 20_000 < 0.11


@pytest.mark.parametrize("code", ["4111111111111111", "378282246310005", "6011111111111117"])
def test_the_card_networks_own_test_numbers_pass(code):
    assert is_card(code)
    assert not is_card(code[:-1] + str((int(code[-1]) + 1) % 10))


def test_zeros_are_no_card():
    assert not is_card("0" * 16)


# Examples of SWIFT's IBAN registry.
@pytest.mark.parametrize(
    "code",
    [
        "IR580540105180021273113007",
        "GB29NWBK60161331926819",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "MT84MALT011000012345MTLCAST001S",
        "NO9386011117947",
        "TR330006100519786457841326",
    ],
)
def test_registered_ibans_pass_and_their_neighbours_fail(code):
    assert is_iban(code)
    assert is_iban(code.lower())
    assert not is_iban(code[:-1])
    assert not is_iban(code[:2] + code[4:] + code[2:4])


@pytest.mark.parametrize("code", ["", "IR", "XX123", "IRیک" + "0" * 22, "IR" + "²" * 24])
def test_what_is_no_iban_at_all_is_not_one(code):
    assert not is_iban(code)
