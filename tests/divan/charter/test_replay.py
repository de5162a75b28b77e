"""A published matter gives the same states anywhere; whatever was changed in it is found."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.divan.charter.city import CHARTER, FORUM, NOON, TEXT, WORLD

from divan.charter import events, published
from divan.charter.engine import decide, start
from divan.charter.published import Entry, Publication, ReplayError
from divan.charter.state import State

FILED = events.Filed(
    by="works",
    id="m1",
    matter="spend",
    fields={"amount": 7_000_000_000, "supplier": "company", "topic": "roads"},
    text="hash-1",
)


def publication(at: datetime = NOON) -> tuple[Publication, State]:
    """A spending that the forum consents to, as a city would publish it, and its last state."""
    happened = [events.Admitted(by="deputy")]
    happened += [events.Consented(by=one, stage="table") for one in FORUM]
    answer = start(CHARTER, WORLD, FILED, at)
    assert isinstance(answer, State)
    entries = [Entry(at, FILED, WORLD.digest, published.digest(answer))]
    for event in happened:
        answer = decide(CHARTER, WORLD, answer, event, at)
        assert isinstance(answer, State)
        entries.append(Entry(at, event, WORLD.digest, published.digest(answer)))
    return Publication(TEXT, {WORLD.digest: WORLD.data}, entries), answer


def test_its_json_replays_to_the_same_state() -> None:
    made, state = publication()
    assert published.replay(published.decode(published.encode(made))) == state
    assert [one.stage for one in state.open] == ["mayor_signs"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"amount":7000000000', b'"amount":7000000001'),
        (b'"event":"consented"', b'"event":"supported"'),
        (b'["works","works",', b'["works","other",'),
        (b"within: 15 days", b"within: 16 days"),
    ],
)
def test_a_change_of_event_world_or_charter_is_found(before: bytes, after: bytes) -> None:
    text = published.encode(publication()[0])
    assert before in text
    with pytest.raises(ReplayError):
        published.replay(published.decode(text.replace(before, after, 1)))


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b"\xff", b"[" * 5000])
def test_what_is_no_published_matter_is_refused(text: bytes) -> None:
    with pytest.raises(ReplayError):
        published.decode(text)
