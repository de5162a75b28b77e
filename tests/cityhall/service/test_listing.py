"""The public list and map: what is on them, in which order, at which cost, in which forms."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cityhall.conftest import NOW

from cityhall.people.actor import Actor
from cityhall.service import queries
from cityhall.service.actions import claim, pause
from cityhall.service.actions.common import facets_of, move_tally, tally_key, words_of
from cityhall.service.models import Request
from cityhall.service.queries import Filters

ATOM = "{http://www.w3.org/2005/Atom}"
VISITOR = Actor()


@pytest.fixture
def crowd(town):
    """`crowd(500)`: that many reports of a year, rows made directly: lists are under test here."""

    def make(count: int, **facts: object) -> list[Request]:
        lamp, hole = town.services["lamp"], town.services["hole"]
        made = []
        for number in range(count):
            service = hole if number % 5 == 0 else lamp
            closed = number % 4 == 0
            at = NOW - timedelta(days=365) + timedelta(minutes=number // 2)
            request = Request(
                service=service,
                unit=service.unit,
                area=(town.east, town.west, None)[number % 3],
                title=f"چراغ‌های کوچهٔ شمارهٔ {number}",
                public_text=f"چراغ‌های کوچهٔ شمارهٔ {number} خاموش است.",
                requested_at=at,
                updated_at=at,
                status="done" if closed else "received",
                is_open=not closed,
                closed_at=at if closed else None,
                outcome="fixed" if closed else "",
                public_latitude=35.62,
                public_longitude=51.03,
                **facts,
            )
            request.search, request.facets = words_of(request), facets_of(request)
            made.append(request)
        rows = Request.objects.bulk_create(made)
        for request in rows:
            move_tally(None, tally_key(request))
        return rows

    return make


def numbers(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'class="title" href="/reports/(\d+)/"', page)]


COSTS = {
    "/reports/": 2,
    "/reports/?status=open&service=street-light&area=east": 2,
    "/reports/?q=چراغ": 1,
    "/reports/?format=json": 3,
    "/reports/?format=atom": 1,
    "/reports/map/": 2,
    "/reports/map/?format=json": 1,
}


@pytest.mark.parametrize("count", [10, 500])
@pytest.mark.parametrize("address", COSTS)
def test_a_list_costs_a_visitor_the_same_queries_however_many_reports_there_are(
    address, count, crowd, client_as, django_assert_num_queries
) -> None:
    crowd(count)
    visitor = client_as()
    assert visitor.get(address).status_code == 200  # names and the map's drawing are kept by now
    with django_assert_num_queries(COSTS[address]):
        answer = visitor.get(address)
    assert b"/reports/" in answer.content or b"Feature" in answer.content
    assert not visitor.cookies


def test_page_json_and_atom_hold_the_same_rows_in_the_same_order(crowd, client_as) -> None:
    crowd(60)
    visitor = client_as()
    page = numbers(visitor.get("/reports/").content.decode())
    listed = visitor.get("/reports/?format=json").json()
    feed = ElementTree.fromstring(visitor.get("/reports/?format=atom").content)
    assert len(page) == 25
    assert [row["service_request_id"] for row in listed["requests"]] == page
    addresses = [entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")]
    assert [int(one.rstrip("/").split("/")[-1]) for one in addresses] == page
    asked_by_header = visitor.get("/reports/", headers={"accept": "application/json"})
    assert asked_by_header.json() == listed


def test_json_says_what_open311_says(filed, client_as, town) -> None:
    request = filed(text="چراغ کوچهٔ نسترن خاموش است.", latitude=35.62, longitude=51.06)
    [row] = client_as(language="en").get("/reports/?format=json").json()["requests"]
    assert row["service_request_id"] == request.pk
    assert row["status"] == "open"
    assert row["service_code"] == "street-light"
    assert row["service_name"] == "Street light out"
    assert row["agency_responsible"] == "Lighting"
    assert row["description"] == "چراغ کوچهٔ نسترن خاموش است."
    assert (row["lat"], row["long"], row["area"]) == (35.62, 51.06, "east")
    assert datetime.fromisoformat(row["requested_datetime"]) == NOW
    assert row["url"].endswith(f"/reports/{request.pk}/")
    assert row["media_url"] is None


def test_geojson_has_only_reports_with_a_public_place(filed, client_as) -> None:
    shown = filed(latitude=35.62, longitude=51.06)
    filed("noise", latitude=35.62, longitude=51.06)  # of this kind only the district is public
    collection = client_as().get("/reports/map/?format=json").json()
    assert collection["type"] == "FeatureCollection"
    [feature] = collection["features"]
    assert feature["id"] == shown.pk
    assert feature["geometry"] == {"type": "Point", "coordinates": [51.06, 35.62]}


def test_each_filter_keeps_what_fits_and_drops_the_rest(filed, client_as, actor) -> None:
    lamp = filed("lamp", latitude=35.62, longitude=51.06)
    hole = filed("hole", latitude=35.62, longitude=51.02, text="چالهٔ بزرگ")

    def ids(query: str) -> list[int]:
        return numbers(client_as().get(f"/reports/{query}").content.decode())

    assert ids("") == [hole.pk, lamp.pk]
    assert ids("?service=pothole") == [hole.pk]
    assert ids("?area=east") == [lamp.pk]
    assert ids("?area=east&service=pothole") == []
    assert ids("?status=open") == [hole.pk, lamp.pk]
    assert ids("?status=closed") == []
    assert ids("?q=چاله") == [hole.pk]
    assert ids("?q=چاله&area=west&service=pothole&status=open") == [hole.pk]
    assert ids("?q=چاله&area=east") == []


@pytest.mark.parametrize("typed", ["چراغ", "چراغها", "چراغ‌هاي", "CHERAGH چراغ", "خيابان مهر"])
def test_search_folds_letters_and_endings(typed, filed, client_as) -> None:
    request = filed(text="Cheragh: چراغ‌های کوچهٔ ما خاموش است")
    filed("hole", text="چالهٔ بزرگ", address="بولوار ارم")
    page = client_as().get("/reports/", {"q": typed}).content.decode()
    assert numbers(page) == [request.pk]


def test_words_that_nobody_wrote_find_nothing_and_signs_alone_find_nothing(
    filed, client_as
) -> None:
    filed()
    for typed in ("نیست‌در‌جهان", "!!!", '"', "* OR *"):
        page = client_as().get("/reports/", {"q": typed}).content.decode()
        assert numbers(page) == []
        assert 'class="empty"' in page


@pytest.mark.parametrize("query", ["", "q=چراغ", "status=open", "q=چراغ&status=open"])
def test_pages_hold_every_report_once_newest_first(query, crowd, client_as) -> None:
    made = [row for row in crowd(70) if "open" not in query or row.is_open]
    expected = [row.pk for row in sorted(made, key=lambda row: (row.requested_at, row.pk))][::-1]
    seen, address = [], f"/reports/?{query}"
    visitor = client_as()
    for _ in range(10):
        listed = visitor.get(f"{address}&format=json").json()
        seen += [row["service_request_id"] for row in listed["requests"]]
        if listed["older"] is None:
            break
        address = listed["older"]
    assert seen == expected


def test_a_page_leads_to_the_older_and_back_to_the_newest(crowd, client_as) -> None:
    crowd(30)
    visitor = client_as()
    first = visitor.get("/reports/?status=open").content.decode()
    assert 'rel="first"' not in first
    crowd(40)
    older = re.search(r'rel="next" href="([^"]+)"', visitor.get("/reports/").content.decode())
    second = visitor.get(older[1].replace("&amp;", "&")).content.decode()
    assert '<a rel="first" href="/reports/">' in second


REFUSED = {
    "service=nothing": "nothing",
    "service='": "&#39;",
    "area=' OR 1=1 --": "&#39; OR 1=1 --",
    "status=maybe": "maybe",
    "count=0": "0",
    "count=-5": "-5",
    "count=1000000000": "1000000000",
    "count=ten": "ten",
    "after=yesterday": "yesterday",
    "after=2026-11-23": "2026-11-23",
    "after=2026-11-23T08:30:00%2B00:00~x": "2026-11-23T08:30:00+00:00~x",
    "after=9999-12-31T23:59:59-23:00~5": "9999-12-31T23:59:59-23:00~5",
    "after=0001-01-01T00:00:00%2B23:00~5": "0001-01-01T00:00:00+23:00~5",
    "q=x&after=99999999999999999999": "99999999999999999999",
    "q=x&after=-1": "-1",
}


@pytest.mark.parametrize("path", ["/reports/", "/reports/map/"])
@pytest.mark.parametrize("query", REFUSED)
def test_what_names_nothing_is_refused_by_its_value(path, query, filed, client_as) -> None:
    filed()
    answer = client_as(language="en").get(f"{path}?{query}")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert f"“{REFUSED[query]}”" in page
    twin = client_as().get(f"{path}?{query}&format=json")
    assert (twin.status_code, twin.json()["error"]["code"]) == (400, "unknown")


def test_too_many_words_are_refused_and_unknown_parameters_are_ignored(filed, client_as) -> None:
    filed()
    assert client_as().get("/reports/", {"q": "چراغ " * 50}).status_code == 400
    assert client_as().get("/reports/?utm_source=x&page=7&format=xml").status_code == 200
    assert client_as().post("/reports/").status_code == 405


def test_hidden_reports_are_nowhere(filed, client_as) -> None:
    hidden = filed("conduct", text="canaryword رفتار کارمند", latitude=35.62, longitude=51.06)
    filed(text="چراغ خاموش است")
    for name in ("", "neighbour", "road", "dispatcher"):  # lists are the same for everybody
        client = client_as(name)
        for address in (
            "/reports/",
            "/reports/?q=canaryword",
            "/reports/?service=conduct",
            "/reports/?format=json",
            "/reports/?format=atom",
            "/reports/?q=canaryword&format=json",
            "/reports/map/",
            "/reports/map/?format=json",
        ):
            page = client.get(address).content.decode()
            assert f"/reports/{hidden.pk}/" not in page
            assert "رفتار کارمند" not in page
    assert sum(queries.counts(Filters()).values()) == 1


def test_what_the_reporter_keeps_is_not_in_the_list(filed, client_as) -> None:
    filed(text="canaryword", publish="nothing", address="خیابان مهر")
    filed("noise", text="صدای بلند", address="canaryplace", latitude=35.62345, longitude=51.06)
    for address in ("/reports/", "/reports/?format=json", "/reports/?format=atom"):
        page = client_as().get(address).content.decode()
        assert "canary" not in page
        assert "35.62345" not in page


def test_tabs_count_what_the_other_filters_leave(crowd, client_as) -> None:
    rows = crowd(40)
    page = client_as(language="en").get("/reports/?area=east").content.decode()
    east = [row for row in rows if row.area and row.area.code == "east"]
    shown = [int(found) for found in re.findall(r'<span class="count">(\d+)</span>', page)]
    is_open = sum(row.is_open for row in east)
    assert shown == [len(east), is_open, len(east) - is_open]


def test_late_is_said_only_while_the_clock_runs(filed, client_as, actor) -> None:
    running, standing = filed("wire"), filed("wire")
    for request in (running, standing):
        claim(request.pk, actor=actor("lamp"), at=NOW)
    pause(standing.pk, "لوله باید برسد", actor=actor("lamp"), at=NOW)
    Request.objects.update(due_at=NOW - timedelta(days=400))
    page = client_as(language="en").get("/reports/").content.decode()
    rows = page.split("<li>")
    assert sum("late</span>" in row for row in rows) == 1
    assert [f"/reports/{running.pk}/" in row for row in rows if "late</span>" in row] == [True]


def test_data_saver_leaves_the_map_out_and_keeps_the_list(filed, client_as) -> None:
    request = filed(latitude=35.62, longitude=51.06)
    visitor = client_as()
    assert "<svg viewBox" in visitor.get("/reports/map/").content.decode()
    visitor.cookies["preferences"] = "language=fa&saver=on"
    page = visitor.get("/reports/map/").content.decode()
    assert "<svg viewBox" not in page
    assert numbers(page) == [request.pk]


def test_pins_lead_to_their_reports(filed, client_as) -> None:
    request = filed(latitude=35.62, longitude=51.06, text="چراغ <b>خاموش</b> است")
    page = client_as().get("/reports/map/").content.decode()
    assert (
        f'<a href="/reports/{request.pk}/" aria-label="چراغ &lt;b&gt;خاموش&lt;/b&gt; است">' in page
    )


def test_titles_are_escaped(filed, client_as) -> None:
    filed(text='<script>alert(1)</script> "و" & ی')
    page = client_as().get("/reports/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    ElementTree.fromstring(client_as().get("/reports/?format=atom").content)
    json.loads(client_as().get("/reports/?format=json").content)


def test_a_kind_made_by_another_process_is_read_anew(filed, client_as, town) -> None:
    filed()
    visitor = client_as(language="en")
    assert b"Street light out" in visitor.get("/reports/").content
    type(town.services["lamp"]).objects.update(name={"fa": "نو", "en": "Renamed"})  # no signal
    assert b"Street light out" in visitor.get("/reports/").content  # kept for a minute
    town.services["hole"].save()  # says that the catalogue has changed
    assert b"Renamed" in visitor.get("/reports/").content


PLANS = {
    "": "list_all",
    "status=open": "list_is_o",
    "status=closed": "list_is_o",
    "area=east": "list_area",
    "service=pothole": "list_serv",
    "service=pothole&area=east": "list_serv_area",
    "service=pothole&status=open": "list_serv_is_o",
    "area=east&status=open": "list_area_is_o",
    "service=pothole&area=east&status=closed": "list_serv_area_is_o",
}


@pytest.mark.parametrize("query", PLANS)
def test_sqlite_walks_the_index_of_the_filters_and_sorts_nothing(query, crowd, client_as) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of SQLite")
    crowd(40)
    for after in ("", "&after=2026-01-01T00:00:00%2B00:00~999"):
        plan = _plan(client_as(), f"/reports/?format=atom&{query}{after}")
        assert f"USING INDEX {PLANS[query]} " in f"{plan} "
        assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("after", ["", "&after=30"])
def test_sqlite_walks_the_words_from_the_newest_and_sorts_nothing(after, crowd, client_as) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of SQLite")
    crowd(40)
    plan = _plan(client_as(), f"/reports/?format=atom&q=چراغ&status=open{after}")
    assert "service_request_words VIRTUAL TABLE" in plan
    assert "TEMP B-TREE" not in plan
    assert ("M2<" in plan) == bool(after)  # a later page begins where the one before ended


def _plan(client, address: str) -> str:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    [sql] = [one["sql"] for one in captured if "service_request" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        return " | ".join(row[3] for row in cursor.fetchall())
