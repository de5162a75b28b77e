"""Open311 GeoReport v2 on the wire: what the specification says, and what its clients do."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from georeport import GeoReport
from PIL import Image
from tests.cityhall.conftest import make_town

from cityhall.acts.models import Act
from cityhall.partners import actions
from cityhall.partners.actions import KeyFacts
from cityhall.people.actor import Actor, actor_for
from cityhall.service import actions as service
from cityhall.service.actions import Closing, Report
from cityhall.service.models import Request

V2 = "/open311/v2"


@pytest.fixture
def key(town: SimpleNamespace) -> str:
    return make_key(town)


def make_key(town: SimpleNamespace, *scopes: str, **facts: Any) -> str:
    admin = actor_for(town.persons["admin"], on=timezone.now().date())
    wanted = KeyFacts(name="FixMyStreet", scopes=scopes or ("report", "update"), **facts)
    return actions.create_key(wanted, actor=admin, at=timezone.now())[1]


def report(town: SimpleNamespace, kind: str = "lamp", ago: float = 0, **facts: Any) -> Request:
    said = {"text": "چراغ خاموش", "latitude": 35.62, "longitude": 51.06, **facts}
    return service.file_request(
        Report(town.services[kind], **said),
        actor=Actor(browser="b"),
        at=timezone.now() - timedelta(days=ago, minutes=1),
    )


def xml(answer: Any) -> ElementTree.Element:
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def faults(answer: Any) -> list[tuple[str, str]]:
    """The errors of an answer, whichever form it has."""
    if answer.headers["Content-Type"].startswith("application/json"):
        return [(str(one["code"]), one["description"]) for one in answer.json()]
    root = xml(answer)
    assert root.tag == "errors"
    return [(one.findtext("code"), one.findtext("description")) for one in root.findall("error")]


# Discovery, services, definitions


def test_discovery_says_the_same_in_both_forms(town: SimpleNamespace) -> None:
    said = Client().get("/open311/discovery.json").json()
    assert set(said) == {"changeset", "contact", "key_service", "endpoints"}
    [endpoint] = said["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"].endswith("/open311/v2/")
    assert endpoint["type"] == "production"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    root = xml(Client().get("/open311/discovery.xml"))
    assert root.tag == "discovery"
    assert [one.text for one in root.findall("endpoints/endpoint/formats/format")] == endpoint[
        "formats"
    ]
    assert root.findtext("changeset") == said["changeset"]


def test_services_and_their_definitions(town: SimpleNamespace) -> None:
    client = Client(headers={"accept-language": "en"})
    services = {one["service_code"]: one for one in client.get(f"{V2}/services.json").json()}
    assert set(services) == {"street-light", "fallen-wire", "pothole", "noise", "conduct"}
    lamp = services["street-light"]
    assert lamp["service_name"] == "Street light out"
    assert lamp["metadata"] is True and services["pothole"]["metadata"] is False
    assert lamp["type"] == "realtime"
    assert lamp["keywords"] == "چراغ,تاریک,light,lamp"
    assert lamp["group"] == "Street"
    root = xml(client.get(f"{V2}/services/street-light.xml"))
    assert root.tag == "service_definition"
    attributes = root.findall("attributes/attribute")
    assert [one.findtext("code") for one in attributes] == ["count", "since"]
    assert [one.findtext("order") for one in attributes] == ["1", "2"]
    assert [one.findtext("required") for one in attributes] == ["false", "false"]
    assert [one.findtext("key") for one in attributes[1].findall("values/value")] == [
        "today",
        "week",
    ]
    assert attributes[0].find("values") is None


def test_names_come_in_the_language_that_is_asked_for(town: SimpleNamespace) -> None:
    persian = Client().get(f"{V2}/services.json").json()
    english = Client(headers={"accept-language": "en"}).get(f"{V2}/services.json").json()
    assert "چراغ خاموش" in {one["service_name"] for one in persian}
    assert "Street light out" in {one["service_name"] for one in english}


def test_the_georeport_client_reads_all_of_it(live_server: Any) -> None:
    town = make_town()
    rows = [report(town, ago=ago) for ago in (0, 10, 100)]
    for form in ("json", "xml"):
        client = GeoReport(f"{live_server.url}{V2}", output_format=form)
        assert len(client.get_service_list()) == 5
        definition = client.get_service_definition("street-light")
        assert definition["service_code"] == "street-light"
        assert client.get_service_request(str(rows[0].pk))
        listed = client.get_service_requests()
        if form == "json":
            assert [one["service_request_id"] for one in listed] == [
                str(rows[0].pk),
                str(rows[1].pk),
            ]
        old = rows[2].requested_at
        found = client.get_service_requests(
            start_date=(old - timedelta(days=1)).isoformat(),
            end_date=(old + timedelta(days=1)).isoformat(),
            service_code="street-light,pothole",
            status="open,closed",
        )
        assert str(rows[2].pk) in str(found)


# GET requests


def numbers(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [int(one["service_request_id"]) for one in answer.json()]


def test_requests_are_those_of_the_last_ninety_days_newest_first(town: SimpleNamespace) -> None:
    rows = [report(town, ago=ago) for ago in (1, 89, 91)]
    assert numbers(Client().get(f"{V2}/requests.json")) == [rows[0].pk, rows[1].pk]


def test_filters_by_kind_state_and_span(town: SimpleNamespace) -> None:
    lamp, hole, old = report(town), report(town, "hole", 2), report(town, "hole", 200)
    officer = actor_for(town.persons["road"], on=timezone.now().date())
    ending = Closing(outcome="fixed", explanation="پر شد", evidence="دیده شد")
    service.close(hole.pk, ending, actor=officer, at=timezone.now())
    client = Client()

    def found(**query: str) -> list[int]:
        return numbers(client.get(f"{V2}/requests.json", query))

    assert found(service_code="pothole") == [hole.pk]
    assert found(service_code="pothole,street-light") == [lamp.pk, hole.pk]
    assert found(status="open") == [lamp.pk]
    assert found(status="closed") == [hole.pk]
    assert found(status="open,closed") == [lamp.pk, hole.pk]
    assert found(service_code="", status="", start_date="") == [lamp.pk, hole.pk]
    day = timedelta(days=1)
    span = {
        "start_date": (old.requested_at - day).isoformat(),
        "end_date": (old.requested_at + day).isoformat(),
    }
    assert found(**span) == [old.pk]
    # A client that forgot to quote the plus of its zone sends a space.
    raw = f"start_date={span['start_date']}&end_date={span['end_date']}"
    assert numbers(client.get(f"{V2}/requests.json?{raw}")) == [old.pk]
    # `service_request_id` overrides everything else, 90 days among it.
    assert found(service_request_id=f"{old.pk},{lamp.pk},999999,x", status="closed") == [
        lamp.pk,
        old.pk,
    ]


def test_a_closed_report_says_how_it_ended(town: SimpleNamespace) -> None:
    row = report(town, "hole")
    officer = actor_for(town.persons["road"], on=timezone.now().date())
    ending = Closing(outcome="fixed", explanation="آسفالت شد، ۰۹۱۲۱۱۱۲۲۳۳", evidence="دیده شد")
    service.close(row.pk, ending, actor=officer, at=timezone.now())
    [one] = Client().get(f"{V2}/requests/{row.pk}.json").json()
    assert one["status"] == "closed"
    assert "آسفالت شد" in one["status_notes"] and "۰۹۱۲۱۱۱۲۲۳۳" not in one["status_notes"]
    assert one["updated_datetime"] >= one["requested_datetime"]
    assert one["requested_datetime"].endswith("Z")
    root = xml(Client().get(f"{V2}/requests/{row.pk}.xml"))
    assert root.tag == "service_requests"
    assert root.findtext("request/lat") == "35.62"
    assert root.find("request/zipcode").text is None  # there, and empty


def test_pages_by_number_and_by_key_hold_every_report_once(town: SimpleNamespace) -> None:
    rows = [report(town, "hole" if n % 3 else "lamp", ago=n / 10).pk for n in range(25)]
    client, by_number = Client(), []
    for page in range(1, 5):
        query = {"page": str(page), "page_size": "7"}
        by_number += numbers(client.get(f"{V2}/requests.json", query))
    assert by_number == rows
    for codes in ("", "pothole,street-light"):
        by_key, address = [], f"{V2}/requests.json?page_size=7&service_code={codes}"
        while address:
            answer = client.get(address)
            by_key += numbers(answer)
            link = answer.headers.get("Link", "")
            address = link.removeprefix("<").partition(">")[0].removeprefix("http://127.0.0.1:8000")
        assert by_key == rows


def test_at_most_a_thousand_come_at_once(town: SimpleNamespace) -> None:
    from cityhall.service.models import Request as Row

    first = report(town)
    values = {
        field.attname: getattr(first, field.attname)
        for field in Row._meta.concrete_fields
        if field.attname not in ("id", "nonce", "receipt")
    }
    Row.objects.bulk_create([Row(**values) for _ in range(1001)])
    answer = Client().get(f"{V2}/requests.json")
    assert len(answer.json()) == 1000
    assert 'rel="next"' in answer.headers["Link"]


def test_extensions_add_answers_photos_and_the_public_story(town: SimpleNamespace) -> None:
    row = report(town, answers={"count": "3", "since": "week"})
    officer = actor_for(town.persons["lamp"], on=timezone.now().date())
    service.claim(row.pk, actor=officer, at=timezone.now())
    service.note(row.pk, "zqnote", actor=officer, at=timezone.now())
    service.reply(row.pk, "zqreply 09121112233", actor=officer, at=timezone.now())
    plain = Client().get(f"{V2}/requests/{row.pk}.json").json()[0]
    assert "notes" not in plain and "extended_attributes" not in plain
    client = Client(headers={"accept-language": "en"})
    answer = client.get(f"{V2}/requests.json", {"extensions": "true"})
    [one] = answer.json()
    assert {(each["code"], each["value"]) for each in one["attributes"]} == {
        ("count", "3"),
        ("since", "A week"),
    }
    assert one["extended_attributes"]["stage"] == "in_progress"
    assert [note["type"] for note in one["notes"]][-1] == "service.reply"
    assert "zqreply" in one["notes"][-1]["description"]
    assert b"zqnote" not in answer.content and b"09121112233" not in answer.content
    root = xml(client.get(f"{V2}/requests.xml", {"extensions": "true"}))
    assert len(root.findall("request/notes/note")) == len(one["notes"])
    assert root.findtext("request/attributes/attribute/code") == "count"


def test_a_list_costs_as_many_queries_however_long_it_is(
    town: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        report(town, ago=n)
    client = Client()
    client.get(f"{V2}/requests.json")
    with django_assert_max_num_queries(3):
        client.get(f"{V2}/requests.json")
    with django_assert_max_num_queries(8):
        client.get(f"{V2}/requests.json", {"extensions": "true"})


def test_every_walk_is_along_an_index_and_nothing_is_sorted(town: SimpleNamespace) -> None:
    """What makes the cost of a page that of its rows, however large the city."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read in SQLite's words")
    report(town)
    client = Client()
    for path in (
        "requests.json",
        "requests.json?status=closed",
        "requests.json?service_code=pothole,street-light&status=open",
        f"requests.json?after={timezone.now().strftime('%Y-%m-%dT%H:%M:%SZ')}~5",
        "servicerequestupdates.json",
    ):
        client.get(f"{V2}/services.json")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{V2}/{path}").status_code == 200
        assert captured.captured_queries
        for query in captured.captured_queries:
            sql = query["sql"]
            if "service_photo" in sql or not ("service_request" in sql or "acts_act" in sql):
                continue  # the catalogue, which is kept; the photos of the reports that were found
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                plan = "; ".join(str(row[3]) for row in cursor.fetchall())
            assert "SCAN" not in plan and "TEMP B-TREE" not in plan, (path, plan)


