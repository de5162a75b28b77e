"""Keys in the city office, and photos that other systems only gave an address of."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from cityhall.acts.models import Act
from cityhall.partners import media
from cityhall.partners.models import ApiKey, Sending
from cityhall.service.models import Photo
from cityhall.web.egress import Answer, NoAnswer
from cityhall.web.logs import _OPENS


def make_key(client: Client, **facts: Any) -> str:
    said = {"name": "App", "scopes": ["report"], "per_minute": "۶۰", **facts}
    page = client.post("/manage/partners/keys/new/", said).content.decode()
    return "divan_" + page.partition('value="divan_')[2].partition('"')[0]


def test_a_key_is_shown_once_works_and_is_revoked(client_as: Callable[..., Any]) -> None:
    client = client_as("admin")
    key = make_key(client)
    assert len(key) == 55
    row = ApiKey.objects.get()
    assert row.per_minute == 60 and key not in row.digest
    for address in ("/manage/partners/", f"/manage/partners/keys/{row.code}/"):
        page = client.get(address).content.decode()
        assert key not in page and f"divan_{row.prefix}_…" in page
    said = {"api_key": key, "service_code": "pothole", "address_string": "خیابان مهر"}
    assert Client().post("/open311/v2/requests.xml", said).status_code == 201
    assert client.post(f"/manage/partners/keys/{row.code}/revoke/").status_code == 302
    assert Client().post("/open311/v2/requests.xml", said).status_code == 403
    assert [act.by for act in Act.objects.filter(verb__startswith="partners.")] == [
        "post:admin",
        "post:admin",
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"per_minute": "0"}, "per_minute"),
        ({"per_minute": "9" * 8}, "per_minute"),
        ({"contact": "nobody"}, "contact"),
        ({"code": "Not A Code"}, "code"),
        ({"code": "new"}, "code"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    client_as: Callable[..., Any], facts: dict[str, Any], field: str
) -> None:
    said = {"name": "App", "scopes": ["report"], "per_minute": "60", **facts}
    answer = client_as("admin").post("/manage/partners/keys/new/", said)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_the_log_holds_no_key() -> None:
    line = "GET /open311/v2/requests.json?api_key=divan_abcdefgh_0123&status=open HTTP/1.1"
    assert _OPENS.sub(r"\1…", line) == (
        "GET /open311/v2/requests.json?api_key=…&status=open HTTP/1.1"
    )


def sent(client_as: Callable[..., Any], *addresses: str) -> Sending:
    key = make_key(client_as("admin"))
    said = {"api_key": key, "service_code": "pothole", "address_string": "x"}
    answer = Client().post("/open311/v2/requests.json", {**said, "media_url": list(addresses)})
    assert answer.status_code == 201, answer.content
    return Sending.objects.get()


def jpeg() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (90, 60), (20, 90, 120)).save(written, "JPEG")
    return written.getvalue()


def test_a_photo_is_fetched_later_and_drawn_anew(
    town: SimpleNamespace, client_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sent(client_as, "https://fms.example/1.jpeg", "https://fms.example/2.html")
    assert not Photo.objects.exists()
    answers = {"1.jpeg": Answer(200, {}, jpeg()), "2.html": Answer(200, {}, b"<svg onload=x>")}
    monkeypatch.setattr(media, "fetch", lambda m, url, **k: answers[url.rpartition("/")[2]])
    assert media.fetch_due(timezone.now()) == 1
    assert media.fetch_due(timezone.now() + timedelta(days=1)) == 0
    photo = Photo.objects.get()
    assert photo.is_public and photo.request_id == row.request_id
    act = Act.objects.get(verb="service.add_photo")
    assert act.by == "partner:app" and "fms.example" not in act.leaf


def test_a_photo_that_cannot_be_had_is_given_up_in_the_end(
    client_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(client_as, "http://169.254.169.254/latest/")  # the real door: it is never called
    for hours in range(40):
        media.fetch_due(timezone.now() + timedelta(hours=hours))
    row = Sending.objects.get()
    assert row.media_at is None and row.media_tries == len(media.WAITS) + 1
    assert not Photo.objects.exists()


def test_an_answer_that_breaks_off_is_tried_again(
    client_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(client_as, "https://fms.example/1.jpeg")
    tries = []

    def late(*arguments: Any, **more: Any) -> Answer:
        tries.append(arguments)
        if len(tries) < 2:
            raise NoAnswer("no whole answer", arrived=True)
        return Answer(200, {}, jpeg())

    monkeypatch.setattr(media, "fetch", late)
    for hours in range(3):
        media.fetch_due(timezone.now() + timedelta(hours=hours))
    assert len(tries) == 2 and Photo.objects.count() == 1
