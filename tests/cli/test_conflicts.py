"""Two programs change one profile: nothing is dropped, and what both changed is chosen value by value."""

from __future__ import annotations

import datetime
import io
import multiprocessing
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.cli import run
from skillgap.model.goals import added
from skillgap.model.profile import Profile, Rating
from skillgap.store import read_profile, save_profile

from .conftest import MATRIX, STAFF, Command, Result

FORK = multiprocessing.get_context("fork")
FIRST = "large-scale-distributed-systems-design"
OTHER = "cost-optimization-finops"
TODAY = datetime.date(2026, 5, 4)
Line = str | tuple[Callable[[], object], str]


@pytest.fixture
def path(home: Path) -> Path:
    """Somebody who has rated the first criterion as 2."""
    file = home / "ann.yaml"
    text = (
        f"format: skillgap/profile/1\nid: ann\nname: Ann\nassessments:\n  - matrix: {MATRIX}\n    matrix_version: 1\n"
    )
    file.write_text(f"{text}    date: 2026-05-04\n    ratings:\n      {FIRST}: {{level: 2}}\n", encoding="utf-8")
    return file


class Keyboard(io.StringIO):
    """A terminal in which lines are typed, each after what another program does meanwhile."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = list(lines)

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        del size
        line = self._lines.pop(0) if self._lines else ""
        if isinstance(line, tuple):
            line[0]()
            line = line[1]
        return f"{line}\n" if line else ""


Typing = Callable[..., Result]


@pytest.fixture
def typing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typing:
    def call(*arguments: str | Path, lines: Sequence[Line]) -> Result:
        monkeypatch.setattr(sys, "stdin", Keyboard(lines))
        monkeypatch.setattr("skillgap.cli.clock.today", lambda: TODAY)
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


def change(path: Path, act: Callable[[Profile], Profile]) -> Callable[[], object]:
    """Another program's save."""

    def save() -> None:
        file = read_profile(path)
        save_profile(file, act(file.profile))

    return save


def rate(path: Path, criterion: str, level: int) -> Callable[[], object]:
    def rated(profile: Profile) -> Profile:
        (one,) = profile.assessments
        return replace(profile, assessments=(replace(one, ratings={**one.ratings, criterion: Rating(level=level)}),))

    return change(path, rated)


def levels(path: Path) -> dict[str, int | None]:
    return {key: rating.level for key, rating in read_profile(path).profile.assessments[0].ratings.items()}


def left(home: Path) -> list[str]:
    return sorted(one.name for one in home.iterdir() if not one.name.endswith(".lock"))


def assess(typing: Typing, path: Path, *lines: Line) -> Result:
    # The first question is the second criterion, since the first is rated; b goes back to it.
    return typing("assess", path, "--plain", lines=lines)


@pytest.mark.parametrize(("choice", "level"), [("m", 4), ("t", 3), ("e 1", 1)])
def test_both_values_are_shown_and_one_is_chosen(
    typing: Typing, path: Path, home: Path, choice: str, level: int
) -> None:
    result = assess(typing, path, "b", (rate(path, FIRST, 3), "4"), choice, "q")
    assert result.code == 0
    assert f"1 of 1, Large-scale distributed systems design (assessment of {MATRIX}@1 2026-05-04)" in result.err
    assert "  before: level 2\n  mine:   level 4\n  theirs: level 3\n" in result.err
    assert levels(path) == {FIRST: level}
    assert left(home) == ["ann.yaml"], "the copy is removed once all is merged"


def test_what_only_one_side_changed_needs_no_question(typing: Typing, path: Path, home: Path) -> None:
    result = assess(typing, path, "b", (rate(path, OTHER, 1), "4"), "q")
    assert result.code == 0
    assert "Another program changed this profile. Its changes are kept." in result.err
    assert levels(path) == {FIRST: 4, OTHER: 1}
    assert left(home) == ["ann.yaml"]


def test_a_choice_that_means_nothing_is_asked_again(typing: Typing, path: Path) -> None:
    result = assess(typing, path, "b", (rate(path, FIRST, 3), "4"), "maybe", "e much", "m", "q")
    assert "'maybe' is no choice: m mine, t theirs, e VALUE another value, q stop and change nothing" in result.err
    assert "type a level, skipped, or not applicable" in result.err
    assert levels(path) == {FIRST: 4}


def test_stopping_keeps_both_versions(typing: Typing, path: Path, home: Path) -> None:
    result = assess(typing, path, "b", (rate(path, FIRST, 3), "4"), "q")
    assert result.code == 3
    assert levels(path) == {FIRST: 3}
    assert levels(home / "ann.yaml.conflict-1") == {FIRST: 4}


