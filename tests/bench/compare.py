"""Comparing 50 profiles of 19 criteria, against reading them alone.

Both do all of it anew: reading parses and checks every file; comparing is the whole command in this process,
from its arguments to its output. The limit holds for what the command prints when nothing else is asked for; the
other formats are for comparison.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from skillgap.cli import run
from skillgap.store import read_profile
from tests.bench.people import write_profiles
from tests.bench.timing import Extent, Figure, medians, processor

PEOPLE = 50
ROUNDS = 15
FORMATS = {"terminal": 2.0, "json": None, "markdown": None, "html": None, "csv": None}


def compared(paths: list[Path], form: str) -> None:
    """The whole command, its output thrown away."""
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        code = run(["compare", *map(str, paths), "--format", form])
    if code != 0:
        raise RuntimeError(f"compare ended with {code}")


def figures(extent: Extent) -> Iterator[Figure]:
    """One figure a format."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_profiles(Path(folder), PEOPLE)
        work = {form: processor(partial(compared, paths, form)) for form in FORMATS}
        reading = processor(lambda: [read_profile(path) for path in paths])
        found = medians({"reading": reading, **work}, extent.rounds(ROUNDS))
    for form, limit in FORMATS.items():
        name, reference = f"compare {PEOPLE}, {form}", f"reading {PEOPLE} profiles"
        yield Figure(name, 1000 * found[form], "ms", reference, 1000 * found["reading"], limit)
