"""Turns the texts of ``texts`` into what one person writes on one day about one place.

A ``Writer`` holds the chance and remembers which texts were used, so that a text comes back only
after its companions. Reports are written in a voice: who writes, in which spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from . import residents
from .hints import traits
from .places import persian_digits
from .texts.reader import Chapter, chapters

SEASONS: dict[str, Callable[[date], bool]] = {
    "cold": lambda day: day.month in (12, 1, 2),
    "wet": lambda day: day.month in (11, 12, 1, 2, 3, 4),
    "autumn": lambda day: day.month in (10, 11) or (day.month == 12 and day.day < 15),
    "summer": lambda day: day.month in (6, 7, 8) or (day.month == 9 and day.day < 15),
    "spring": lambda day: (day.month == 2 and day.day > 15) or day.month in (3, 4, 5),
    "school": lambda day: day.month not in (6, 7, 8) and (day.month != 9 or day.day > 22),
    "nowruz": lambda day: (day.month == 3 and day.day > 8) or (day.month == 4 and day.day < 6),
}
"""When a text marked ``@season`` may be said."""

PLACE_SLOTS = (
    "street", "cross", "area", "near", "park", "school", "mosque", "clinic", "plaque",
)  # fmt: skip
SLOTS = (
    *PLACE_SLOTS, "n", "m", "d", "hour", "weekday", "line", "pole", "crew", "name", "mobile",
    "email", "national",
)  # fmt: skip
"""What may stand in braces: the place first, the rest is drawn for each text."""

_NUMBERS_FA = ("صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه")
_NUMBERS_EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")
_WEEKDAYS_FA = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه")
_ONLY_WHERE = {
    "کوچه": ("class", "alley"), "این بولوار": ("class", "boulevard"), "شاه‌جوی": ("canal", "شاه‌جوی"),
    "میدان بار": ("district", "7"), "جمعه‌بازار": ("district", "4"),
}  # fmt: skip
"""A text with this word is said only where the place has this trait."""
_SLOT = re.compile(r"\{(\w+)\}")
_TAGS = re.compile(r"^(@[\w,-]+ )+")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_ENDS = ".!؟?…🙂😄😅😂😐"


@dataclass(frozen=True)
class Voice:
    """A way of writing. ``base`` is the section of reports, ``closer`` that of last words.

    The other fields are how often, of 1: an opener, a tail, a closer, a contact that wants
    masking, and how loosely it is spelt.
    """

    key: str
    base: str
    closer: str
    weight: int
    opener: float = 0.0
    tail: float = 0.0
    close: float = 0.0
    contact: float = 0.0
    loose: float = 0.0

    @property
    def language(self) -> str:
        return "en" if self.base == "english" else "fa"


VOICES = (
    Voice("quick", "casual", "closer chatty", 24, 0.05, 0.15, 0.1, 0.01, 0.8),
    Voice("chatty", "casual", "closer chatty", 16, 0.2, 0.5, 0.6, 0.05, 0.4),
    Voice("angry", "casual", "closer angry", 11, 0.05, 0.5, 0.7, 0.02, 0.5),
    Voice("shop", "casual", "closer shop", 5, 0.1, 0.3, 0.6, 0.08, 0.4),
    Voice("polite", "formal", "closer polite", 17, 0.06, 0.4, 0.5, 0.04, 0.05),
    Voice("elderly", "formal", "closer elderly", 9, 0.2, 0.5, 0.6, 0.15, 0.2),
    Voice("manager", "formal", "closer manager", 6, 0.12, 0.4, 0.7, 0.2, 0.1),
    Voice("english", "english", "closer english", 12, 0.0, 0.0, 0.45, 0.04, 0.0),
)
"""The voices of the city; weights are of one hundred."""

_SILENT = {"manager": ("street", "green", "traffic", "health"), "shop": ("green", "calm", "health")}
"""Groups of kinds on which a voice would sound odd."""


@dataclass
class Writer:
    """Draws texts with one chance; ``used`` counts how often each text was taken."""

    random: Random
    used: Counter[str] = field(default_factory=Counter)
    _written: set[str] = field(default_factory=set)

    def voice(self, group: str) -> Voice:
        """Somebody of the city who may well write about a group of kinds."""
        fit = [voice for voice in VOICES if group not in _SILENT.get(voice.key, ())]
        return self.random.choices(fit, [voice.weight for voice in fit])[0]

    def report(self, kind: str, voice: Voice, day: date, place: Mapping[str, str]) -> str:
        """What this voice writes about the kind at the place; never twice the same words."""
        for _ in range(12):
            text = self._report(kind, voice, day, place)
            if text not in self._written:
                break
        self._written.add(text)
        return text

    def line(
        self, kind: str, section: str, day: date, place: Mapping[str, str], language: str = "fa"
    ) -> str:
        """A text of a section: of the kind, else of its group, else of everyone.

        Empty where none suits the season and the place.
        """
        lines = self._lines(kind, section, language)
        fit = [line for line in lines if self._suits(line, day, place)]
        return self._fill(self._pick(fit, day, place), place, language) if fit else ""

    def outside(
        self, kind: str, day: date, place: Mapping[str, str], bodies: Sequence[str]
    ) -> tuple[str, str]:
        """Whose it is and why it is not ours: (code of one of the bodies, text) or ("", "")."""
        lines = [line for line in chapters()[kind].of("not_ours") if line.split(":")[0] in bodies]
        if not lines:
            return "", ""
        body, text = self._pick(lines, day, place).split(": ", 1)
        return body, self._fill(text, place, "fa")

    def question(
        self, kind: str, day: date, place: Mapping[str, str], language: str = "fa"
    ) -> tuple[str, str] | None:
        """A question of an officer and the reporter's answer, if one suits."""
        asks = chapters()[kind].asks.get("ask", ())
        if language == "en":
            asks = chapters()["common"].asks["ask english"]
        asks = tuple(ask for ask in asks if self._suits(ask.question, day, place))
        if not asks:
            return None
        ask = self.random.choice(asks)
        fit = [answer for answer in ask.answers if self._suits(answer, day, place)]
        answer = self.random.choice(fit)
        return self._fill(ask.question, place, language), self._fill(answer, place, language)

    def _report(self, kind: str, voice: Voice, day: date, place: Mapping[str, str]) -> str:
        common = chapters()["common"]
        group = chapters()[f"{chapters()[kind].module} group"]
        base = self._pick(chapters()[kind].of(voice.base), day, place)
        place = {**place, "told": traits(kind, base)}
        parts = [base]
        if voice.base != "english" and self._may(voice.tail):
            parts.append(self._pick(group.of(f"tail {voice.base}"), day, place))
        if self._may(voice.close) and group.module != "danger":
            parts.append(self._pick(common.of(voice.closer), day, place))
        if self._may(voice.contact):
            parts.append(self._pick(common.of(f"contact {voice.language}"), day, place))
        text = self._join([self._fill(part, place, voice.language) for part in parts], voice)
        if self._may(voice.opener) and not text.startswith(("سلام", "با ", "آقا", "بابا")):
            text = f"{self._pick(common.of(f'opener {voice.base}'), day, place)} {text}"
        return self._spell(text, voice)

    def _lines(self, kind: str, section: str, language: str) -> tuple[str, ...]:
        own = chapters()[kind]
        if language == "en":
            common = chapters()["common"]
            return (
                own.of(f"{section}_en")
                or common.of(f"{section} english")
                or common.of(f"{section}_en")
            )
        group: Chapter = chapters()[f"{own.module} group"]
        found = own.of(section) or group.of(section) or chapters()["common"].of(section)
        if section == "reply" and own.of("reply"):
            found = own.of("reply") + group.of("reply")
        return found

    def _pick(self, lines: Sequence[str], day: date, place: Mapping[str, str]) -> str:
        """One of the least used lines that suit the season and the place."""
        fit = [line for line in lines if self._suits(line, day, place)]
        fit = fit or [line for line in lines if self._can_fill(line, place)]
        least = min(self.used[line] for line in fit)
        chosen = self.random.choice([line for line in fit if self.used[line] <= least + 1])
        self.used[chosen] += 1
        return chosen

    def _suits(self, line: str, day: date, place: Mapping[str, str]) -> bool:
        for tag in self._tags(line):
            alternatives = tag.split(",")
            told = any(f"|{one}|" in place.get("told", "") for one in alternatives)
            if not (SEASONS[tag](day) if tag in SEASONS else told):
                return False
        for word, (trait, value) in _ONLY_WHERE.items():
            if word in line and place.get(trait) != value:
                return False
        return self._can_fill(line, place)

    def _tags(self, line: str) -> list[str]:
        return [word[1:] for word in line.split(" ") if word.startswith("@")]

    def _can_fill(self, line: str, place: Mapping[str, str]) -> bool:
        return all(name in place for name in _SLOT.findall(line) if name in PLACE_SLOTS)

    def _fill(self, text: str, place: Mapping[str, str], language: str) -> str:
        text = _TAGS.sub("", text)
        text = _CHOICE.sub(lambda match: self.random.choice(match[1].split("|")), text)
        return _SLOT.sub(lambda match: self._slot(match[1], place, language), text)

    def _slot(self, name: str, place: Mapping[str, str], language: str) -> str:
        if name in place:
            return place[name]
        random = self.random
        match name:
            case "n":
                return (_NUMBERS_FA if language == "fa" else _NUMBERS_EN)[random.randint(2, 6)]
            case "d":
                return (_NUMBERS_FA if language == "fa" else _NUMBERS_EN)[random.randint(2, 8)]
            case "m":
                return _number(random.randint(12, 48), language)
            case "hour":
                return _number(random.randint(8, 12), language)
            case "line":
                return _number(random.randint(1, 9), language)
            case "crew":
                return _number(random.randint(1, 2), language)
            case "pole":
                return _number(random.randint(1100, 4800), language)
            case "weekday":
                return random.choice(_WEEKDAYS_FA if language == "fa" else _WEEKDAYS_EN)
            case "name":
                return residents.family(random)
            case "mobile":
                number = residents.mobile(random)
                return (
                    persian_digits(number) if language == "fa" and random.random() < 0.4 else number
                )
            case "email":
                return residents.email(random)
            case "national":
                return persian_digits(residents.national_number(random))
        raise KeyError(name)

    def _join(self, parts: Sequence[str], voice: Voice) -> str:
        text = parts[0]
        for part in parts[1:]:
            text = text.rstrip()
            if text[-1] in _ENDS:
                text += " "
            elif voice.base == "casual":
                text += self.random.choice((". ", ". ", "\n", " ... ", "! "))
            else:
                text += ". "
            text += part
        return text

    def _spell(self, text: str, voice: Voice) -> str:
        """The spelling of a hand: half-spaces, digits and letters as phones and people give them."""
        if voice.language == "en":
            return text
        casual = voice.base == "casual"
        if self._may(0.9 if casual else 0.3):
            text = text.replace("هٔ", "ه")
        if self._may(voice.loose):
            text = self._without_half_spaces(text)
        if casual and self._may(0.25):
            text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
        if self._may(0.12 if casual else 0.04):
            text = text.replace("؟", "?").replace("،", ",")
        elif casual and self._may(0.3 * voice.loose):
            text = text.replace("،", "")
        if self._may(0.06):
            text = text.replace("ی", "ي").replace("ک", "ك")
        return text

    def _without_half_spaces(self, text: str) -> str:
        """Spaces for half-spaces, or the parts written together where people do that."""
        if self._may(0.5):
            text = re.sub(r"\b(ن?می)\u200c(?![آا])", r"\1", text)
            text = re.sub(r"(?<!ه)\u200cها", "ها", text)
        return text.replace("\u200c", " ")

    def _may(self, chance: float) -> bool:
        return self.random.random() < chance


def _number(value: int, language: str) -> str:
    return persian_digits(value) if language == "fa" else str(value)
