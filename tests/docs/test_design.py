"""The page on design draws the rooms as they are."""

from __future__ import annotations

import re

from skillgap.cli.exit_codes import ExitCode
from tests.docs.pages import DOCS
from tests.test_imports import PACKAGES

PAGE = (DOCS / "design.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[str]:
    """The first cells of the table under a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| (.*?) \|", section, re.MULTILINE)[1:]


def test_the_packages_are_listed_in_import_order() -> None:
    assert rows("Packages") == [f"`{package}`" for package in PACKAGES]


def test_the_exit_codes_are_all_told() -> None:
    assert [int(code) for code in rows("Contracts")] == list(ExitCode)
