"""What two people see differently, in every format.

``SKILLGAP_UPDATE_GOLDENS=1 pytest tests/reports/test_review.py`` writes the goldens anew: look at the difference.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from skillgap.labels import ASCII
from skillgap.model.profile import Assessment, Profile, Rating, Review, ReviewRating
from skillgap.reports import FORMATS
from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.rendering import render
from skillgap.reports.review import Reviewed, written_review
from skillgap.reports.text import width
from skillgap.scoring.disagreement import by_mentor, disagreement
from tests.reports import comparisons, samples
from tests.reports.assert_escaped import assert_plain_text
from tests.reports.golden import held_against_golden
from tests.reports.readers import markdown_tables, read_html, read_markdown

GOLDENS = {
    "review-80.txt": ("terminal", Layout(width=80)),
    "review-40-ascii.txt": ("terminal", Layout(width=40, glyphs=ASCII)),
    "review.md": ("markdown", Layout()),
    "review.csv": ("csv", Layout()),
    "review.json": ("json", Layout()),
}
ONES = (
    "Mean difference 0 over 2 criteria: on average neither side sees more than the other, though they differ on single "
    "ones."
)


def reviewed_by(mentors: Sequence[tuple[str, dict[str, int]]], own: dict[str, int]) -> Reviewed:
    """Somebody's own levels on the criteria of the shipped matrix, and those of mentors."""
    matrix = comparisons.role()
    ratings = {identifier: Rating(level=level) for identifier, level in own.items()}
    assessment = Assessment(matrix=matrix.id, matrix_version=1, date=samples.DAY, ratings=ratings)
    reviews = tuple(
        Review(
            assessment=samples.DAY,
            matrix=matrix.id,
            by=by,
            date=samples.DAY + datetime.timedelta(days=1),
            status="complete",
            ratings={identifier: ReviewRating(level=level) for identifier, level in said.items()},
        )
        for by, said in mentors
    )
    profile = Profile(format="skillgap/profile/1", id="me", name="Me", assessments=(assessment,), reviews=reviews)
    return Reviewed(profile, disagreement(matrix, profile, assessment), by_mentor(matrix, profile, assessment))


def sample() -> ReportContent:
    """The sample's review, with a second mentor's draft."""
    profile, matrix = comparisons.sample("staff"), comparisons.role()
    assessment = profile.assessments[-1]
    drafts = tuple(review for review in profile.reviews if review.status == "draft")
    return written_review(Reviewed(profile, disagreement(matrix, profile, assessment), (), drafts))


@samples.unchecked()
def hostile(strings: Sequence[str]) -> ReportContent:
    """These strings wherever a file can put them."""
    matrix = samples.matrix_of(strings)
    ids = [criterion.id for criterion in matrix.criteria]
    ratings = {one: Rating(level=3 + at % 3, evidence=(strings[at],)) for at, one in enumerate(ids)}
    assessment = Assessment(matrix="role", matrix_version=7, date=samples.DAY, ratings=ratings)
    said = {one: ReviewRating(level=1 + at % 5, comment=strings[at]) for at, one in enumerate(ids)}
    reviews = tuple(
        Review(
            assessment=samples.DAY,
            matrix="role",
            by=f"{text} {number}",
            date=samples.DAY,
            status="complete",
            summary=text,
            ratings=said,
        )
        for number, text in enumerate(strings[:3])
    )
    profile = Profile(format="skillgap/profile/1", id="me", name=strings[0], assessments=(assessment,), reviews=reviews)
    found = disagreement(matrix, profile, assessment)
    return written_review(Reviewed(profile, found, by_mentor(matrix, profile, assessment), reviews))


@pytest.mark.parametrize("name", list(GOLDENS))
def test_it_is_written_as_the_golden_one(name: str) -> None:
    form, layout = GOLDENS[name]
    held_against_golden(name, render(sample(), form, layout))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    text = render(sample(), "terminal", Layout(width=columns))
    assert max(map(width, text.splitlines())) <= columns


def test_html_and_markdown_show_the_same_tables() -> None:
    page = read_html(render(sample(), "html", Layout()))
    in_markdown = markdown_tables(read_markdown(render(sample(), "markdown", Layout())))
    assert [len(body.all("tr")) for body in page.all("tbody")] == [len(rows) for rows in in_markdown.values()]


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_words(form: str) -> None:
    assert_plain_text(hostile, form)
