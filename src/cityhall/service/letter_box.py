"""Letters about a report: each comes to it as its reporter's answer, or as a note of theirs."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from cityhall.acts.channels import reply
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.acts.wishes import reader_key
from cityhall.letters.incoming.doors import DOORS, Visitor
from cityhall.letters.incoming.reading import Letter
from cityhall.people.actor import Actor
from cityhall.service import uploads
from cityhall.service.actions import voices
from cityhall.service.actions.filing import LONGEST_TEXT
from cityhall.service.models import Party, Photo, Status

reply.door("r", "service.request")


class Prepared(NamedTuple):
    """The pictures of a letter as we drew them, and how many attachments were left out."""

    pictures: list[uploads.Picture]
    left_out: int


class Box:
    """How a report takes letters: as the answer to its open question, or else as a note."""

    def prepare(self, letter: Letter) -> Prepared:
        """The pictures, drawn anew by the door of all photos; and how much was left out."""
        drawn, left_out = [], letter.dropped
        for one in letter.pictures:
            try:
                drawn.append(uploads.read(SimpleUploadedFile(one.name or "photo", one.data)))
            except Refused:
                left_out += 1
        return Prepared(drawn, left_out)

    def take(
        self, number: int, letter: Letter, prepared: Prepared, visitor: Visitor, *, at: datetime
    ) -> str:
        """Put a letter on its report. Raises `Refused` for a stranger's, or a closed report."""
        party = _reporter(number, visitor.key)
        if party is None:
            message = _("Only whoever made the report can answer by mail.")
            raise Refused(Refusal("not_reporter", message, status=403))
        with translation.override(party.language):
            demand(voices.may_say(party.request))
            actor = Actor(person=party.person, language=party.language)
            kept = _keep(number, prepared.pictures, at)
            left_out = prepared.left_out + len(prepared.pictures) - kept
            text = _words(letter.text, kept, left_out)
            if party.request.status == Status.WAITING:
                voices.answer(number, text, actor=actor, at=at)
                return "taken as the answer"
            voices.say(number, text, actor=actor, at=at, photos=kept)
            return "taken as a note"


DOORS["service.request"] = Box()


def _reporter(request_id: int, key: str) -> Party | None:
    """Whoever reported, if the letter comes from their address."""
    rows = Party.objects.select_related("request", "person").filter(
        request=request_id, role=Party.Role.REPORTER
    )
    party = rows.first()
    return party if party is not None and party.email and reader_key(party.email) == key else None


def _keep(request_id: int, pictures: list[uploads.Picture], at: datetime) -> int:
    """Keep pictures with the report, for its office; how many.

    A file whose act fails has no row, and the chore that looks for such files erases it.
    """
    room = voices.room_for_photos(request_id)
    for picture in pictures[:room]:
        photo_id = uuid4()
        uploads.write(photo_id, picture)
        Photo.objects.create(
            pk=photo_id,
            request_id=request_id,
            width=picture.width,
            height=picture.height,
            size=len(picture.files["large"]),
            created_at=at,
        )
    return min(room, len(pictures))


def _words(text: str, photos: int, left_out: int) -> str:
    """The words of a letter, cut where a report's end, and what is not there said in brackets."""
    asides = []
    if photos and not text:
        asides.append(_("[Photos by mail, without words.]"))
    if left_out and (text or photos):
        asides.append(_("[Left out of this mail: what was attached and is no photo.]"))
    room = LONGEST_TEXT - sum(len(aside) + 2 for aside in asides)
    if len(text) > room:
        text = text[: room - 1].rstrip() + "…"
    return "\n\n".join([text, *asides] if text else asides)
