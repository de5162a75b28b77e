"""The pages that are measured: the same questions, put to a city of any size."""

import sqlite3
from pathlib import Path
from urllib.parse import urlencode

FULL = 26  # reports that a question must find, so that its page is full and has a next one
REPORTS = 50
NEVER_MEET = "search: two frequent words that never meet"
"""Finds nothing, and to know that, walks through all reports that hold either word."""


def of(database: Path, like: Path) -> dict[str, list[str]]:
    """Addresses by what they ask, of a city; kinds, districts and words are chosen in `like`."""
    with sqlite3.connect(f"file:{like}?mode=ro", uri=True) as chosen_in:
        service, area = _pair(chosen_in)
        words = _words(chosen_in)
        beside, never = _second(chosen_in, words, most=FULL), _second(chosen_in, words, most=0)
    asked: dict[str, list[str]] = {"list": ["/reports/"]}
    for name, filters in _combinations(service, area).items():
        asked[f"list: {name}"] = [_reports(**filters)]
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as city:
        asked["list: far back"] = [_reports(after=key) for key in _keys(city)]
    frequent, rare = words[0], words[-1]
    asked |= {
        "search: frequent word": [_reports(q=frequent)],
        "search: rare word": [_reports(q=rare)],
        "search: two words": [_reports(q=f"{frequent} {beside}")],
        NEVER_MEET: [_reports(q=f"{frequent} {never}")],
        "search: word, kind": [_reports(q=frequent, service=service)],
        "search: word, kind, district, open": [
            _reports(q=frequent, service=service, area=area, status="open")
        ],
        "list, JSON": [_reports(format="json")],
        "list, Atom": [_reports(format="atom")],
        "map": ["/reports/map/"],
        "report": [f"/reports/{key}/" for key in range(1, 1000 * REPORTS, 1000)],
        "home": ["/"],
    }
    return asked


def _reports(**asked: str) -> str:
    return f"/reports/?{urlencode(asked)}"


def _combinations(service: str, area: str) -> dict[str, dict[str, str]]:
    """All but the one without a filter: each of kind, district and state, with the others."""
    ways = {"kind": {"service": service}, "district": {"area": area}, "open": {"status": "open"}}
    found: dict[str, dict[str, str]] = {}
    for number in range(1, 2 ** len(ways)):
        names = [name for place, name in enumerate(ways) if number >> place & 1]
        found[", ".join(names)] = {
            field: value for name in names for field, value in ways[name].items()
        }
    return found


def _pair(city: sqlite3.Connection) -> tuple[str, str]:
    """The kind and district with most reports, enough of them open and closed."""
    pair: tuple[str, str] = city.execute(
        """
        SELECT kind.service_code, area.code
        FROM service_request AS report
            JOIN service_service AS kind ON kind.id = service_id
            JOIN people_area AS area ON area.id = area_id
        WHERE is_public
        GROUP BY 1, 2
        HAVING sum(is_open) >= :full AND sum(1 - is_open) >= :full
        ORDER BY count(*) DESC LIMIT 1
        """,
        {"full": FULL},
    ).fetchone()
    return pair


def _words(city: sqlite3.Connection) -> list[str]:
    """Words of the search index, the most frequent first, the last still filling a page."""
    city.execute(
        "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, service_request_words, 'col')"
    )
    found = city.execute(
        "SELECT term FROM temp.words WHERE col = 'search' AND doc >= ? ORDER BY doc DESC, term",
        [FULL],
    )
    return [word for (word,) in found]


def _second(city: sqlite3.Connection, words: list[str], most: int) -> str:
    """The most frequent word that stands beside the first one in `most` reports, or in none."""
    for word in words[1:]:
        (together,) = city.execute(
            "SELECT count(*) FROM (SELECT 1 FROM service_request_words "
            "WHERE service_request_words MATCH ? LIMIT ?)",
            [f'search : "{words[0]}" AND search : "{word}"', FULL],
        ).fetchone()
        if together == most:
            return word
    raise RuntimeError(f"no word beside {words[0]!r} fits")


def _keys(city: sqlite3.Connection) -> list[str]:
    """Keys of pages after a tenth, a half and nine tenths of the list."""
    (most,) = city.execute("SELECT count(*) FROM service_request WHERE is_public").fetchone()
    keys = []
    for tenths in (1, 5, 9):
        moment, key = city.execute(
            "SELECT requested_at, id FROM service_request WHERE is_public "
            "ORDER BY requested_at DESC, id DESC LIMIT 1 OFFSET ?",
            [most * tenths // 10],
        ).fetchone()
        keys.append(f"{moment.replace(' ', 'T')}+00:00~{key}")
    return keys
