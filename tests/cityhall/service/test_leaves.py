"""No leaf names anybody: strings of a person are searched after every kind of act there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cityhall.conftest import NOW
from tests.cityhall.service.test_uploads import picture, upload

from cityhall.acts import mail
from cityhall.acts.models import Act, Message, Sealed
from cityhall.people.actor import SYSTEM
from cityhall.service import actions
from cityhall.service.actions import (
    Closing,
    Matter,
    Report,
    acknowledge,
    add_sent_photo,
    answer,
    ask,
    assign,
    change_kind,
    claim,
    close,
    confirm_solved,
    file_request,
    forwarded,
    heard,
    me_too,
    merge,
    note,
    pause,
    reopen,
    reply,
    resume,
    reveal,
    say,
    sent_on,
    split,
    undo,
)
from cityhall.service.models import Draft, Photo, Request
from cityhall.service.queries import timeline

PLACES = [
    *("text", "name", "email", "phone", "address", "landmark", "answer"),
    *("ask", "say", "more", "hear", "note", "reply", "pause", "assign"),
    *("explanation", "evidence", "reopen", "reveal", "voice", "kind", "second"),
]
CANARIES = {place: f"qanari{place}" for place in PLACES}
OTHERS = {  # these have tests of their own
    *(
        "catalogue.py",
        "importing.py",
        "templates.py",
    ),  # kinds, replies, imports
    "claiming.py",  # the act says a count, as test_assisted looks through
    *("routing.py", "handovers.py", "handing_over.py", "escalating.py"),  # rules and bodies
}


@pytest.fixture
def whole_life(town, actor, settings, tmp_path) -> None:
    """Every act on a report, done with a canary in every free word."""
    said = CANARIES
    settings.MEDIA_ROOT = tmp_path
    service = town.services["lamp"]
    service.questions = [{"code": "q", "datatype": "text", "description": {"fa": "؟"}}]
    service.save()
    draft = Draft.objects.create(token="t", browser="b", created_at=NOW)
    photo = Photo.objects.create(draft=draft, width=1, height=1, size=1, created_at=NOW)

    def filed(*photos: Photo, **who: str) -> int:
        report = Report(
            service=service,
            text=said["text"],
            address=said["address"],
            landmark=said["landmark"],
            latitude=35.62,
            longitude=51.07,
            answers={"q": said["answer"]},
            photos=photos,
            **who,
        )
        return file_request(report, actor=actor("resident" if photos else "nobody"), at=NOW).pk

    me, officer, crew = actor("resident"), actor("lamp"), actor("crew")
    address = f"{said['email']}@example.org"
    first = filed(photo, name=said["name"], email=address, phone=said["phone"])
    acknowledge(first, actor=officer, at=NOW)
    claim(first, actor=officer, at=NOW)
    note(first, said["note"], actor=officer, at=NOW)
    reveal(first, said["reveal"], actor=officer, at=NOW)
    ask(first, said["ask"], actor=officer, at=NOW)
    answer(first, said["say"], actor=me, at=NOW)
    say(first, said["more"], actor=me, at=NOW)
    other = {"to": "water", "name": {"en": "Water"}}
    sent_on(first, actor=officer, at=NOW, **other)
    forwarded(first, number="W-1", actor=SYSTEM, at=NOW, **other)
    heard(first, by="water", name={}, status="open", text=said["hear"], actor=SYSTEM, at=NOW)
    add_sent_photo(first, upload(picture()), actor=SYSTEM, at=NOW)
    pause(first, said["pause"], actor=officer, at=NOW)
    resume(first, actor=officer, at=NOW)
    assign(first, actor=officer, at=NOW, person=crew.person, reason=said["assign"])
    me_too(first, actor=actor("nobody", "b2"), at=NOW, email=f"{said['voice']}@example.org")
    reply(first, said["reply"], actor=crew, at=NOW)
    closing = Closing("fixed", said["explanation"], evidence=said["evidence"])
    close(first, closing, actor=crew, at=NOW)
    reopen(first, said["reopen"], actor=me, at=NOW)
    merge(filed(email=f"{said['voice']}2@example.org"), first, actor=officer, at=NOW)
    close(first, closing, actor=officer, at=NOW)
    confirm_solved(first, actor=me, at=NOW)
    third = filed(email=f"{said['voice']}3@example.org")
    split(third, Matter(service, said["second"]), actor=officer, at=NOW)
    change_kind(third, town.services["wire"], said["kind"], actor=officer, at=NOW)
    undo(third, Act.objects.latest("position").position, actor=officer, at=NOW)


def identities() -> list[str]:
    """What would name a person: canaries, and the names and addresses of the town's people."""
    persons = ["سارا", "ساکن", "روشن چراغی", "امید", "sara@", "roshan@", "omid@"]
    return [*(f"qanari{place}" for place in PLACES), *persons]


def found_in(text: str) -> set[str]:
    return {one for one in identities() if one in text}


def test_leaves_and_facts_name_nobody(whole_life) -> None:
    for act in Act.objects.all():
        assert not found_in(act.leaf), act.verb
        assert not found_in(json.dumps(act.public, ensure_ascii=False)), act.verb
        assert not found_in(act.by), act.verb


def test_every_verb_of_the_code_was_tried(whole_life) -> None:
    files = set(Path(actions.__file__).parent.glob("*.py"))
    source = "".join(path.read_text("utf-8") for path in files if path.name not in OTHERS)
    verbs = set(re.findall(r'"(service\.[a-z_]+)"', source)) - {"service.request"}
    verbs -= {*mail.WRITERS, *mail.TOPICS}  # news of acts, and what it is about
    verbs -= {"service.escalate", "service.body_silent"}  # of the worker, not of this life
    verbs -= {"service.take_over"}  # of claiming.py; also named where acts that move a clock are
    tried = set(Act.objects.values_list("verb", flat=True))
    assert verbs <= tried


def test_mails_carry_numbers_and_nothing_anybody_wrote(whole_life) -> None:
    assert Message.objects.count() > 8
    for one in Message.objects.all():
        assert not found_in(json.dumps(one.context, ensure_ascii=False)), one.kind


def test_the_search_does_find_what_is_there(whole_life) -> None:
    """The control: the words are where they belong, so a leak of them would have been seen."""
    request = Request.objects.order_by("pk").first()
    stored = json.dumps(list(Sealed.objects.values_list("words", flat=True)), ensure_ascii=False)
    kept = f"{request.description} {request.address} {request.landmark} {request.answers}"
    parties = " ".join(f"{p.name} {p.email} {p.phone}" for p in request.parties.all())
    everywhere = stored + kept + parties
    assert all(canary in everywhere for canary in CANARIES.values())


def test_of_a_confidential_report_the_record_says_only_that_something_was_done(
    filed, actor
) -> None:
    request = filed("conduct", latitude=35.62, longitude=51.07)
    claim(request.pk, actor=actor("road"), at=NOW)
    note(request.pk, "…", actor=actor("road"), at=NOW)
    for act in Act.objects.all():
        leaf = json.loads(act.leaf)
        assert (leaf["public"], act.public) == ({}, {})
        assert leaf["sealed"]
        assert "conduct" not in act.leaf
    officer = timeline(actor("road"), request)
    assert [act.public["status"] for act in officer] == ["received", "in_progress", "in_progress"]
    assert officer[0].public["service"] == "conduct"
    assert timeline(actor("nobody"), request) == []


def test_numbers_of_places_do_not_enter_a_leaf_either(whole_life) -> None:
    for act in Act.objects.all():
        assert "35.62" not in act.leaf
        assert "51.07" not in act.leaf
