"""What somebody wrote in an answer: without the mail they answer to, and without a signature."""

from __future__ import annotations

import re

from divan import language

MOST_LINES = 2000
LONGEST_LINE = 2000

# A line that begins the quoted mail; everything from it on is not this writer's. Each is looked
# for in one short line, so that no text makes the search slow.
_BEGINS_QUOTE = (
    re.compile(r"^\s*-{2,}\s*(original message|forwarded message|پیام اصلی)\b", re.IGNORECASE),
    re.compile(r"^\s*_{10,}\s*$"),
    re.compile(r"^\s*on\b.{4,200}\bwrote:\s*$", re.IGNORECASE),
    re.compile(r"^.{4,200}(نوشت|نوشته است|نوشته‌است)\s*:\s*$"),
    re.compile(r"^\s*\*?(from|از|فرستنده)\s*:\*?\s.{0,200}@", re.IGNORECASE),
)
_BEGINS_SIGNATURE = (
    re.compile(r"^--\s?$"),
    re.compile(r"^\s*(sent from my|get outlook for|sent from yahoo)\b", re.IGNORECASE),
    re.compile(r"^\s*(فرستاده‌شده از|ارسال شده از|ارسال‌شده از)\s"),
)


def own_words(text: str) -> str:
    """The lines that are new, without empty ones at both ends."""
    kept: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]
    for place, line in enumerate(lines):
        line = line[:LONGEST_LINE].rstrip()
        if _begins(_BEGINS_SIGNATURE, line) or _begins(_BEGINS_QUOTE, line):
            break
        following = lines[place + 1][:LONGEST_LINE].strip() if place + 1 < len(lines) else ""
        if line.strip() and following and _begins(_BEGINS_QUOTE[2:4], f"{line} {following}"):
            break  # "On Monday, the city" and "<reply@…> wrote:" below it
        if line.lstrip().startswith(">"):
            continue
        kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _begins(patterns: tuple[re.Pattern[str], ...], line: str) -> bool:
    bare = language.clean(line[:400]).replace("\u200f", "").replace("\u200e", "")
    return any(pattern.match(bare) for pattern in patterns)
