"""The report of one profile in this process, against parsing the same two files with CSafeLoader alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import yaml

from skillgap.reports.content import Layout
from skillgap.scoring.gap_report import gap_report
from skillgap.store import read_matrix, read_profile
from tests.bench.timing import MATRIX, SAMPLE, Extent, Figure, medians, processor
from tests.reports import samples

ROUNDS = 50
LIMIT = 2.0
PARSING = "CSafeLoader on both files"


def parsed() -> None:
    """Both files as PyYAML's fastest loader reads them."""
    for path in (SAMPLE, MATRIX):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def reported() -> str:
    """Both files read strictly, and the report of the latest assessment as text."""
    file, matrix = read_profile(SAMPLE), read_matrix(MATRIX)
    return samples.render(gap_report(matrix, file.profile, file.profile.latest()), "terminal", Layout(width=80))


def figures(extent: Extent) -> Iterator[Figure]:
    """Reading alone, reckoning alone, and all of it."""
    file, matrix = read_profile(SAMPLE), read_matrix(MATRIX)
    work: dict[str, Callable[[], object]] = {
        PARSING: parsed,
        "reading both files": lambda: (read_profile(SAMPLE), read_matrix(MATRIX)),
        "gap report of what is read": partial(gap_report, matrix, file.profile, file.profile.latest()),
        "report of one profile": reported,
    }
    found = medians({name: processor(one) for name, one in work.items()}, extent.rounds(ROUNDS))
    reference = 1000 * found.pop(PARSING)
    for name, taken in found.items():
        yield Figure(name, 1000 * taken, "ms", PARSING, reference, LIMIT if name == "report of one profile" else None)
