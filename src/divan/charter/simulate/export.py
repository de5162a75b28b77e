"""A report as JSON-like data, with every figure and every assumption under which it was made."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any

from divan.charter.simulate.compare import Estimate, Report
from divan.charter.simulate.phrases import MEASURES


def data(report: Report) -> dict[str, Any]:
    """Plain data: numbers, texts, lists and names; null where nothing could be measured."""
    people = report.people
    profiles = {"everyone": people.everyone, **people.own}
    return {
        "format": "divan.charter.simulate/1",
        "seeds": list(report.seeds),
        "filed": report.filed,
        "compared_with": next(iter(report.charters)),
        "assumed": {
            "shared_error": people.shared_error,
            "away_seconds": people.away,
            "amend_seconds": people.amend,
            "mended": people.mended,
            "concerned": people.concerned,
            "register": people.register,
            "profiles": {name: dataclasses.asdict(one) for name, one in profiles.items()},
            "days": report.matters.days,
            "kinds": {
                one.name: {
                    "name": dict(one.title),
                    "rate_per_day": one.rate,
                    "good": one.good,
                    "reading_seconds": one.reading,
                    "urgent": one.urgent,
                }
                for one in report.matters.kinds
            },
        },
        "units": {code: unit for code, (unit, _, _) in MEASURES.items()},
        "charters": {
            key: {
                "name": dict(one.charter.name),
                "digest": one.charter.digest,
                "values": _estimates(one.values),
                "differences": _estimates(one.differences),
                "kinds": {kind: _estimates(many) for kind, many in one.kinds.items()},
                "kind_differences": {
                    kind: _estimates(many) for kind, many in one.kind_differences.items()
                },
                "voting_power": {stage: dict(many) for stage, many in one.power.items()},
            }
            for key, one in report.charters.items()
        },
    }


def _estimates(many: Mapping[str, Estimate]) -> dict[str, Any]:
    return {
        code: {"mean": one.mean, "low": one.low, "high": one.high}
        if not math.isnan(one.mean)
        else None
        for code, one in many.items()
    }
