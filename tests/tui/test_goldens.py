"""Every screen as characters, at both sizes. To take the screens as they are now for right, after looking at them:

SKILLGAP_UPDATE_GOLDENS=1 pytest tests/tui/test_goldens.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from skillgap.store import Library
from skillgap.store.library import BUILT_IN
from tests.tui.harness import NARROW, WIDE, Stage, journey, on_stage

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {"80x24": NARROW, "120x40": WIDE}
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


def compare(name: str, shown: str) -> None:
    """The screen is that of the golden file."""
    path = GOLDENS / f"{name}.txt"
    if os.environ.get("SKILLGAP_UPDATE_GOLDENS"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


async def compare_all(stage: Stage, name: str) -> None:
    """The screen at both sizes, the window changing its size in between."""
    for size, (width, height) in SIZES.items():
        await stage.pilot.resize_terminal(width, height)
        await stage.pilot.pause()
        await stage.pilot.pause()
        compare(f"{name}-{size}", stage.shown)


@journey
async def test_the_first_screen(library: Library) -> None:
    (library.profiles / "torn.yaml").write_text("format: skillgap/profile/1\nid: torn\nnmae: Torn\n", encoding="utf-8")
    async with on_stage(library) as stage:
        await compare_all(stage, "home")


@journey
async def test_the_first_screen_of_an_empty_folder(library: Library) -> None:
    shutil.rmtree(library.profiles)
    async with on_stage(library) as stage:
        await compare_all(stage, "home-empty")
        await stage.press("n", *"Ada")
        await compare_all(stage, "new")


@journey
async def test_the_questions(library: Library) -> None:
    async with on_stage(library, library.find_profile("ada"), library.find_matrix(ROLE)) as stage:
        await compare_all(stage, "question-open")
        await stage.press("left", "up")
        await compare_all(stage, "question-rated")
        await stage.press("o", "home")
        await compare_all(stage, "outline")
        await stage.press("enter", "e", "up")
        await compare_all(stage, "evidence")
        await stage.press("escape", "n")
        await compare_all(stage, "note")
        await stage.press("escape", "o", *(["pagedown"] * 2), "home", *(["down"] * 8), "enter", "t")
        await compare_all(stage, "tools")
        await stage.press("escape", "question_mark")
        await compare_all(stage, "help")
        await stage.press("escape", "o", "end", "enter")
        await compare_all(stage, "signal")


@journey
async def test_the_results(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r")
        await compare_all(stage, "results")
        await stage.press("i", "enter")
        await compare_all(stage, "details")
        await stage.press("escape", "end")
        await compare_all(stage, "results-end")


@journey
async def test_the_comparison(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "space")
        await compare_all(stage, "home-marked")
        await stage.press("c")
        await compare_all(stage, "compare")
        await stage.press("enter")
        await compare_all(stage, "compare-details")
        await stage.press("q", "home", "space", "space", "home", "c", "w")
        await compare_all(stage, "compare-why")


@journey
async def test_the_review(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("v")
        await stage.write("Mira Example")
        await compare_all(stage, "review-name")
        await stage.press("enter")
        await stage.until("Which assessment?")
        await stage.press("enter")
        await compare_all(stage, "review")
        await stage.press("2")
        await compare_all(stage, "review-rated")
        await stage.press("3", "4", "o", "end", "enter", "right")
        await compare_all(stage, "review-end")
        await stage.press("d", "down", "enter")
        await compare_all(stage, "differences")


@journey
async def test_the_team(library: Library) -> None:
    sample = (BUILT_IN / "profiles" / "sample-platform-engineer.yaml").read_text(encoding="utf-8")
    (library.profiles / "platform.yaml").write_text(sample, encoding="utf-8")
    async with on_stage(library) as stage:
        await stage.press("t")
        await stage.until("assessed")
        await compare_all(stage, "team")
        await stage.press("end", *(["down"] * 60))
        await compare_all(stage, "team-end")
