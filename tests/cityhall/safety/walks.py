"""The walk of each role through the town of secrets: one for all tests that look at its answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from tests.cityhall.kept import kept
from tests.cityhall.safety import crawler, markup, routes
from tests.cityhall.safety.crawler import Answer, Form
from tests.cityhall.safety.world import World, make_world

_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')  # new on every page


@dataclass
class Walk:
    world: World
    answers: list[Answer]
    forms: dict[str, list[Form]]  # by the page that offers them
    logged: list[str]

    def pages(self) -> list[str]:
        """An address of every different page and picture: the same one need not be read twice."""
        found: dict[tuple[int, str, str], str] = {}
        for one in self.answers:
            if one.kind.startswith(("text/html", "image/svg")):
                policy = one.where.get("Content-Security-Policy", "")
                found.setdefault((one.status, _TOKEN.sub("", one.text), policy), one.address)
        return list(found.values())


class _Lines(logging.Handler):
    """Every line of the log while it listens."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())

    def __enter__(self) -> list[str]:
        root = logging.getLogger()
        self._level = root.level
        root.setLevel(logging.DEBUG)
        root.addHandler(self)
        return self.heard

    def __exit__(self, *_error: object) -> None:
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self._level)


def make_planted() -> World:
    """The world in which every word that somebody may write is code."""
    world = make_world()
    markup.plant(world)
    return world


def walk(role: str, language: str, make: Callable[[], World] = make_world) -> Walk:
    world = kept(make)
    client = world.client(role, language=language)
    with _Lines() as logged:
        answers, forms = crawler.crawl(client, role, routes.addresses(world, role))
    return Walk(world, answers, forms, logged)


def each(roles: Iterable[str], where: str = "fa") -> list[Any]:
    """Roles to be tried one by one, by the worker that walks for them."""
    group = pytest.mark.xdist_group
    return [pytest.param(role, marks=group(f"walk of {role}, {where}")) for role in roles]
