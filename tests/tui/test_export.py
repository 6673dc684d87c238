"""Results written to a file from the screen: the same text as the command's, and nothing replaced unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from skillgap.reports import FORMATS
from skillgap.reports.content import Layout
from skillgap.scoring.gap_report import gap_report
from skillgap.tui.app import SkillgapApp
from skillgap.tui.dialogs.export import FORMS
from tests.reports import samples
from tests.tui.harness import asking, journey, library_in, role


def test_every_format_can_be_chosen() -> None:
    assert set(FORMS) == set(FORMATS)


@journey
async def test_results_go_to_the_file_and_are_replaced_only_when_said_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    library = library_in(tmp_path, role())
    said: list[str] = []
    monkeypatch.setattr(SkillgapApp, "notify", lambda _, message, **__: said.append(message))
    async with asking(library) as stage:
        await stage.press("3", "r")
        await stage.until("Results")
        await stage.press("e")
        await stage.until("Export", "me-")
        await stage.press("down", "down")
        await stage.until(".csv")
        await stage.press("enter")
        await stage.until("details")
        (path,) = tmp_path.glob("me-*.csv")
        assert said == [str(path)]
        file = library.find_profile("me")
        assessment = file.profile.latest()
        assert assessment is not None
        report = gap_report(library.matrix_of(assessment), file.profile, assessment)
        assert path.read_bytes() == ("\ufeff" + samples.render(report, "csv", Layout())).encode()

        path.write_text("mine")
        await stage.press("e", "down", "down", "enter")
        await stage.until("is there already")
        assert path.read_text() == "mine"
        await stage.press("enter")
        await stage.until("details")
        assert path.read_bytes() == ("\ufeff" + samples.render(report, "csv", Layout())).encode()


@journey
async def test_what_cannot_be_written_is_said_and_another_path_may_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain").write_text("no folder")
    async with asking(library_in(tmp_path, role())) as stage:
        await stage.press("3", "r")
        await stage.until("Results")
        await stage.press("e", "ctrl+u")
        await stage.press("ctrl+k")
        await stage.press("enter")
        await stage.until("Type a file name first.")
        await stage.write("plain/report.html")
        await stage.press("enter")
        await stage.until("not a folder")
        await stage.press("ctrl+u")
        await stage.write(f"{'x' * 300}.html")
        await stage.press("enter")
        await stage.until("name too long")
        await stage.press("ctrl+u")
        await stage.write("profiles/me.yaml")
        await stage.press("enter", "enter")
        await stage.until("profile or matrix, which would be lost")
        assert sorted(path.name for path in tmp_path.glob("*.html")) == []
        await stage.press("escape")
        await stage.until("Results")


@journey
async def test_a_pipe_of_the_proposed_name_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "me-2026-11-20.html")
    async with asking(library_in(tmp_path, role())) as stage:
        await stage.press("3", "r", "e")
        await stage.until("Export", "me-2026-11-20.html")
        await stage.press("enter")
        await stage.until("is not a regular file")
