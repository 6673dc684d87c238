"""Text of a stranger on every screen: no markup in it acts or crashes, no control character reaches the terminal.

Files cannot hold control characters, since the store refuses them; the screens do not rely on that.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.errors import Diagnostic
from skillgap.labels import UNSAFE
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.store import Library, ProfileFile
from skillgap.tui.dialogs.problems import ProblemsDialog
from skillgap.tui.profile_loader import People
from skillgap.tui.screens.team import TeamScreen
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of
from tests.tui.harness import NARROW, TODAY, WIDE, Stage, journey, library_in, on_stage

STRINGS = (
    "[red]painted[/red]",
    "[@click=app.quit]x[/]",
    "[/]",
    "C[/] skill",
    "$accent [link=https://example.org]y",
    "\x1b[31mred\x1b]52;c;aGk=\x07",
    "\x9b31m \x9d52;c;aGk=\x9c",
    "\u202eesrever\u202c \u200b\x00\x7f",
)
ALL = " ".join(STRINGS)
BOTH_SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
SCREENS = sorted((Path(__file__).parents[2] / "skillgap" / "tui").rglob("*.py"))


def hostile_matrix() -> Plain:
    levels = {level: f"{level} {ALL}" for level in range(2)}
    criteria = [
        criterion(
            f"c{at}", 5, name=text, category=text, covers=list(STRINGS), levels=levels, tools=list(STRINGS), notes=text
        )
        for at, text in enumerate(STRINGS)
    ]
    return matrix_data(
        sections=[{"id": "all", "title": ALL, "criteria": criteria}],
        title=ALL,
        source={"sample_size": 10, "period": ALL},
        scale=[{"level": level, "name": f"{STRINGS[level]} {STRINGS[5]}"} for level in range(2)],
        targets={"default": 1},
        signals=[{"id": f"s{at}", "text": text, "emphasis": text} for at, text in enumerate(STRINGS)],
    )


def hostile_profile(library: Library) -> ProfileFile:
    rated = {"level": 0, "note": ALL, "evidence": list(STRINGS), "tools": list(STRINGS)}
    ratings = {"c0": rated, "c1": rated, "c2": "skipped", "c3": "not_applicable"}
    before = assessment_data(ratings, "2025-05-04")
    goals = [{"id": "g", "criterion": "c0", "level": 1, "action": ALL, "due": "2026-01-01", "status": "open"}]
    data = profile_data(before, assessment_data(ratings, TODAY.isoformat()), name=ALL, goals=goals)
    return replace(library.find_profile("me"), profile=profile_of(data))


def called(profile: Profile, text: str) -> Profile:
    """The profile under an id and a name that no file may hold, and no model that is built."""
    renamed = replace(profile)
    for field in ("id", "name"):
        object.__setattr__(renamed, field, text)
    return renamed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path)


def inspect(stage: Stage) -> None:
    """Nothing on the screen is a control character, and nothing on it can be clicked for an action."""
    assert UNSAFE.search(stage.shown.replace("\n", "")) is None
    strips = stage.app.screen._compositor.render_strips()
    for strip in strips:
        for segment in strip:
            assert not (segment.style and segment.style.link), segment
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta, segment


async def look_around(stage: Stage, *keys: str) -> str:
    """Press keys, look at the screen, and return it."""
    await stage.press(*keys)
    inspect(stage)
    return stage.shown


@pytest.fixture
def matrix(monkeypatch: pytest.MonkeyPatch) -> Matrix:
    """In memory, like the profile, as no file could hold it: there is no document to check the ratings in."""
    monkeypatch.setattr("skillgap.workspace.rated_profile.check_against", lambda *_: None)
    return matrix_of(hostile_matrix())


@BOTH_SIZES
@journey
async def test_the_questions_show_a_strangers_text_as_it_stands(
    library: Library, matrix: Matrix, size: tuple[int, int]
) -> None:
    async with on_stage(library, hostile_profile(library), matrix, size) as stage:
        assert "$accent [link=https://example.org]y" in await look_around(stage)
        for text in ("[red]painted[/red]", "[@click=app.quit]x[/]", "C[/] skill"):
            assert text in stage.shown
        await look_around(stage, "question_mark")
        await look_around(stage, "escape", "o")
        await look_around(stage, "home", "enter", "t")
        await look_around(stage, "escape", "e", "up")
        await look_around(stage, "escape", "n")
        await look_around(stage, "escape", "o", "end", "enter")
        assert stage.app.is_running


@BOTH_SIZES
@journey
async def test_the_results_show_a_strangers_text_as_it_stands(
    library: Library, matrix: Matrix, size: tuple[int, int]
) -> None:
    async with on_stage(library, hostile_profile(library), matrix, size) as stage:
        await look_around(stage, "r")
        await look_around(stage, "down", "enter")
        await look_around(stage, "escape", "end", "enter")
        await look_around(stage, "escape", *["up"] * 10, "enter")
        await stage.press("escape", "home")
        for row in range(6, 16):
            await stage.pilot.click(offset=(8, row))
        inspect(stage)
        assert stage.app.is_running


@BOTH_SIZES
@journey
async def test_the_team_shows_a_strangers_text_as_it_stands(
    library: Library, matrix: Matrix, size: tuple[int, int]
) -> None:
    file = hostile_profile(library)
    others = [replace(file, profile=called(file.profile, text)) for text in STRINGS]
    misfit = replace(file, profile=replace(file.profile, reviews=()))
    async with on_stage(library, size=size) as stage:
        stage.app.push_screen(TeamScreen(People([file, *others, misfit]), matrix, TODAY))
        await stage.until("[red]painted[/red]", "assessed")
        inspect(stage)
        await look_around(stage, "g")
        for _ in range(8):
            await look_around(stage, "pagedown", "down", "down", "down", "down", "down", "down")
        assert "Not counted: 1" in await look_around(stage, "end", *["down"] * 300)
        assert stage.app.is_running


@journey
async def test_the_first_screen_shows_a_strangers_text_as_it_stands(tmp_path: Path) -> None:
    named = hostile_matrix() | {"title": STRINGS[3]}
    kept = {"scale": [{"level": 0, "name": STRINGS[0]}, {"level": 1, "name": STRINGS[3]}], "signals": []}
    plain = named | kept | {"sections": [{"id": "s", "criteria": [criterion("c", 1, name=STRINGS[1])]}]}
    plain["source"] = {"sample_size": 10}
    profiles = {
        "me": f"format: skillgap/profile/1\nid: me\nname: '{STRINGS[0]} {STRINGS[1]}'\n",
        "broken": f"format: skillgap/profile/1\nid: broken\nname: B\n'{STRINGS[1]} {STRINGS[2]}': 1\n",
    }
    library = library_in(tmp_path, plain, plain | {"id": "other"}, profiles=profiles)
    async with on_stage(library) as stage:
        assert f"▸ {STRINGS[0]} {STRINGS[1]}" in await look_around(stage)
        assert STRINGS[1] in await look_around(stage, "down", "enter")
        await look_around(stage, "escape", "up", "enter")
        await stage.until("Which role?", STRINGS[3])
        await look_around(stage, "enter")
        await look_around(stage, "q", "n", *"ab")
        assert stage.app.is_running


@journey
async def test_what_is_wrong_is_told_in_plain_text(library: Library) -> None:
    texts = (*STRINGS, "\ud800 half")
    problems = tuple(Diagnostic(text, file=text, line=1, column=2, path=text, hint=text) for text in texts)
    async with on_stage(library) as stage:
        stage.app.push_screen(ProblemsDialog(ALL, problems))
        await look_around(stage, "down")
        inspect(stage)


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.name)
def test_no_module_of_the_screens_parses_markup(path: Path) -> None:
    """What parses markup is not called at all, so that no text can reach it."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        assert name not in {"from_markup", "render_str", "Label", "Markdown", "Button"}
        if name in {"Static", "notify"}:
            assert [keyword.arg for keyword in call.keywords if keyword.arg == "markup"]
