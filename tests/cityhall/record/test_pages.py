"""The record for people and for programs: filters, pages by key, twins, proofs, and their cost."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.record import integrator, keys
from cityhall.service.actions import Closing, claim, close, note
from divan.language import persian_digits
from divan.record import leaf_hash, tiles_of
from divan.record.audit import audit
from divan.record.policy import of_keys
from divan.record.proof_file import parse_proof_file, parse_receipt


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lived(filed, actor):
    """An open report, one with its life, and a confidential one; all sealed."""
    report = filed("lamp")
    claim(report.pk, actor=actor("lamp"), at=NOW)
    note(report.pk, "canarynote", actor=actor("lamp"), at=NOW)
    close(report.pk, Closing("fixed", "درست شد", "دیدم"), actor=actor("lamp"), at=NOW)
    filed("hole", by=Actor(browser="b2"), at=NOW - timedelta(days=3))
    secret = filed("conduct", text="canaryword")
    claim(secret.pk, actor=actor("road"), at=NOW)
    integrator.integrate(NOW)
    return report, secret


def positions(answer) -> list[int]:
    return [one["position"] for one in answer.json()["entries"]]


def test_everything_is_told_in_both_languages(lived, client_as) -> None:
    english = client_as(language="en").get("/record/").content.decode()
    assert "Lighting officer closed it: fixed." in english
    assert "Something was done. What it was is sealed." in english
    assert "over 8 entries" in english
    persian = client_as().get("/record/").content.decode()
    assert "کارشناس روشنایی" in persian
    assert "دفتر همگانی" in persian
    for page in (english, persian):
        assert "canary" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("by=post:lamp", [3, 2, 1]),
        ("verb=service.close", [3]),
        ("by=post:lamp&verb=service.claim", [1]),
        ("on=service.request:{report}", [3, 2, 1, 0]),
        ("q=روشنایی", [3, 2, 1]),
        ("q=Lighting officer", [3, 2, 1]),
        ("day=2026-11-20", [4]),
        ("day=1405/8/29", [4]),
        ("day=2026-11-23&by=resident", [5, 0]),
        ("q=nobodyatall", []),
    ],
)
def test_filters(lived, client_as, query: str, expected: list[int]) -> None:
    query = query.format(report=lived[0].pk)
    assert positions(client_as().get(f"/record/?{query}&format=json")) == expected


@pytest.mark.parametrize("written", [str, lambda number: persian_digits(str(number))])
def test_a_number_is_that_of_a_report_or_of_an_entry(lived, client_as, written) -> None:
    secret = lived[1].pk  # of entries 5 and 6
    found = positions(client_as().get(f"/record/?q={written(secret)}&format=json"))
    assert found == sorted({5, 6, *([secret] if secret < 8 else [])}, reverse=True)


@pytest.mark.parametrize(
    "query",
    ["verb=x", "day=yesterday", "on=x:1", "after=-1", "count=0", "by=چراغ", "q=" + "x" * 101],
)
def test_bad_questions_are_answered_with_400(lived, client_as, query: str) -> None:
    answer = client_as().get(f"/record/?{query}&format=json")
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == query.split("=")[0]


@pytest.mark.parametrize("narrow", ["", "day=2026-11-23&", "by=post:lamp&verb=service.note&"])
def test_pages_follow_one_another_without_loss(lived, client_as, narrow: str) -> None:
    visitor = client_as()
    every = positions(visitor.get(f"/record/?{narrow}format=json"))
    found, address = [], f"/record/?{narrow}count=1&format=json"
    while address:
        answer = visitor.get(address)
        found += positions(answer)
        address = answer.json()["older"]
    assert found == every


def test_the_page_costs_a_fixed_number_of_queries(lived, acts, client_as) -> None:
    visitor = client_as()
    costs = []
    for many in (1, 30, 90):
        acts(many)
        integrator.integrate(NOW)
        visitor.get("/record/")
        for address in ("/record/", "/record/1/", "/record/?by=post:lamp&verb=service.note"):
            with CaptureQueriesContext(connection) as made:
                assert visitor.get(address).status_code == 200
            costs.append(len(made))
    assert costs[3:6] == costs[6:]
    assert max(costs) <= 9


def test_a_feed_of_entries(lived, client_as) -> None:
    feed = ElementTree.fromstring(client_as(language="en").get("/record/?format=atom").content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 8


def test_a_kept_proof_verifies_without_the_city_and_one_byte_breaks_it(lived, client_as) -> None:
    answer = client_as().get("/record/3/proof")
    kept = parse_proof_file(answer.content)
    leaf = parse_receipt(kept.extra).leaf
    policy = of_keys(*[key.public for key in keys.signing_keys()])
    kept.check(leaf, policy)
    with pytest.raises(ValueError, match="leads to"):
        kept.check(leaf.replace(b"fixed", b"fiXed"), policy)


def test_the_receipt_of_a_report_leads_to_its_entry(lived, client_as) -> None:
    from cityhall.service import receipts

    report = lived[0]
    page = (
        client_as(language="en").get(f"/track/{receipts.code_of(report.nonce)}/").content.decode()
    )
    act = Act.objects.get(verb="service.file", object_id=report.pk)
    assert f"/record/{act.position}/" in page
    assert leaf_hash(act.leaf.encode()).hex() in page
    assert f"{settings.ORIGIN}/record/{act.position}/" in page


class Served:
    """The log as a stranger reads it over HTTP."""

    def __init__(self, client) -> None:
        self.client = client

    def read(self, path: str) -> bytes:
        answer = self.client.get(f"/record/{path}")
        if answer.status_code == 404:
            raise FileNotFoundError(path)
        return answer.content


def test_what_is_served_is_the_log_with_the_headers_of_its_specification(lived, client_as) -> None:
    visitor = client_as()
    served = visitor.get("/record/checkpoint")
    assert served.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "immutable" not in served.headers["Cache-Control"]
    last = integrator.Seal.objects.last()
    report = audit(Served(visitor), last.size, bytes.fromhex(last.root))
    assert not report.faults
    for tile in tiles_of(last.size):
        answer = visitor.get(f"/record/{tile.path}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert ("immutable" in answer.headers["Cache-Control"]) == ("entries" not in tile.path)
        assert not answer.cookies
    for path in ("tile/0/001", "tile/0/000.p/0", "tile/9/000", "tile/entries/../../secret"):
        assert visitor.get(f"/record/{path}").status_code == 404


@pytest.mark.parametrize("column", ["verb", "by", "object_id"])
def test_a_row_changed_behind_the_record_shows_to_whoever_reads_it(
    lived, client_as, column: str
) -> None:
    from tests.cityhall.record import tampering

    tampering.lift()
    Act.objects.filter(pk=2).update(**{column: 77 if column == "object_id" else "changed"})
    last = integrator.Seal.objects.last()
    report = audit(Served(client_as()), last.size, bytes.fromhex(last.root))
    assert [fault.place for fault in report.faults][:1] == ["entry 2"]


def test_an_entry_without_a_seal_says_so(filed, client_as) -> None:
    filed()
    page = client_as(language="en").get("/record/0/").content.decode()
    assert "so new that no seal covers it yet" in page
    assert client_as().get("/record/0/proof").status_code == 404