# Errors


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("requests.{}?start_date=yesterday", 400, "start_date"),
        ("requests.{}?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400, "90"),
        ("requests.{}?end_date=9999-12-31T23:59:59-23:59", 400, "end_date"),
        ("requests.{}?status=lost", 400, "status"),
        ("requests.{}?page=0", 400, "page"),
        ("requests.{}?page_size=5000", 400, "page_size"),
        ("requests.{}?page=99999&page_size=1000", 400, "Link"),
        ("requests.{}?after=here", 400, "after"),
        ("requests.{}?extensions=maybe", 400, "extensions"),
        ("requests.{}?service_code=none", 404, "service_code"),
        ("requests.{}?service_code=%00", 404, "service_code"),
        ("requests.{}?jurisdiction_id=elsewhere.example", 404, "jurisdiction_id"),
        ("requests.{}?api_key=divan_xxxxxxxx_" + "0" * 40, 403, "api_key"),
        ("requests/999999.{}", 404, "service_request_id"),
        ("requests/x.{}", 404, "service_request_id"),
        ("services/none.{}", 404, "service_code"),
        ("tokens/none.{}", 404, "token"),
        ("nothing.{}", 404, "/developers/"),
    ],
)
@pytest.mark.parametrize("form", ["xml", "json"])
def test_errors_are_an_array_in_both_forms(
    town: SimpleNamespace, path: str, status: int, word: str, form: str
) -> None:
    answer = Client(headers={"accept-language": "en"}).get(f"{V2}/{path.format(form)}")
    assert answer.status_code == status
    [(code, description)] = faults(answer)
    assert code == str(status)
    assert word in description


