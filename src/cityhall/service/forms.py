"""What a resident's forms hold: values that fit, and for the others a message by field.

Every function takes what was posted and believes none of it; a message names the way out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refused
from cityhall.people import contact as people
from cityhall.people import places
from cityhall.people.maps import DIRECTIONS, View, whole_city
from cityhall.service.actions.filing import LONGEST_TEXT
from cityhall.service.assistance import SHORTEST_WORD
from cityhall.service.models import Publish
from cityhall.service.questions import Question, checked
from divan import language

LONGEST_ADDRESS, LONGEST_NAME, LONGEST_EMAIL = 250, 120, 254
NEAR_ENOUGH = 15.5  # the zoom at which a tap need not bring the map nearer
TAPPED_ZOOM = 16.5


@dataclass
class Answers:
    """What a form gave: `values` as they are kept, `errors` by field."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, typed: str, longest: int, too_long: str) -> None:
        """Take one line or paragraph of text, cleaned; signs that nobody sees are no text."""
        text = language.clean(typed).strip()
        self.values[name] = text if language.fold(text) else ""
        if len(self.values[name]) > longest:
            self.errors[name] = too_long

    def choice(self, name: str, chosen: str, known: Collection[str]) -> None:
        """Take one of the values that a list offers, or none."""
        self.values[name] = chosen if chosen in known else ""
        if chosen and chosen not in known:
            shown = language.clean(chosen)[:40]
            self.errors[name] = _("“%(value)s” is not in the list. Choose one of the list.") % {
                "value": f"\u2068{shown}\u2069"
            }

    def asked(self, name: str, give: Callable[[str, str], str], typed: str) -> None:
        """Take what a cleaning function of the people room makes of it, if anything was typed."""
        self.values[name] = ""
        try:
            self.values[name] = give(typed, name) if typed.strip() else ""
        except Refused as refused:
            self.errors[name] = refused.refusal.message


def what(post: QueryDict, kinds: Collection[str], *, kind_needed: bool) -> Answers:
    """What was seen, and which kind of report that is."""
    answers = Answers()
    answers.text("text", post.get("text", ""), LONGEST_TEXT, _("At most 4,000 letters, please."))
    if not answers.values["text"]:
        answers.errors["text"] = _("Write what you have seen.")
    answers.choice("service", post.get("service", ""), kinds)
    if kind_needed and not answers.values["service"]:
        answers.errors.setdefault("service", _("Choose what it is about."))
    return answers


def where(post: QueryDict, areas: Collection[str], landmarks: Collection[str]) -> Answers:
    """The place in words; the map is read by `tapped`."""
    answers = Answers()
    too_long = _("At most 250 letters, please.")
    answers.text("address", post.get("address", ""), LONGEST_ADDRESS, too_long)
    answers.choice("landmark", post.get("landmark", ""), landmarks)
    answers.choice("area", post.get("area", ""), areas)
    return answers


def tapped(post: QueryDict, views: Mapping[str, View]) -> Answers | None:
    """What a tap on a map, or a button beside it, changes in a draft; `None` if there was none.

    An image button sends `<name>.x` and `.y` in pixels of the picture, a button beside it
    `<name>` with a direction, in, out, city, middle or unmark; a script may send `here`.
    """
    if "here" in post:
        return _marked(*_degrees(post["here"]), views["large"])
    for name, view in views.items():
        if f"{name}.x" in post:
            x, y = (
                _pixel(post[f"{name}.x"], view.width),
                _pixel(post.get(f"{name}.y", ""), view.height),
            )
            if x is None or y is None:
                return Answers(errors={"place": _("Tap inside the map, please.")})
            # The keyboard presses an image button at 0, 0: that means its middle.
            place = view.place(x, y) if (x, y) != (0, 0) else view.place(*_middle(view))
            return _marked(*place, view)
        if name in post:
            return _steered(post[name], view)
    return None


def details(post: QueryDict, questions: Sequence[Question], calendar: str, words: str) -> Answers:
    """Answers to the typed questions of a kind; `calendar` and `words` are how dates are typed."""
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions:
        name = f"answer-{question.code}"
        try:
            given[question.code] = (
                _moment(post, name, calendar, words)
                if question.datatype == "datetime"
                else post.getlist(name)
            )
        except ValueError as error:
            errors[name] = str(error)
    answers, unfit = checked(questions, given)
    for code, message in unfit.items():
        errors.setdefault(f"answer-{code}", message)
    return Answers({"answers": answers}, errors)


