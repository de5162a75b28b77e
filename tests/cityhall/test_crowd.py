"""480 residents report at the same moment, each through the pages, over HTTP."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.models import Sum
from waitress.server import create_server

from cityhall.acts.models import Act, Message, Register
from cityhall.service.models import Draft, Party, Request, Tally

RESIDENTS, AT_ONCE = 480, 48


@pytest.fixture
def port(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The building behind waitress, with as many threads as `cityhall serve` gives it."""
    if connection.vendor == "postgresql":  # threads that end must not leave connections behind
        monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.task_dispatcher.shutdown()
    server.close()
    server._map.clear()  # its loop ends when it looks after nothing any more
    thread.join(30)


class Resident:
    """A browser of its own, at an address of its own, without scripts."""

    def __init__(self, number: int, port: int) -> None:
        self.number = number
        home = f"127.0.{1 + number // 200}.{1 + number % 200}"
        self.wire = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=120, source_address=(home, 0)
        )
        self.cookies = SimpleCookie()
        self.token = ""

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        headers = {"Accept-Language": "fa", "Host": "127.0.0.1"}
        kept = [f"{one.key}={one.coded_value}" for one in self.cookies.values()]
        headers["Cookie"] = "; ".join(kept)
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.token, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.wire.request("GET" if form is None else "POST", address, body, headers)
        response = self.wire.getresponse()
        page = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return response.status, response.headers.get("Location", ""), page

    def report(self) -> tuple[int, str]:
        """Walk through all pages; the last status, and the tracking code or that page."""
        status, _to, page = self.ask("/report/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if found is None:
            return status, page
        self.token = found.group(1)
        words = f"چراغ شمارهٔ {self.number} خاموش است."
        steps: list[dict[str, str]] = [
            {"text": words, "service": "street-light", "offered": "1"},
            {"address": f"خیابان مهر، پلاک {self.number}"},
            {"answer-count": "2"},
            {"name": f"ساکن {self.number}", "email": f"r{self.number}@example.org"},
            {"publish": "all"},
        ]
        address = "/report/"
        for form in steps:
            if address.endswith("/similar/"):
                status, address, page = self.ask(address, {})
            status, address, page = self.ask(address, form)
            if status != 302:
                return status, page
        status, _to, page = self.ask(address)
        code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", page)
        self.wire.close()
        return status, code.group() if code else page


@pytest.mark.slow
def test_everybody_s_report_is_taken_and_nobody_is_told_to_come_back(town, port: int) -> None:
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(lambda number: Resident(number, port).report(), range(RESIDENTS)))
    assert [answer for answer in answers if answer[0] != 200] == []
    assert len({code for _status, code in answers}) == RESIDENTS
    assert Request.objects.count() == RESIDENTS
    assert set(Request.objects.values_list("description", flat=True)) == {
        f"چراغ شمارهٔ {number} خاموش است." for number in range(RESIDENTS)
    }
    assert Draft.objects.exclude(request=None).count() == Draft.objects.count() == RESIDENTS
    assert Party.objects.values("email").distinct().count() == RESIDENTS
    assert Message.objects.count() == RESIDENTS
    assert Tally.objects.aggregate(n=Sum("count")) == {"n": RESIDENTS}
    positions = list(Act.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(RESIDENTS))
    assert Register.objects.get().size == RESIDENTS
