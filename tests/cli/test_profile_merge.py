"""``skillgap profile merge``: a mentor's copy and one's own become one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.store import read_profile
from tests.cli.conftest import STAFF, Command


@pytest.fixture
def copies(skillgap: Command, home: Path) -> tuple[Path, Path]:
    """One file that went two ways: a review was begun in theirs, a criterion rated in mine."""
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann")
    mine, theirs = home / "mine.yaml", home / "theirs.yaml"
    for path in (mine, theirs):
        path.write_text(text, encoding="utf-8")
    assert skillgap("review", theirs, "--mentor", "Theo", "--plain", answers="2\nc Sure\n").code == 0
    line = "      cross-org-delivery: {level: 2}\n"
    mine.write_text(text.replace(line, f"{line}      innovation-research: {{level: 1}}\n"), encoding="utf-8")
    return mine, theirs


def test_the_result_is_printed_and_nothing_written_unless_asked(skillgap: Command, copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    before = mine.read_bytes(), theirs.read_bytes()
    printed = skillgap("profile", "merge", mine, theirs)
    assert (printed.code, printed.err) == (0, "")
    assert (mine.read_bytes(), theirs.read_bytes()) == before
    lines = mine.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in printed.out.splitlines()] == []
    assert "comment: Sure" in printed.out
    assert len(printed.out.splitlines()) == len(lines) + 8


def test_in_place_keeps_all_that_either_says(skillgap: Command, copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    before = theirs.read_bytes()
    printed = skillgap("profile", "merge", mine, theirs).out
    result = skillgap("profile", "merge", mine, theirs, "--in-place")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"wrote {mine}; {theirs} had 1 new review\n"
    assert mine.read_text(encoding="utf-8") == printed
    profile = read_profile(mine).profile
    assert profile.assessments[-1].ratings["innovation-research"].level == 1
    assert [review.by for review in profile.reviews] == ["Sample mentor", "Sample second mentor", "Theo"]
    assert theirs.read_bytes() == before
    again = skillgap("profile", "merge", mine, theirs, "--in-place")
    assert again.err.endswith("had nothing new\n")
    assert mine.read_text(encoding="utf-8") == printed


def test_output_is_a_new_file_and_never_an_existing_one(
    skillgap: Command, copies: tuple[Path, Path], home: Path
) -> None:
    mine, theirs = copies
    before = mine.read_bytes()
    assert skillgap("profile", "merge", theirs, mine, "--output", "both.yaml").err.endswith("had more in 1 entry\n")
    assert len(read_profile(home / "both.yaml").profile.reviews) == 3
    assert (home / "both.yaml").stat().st_mode & 0o077 == 0
    taken = skillgap("profile", "merge", mine, theirs, "--output", mine)
    assert taken.code == 1
    assert "the file cannot be created: file exists" in taken.err
    assert mine.read_bytes() == before


@pytest.mark.parametrize("options", [(), ("--in-place",), ("--output", "both.yaml")])
def test_conflicts_are_named_and_nothing_is_written(
    skillgap: Command, copies: tuple[Path, Path], home: Path, options: tuple[str, ...]
) -> None:
    mine, theirs = copies
    text = theirs.read_text(encoding="utf-8")
    text = text.replace("cross-org-delivery: {level: 2}", "cross-org-delivery: {level: 3}")
    theirs.write_text(text.replace("name: Sample staff engineer", "name: Ann"), encoding="utf-8")
    before = mine.read_bytes()
    result = skillgap("profile", "merge", mine, theirs, *options)
    assert (result.code, result.out) == (1, "")
    assert "name: mine has Sample staff engineer, theirs has Ann" in result.err
    place = "assessments.principal-ai-infrastructure-engineer@1 2026-05-04.ratings.cross-org-delivery"
    assert f"{place}: mine has {{level: 2}}, theirs has {{level: 3}}" in result.err
    assert "2 conflicts, so nothing was written" in result.err
    assert mine.read_bytes() == before
    assert not (home / "both.yaml").exists()


def test_two_people_are_not_merged(skillgap: Command, copies: tuple[Path, Path]) -> None:
    result = skillgap("profile", "merge", copies[0], "sample-platform-engineer", "--in-place")
    assert (result.code, result.out) == (1, "")
    assert "these are two people's files: the ids are ann and sample-platform-engineer" in result.err


def test_two_people_of_one_id_are_not_merged(skillgap: Command, copies: tuple[Path, Path]) -> None:
    for number, path in enumerate(copies):
        path.write_text(path.read_text(encoding="utf-8").replace("id: ann\n", f"id: ann\nkey: k{number}\n"), "utf-8")
    result = skillgap("profile", "merge", *copies, "--in-place")
    assert (result.code, result.out) == (1, "")
    assert "these are two people's files: they have one id and two keys" in result.err


def test_one_place_to_write_is_enough(skillgap: Command, copies: tuple[Path, Path]) -> None:
    result = skillgap("profile", "merge", *copies, "--in-place", "--output", "both.yaml")
    assert result.code == 2
    assert "--in-place and --output cannot be combined: give one." in result.err


@pytest.mark.parametrize("broken", ["gone.yaml", "folder.yaml", "bad.yaml"])
def test_a_copy_that_cannot_be_read_is_said(
    skillgap: Command, copies: tuple[Path, Path], home: Path, broken: str
) -> None:
    (home / "folder.yaml").mkdir()
    (home / "bad.yaml").write_text("a: [", encoding="utf-8")
    before = copies[0].read_bytes()
    result = skillgap("profile", "merge", copies[0], f"./{broken}", "--in-place")
    assert result.code == 1
    assert broken in result.err
    assert copies[0].read_bytes() == before