def test_other_forms_and_methods_are_refused_in_words(town: SimpleNamespace) -> None:
    assert Client().get(f"{V2}/services.yaml").status_code == 404
    answer = Client().delete(f"{V2}/services.xml")
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD"
    assert faults(answer)[0][0] == "405"


def test_confidential_reports_are_nowhere_here(town: SimpleNamespace, key: str) -> None:
    row = report(town, "conduct", text="zqsecret")
    client = Client(headers={"authorization": f"Bearer {key}"})
    for path in (
        f"requests/{row.pk}.json",
        "requests.json",
        "requests.json?extensions=true",
        f"requests.json?service_request_id={row.pk}",
        "requests.json?service_code=conduct",
        "servicerequestupdates.json",
    ):
        answer = client.get(f"{V2}/{path}")
        assert answer.status_code == 404 or answer.json() == [], path


# POST requests


def post(key: str, form: str = "json", path: str = "requests", **fields: Any) -> Any:
    headers = fields.pop("headers", {})
    return Client(enforce_csrf_checks=True, headers=headers).post(
        f"{V2}/{path}.{form}", {"api_key": key, **fields}
    )


WHOLE = {
    "service_code": "street-light",
    "lat": "35.62",
    "long": "51.06",
    "description": "The lamp is dark. Call 09121112233.",
    "attribute[count]": "2",
    "attribute[since]": "week",
    "first_name": "Sara",
    "last_name": "Saken",
    "email": "sara@example.org",
    "phone": "021 5510 1010",
}


