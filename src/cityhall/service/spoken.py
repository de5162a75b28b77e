"""A tracking code as it is said aloud: letter by letter, so that nobody hears P for B."""

from __future__ import annotations

_DIGITS = {
    "fa": ("صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
# In English the words of ICAO Annex 10; in Persian places whose Latin letter everyone knows.
_LETTERS = {
    "en": {
        word[0]: word
        for word in (
            *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"),
            *("Juliett", "Kilo", "Mike", "November", "Papa", "Quebec", "Romeo", "Sierra"),
            *("Tango", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu"),
        )
    },
    "fa": {
        "A": "اِی، مثل آلمان",
        "B": "بی، مثل برزیل",
        "C": "سی، مثل کانادا",
        "D": "دی، مثل دانمارک",
        "E": "ای، مثل اکوادور",
        "F": "اِف، مثل فرانسه",
        "G": "جی، مثل گرجستان",
        "H": "اِچ، مثل هلند",
        "J": "جِی، مثل ژاپن",
        "K": "کِی، مثل کره",
        "M": "اِم، مثل مصر",
        "N": "اِن، مثل نروژ",
        "P": "پی، مثل پرتغال",
        "Q": "کیو، مثل قطر",
        "R": "آر، مثل روسیه",
        "S": "اِس، مثل سوئد",
        "T": "تی، مثل ترکیه",
        "V": "وی، مثل ونزوئلا",
        "W": "دَبِلیو، مثل واشنگتن",
        "X": "ایکس، مثل ایکس‌باکس",
        "Y": "وای، مثل یمن",
        "Z": "زِد، مثل زامبیا",
    },
}


def groups(code: str, tongue: str) -> list[list[tuple[str, str]]]:
    """The code in its groups, each sign with the words that say it; a pause after each group."""
    digits, letters = _DIGITS.get(tongue, _DIGITS["en"]), _LETTERS.get(tongue, _LETTERS["en"])
    return [
        [(sign, digits[int(sign)] if sign.isdecimal() else letters[sign]) for sign in group]
        for group in code.split("-")
    ]
