"""Code where words belong: put into every text that a resident, an officer or a city can write."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from tests.cityhall.safety.world import World

from cityhall.service import actions
from cityhall.service.actions import Closing

PAYLOADS = (
    "<script>zqx(1)</script>",
    '"><img src=zqx onerror=zqx(2)>',
    "'><svg onload=zqx(3)>",
    "</textarea></title></style></script><script>zqx(4)</script>",
    "javascript:zqx(5)//",
    "{{191*7}}zqx",
    "]]><zqx:script>--><iframe srcdoc='<script>zqx(6)</script>'>",
    "\\u003cscript\\u003ezqx(7)\\x3c/script\\x3e<a href=javascript:zqx(8)>",
)
ALL = " ".join(PAYLOADS)
_NAMES = ("name", "description", "label")  # {"fa": …, "en": …}
_TEXTS = {
    "people.Person": ("name",),
    "people.City": ("emergency_phone",),
    "people.Organization": ("phone",),
    "service.Request": (
        "description",
        "title",
        "public_text",
        "address",
        "public_address",
        "landmark",
        "explanation",
        "evidence",
    ),
    "service.Party": ("name", "phone"),
}


def plant(world: World) -> None:
    """Fill the town with code: through the acts where they take words, in the rows elsewhere."""
    officer, me, at = world.actors["O"], world.actors["R"], timezone.now()
    pk = world.reports["open"].pk
    for say in (actions.note, actions.reply, actions.ask):
        say(pk, ALL, actor=officer, at=at)
    actions.answer(pk, ALL, actor=me, at=at)
    actions.pause(pk, ALL, actor=officer, at=at)
    actions.reveal(pk, ALL, actor=officer, at=at)
    actions.reopen(world.reports["closed"].pk, ALL, actor=me, at=at)
    ending = Closing("made_safe", ALL, evidence=ALL[:240])
    actions.close(world.reports["words"].pk, ending, actor=officer, at=at)
    for model in apps.get_app_config("people").get_models():
        _fill(model)
    for model in apps.get_app_config("service").get_models():
        _fill(model)
    cache.clear()


def _fill(model: type[models.Model]) -> None:
    for row in model.objects.all():
        changed: dict[str, Any] = {}
        for name in _TEXTS.get(model._meta.label, ()):
            most = model._meta.get_field(name).max_length or len(ALL)
            changed[name] = ALL[: min(most, len(ALL))]
        for field in model._meta.fields:
            if isinstance(field, models.JSONField):
                changed[field.name] = _with_code(getattr(row, field.name), field.name)
        if changed:
            model.objects.filter(pk=row.pk).update(**changed)


def _with_code(value: Any, name: str) -> Any:
    """The same structure; names, questions, choices, answers and keywords say code."""
    if name in _NAMES and isinstance(value, dict):
        return dict.fromkeys(value, ALL)
    if name == "answers":
        return {key: ALL if not str(kept).isdecimal() else kept for key, kept in value.items()}
    if name == "keywords":
        return {key: [*words, ALL] for key, words in value.items()}
    if isinstance(value, dict):
        return {key: _with_code(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_code(inner, "") for inner in value]
    return value


class Live(HTMLParser):
    """What of a page would run: handlers, scripts of its own, addresses that are code."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: (value or "").strip().lower() for name, value in attrs}
        if tag == "script" and "src" not in has:
            self.found.append("a script within the page")
        if tag in ("iframe", "object", "embed", "base") or tag.startswith("zqx"):
            self.found.append(f"<{tag}>")
        for name, value in has.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append(f"<{tag} {name}>")
            leads = name in ("href", "src", "action", "formaction")
            scheme, colon, _rest = value.partition("/")[0].partition(":")
            if leads and colon and scheme not in ("http", "https", "mailto", "tel", "geo"):
                self.found.append(f"<{tag} {name}={value[:30]}>")


def live(page: str) -> Iterator[str]:
    yield from Live(page).found