def contact(post: QueryDict) -> Answers:
    """Whom the city may ask or tell; every field may stay empty."""
    answers = Answers()
    too_long = _("At most 120 letters, please.")
    answers.text("name", post.get("name", ""), LONGEST_NAME, too_long)
    answers.asked("email", people.cleaned_email, post.get("email", "")[:LONGEST_EMAIL])
    answers.asked("phone", people.cleaned_phone, post.get("phone", "")[:60])
    return answers


def helped(post: QueryDict, *, keeps_contact: bool) -> Answers:
    """What somebody leaves for whom an officer writes: contact only as agreed, and something that
    they know, so that they can take the report over."""
    answers = contact(post) if keeps_contact else Answers({"name": "", "email": "", "phone": ""})
    too_long = _("At most 40 letters, please.")
    answers.text("word", post.get("word", ""), 40, too_long)
    word = answers.values["word"]
    if word and len(language.fold(word)) < SHORTEST_WORD:
        answers.errors.setdefault("word", _("A word or number of at least 4 signs, please."))
    if not any(answers.values[name] for name in ("email", "phone", "word")):
        message = _("Leave a phone number, an e-mail or a word: with it they take the report over.")
        answers.errors.setdefault("word", message)
    return answers


def publish(post: QueryDict) -> Answers:
    """What everyone may read."""
    answers = Answers()
    answers.choice("publish", post.get("publish", ""), Publish.values)
    if not answers.values["publish"]:
        answers.errors.setdefault("publish", _("Choose what everyone may read."))
    return answers


def _middle(view: View) -> tuple[float, float]:
    return view.width / 2, view.height / 2


def _pixel(typed: str, most: int) -> int | None:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 6):
        return None
    return int(typed) if int(typed) <= most else None


def _degrees(typed: str) -> tuple[float, float]:
    """Latitude and longitude from `35.62,51.05`; not a number where it is none."""
    parts = typed[:60].split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return math.nan, math.nan
    return latitude, longitude


def _marked(latitude: float, longitude: float, view: View) -> Answers:
    if not places.in_city(latitude, longitude):
        return Answers(
            errors={"place": _("This place is outside the city. Tap inside its border.")}
        )
    if view.zoom < NEAR_ENOUGH:
        view = view.zoomed(min(TAPPED_ZOOM - view.zoom, 2.0))
    return Answers(
        {
            "latitude": round(latitude, 6),
            "longitude": round(longitude, 6),
            "map": _kept(view.around(latitude, longitude)),
        }
    )


def _steered(order: str, view: View) -> Answers:
    if order == "middle":
        return _marked(view.centre_latitude, view.centre_longitude, view.zoomed(0))
    if order == "unmark":
        return Answers({"latitude": None, "longitude": None})
    if order == "city":
        return Answers({"map": None})
    if order in DIRECTIONS:
        moved = view.moved(order)
        inside = places.in_city(moved.centre_latitude, moved.centre_longitude)
        return Answers({"map": _kept(moved if inside else view)})
    if order in ("in", "out"):
        nearer = view.zoomed(1 if order == "in" else -1)
        too_far = nearer.zoom < whole_city(view.width, view.height).zoom
        return Answers({"map": None if too_far else _kept(nearer)})
    return Answers(errors={"place": _("Use the buttons beside the map.")})


def _kept(view: View) -> list[float]:
    return [view.centre_latitude, view.centre_longitude, round(view.zoom, 2)]


def _moment(post: QueryDict, name: str, calendar: str, words: str) -> str:
    """Day, month, year and hour in fields of their own, as ISO 8601; empty when all are empty."""
    parts = {part: post.get(f"{name}.{part}", "").strip() for part in ("year", "month", "day")}
    hour = language.latin_digits(post.get(f"{name}.time", "").strip())[:10]
    if not any(parts.values()):
        return ""
    day = language.parse_date("-".join(part[:10] for part in parts.values()), words, calendar)
    try:
        time = datetime.strptime(hour or "00:00", "%H:%M").time()  # noqa: DTZ007 - an hour only
    except ValueError:
        raise ValueError(_("Write the hour as 18:30.")) from None
    return datetime.combine(day, time).isoformat(timespec="minutes")
