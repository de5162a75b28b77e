"""The texts of the demo city: well-formed, plain, in season, in the right place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from random import Random

import pytest

from cityhall.demo import residents
from cityhall.demo.answers import answers
from cityhall.demo.hints import MORE, QUESTIONS, traits
from cityhall.demo.kinds import KINDS, kind
from cityhall.demo.texts.reader import chapters
from cityhall.demo.words import PLACE_SLOTS, SEASONS, SLOTS, VOICES, Voice, Writer

PLACE = {
    "class": "alley", "district": "2", "street": "کوچهٔ نسترن", "cross": "خیابان پامچال",
    "area": "نسترن", "near": "دبستان شکوفه", "park": "پارک شقایق", "school": "دبستان شکوفه",
    "mosque": "مسجد جامع", "clinic": "درمانگاه نسترن", "plaque": "۱۴",
}  # fmt: skip
WINTER, SUMMER = date(2026, 1, 10), date(2026, 7, 10)

FORBIDDEN = re.compile(
    r"می[\u200c ]?باشد|\bجهت\b|نسبت به .{1,40} اقدام|لازم به ذکر|شهروند گرامی|تیکت|\bکاربر|متقاضی"
    r"|\bلایک|پرایوریتی|رفع گردید|\bگردید\b|ددلاین|منقضی|\bکیس\b|لاگین|بلاکچین|شناسه یکتا"
    r"|درخواست سرویس|تراکنش"
)
"""What words.md says that nobody writes here."""


def lines() -> Iterator[tuple[str, str, str]]:
    """Every text as it stands: (chapter, section, text)."""
    for code, chapter in chapters().items():
        for section, texts in chapter.lines.items():
            for text in texts:
                yield code, section, text
        for section, asks in chapter.asks.items():
            for ask in asks:
                yield code, section, ask.question
                for answer in ask.answers:
                    yield code, section, answer


def known_tags(chapter: str) -> set[str]:
    """Seasons, and what can be read of a report of this chapter: a kind, a group or all."""
    kinds = {each.code for each in KINDS}
    own = {chapter} if chapter in kinds else kinds
    told = [patterns for (code, _), patterns in QUESTIONS.items() if code in own]
    told += [patterns for code in own for patterns in MORE.get(code, ())]
    groups = {f"group-{each.group}" for each in KINDS}
    return set(SEASONS) | own | groups | {value for patterns in told for value in patterns}


def test_every_kind_has_twelve_texts_and_more_and_all_voices_can_speak():
    for each in KINDS:
        chapter = chapters()[each.code]
        assert chapter.module == each.group
        assert sum(len(chapter.of(s)) for s in ("casual", "formal", "english")) >= 12, each.code
        for section in ("casual", "formal", "english", "fixed", "fixed_en", "unsolved", "me_too"):
            assert chapter.of(section), (each.code, section)
    assert sum(len(chapters()[each.code].of("casual")) for each in KINDS) > 300


def test_every_group_has_replies_tails_and_evidence():
    for each in {each.group for each in KINDS}:
        chapter = chapters()[f"{each} group"]
        assert len(chapter.of("reply")) >= 5
        for section in ("tail casual", "tail formal", "evidence"):
            assert len(chapter.of(section)) >= 3


def test_slots_and_seasons_are_known():
    for code, section, text in lines():
        for name in re.findall(r"\{(\w*)\}", text):
            assert name in SLOTS, (code, section, text)
        for tag in re.findall(r"@([\w,-]+) ", text):
            assert set(tag.split(",")) <= known_tags(code), (code, section, text)
        assert text.count("[") == text.count("]") <= text.count("|") or "[" not in text


def test_no_text_is_there_twice_in_a_chapter():
    seen = set()
    for line in lines():
        assert line not in seen, line
        seen.add(line)


def test_nobody_writes_officialese():
    for code, section, text in lines():
        assert not FORBIDDEN.search(text), (code, section, text)


@pytest.mark.parametrize(
    "text", ["چراغ خاموش می‌باشد.", "جهت رسیدگی", "نسبت به تعویض لامپ اقدام شد", "رفع گردید"]
)
def test_officialese_would_be_noticed(text):
    assert FORBIDDEN.search(text)


def test_what_officers_write_is_in_persian_letters_and_ends_as_a_sentence():
    official = ("reply", "pause", "fixed", "made_safe", "not_possible", "not_found", "answered")
    for code, section, text in lines():
        if section in official:
            assert not re.search("[يك0-9]", text), (code, text)
            assert text.endswith((".", "؟")), (code, text)
            assert "هء" not in text and "ۀ" not in text


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_every_voice_can_write_about_every_kind(voice: Voice):
    place = dict(PLACE)
    if voice.language == "en":
        place |= {name: f"Some {name.title()}" for name in PLACE_SLOTS if name != "class"}
    writer = Writer(Random(voice.key))
    for each in KINDS:
        text = writer.report(each.code, voice, WINTER, place)
        assert text.strip()
        assert not re.search(r"[{}\[\]|@]\w|\{|\}", text.replace("@example", "")), text
        assert bool(re.search("[\u0600-\u06ff]", text)) == (voice.language == "fa")


@pytest.mark.parametrize("day", [WINTER, SUMMER], ids=["winter", "summer"])
def test_whatever_is_reported_can_be_answered_closed_and_contested(day: date):
    writer = Writer(Random(9))
    for each in KINDS:
        for voice in ("casual", "formal", "english"):
            language = "en" if voice == "english" else "fa"
            for base in chapters()[each.code].of(voice):
                place = {**PLACE, "class": "street", "told": traits(each.code, base)}
                for section in ("reply", "fixed", "unsolved", "evidence"):
                    spoken = "fa" if section == "evidence" else language
                    assert writer.line(each.code, section, day, place, spoken), (base, section)


def test_the_end_of_a_report_speaks_of_what_it_told():
    writer = Writer(Random(10))
    broken = {**PLACE, "told": traits("bridge", "نردهٔ پل شکسته است")}
    ends = {writer.line("bridge", "fixed", WINTER, broken) for _ in range(20)}
    assert ends == {"نردهٔ تازه جوش داده و رنگ شد."}


def test_traits_are_read_in_persian_arabic_letters_and_english():
    assert (
        traits("dogs", "لاشه گربه")
        == traits("dogs", "A dead cat")
        == "|dogs|group-health|dead|free|dog|"
    )
    assert "|escalator|" in traits("bridge", "پله برقي")
    assert "|fox|" in traits("dogs", "یه روباه دیدم")


def test_a_text_of_winter_is_not_written_in_summer():
    voice = next(voice for voice in VOICES if voice.key == "quick")
    for seed in range(40):
        assert "یخبندون" not in Writer(Random(seed)).report("pothole", voice, SUMMER, PLACE)


def test_what_needs_a_school_is_not_said_where_there_is_none():
    here = {key: value for key, value in PLACE.items() if key not in ("school", "near")}
    writer = Writer(Random(3))
    for _ in range(60):
        for voice in VOICES[:-1]:
            text = writer.report("bump", voice, WINTER, here)
            assert "شکوفه" not in text


def test_an_alley_is_called_so_only_in_an_alley():
    writer = Writer(Random(4))
    boulevard = {**PLACE, "class": "boulevard", "street": "بولوار ارم"}
    said = [writer.report("light-out", voice, WINTER, boulevard) for voice in VOICES[:-1] * 30]
    assert not [text for text in said if "کوچه" in text]


def test_texts_come_back_only_after_their_companions():
    writer = Writer(Random(5))
    for _ in range(len(chapters()["pothole"].of("unsolved")) * 4):
        writer.line("pothole", "unsolved", WINTER, {**PLACE, "told": "|many|"})
    counts = [writer.used[text] for text in chapters()["pothole"].of("unsolved")]
    assert max(counts) - min(counts) <= 2


def test_answers_fit_the_words_of_the_report():
    random = Random(6)
    at = datetime(2026, 1, 10, 12)
    said = answers("light-out", "چراغای کوچه کلا خاموشه", "fa", at, random)
    assert said["how_many"] == "all"
    assert answers("bin", "سطل سوخته", "fa", at, random)["fault"] == "broken"
    assert answers("sewer", "Our car park is flooded", "en", at, random)["where"] == "yard"


def test_answers_are_values_of_the_question():
    random = Random(7)
    at = datetime(2026, 1, 10, 12)
    for each in KINDS:
        given = answers(each.code, "متن", "fa", at, random)
        required = {question.code for question in each.questions if question.required}
        assert required <= set(given)
        for question in kind(each.code).questions:
            if question.values and question.code in given:
                chosen = given[question.code]
                chosen = chosen if isinstance(chosen, list) else [chosen]
                assert set(chosen) <= {value.key for value in question.values}


def test_made_up_numbers_have_the_right_form_and_reach_nobody():
    random = Random(8)
    assert re.fullmatch(r"0912000\d{4}", residents.mobile(random))
    assert residents.email(random).endswith("@example.com")
    digits = [int(digit) for digit in residents.national_number(random)]
    rest = sum(d * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    assert digits[9] == (rest if rest < 2 else 11 - rest)
