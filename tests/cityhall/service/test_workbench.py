"""Ready replies, kept views, filters, several at once, who else is here, what is new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.service import queries
from cityhall.service.actions import (
    Wording,
    claim,
    look,
    make_template,
    me_too,
    note,
    pause,
    save_view,
)
from cityhall.service.models import Look, ReplyTemplate, Request, SavedView
from cityhall.service.queries import Wanted, queue
from cityhall.service.replies import ready
from divan.language import persian_digits


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=15))


def worded(use: str = "reply", **texts: str) -> Wording:
    return Wording(use, {"fa": "آماده", "en": "Ready"}, texts or {"fa": "سلام"})


# Ready replies


def test_a_reply_fills_itself_in_for_its_reader(filed, actor) -> None:
    text = {
        "fa": "گزارش {شماره}: {kind} در {جا} تا {due}",
        "en": "Report {number}: {kind} at {place} by {due}",
    }
    template = make_template(worded(**text), actor=actor("admin"), at=NOW)
    row = filed()
    made = ready(template, row, NOW)
    assert made.language == "fa"
    assert made.text.startswith(
        f"گزارش {persian_digits(str(row.pk))}: چراغ خاموش در خیابان مهر تا "
    )
    assert "آذر ۱۴۰۵" in made.text
    row.language = "en"
    assert "Street light out" in ready(template, row, NOW).text
    assert "2026" in ready(template, row, NOW).text
    assert "we will tell you" in ready(template, row, row.due_at).text  # no day that has passed
    row.language = "de"
    assert ready(template, row, NOW).foreign


@pytest.mark.parametrize("text", ["کد {code}", "{کد}", "{name}", "{0}", "{}"])
def test_what_cannot_be_filled_in_is_refused_and_a_code_least_of_all(actor, town, text) -> None:
    with pytest.raises(Refused) as refused:
        make_template(worded(fa=text), actor=actor("admin"), at=NOW)
    assert refused.value.refusal.field == "text_fa"
    assert not ReplyTemplate.objects.exists()


def test_the_hidden_place_of_a_report_is_not_filled_in(filed, actor) -> None:
    template = make_template(worded(fa="{place}"), actor=actor("admin"), at=NOW)
    row = filed("noise", address="qanariplace", latitude=35.62, longitude=51.07)
    assert ready(template, row, NOW).text == "ناحیهٔ خاوری"


def test_only_whoever_may_makes_replies_and_they_reach_their_unit_and_kind(
    town, filed, actor
) -> None:
    with pytest.raises(Refused):
        make_template(worded(), actor=actor("lamp"), at=NOW)
    wording = Wording("reply", {"fa": "معابر"}, {"fa": "…"}, unit=town.roads)
    make_template(wording, actor=actor("admin"), at=NOW)
    kind = Wording("reply", {"fa": "سیم"}, {"fa": "…"}, service=town.services["wire"])
    make_template(kind, actor=actor("admin"), at=NOW)
    assert queries.templates_for(filed("lamp")) == []
    assert (
        len(queries.templates_for(filed("hole"))) == len(queries.templates_for(filed("wire"))) == 1
    )


def test_a_reply_is_made_shown_and_picked_without_a_script(client_as, filed, town) -> None:
    office = client_as("admin")
    form = {"name_fa": "اکیپ", "use": "reply", "text_fa": "اکیپ تا {مهلت} می‌آید", "active": "on"}
    shown = office.post("/manage/replies/new/", {**form, "do": "preview"})
    assert shown.status_code == 200
    assert not ReplyTemplate.objects.exists()
    assert office.post("/manage/replies/new/", {**form, "do": "save"}).status_code == 302
    template = ReplyTemplate.objects.get()
    row = filed()
    page = client_as("lamp").get(f"/desk/{row.pk}/?do=reply&ready={template.pk}").content.decode()
    assert "اکیپ تا" in page.split("<textarea")[1].split("</textarea>")[0]
    assert Act.objects.filter(verb="service.make_template").count() == 1
    said = {"text": "تماس با 09123334455", "then": "preview", "version": row.version}
    preview = client_as("lamp").post(f"/desk/{row.pk}/reply/", said).content.decode()
    assert "09123334455" not in preview.split('id="reply-preview"')[1].split("</blockquote>")[0]
    assert Request.objects.get(pk=row.pk).version == row.version


# Filters and views


def test_filters_narrow_the_queue(town, filed, actor) -> None:
    lamp, wire = filed("lamp"), filed("wire", text="سیم برق افتاده")
    claim(lamp.pk, actor=actor("lamp"), at=NOW)
    pause(wire.pk, "باران", actor=actor("lamp"), at=NOW)
    late = NOW + timedelta(days=30)

    def found(**wanted: object) -> list[int]:
        return [row.pk for row in queue(actor("lamp"), wanted=Wanted(**wanted))[0]]

    assert found(service_id=town.services["wire"].pk) == [wire.pk]
    assert found(assignee_id=town.persons["lamp"].pk) == [lamp.pk]
    assert found(status="paused") == [wire.pk]
    assert found(due="late", at=late) == [lamp.pk]  # what stands still is not late
    assert found(q="سیم") == [wire.pk]
    assert found(q="!!") == []
    assert found(unit_id=town.roads.pk) == []
    assert set(found()) == {lamp.pk, wire.pk}


def test_a_view_is_kept_shared_and_removed(client_as, actor, town, filed) -> None:
    filed()
    mine, colleague = client_as("lamp"), client_as("dispatcher")
    fields = {"name": "دیرشده‌ها", "due": "late", "share": town.lighting.pk}
    assert mine.post("/desk/views/", fields).status_code == 302
    view = SavedView.objects.get()
    assert view.query == "due=late"
    assert "دیرشده‌ها" in colleague.get("/desk/").content.decode()
    chip = 'class="chip" href="/desk/?due=late"'
    assert f'{chip} aria-current="page"' in colleague.get("/desk/?due=late").content.decode()
    assert f'{chip} aria-current="page"' not in colleague.get("/desk/").content.decode()
    assert "دیرشده‌ها" not in client_as("road").get("/desk/").content.decode()
    colleague.post("/desk/views/", {"drop": view.pk})
    assert SavedView.objects.exists()  # another's stays
    mine.post("/desk/views/", {"drop": view.pk})
    assert not SavedView.objects.exists()
    with pytest.raises(Refused):
        save_view("x", "", unit=town.roads, actor=actor("lamp"), at=NOW)


# Several at once


def test_each_is_shown_before_and_done_once_by_an_act_of_its_own(
    client_as, filed, actor, town
) -> None:
    a, b, c = filed(), filed(), filed()
    pause(c.pk, "باران", actor=actor("lamp"), at=NOW)
    boxes = [f"{row.pk}-{Request.objects.get(pk=row.pk).version}" for row in (a, b, c)]
    desk = client_as("lamp")
    form = {"verb": "pause", "text": "برف", "one": boxes, "do": "preview"}
    page = desk.post("/desk/bulk/", form).content.decode()
    assert page.count("همان می‌ماند") == 1
    assert page.count('name="one"') == 2
    assert Act.objects.filter(verb="service.pause").count() == 1
    note(b.pk, "x", actor=actor("lamp"), at=NOW)  # harmless
    claim(a.pk, actor=actor("dispatcher"), at=NOW)  # a colleague was quicker
    sure = {**form, "do": "confirm", "key": "k", "one": boxes[:2]}
    answer = desk.post("/desk/bulk/", sure).content.decode()
    assert "انجام نشد" in answer
    assert Act.objects.filter(verb="service.pause").count() == 2
    assert desk.post("/desk/bulk/", sure).status_code == 200
    assert Act.objects.filter(verb="service.pause").count() == 2
    assert Request.objects.get(pk=b.pk).status == "paused"
    assert Request.objects.get(pk=a.pk).status == "in_progress"


def test_a_wish_that_is_refused_says_so_at_its_field(client_as, filed) -> None:
    row = filed()
    form = {"verb": "pause", "text": " ", "one": f"{row.pk}-{row.version}", "do": "preview"}
    answer = client_as("lamp").post("/desk/bulk/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="b-text-error"' in page and 'aria-invalid="true"' in page
    assert 'tabindex="-1" autofocus>' in page
    shown = client_as("lamp").post("/desk/bulk/", {**form, "text": "برف"}).content.decode()
    assert "<h2>مکث با دلیل</h2>" in shown and "<p>برف</p>" in shown


def test_all_of_a_page_are_chosen_by_a_link(client_as, filed) -> None:
    for _ in range(3):
        filed()
    page = client_as("lamp").get("/desk/bulk/?service=street-light").content.decode()
    assert page.count(" checked>") == 0
    assert 'href="/desk/bulk/?service=street-light&amp;all=1"' in page
    page = client_as("lamp").get("/desk/bulk/?service=street-light&all=1").content.decode()
    assert page.count(" checked>") == 3


def test_another_s_report_is_not_done_with_the_others(client_as, filed) -> None:
    mine, other = filed("lamp"), filed("hole")
    boxes = [f"{row.pk}-{row.version}" for row in (mine, other)]
    form = {"verb": "claim", "one": boxes, "do": "confirm", "key": "k"}
    client_as("lamp").post("/desk/bulk/", form)
    assert Request.objects.get(pk=mine.pk).assignee_id
    assert Request.objects.get(pk=other.pk).assignee_id is None


# Looking


def test_what_is_new_since_one_looked_is_said_once_and_one_s_own_acts_are_not(
    client_as, filed, actor
) -> None:
    row = filed()
    desk, address = client_as("lamp"), f"/desk/{row.pk}/"
    assert 'id="fresh"' not in desk.get(address).content.decode()
    me_too(row.pk, actor=actor("nobody", "b2"), at=NOW)
    assert "تازه از نگاه پیشین شما" in desk.get("/desk/").content.decode()
    assert 'id="fresh"' in desk.get(address).content.decode()
    assert 'id="fresh"' not in desk.get(address).content.decode()
    desk.post(f"{address}note/", {"text": "خودم"})
    assert 'id="fresh"' not in desk.get(address).content.decode()


def test_two_officers_see_each_other_until_one_has_gone(
    client_as, filed, actor, monkeypatch
) -> None:
    row, other = filed(), filed()
    client_as("dispatcher").get(f"/desk/{row.pk}/")
    desk = client_as("lamp")
    assert "دانا پذیرش" in desk.get(f"/desk/{row.pk}/").content.decode().split('id="here"')[1][:300]
    answer = desk.post(f"/desk/{row.pk}/here/", {"version": row.version}).json()
    assert "دانا پذیرش" in answer["here"]
    assert answer["changed"] == ""
    client_as("dispatcher").get(f"/desk/{other.pk}/")  # she went on
    Look.objects.filter(request=other).update(seen_at=NOW + timedelta(minutes=16))
    assert desk.post(f"/desk/{row.pk}/here/", {"version": 0}).json()["here"] == ""
    Look.objects.filter(request=other).delete()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=18))
    assert desk.post(f"/desk/{row.pk}/here/", {"version": 0}).json()["here"] == ""


def test_a_look_is_written_once_in_a_while(filed, actor) -> None:
    row, me = filed(), actor("lamp")
    look(row, actor=me, at=NOW)
    kept = queries.look_of(me, row)
    look(row, actor=me, at=NOW + timedelta(seconds=5), known=kept)
    assert Look.objects.get().seen_at == NOW
    look(row, actor=me, at=NOW + timedelta(minutes=5), known=kept)
    assert Look.objects.get().seen_at == NOW + timedelta(minutes=5)


# Double submits, through the page


def test_two_presses_of_one_button_are_one_act_and_the_second_is_told(client_as, filed) -> None:
    row = filed()
    form = {"text": "فردا", "version": row.version, "once": "page"}
    desk = client_as("lamp")
    assert desk.post(f"/desk/{row.pk}/note/", form).status_code == 302
    again = desk.post(f"/desk/{row.pk}/note/", form, follow=True)
    assert "همان یک بار انجام شد" in again.content.decode()
    assert Act.objects.filter(verb="service.note").count() == 1
    desk.post(f"/desk/{row.pk}/note/", {**form, "text": "پس‌فردا"})  # the control: other words
    assert Act.objects.filter(verb="service.note").count() == 2


def test_a_split_and_a_change_of_kind_through_the_page(client_as, filed, town) -> None:
    row = filed()
    form = {"kind": "pothole", "text": "چاله هم هست", "version": row.version}
    answer = client_as("lamp").post(f"/desk/{row.pk}/split/", form)
    assert answer.status_code == 302
    part = Request.objects.get(split__origin=row)
    assert part.unit == town.roads
    row.refresh_from_db()
    form = {"kind": "fallen-wire", "text": "سیم است", "version": row.version}
    assert client_as("lamp").post(f"/desk/{row.pk}/kind/", form).status_code == 302
    assert Request.objects.get(pk=row.pk).service == town.services["wire"]


def test_the_kind_that_was_chosen_is_no_filter_of_the_queue(client_as, filed, town) -> None:
    row, other = filed("lamp"), filed("lamp")
    form = {"kind": "pothole", "text": "چاله است", "version": row.version}
    page = client_as("dispatcher").post(f"/desk/{row.pk}/kind/", {**form, "then": "preview"})
    assert f'href="/desk/{other.pk}/"' in page.content.decode()  # the queue is as it was
    answer = client_as("dispatcher").post(f"/desk/{row.pk}/kind/", {**form, "then": "next"})
    assert answer.url == f"/desk/{other.pk}/?done={row.pk}"
