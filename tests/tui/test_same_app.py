"""The screen of ``matrix same``."""

from __future__ import annotations

from skillgap.errors import DataError, Diagnostic
from skillgap.scoring.comparison.similarity import Alike, similar_criteria
from skillgap.tui.same_app import SameApp
from skillgap.tui.widgets.header import HeaderLine
from tests.scoring.comparison.build import criterion, matrix
from tests.tui.harness import journey

ONE = matrix(criterion("a", 9, name="Charts"), criterion("b", 8, name="Sea radio"), identifier="one")
TWO = matrix(criterion("c", 9, name="Charts"), criterion("d", 8, name="Radio at sea"), identifier="two")


@journey
async def test_keys_write_links_and_take_them_back() -> None:
    written: list[tuple[str, bool]] = []

    def write(pair: Alike, accepted: bool) -> str:
        written.append((pair.criterion.id, accepted))
        return "saved"

    app = SameApp(similar_criteria((ONE, TWO)), write)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "y", "n", "up", "n", "n")
        assert "0 written" in app.screen.query_one(HeaderLine).right.plain
    assert [accepted for _, accepted in written] == [True, True, False, False]


@journey
async def test_a_failure_is_said_and_nothing_is_marked() -> None:
    def write(pair: Alike, accepted: bool) -> str:
        del pair, accepted
        raise DataError(Diagnostic("this matrix is built in, and cannot be changed"))

    app = SameApp(similar_criteria((ONE, TWO)), write)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        header = app.screen.query_one(HeaderLine)
        assert "cannot be changed" in header.left.plain
        assert "0 written" in header.right.plain


@journey
async def test_without_pairs_the_screen_says_so() -> None:
    async with SameApp((), lambda *_: "").run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "n")
