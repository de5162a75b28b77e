"""Strangers' bytes for hours: the parsers of the record under atheris, or under plain mutation.

python bench/fuzz.py note               with atheris (`pip install atheris`), until stopped
python bench/fuzz.py note --plain 60    without it: seeded mutations for 60 seconds
python bench/fuzz.py --list             what can be fuzzed

The targets and their whole examples are those of tests/divan/record/test_hostile.py. Any exception
but `RecordError` ends it, with the bytes that caused it.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from divan.record import RecordError

HOSTILE = Path(__file__).resolve().parents[1] / "tests" / "divan" / "record" / "test_hostile.py"


def _hostile() -> Any:
    spec = importlib.util.spec_from_file_location("test_hostile", HOSTILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READERS, PIECES = _hostile().READERS, _hostile().PIECES


def target(name: str) -> Callable[[bytes], None]:
    """One parser, on bytes; refusals are swallowed."""
    read = READERS[name][1]

    def one(data: bytes) -> None:
        try:
            read(data)
        except RecordError:
            return

    return one


def plain(name: str, seconds: float, seed: int) -> int:
    """Mutate the whole example for a while; how many times."""
    one, good = target(name), READERS[name][0]
    rng = random.Random(seed)
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = bytearray(good if rng.random() < 0.9 else rng.randbytes(rng.randint(0, 2_000)))
        for _ in range(rng.randint(1, 6)):
            at = rng.randint(0, len(data))
            if rng.random() < 0.4:
                data[at : at + 1] = bytes([rng.randrange(256)])
            elif rng.random() < 0.5:
                del data[at : at + rng.randint(1, 60)]
            else:
                data[at:at] = rng.choice(PIECES) * rng.choice([1, 1, 2, 100])
        try:
            one(bytes(data))
        except Exception:
            print(f"{name}: {bytes(data)!r}", file=sys.stderr)
            raise
        count += 1
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the parsers of the record.")
    parser.add_argument("name", nargs="?", choices=sorted(READERS))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--plain", type=float, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.list or not given.name:
        print("\n".join(sorted(READERS)))
        return 0
    if given.plain is not None:
        count = plain(given.name, given.plain, given.seed)
        print(f"{given.name}: {count:,} inputs, no exception but refusals")
        return 0
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: pip install atheris, or use --plain 60", file=sys.stderr)
        return 2
    atheris.instrument_all()
    atheris.Setup([sys.argv[0]], target(given.name))
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
