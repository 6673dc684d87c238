"""``review --form`` and ``profile merge`` of what the form saves."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from skillgap.store import read_profile
from tests.cli.conftest import STAFF, Command

FIRST = "large-scale-distributed-systems-design"
EVIDENCE = "Led the move to three regions"
NOTE = "The failover was rehearsed under live traffic"


@pytest.fixture
def ann(home: Path) -> Path:
    """Ann's own file."""
    text = STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann")
    path = home / "ann.yaml"
    path.write_text(text.replace("name: Sample staff engineer", "name: Ann"), encoding="utf-8")
    return path


def review_from(skillgap: Command, ann: Path, **changes: object) -> Path:
    """What the form saves when Grace rates the first criterion, with some keys changed."""
    assert skillgap("review", ann, "--form", "form.html", "--mentor", "Grace").code == 0
    page = (ann.parent / "form.html").read_text(encoding="utf-8")
    block = re.search(r'id="form-data">(.*?)</script>', page)
    assert block is not None
    data = json.loads(block[1])
    del data["criteria"]
    said = {"date": "2026-05-20", "status": "rated", "blind": True, "ratings": {FIRST: {"level": 2}}}
    review = {"by": data.pop("by"), **said}
    path = ann.parent / "review.json"
    path.write_text(json.dumps({**data, "review": review, **changes}, indent=2), encoding="utf-8")
    return path


def test_the_review_is_added_and_nothing_else_changes(skillgap: Command, ann: Path) -> None:
    path = review_from(skillgap, ann)
    before = ann.read_text(encoding="utf-8").splitlines()
    own = read_profile(ann).profile
    result = skillgap("profile", "merge", ann, path, "--in-place")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"wrote {ann}; {path} had 1 new review\n"
    assert [line for line in before if line not in ann.read_text(encoding="utf-8").splitlines()] == []
    profile = read_profile(ann).profile
    review = profile.reviews[-1]
    assert (profile.assessments, profile.reviews[:-1]) == (own.assessments, own.reviews)
    assert (review.by, review.status, review.date) == ("Grace", "rated", datetime.date(2026, 5, 20))
    assert (review.ratings[FIRST].level, review.ratings[FIRST].self_level) == (2, 3)
    assert review.submitted is not None
    again = skillgap("profile", "merge", ann, path, "--in-place")
    assert again.err == f"wrote {ann}; {path} had nothing new\n"


def test_what_does_not_fit_is_refused_with_its_line(skillgap: Command, ann: Path) -> None:
    path = review_from(skillgap, ann, form="0123456789abcdef")
    before = ann.read_bytes()
    result = skillgap("profile", "merge", ann, path, "--in-place")
    assert (result.code, result.out, ann.read_bytes()) == (1, "", before)
    assert result.err.startswith(f"{path}:4:11: this form was made for another person")
    assert "\nhint: write a new form: " in result.err


def test_the_report_of_reviews_is_told_apart(skillgap: Command, ann: Path) -> None:
    assert skillgap("review", ann, "--report", "--format", "json", "--output", "report.json").code == 0
    result = skillgap("profile", "merge", ann, "report.json")
    assert result.code == 1
    assert "this is a report by `skillgap review --report`" in result.err


@pytest.mark.parametrize("name", ["form.html", "form.md"])
def test_the_form_says_nothing_that_the_person_said(skillgap: Command, ann: Path, name: str) -> None:
    planted = ann.read_text(encoding="utf-8")
    assert EVIDENCE in planted
    assert NOTE in planted
    assert skillgap("review", ann, "--form", name, "--mentor", "Grace").code == 0
    form = (ann.parent / name).read_text(encoding="utf-8")
    assert "Review of Ann" in form
    assert EVIDENCE not in form
    assert NOTE not in form
    rated = re.sub(r"level: [0-4]", "level: 1", planted)
    assert rated != planted
    ann.write_text(rated, encoding="utf-8")
    assert skillgap("review", ann, "--form", name, "--mentor", "Grace").code == 0
    assert (ann.parent / name).read_text(encoding="utf-8") == form, "no byte depends on a level"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--form", "form.html"), 'add --mentor "Their name"'),
        (("--form", "form.html", "--mentor", "Gr\x1bace"), "the character U+001B"),
        (("--form", "form.txt", "--mentor", "Grace"), "must end in .html or .md"),
        (("--form", "form.html", "--mentor", "Grace", "--meet"), "use only one of --meet and --form"),
        (("--form", "form.html", "--mentor", "Grace", "--format", "json"), "--form names its own file"),
    ],
)
def test_a_form_is_for_one_mentor_and_one_file(
    skillgap: Command, ann: Path, options: tuple[str, ...], message: str
) -> None:
    result = skillgap("review", ann, *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


@pytest.mark.parametrize("name", [" ", "two\nlines", "n" * 501])
def test_a_form_needs_a_name_that_can_be_saved(skillgap: Command, ann: Path, name: str) -> None:
    result = skillgap("review", ann, "--form", "form.html", "--mentor", name)
    assert result.code in (1, 2)
    assert not (ann.parent / "form.html").exists()