def test_a_report_is_filed_by_the_ordinary_act(town: SimpleNamespace, key: str) -> None:
    answer = post(key, **WHOLE)
    assert answer.status_code == 201, answer.content
    [said] = answer.json()
    assert ("token" not in said and "2026" in said["service_notice"]) or said["service_notice"]
    row = Request.objects.get(pk=said["service_request_id"])
    assert row.answers == {"count": 2, "since": "week"}
    assert row.channel == "open311" and row.area == town.east
    assert "09121112233" in row.description and "09121112233" not in row.public_text
    party = row.parties.get()
    assert (party.name, party.email) == ("Sara Saken", "sara@example.org")
    act = Act.objects.get(verb="service.file")
    assert act.by == "partner:fixmystreet"
    for secret in ("09121112233", "Sara", "sara@example.org", key):
        assert secret not in act.leaf


def test_personal_data_never_comes_out_again(town: SimpleNamespace, key: str) -> None:
    number = post(key, **WHOLE).json()[0]["service_request_id"]
    client = Client(headers={"authorization": f"Bearer {key}"})
    for path in (f"requests/{number}", "requests", "servicerequestupdates"):
        for form in ("xml", "json"):
            body = client.get(f"{V2}/{path}.{form}?extensions=true").content.decode()
            for secret in ("Saken", "sara@", "09121112233", "5510"):
                assert secret not in body


