"""Saving one rating, against writing the same bytes to a temporary file, flushing it and putting it in place.

By the clock, since what is waited for is the disk, the one that holds temporary files. A save also takes the lock,
looks whether somebody else changed the file, changes one line of it, and flushes the folder.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from skillgap.model.profile import Rating
from skillgap.store import read_profile, save_profile
from tests.bench.people import write_profiles
from tests.bench.timing import Extent, Figure, elapsed, in_turns, percentile

ROUNDS = 1000
LIMITS = {50: 4.0, 99: 4.0}
REFERENCE = "temporary file, fsync, replace"


def figures(extent: Extent) -> Iterator[Figure]:
    """The median and the slowest in a hundred."""
    with tempfile.TemporaryDirectory() as name:
        path, copy, temporary = (
            write_profiles(Path(name), 1, pieces=3)[0],
            Path(name) / "copy",
            Path(name) / "temporary",
        )
        data = path.read_bytes()
        file = read_profile(path)
        numbers = count()

        def save() -> None:
            nonlocal file
            (assessment,) = file.profile.assessments
            at = next(numbers)
            criterion = list(assessment.ratings)[at % len(assessment.ratings)]
            ratings = {**assessment.ratings, criterion: Rating(level=(at // len(assessment.ratings)) % 5)}
            changed = replace(assessment, ratings=ratings)
            file = save_profile(file, replace(file.profile, assessments=(changed,)))

        def bare() -> None:
            with temporary.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(copy)

        found = in_turns({"ours": elapsed(save), "bare": elapsed(bare)}, extent.rounds(ROUNDS))
    for percent, limit in LIMITS.items():
        ours, theirs = (1000 * percentile(found[which], percent) for which in ("ours", "bare"))
        size = f"{len(data) / 1000:.0f} kB"
        yield Figure(f"saving one rating, {size}, p{percent}", ours, "ms", REFERENCE, theirs, limit)
