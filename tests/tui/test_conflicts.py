"""A value that another program changed too: the screens ask, and say saved only once the choice is on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.model.profile import Rating
from skillgap.store import Library
from tests.tui.harness import NARROW, WIDE, asking, journey, levels, library_in, on_stage, profile_text, rating

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


def change(library: Library, old: str, new: str) -> None:
    """What another program does meanwhile."""
    path = library.profiles / "me.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def copies(library: Library) -> list[str]:
    return [path.name for path in library.profiles.iterdir() if ".conflict-" in path.name]


@pytest.mark.parametrize(("choice", "level"), [("m", 4), ("t", 1)])
@journey
async def test_a_confirmed_answer_is_dropped_only_by_choice(tmp_path: Path, choice: str, level: int) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "left")
        change(library, "level: 3", "level: 1")
        await stage.press("4")
        await stage.until("not saved", "ctrl+s merges both changes")
        await stage.press("ctrl+s")
        await stage.until("1 value was changed on both sides", "Design (assessment of role@1 2026-11-20)")
        await stage.until("before:  level 3", "mine:    level 4", "theirs:  level 1")
        assert levels(library) == {"design": 1}
        await stage.press("enter")
        assert "changed on both sides" in stage.shown, "nothing is chosen yet"
        await stage.press(choice, "enter")
        await stage.until("Care")
        assert "ot saved" not in stage.shown
    assert levels(library) == {"design": level}
    assert copies(library) == []


@SIZES
@journey
async def test_another_value_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    library = library_in(tmp_path)
    async with asking(library, size) as stage:
        await stage.press("3", "left")
        change(library, "level: 3", "level: 1, note: theirs")
        await stage.press("4", "ctrl+s", "e")
        await stage.write("much")
        await stage.press("enter")
        await stage.until("Type a level, skipped, or not applicable.")
        await stage.press(*["backspace"] * 4)
        await stage.write("2")
        await stage.press("enter")
        await stage.until("another: level 2")
        await stage.press("enter")
        await stage.until("Care")
    assert rating(library, "design") == Rating(level=2)


@journey
async def test_closing_the_question_changes_nothing_and_keeps_both(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "left")
        change(library, "level: 3", "level: 1")
        await stage.press("4", "ctrl+s", "escape")
        await stage.until("not saved")
        assert levels(library) == {"design": 1}
        assert copies(library) == ["me.yaml.conflict-1"]
        await stage.press("ctrl+s", "m", "enter")
        await stage.until("Care")
    assert levels(library) == {"design": 4}
    assert copies(library) == []


@journey
async def test_two_values_are_chosen_one_by_one(tmp_path: Path) -> None:
    rest = "goals:\n  - {id: g, criterion: care, level: 2, status: open}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        await stage.press("g")
        change(library, "name: Me", "name: Me too")
        change(library, "level: 2, status: open", "level: 2, status: dropped")
        await stage.press("d")
        await stage.until("Not saved")
        await stage.press("ctrl+s")
        await stage.until("goal g, status", "done", "dropped")
        await stage.press("t", "enter")
        await stage.until("Goals")
        assert "Not saved" not in stage.shown
    text = (library.profiles / "me.yaml").read_text(encoding="utf-8")
    assert "name: Me too" in text
    assert "status: dropped" in text


@journey
async def test_another_persons_profile_is_never_written_into(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    path = library.profiles / "me.yaml"
    async with asking(library) as stage:
        await stage.press("3")
        path.write_text(profile_text("Eve", "eve"), encoding="utf-8")
        await stage.press("2", "ctrl+s")
        await stage.until("another person's profile now")
        await stage.press("escape")
        await stage.until("not saved")
    assert path.read_text(encoding="utf-8") == profile_text("Eve", "eve")
