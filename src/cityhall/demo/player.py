"""Plays a story in the building: each event is the act that a person would do."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cityhall.people.actor import Actor, actor_for
from cityhall.service import actions
from cityhall.service.assistance import Help
from cityhall.service.models import Photo

from . import events, pictures
from .founding import Founded


class Player:
    """Plays events in their order, as of ``day`` for who holds which post."""

    def __init__(self, city: Founded, day: date) -> None:
        self._city = city
        self._actors = {key: actor_for(person, on=day) for key, person in city.people.items()}
        self._keys: dict[int, int] = {}  # number in the story: key in the database
        self._reporters: dict[int, Actor] = {}
        self._voices = 0
        self._acts: dict[type[events.Event], Callable[[Any], object]] = {
            events.Filed: self._file,
            events.MeToo: self._join,
            events.Acknowledged: self._acknowledge,
            events.Claimed: self._claim,
            events.Handed: self._hand,
            events.Asked: self._ask,
            events.Answered: self._answer,
            events.Replied: self._reply,
            events.Noted: self._note,
            events.Paused: self._pause,
            events.Resumed: self._resume,
            events.Merged: self._merge,
            events.Closed: self._close,
            events.Solved: self._solved,
            events.NotSolved: self._not_solved,
        }

    def play(self, event: events.Event) -> None:
        """Do what happened. Raises ``Refused`` where the building does not allow it."""
        self._acts[type(event)](event)

    def _file(self, event: events.Filed) -> None:
        place, language = event.place, event.language
        person = self._city.people[event.account] if event.account else None
        browser = "" if person else f"reporter-{event.number}"
        actor = Actor(person=person, browser=browser, language=language)
        facts: dict[str, Any] = {
            "service": self._city.services[event.kind], "text": event.text,
            "answers": event.answers, "publish": event.publish, "channel": event.channel,
            "name": event.contact.name, "email": event.contact.email, "phone": event.contact.phone,
        }  # fmt: skip
        if place is not None:
            facts |= {
                "latitude": place.latitude, "longitude": place.longitude,
                "address": place.address[language], "landmark": place.landmark[language],
            }  # fmt: skip
        if event.channel != "web" and not event.photos:
            writer = self._assisted(event, facts)
            request = actions.file_request(actions.Report(**facts), actor=writer, at=event.at)
        elif not event.photos:
            request = actions.file_request(actions.Report(**facts), actor=actor, at=event.at)
        else:
            actor = replace(actor, browser=f"reporter-{event.number}")
            draft = actions.start_draft(actor=actor, at=event.at)
            photos = [
                actions.add_photo(draft.pk, _upload(picture), actor=actor, at=event.at)
                for picture in event.photos
            ]
            request = actions.send_draft(
                draft.pk, actions.Report(**facts, photos=photos), actor=actor, at=event.at
            )
        self._keys[event.number], self._reporters[event.number] = request.pk, actor

    def _assisted(self, event: events.Filed, facts: dict[str, Any]) -> Actor:
        """The officer who writes it down for somebody at the desk or on the phone."""
        contact = event.contact
        left = tuple(filter(None, (contact.phone, contact.email)))
        agreed = ("write", "contact") if left else ("write",)
        known = left or (f"مهر {event.number}",)
        facts["help"] = Help(event.channel, agreed, "spoken", "line", known)
        facts["language"] = event.language
        return self._actors["yasaman.karimi"]

    def _join(self, event: events.MeToo) -> None:
        self._voices += 1
        actor = Actor(browser=f"voice-{self._voices}", language=event.language)
        actions.me_too(self._keys[event.number], actor=actor, at=event.at, email=event.email)

    def _acknowledge(self, event: events.Acknowledged) -> None:
        actions.acknowledge(self._keys[event.number], actor=self._actors[event.by], at=event.at)

    def _claim(self, event: events.Claimed) -> None:
        actions.claim(self._keys[event.number], actor=self._actors[event.by], at=event.at)

    def _hand(self, event: events.Handed) -> None:
        actions.assign(
            self._keys[event.number], actor=self._actors[event.by], at=event.at,
            unit=self._city.units[event.unit] if event.unit else None,
            person=self._city.people[event.to] if event.to else None, reason=event.reason,
        )  # fmt: skip

    def _ask(self, event: events.Asked) -> None:
        actor = self._actors[event.by]
        actions.ask(self._keys[event.number], event.text, actor=actor, at=event.at)

    def _answer(self, event: events.Answered) -> None:
        actor = self._reporters[event.number]
        actions.answer(self._keys[event.number], event.text, actor=actor, at=event.at)

    def _reply(self, event: events.Replied) -> None:
        actor = self._actors[event.by]
        actions.reply(self._keys[event.number], event.text, actor=actor, at=event.at)

    def _note(self, event: events.Noted) -> None:
        actor = self._actors[event.by]
        actions.note(self._keys[event.number], event.text, actor=actor, at=event.at)

    def _pause(self, event: events.Paused) -> None:
        actor = self._actors[event.by]
        actions.pause(self._keys[event.number], event.reason, actor=actor, at=event.at)

    def _resume(self, event: events.Resumed) -> None:
        actions.resume(self._keys[event.number], actor=self._actors[event.by], at=event.at)

    def _merge(self, event: events.Merged) -> None:
        actions.merge(
            self._keys[event.number], self._keys[event.into],
            actor=self._actors[event.by], at=event.at,
        )  # fmt: skip

    def _close(self, event: events.Closed) -> None:
        key, actor = self._keys[event.number], self._actors[event.by]
        photos: list[Photo] = [
            actions.add_evidence(key, _upload(picture), actor=actor, at=event.at)
            for picture in event.photos
        ]
        closing = actions.Closing(event.outcome, event.explanation, event.evidence, photos)
        actions.close(key, closing, actor=actor, at=event.at)

    def _solved(self, event: events.Solved) -> None:
        actor = self._reporters[event.number]
        actions.confirm_solved(self._keys[event.number], actor=actor, at=event.at)

    def _not_solved(self, event: events.NotSolved) -> None:
        actor = self._reporters[event.number]
        actions.reopen(self._keys[event.number], event.text, actor=actor, at=event.at)


def _upload(picture: events.Picture) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", _photo(picture), "image/jpeg")


@lru_cache(maxsize=16)
def _photo(picture: events.Picture) -> bytes:
    file = io.BytesIO()
    drawn = pictures.draw(picture.scene, picture.seed, month=picture.month, after=picture.after)
    drawn.save(file, "JPEG", quality=90)
    return file.getvalue()
