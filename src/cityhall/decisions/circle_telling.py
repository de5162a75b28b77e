"""Acts of organisations and circles in words. Who speaks for an organisation never stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.acts.models import Act
from cityhall.acts.telling import Told
from cityhall.web.templating import url

VERBS = {
    "node": gettext_lazy("organisation entered"),
    "node_answered": gettext_lazy("organisation confirmed, or not"),
    "node_changed": gettext_lazy("skills or capacity changed"),
    "circle": gettext_lazy("circle called"),
    "circle_invited": gettext_lazy("circle extended"),
    "circle_accepted": gettext_lazy("invitation accepted"),
    "circle_declined": gettext_lazy("invitation declined"),
    "circle_task": gettext_lazy("task of a circle"),
    "circle_done": gettext_lazy("task done"),
    "circle_ended": gettext_lazy("circle dissolved"),
}
SUBJECTS = {
    "decisions.node": gettext_lazy("Organisation"),
    "decisions.circle": gettext_lazy("Circle"),
}
_ENDINGS = {
    "report": gettext_lazy("A circle reported and dissolved."),
    "matter": gettext_lazy("A circle ended with its matter."),
    "body": gettext_lazy("The accountable body dissolved a circle."),
}
_SAID = {
    "decisions.node": gettext_lazy("Somebody entered an organisation."),
    "decisions.node_changed": gettext_lazy("An organisation changed its skills or capacity."),
    "decisions.circle": gettext_lazy("Organisations were invited to a circle."),
    "decisions.circle_invited": gettext_lazy("The next best organisations were invited."),
    "decisions.circle_accepted": gettext_lazy("An organisation joined a circle."),
    "decisions.circle_declined": gettext_lazy("An organisation declined to join a circle."),
    "decisions.circle_task": gettext_lazy("A circle took on a task."),
    "decisions.circle_done": gettext_lazy("A task of a circle is done."),
}


def matters(acts: Sequence[Act]) -> list[int]:
    """The matters of the circles that these acts are on."""
    return [act.public["matter"] for act in acts if act.object_type == "decisions.circle"]


def tell(act: Act, who: str, titles: Mapping[int, str]) -> Told:
    """One act; `titles` of matters by their numbers."""
    facts = act.public
    if act.object_type == "decisions.circle":
        said = _SAID.get(act.verb) or _ENDINGS[facts["ending"]]
        title = titles.get(facts["matter"], "")
        return Told(str(said), title, url("circle", act.object_id))
    if act.verb == "decisions.node_answered":
        yes, no = _("%(who)s confirmed an organisation."), _("%(who)s refused an organisation.")
        said = (yes if facts["confirmed"] else no) % {"who": who}
        return Told(said, _("Organisation"), url("nodes"))
    return Told(str(_SAID[act.verb]), _("Organisation"), url("nodes"))
