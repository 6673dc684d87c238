"""The screens in a terminal: from the start to the first paint, and from a key to the frame that shows what it did.

Against Textual alone: the first paint against an empty application and against importing the libraries, a key
against the same key in a bare list of Textual's. By the clock, from the moment that the process is started or the key
is typed to the first byte of the frame, with the programs side by side in terminals of their own, key by key.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.bench.people import write_profiles
from tests.bench.startup import SKILLGAP
from tests.bench.terminal import Terminal
from tests.bench.timing import Extent, Figure, in_turns, percentile

STARTS, PRESSES = 15, 100
PEOPLE = 200
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing")
Empty().run()
"""
BARE = f"""
from textual.app import App
from textual.widgets import OptionList
class Bare(App):
    def compose(self):
        yield OptionList(*(f"Option {{number}}" for number in range({PEOPLE})))
Bare().run()
"""
IMPORT = "import click, yaml, pydantic_core, textual.app; print('imported', flush=True); input()"
CRITERIA, QUESTIONS_ASKED = 19, 24
"""What the built-in role asks: criteria to rate, and with the signals behind them all questions."""
QUESTIONS, RATING = "first paint of the questions", "key that rates"
FLOOR, PAINT, KEY = 1.6, 1.8, 3.0
OWN = {QUESTIONS: 2.2, RATING: 5.0}
"""The limits of those that do more: two screens are made, or a rating is on the disk before it is shown."""
BARE_KEY = "key down in Textual's OptionList, p95"
UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"


@dataclass(frozen=True)
class Stage:
    """A folder with people's profiles, in which the programs are started."""

    folder: Path

    def skillgap(self, *arguments: str) -> Terminal:
        """The command."""
        return self._terminal(SKILLGAP, *arguments)

    def python(self, code: str) -> Terminal:
        """A program of a few lines."""
        return self._terminal(sys.executable, "-c", code)

    def _terminal(self, *command: str) -> Terminal:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
        return Terminal(command, self.folder, {**kept, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"})


def figures(extent: Extent) -> Iterator[Figure]:
    """Starts first, then keys."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        for name, count in ((few, 1), (many, PEOPLE)):
            (Path(name) / "profiles").mkdir()
            write_profiles(Path(name) / "profiles", count)
        (Path(many) / "profiles" / "me.yaml").write_text("format: skillgap/profile/1\nid: me\nname: Me\n")
        yield from starts(Stage(Path(few)), Stage(Path(many)), extent.rounds(STARTS))
        yield from presses(Stage(Path(many)), extent.rounds(PRESSES))


def starts(few: Stage, many: Stage, rounds: int) -> Iterator[Figure]:
    """From the start of the process to the first frame, and to the first in which there is a profile."""

    def frame(start: Callable[[], Terminal], shows: str) -> Callable[[], float]:
        def measure() -> float:
            with start() as terminal:
                return terminal.until(partial(contains, shows)) - terminal.begun

        return measure

    def imported() -> float:
        with few.python(IMPORT) as terminal:
            return terminal.until_written(b"imported") - terminal.begun

    found = in_turns(
        {
            "floor": imported,
            "empty": frame(lambda: few.python(EMPTY), "nothing"),
            "first paint": frame(few.skillgap, "skillgap"),
            "first paint with the profile in it": frame(few.skillgap, "Person 0"),
            f"first paint, {PEOPLE} profiles": frame(many.skillgap, "skillgap"),
            f"first of {PEOPLE} profiles painted": frame(many.skillgap, "Person 0"),
            QUESTIONS: frame(lambda: few.skillgap("assess", "person-0"), "of 5"),
        },
        rounds,
    )
    took = {name: 1000 * statistics.median(values) for name, values in found.items()}
    floor, empty = took.pop("floor"), took.pop("empty")
    reference = "import of click, yaml, textual"
    yield Figure("first paint", took["first paint"], "ms", reference, floor, FLOOR)
    for name, taken in took.items():
        yield Figure(name, taken, "ms", "first paint, empty Textual app", empty, OWN.get(name, PAINT))


def presses(stage: Stage, rounds: int) -> Iterator[Figure]:
    """From a key to the frame that shows its effect."""
    with ExitStack() as stack:
        bare = stack.enter_context(stage.python(BARE))
        walk = stack.enter_context(stage.skillgap("assess", "me"))
        home, results, ranking = (stack.enter_context(stage.skillgap()) for _ in range(3))
        first = {
            bare: "Option 9",
            walk: f"1 of {QUESTIONS_ASKED}",
            home: "Person 1",
            results: "Person 1",
            ranking: "Person 1",
        }
        for terminal, words in first.items():
            terminal.until(partial(contains, words))
            terminal.settle()
        for terminal in (results, ranking):
            press(terminal, DOWN)
            press(terminal, "r", partial(contains, "Coverage"))
        keys, orders = cycle([DOWN] * 15 + [UP] * 15), cycle("if")
        found = in_turns(
            {
                "bare": lambda: press(bare, DOWN),
                f"key down among {PEOPLE} profiles": lambda: press(home, DOWN),
                "key up or down in the results": lambda: press(results, next(keys)),
                "key that ranks the results anew": lambda: press(ranking, next(orders)),
                RATING: lambda: rated(walk),
            },
            rounds,
        )
    reference = 1000 * percentile(found.pop("bare"), 95)
    for name, took in found.items():
        limit = OWN.get(name, KEY)
        yield Figure(f"{name}, p95", 1000 * percentile(took, 95), "ms", BARE_KEY, reference, limit)


def contains(words: str, text: str) -> bool:
    """Whether a screen shows some words."""
    return words in text


def press(terminal: Terminal, key: str, shows: Callable[[str], bool] = bool) -> float:
    """Press a key, and measure until what it did is shown; then let the program come to rest."""
    pressed = terminal.press(key)
    shown = terminal.until(shows)
    terminal.settle()
    return shown - pressed


def rated(walk: Terminal) -> float:
    """Rate the criterion that is asked about; at the end of the criteria go back to the first first."""
    place = int(re.findall(r"(\d+) of \d+", walk.text)[0])
    if place > CRITERIA:
        for _ in range(CRITERIA):
            press(walk, LEFT)
        place = 1
    return press(walk, str(place % 5), partial(contains, f" {place + 1} of {QUESTIONS_ASKED} "))