@pytest.mark.parametrize(
    ("changes", "status", "word"),
    [
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "divan_abcdefgh_" + "0" * 40}, 403, "api_key"),
        ({"api_key": "x" * 10_000}, 403, "api_key"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "none"}, 404, "service_code"),
        ({"service_code": "\x00"}, 404, "service_code"),
        ({"lat": ""}, 400, "lat"),
        ({"lat": "nan"}, 400, "lat"),
        ({"lat": "1e400"}, 400, "lat"),
        ({"lat": "91"}, 400, "lat"),
        ({"lat": "10", "long": "10"}, 400, "outside"),
        ({"lat": "", "long": ""}, 400, "address_string"),
        ({"lat": "", "long": "", "address_id": "7"}, 400, "address_id"),
        ({"description": "x" * 4001}, 400, "4,000"),
        ({"email": "nobody"}, 400, "email"),
        ({"phone": "call me"}, 400, "phone"),
        ({"attribute[count]": "many"}, 400, "count"),
        ({"attribute[since]": "never"}, 400, "since"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "jurisdiction_id"),
    ],
)
@pytest.mark.parametrize("form", ["xml", "json"])
def test_what_is_wrong_is_named(
    town: SimpleNamespace, key: str, changes: dict[str, str], status: int, word: str, form: str
) -> None:
    fields = {**WHOLE, "headers": {"accept-language": "en"}, **changes}
    answer = post(fields.pop("api_key", key), form, **fields)
    assert answer.status_code == status, answer.content
    [(code, description)] = faults(answer)
    assert code == str(status) and word in description
    assert not Request.objects.exists()


@pytest.mark.parametrize("form", ["xml", "json"])
def test_too_much_at_once_is_refused_in_the_same_form(
    town: SimpleNamespace, key: str, form: str
) -> None:
    answer = post(key, form, **{**WHOLE, "description": "x" * 3_000_000})
    assert answer.status_code == 413
    assert faults(answer)[0][0] == "413"


def test_a_required_question_must_be_answered(town: SimpleNamespace, key: str) -> None:
    lamp = town.services["lamp"]
    lamp.questions[1]["required"] = True
    lamp.save()
    fields = {name: value for name, value in WHOLE.items() if name != "attribute[since]"}
    answer = post(key, **fields)
    assert answer.status_code == 400 and "since" in faults(answer)[0][1]


def test_an_address_is_place_enough_and_a_kind_text_enough(town: SimpleNamespace, key: str) -> None:
    answer = post(key, service_code="pothole", address_string="خیابان مهر")
    row = Request.objects.get(pk=answer.json()[0]["service_request_id"])
    assert row.address == "خیابان مهر" and row.description == "چالهٔ خیابان"


def test_each_scope_opens_its_own_door_only(town: SimpleNamespace) -> None:
    reading, reporting = make_key(town, "read"), make_key(town, "report")
    assert post(reading, **WHOLE).status_code == 403
    number = post(reporting, **WHOLE).json()[0]["service_request_id"]
    more = {"service_request_id": number, "description": "more", "status": "OPEN"}
    assert post(reporting, path="servicerequestupdates", **more).status_code == 403


def test_a_revoked_key_lets_nobody_in(town: SimpleNamespace, key: str) -> None:
    assert post(key, **WHOLE).status_code == 201
    admin = actor_for(town.persons["admin"], on=timezone.now().date())
    actions.revoke_key("fixmystreet", actor=admin, at=timezone.now())
    assert post(key, **WHOLE).status_code == 403
    assert Client().get(f"{V2}/requests.json", {"api_key": key}).status_code == 403
    verbs = list(Act.objects.filter(verb__startswith="partners.").values_list("verb", flat=True))
    assert verbs == ["partners.create_key", "partners.revoke_key"]


def test_keys_are_kept_as_hashes_only(town: SimpleNamespace, key: str) -> None:
    from django.core import serializers

    from cityhall.partners.models import ApiKey

    rows = serializers.serialize("json", ApiKey.objects.all())
    assert key not in rows and key.split("_")[2] not in rows


def test_each_key_has_its_own_limit(town: SimpleNamespace) -> None:
    slow, other = make_key(town, "report", per_minute=2), make_key(town, "report", per_minute=2)
    statuses = [post(slow, **{**WHOLE, "email": ""}).status_code for _ in range(4)]
    assert statuses == [201, 201, 429, 429]
    assert post(slow, **WHOLE).headers["Retry-After"]
    assert post(other, **{**WHOLE, "email": ""}).status_code == 201


