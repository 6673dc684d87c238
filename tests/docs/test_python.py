"""The page on Python tells the truth: every line of it runs, and gives what the page shows."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from tests.builders import Plain, assessment_data
from tests.docs.pages import DOCS

ROLE = "principal-ai-infrastructure-engineer"


def person(identifier: str, levels: dict[str, object]) -> Plain:
    assessment = {**assessment_data(levels), "matrix": ROLE}
    return {"format": "skillgap/profile/1", "id": identifier, "name": identifier.title(), "assessments": [assessment]}


def test_every_line_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    people = [person("ada", {"observability": 2, "hardware": 3}), person("bob", {"observability": 1})]
    (tmp_path / "people.jsonl").write_text("".join(json.dumps(one) + "\n" for one in people))
    text = (DOCS / "python.md").read_text(encoding="utf-8")
    page = doctest.DocTestParser().get_doctest(text.replace("```\n", "\n"), {}, "python.md", "python.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    runner.run(page, out=told.append)
    assert "".join(told) == ""
    assert len(page.examples) > 20
