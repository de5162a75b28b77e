"""Reports, kinds and updates as the structures of Open311; all of it is what everyone reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cityhall.partners.open311 import wire
from cityhall.partners.open311.door import reader
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service import queries, structs
from cityhall.service.models import OPEN, Service
from cityhall.service.queries import Row, Update
from cityhall.service.questions import Question, questions_of
from cityhall.service.sheet import answers_for_all
from cityhall.service.story import sentences
from cityhall.web.wording import Wording


def services() -> list[wire.Service]:
    """The kinds of report that can be sent today."""
    return [
        wire.Service(
            service_code=one.service_code,
            service_name=name_in(one.name),
            description=name_in(one.description) if one.description else "",
            metadata=bool(one.questions),
            type="realtime",
            keywords=",".join(
                word.replace(",", " ") for words in one.keywords.values() for word in words
            ),
            group=name_in(one.group.name),
        )
        for one in queries.services()
    ]


def kind_of(code: str) -> Service | None:
    """A kind of report that is taken today; a strange code is not brought before the database."""
    known = {kind.code for kind in queries.catalogue().kinds.values()}
    return queries.kind(code) if code in known else None


def definition(code: str) -> wire.Definition | None:
    """The questions of a kind of report, if there is one that can be sent today."""
    one = kind_of(code)
    if one is None:
        return None
    asked = questions_of(one.questions)
    return wire.Definition(
        service_code=one.service_code,
        attributes=[_attribute(question, place) for place, question in enumerate(asked, 1)],
    )


def reports(
    request: HttpRequest, rows: Sequence[Row], *, extended: bool = False
) -> list[wire.Report]:
    """Rows of a list, with their first photos; `extended` with answers, photos and stories."""
    actor, numbers = reader(request), [row.id for row in rows]
    known = queries.catalogue(rows)
    photos = queries.public_photos(actor, numbers) if extended else {}
    firsts = (
        {number: found[0] for number, found in photos.items()}
        if extended
        else queries.first_photos(actor, numbers)
    )
    made = []
    for row in rows:
        facts = structs.facts(row, known, firsts.get(row.id))
        made.append(
            wire.Report(
                service_request_id=str(row.id),
                service_notice=None,
                address_id=None,
                zipcode=None,
                **{name: facts[name] for name in _SHARED},
            )
        )
    if extended:
        _extend(request, rows, made, known, photos)
    return made


def update(one: Update) -> wire.RequestUpdate:
    return wire.RequestUpdate(
        update_id=str(one.position),
        service_request_id=str(one.request_id),
        status="OPEN" if one.status in OPEN else "CLOSED",
        description=one.text,
        updated_datetime=one.at,
    )


def following(request: HttpRequest, last: tuple[datetime, int] | None) -> dict[str, str]:
    """The header that leads to the next page, by the key of the last row of this one."""
    if last is None:
        return {}
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("api_key", None)
    query["after"] = f"{last[0].isoformat()}~{last[1]}"
    address = f"{settings.ORIGIN}{request.path}?{query.urlencode()}"
    return {"Link": f'<{address}>; rel="next"'}


_SHARED = (
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "lat",
    "long",
    "media_url",
)


def _extend(request, rows, made, known, photos) -> None:  # type: ignore[no-untyped-def]
    """Fill in what only `extensions=true` asks for: three more queries for a whole page."""
    actor, numbers = reader(request), [row.id for row in rows]
    answers = queries.public_answers(actor, numbers)
    stories = queries.notes(actor, numbers)
    questions = {one.pk: questions_of(one.questions) for one in queries.services(active=False)}
    words = Wording(request, city().timezone, datetime.now(city().timezone))
    for row, report in zip(rows, made, strict=True):
        area = known.areas.get(row.area_id or 0)
        given, publish, channel = answers.get(row.id, ({}, "nothing", ""))
        report.extended_attributes = wire.Extended(
            channel=channel,
            title=row.title,
            stage=row.status,
            outcome=row.outcome or None,
            area=area.code if area else None,
            voices=row.voices,
            merged_into=str(row.merged_into_id) if row.merged_into_id else None,
            url=settings.ORIGIN + reverse("request", args=[row.id]),
            photos=[wire.Photo(structs.photo_address(one)) for one in photos.get(row.id, [])],
        )
        report.attributes = [
            wire.Answered(code=code, label=label, value=value)
            for code, label, value in answers_for_all(questions[row.service_id], given, publish)
        ]
        report.notes = [
            wire.Note(datetime=line.at, summary=line.text, description=line.quote, type=line.verb)
            for line in sentences(stories.get(row.id, []), known, words)
        ]


def _attribute(question: Question, place: int) -> wire.Attribute:
    made = wire.Attribute(
        variable=True,
        code=question.code,
        datatype=question.datatype,
        required=question.required,
        datatype_description=name_in(question.hint) if question.hint else "",
        order=place,
        description=question.label(),
    )
    if question.values:
        made.values = [wire.Value(one.key, name_in(one.name)) for one in question.values]
    return made
