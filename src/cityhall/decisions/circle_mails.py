"""Mails to whoever speaks for an organisation: it is invited to a circle, the circle is formed,
the circle is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail
from cityhall.acts.mail import Context, Letter, topic, writes
from cityhall.decisions.mails import letter
from cityhall.decisions.models import Circle, Part
from cityhall.people.models import Person

CIRCLES = "decisions.circles"
topic(CIRCLES, lambda: _("Circles of the organisations that you speak for"))
_INVITED, _ACCEPTED = Part.Status.INVITED, Part.Status.ACCEPTED


def invited(circle: Circle, nodes: Sequence[int]) -> list[Mail]:
    return _mails("decisions.circle_invited", circle, node__in=nodes)


def formed(circle: Circle) -> list[Mail]:
    """Once nobody's answer is awaited, to those who accepted."""
    if circle.parts.filter(status=_INVITED).exists():
        return []
    return _mails("decisions.circle_formed", circle, status=_ACCEPTED)


def ended(circle: Circle) -> list[Mail]:
    """To all but those who declined."""
    return _mails("decisions.circle_ended", circle, status__in=(_INVITED, _ACCEPTED))


def _mails(kind: str, circle: Circle, **which: Any) -> list[Mail]:
    """One mail to each person, however many of these organisations they speak for."""
    speakers = circle.parts.filter(**which).values("node__speaker")
    people = Person.objects.filter(pk__in=speakers, is_active=True).order_by("pk")
    return [
        Mail(
            kind,
            one.email,
            one.language or "fa",
            {"circle": circle.pk, "person": one.pk},
            topic=CIRCLES,
        )
        for one in people
    ]


@writes("decisions.circle_invited")
def invitation(context: Context, language: str) -> Letter | None:
    """Nothing is left to say once it is answered, or the circle is over."""
    rows = Part.objects.filter(
        circle=context["circle"],
        circle__ended_at__isnull=True,
        node__speaker=context["person"],
        status=_INVITED,
    )
    parts = list(rows.select_related("node", "circle__matter"))
    if not parts:
        return None
    words = [word for part in parts for word in part.covers if not word.startswith("sector:")]
    skills = _(", ").join(dict.fromkeys(words))
    return _letter(
        parts[0].circle,
        _("Invited to a circle: %(title)s"),
        _("%(names)s: you are invited to a circle for “%(title)s”."),
        _("Hoped for from you: %(skills)s.") if skills else "",
        _("Your answer is awaited; accept or decline here:\n%(link)s"),
        names=_(", ").join(part.node.name for part in parts),
        skills=skills,
    )


@writes("decisions.circle_formed")
def complete(context: Context, language: str) -> Letter | None:
    circle = _circle(context)
    if circle is None:
        return None
    return _letter(
        circle,
        _("The circle is formed: %(title)s"),
        _("Everybody has answered: the circle for “%(title)s” is formed, and you are in it."),
        _("Share the tasks here:\n%(link)s"),
    )


@writes("decisions.circle_ended")
def over(context: Context, language: str) -> Letter | None:
    circle = _circle(context)
    said = {
        Circle.Ending.REPORT: _("The circle for “%(title)s” reported and is dissolved."),
        Circle.Ending.MATTER: _("The circle for “%(title)s” ended with its matter."),
        Circle.Ending.BODY: _("The accountable body dissolved the circle for “%(title)s”."),
    }
    if circle is None or not circle.ending:
        return None
    return _letter(
        circle,
        _("The circle is over: %(title)s"),
        said[Circle.Ending(circle.ending)],
        _("What came of it:\n%(link)s"),
    )


def _circle(context: Context) -> Circle | None:
    return Circle.objects.select_related("matter").filter(pk=context["circle"]).first()


def _letter(circle: Circle, subject: str, *paragraphs: str, **facts: object) -> Letter:
    path = reverse("circle", args=[circle.pk])
    why = _("You receive this mail because you speak for an organisation.")
    return letter(circle.matter, why, subject, *paragraphs, path=path, **facts)
