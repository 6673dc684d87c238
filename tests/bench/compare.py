"""How long comparing 50 profiles of 19 criteria takes, as a ratio against reading them alone.

Run it from a checkout: ``.venv/bin/python tests/bench/compare.py``. Both do all of it anew, in turns: reading
parses and checks every file; comparing is the whole command in this process, from its arguments to its output.
The limit holds for what the command prints when nothing else is asked for; the other formats are for comparison.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from skillgap.cli import run
from skillgap.store import read_matrix, read_profile

ROOT = Path(__file__).parent.parent.parent
MATRIX = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
PEOPLE = 50
ROUNDS = 7
LIMIT = 2.0
FORMATS = ("terminal", "json", "markdown", "html", "csv")


def write_profiles(folder: Path) -> list[Path]:
    """Profiles as people have them: a level, a confidence and a sentence of evidence on every criterion."""
    rng = random.Random(1)
    criteria = [one.id for one in read_matrix(MATRIX).criteria]
    paths = []
    for number in range(PEOPLE):
        lines = ["format: skillgap/profile/1", f"id: person-{number}", f"name: Person {number}", "assessments:"]
        lines += ["  - matrix: principal-ai-infrastructure-engineer", "    matrix_version: 1", "    date: 2026-05-04"]
        lines.append("    ratings:")
        for one in criteria:
            evidence = json.dumps(f"What was done in year {rng.randint(2015, 2026)} and came of it")
            lines += [f"      {one}:", f"        level: {rng.randint(0, 4)}", "        confidence: medium"]
            lines.append(f"        evidence: [{evidence}]")
        paths.append(folder / f"person-{number}.yaml")
        paths[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def compared(paths: list[Path], form: str) -> None:
    """The whole command, its output thrown away."""
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        code = run(["compare", *map(str, paths), "--format", form])
    if code != 0:
        raise SystemExit(f"compare ended with {code}")


def main() -> int:
    """Print the times and the ratios; exit code 1 when one is over the limit."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_profiles(Path(folder))
        reading = float("inf")
        comparing = dict.fromkeys(FORMATS, float("inf"))
        for _ in range(ROUNDS):
            reading = min(reading, seconds(lambda: [read_profile(path) for path in paths]))
            for form in FORMATS:
                comparing[form] = min(comparing[form], seconds(lambda form=form: compared(paths, form)))  # type: ignore[misc]
    print(f"{1000 * reading:8.1f} ms  reading {PEOPLE} profiles")
    for form, best in comparing.items():
        print(f"{1000 * best:8.1f} ms  comparing them, {form}: {best / reading:.2f} × reading")
    print(f"{LIMIT:8.1f} ×   at most, for the terminal")
    return 1 if comparing["terminal"] > LIMIT * reading else 0


if __name__ == "__main__":
    sys.exit(main())
