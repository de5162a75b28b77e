"""Personal data in text: what is found, what is left, and what never breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divan.language import find_personal, mask, persian_digits


def found(text: str) -> list[tuple[str, str, str]]:
    return [(f.kind, text[f.start : f.end], f.confidence) for f in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("بنویسید به ali.reza+x@mail.example.ir.", "email", "ali.reza+x@mail.example.ir"),
        ("ایمیلمali@gmail.comاست", "email", "ali@gmail.com"),
        ("نشانی: علی@مثال.ایران", "email", "علی@مثال.ایران"),
        ("ali (at) gmail (dot) com", "email", "ali (at) gmail (dot) com"),
        ("ali＠gmail．com", "email", "ali＠gmail．com"),
        ("شبا IR58 0540 1051 8002 1273 1130 07", "iban", "IR58 0540 1051 8002 1273 1130 07"),
        ("ir۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷", "iban", "ir۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷"),
        ("شبا: ۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷", "iban", "۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷"),
        ("GB29 NWBK 6016 1331 9268 19 and more", "iban", "GB29 NWBK 6016 1331 9268 19"),
        ("کارتم ۶۰۳۷-۹۹۱۱-۱۲۳۴-۵۶۷۷", "card", "۶۰۳۷-۹۹۱۱-۱۲۳۴-۵۶۷۷"),
        ("card 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("Amex card 3782 822463 10005", "card", "3782 822463 10005"),
        ("۰۹۱۲ ۱۲۳ ۴۵ ۶۷", "phone", "۰۹۱۲ ۱۲۳ ۴۵ ۶۷"),
        ("tel09121234567", "phone", "09121234567"),
        ("+98 912 123 4567", "phone", "+98 912 123 4567"),
        ("00989121234567", "phone", "00989121234567"),
        ("٠٩١٢١٢٣٤٥٦٧", "phone", "٠٩١٢١٢٣٤٥٦٧"),
        ("0 9 1 2 1 2 3 4 5 6 7", "phone", "0 9 1 2 1 2 3 4 5 6 7"),
        ("(021) 8877-6655", "phone", "(021) 8877-6655"),
        ("تلفن ۸۸۷۷۶۶۵۵", "phone", "۸۸۷۷۶۶۵۵"),
        ("Call (617) 555-1234", "phone", "(617) 555-1234"),
        ("ring 617.555.1234 now", "phone", "617.555.1234"),
        ("phone: 020 7946 0958", "phone", "020 7946 0958"),
        ("+44 20 7946 0958", "phone", "+44 20 7946 0958"),
        ("کد ملی‌ام ۰۰۱۲۳۴۵۶۷۹", "national_id", "۰۰۱۲۳۴۵۶۷۹"),
        ("کدملی0012345679است", "national_id", "0012345679"),
        ("شمارهٔ ملی 12345679", "national_id", "12345679"),
        ("my national id is 001-234567-9", "national_id", "001-234567-9"),
        ("کد پستی ۱۳۱۴۵۶۷۸۹۰", "postal_code", "۱۳۱۴۵۶۷۸۹۰"),
        ("پژوی ۱۲ ب ۳۴۵ ایران ۶۷", "plate", "۱۲ ب ۳۴۵ ایران ۶۷"),
        ("ایران ۶۷ - ۱۲ب۳۴۵", "plate", "ایران ۶۷ - ۱۲ب۳۴۵"),
        ("پلاک ۱۲ الف ۳۴۵ ۶۷", "plate", "۱۲ الف ۳۴۵ ۶۷"),
        ("license plate is 4KD-22X", "plate", "4KD-22X"),
    ],
)
def test_personal_data_is_found_where_it_stands(text, kind, piece):
    assert found(text) == [(kind, piece, "high")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شماره 0012345679", "national_id"),
        ("کد ملی 1234567890", "national_id"),
        ("4111111111111111", "card"),
        ("کارت 6037 9911 1234 5673", "card"),
        ("9121234567", "phone"),
        ("شبا IR06 0170 0000 0012 3456 7890 12", "iban"),
    ],
)
def test_what_is_not_certain_is_left_to_a_person_but_masked(text, kind):
    ((found_kind, piece, confidence),) = found(text)
    assert (found_kind, confidence) == (kind, "review")
    assert piece not in mask(text, "fa")


@pytest.mark.parametrize(
    "text",
    [
        "شناسهٔ ملی شرکت ۱۰۱۰۰۱۷۱۹۲۰ است",
        "پروانهٔ ساختمانی شمارهٔ 0012345679 صادر شد",
        "شماره پرونده: 4111111111111111",
        "permit 0012345679 and 0499370899",
        "بودجهٔ پروژه ۱٬۲۳۴٬۵۶۷٬۸۹۰ ریال",
        "0012345679 تومان",
        "$ 0012345679",
        "سامانهٔ ۱۳۷ و اورژانس ۱۱۵",
        "ساعت 10:42 روز 1405/09/02",
        "تماس گرفتم 1405-09-02",
        "35.715298,51.404343",
        "call log 42.3594 -71.0587",
        "خانه‌های پلاک ۱۲ و ۳۴۵",
        "کوچهٔ ۱۲، پلاک ۳۴، واحد ۵",
        "ref A1B2C30012345679",
        "map.example.org/node/0012345679",
        "v1.2.3 from 192.168.100.101",
        "see you @ 5, @tehran",
        "",
    ],
)
def test_what_is_nobodys_is_left_alone(text):
    assert found(text) == []
    assert mask(text, "fa") == text


def test_a_phone_in_a_sentence_about_a_case_is_still_a_phone():
    text = "دربارهٔ پروندهٔ 5503 با 02188776655 یا ۰۹۱۲۱۲۳۴۵۶۷ تماس بگیرید"
    assert [piece for _, piece, _ in found(text)] == ["02188776655", "۰۹۱۲۱۲۳۴۵۶۷"]


def test_numbers_that_follow_each_other_are_told_apart():
    text = "واحد 12 6037 9911 1234 5677 0912 123 45 67 001 234567 9"
    assert [kind for kind, _, _ in found(text)] == ["card", "phone", "national_id"]
    assert mask(text, "en") == "واحد 12 [card number] [phone number] [national number]"


def test_a_phone_does_not_hand_on_the_word_before_it():
    assert mask("پرونده 09121234567 و 0012345679", "en") == (
        "پرونده [phone number] و [national number]"
    )


def test_the_nearest_word_counts():
    assert found("پروانه دارم؛ کد ملی 0012345679")
    assert not found("کد ملی ندارم؛ شماره پروانه 0012345679")


def test_a_mask_says_what_was_there_in_the_readers_language():
    text = "سلام، ۰۹۱۲۱۲۳۴۵۶۷ و a@b.ir و کد ملی ۰۰۱۲۳۴۵۶۷۹."
    assert mask(text, "fa") == "سلام، [شماره تلفن] و [ایمیل] و کد ملی [کد ملی]."
    assert mask(text, "en") == "سلام، [phone number] و [e-mail address] و کد ملی [national number]."
    with pytest.raises(ValueError, match="'xx'"):
        mask(text, "xx")


PIECES_OF_TEXT = """
    0012345679 0499370899 09121234567 9121234567 02188776655 5503 12 1 9 0 7 2026-11-23 001-234567-9
    6037991112345677 4111-1111-1111-1111 IR580540105180021273113007 58054010518002127311300 7 IR
    a@b.ir permit پروانه پرونده تلفن کارت شبا ملی کد ریال و ، , . / - + ( ) [ $ @ x _ ب ایران پلاک
"""
PIECES = st.sampled_from([*PIECES_OF_TEXT.split(), "[کد ملی]", "[phone number]"])
TEXTS = (
    st.text(st.characters(exclude_categories=()))
    | st.text(st.sampled_from("0123456789 -./,+@()[]\u200cابتکدملی_aIR\n"), max_size=80)
    | st.lists(PIECES | st.sampled_from([" ", "", "-", "\n"]), max_size=25).map("".join)
    | st.lists(PIECES, max_size=15).map(" ".join)
)


@settings(max_examples=500)
@given(TEXTS, st.sampled_from(["fa", "en"]))
def test_masking_twice_changes_nothing(text, language):
    masked = mask(text, language)
    assert mask(masked, "fa") == mask(masked, "en") == masked


@given(TEXTS)
def test_findings_stand_in_order_within_the_text_and_apart(text):
    place = 0
    for finding in find_personal(text):
        assert place <= finding.start < finding.end <= len(text)
        place = finding.end


@given(TEXTS)
def test_the_script_of_the_digits_makes_no_difference(text):
    assert find_personal(persian_digits(text)) == find_personal(text)


@given(TEXTS)
def test_what_is_not_personal_survives_the_mask(text):
    places = [0, *(place for f in find_personal(text) for place in (f.start, f.end)), len(text)]
    masked = mask(text, "en")
    for start, end in zip(places[::2], places[1::2], strict=True):
        assert text[start:end] in masked


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "12 ",
        "1234 ",
        "9",
        "0912-",
        "a@",
        "a.",
        "ir1 ",
        "12ب",
        "پلاک ",
        "تلفن 1234567 ",
        "+1 ",
    ],
)
def test_hostile_texts_are_read_to_the_end(piece):
    text = piece * (60_000 // len(piece))
    assert mask(text + "\nکد ملی 0012345679", "fa").endswith("[کد ملی]")
