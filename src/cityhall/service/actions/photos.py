"""Photos of a draft and of an officer's work: the file first, then the row that speaks of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.worker import chore
from cityhall.people.actor import Actor
from cityhall.service import uploads
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.filing import MOST_PHOTOS, own_draft
from cityhall.service.actions.handling import may_change
from cityhall.service.models import Draft, Photo, Publish

DRAFTS_LIVE = timedelta(hours=24)
Owner = dict[str, Any]  # what a photo's row says of the draft or report it belongs to


def add_photo(draft_id: int, upload: UploadedFile, *, actor: Actor, at: datetime) -> Photo:
    """Add a photo to a draft; the same picture a second time changes nothing.

    Raises `Refused` for a file that is no usable photo, and for a sixth one.
    """
    return _added(upload, lambda: {"draft": own_draft(draft_id, actor, unsent=True)}, at)


def add_evidence(request_id: int, upload: UploadedFile, *, actor: Actor, at: datetime) -> Photo:
    """Add an officer's photo of the work to a report; `close` makes it public with the report."""

    def owner() -> Owner:
        request = locked(request_id)
        if refusal := may_change(request, actor=actor):
            raise Refused(refusal)
        return {"request": request, "purpose": Photo.Purpose.EVIDENCE}

    return _added(upload, owner, at)


def add_sent_photo(request_id: int, upload: UploadedFile, *, actor: Actor, at: datetime) -> Photo:
    """Add a photo that came in after its report, from the system that sent the report.

    Raises `Refused` as `add_photo` does; the same picture a second time changes nothing.
    """
    added = _added(upload, lambda: {"request": locked(request_id)}, at)
    with transaction.atomic():
        request = locked(request_id)
        if added.created_at == at:
            added.is_public = request.is_public and request.publish == Publish.ALL
            added.save(update_fields=["is_public"])
            commit(
                request,
                "service.add_photo",
                actor=actor,
                at=at,
                before=tally_key(request),
                public={"photos": 1},
            )
    return added


@atomic
def remove_photo(draft_id: int, photo_id: uuid.UUID, *, actor: Actor) -> None:
    """Take a photo out of a draft, file and all; one that is not there is no fault."""
    draft = own_draft(draft_id, actor, unsent=True)
    if draft.photos.filter(pk=photo_id).delete()[0]:
        transaction.on_commit(lambda: uploads.erase(photo_id))


@chore
def forget_old_drafts(at: datetime) -> int:
    """Erase drafts that were not sent within a day, with their photos; how many there were."""
    with transaction.atomic():
        old = Draft.objects.select_for_update().filter(
            request=None, created_at__lt=at - DRAFTS_LIVE
        )
        drafts = [draft.pk for draft in old[:1000]]
        photos = list(Photo.objects.filter(draft__in=drafts).values_list("pk", flat=True))
        Draft.objects.filter(pk__in=drafts).delete()
    for photo_id in photos:
        uploads.erase(photo_id)
    return len(drafts)


def _added(upload: UploadedFile, owner: Callable[[], Owner], at: datetime) -> Photo:
    """Read and write the file while no lock is held; erase it again if its row is not made."""
    picture = uploads.read(upload)
    photo_id = uuid.uuid4()
    kept = None
    try:
        uploads.write(photo_id, picture)
        with transaction.atomic():
            kept = _row(picture, photo_id, owner(), at)
        return kept
    except OSError:
        message = _("The photo could not be kept. Please try again later.")
        raise Refused(Refusal("disk", message, "photos", 503)) from None
    finally:
        if kept is None or kept.pk != photo_id:
            uploads.erase(photo_id)


def _row(picture: uploads.Picture, photo_id: uuid.UUID, owner: Owner, at: datetime) -> Photo:
    known = Photo.objects.filter(**owner)
    facts = {"width": picture.width, "height": picture.height, "size": len(picture.files["large"])}
    for photo in known.filter(**facts):
        if uploads.holds(photo.pk, picture):
            return photo
    if known.count() >= MOST_PHOTOS:
        message = _("At most five photos, please. Remove one to add another.")
        raise Refused(Refusal("photos", message, "photos", 422))
    return Photo.objects.create(pk=photo_id, created_at=at, **facts, **owner)
