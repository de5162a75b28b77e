"""Residents in their browsers, who report over HTTP until the server dies under their hands."""

from __future__ import annotations

import re
import threading
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")
STEPS = 12
VISITORS = 2


def walk_until(
    stop: threading.Event, port: int, cycle: int, first: threading.Event
) -> list[dict[str, object]]:
    """Several residents at once, until `stop`; what the server acknowledged to them.

    `first` is set when the first of them has reported.
    """
    told: list[dict[str, object]] = []

    def one(number: int) -> None:
        turn = 0
        while not stop.is_set():
            mark = f"c{cycle}v{number}t{turn}"
            turn += 1
            try:
                if (code := _report(port, number, mark, told)) and _CODE.fullmatch(code):
                    told.append({"did": "code", "code": code, "mark": mark})
                    first.set()
            except (OSError, HTTPException):
                stop.wait(0.01)  # the server is gone, or not there yet

    threads = [threading.Thread(target=one, args=(number,)) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _report(port: int, number: int, mark: str, told: list[dict[str, object]]) -> str:
    """Walk through all pages; the tracking code, or nothing."""
    home = f"127.2.{hash(mark) % 250}.{number + 1}"
    wire = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(home, 0))
    cookies = SimpleCookie()
    form = {
        "text": f"چراغ {mark} خاموش است.",
        "service": "light-out",
        "offered": "1",
        "address": "خیابان مهر",
        "answer-how_many": "some",
        "email": f"{mark}@example.org",
        "publish": "all",
    }

    def ask(path: str, body: str | None = None) -> tuple[int, str, str]:
        kept = "; ".join(f"{one.key}={one.coded_value}" for one in cookies.values())
        headers = {"Host": "127.0.0.1", "Cookie": kept}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        wire.request("GET" if body is None else "POST", path, body, headers)
        answer = wire.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            cookies.load(cookie)
        return answer.status, answer.headers.get("Location", ""), page

    try:
        path, status, page = "/report/", 302, ""
        for _ in range(STEPS):
            here = path
            status, path, page = ask(here)
            if status == 200 and not here.endswith("/sent/"):
                token = _TOKEN.search(page)
                secret = {"csrfmiddlewaretoken": token.group(1) if token else ""}
                status, path, page = ask(here, urlencode(form | secret))
                if status == 302 and path.endswith("/sent/"):
                    told.append({"did": "sent", "mark": mark})  # that is the city's yes
            if status != 302:
                break
        code = _CODE.search(page)
        if status != 200:
            told.append({"did": "refused", "status": status, "path": here})
        return code.group() if status == 200 and code else ""
    finally:
        wire.close()
