"""How every call of Open311 is let in and answered: form, key, limit, jurisdiction, errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cityhall.acts.channels.email import host
from cityhall.acts.refusals import Refusal, Refused
from cityhall.partners import actions, queries
from cityhall.partners.models import ApiKey, Scope
from cityhall.partners.open311 import wire
from cityhall.people.actor import Actor
from cityhall.web.limits import address_of, allow, network_of

View = Callable[..., "Said | HttpResponse"]
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
UNKNOWN_A_MINUTE = 120  # calls without a key, of one network
WRONG_KEYS_A_MINUTE = 20
KEPT_STATUSES = (403, 404, 405, 409, 413, 429, 503)


class Said:
    """What a call answers: a value under the name of its root, and a status."""

    def __init__(self, root: str, value: Any, status: int = 200, **headers: str) -> None:
        self.root, self.value, self.status, self.headers = root, value, status, headers


def call(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A view of Open311. Its first arguments are the request and its form, "xml" or "json"."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt  # a key, not a cookie, says who sends
        @wraps(view)
        def inner(request: HttpRequest, form: str, *args: Any, **kwargs: Any) -> HttpResponse:
            form, known = (form, True) if form in TYPES else ("xml", False)
            try:
                if not known:
                    raise refused(404, _("An address here ends in .xml or .json."))
                if request.method not in methods:
                    raise refused(405, _("This address does not take %s.") % request.method)
                _let_in(request)
                said = view(request, form, *args, **kwargs)
            except Refused as why:
                said = errors(why.refusal)
                if said.status == 405:
                    said.headers["Allow"] = ", ".join(methods)
                if said.status == 429:
                    said.headers["Retry-After"] = "60"
            return answered(said, form) if isinstance(said, Said) else said

        inner.too_large = _too_large  # type: ignore[attr-defined]
        return inner

    return decorate


def _too_large(form: str = "xml", **_rest: str) -> HttpResponse:
    """What is larger than any form here is refused before it is read."""
    message = _("That is more than a report holds: 4,000 letters and five photos of 12 MB.")
    return answered(errors(Refusal("size", message, status=413)), form if form in TYPES else "xml")


def answered(said: Said, form: str) -> HttpResponse:
    body = wire.as_json(said.value) if form == "json" else wire.as_xml(said.root, said.value)
    response = HttpResponse(body, content_type=TYPES[form], status=said.status)
    for name, value in said.headers.items():
        response.headers[name.replace("_", "-")] = value
    # What everyone may read may be read by pages of other sites as well; cookies count for nothing.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def errors(refusal: Refusal) -> Said:
    """A refusal as Open311 says it; whatever has no status of its own there is 400."""
    status = refusal.status if refusal.status in KEPT_STATUSES else 400
    description = refusal.message
    if refusal.field and refusal.field not in description:
        description = f"{refusal.field}: {description}"
    return Said("errors", [wire.Fault(status, description)], status)


def refused(status: int, message: str, field: str = "") -> Refused:
    return Refused(Refusal(str(status), message, field, status))


def reader(request: HttpRequest) -> Actor:
    """Whoever calls reads what everyone reads, whatever cookie or key comes along."""
    return Actor(language=request.language)


def sender(request: HttpRequest, scope: str) -> ApiKey:
    """The key that stands for this. Raises `Refused` with 403, or 429 when it is used too fast."""
    network = network_of(address_of(request))
    given = given_key(request)
    key = queries.key_of(given)
    if (why := actions.may_send(key, scope)) is not None:
        if key is None and not allow(
            "wrong-key", network, per_minute=WRONG_KEYS_A_MINUTE, burst=WRONG_KEYS_A_MINUTE
        ):
            raise refused(429, _("Too many wrong keys came from your network; wait a minute."))
        raise Refused(why)
    assert key is not None  # noqa: S101 - `may_send` refuses nothing
    _count(key)
    return key


def given_key(request: HttpRequest) -> str:
    """`api_key` of the form, or the bearer's token; of the address only when reading."""
    bearer = request.headers.get("Authorization", "")
    if bearer.startswith("Bearer "):
        return bearer.removeprefix("Bearer ").strip()
    if request.method == "POST":
        return request.POST.get("api_key", "").strip()
    return request.GET.get("api_key", "").strip()


def jurisdiction() -> str:
    """The name under which this city is asked: the host of its address."""
    return host()


def _let_in(request: HttpRequest) -> None:
    given = request.POST if request.method == "POST" else request.GET
    asked = given.get("jurisdiction_id", "").strip().lower()
    if asked and asked.removeprefix("www.") != jurisdiction().removeprefix("www."):
        message = _("jurisdiction_id “%(given)s” is not served here; this is “%(own)s”.")
        raise refused(404, message % {"given": asked[:80], "own": jurisdiction()})
    if request.method != "POST":
        _let_read(request)


def _let_read(request: HttpRequest) -> None:
    if given_key(request):
        key = queries.key_of(given_key(request))
        if key is None:
            raise refused(403, _("api_key is unknown or revoked; to read none is needed."))
        if Scope.READ in key.scopes:
            _count(key)
            return
    network = network_of(address_of(request))
    if not allow("open311", network, per_minute=UNKNOWN_A_MINUTE, burst=UNKNOWN_A_MINUTE):
        raise refused(429, _("Too many calls; wait a minute, or ask the city for a key."))


def _count(key: ApiKey) -> None:
    if not allow("api-key", str(key.pk), per_minute=key.per_minute, burst=key.per_minute):
        message = _("This key may call %(n)s times a minute; wait a little.")
        raise refused(429, message % {"n": key.per_minute})
    actions.note_use(key, timezone.now())
