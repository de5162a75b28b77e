"""The acts of the city office in words, and what posts are called, for the public record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cityhall.acts import telling
from cityhall.acts.models import Act
from cityhall.acts.telling import Told
from cityhall.people.models import Organization, Post
from cityhall.web.kept import Kept

Names = Mapping[str, str]


def _read() -> tuple[dict[str, Names], dict[str, Names]]:
    posts = dict(Post.objects.values_list("code", "label"))
    return posts, dict(Organization.objects.values_list("code", "name"))


KEPT: Kept[tuple[dict[str, Names], dict[str, Names]]] = Kept("names_of_offices", _read)
CHANGING = (Post, Organization)  # whose changes make it old


@telling.names_offices
def posts() -> Mapping[str, Names]:
    """What every post is called, those that are no more among them."""
    return KEPT.get()[0]


VERBS = {
    "create_unit": gettext_lazy("made a unit"),
    "rename_unit": gettext_lazy("renamed a unit"),
    "dissolve_unit": gettext_lazy("dissolved a unit"),
    "create_post": gettext_lazy("made a post"),
    "change_post": gettext_lazy("changed a post"),
    "abolish_post": gettext_lazy("abolished a post"),
    "set_superior": gettext_lazy("said who stands above a post"),
    "appoint": gettext_lazy("gave somebody a post"),
    "end_membership": gettext_lazy("ended somebody’s post"),
    "reset_second_factor": gettext_lazy("took off a lost second factor"),
    "change_city": gettext_lazy("changed the city’s facts"),
    "set_areas": gettext_lazy("set the districts"),
    "set_layer": gettext_lazy("set a layer of the map"),
}
SUBJECTS = {
    "people.organization": gettext_lazy("Unit"),
    "people.post": gettext_lazy("Post"),
    "people.membership": gettext_lazy("Appointment"),
    "people.city": gettext_lazy("City"),
}


@telling.tells("people", VERBS, SUBJECTS)
def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    return [_told(act, words) for act in acts]


def _told(act: Act, words: Any) -> Told:
    say = _SENTENCES.get(act.verb.removeprefix("people."))
    facts = act.public
    said = {
        "office": telling.office(act.by, words),
        "unit": _named(KEPT.get()[1], facts.get("unit"), words),
        "post": _named(KEPT.get()[0], facts.get("post"), words),
        "count": words.number(facts.get("features") or 0),
    }
    if say is None or not facts:
        said["verb"] = telling.verb_name(act.verb)
        return Told(_("%(office)s: %(verb)s.") % said)
    return Told(say(facts) % said)


def _named(names: Mapping[str, Names], code: Any, words: Any) -> str:
    label = names.get(str(code or ""))
    return f"«{words.name(label)}»" if label else f"«{code or '–'}»"


def _layer(facts: Mapping[str, Any]) -> str:
    count = facts.get("features") or 0
    return ngettext(
        "%(office)s set a layer of the map, with %(count)s shape.",
        "%(office)s set a layer of the map, with %(count)s shapes.",
        count,
    )


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "create_unit": lambda facts: _("%(office)s made the unit %(unit)s."),
    "rename_unit": lambda facts: _("%(office)s renamed the unit that is now called %(unit)s."),
    "dissolve_unit": lambda facts: _("%(office)s dissolved the unit %(unit)s."),
    "create_post": lambda facts: _("%(office)s made the post %(post)s in %(unit)s."),
    "change_post": lambda facts: _("%(office)s changed the post %(post)s."),
    "abolish_post": lambda facts: _("%(office)s abolished the post %(post)s."),
    "appoint": lambda facts: _("%(office)s gave the post %(post)s to somebody."),
    "end_membership": lambda facts: _("%(office)s ended somebody’s time in the post %(post)s."),
    "reset_second_factor": lambda facts: _(
        "%(office)s took off the second factor that the holder of the post %(post)s had lost."
    ),
    "change_city": lambda facts: _("%(office)s changed what holds for the entire city."),
    "set_areas": lambda facts: _("%(office)s set the districts of the city."),
    "set_layer": _layer,
}