def test_where_nobody_can_be_asked_both_versions_are_kept(
    typing: Typing, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keyboard, "isatty", lambda _: False)
    result = assess(typing, path, "b", (rate(path, FIRST, 3), "4"), "m")
    assert result.code == 3
    assert (levels(path), levels(home / "ann.yaml.conflict-1")) == ({FIRST: 3}, {FIRST: 4})


def test_the_copy_is_merged_as_the_hint_says(typing: Typing, path: Path) -> None:
    result = assess(typing, path, "b", (rate(path, FIRST, 3), "4"), "q")
    hint = result.err.strip().splitlines()[-1]
    command = hint.partition("delete the copy: skillgap ")[2]
    assert typing(*shlex.split(command), lines=["t"]).code == 0
    assert levels(path) == {FIRST: 4}


def test_two_changes_in_a_row_are_both_united(typing: Typing, path: Path, home: Path) -> None:
    def twice() -> None:
        rate(path, FIRST, 3)()

    def again() -> None:
        rate(path, OTHER, 1)()

    result = assess(typing, path, "b", (twice, "4"), (again, "m"), "q")
    assert result.code == 0
    assert levels(path) == {FIRST: 4, OTHER: 1}
    assert left(home) == ["ann.yaml"]


def test_another_persons_profile_is_never_written_into(typing: Typing, path: Path, home: Path) -> None:
    def exchange() -> None:
        path.write_text(STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: eve"), "utf-8")

    result = assess(typing, path, "b", (exchange, "4"), "q")
    assert result.code == 3
    assert "the file holds another person's profile now: its id is eve, not ann" in result.err
    assert read_profile(path).profile.id == "eve"
    assert levels(home / "ann.yaml.conflict-1") == {FIRST: 4}


def test_a_review_goes_on_from_what_another_program_changed(typing: Typing, path: Path, home: Path) -> None:
    goal = change(path, lambda profile: added(profile, OTHER, 4))
    result = typing("review", path, "--mentor", "Grace", "--plain", lines=["2", (goal, "c Sure"), "q"])
    assert result.code == 0
    profile = read_profile(path).profile
    assert [one.criterion for one in profile.goals] == [OTHER]
    assert profile.reviews[0].ratings[FIRST].comment == "Sure"
    assert left(home) == ["ann.yaml"]


def test_a_merge_asks_about_each_conflict(typing: Typing, path: Path, home: Path) -> None:
    theirs = home / "theirs.yaml"
    text = path.read_text(encoding="utf-8").replace("name: Ann", "name: Anna").replace("level: 2", "level: 3")
    theirs.write_text(text, encoding="utf-8")
    result = typing("profile", "merge", path, theirs, "--in-place", lines=["t", "e 0"])
    assert result.code == 0
    assert "1 of 2, name\n  mine:   Ann\n  theirs: Anna" in result.err
    assert read_profile(path).profile.name == "Anna"
    assert levels(path) == {FIRST: 0}


def test_a_review_of_which_nothing_was_written_is_no_draft(skillgap: Command, path: Path) -> None:
    before = path.read_bytes()
    result = skillgap("review", path, "--mentor", "Grace", "--plain", answers="")
    assert result.code == 0
    assert "Stopped. No review was written." in result.err
    assert "draft is saved" not in result.err
    assert path.read_bytes() == before
    assert "Your draft is saved" in skillgap("review", path, "--mentor", "Grace", "--plain", answers="2\n").err


def test_a_goal_that_is_added_twice_is_one(skillgap: Command, path: Path) -> None:
    for _ in range(2):
        assert skillgap("goals", path, "--add", f"{OTHER}=4", "--due", "2099-01-01").code == 0
    assert len(read_profile(path).profile.goals) == 1
    assert skillgap("goals", path, "--add", f"{OTHER}=4", "--action", "Read").code == 0
    assert len(read_profile(path).profile.goals) == 2


def _add_goals(path: Path, criterion: str, times: int) -> None:
    for number in range(times):
        code = run(["goals", str(path), "--add", f"{criterion}=4", "--action", f"step {number}", "--output", "x.txt"])
        assert code == 0


def test_commands_alone_never_conflict(path: Path, home: Path) -> None:
    workers = [FORK.Process(target=_add_goals, args=(path, criterion, 6)) for criterion in (FIRST, OTHER)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(read_profile(path).profile.goals) == 12
    assert left(home) == ["ann.yaml", "x.txt"]
