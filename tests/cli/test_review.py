"""``skillgap review`` as a mentor calls it, and what it says of the two."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.cli import review as command
from skillgap.model.profile import Review, ReviewRating
from skillgap.questionnaire import review
from skillgap.store import read_profile
from tests.cli.conftest import STAFF, Command, Result

CRITERIA = 19
FIRST = "large-scale-distributed-systems-design"
SECOND = "performance-optimization-gpu-accelerator"
EVIDENCE = "Led the move to three regions"


@pytest.fixture
def ann(home: Path) -> Path:
    """A mentee's file, as it came by mail."""
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann")
    path = home / "profiles" / "ann.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("name: Sample staff engineer", "name: Ann"), encoding="utf-8")
    return path


def reviewing(skillgap: Command, *lines: str, by: str = "Mira", more: tuple[str, ...] = ()) -> Result:
    return skillgap("review", "ann", "--mentor", by, "--plain", *more, answers="\n".join(lines) + "\n")


def review_by(path: Path, by: str = "Mira") -> Review:
    return next(one for one in reversed(read_profile(path).profile.reviews) if one.by == by)


def test_what_the_mentee_said_appears_only_after_the_level(skillgap: Command, ann: Path) -> None:
    asked = reviewing(skillgap)
    assert (asked.code, asked.out) == (0, "")
    assert "1 of 19, Skills: Large-scale distributed systems design" in asked.err
    assert EVIDENCE not in asked.err
    assert "They say" not in asked.err
    assert "The answer of Ann on a criterion appears after you have rated it" in asked.err
    rated = reviewing(skillgap, "2")
    question, answer = rated.err.split("Their answer: ")
    assert EVIDENCE not in question
    assert answer.startswith("3 Proficient; confidence high; evidence 1: https://example.org/design-review;")
    assert "note: The failover was rehearsed under live traffic in March." in answer
    assert review_by(ann).ratings == {FIRST: ReviewRating(level=2)}


def test_open_shows_it_at_once(skillgap: Command, ann: Path) -> None:
    del ann
    shown = reviewing(skillgap, more=("--unblind",))
    assert EVIDENCE in shown.err
    assert "appears after you have rated it" not in shown.err


def test_comment_agreed_level_and_correction(skillgap: Command, ann: Path) -> None:
    said = (
        "2",
        "c Who rehearsed the way back?",
        "",
        "1",
        "u",
        "3",
        "c x",
        "c",
        "l 2",
        "",
        "s",
        "m Well",
    )
    result = reviewing(skillgap, *said)
    assert result.code == 0
    draft = review_by(ann)
    assert (draft.status, draft.summary, draft.date) == ("draft", "Well", datetime.date.today())
    assert list(draft.ratings.values()) == [
        ReviewRating(level=2, comment="Who rehearsed the way back?"),
        ReviewRating(level=2),
        ReviewRating(),
    ]
    assert "Stopped. 16 of 19 criteria not rated. Your draft is saved." in result.err
    assert "Continue with: skillgap review ann --mentor Mira --plain\n" in result.err


def test_answers_count_in_capitals_too_and_texts_keep_theirs(skillgap: Command, ann: Path) -> None:
    drafted = reviewing(skillgap, "2", "C From Here", "L 1", "M On The Whole", "", "S", "B", "Q", "DONE")
    assert drafted.err.count("Stopped.") == 1
    review = review_by(ann)
    assert review.ratings[FIRST] == ReviewRating(level=1, comment="From Here")
    assert (review.summary, review.status) == ("On The Whole", "draft")
    assert reviewing(skillgap, "Done").code == 0
    assert review_by(ann).status == "rated"


def test_it_goes_on_at_the_first_open_criterion_until_it_is_handed_in(skillgap: Command, ann: Path) -> None:
    def level() -> int:
        report = json.loads(skillgap("report", "ann", "--format", "json", "--view", "mentor").out)
        return int({row["id"]: row["level"] for kind in ("gaps", "met") for row in report[kind]}[FIRST])

    reviewing(skillgap, "4", "", "3", "")
    assert level() == 2  # another mentor's: a draft counts for nothing
    resumed = reviewing(skillgap, *("s",) * (CRITERIA - 2), "m All in all fine", "done")
    assert resumed.code == 0
    assert f"You continue your draft of {datetime.date.today()}: 17 of 19 criteria not rated." in resumed.err
    assert "\n3 of 19, " in resumed.err
    assert "This is the end.\n0 of 19 criteria not rated." in resumed.err
    assert "2 criteria have a level from both sides: 1 agree, 1 to discuss, 0 flagged." in resumed.out
    assert "Mira on" in resumed.out
    assert review_by(ann).status == "rated"
    assert level() == 4


