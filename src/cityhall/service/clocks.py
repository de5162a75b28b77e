"""Until when: the targets of a kind of report, in the city's working time."""

from __future__ import annotations

from datetime import datetime, timedelta

from cityhall.people.queries import city
from cityhall.service.models import Request, Service
from divan import worktime


def calendar_of(service: Service) -> worktime.WorkCalendar:
    """The hours that count for this kind: all of them for dangers, the city's own otherwise."""
    facts = city()
    return facts.around_the_clock if service.round_the_clock else facts.calendar


def acknowledge_by(service: Service, requested_at: datetime) -> datetime:
    return calendar_of(service).add(requested_at, timedelta(minutes=service.acknowledge_minutes))


def due_at(service: Service, requested_at: datetime) -> datetime:
    return calendar_of(service).add(requested_at, timedelta(minutes=service.resolve_minutes))


def due_after_pauses(request: Request) -> datetime:
    """The deadline with every ended pause of the report left out of the clock."""
    pauses = [
        worktime.Pause(start, end)
        for start, end in request.pauses.filter(ended_at__isnull=False).values_list(
            "started_at", "ended_at"
        )
    ]
    return calendar_of(request.service).add(
        request.requested_at, timedelta(minutes=request.service.resolve_minutes), pauses
    )


def spent(request: Request, at: datetime) -> timedelta:
    """Working time that has passed since the report, pauses left out."""
    end = request.closed_at or at
    pauses = [
        worktime.Pause(start, stop or end)
        for start, stop in request.pauses.values_list("started_at", "ended_at")
    ]
    return calendar_of(request.service).between(request.requested_at, end, pauses)
