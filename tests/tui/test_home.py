"""The first screen over many files and over bundles: shown at once, filled in while the keys work already."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from skillgap.store import Library
from skillgap.store.bundle_lookup import MOST_SHOWN
from skillgap.tui.profile_loader import LoadedProfiles, ProfileSource, Reader, sources
from skillgap.tui.screens import home
from skillgap.tui.screens.results import ResultsScreen
from skillgap.tui.widgets.listing import Listing
from tests.builders import assessment_data, profile_data
from tests.tui.harness import Stage, asking, journey, library_in, on_stage, profile_text

NAMES = ("Ann", "Bob", "Cy", "Dan", "Eve")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return library_in(tmp_path, profiles={name.lower(): profile_text(name, name.lower()) for name in NAMES})


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Two files are read before the others are shown; these are read when the event is set."""
    monkeypatch.setattr(home, "AT_ONCE", 2)
    opened = threading.Event()
    read: Callable[[Reader, Iterable[ProfileSource]], dict[ProfileSource, LoadedProfiles]] = Reader.read_all

    def read_later(reader: Reader, several: Iterable[ProfileSource]) -> dict[ProfileSource, LoadedProfiles]:
        if threading.current_thread() is not threading.main_thread():
            assert opened.wait(30)
        return read(reader, several)

    monkeypatch.setattr(Reader, "read_all", read_later)
    yield opened
    opened.set()


def people(stage: Stage) -> list[str]:
    """The people shown, from the top."""
    return [name for line in stage.shown.splitlines() for name in NAMES if line.strip(" ▸") == name]


def under_cursor(stage: Stage) -> str:
    return Path(stage.app.screen.query_one(Listing).cursor or "").stem


@journey
async def test_the_first_files_are_shown_and_answer_keys_while_others_are_read(
    library: Library, gate: threading.Event
) -> None:
    async with on_stage(library) as stage:
        assert people(stage) == ["Ann", "Bob"]
        assert "reading 4 more" in stage.shown.splitlines()[0]
        await stage.press("t", "down")
        assert (people(stage), under_cursor(stage)) == (["Ann", "Bob"], "bob")
        gate.set()
        await stage.until("Eve")
        assert (people(stage), under_cursor(stage)) == (list(NAMES), "bob")
        assert "reading" not in stage.shown


@journey
async def test_what_was_read_stays_while_it_is_read_again(library: Library, gate: threading.Event) -> None:
    async with on_stage(library) as stage:
        gate.set()
        await stage.until("Eve")
        await stage.press("end", "r")
        gate.clear()
        assert isinstance(stage.app.screen, ResultsScreen)
        (library.profiles / "bob.yaml").unlink()
        (library.profiles / "cy.yaml").write_text(profile_text("Dan", "cy"), encoding="utf-8")
        (library.profiles / "eve.yaml").write_text(profile_text("Ann", "eve"), encoding="utf-8")
        await stage.press("q")
        # Who is gone is gone, and the one under the cursor is read at once; the others follow.
        assert (people(stage), under_cursor(stage)) == (["Ann", "Cy", "Dan", "Ann"], "eve")
        gate.set()
        for _ in range(100):
            if people(stage) == ["Ann", "Dan", "Dan", "Ann"]:
                break
            await stage.pilot.pause()
        assert (people(stage), under_cursor(stage)) == (["Ann", "Dan", "Dan", "Ann"], "eve")


@journey
async def test_nothing_is_read_on_while_something_else_is_looked_at(library: Library, gate: threading.Event) -> None:
    async with on_stage(library) as stage:
        await stage.press("r")
        assert isinstance(stage.app.screen, ResultsScreen)
        gate.set()
        await stage.pilot.pause()
        assert not [worker for worker in stage.app.workers if not worker.is_finished]
        await stage.press("q")
        await stage.until("Eve")
        assert people(stage) == list(NAMES)


@journey
async def test_behind_a_dialog_nothing_is_said_to_be_read(library: Library, gate: threading.Event) -> None:
    async with on_stage(library) as stage:
        await stage.until("reading")
        await stage.press("n")
        assert "reading" not in await stage.until("What is your name?")
        await stage.press("escape")
        await stage.until("reading")
        gate.set()
        await stage.until("Eve")


