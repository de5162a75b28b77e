"""A report as another system sends it, made into what the counter takes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from cityhall.acts.refusals import demand
from cityhall.partners.actions import Incoming
from cityhall.partners.open311 import asked
from cityhall.partners.open311.door import refused
from cityhall.partners.open311.reading import kind_of
from cityhall.people.contact import cleaned_email, cleaned_phone
from cityhall.people.names import name_in
from cityhall.service.actions import Report
from cityhall.service.models import Service
from cityhall.service.strangers import may_write_to

MOST_PHOTOS = 5
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](\[\])?")
# FixMyStreet puts title, text and address of a report into one description.
_LABELLED = re.compile(
    r"\s*title:\s*(.*?)\n\s*detail:\s*(.*?)\n\s*url:\s*(\S+)\s*(?:Submitted via FixMyStreet)?\s*",
    re.DOTALL,
)
# By which of its own names a system may send the same again, the surest first.
_REFERENCES = ("external_id", "fixmystreet_id")


def incoming(request: HttpRequest) -> Incoming:
    """What POST requests holds. Raises `Refused` naming what is missing or wrong."""
    post = request.POST
    service = _service(post)
    latitude, longitude = asked.degrees(post, "lat"), asked.degrees(post, "long")
    if (latitude is None) != (longitude is None):
        missing = "lat" if latitude is None else "long"
        raise refused(
            400, _("%(name)s is missing: lat and long belong together.") % {"name": missing}
        )
    address = post.get("address_string", "").strip()
    if latitude is None and not address and service.place_required:
        if post.get("address_id", "").strip():
            raise refused(
                400, _("address_id is not known here: send lat and long, or address_string.")
            )
        raise refused(400, _("Say where it is: lat and long, or address_string."))
    email = cleaned_email(post["email"]) if post.get("email", "").strip() else ""
    if email:
        demand(may_write_to(request, email))
    photos = [file for name in request.FILES for file in request.FILES.getlist(name)]
    report = Report(
        service=service,
        text=text_of(post.get("description", "")) or name_in(service.name),
        latitude=latitude,
        longitude=longitude,
        address=address,
        answers=answers(post),
        name=" ".join((post.get("first_name", "").strip(), post.get("last_name", "").strip()))[
            :120
        ],
        email=email,
        phone=cleaned_phone(post.get("phone", "")),
        channel="open311",
    )
    return Incoming(report, reference=reference(request), photos=photos, media=tuple(media(post)))


def text_of(description: str) -> str:
    """The words of a description, without the labels that FixMyStreet puts before them."""
    labelled = _LABELLED.fullmatch(description.replace("\r\n", "\n"))
    parts = labelled.groups() if labelled else (description,)
    return "\n\n".join(part.strip() for part in parts if part.strip())


def answers(post: QueryDict) -> dict[str, Any]:
    """`attribute[code]` and `attribute[code][]` by code; what no kind asks is dropped later."""
    found: dict[str, Any] = {}
    for name in post:
        if match := _ATTRIBUTE.fullmatch(name):
            values = post.getlist(name)
            found[match[1]] = values if match[2] or len(values) > 1 else values[0]
    return found


def reference(request: HttpRequest) -> str:
    """The sender's own name for what it sends, so that a repetition is known as one."""
    given = request.headers.get("Idempotency-Key", "").strip().strip('"')
    for name in _REFERENCES:
        given = given or request.POST.get(f"attribute[{name}]", "").strip()
    return re.sub(r"[^\x21-\x7e]", "", given)[:100]


def update_reference(request: HttpRequest) -> str:
    given = request.headers.get("Idempotency-Key", "").strip().strip('"')
    for name in ("update_id", "update_id_ext"):
        given = given or request.POST.get(name, "").strip()
    return re.sub(r"[^\x21-\x7e]", "", given)[:100]


def status_of(text: str) -> str:
    """ "open" or "closed" out of the many words that systems have for them; "" for none."""
    plain = text.strip().lower()
    if not plain:
        return ""
    closed = ("closed", "fixed", "duplicate", "no_further_action", "not_councils_responsibility")
    return "closed" if plain.startswith(closed) else "open"


def media(post: QueryDict) -> list[str]:
    """Addresses of photos, which the worker fetches later."""
    found = [one.strip() for one in post.getlist("media_url") if one.strip()]
    for one in found:
        if len(one) > 1000 or urlsplit_scheme(one) not in ("http", "https"):
            raise refused(400, _("media_url “%s” is no address of a photo.") % one[:80])
    return found[:MOST_PHOTOS]


def urlsplit_scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _service(post: QueryDict) -> Service:
    code = post.get("service_code", "").strip()
    if not code:
        raise refused(400, _("service_code is missing."))
    found = kind_of(code)
    if found is None:
        raise refused(404, _("service_code “%(code)s” is not known here.") % {"code": code[:60]})
    return found
