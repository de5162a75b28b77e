"""Measurements of the city as OpenMetrics: those of this process, and what the database says."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from cityhall.acts.queries import record_size
from cityhall.database.size import bytes_used
from cityhall.record import queries as sealing
from cityhall.upkeep import queries
from cityhall.upkeep.actions import WORKER
from cityhall.web.measure import REGISTRY

CONTENT_TYPE = CONTENT_TYPE_LATEST


class _City(Collector):
    """Asked when somebody collects: a few counts, each by an index."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        try:
            waiting, oldest = queries.outbox()
            acts, size, beat = record_size(), bytes_used(), queries.last_beat(WORKER)
            alarm, compared = sealing.alarm(), sealing.compared()
        except DatabaseError:
            yield GaugeMetricFamily("divan_database_up", "1 while the database answers.", 0)
            return
        yield GaugeMetricFamily("divan_database_up", "1 while the database answers.", 1)
        yield GaugeMetricFamily("divan_database_bytes", "Size of the database.", size)
        yield CounterMetricFamily("divan_acts", "Acts on the public record.", acts)
        yield GaugeMetricFamily(
            "divan_record_alarm",
            "1 while an alarm keeps the record from being sealed.",
            bool(alarm),
        )
        yield GaugeMetricFamily(
            "divan_record_differences",
            "Places at which the database differed from the record when they were last compared.",
            compared.count if compared else 0,
        )
        yield GaugeMetricFamily("divan_outbox_waiting", "Mails that wait to be sent.", waiting)
        yield GaugeMetricFamily(
            "divan_outbox_oldest_seconds",
            "Age of the oldest mail that waits.",
            (now - oldest).total_seconds() if oldest else 0,
        )
        if beat is not None:
            yield GaugeMetricFamily(
                "divan_worker_beat_seconds",
                "Seconds since the worker was last alive; it stirs every ten minutes.",
                (now - beat).total_seconds(),
            )


REGISTRY.register(_City())


def text() -> bytes:
    """All measurements as OpenMetrics text."""
    return generate_latest(REGISTRY)
