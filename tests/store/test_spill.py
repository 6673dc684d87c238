"""What is kept on the disk while a command runs is the same as it would be in memory, and nothing of it is left."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import Diagnostic
from skillgap.scoring.team import InMemory
from skillgap.store.spill import SpillError, TemporaryLists, TemporaryRegister

PEOPLE = st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([0.0, 0.25, 0.5, 1.0, None]))


@given(st.lists(PEOPLE), st.integers(0, 4))
def test_it_is_the_same_as_in_memory(people: list[tuple[str, float | None]], most: int) -> None:
    here, there = TemporaryRegister(most), InMemory()
    for identifier, coverage in people:
        assert (identifier in here) == (identifier in there)
        assert here.add(identifier, coverage) == there.add(identifier, coverage)
        assert identifier in here
    assert [*here.coverages()] == [*there.coverages()] == [*here.coverages()]
    assert "z" not in here


def test_few_people_need_no_database() -> None:
    register = TemporaryRegister(2)
    assert [register.add(one, 0.5) for one in "aba"] == [True, True, False]
    assert register._database is None
    assert register.add("c", 0.75)
    assert register._database is not None


def filled(people: int) -> TemporaryRegister:
    """A register of so many people, a hundred bytes each, of which two stay in memory."""
    register = TemporaryRegister(2)
    for number in range(people):
        assert register.add(f"{number:0100}", number / people)
    return register


OPEN = Path("/proc/self/fd")


def temporary_files() -> dict[int, os.stat_result]:
    """The files that SQLite has made for itself and has open here, by their numbers."""
    own = (one for one in OPEN.iterdir() if os.path.lexists(one) and one.readlink().name.startswith("etilqs_"))
    return {found.st_ino: found for found in map(Path.stat, own)}


@pytest.mark.skipif(not OPEN.is_dir(), reason="only Linux tells what is open")
def test_what_does_not_fit_into_memory_is_in_a_private_file_without_a_name_that_goes_with_it() -> None:
    before = temporary_files()
    register = filled(20_000)
    (found,) = [found for number, found in temporary_files().items() if number not in before]
    assert (found.st_nlink, stat.S_IMODE(found.st_mode), found.st_size > 0) == (0, 0o600, True)
    assert sum(1 for _ in register.coverages()) == 20_000
    del register
    assert temporary_files().keys() == before.keys()


ASKING: dict[str, Callable[[TemporaryRegister], object]] = {
    "whether somebody was counted": lambda register: "more" in register,
    "noting somebody": lambda register: register.add("more", 0.5),
    "all coverages": lambda register: [*register.coverages()],
}


@pytest.mark.parametrize("ask", ASKING.values(), ids=list(ASKING))
def test_a_database_that_fails_is_an_error_with_what_it_says(ask: Callable[[TemporaryRegister], object]) -> None:
    register = filled(3)
    assert register._database is not None
    register._database.set_progress_handler(lambda: 1, 1)  # SQLite gives up whatever it is asked
    with pytest.raises(SpillError) as caught:
        ask(register)
    hint = "make room in the folder for temporary files, or name another in SQLITE_TMPDIR"
    assert caught.value.problems == (Diagnostic("the people counted so far cannot be kept: interrupted", hint=hint),)


NAMES = st.sampled_from("ab")
TEXTS = st.text(max_size=3)


PUT = st.tuples(st.lists(st.tuples(NAMES, TEXTS)), st.lists(st.tuples(NAMES, st.integers(1, 3), TEXTS)))


@given(st.lists(PUT, max_size=5))
def test_lists_give_what_was_put_there_in_order(
    put: list[tuple[list[tuple[str, str]], list[tuple[str, int, str]]]],
) -> None:
    lists = TemporaryLists()
    for texts, entries in put:
        lists.put(texts)
        lists.put_by_day(entries)
    for name in "abc":
        assert [*lists.texts(name)] == [text for texts, _ in put for one, text in texts if one == name]
        found = [(day, text) for _, entries in put for one, day, text in entries if one == name]
        assert [*lists.by_day(name)] == [text for _, text in sorted(found, key=lambda one: one[0])]


LISTING: dict[str, Callable[[TemporaryLists], object]] = {
    "putting texts": lambda lists: lists.put([("a", "more")]),
    "putting entries": lambda lists: lists.put_by_day([("a", 1, "more")]),
    "texts": lambda lists: [*lists.texts("a")],
    "entries": lambda lists: [*lists.by_day("a")],
}


@pytest.mark.parametrize("ask", LISTING.values(), ids=list(LISTING))
def test_lists_that_fail_are_an_error_with_what_the_database_says(ask: Callable[[TemporaryLists], object]) -> None:
    lists = TemporaryLists()
    lists._database.set_progress_handler(lambda: 1, 1)
    with pytest.raises(SpillError) as caught:
        ask(lists)
    hint = "make room in the folder for temporary files, or name another in SQLITE_TMPDIR"
    message = "what is to be written of the people cannot be kept: interrupted"
    assert caught.value.problems == (Diagnostic(message, hint=hint),)
