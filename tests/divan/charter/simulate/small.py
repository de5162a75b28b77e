"""Small charters and streams for the tests of simulation."""

from __future__ import annotations

import numpy as np

from divan.charter import Charter, load
from divan.charter.simulate import Kind, Matters, People, run
from divan.charter.simulate.routes import Routes
from divan.charter.simulate.stream import Drawn, draw
from divan.charter.simulate.town import file, settle

HOUR = 3600


def charter(stages: str, procedures: str = "") -> Charter:
    """Three offices, an assembly of five and one matter, `one`, with these stages."""
    return load(f"""
charter: 1
name: {{fa: آزمون, en: Test}}
bodies:
  a: {{office: 1}}
  b: {{office: 1}}
  c: {{office: 1}}
  jury: {{assembly: 5}}
procedures:
  sign: {{decide: {{}}}}
  majority: {{vote: {{pass: "> 1/2 of cast"}}}}
{procedures}
matters:
  one:
    standing: anyone
    route: [{{stages: {stages}}}]
""")


def sign(body: str, then: str = "", within: str = "900 days") -> str:
    more = f", then: {{{then}}}" if then else ""
    return f"{{id: s_{body}, body: {body}, by: sign, within: {within}{more}}}"


SINGLE = charter(f"[{sign('a')}]")
SERIES = charter(f"[{sign('a')}, {sign('b')}]")
ANY = charter(f"[{{id: g, any: [{sign('a')}, {sign('b')}]}}]")
TWO_OF_THREE = charter(f"[{{id: g, of: 2, stages: [{sign('a')}, {sign('b')}, {sign('c')}]}}]")
JURY = charter("[{id: v, body: jury, by: majority, within: 900 days}]")


def stream(rate: float = 4, good: float = 1, days: int = 250, reading: int = HOUR) -> Matters:
    return Matters((Kind("k", rate, good, reading, {"one": {}}),), days)


def play(
    of: Charter, people: People, matters: Matters, seed: int = 1, away=()
) -> tuple[Drawn, run.Ran]:
    town = settle(of, people)
    drawn = draw(matters, seed)
    routes = Routes(town, matters.origin)
    filings = file(town, matters, drawn)
    return drawn, run.run(town, people, matters, drawn, filings, routes, away=away)


def approved(ran: run.Ran) -> float:
    assert not np.any(ran.outcome == run.ENDS.index("lapsed"))
    return float((ran.outcome == 0).mean())