def test_a_completed_review_is_never_changed(skillgap: Command, ann: Path) -> None:
    reviewing(skillgap, "2", "done")
    reviewing(skillgap, "done")
    before = ann.read_bytes()
    again = reviewing(skillgap, "3")
    assert (again.code, again.out) == (1, "")
    assert "Mira completed a review of this assessment today" in again.err
    assert "hint: a completed review is never changed" in again.err
    assert ann.read_bytes() == before
    assert reviewing(skillgap, "3", by="Noor").code == 0
    assert review_by(ann).ratings == {FIRST: ReviewRating(level=2, self_level=3)}


def test_only_the_lines_of_the_review_are_touched(skillgap: Command, ann: Path) -> None:
    before = ann.read_text(encoding="utf-8").splitlines()
    reviewing(skillgap, "2", "c Fine")
    after = ann.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    assert len(after) == len(before) + 8


def test_the_report_at_the_end_takes_any_format(skillgap: Command, ann: Path) -> None:
    result = reviewing(skillgap, "2", "done", more=("--format", "json", "--output", "said.json"))
    assert (result.code, result.out) == (0, "")
    data = json.loads((ann.parent.parent / "said.json").read_text(encoding="utf-8"))
    assert (data["format"], data["compared"], data["discuss"]) == ("skillgap/review/1", 1, 1)


@pytest.mark.parametrize(("order", "first"), [("frequency", "Large-scale"), ("matrix", "Large-scale")])
def test_the_order_is_the_one_asked_for(skillgap: Command, ann: Path, order: str, first: str) -> None:
    del ann
    assert f"1 of 19, Skills: {first}" in reviewing(skillgap, more=("--order", order)).err


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (("2", "9"), 2, "9 is not a level: 0, 1, 2, 3, 4"),
        (("2", "3"), 2, "you rated 2 Working here; l 3 changes it"),
        (("a 3",), 1, "submit your levels first: you agree on levels when you meet"),
        (("2", "a four"), 2, "four is not a level: 0, 1, 2, 3, 4"),
        (("r Yes",), 1, "the person replies after the review is submitted"),
        (("2", "l"), 2, "l is followed by a level: 0, 1, 2, 3, 4"),
        (("done",), 1, "the review is empty: rate a criterion, or write a summary"),
        (("maybe",), 1, "'maybe' is not a valid answer: a level, c, l, s, n, m, b, u, q, done or ?"),
        (("2", "c a\u202eb"), 2, "the character U+202E (right-to-left override) cannot be saved"),
        (("",) * CRITERIA + ("3",), 20, "'3' is not a valid answer at the end: m TEXT, done, b, u, q or ?"),
        (("",) * CRITERIA + ("s",), 20, "there is nothing to skip at the end"),
    ],
)
def test_from_a_pipe_a_wrong_line_stops_before_later_answers_go_astray(
    skillgap: Command, ann: Path, lines: tuple[str, ...], line: int, message: str
) -> None:
    result = reviewing(skillgap, *lines, "done")
    assert (result.code, result.out) == (1, "")
    assert f"<stdin>:{line}:1: " in result.err
    assert message in result.err
    assert "correct the line and continue with: skillgap review ann --mentor Mira" in result.err
    assert all(one.status == "draft" for one in read_profile(ann).profile.reviews if one.by == "Mira")