def test_the_same_reference_is_the_same_report(town: SimpleNamespace, key: str) -> None:
    headers = {"idempotency-key": '"ref-1"'}
    first, again = (post(key, **WHOLE, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()[0]["service_request_id"] == again.json()[0]["service_request_id"]
    other = post(key, **{**WHOLE, "description": "Another text"}, headers=headers)
    assert other.status_code == 409
    assert Request.objects.count() == 1


def test_sent_twice_at_once_it_is_one_report(at_once: Callable[..., list[object]]) -> None:
    town = make_town()
    key = make_key(town)

    def send() -> int:
        answer = post(key, **{**WHOLE, "email": ""}, headers={"idempotency-key": "ref-2"})
        return int(answer.json()[0]["service_request_id"])

    assert len(set(at_once([send] * 8))) == 1
    assert Request.objects.count() == 1


def photo(shade: int = 90) -> io.BytesIO:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), (shade, 90, 120)).save(written, "JPEG")
    written.seek(0)
    written.name = f"photo{shade}.jpg"
    return written


def test_photos_come_along_as_files(town: SimpleNamespace, key: str) -> None:
    answer = post(key, "xml", **WHOLE, photo1=photo(10), photo2=photo(200))
    assert answer.status_code == 201, answer.content
    number = xml(answer).findtext("request/service_request_id")
    assert Request.objects.get(pk=number).photos.filter(is_public=True).count() == 2
    [one] = Client().get(f"{V2}/requests/{number}.json?extensions=true").json()
    assert len(one["extended_attributes"]["photos"]) == 2
    path = one["media_url"].removeprefix("http://127.0.0.1:8000")
    picture = Client().get(path)
    assert picture.headers["Content-Type"] == "image/jpeg" and picture.getvalue()


def test_what_is_no_photo_is_refused_and_nothing_is_filed(town: SimpleNamespace, key: str) -> None:
    bad = io.BytesIO(b"<svg onload=alert(1)>")
    bad.name = "x.jpg"
    answer = post(key, "xml", **WHOLE, photo1=bad)
    assert answer.status_code == 400 and "x.jpg" in faults(answer)[0][1]
    assert not Request.objects.exists()


# FixMyStreet


def fixmystreet(client: Client, key: str) -> SimpleNamespace:
    """What its client does: XML only, api_key when posting only, a token asked five times."""

    def parsed(answer: Any) -> ElementTree.Element:
        assert 200 <= answer.status_code < 300, answer.content
        return ElementTree.fromstring(answer.content.decode("utf-8"))

    def send(**fields: Any) -> str:
        root = parsed(
            client.post(
                f"{V2}/requests.xml", {"jurisdiction_id": "127.0.0.1", "api_key": key, **fields}
            )
        )
        number = root.findtext("request/service_request_id")
        token = root.findtext("request/token")
        for _ in range(5):
            if number:
                return number
            asked = parsed(client.get(f"{V2}/tokens/{token}.xml", {"jurisdiction_id": "127.0.0.1"}))
            number = asked.findtext("request/service_request_id")
        raise AssertionError("no number")

    def update(**fields: Any) -> str:
        root = parsed(
            client.post(
                f"{V2}/servicerequestupdates.xml",
                {"jurisdiction_id": "127.0.0.1", "api_key": key, **fields},
            )
        )
        return root.findtext("request_update/update_id") or ""

    def updates(start: Any, end: Any) -> list[dict[str, str]]:
        stamp = "%Y-%m-%dT%H:%M:%SZ"
        span = {"start_date": start.strftime(stamp), "end_date": end.strftime(stamp)}
        root = parsed(client.get(f"{V2}/servicerequestupdates.xml", span))
        assert root.tag == "service_request_updates"
        return [{each.tag: each.text or "" for each in one} for one in root]

    return SimpleNamespace(send=send, update=update, updates=updates)


FMS = {
    "service_code": "street-light",
    "lat": "35.62",
    "long": "51.06",
    "email": "test@example.com",
    "first_name": "Test",
    "last_name": "User",
    "description": "title:  Dark lamp\n\ndetail: It is dark at night.\n\n"
    "url: http://fixmystreet.example/report/80\n\nSubmitted via FixMyStreet\n",
    "attribute[fixmystreet_id]": "80",
    "attribute[easting]": "529025",
    "media_url": "http://fixmystreet.example/photo/80.full.jpeg",
}


