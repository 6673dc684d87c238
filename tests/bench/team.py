"""How long a team in one bundle takes to report on, as a ratio against parsing the bundle's lines alone.

Run it from a checkout: ``.venv/bin/python tests/bench/team.py``. Both are measured in turns in one process, in
its own processor time, and the best of the rounds of each is compared. The people are made up at random from a
fixed seed: one to three assessments, some of them reviewed, with notes, evidence and goals.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import json
import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from skillgap.cli import run
from skillgap.matrix import Matrix
from skillgap.store import read_matrix
from skillgap.store.teams import count_bundle
from skillgap.team import Team, TeamReport

ROOT = Path(__file__).parent.parent.parent
MATRIX = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
TODAY = datetime.date(2026, 11, 1)
LIMIT = 3.0
WORDS = ["led", "the", "move", "of", "our", "training", "cluster", "to", "three", "regions", "–", "über", "Nacht"]


def text(rng: random.Random, most: int) -> str:
    """A sentence of words."""
    return " ".join(rng.choices(WORDS, k=rng.randint(3, most)))


def rating(rng: random.Random, tools: tuple[str, ...]) -> dict[str, Any]:
    """What a person says on one criterion."""
    said: dict[str, Any] = {"level": rng.randint(0, 4)}
    if rng.random() < 0.05:
        said = {"state": rng.choice(["skipped", "not_applicable"])}
    if rng.random() < 0.7:
        said["confidence"] = rng.choice(["low", "medium", "high"])
    if rng.random() < 0.5:
        said["evidence"] = [f"https://example.org/{rng.randrange(10**6)}", text(rng, 12)][: rng.randint(1, 2)]
    if rng.random() < 0.2:
        said["note"] = text(rng, 20)
    if tools and rng.random() < 0.8:
        said["tools"] = rng.sample(tools, rng.randint(1, len(tools)))
    return said


def review(rng: random.Random, matrix: Matrix, date: datetime.date) -> dict[str, Any]:
    """What a mentor says on some criteria of one assessment."""
    rated = rng.sample(matrix.criteria, rng.randint(5, len(matrix.criteria)))
    return {
        "assessment": str(date),
        "matrix": matrix.id,
        "by": f"Mentor {rng.randrange(200)}",
        "date": str(date + datetime.timedelta(rng.randint(1, 30))),
        "status": rng.choice(["complete", "complete", "draft"]),
        "ratings": {
            one.id: {"level": rng.randint(0, 4), "agreed": rng.randint(0, 4), "comment": text(rng, 15)}
            if rng.random() < 0.5
            else {"level": rng.randint(0, 4)}
            for one in rated
        },
    }


def person(rng: random.Random, matrix: Matrix, number: int) -> dict[str, Any]:
    """One profile, as it stands in a bundle."""
    dates = [TODAY - datetime.timedelta(rng.randint(0, 700)) for _ in range(rng.randint(1, 3))]
    assessments = [
        {
            "matrix": matrix.id,
            "matrix_version": matrix.version,
            "date": str(date),
            "ratings": {one.id: rating(rng, one.tools) for one in matrix.criteria},
            "signals": {one.id: rng.choice(["yes", "partly", "no"]) for one in matrix.signals},
        }
        for date in sorted(set(dates))
    ]
    goals = [
        {
            "id": f"g{at}",
            "criterion": rng.choice(matrix.criteria).id,
            "level": 3,
            "action": text(rng, 9),
            "status": "open",
        }
        for at in range(rng.randint(0, 3))
    ]
    head = {"format": "skillgap/profile/1", "id": f"p-{number}", "name": f"Person {number}"}
    reviews = [review(rng, matrix, dates[0])] if rng.random() < 0.5 else []
    return {**head, "assessments": assessments, "reviews": reviews, "goals": goals}


def lines(matrix: Matrix, count: int) -> Iterator[str]:
    """A bundle of so many people."""
    rng = random.Random(20261101)
    for number in range(count):
        yield json.dumps(person(rng, matrix, number), ensure_ascii=False, separators=(",", ":")) + "\n"


def parse(path: Path) -> int:
    """Parse every line, and do nothing with it."""
    with path.open("rb") as file:
        return sum(len(json.loads(line)) > 0 for line in file)


def report(path: Path, matrix: Matrix, *, people: bool) -> TeamReport:
    """Read the bundle strictly and report on the team."""
    team = Team(matrix, TODAY, people=people)
    problems = count_bundle(team, path)
    assert not problems, problems
    return team.report()


def command(path: Path) -> None:
    """What ``skillgap team`` does, from the arguments to the report in a file."""
    output = path.with_suffix(".txt")
    with contextlib.redirect_stderr(io.StringIO()):
        code = run(["team", str(path), "--matrix", str(MATRIX), "--output", str(output)])
    assert code == 0
    assert output.stat().st_size > 0


def timed(action: Callable[[], object]) -> float:
    """The processor time an action takes, in seconds."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def peak(action: Callable[[], object]) -> float:
    """The most memory an action holds at once, in MB."""
    tracemalloc.start()
    action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> int:
    """Print times, ratios and memory; exit code 1 when a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000, help="profiles in the bundle (default: 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each (default: 5)")
    options = parser.parse_args()
    matrix = read_matrix(MATRIX)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "team.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(matrix, options.people))
        actions: dict[str, Callable[[], object]] = {
            "json.loads of each line": lambda: parse(path),
            "team report, counts alone": lambda: report(path, matrix, people=False),
            "team report, everybody": lambda: report(path, matrix, people=True),
            "skillgap team, text written": lambda: command(path),
        }
        best = dict.fromkeys(actions, float("inf"))
        for _ in range(options.rounds):
            for name, action in actions.items():
                best[name] = min(best[name], timed(action))
        size = path.stat().st_size / options.people / 1000
        print(f"{options.people:,} people, {size:.1f} KB each")
        reference, *measured = best
        for name, seconds in best.items():
            print(f"{seconds:8.3f} s  {seconds / best[reference]:5.2f} ×  {name}")
        few = min(options.people, 2000)
        path.write_text("".join(lines(matrix, few)), encoding="utf-8")
        for name in measured:
            print(f"{peak(actions[name]):8.1f} MB at most for {few:,} people, {name}")
    return 1 if any(best[name] > LIMIT * best[reference] for name in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
