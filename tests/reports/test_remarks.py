"""Comments and replies of reviews reach the person in every format of the gap report."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from skillgap.reports.content import Layout
from skillgap.reports.gap_report import gap_report_content
from skillgap.reports.rendering import render
from skillgap.scoring.gap_report import GapReport, gap_report
from tests.builders import matrix_of, profile_data, profile_of
from tests.tui.harness import role

RATINGS = {"design": {"level": 1, "comment": "Who else drew it?", "reply": "Grace did."}}
REVIEW = {"assessment": "2026-11-01", "matrix": "role", "by": "Mira", "date": "2026-11-10"}
SUBMITTED = {**REVIEW, "status": "rated", "submitted": "2026-11-10T10:00:00Z", "ratings": RATINGS}
LATER = {"by": "Grace", "submitted": "2026-11-12T10:00:00Z", "ratings": {"design": {"level": 2}}}
ASSESSMENT = {"matrix": "role", "matrix_version": 1, "date": "2026-11-01", "ratings": {"design": {"level": 3}}}


def report_of(*reviews: dict[str, Any]) -> GapReport:
    """The report of somebody with these reviews."""
    profile = profile_of({**profile_data(), "assessments": [ASSESSMENT], "reviews": list(reviews)})
    return gap_report(matrix_of(role()), profile, profile.assessments[0])


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_formats_for_people_show_comment_and_reply(form: str) -> None:
    text = render(gap_report_content(report_of(SUBMITTED)), form, Layout(width=100))
    assert "Comment: Who else drew it?" in text
    assert "Reply: Grace did." in text


def test_data_formats_have_comment_and_reply() -> None:
    content = gap_report_content(report_of(SUBMITTED))
    data = json.loads(render(content, "json", Layout(width=100)))
    rows = {row["id"]: row for part in ("gaps", "met", "unrated") for row in data[part]}
    assert (rows["design"]["comment"], rows["design"]["reply"]) == ("Who else drew it?", "Grace did.")
    assert (rows["care"]["comment"], rows["care"]["reply"]) == (None, None)
    sheet = {row["id"]: row for row in csv.DictReader(io.StringIO(render(content, "csv", Layout(width=100))))}
    assert (sheet["design"]["comment"], sheet["design"]["reply"]) == ("Who else drew it?", "Grace did.")


def test_a_later_review_without_words_hides_no_comment() -> None:
    row = next(row for row in report_of(SUBMITTED, {**SUBMITTED, **LATER}).rows if row.id == "design")
    assert (row.mentor_level, row.comment, row.reply) == (2, "Who else drew it?", "Grace did.")


def test_a_comment_in_a_draft_is_not_shown() -> None:
    row = next(row for row in report_of({**REVIEW, "status": "draft", "ratings": RATINGS}).rows if row.id == "design")
    assert (row.comment, row.reply) == (None, None)
