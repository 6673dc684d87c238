"""A team in one bundle, against parsing the bundle's lines alone and against DuckDB counting the same.

The people are made up at random from a fixed seed: one to three assessments, some of them reviewed, with notes,
evidence and goals. DuckDB, where it is installed, counts how many people have each level of each criterion, and has
to find what we find. Beside that, how the time and the memory of ``skillgap team`` grow with the number of people;
``long`` goes to a million.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from skillgap.cli import run
from skillgap.labels.team import NAMED
from skillgap.model.matrix import Matrix
from skillgap.reports import FORMATS
from skillgap.scoring.gap_report import View
from skillgap.scoring.team import ListedMembers, Team, TeamReport
from skillgap.store import read_matrix
from skillgap.store.spill import TemporaryRegister
from skillgap.store.teams import count_bundle
from tests.bench.timing import MATRIX, ROOT, SAMPLE, Extent, Figure, medians, peak_memory, processor

TODAY = datetime.date(2026, 11, 1)
ROUNDS = 7
PEOPLE, FEW, MANY, VERY_MANY = 10_000, 1_000, 20_000, 1_000_000
DIFFERENT = 2_000
"""People who are made up one by one; in a larger bundle they come again under other ids, with other levels."""
LEVEL = re.compile(r'"level":\d')
LEVELS = [f'"level":{level}' for level in range(5)]
GROWING = ("terminal", "csv", "json")
"""Of what is for reading one format stands for all."""
FIGURES = ("whom a report names", "everybody", *(f"as {form}" for form in FORMATS))
LIMIT, DUCKDB_LIMIT, GROWTH_LIMIT = 3.0, 1.5, 1.15
MEMORY_LIMIT = 1.2
"""More than 1, since what is kept of a thousand people does not fill the memory yet that it may take."""
PARSING = "json.loads of each line"
COUNTED = """
SELECT rating.key, rating.value.level, count(*)
FROM (
    SELECT unnest(map_entries(list_sort(assessments)[-1].ratings)) AS rating
    FROM read_json(?, format = 'newline_delimited', columns = {
        assessments: 'STRUCT("date" DATE, ratings MAP(VARCHAR, STRUCT(level INTEGER)))[]'
    })
)
WHERE rating.value.level IS NOT NULL
GROUP BY ALL
"""
"""The latest assessment of each person, taken apart into ratings, as SQL."""
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
            "ratings": {criterion.id: rating(rng, criterion.tools) for criterion in matrix.criteria},
            "signals": {signal.id: rng.choice(["yes", "partly", "no"]) for signal in matrix.signals},
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


def report(path: Path, team: Team) -> TeamReport:
    """Read the bundle strictly and report on the team."""
    problems = count_bundle(team, path)
    assert not problems, problems
    return team.report()


def flat(matrix: Matrix, view: View = "agreed") -> Team:
    """A team that takes the same memory for any number of people."""
    return Team(matrix, TODAY, view=view, keeper=ListedMembers(matrix, NAMED), register=TemporaryRegister())


def command(path: Path, form: str, output: Path) -> None:
    """What ``skillgap team`` does, from the arguments to the report in a file."""
    with contextlib.redirect_stderr(io.StringIO()):
        code = run(["team", str(path), "--matrix", str(MATRIX), "--format", form, "--output", str(output)])
    assert code == 0
    assert output.stat().st_size > 0


def write_team(path: Path, matrix: Matrix, count: int) -> None:
    """A bundle of so many people, all with ids and levels of their own."""
    different = list(lines(matrix, min(count, DIFFERENT)))
    rng = random.Random(20261102)
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(islice(cycle(different), count)):
            own = line.replace(f'"p-{number % DIFFERENT}"', f'"p-{number}"', 1)
            file.write(LEVEL.sub(lambda _: rng.choice(LEVELS), own))


def in_duckdb(path: Path) -> Counter[tuple[str, int]]:
    """How many people have each level of each criterion, by DuckDB on one thread."""
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        return Counter({(one, level): count for one, level, count in database.execute(COUNTED, [str(path)]).fetchall()})


def levels(path: Path, matrix: Matrix) -> Counter[tuple[str, int]]:
    """The same by us, of what people say themselves."""
    rows = report(path, flat(matrix, "self")).rows
    return Counter({(row.criterion.id, level): count for row in rows for level, count in row.people.items()})


def figures(extent: Extent) -> Iterator[Figure]:
    """A team of ten thousand, then how it grows."""
    matrix = read_matrix(MATRIX)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "team.jsonl"
        write_team(path, matrix, PEOPLE)
        yield from against_others(path, matrix, extent.rounds(ROUNDS))
        yield from growth(path, matrix, VERY_MANY if extent.long else MANY)


def against_others(path: Path, matrix: Matrix, rounds: int) -> Iterator[Figure]:
    """One team by all ways there are."""
    work: dict[str, Callable[[], object]] = {
        PARSING: lambda: parse(path),
        "whom a report names": lambda: report(path, flat(matrix)),
        "everybody": lambda: report(path, Team(matrix, TODAY)),
        **{f"as {form}": partial(command, path, form, path.with_suffix(f".{form}")) for form in FORMATS},
    }
    with contextlib.suppress(ImportError):
        assert in_duckdb(path) == levels(path, matrix)
        work |= {"DuckDB": lambda: in_duckdb(path), "levels": lambda: levels(path, matrix)}
    found = medians({name: processor(one) for name, one in work.items()}, rounds)
    for name in FIGURES:
        yield Figure(f"team of {PEOPLE:,}, {name}", found[name], "s", PARSING, found[PARSING], LIMIT)
    if "DuckDB" in found:
        name, reference = f"team of {PEOPLE:,}, levels", "the same counts, DuckDB, one thread"
        yield Figure(name, found["levels"], "s", reference, found["DuckDB"], DUCKDB_LIMIT)


def growth(path: Path, matrix: Matrix, many: int) -> Iterator[Figure]:
    """What one person more takes, among few and among very many."""
    few, very_many = path.with_name("few.jsonl"), path.with_name("many.jsonl")
    write_team(few, matrix, FEW)
    write_team(very_many, matrix, many)
    for form in GROWING:
        (few_seconds, few_bytes), (seconds, most) = reported_apart(few, form), reported_apart(very_many, form)
        name, reference = f"team of {many:,} as {form}", f"team of {FEW:,}"
        share, few_share = 1e6 * seconds / many, 1e6 * few_seconds / FEW
        yield Figure(f"{name}, each", share, "µs", f"{reference}, for each", few_share, GROWTH_LIMIT)
        yield Figure(f"{name}, memory", most / 1e6, "MB", f"{reference}, memory", few_bytes / 1e6, MEMORY_LIMIT)


def reported_apart(path: Path, form: str) -> tuple[float, int]:
    """The processor time in seconds and the most memory in bytes that a report takes in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.team", str(path), form]
    result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, most = result.stdout.split()
    return float(seconds), int(most)


def main(path: Path, form: str) -> None:
    """Report on one bundle, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report"
        command(SAMPLE, form, output)  # so that what a command loads does not count for the people
        print(processor(partial(command, path, form, output))(), peak_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
