"""Charters simulated beside each other, on the same matters, people and chance.

    people, matters = load(text)                     a matters.yaml
    report = simulate({"now": charter, "then": other}, people, matters, seeds=range(30))

docs/charter-simulation.md says what is assumed, what is reported, and where it ends.
"""

from __future__ import annotations

from divan.charter.simulate.compare import Estimate, Report, Simulated, simulate
from divan.charter.simulate.fitting import fit, volume
from divan.charter.simulate.reading import load
from divan.charter.simulate.stream import Kind, Matters, People, Profile, Spread

__all__ = [
    "Estimate",
    "Kind",
    "Matters",
    "People",
    "Profile",
    "Report",
    "Simulated",
    "Spread",
    "fit",
    "load",
    "simulate",
    "volume",
]
