"""The long run of schemathesis: `python bench/strangers.py [seeds] [examples]`, or 20 and 100.

Over our own description with Open311 in it, valid and invalid, against a city on loopback that is
made for it; first with a planted fault, which must be found. Ends with status 1 where anything
was answered by a fault of ours. Half an hour on two cores.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.standards import fuzzed


def main(seeds: int = 20, examples: int = 100) -> int:
    faults = 0
    with tempfile.TemporaryDirectory() as folder, fuzzed.city(Path(folder) / "city") as city:
        home = Path(folder)
        planted = (
            fuzzed.run(city, home, mode="positive", seed=seed, examples=examples, planted=True)
            for seed in range(1, 21)
        )
        found = next((n for n, done in enumerate(planted, 1) if done.returncode == 1), 0)
        print(f"the planted fault: found by seed {found}" if found else "the planted fault: MISSED")
        for seed in range(1, seeds + 1):
            for mode in ("positive", "negative"):
                done = fuzzed.run(
                    city,
                    home,
                    mode=mode,
                    seed=seed,
                    examples=examples,
                    phases="coverage,fuzzing",
                )
                said = f"{fuzzed.cases(done):,} cases"
                print(f"seed {seed}, {mode}: {said}, {'ok' if not done.returncode else 'FAULT'}")
                if done.returncode:
                    faults += 1
                    print(done.stdout[-3000:])
    return 1 if faults or not found else 0


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:3])))
