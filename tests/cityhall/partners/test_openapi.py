"""The description for programs says what there is: no address that answers JSON is missing."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import resolve, reverse
from tests.cityhall.kept import kept
from tests.cityhall.safety import routes
from tests.cityhall.safety.crawler import content
from tests.cityhall.safety.matrix import TABLE
from tests.cityhall.safety.world import World, make_world

from cityhall.partners import openapi
from cityhall.partners.open311 import wire

# Answers that are JSON and have a standard of their own, or are this description itself.
APART = {"openapi", "open311_elsewhere", "matter_replay"}


@pytest.fixture
def world(db: None) -> World:
    return kept(make_world)


def described() -> dict[str, Any]:
    return Client().get("/api/openapi.json").json()


def pattern_of(name: str) -> str:
    route = dict(routes.patterns())[name]
    return "/" + openapi._CONVERTER.sub(r"{\2}", route)


def test_no_address_that_answers_json_is_missing(world: World) -> None:
    paths = described()["paths"]
    found, missing = set(), []
    for name, rows in TABLE.items():
        if name in APART or name.startswith("open311_"):
            continue
        address = reverse(name, args=rows[0].arguments(world))
        answer = Client().get(address, {"format": "json"})
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        if answer.status_code == 200 and is_json:
            found.add(name)
            if pattern_of(name) not in paths:
                missing.append(
                    f"{name}: say what it answers, with `web.described.answers` at its view"
                )
        content(answer)  # a photo is a file, which is closed once it is read
    assert not missing, missing
    assert {"request_list", "request", "figure"} <= found


def test_every_described_address_exists_and_answers_as_described(world: World) -> None:
    number = world.reports["open"].pk
    for path, said in described()["paths"].items():
        if path.startswith("/open311"):
            continue
        address = path.replace("{request_id}", str(number)).replace("{code}", "urgent-hours")
        answer = Client().get(address, {"format": "json"})
        if "{" in address or answer.status_code == 401 or answer.status_code == 403:
            continue
        assert answer.status_code == 200, path
        kind = resolve(address).func.described.answer
        msgspec.json.decode(answer.content, type=kind)
        assert "200" in said["get"]["responses"]


def test_every_reference_leads_somewhere(world: World) -> None:
    document = described()
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}

    def references(value: Any) -> set[str]:
        if isinstance(value, dict):
            inner = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return inner.union(*(references(one) for one in value.values()))
        if isinstance(value, list):
            return set().union(*(references(one) for one in value))
        return set()

    found = references(document)
    assert found and found <= known
    assert document["openapi"].startswith("3.1")


def test_open311_answers_what_is_described(world: World) -> None:
    number = world.reports["open"].pk
    for path, kind in {
        "/open311/discovery.json": wire.Discovery,
        "/open311/v2/services.json": list[wire.Service],
        "/open311/v2/services/pole.json": wire.Definition,
        "/open311/v2/requests.json?extensions=true": list[wire.Report],
        f"/open311/v2/requests/{number}.json": list[wire.Report],
        "/open311/v2/servicerequestupdates.json": list[wire.RequestUpdate],
        "/open311/v2/requests/0.json": list[wire.Fault],
    }.items():
        msgspec.json.decode(Client().get(path).content, type=kind)


def test_refusals_have_the_described_form(world: World) -> None:
    answer = Client().get("/reports/", {"format": "json", "service": "none"})
    assert answer.status_code == 400
    msgspec.json.decode(answer.content, type=openapi.ErrorOut)


def test_the_page_for_developers_is_a_step_from_every_page(world: World) -> None:
    assert b'href="/developers/"' in Client().get("/").content
    page = Client().get("/developers/").content.decode()
    for word in ("/open311/v2/", "/api/openapi.json", "webhook-signature", "Idempotency-Key"):
        assert word in page