def test_the_command_to_go_on_is_the_one_that_was_typed(skillgap: Command, ann: Path) -> None:
    result = skillgap("review", ann, "--mentor", "Mira O'Neil", "--unblind", "--order", "matrix", answers="2\n")
    assert result.err.startswith("No terminal is attached")
    typed = f"""skillgap review {ann} --mentor 'Mira O'"'"'Neil' --order matrix --unblind\n"""
    assert result.err.endswith(f"Continue with: {typed}")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("ann",), 2, 'add --mentor "Your name" to review, or --report to read reviews'),
        (("ann", "--report", "--unblind"), 2, "--plain, --unblind and --order are for reviewing only."),
        (("ann", "--mentor", " "), 1, "a review needs the mentor's name, on one line"),
        (("ann", "--mentor", "a\nb"), 1, "a review needs the mentor's name, on one line"),
        (("ann", "--mentor", "Mira", "--matrix", "nothing"), 1, "there is no matrix nothing"),
        (
            ("ann", "--mentor", "Nobody", "--report"),
            1,
            "Nobody has submitted no review of the assessment of 2026-05-04",
        ),
        (("nobody", "--mentor", "Mira"), 1, "there is no profile nobody"),
        (("new", "--mentor", "Mira"), 1, "nothing is rated yet, so there is nothing to review"),
        (("new", "--report"), 1, "nothing is rated yet, so there is nothing to review"),
    ],
)
@pytest.mark.usefixtures("ann")
def test_what_cannot_be_is_one_clear_sentence(
    skillgap: Command, arguments: tuple[str, ...], code: int, message: str
) -> None:
    skillgap("profile", "new", "New")
    result = skillgap("review", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_a_sample_cannot_be_reviewed_and_says_so(skillgap: Command) -> None:
    result = skillgap("review", "sample-staff-engineer", "--mentor", "Mira", "--plain", answers="2\n")
    assert result.code == 1
    assert "this is a sample, which cannot be changed" in result.err


def test_a_name_that_no_file_can_hold_is_refused(skillgap: Command, ann: Path) -> None:
    before = ann.read_bytes()
    result = reviewing(skillgap, "2", by="\x1b[31mMira")
    assert result.code == 1
    assert "\x1b" not in result.err
    assert ann.read_bytes() == before


def test_report_agrees_with_the_reports_of_both_views(skillgap: Command) -> None:
    data = json.loads(skillgap("review", "sample-staff-engineer", "--report", "--format", "json").out)
    rows = {}
    for view in ("self", "mentor"):
        report = json.loads(skillgap("report", "sample-staff-engineer", "--format", "json", "--view", view).out)
        rows[view] = {row["id"]: row for kind in ("gaps", "met", "unrated") for row in report[kind]}
    for one in data["differences"]:
        assert one["self_level"] == rows["self"][one["id"]]["level"]
        assert one["mentor_level"] == rows["mentor"][one["id"]]["level"]
        assert one["difference"] == one["self_level"] - one["mentor_level"]
    rated = ({one for one, row in rows[view].items() if row["level"] is not None} for view in rows)
    both = set.intersection(*rated)
    assert {one["id"] for one in data["differences"]} == both
    weights = [one["weight"] for one in data["differences"]]
    assert weights == sorted(weights, reverse=True)
    assert data["mean_difference"] == pytest.approx(sum(one["difference"] for one in data["differences"]) / len(both))
    assert data["discuss_first"] == ["hardware"]
    assert data["drafts"] == [{"by": "Sample second mentor", "date": "2026-06-02"}]


def test_the_assessment_of_a_day_is_reviewed_and_reported(skillgap: Command, ann: Path) -> None:
    asked = skillgap("review", "ann@2025-11-10", "--mentor", "Mira", "--plain", answers="1\nm Early days\ndone\n")
    assert asked.code == 0
    assert "assessed on 2025-11-10" in asked.err
    review = review_by(ann)
    assert (str(review.assessment), review.status, review.summary) == ("2025-11-10", "rated", "Early days")
    report = json.loads(skillgap("review", "ann@2025-11-10", "--report", "--format", "json").out)
    assert report["assessment"] == {"date": "2025-11-10"}
    assert [one["summary"] for one in report["reviews"]] == ["Early days"]
    latest = json.loads(skillgap("review", "ann", "--report", "--format", "json").out)
    assert "Mira" not in [one["by"] for one in latest["reviews"]]


def test_a_day_without_an_assessment_says_which_there_are(skillgap: Command, ann: Path) -> None:
    del ann
    result = skillgap("review", "ann@2020-01-01", "--report")
    assert (result.code, result.out) == (1, "")
    assert "ann has no assessment on 2020-01-01" in result.err
    assert "2026-05-04" in result.err
    assert skillgap("review", "ann@yesterday", "--report").code == 2


def test_several_mentors_are_told_apart(skillgap: Command, ann: Path) -> None:
    del ann
    reviewing(skillgap, "4", "done")
    data = json.loads(skillgap("review", "ann", "--report", "--format", "json").out)
    assert [(one["by"], one["compared"]) for one in data["mentors"]] == [("Mira", 1), ("Sample mentor", 10)]
    alone = json.loads(skillgap("review", "ann", "--report", "--mentor", "Mira", "--format", "json").out)
    assert [(one["by"], one["self_level"], one["mentor_level"]) for one in alone["differences"]] == [("Mira", 3, 4)]
    assert "Each mentor" in skillgap("review", "ann", "--report").out


def test_of_drafts_only_those_of_the_mentor_asked_for_are_told(skillgap: Command, ann: Path) -> None:
    del ann
    reviewing(skillgap, "4", "done")
    reviewing(skillgap, "2", by="Zoe")

    def drafts(*by: str) -> list[str]:
        data = json.loads(skillgap("review", "ann", "--report", *by, "--format", "json").out)
        return [one["by"] for one in data["drafts"]]

    assert (drafts(), drafts("--mentor", "Mira")) == (["Sample second mentor", "Zoe"], [])
    refused = skillgap("review", "ann", "--report", "--mentor", "Zoe")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "profiles/ann.yaml: Zoe has submitted no review of the assessment of 2026-05-04\n"
        "hint: there are reviews by Mira, Sample mentor, and a draft by them is pending\n"
    )


