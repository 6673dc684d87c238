"""The screens that show something of their own, as characters.

To take the screens as they are now for right, after looking at them:

SKILLGAP_UPDATE_GOLDENS=1 pytest tests/tui/test_goldens.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from skillgap.store import Library
from skillgap.store.library import BUILT_IN
from skillgap.tui.widgets.keybar import KeyBar
from tests.tui.harness import NARROW, WIDE, Stage, journey, on_stage

GOLDENS = Path(__file__).parent / "goldens"
ROLE = "principal-ai-infrastructure-engineer"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The staff engineer of the samples as the only user, in a folder that is called the same everywhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    library = Library(Path("profiles"), Path("matrices"))
    library.profiles.mkdir()
    sample = (BUILT_IN / "profiles" / "sample-staff-engineer.yaml").read_text(encoding="utf-8")
    own = sample.replace("id: sample-staff-engineer", "id: ada").replace("name: Sample staff engineer", "name: Ada")
    (library.profiles / "ada.yaml").write_text(own, encoding="utf-8")
    return library


async def compare_golden(stage: Stage, name: str, size: tuple[int, int]) -> None:
    """Compare the screen at a size with its golden file, without the key bar, which has tests of its own."""
    await stage.pilot.resize_terminal(*size)
    await stage.pilot.pause()
    await stage.pilot.pause()
    shown = stage.shown.splitlines(keepends=True)
    for bar in stage.app.screen.query(KeyBar):
        del shown[bar.region.y : bar.region.bottom]
    path = GOLDENS / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SKILLGAP_UPDATE_GOLDENS"):
        path.write_text("".join(shown), encoding="utf-8")
    assert "".join(shown) == path.read_text(encoding="utf-8")


@journey
async def test_the_first_screen(library: Library) -> None:
    (library.profiles / "torn.yaml").write_text("format: skillgap/profile/1\nid: torn\nnmae: Torn\n", encoding="utf-8")
    async with on_stage(library) as stage:
        await compare_golden(stage, "home", WIDE)


@journey
async def test_the_first_screen_of_an_empty_folder(library: Library) -> None:
    shutil.rmtree(library.profiles)
    async with on_stage(library) as stage:
        await compare_golden(stage, "home-empty", NARROW)
        await stage.press("n", *"Ada")


@journey
async def test_the_questions(library: Library) -> None:
    async with on_stage(library, library.find_profile("ada"), library.find_matrix(ROLE)) as stage:
        await stage.until("New assessment?")
        await stage.press("down", "enter")
        await compare_golden(stage, "question-open", WIDE)
        await stage.press("left", "up")
        await compare_golden(stage, "question-rated", NARROW)
        await stage.press("o", "home")
        await compare_golden(stage, "outline", NARROW)
        await stage.press("enter", "e", "up")
        await compare_golden(stage, "evidence", NARROW)
        await stage.press("escape", "n")
        await stage.press("escape", "o", *(["pagedown"] * 2), "home", *(["down"] * 8), "enter", "t")
        await stage.press("escape", "question_mark")
        await compare_golden(stage, "help", WIDE)
        await stage.press("escape", "o", "end", "enter")
        await compare_golden(stage, "signal", NARROW)


@journey
async def test_the_results(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r")
        await compare_golden(stage, "results", WIDE)
        await compare_golden(stage, "results", NARROW)
        await stage.press("i", "enter")
        await stage.press("escape", "end")


@journey
async def test_the_comparison(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "space")
        await stage.press("c")
        await compare_golden(stage, "compare", WIDE)
        await stage.press("enter")
        await stage.press("q", "home", "space", "space", "home", "c", "w")
        await compare_golden(stage, "compare-why", NARROW)


@journey
async def test_the_review(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("v")
        await stage.write("Mira Example")
        await stage.press("enter")
        await stage.until("Which assessment?")
        await stage.press("enter")
        await stage.press("2")
        await compare_golden(stage, "review-rated", WIDE)
        await stage.press("3", "4", "o", "end", "enter", "right")
        await stage.press("d", "down", "enter")


@journey
async def test_the_team(library: Library) -> None:
    sample = (BUILT_IN / "profiles" / "sample-platform-engineer.yaml").read_text(encoding="utf-8")
    (library.profiles / "platform.yaml").write_text(sample, encoding="utf-8")
    async with on_stage(library) as stage:
        await stage.press("t")
        await stage.until("assessed")
        await compare_golden(stage, "team", NARROW)
        await stage.press("end", *(["down"] * 60))
