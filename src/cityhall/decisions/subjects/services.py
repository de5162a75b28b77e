"""The target of a kind of report: how long the city may take is decided in the open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.decisions.models import Matter
from cityhall.decisions.subjects import register
from cityhall.people.actor import Actor
from cityhall.people.names import name_in
from cityhall.service import actions as service
from cityhall.service import queries as service_queries
from cityhall.web.templating import url


class Target:
    matter, code = "service_level", "service"

    def title(self, actor: Actor, number: int) -> str:
        kind = service_queries.catalogue().kinds.get(number)
        return name_in(kind.name) if kind else ""

    def address(self, number: int) -> str:
        kind = service_queries.catalogue().kinds.get(number)
        return f"{url('request_list')}?service={kind.code}" if kind else ""

    def refusal(self, number: int, *, actor: Actor) -> Refusal | None:
        kind = service_queries.catalogue().kinds.get(number)
        if kind is None or not kind.active:
            return Refusal("unknown", _("There is no such kind of report."), "subject", 422)
        return None

    def fields(self, number: int, at: datetime) -> Mapping[str, Any]:
        return {}

    def choices(self, actor: Actor) -> list[tuple[int, str]]:
        kinds = service_queries.catalogue().kinds.items()
        return [(number, name_in(kind.name)) for number, kind in kinds if kind.active]

    def approved(self, row: Matter, at: datetime) -> None:
        assert row.subject_id is not None  # noqa: S101 - filed with it
        minutes = int(row.fields["hours"]) * 60
        service.set_target_as_decided(row.subject_id, minutes, matter=row.pk, at=at)


register(Target())
