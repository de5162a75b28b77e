"""A form that is sent twice is done once, whoever presses twice or reloads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.worker import chore
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic
from cityhall.service.models import Submission

KEPT = timedelta(days=2)
Done = TypeVar("Done")


@atomic
def once(key: str, request_id: int, act: Callable[[], Done], *, actor: Actor, at: datetime) -> Done:
    """Do an act on a report, once for this key of this person.

    The key is kept in the act's own transaction, so an act that was refused leaves none. Raises
    `Refused` with the code "again" where it was done before. Without a key it is just done.
    """
    if key and actor.person is not None:
        try:
            with atomic():
                Submission.objects.create(
                    person=actor.person, key=key[:36], request_id=request_id, made_at=at
                )
        except IntegrityError:
            message = _("This had been sent already, and was done once.")
            raise Refused(Refusal("again", message)) from None
    return act()


@chore
@atomic
def forget_submissions(at: datetime) -> int:
    return Submission.objects.filter(made_at__lt=at - KEPT).delete()[0]