@pytest.mark.parametrize("by_token", [False, True])
def test_fixmystreet_sends_a_report(town: SimpleNamespace, by_token: bool) -> None:
    key = make_key(town, by_token=by_token)
    fms = fixmystreet(Client(enforce_csrf_checks=True), key)
    number = fms.send(**FMS)
    row = Request.objects.get(pk=number)
    assert row.title == "Dark lamp"
    assert row.description.startswith("Dark lamp\n\nIt is dark at night.")
    assert fms.send(**FMS) == number  # it tries again after a lost answer, under its own number
    assert Request.objects.count() == 1


def test_fixmystreet_hears_what_happens_and_says_more(town: SimpleNamespace, key: str) -> None:
    fms = fixmystreet(Client(enforce_csrf_checks=True), key)
    number = int(fms.send(**FMS))
    begin = timezone.now() - timedelta(hours=1)
    officer = actor_for(town.persons["lamp"], on=begin.date())
    service.claim(number, actor=officer, at=timezone.now())
    more = {
        "service_request_id": number,
        "update_id": 38362,
        "updated_datetime": "2026-11-25T10:00:00+00:00",
        "status": "OPEN",
        "email": "test@example.com",
        "description": "this is a comment",
        "title": "Mr",
        "first_name": "Test",
        "last_name": "User",
        "public_anonymity_required": "FALSE",
    }
    taken = fms.update(**more)
    assert taken and fms.update(**more) == taken  # the same comment is one
    assert Act.objects.filter(verb="service.say").count() == 1
    service.ask(number, "کجا؟", actor=officer, at=timezone.now())
    fms.update(**{**more, "update_id": 2, "description": "At the corner"})
    assert Request.objects.get(pk=number).status == "in_progress"  # it was the answer
    ending = Closing(outcome="fixed", explanation="Mended", evidence="seen")
    service.close(number, ending, actor=officer, at=timezone.now())
    heard = fms.updates(begin, timezone.now() + timedelta(seconds=2))
    assert [one["status"] for one in heard] == ["OPEN", "CLOSED"]
    assert heard[-1]["description"] == "Mended"
    assert heard[-1]["service_request_id"] == str(number)
    assert {"update_id", "updated_datetime"} <= set(heard[-1])
    fms.update(**{**more, "update_id": 3, "description": "Still dark"})
    assert Request.objects.get(pk=number).is_open  # of a closed one, OPEN means: not solved
    body = str(fms.updates(begin, timezone.now() + timedelta(seconds=2)))
    assert "this is a comment" not in body and "At the corner" not in body


def test_updates_are_for_reports_of_the_same_key(town: SimpleNamespace, key: str) -> None:
    mine = post(key, **WHOLE).json()[0]["service_request_id"]
    stranger, secret = report(town), report(town, "conduct")
    other = make_key(town)
    said = set()
    for given, number in ((other, mine), (key, stranger.pk), (key, secret.pk), (key, 999_999)):
        more = {"service_request_id": number, "description": "more", "status": "OPEN"}
        answer = post(given, path="servicerequestupdates", **more)
        assert answer.status_code == 404
        said.add(faults(answer)[0][1].replace(str(number), "·"))
    assert len(said) == 1  # nobody learns which numbers there are


def test_updates_come_page_by_page_once_each(town: SimpleNamespace) -> None:
    officer = actor_for(town.persons["lamp"], on=timezone.now().date())
    begin = timezone.now() - timedelta(hours=2)
    for n in range(9):
        row = report(town)
        service.claim(row.pk, actor=officer, at=begin + timedelta(minutes=n // 3))
    found, address = [], f"{V2}/servicerequestupdates.json?page_size=2"
    while address:
        answer = Client().get(address)
        found += [one["update_id"] for one in answer.json()]
        link = answer.headers.get("Link", "")
        address = link.removeprefix("<").partition(">")[0].removeprefix("http://127.0.0.1:8000")
    assert len(found) == len(set(found)) == 9
