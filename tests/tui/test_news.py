"""The first screen tells what others did to a profile since its results were last looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skillgap.labels.news import news_words
from skillgap.news import news
from skillgap.profile import Goal, Review, ReviewRating
from skillgap.store import save_profile
from skillgap.store.seen import last_seen

from .stage import TODAY, asking, journey, library_in, on_stage


@journey
async def test_a_review_that_came_back_is_told_until_the_results_are_looked_at(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    async with asking(library) as stage:
        await stage.press("3", "r")
        await stage.until("Results")
    file = library.find_profile("me")
    assert last_seen("me") == file.profile
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
    assert news_words(news(file.profile, reviewed)) == "1 review by Grace, 1 agreed level, 1 goal"
    async with on_stage(library) as stage:
        await stage.until("new: 1 review by Grace, 1 agreed level, 1 goal")
        await stage.press("r")
        await stage.until("Results")
        await stage.press("q")
        assert "new: " not in await stage.until("Your profiles")


def test_what_was_kept_and_cannot_be_read_means_that_there_is_no_news(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "seen"
    folder.mkdir(parents=True)
    (folder / "me.yaml").write_text("a: [")
    assert last_seen("me") is None
    assert last_seen("nobody") is None