def test_without_a_review_it_says_so(skillgap: Command) -> None:
    result = skillgap("review", "sample-platform-engineer", "--report")
    assert result.code == 0
    assert "no review is submitted yet" in result.out
    assert "No criterion has a level from both sides, so nothing can be compared." in result.out


def test_the_orders_are_those_of_the_walk() -> None:
    assert set(command.ORDERS.values()) == set(review.ORDERS)


@pytest.mark.parametrize("order", ["evidence", "differences"])
def test_a_draft_has_no_order_that_tells_answers(skillgap: Command, ann: Path, order: str) -> None:
    before = ann.read_bytes()
    result = reviewing(skillgap, "2", more=("--order", order))
    assert (result.code, result.out) == (2, "")
    assert "hint: use --order frequency or --order matrix until you have submitted your levels" in result.err
    assert ann.read_bytes() == before


def test_the_two_meet_agree_and_acknowledge(skillgap: Command, ann: Path) -> None:
    assert skillgap("review", "ann", "--acknowledge", "--mentor", "Mira").code == 1
    assert reviewing(skillgap, "2", "done").code == 0
    assert reviewing(skillgap, more=("--meet",)).code == 0
    met = reviewing(skillgap, "1", more=("--meet",))
    assert (met.code, "a 1 records the level that you both agree on" in met.err) == (1, True)
    met = reviewing(skillgap, "a 3", "c Lead one yourself", "r I will", "done", more=("--meet",))
    assert (met.code, "saved: the review is complete" in met.err) == (0, True)
    review = review_by(ann)
    rating = ReviewRating(level=2, self_level=3, comment="Lead one yourself", reply="I will", agreed=3)
    assert (review.status, review.ratings[FIRST]) == ("complete", rating)
    assert skillgap("review", "ann", "--acknowledge", "--reply", f"{FIRST}=Done in May").code == 0
    review = review_by(ann)
    assert review.acknowledged is not None
    assert review.ratings[FIRST] == replace(rating, reply="Done in May")


def test_without_a_submitted_review_there_is_no_meeting(skillgap: Command, ann: Path) -> None:
    del ann
    result = reviewing(skillgap, more=("--meet",))
    assert (result.code, "submit your levels first" in result.err) == (2, True)


def test_a_draft_can_be_discarded_and_a_submitted_review_not(skillgap: Command, ann: Path) -> None:
    before = read_profile(ann).profile
    reviewing(skillgap, "2")
    assert skillgap("review", "ann", "--mentor", "MIRA ", "--discard").code == 0
    assert read_profile(ann).profile == before
    reviewing(skillgap, "2", "done")
    assert skillgap("review", "ann", "--mentor", "Mira", "--discard").code == 1
    assert review_by(ann).status == "rated"


def test_looking_ahead_is_recorded(skillgap: Command, ann: Path) -> None:
    reviewing(skillgap, "2", more=("--unblind",))
    assert review_by(ann).blind is False
    reviewing(skillgap, "n", by="Noor")
    assert (review_by(ann, "Noor").blind, review_by(ann, "Noor").ratings[FIRST].state) == (True, "not_observed")
