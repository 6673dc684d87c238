"""How long the command takes to start, as ratios against importing its libraries alone.

Run it from a checkout: ``.venv/bin/python tests/bench/startup.py``. Commands are run in turns, so that
a busy moment of the machine hits all of them; the best of the runs of each is compared.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SAMPLE = str(ROOT / "profiles" / "sample-staff-engineer.yaml")
SKILLGAP = str(Path(sys.executable).parent / "skillgap")
CLICK = "import click"
LIBRARIES = "import click, yaml, pydantic, rich.console, rich.table"

COMMANDS = {
    CLICK: [sys.executable, "-c", CLICK],
    LIBRARIES: [sys.executable, "-c", LIBRARIES],
    "skillgap --help": [SKILLGAP, "--help"],
    "skillgap report": [SKILLGAP, "report", SAMPLE],
    "skillgap report --format json": [SKILLGAP, "report", SAMPLE, "--format", "json"],
}
LIMITS = (
    ("skillgap --help", CLICK, 1.5),
    ("skillgap report", LIBRARIES, 1.2),
    ("skillgap report --format json", LIBRARIES, 1.2),
)


def best_times(rounds: int) -> dict[str, float]:
    """The best wall-clock time of each command, in seconds, over interleaved runs."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
            best[name] = min(best[name], time.perf_counter() - begun)
    return best


def main() -> int:
    """Print the times and the ratios; exit code 1 when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="runs of each command (default: 20)")
    best = best_times(parser.parse_args().rounds)
    for name, seconds in best.items():
        print(f"{1000 * seconds:7.1f} ms  {name}")
    over = False
    for name, reference, limit in LIMITS:
        ratio = best[name] / best[reference]
        over |= ratio > limit
        print(f"{ratio:7.2f} ×   {name} against {reference!r}, at most {limit}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
