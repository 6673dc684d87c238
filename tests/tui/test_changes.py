"""The first screen tells what others did to a profile since its results were last looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skillgap.labels.changes import change_words
from skillgap.model.changes import changes_since, seen_in
from skillgap.model.goals import added
from skillgap.model.profile import Goal, Review, ReviewRating
from skillgap.store import save_profile
from skillgap.store.last_seen import last_seen
from tests.tui.harness import TODAY, asking, journey, library_in, on_stage, profile_text


@journey
async def test_a_review_that_came_back_is_told_until_the_results_are_looked_at(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "r")
        await stage.until("Results")
    file = library.find_profile("me")
    assert last_seen(file) == seen_in(file.profile)
    assessment = file.profile.assessments[0]
    review = Review(
        assessment=assessment.date,
        matrix=assessment.matrix,
        by="Grace",
        date=TODAY,
        status="complete",
        ratings={"design": ReviewRating(level=2, agreed=2)},
    )
    goal = Goal(id="g", criterion="design", level=4, status="open")
    reviewed = replace(file.profile, reviews=(review,), goals=(goal,))
    save_profile(file, reviewed)
    assert change_words(changes_since(seen_in(file.profile), reviewed)) == "1 review by Grace, 1 agreed level, 1 goal"
    async with on_stage(library) as stage:
        await stage.until("new: 1 review by Grace, 1 agreed level, 1 goal")
        await stage.press("r")
        await stage.until("Results", "New since you last looked: 1 review by Grace, 1 agreed level, 1 goal")
        await stage.press("w")
        await stage.until("Review by Grace on 2026-11-20", "Design: agreed on 2 Step 2", "New goal: Design to Step 4")
        await stage.press("escape", "q")
        assert "new: " not in await stage.until("Your profiles")
        await stage.press("r")
        assert "New since" not in await stage.until("Results")


@journey
async def test_what_somebody_does_themselves_is_no_news_and_hides_none(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "r")
        await stage.until("Results")
    file = library.find_profile("me")
    save_profile(file, added(file.profile, "care", 4))  # as somebody else did
    async with on_stage(library) as stage:
        await stage.until("new: 1 goal")
        await stage.press("g", "n", "enter", "enter")
        await stage.until("Open: 2")
        await stage.press("q")
        await stage.until("Your profiles", "new: 1 goal")
        await stage.press("v")
        await stage.write("Mira")
        await stage.press("enter", "2", "q")
        await stage.until("Your profiles", "your draft, 1 of 3")
        await stage.press("r", "w")
        await stage.until("New goal: Care to Step 4")


@journey
async def test_nothing_is_kept_of_somebody_whose_results_are_looked_at(tmp_path: Path) -> None:
    rest = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2026-11-01, ratings: {design: {level: 2}}}\n"
    library = library_in(tmp_path, profiles={"me": profile_text(rest=rest)})
    old = tmp_path / "config" / "seen"
    old.mkdir(parents=True)
    (old / "mentee.yaml").write_text("name: Mentee\n", encoding="utf-8")
    async with on_stage(library) as stage:
        await stage.until("Your profiles")
        assert not old.exists(), "whole profiles that an earlier skillgap kept are removed"
        await stage.press("r")
        await stage.until("Results")
    assert not (tmp_path / "config" / "last-seen").exists()