@journey
async def test_a_file_that_was_opened_from_elsewhere_stands_first_and_leads_back(library: Library) -> None:
    elsewhere = library.profiles.parent / "sent" / "from-fay.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(profile_text("Fay", "fay"), encoding="utf-8")
    async with asking(library, profile=str(elsewhere)) as stage:
        await stage.press("3", "q")
        shown = await stage.until("Opened: from-fay.yaml", "▸ Fay", "Your profiles", "Eve")
        assert shown.index("Opened") < shown.index("Your profiles")
        await stage.press("enter")
        await stage.until("Skills  2 of 4")
    async with asking(library, profile="eve") as stage:
        await stage.press("q")
        assert "Opened" not in await stage.until("Your profiles", "Eve")


@journey
async def test_a_folder_that_is_closed_meanwhile_leaves_nothing_of_what_was_read(
    library: Library, gate: threading.Event
) -> None:
    async with on_stage(library) as stage:
        await stage.press("space", "r")
        library.profiles.rename(library.profiles.with_name("moved"))
        library.profiles.touch()
        await stage.press("q")
        gate.set()
        shown = await stage.until("the folder cannot be read: not a directory")
        assert "reading" not in shown
        assert "Ann" not in shown
        await stage.press("enter", "t", "c")
        assert stage.shown == shown


def test_a_reader_that_is_stopped_reads_no_further(library: Library) -> None:
    reader = Reader(library, datetime.date(2026, 5, 4))
    first, *others = sources(library)

    def several() -> Iterator[ProfileSource]:
        yield first
        reader.stop()
        yield from others

    assert list(reader.read_all(several())) == [first]


@journey
async def test_marks_stay_while_others_are_read(library: Library, gate: threading.Event) -> None:
    async with on_stage(library) as stage:
        await stage.press("space")
        gate.set()
        await stage.until("Eve")
        assert stage.shown.count("marked") == 1


# --- bundles ----------------------------------------------------------------------------------------------------


def bundle(library: Library, name: str, *identifiers: str, more: str = "") -> Path:
    """People in a bundle, who rated something each."""
    rated = [
        profile_data(assessment_data({"design": 2}), id=identifier, name=identifier.title())
        for identifier in identifiers
    ]
    path = library.profiles / name
    path.write_text("".join(f"{json.dumps(one)}\n" for one in rated) + more, encoding="utf-8")
    return path


@journey
async def test_people_of_a_bundle_are_listed_as_only_read(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    path = bundle(library, "team.jsonl", "ann", "bob", more="{\n")
    async with on_stage(library, size=(80, 40)) as stage:
        await stage.until("team.jsonl, a bundle: only read", "Ann", "Bob", "Cannot be read")
        assert "line 3: this is not valid JSON" in stage.shown
        await stage.press("down")
        assert under_cursor(stage) == "ann"
        keys = stage.shown.rstrip().splitlines()[-1]
        assert "results" in keys
        assert "assess" not in keys
        await stage.press("a")
        told = " ".join(stage.shown.split())
        assert "This person is in a bundle, which is only read." in told
        assert "skillgap profile export" in told
        await stage.press("escape", "r")
        assert "Results  Ann" in stage.shown
    assert path.read_text(encoding="utf-8").endswith("{\n")


@journey
async def test_of_a_large_bundle_the_first_people_are_listed_and_all_are_the_team(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    bundle(library, "team.jsonl", *(f"p{at:03}" for at in range(MOST_SHOWN + 2)))
    async with on_stage(library, size=(80, 24)) as stage:
        await stage.press("end")
        assert under_cursor(stage) == f"p{MOST_SHOWN - 1:03}"
        assert "And more. Press t for the whole team" in stage.shown
        await stage.press("t")
        await stage.until("52 of 52 assessed")
        await stage.press("end", "enter")
        assert "Results  P051" in stage.shown


@journey
async def test_files_and_bundles_are_one_team_with_what_cannot_be_read(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={"me": profile_text(), "bad": "["})
    bundle(library, "team.jsonl", "ann", "me", more="{}\n")
    async with on_stage(library, size=(110, 70)) as stage:
        await stage.press("t")
        shown = " ".join((await stage.until("1 of 2 assessed")).split())
        assert "Not counted: 3" in shown
        for reason in ("bad.yaml:1:", "another profile of the team has the id me", "team.jsonl:3: format is missing"):
            assert reason in shown
        await stage.press("enter")
        assert "Results  Ann" in stage.shown


@journey
async def test_a_person_who_left_the_bundle_meanwhile_is_told(tmp_path: Path) -> None:
    library = library_in(tmp_path, profiles={})
    path = bundle(library, "team.jsonl", "ann")
    async with on_stage(library) as stage:
        await stage.press("t")
        await stage.until("1 of 1 assessed")
        path.write_bytes(b"")
        await stage.press("enter")
        await stage.until("No results", "this bundle has no person")
