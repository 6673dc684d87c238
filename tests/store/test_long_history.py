"""A person who assesses themselves for decades: the file stays readable, can be saved, and is found by its id."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.errors import DataError
from skillgap.model.profile import Assessment, Profile, Rating
from skillgap.store import Library, create_profile, read_profile, save_profile
from skillgap.store.bundle_format import read_bundle, write_bundle
from skillgap.store.files import LIMIT, PROFILE_LIMIT

NOTE = "Led the move of three services to a second region, with a runbook and a drill every quarter."
CRITERIA = [f"criterion-of-a-usual-length-{number}" for number in range(19)]


def history(count: int) -> Profile:
    """So many assessments, with a note and evidence on each of 19 criteria."""
    rating = Rating(level=2, confidence="high", note=NOTE, evidence=("https://example.org/design-review",))
    first = datetime.date(2000, 1, 1)
    assessments = tuple(
        Assessment(
            matrix="role",
            matrix_version=1,
            date=first + datetime.timedelta(days=30 * number),
            ratings=dict.fromkeys(CRITERIA, rating),
        )
        for number in range(count)
    )
    return Profile(format="skillgap/profile/1", id="ada", name="Ada", assessments=assessments)


def test_a_history_of_two_hundred_assessments_is_kept_in_one_file(tmp_path: Path) -> None:
    file = create_profile(tmp_path / "profiles" / "long.yaml", history(200))
    assert LIMIT < file.path.stat().st_size <= PROFILE_LIMIT
    assert len(read_profile(file.path).profile.assessments) == 200
    last = file.profile.assessments[-1]
    changed = replace(last, ratings={**last.ratings, CRITERIA[0]: Rating(level=4)})
    save_profile(file, replace(file.profile, assessments=(*file.profile.assessments[:-1], changed)))
    library = Library(tmp_path / "profiles", tmp_path / "matrices")
    assert library.find_profile("ada").profile.assessments[-1] == changed, "found by the id that it states"
    write_bundle(tmp_path / "team.jsonl", [file.profile])
    assert [len(line.profile.assessments) for line in read_bundle(tmp_path / "team.jsonl")] == [200]


def test_a_history_that_could_not_be_read_again_is_not_saved(tmp_path: Path) -> None:
    file = create_profile(tmp_path / "ada.yaml", history(1))
    with pytest.raises(DataError, match=r"more than 50,000 values|larger than 1 MiB"):
        save_profile(file, history(300))
    assert read_profile(file.path).profile == history(1)
