"""A team out of a bundle: everybody is counted, or named with the line and the reason."""

from __future__ import annotations

import datetime
import errno
import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Matrix
from skillgap.scoring.team import Team
from skillgap.store import bundle_format
from skillgap.store.bundle_format import BundleLine, read_line
from skillgap.store.teams import count_bundle, count_people, first_role, people_files, problems_of, read_people
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data

MATRIX = matrix_of(matrix_data(criterion("a", 2), criterion("b", 1)))
TODAY = datetime.date(2026, 11, 1)


def test_everybody_is_counted_or_named(tmp_path: Path) -> None:
    people = [
        profile_data(assessment_data({"a": 1}), id="one"),
        profile_data(assessment_data({"a": {"level": 2, "said": "2026-01-01"}}), id="carried"),
        profile_data(assessment_data({"c": 1}), id="misfit"),
        profile_data(assessment_data({"a": 1}), id="one"),
        profile_data(id="absent"),
    ]
    path = tmp_path / "team.jsonl"
    path.write_text("\n".join([*map(json.dumps, people), "{"]), encoding="utf-8")
    team = Team(MATRIX, TODAY)
    problems = count_bundle(team, path)
    report = team.report()
    assert [member.id for member in report.members] == ["one", "carried"]
    assert [one.id for one in report.absent] == ["absent"]
    assert [(problem.file, problem.line, problem.path, problem.message) for problem in problems] == [
        (str(path), 3, "assessments[0].ratings.c", "role version 1 has no criterion c"),
        (str(path), 4, "id", "another profile of the team has the id one"),
        (str(path), 6, "", "this is not valid JSON: a key in double quotes is missing here"),
    ]


def test_a_disk_that_fails_midway_takes_nothing_of_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "team.jsonl"
    path.write_text("{\n", encoding="utf-8")
    ada = json.dumps(profile_data(assessment_data({"a": 1}), id="ada")).encode()

    def fail_after_two(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
        yield from enumerate((file.readline(), ada), 1)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("skillgap.store.bundle_format._lines", fail_after_two)
    team = Team(MATRIX, TODAY)
    problems = count_people(team, path)
    assert [(problem.line, problem.message) for problem in problems] == [
        (1, "this is not valid JSON: a key in double quotes is missing here"),
        (None, "the file cannot be read: input/output error"),
    ]
    assert [member.id for member in team.report().members] == ["ada"]


def test_garbage_is_collected_again_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    path.write_bytes(b"")
    assert gc.isenabled()
    assert count_bundle(Team(MATRIX, TODAY), path) == []
    assert gc.isenabled()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A profile, a bundle of two people, one of them unreadable, and what is neither."""
    inside = tmp_path / "people"
    inside.mkdir()
    (inside / "ada.yaml").write_text(json.dumps(profile_data(assessment_data({"a": 1}), id="ada")), encoding="utf-8")
    bob = json.dumps(profile_data({**assessment_data(), "matrix": "other"}, id="bob"))
    (inside / "more.jsonl").write_text(f"{bob}\n{{}}\n", encoding="utf-8")
    (inside / "notes.txt").write_text("none", encoding="utf-8")
    return inside


def test_a_folder_stands_for_its_profiles_and_bundles_and_each_file_counts_once(folder: Path) -> None:
    expected = [folder / "ada.yaml", folder / "more.jsonl"]
    assert people_files([folder]) == (expected, [])
    assert people_files([folder / "more.jsonl", folder]) == (expected[::-1], [])


def test_a_folder_without_any_is_a_problem_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    files, problems = people_files([empty, folder])
    assert len(files) == 2
    hint = "profiles end in .yaml, bundles of them in .jsonl"
    assert problems == [Diagnostic("there is no profile in this folder", str(empty), hint=hint)]


def test_folders_that_are_closed_are_problems_and_the_others_are_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = [tmp_path / "one", tmp_path / "two"]
    for path in closed:
        path.mkdir()
    real = Path.iterdir

    def opened(path: Path) -> Iterator[Path]:
        if path in closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", opened)
    files, problems = people_files([*closed, folder])
    assert len(files) == 2
    message = "the folder cannot be read: permission denied"
    assert [(problem.file, problem.message) for problem in problems] == [(str(path), message) for path in closed]


def test_a_link_out_of_a_folder_is_not_followed_unless_it_is_named_or_ones_own(folder: Path, tmp_path: Path) -> None:
    theirs, link = tmp_path / "theirs.yaml", folder / "link.yaml"
    theirs.write_text(json.dumps(profile_data(id="theirs")), encoding="utf-8")
    link.symlink_to(theirs)
    files, problems = people_files([folder])
    assert link not in files
    message, hint = "this link leads out of the folder, and was not followed", "name the file itself to read it"
    assert problems == [Diagnostic(message, str(link), hint=hint)]
    assert people_files([link]) == ([link], [])
    assert people_files([folder], own=folder) == (sorted([*files, link]), [])


def test_people_are_read_one_by_one_whatever_stands_between_them(folder: Path) -> None:
    people = [person for path in (*people_files([folder])[0], folder / "gone.yaml") for person in read_people(path)]
    assert [person.content.profile.id if person.content else None for person in people] == ["ada", "bob", None, None]
    assert [(person.path.relative_to(folder).as_posix(), person.id) for person in people] == [
        ("ada.yaml", "ada"),
        ("more.jsonl/bob", "bob"),
        ("more.jsonl", "more"),
        ("gone.yaml", "gone"),
    ]
    assert [person.problems[0].message for person in people if person.problems] == [
        "format is missing",
        "the file cannot be read: no such file or directory",
    ]


def test_the_first_person_of_a_known_role_decides(folder: Path) -> None:
    files, _ = people_files([folder])
    assert first_role(files, lambda identifier: identifier == "role") == "role"
    assert first_role(files, lambda identifier: identifier == "other") == "other"
    assert first_role(files, lambda identifier: identifier == "third") is None


def test_a_profile_that_does_not_fit_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ada.yaml"
    lines = ["format: skillgap/profile/1", "id: ada", "name: Ada", "assessments:", "- matrix: role"]
    lines += ["  matrix_version: 1", "  date: 2026-01-01", "  ratings:", "    c: {level: 1}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = count_people(Team(MATRIX, TODAY), path)
    assert (problem.file, problem.line, problem.message) == (str(path), 9, "role version 1 has no criterion c")


def test_what_cannot_be_read_is_told_in_place_of_being_counted(tmp_path: Path) -> None:
    for name in ("gone.yaml", "gone.jsonl"):
        (problem,) = count_people(Team(MATRIX, TODAY), tmp_path / name)
        assert (problem.file, problem.hint) == (str(tmp_path / name), "check the name and the folder")


def test_a_bundle_that_cannot_be_read_to_its_end_is_told_after_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Diagnostic("the file cannot be read: input/output error", "team.jsonl")

    def breaking(path: Path) -> Iterator[BundleLine]:
        yield read_line(str(path), 1, b"[]")
        raise DataError(broken)

    def matrix_for(identifier: str, version: int) -> Matrix:
        raise DataError(Diagnostic(f"there is no matrix {identifier} {version}"))

    monkeypatch.setattr(bundle_format, "read_bundle", breaking)
    first, second = problems_of(Path("team.jsonl"), matrix_for)
    assert (first.line, first.message, second) == (1, "the line holds no mapping of keys to values", broken)


def test_each_person_is_a_step(folder: Path) -> None:
    steps: list[None] = []
    team = Team(MATRIX, TODAY)
    for path in people_files([folder])[0]:
        count_people(team, path, lambda: steps.append(None))
    assert len(steps) == 3
