"""The results where the postings stand beside the matrix: which are met, and what would unlock most."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.cli import run
from skillgap.cli.exit_codes import ExitCode
from skillgap.store import Library
from tests.builders import criterion, matrix_data
from tests.tui.harness import NARROW, WIDE, Stage, journey, library_in, on_stage, profile_text
from tests.tui.test_goldens import library as library

CORPUS = Path(__file__).parent.parent / "postings" / "corpus"
TAXONOMY = "principal-ai-infrastructure-engineer"
ASKED = ("a", "ab", "abc", "bc", "acd", "", "ad")
"""What seven postings ask for; tests/scoring/test_posting_data.py reckons it up by hand."""
RATED = (
    "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, "
    "ratings: {a: {level: 4}, b: {level: 3}, c: {level: 3}}}\n"
)


def counted(folder: Path) -> Library:
    """Somebody who meets a, has gaps in b and c, and has not rated d."""
    rows = [criterion("a", 5), criterion("b", 3), criterion("c", 3), criterion("d", 2)]
    library = library_in(folder, matrix_data(*rows, of=len(ASKED)), profiles={"me": profile_text(rest=RATED)})
    hit = {"phrase": "x", "at": 0, "required": True}
    lines = [{"format": "skillgap/postings/1", "matrix": "role", "version": 1, "postings": len(ASKED)}]
    lines += [{"id": f"p{at}", "source": "x", "hits": dict.fromkeys(names, hit)} for at, names in enumerate(ASKED)]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (library.matrices / "role.postings.jsonl").write_text(text, encoding="utf-8")
    return library


def words(stage: Stage) -> str:
    """What the screen shows, without its line breaks."""
    return " ".join(stage.shown.split())


@journey
async def test_the_results_say_which_postings_are_met(tmp_path: Path) -> None:
    async with on_stage(counted(tmp_path)) as stage:
        await stage.press("r")
        await stage.until("You meet every criterion of 2 of 7 postings")
        await stage.pilot.resize_terminal(*WIDE)
        await stage.until("Required by 3 of 7. Closing it makes")


@journey
async def test_a_level_supposed_counts_for_the_postings_too(tmp_path: Path) -> None:
    async with on_stage(counted(tmp_path), size=WIDE) as stage:
        await stage.press("r", "plus")
        # With b met, p1 is met as well; p2 and p3 lack c alone and p6 lacks d alone.
        await stage.until("You meet every criterion of 3 of 7 postings, all but one of 3 more.")
        assert "Closing C makes 2 more postings fully met." in words(stage)
        await stage.press("0")
        await stage.until("2 of 7 postings")


@journey
async def test_what_is_written_to_a_file_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with on_stage(counted(tmp_path)) as stage:
        await stage.press("r", "e")
        await stage.until("Export", "me-")
        await stage.press("enter")
        await stage.until("details")
    (path,) = tmp_path.glob("me-2026-01-01.*")
    assert "You meet every criterion of 2 of 7 postings, all but one of 2 more." in path.read_text(encoding="utf-8")


@journey
async def test_broken_postings_are_told_and_the_results_shown_without_them(tmp_path: Path) -> None:
    library = counted(tmp_path)
    with (library.matrices / "role.postings.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r")
        await stage.until("The postings of this role cannot be used", "the line is not JSON")
        await stage.press("escape")
        await stage.until("7 postings are too few")
        assert "every criterion of" not in stage.shown


@journey
async def test_a_matrix_built_from_the_corpus_is_rated_and_shown(library: Library) -> None:
    library.matrices.mkdir()
    built = library.matrices / "built.yaml"
    assert (
        run(["matrix", "build", str(CORPUS), "--taxonomy", TAXONOMY, "-o", str(built)]) == ExitCode.IN_PART
    )  # two postings are unreadable
    sample = library.profiles / "ada.yaml"
    sample.write_text(sample.read_text(encoding="utf-8").replace(f"matrix: {TAXONOMY}", "matrix: built"))
    async with on_stage(library, library.find_profile("ada"), library.find_matrix("built"), NARROW) as stage:
        await stage.until("New assessment?")
        await stage.press("down", "enter")
        await stage.until("Asked for by 1 of 10 postings")
        await stage.press("r")
        await stage.until("You meet every criterion of", "of 10 postings")
        await stage.press("enter")
        await stage.until("Required by 5 of 10.")
