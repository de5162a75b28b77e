"""Two forms of a text: `clean`, as it is stored, and `fold`, as it is searched.

What a person wrote is never changed beyond `clean`. `fold` throws differences away that a reader
would not notice or a keyboard imposes, so it belongs in search columns only.
"""

import re
import unicodedata

_YE_AND_KAF = str.maketrans("يك", "یک")

# Where str.splitlines() breaks a line.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls but tab and newline; bidi embeddings, overrides and isolates, which can make a text read
# as what it is not; lone surrogates, which no database encodes; U+FFFE and U+FFFF, which XML bars.
_UNSTORABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_HARAKAT = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD)]
_INVISIBLE = [
    *(c for c in (*range(0x20), *range(0x7F, 0xA0)) if not chr(c).isspace() or c == 0x1F),
    *(0xAD, 0x061C, 0x180E, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *(0xFEFF, 0xFFFE, 0xFFFF),
    *range(0xD800, 0xE000),
]
_TATWEEL = 0x0640
_FOLDED: dict[int, int | None] = {
    **dict.fromkeys([_TATWEEL, *_HARAKAT, *_INVISIBLE]),
    **str.maketrans("يىكةەہھٱ", "ییکهههها"),
    **str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789"),
    **str.maketrans("\u200b\u200c", "  "),
}


def clean(text: str) -> str:
    """Return `text` as it is stored: what was written, in one encoding, safe to keep and show.

    NFC; Arabic ye and kaf become Persian; every line break becomes a newline; control characters,
    bidi overrides and isolates, and lone surrogates are removed. ZWNJ stays: it is spelling.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _UNSTORABLE.sub("", _LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", plain).translate(_YE_AND_KAF)


def fold(text: str) -> str:
    """Return `text` for search: one spelling of each letter and digit, one space between words.

    NFKC and case folding (Unicode 15, chapter 3.13); Arabic letters become their Persian sisters;
    hamza, madda, vowel signs and tatweel go; digits become ASCII; ZWNJ becomes a space.
    """
    # Decomposed first: hamza and madda then stand alone and are dropped like other vowel signs,
    # and nothing that recomposes afterwards can bring them back.
    letters = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return " ".join(unicodedata.normalize("NFKC", letters.casefold()).split())
