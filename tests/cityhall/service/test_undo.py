"""Taking back one's own last act: everything as before, both acts on the record, no letter sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from tests.cityhall.conftest import NOW
from tests.cityhall.service.test_races import gap_free, officers, told  # noqa: F401

from cityhall.acts.models import Act, Message
from cityhall.acts.outbox import send_due
from cityhall.acts.refusals import Refused
from cityhall.service import queries
from cityhall.service.actions import (
    HOLD,
    Closing,
    answer,
    ask,
    assign,
    change_kind,
    claim,
    close,
    me_too,
    merge,
    note,
    pause,
    reply,
    resume,
    undo,
)
from cityhall.service.case import undoable
from cityhall.service.models import Request, Tally, Undo
from cityhall.service.replay import compare

LATER = NOW + timedelta(minutes=1)
CLOSING = Closing("answered", "انجام شد.")
KEPT = {"version", "updated_at"}  # these only ever grow


def state(request: Request) -> dict[str, object]:
    row = Request.objects.filter(pk=request.pk).values().get()
    pauses = list(request.pauses.order_by("pk").values("started_at", "ended_at"))
    photos = list(request.photos.order_by("pk").values("pk", "is_public"))
    facts = {name: value for name, value in row.items() if name not in KEPT}
    return {**facts, "pauses": pauses, "photos": photos, "people": request.parties.count()}


def last() -> int:
    return Act.objects.latest("position").position


@pytest.fixture
def doings(town, actor, filed) -> dict[str, Callable[[int], object]]:
    me = actor("lamp")
    who = {"actor": me, "at": NOW}
    return {
        "claim": lambda pk: claim(pk, **who),
        "assign": lambda pk: assign(pk, unit=town.roads, **who),
        "ask": lambda pk: ask(pk, "کجا؟", **who),
        "note": lambda pk: note(pk, "نکته", **who),
        "reply": lambda pk: reply(pk, "فردا می‌آییم", **who),
        "pause": lambda pk: pause(pk, "باران", **who),
        "close": lambda pk: close(pk, CLOSING, **who),
        "change_kind": lambda pk: change_kind(pk, town.services["hole"], "چاله است", **who),
        "confidential": lambda pk: change_kind(pk, town.services["conduct"], "محرمانه", **who),
    }


VERBS = ["claim", "assign", "ask", "note", "reply", "pause", "close", "change_kind", "confidential"]


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_taken_back_stands_as_before(doings, filed, actor, verb: str) -> None:
    row = filed(email="a@example.org", latitude=35.62, longitude=51.07)
    before, tallies = state(row), set(Tally.objects.filter(count__gt=0).values_list())
    doings[verb](row.pk)
    assert verb == "note" or state(row) != before  # the control
    undo(row.pk, last(), actor=actor("lamp"), at=LATER)
    assert state(row) == before
    assert {one[1:] for one in Tally.objects.filter(count__gt=0).values_list()} == {
        one[1:] for one in tallies
    }
    acts = Act.objects.filter(object_id=row.pk).order_by("position")
    assert [act.verb for act in acts][-1] == "service.undo"
    assert len(acts) == 3
    assert Message.objects.exclude(kind="service.received").exclude(fate="withdrawn").count() == 0
    assert not Undo.objects.filter(request=row).exists()


def test_a_resumption_and_a_closing_of_what_stood_still_are_taken_back(filed, actor) -> None:
    row, me = filed(), actor("lamp")
    pause(row.pk, "باران", actor=me, at=NOW)
    before = state(row)
    for doing in (
        lambda: resume(row.pk, actor=me, at=LATER),
        lambda: close(row.pk, CLOSING, actor=me, at=LATER),
    ):
        doing()
        assert state(row) != before
        undo(row.pk, last(), actor=me, at=LATER)
        assert state(row) == before


def test_a_merge_is_taken_back_on_both_sides(filed, actor) -> None:
    first = filed(email="a@example.org")
    second = filed(by=actor("nobody", "b2"), email="b@example.org")
    stood = state(first), state(second)
    merge(first.pk, second.pk, actor=actor("lamp"), at=NOW)
    act = Act.objects.get(verb="service.merge").position
    assert state(second) != stood[1]
    undo(first.pk, act, actor=actor("lamp"), at=LATER)
    assert (state(first), state(second)) == stood
    assert Act.objects.filter(verb="service.undo").count() == 2


def test_a_merge_stays_once_something_happened_on_the_other(filed, actor) -> None:
    first, second = filed(), filed(by=actor("nobody", "b2"))
    merge(first.pk, second.pk, actor=actor("lamp"), at=NOW)
    act = Act.objects.get(verb="service.merge").position
    me_too(second.pk, actor=actor("nobody", "b3"), at=NOW)
    with pytest.raises(Refused) as refused:
        undo(first.pk, act, actor=actor("lamp"), at=LATER)
    assert refused.value.refusal.code == "since"
    assert Request.objects.get(pk=first.pk).merged_into_id == second.pk


def test_only_one_s_own_last_act_and_nothing_after_it(filed, actor) -> None:
    row = filed(email="a@example.org")
    ask(row.pk, "کجا؟", actor=actor("lamp"), at=NOW)
    act = last()
    codes = []
    for who in ("dispatcher", "nobody"):
        with pytest.raises(Refused) as refused:
            undo(row.pk, act, actor=actor(who), at=LATER)
        codes.append(refused.value.refusal.code)
    answer(row.pk, "پلاک ۵", actor=actor("nobody"), at=NOW)
    with pytest.raises(Refused) as refused:
        undo(row.pk, act, actor=actor("lamp"), at=LATER)
    assert [*codes, refused.value.refusal.code] == ["not_yours", "not_yours", "since"]


def test_letters_wait_and_what_has_left_is_not_taken_back(filed, actor, mailoutbox) -> None:
    row = filed(email="a@example.org")
    send_due(NOW)
    mailoutbox.clear()
    reply(row.pk, "فردا", actor=actor("lamp"), at=NOW)
    act = last()
    assert send_due(NOW + HOLD - timedelta(seconds=1)) == 0
    assert send_due(NOW + HOLD) == 1
    assert len(mailoutbox) == 1
    with pytest.raises(Refused) as refused:
        undo(row.pk, act, actor=actor("lamp"), at=NOW + HOLD)
    assert refused.value.refusal.code == "sent"
    assert Request.objects.get(pk=row.pk).status == "in_progress"


def test_what_has_left_is_not_offered_to_be_taken_back(filed, actor) -> None:
    row, me = filed(), actor("lamp")
    reply(row.pk, "فردا", actor=me, at=NOW)
    assert undoable(me, row.pk, NOW + HOLD - timedelta(seconds=1)) is not None
    assert undoable(me, row.pk, NOW + HOLD) is None


def test_an_hour_later_nothing_is_taken_back(filed, actor) -> None:
    row = filed()
    claim(row.pk, actor=actor("lamp"), at=NOW)
    with pytest.raises(Refused) as refused:
        undo(row.pk, last(), actor=actor("lamp"), at=NOW + timedelta(minutes=61))
    assert refused.value.refusal.code == "late"


def test_words_that_were_taken_back_are_read_by_nobody(filed, actor, client_as) -> None:
    row = filed()
    reply(row.pk, "qanariundone", actor=actor("lamp"), at=NOW)
    page = f"/reports/{row.pk}/"
    assert "qanariundone" in client_as().get(page).content.decode()
    undo(row.pk, last(), actor=actor("lamp"), at=LATER)
    for reader in (client_as(), client_as("lamp")):
        for address in (page, f"{page}?format=json", "/", f"/desk/{row.pk}/"):
            assert "qanariundone" not in reader.get(address).content.decode()
    assert "پس گرفته شد" in client_as().get(page).content.decode()


def test_a_closing_that_was_taken_back_counts_in_no_figure(filed, actor) -> None:
    row = filed()
    close(row.pk, CLOSING, actor=actor("lamp"), at=NOW)
    assert len(queries.counted_acts("on-time")) == 1
    undo(row.pk, last(), actor=actor("lamp"), at=LATER)
    assert queries.counted_acts("on-time") == []


def test_undo_against_an_answer_is_one_of_them(at_once, filed, actor) -> None:
    for _ in range(4):
        row = filed()
        ask(row.pk, "کجا؟", actor=actor("lamp"), at=NOW)
        jobs = [
            partial(undo, row.pk, last(), actor=actor("lamp"), at=LATER),
            partial(answer, row.pk, "اینجا", actor=actor("nobody"), at=LATER),
        ]
        codes = told(at_once(jobs))
        assert codes["done"] == 1
        assert set(codes) - {"done"} <= {"since", "not_asked", "not_yours"}
        assert not row.pauses.filter(ended_at=None).exists()
    assert gap_free()


def test_undo_against_a_colleague_s_reply_and_eight_undos_at_once(
    at_once,
    filed,
    actor,
    officers,  # noqa: F811
) -> None:
    for _ in range(4):
        row = filed()
        claim(row.pk, actor=officers[0], at=NOW)
        act = last()
        undos = [partial(undo, row.pk, act, actor=officers[0], at=LATER)] * 4
        says = partial(
            reply, row.pk, "می‌آییم", actor=officers[1], at=LATER, version=row.version + 1
        )
        codes = told(at_once([*undos, says]))
        assert codes["done"] == 1
        assert Request.objects.get(pk=row.pk).version == row.version + 2


def test_acts_that_were_taken_back_lead_to_the_row_as_it_stands(town, filed, actor) -> None:
    """The replay of the record reads an undone act as one that never was."""
    one, other = filed("lamp"), filed("lamp")
    officer = actor("dispatcher")
    for act in (
        lambda row: assign(row.pk, unit=town.roads, actor=officer, at=NOW),
        lambda row: change_kind(row.pk, town.services["hole"], "چاله", actor=officer, at=NOW),
        lambda row: pause(row.pk, "باران", actor=officer, at=NOW),
        lambda row: merge(row.pk, other.pk, actor=officer, at=NOW),
    ):
        act(one)
        last = Undo.objects.get(request=one)
        undo(one.pk, last.act, actor=officer, at=NOW)
        assert list(compare()) == []


def test_what_was_handed_on_can_be_taken_back_and_not_looked_at(
    town, filed, actor, client_as
) -> None:
    """A preview would show the entire case, with what came since, to whoever has it no more."""
    pk = filed("conduct", text="رشوه خواست").pk
    Request.objects.filter(pk=pk).update(unit=town.lighting)
    now = timezone.now()
    assign(pk, unit=town.roads, actor=actor("lamp"), at=now)
    client, address = client_as("lamp"), f"/desk/{pk}/undo/"
    assert client.get(f"/desk/{pk}/").status_code == 404
    seen = client.post(address, {"act": last(), "then": "preview"})
    assert "رشوه" not in seen.content.decode() and seen.status_code == 404
    assert client.post(address, {"act": last()}).status_code == 302
    assert Request.objects.get(pk=pk).unit == town.lighting
