"""From screen to screen by keys and mouse, with the file on the disk as the witness."""

from __future__ import annotations

from pathlib import Path

from skillgap.store import Library
from skillgap.tui.widgets.listing import Listing
from tests.builders import criterion, matrix_data
from tests.tui.harness import (
    TODAY,
    WIDE,
    asking,
    journey,
    library_in,
    on_stage,
    profile_text,
    rating,
    role,
    saved,
)


@journey
async def test_an_empty_folder_greets_and_leads_to_the_first_question(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    async with on_stage(library) as stage:
        await stage.until("Welcome.", "1 role. 4 questions, about 2 minutes.", "Press Enter to make your profile")
        await stage.press("escape", "enter", "enter")
        await stage.until("Type a name first.")
        await stage.write("Áda  Example")
        await stage.until("ada-example.yaml")
        await stage.press("enter")
        await stage.until("Skills  1 of 4")
        await stage.press("1", "q")
        await stage.until("Your profiles", "▸ Áda  Example", "1 of 3 rated")
        await stage.press("n")
        await stage.write("Ada Example")
        await stage.press("enter")
        await stage.until("A profile with the id ada-example is already in")
    assert read_names(library) == ["ada-example.yaml"]


def read_names(library: Library) -> list[str]:
    return sorted(path.name for path in library.profiles.glob("*.yaml"))


@journey
async def test_a_theme_is_remembered(library: Library) -> None:
    async with on_stage(library) as stage:
        stage.app.theme = "ansi-dark"
        await stage.pilot.pause()
    async with on_stage(library) as stage:
        assert stage.app.theme == "ansi-dark"
        assert "Me" in stage.shown


@journey
async def test_a_theme_that_is_gone_is_passed_over(library: Library, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text("theme: no such theme\n")
    async with on_stage(library) as stage:
        assert stage.app.theme == "skillgap"


@journey
async def test_files_that_cannot_be_read_are_listed_with_the_reason(tmp_path: Path) -> None:
    broken = profile_text(rest="nmae: x\nassessments: 3\n")
    library = library_in(tmp_path, profiles={"broken": broken, "me": profile_text()})
    (library.matrices / "half.yaml").write_text("format: skillgap/matrix/1\n")
    async with on_stage(library) as stage:
        shown = stage.shown
        assert "Cannot be read" in shown
        assert "broken.yaml" in shown
        assert "line 4" in shown
        assert "half.yaml" in shown
        await stage.press("down", "enter")
        await stage.until("This file cannot be read", "broken.yaml:4", "broken.yaml:5")


@journey
async def test_a_profile_of_a_matrix_that_is_not_here_says_so(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: other, matrix_version: 2, date: 2026-01-01, ratings: {a: {level: 1}}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        assert "there is no matrix other" in stage.shown
        await stage.press("r")
        await stage.until("No results", "there is no matrix other")
        await stage.press("escape", "enter")
        await stage.until("Skills  1 of 4")


@journey
async def test_ratings_that_do_not_fit_the_matrix_are_told_with_their_place(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {desing: {level: 1}}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library) as stage:
        for key in ("enter", "r"):
            await stage.press(key)
            await stage.until("did you mean design?", "me.yaml:5")
            await stage.press("escape")
        assert stage.app.screen is stage.app.screen_stack[0]


@journey
async def test_a_sample_is_only_looked_at(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    samples = library.built_in / "profiles"
    samples.mkdir(parents=True)
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {design: {level: 1}}}\n"
    (samples / "sample.yaml").write_text(profile_text("Sample", "sample", rest))
    async with on_stage(library) as stage:
        await stage.until("Welcome.")
        await stage.press("down", "a")
        await stage.until("This is a sample", "Press n")
        await stage.press("escape", "enter")
        shown = await stage.until("Results  Sample", "Gaps: 1")
        assert "a assess" not in shown


@journey
async def test_q_then_enter_goes_on_with_the_same_person(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"ann": profile_text("Ann", "ann"), "bob": profile_text("Bob", "bob")})
    async with on_stage(library, library.find_profile("bob"), library.find_matrix("role")) as stage:
        await stage.press("1", "q")
        await stage.until("▸ Bob")
        await stage.press("enter", "2")
    assert not library.find_profile("ann").profile.assessments
    assert len(saved(library, "bob").ratings) == 2


@journey
async def test_of_several_roles_one_is_chosen(tmp_path: Path) -> None:
    other = matrix_data(criterion("else", 3), id="another", title="A baker")
    library = library_in(tmp_path, role(), other)
    async with on_stage(library) as stage:
        await stage.press("enter")
        await stage.until("Which role?", "▸ A baker", "A role", "1 criterion")
        await stage.press("down", "enter")
        await stage.until("Skills  1 of 4")
        await stage.press("1", "q", "enter")
        await stage.until("▸ A role")


@journey
async def test_an_older_version_of_a_role_is_no_other_role(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {design: {level: 1}}}\n"
    library = library_in(tmp_path, role(version=2), profiles={"me": profile_text(rest=rest)})
    text = (library.matrices / "role.yaml").read_text().replace("version: 2", "version: 1")
    (library.matrices / "role.v1.yaml").write_text(text)
    async with on_stage(library) as stage:
        await stage.press("r")
        await stage.until("A role, version 1", "Gaps: 1")
        await stage.press("a")
        await stage.until("The role has moved on")
        await stage.press("down", "enter")  # begin with no ratings
        await stage.until("Skills  1 of 4", "Last time, 2026-01-01: 1 Step 1")
        await stage.press("2")
        assert (saved(library).matrix_version, saved(library).date) == (2, TODAY)
        await stage.press("q", "enter")
        await stage.until("Skills  2 of 4")


@journey
async def test_results_can_be_left_for_the_question_one_came_from(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("1", "2", "3", "y")
        await stage.until("Gaps: 3")
        await stage.press("a")
        await stage.until("Hiring signals  4 of 4")
        await stage.press("u")
        assert saved(library).signals == {}
        await stage.press("u", "4", "r")
        await stage.until("Gaps: 2", "Met: 1")


@journey
async def test_results_of_nothing_rated_are_friendly(library: Library) -> None:
    async with on_stage(library) as stage:
        await stage.press("r")
        shown = await stage.until("Nothing is rated yet", "Unrated: 3")
        assert "a assess" in shown
        await stage.press("a")
        await stage.until("Skills  1 of 4")


@journey
async def test_results_are_ranked_and_looked_into(tmp_path: Path) -> None:
    ratings = (
        "{design: {level: 3, evidence: [Drew it], note: Mine}, care: {level: 0}, tooling: {level: 1, tools: [Saw]}}"
    )
    rest = f"assessments:\n  - {{matrix: role, matrix_version: 1, date: 2026-01-01, ratings: {ratings}}}\n"
    rest += (
        "reviews:\n  - {assessment: 2026-01-01, matrix: role, by: M, date: 2026-02-01, status: complete, "
        "ratings: {design: {level: 1, agreed: 2}}}\n"
    )
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    async with on_stage(library, size=WIDE) as stage:
        await stage.press("r")
        shown = await stage.until("agreed levels", "2 → 4", "own 3 Step 3 · mentor's 1 Step 1 ·", "agreed 2 Step 2")
        assert "1. Drew it" in shown
        await stage.press("v")
        await stage.until("own levels", "3 → 4")
        order = [line for line in stage.shown.splitlines() if "→ 4" in line]
        assert [name in line for name, line in zip(("Design", "Tooling", "Care"), order, strict=True)] == [True] * 3
        await stage.press("i")
        order = [line for line in stage.shown.splitlines() if "→ 4" in line]
        assert [name in line for name, line in zip(("Tooling", "Care", "Design"), order, strict=True)] == [True] * 3
        await stage.press("home")
        await stage.until("Tools used  Saw", "Not used yet  Hammer, Plane")


@journey
async def test_a_narrow_screen_shows_details_in_the_place_of_the_table(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("1", "r", "enter")
        shown = await stage.until("Asked for by 9 of 10 postings", "Has done what level 4 does")
        assert "Gaps: 1" not in shown
        await stage.press("escape")
        await stage.until("Gaps: 1")


@journey
async def test_the_palette_runs_what_the_keys_do(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("ctrl+p", *"not app")
        await stage.until("Leave it out of every figure")
        await stage.press("enter")
        await stage.until("Skills  2 of 4")
        assert rating(library, "design").state == "not_applicable"


@journey
async def test_help_tells_of_every_key_that_does_something_now(library: Library) -> None:
    async with asking(library) as stage:
        await stage.press("question_mark")
        listing = stage.app.screen.query_one(Listing)
        shown = "\n".join(line.plain for row in listing._rows for line in row.draw(70))
        for words in ("0–4", "rate", "skip", "esc", "ctrl+q", "Move", "Answer", "not asked yet"):
            assert words in shown
        assert "undo" not in shown
        assert "partly" not in shown
