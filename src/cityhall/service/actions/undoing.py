"""Taking back one's own last act, while nothing else has happened and no letter of it has left.

The act stays on the record, and so does the act that took it back. `common.commit` keeps how the
report stood; here it is put back so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.acts.worker import chore
from cityhall.people.actor import Actor
from cityhall.service.actions.common import UNDO_FOR, atomic, commit, locked, tally_key
from cityhall.service.models import Party, Photo, Request, Status, Undo

STANDING = (Status.WAITING, Status.PAUSED)


def may_undo(
    request: Request, last: Undo | None, *, actor: Actor, at: datetime, act: int | None = None
) -> Refusal | None:
    """Whether the actor may take back the last act on this report; `act` is the one they mean."""
    if last is None or last.person_id != actor.person_id or not actor.is_staff:
        return Refusal("not_yours", _("The last thing that happened here was not done by you."))
    if last.version != request.version or (act is not None and act != last.act):
        message = _("Something else has happened on this report since; it cannot be taken back.")
        return Refusal("since", message)
    if at - last.made_at > UNDO_FOR:
        return Refusal("late", _("It is too late to take this back; an hour has passed."))
    return None


@atomic
def undo(request_id: int, act: int, *, actor: Actor, at: datetime) -> Request:
    """Take back the act at this position: the report stands again as before it."""
    kept = Undo.objects.filter(request=request_id).values_list("before", flat=True).first() or {}
    joined: dict[str, Any] = kept.get("joined", {})
    rows = {pk: locked(pk) for pk in sorted({request_id, joined.get("into", request_id)})}
    request = rows[request_id]
    last = Undo.objects.filter(request=request).first()
    demand(may_undo(request, last, actor=actor, at=at, act=act))
    if last is None or last.before.get("joined", {}) != joined:  # between the two reads
        raise Refused(Refusal("since", _("Something happened on this report meanwhile.")))
    into = rows.get(joined.get("into", 0))
    if into is not None and into.version != joined["version"]:
        message = _("Something has happened on the other report since; they stay joined.")
        raise Refused(Refusal("since", message))
    if not acts.withdraw_messages(last.act):
        message = _("The news of it has already been sent; it cannot be taken back.")
        raise Refused(Refusal("sent", message))
    before = tally_key(request)
    _restore(request, last)
    last.delete()
    commit(
        request,
        "service.undo",
        actor=actor,
        at=at,
        before=before,
        public={"undoes": last.act, "verb": last.verb},
        audience=_audience(last.act),
    )
    if into is not None:
        _part(into, joined, actor=actor, at=at)
    return request


def _restore(request: Request, last: Undo) -> None:
    stood_still = request.status in STANDING
    for name, value in last.before.get("fields", {}).items():
        field = Request._meta.get_field(name)
        setattr(request, name, field.to_python(value))
    stands_still = request.status in STANDING
    if stood_still and not stands_still:
        request.pauses.filter(ended_at__isnull=True).delete()
    elif stands_still and not stood_still:
        pause = request.pauses.order_by("-started_at", "-pk").first()
        if pause is not None:
            pause.ended_at = None
            pause.save(update_fields=["ended_at"])
    for shown, photos in last.before.get("photos", {}).items():
        Photo.objects.filter(pk__in=photos).update(is_public=shown == "public")


def _part(into: Request, joined: dict[str, Any], *, actor: Actor, at: datetime) -> None:
    """Take back what a merge brought to the other report."""
    before = tally_key(into)
    gone, _each = Party.objects.filter(request=into, pk__in=joined["parties"]).delete()
    into.voices -= gone
    public = {"undoes": joined["act"], "verb": "service.absorb", "voices": into.voices}
    commit(into, "service.undo", actor=actor, at=at, before=before, public=public)


def _audience(act: int) -> str:
    """Whoever could read the act can read that it was taken back."""
    return Act.objects.values_list("audience", flat=True).get(pk=act)


@chore
@atomic
def forget_undoing(at: datetime) -> int:
    """Forget how reports stood before acts that cannot be undone any more."""
    return Undo.objects.filter(made_at__lt=at - UNDO_FOR - timedelta(minutes=10)).delete()[0]
