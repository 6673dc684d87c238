"""What a listing draws anew is all that changed, and no line of it stays as it was."""

from __future__ import annotations

from functools import partial

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.strip import Strip

from skillgap.labels import UNICODE
from skillgap.tui.lines import plain
from skillgap.tui.widgets.listing import Listing, Row, words
from tests.tui.harness import journey

HEIGHT = 6


class Alone(App[None]):
    """A listing and nothing else. It counts the lines that are drawn."""

    CSS = "Listing { height: 1fr; scrollbar-gutter: stable; }"

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    def compose(self) -> ComposeResult:
        drawn = self.drawn

        class Counting(Listing):
            def render_line(self, y: int) -> Strip:
                drawn.append(y)
                return super().render_line(y)

        yield Counting()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict.fromkeys(("quiet", "frame", "heading", "cursor", "hover"), "#808080")


def rows(*texts: str) -> list[Row]:
    """A row of each text, under the text itself as its id; one that begins with a space is only read."""
    return [words(plain(text)) if text[0] == " " else Row(lambda _, text=text: [plain(text)], text) for text in texts]  # type: ignore[misc]


def shown(listing: Listing) -> list[str]:
    """What each line of the listing shows, out of what is kept of earlier drawing where nothing changed."""
    return [strip.text.rstrip() for strip in listing.render_lines(listing.size.region)]


async def settled(pilot: Pilot[None], drawn: list[int]) -> list[int]:
    """The lines that were drawn since, each once."""
    await pilot.pause()
    lines = sorted(set(drawn))
    drawn.clear()
    return lines


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (("a", "b", "c"), ("a", "b", "c"), []),
        (("a", "b", "c"), ("a", "x", "c"), [1]),
        (("a", "b", "c"), ("a", "b"), [2]),
        (("a", "b"), ("a", "b", "c"), [2]),
        (("a", "  b", "c"), ("a", "b", "c"), [1]),
    ],
)
@journey
async def test_only_lines_that_changed_are_drawn(
    before: tuple[str, ...], after: tuple[str, ...], changed: list[int]
) -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        listing.show(rows(*before), "a")
        await settled(pilot, app.drawn)
        listing.show(rows(*after), "a")
        assert await settled(pilot, app.drawn) == changed
        bare = [text if text[0] == " " else f"  {text}" for text in after[1:]]
        assert shown(listing) == [f"{UNICODE.current} a", *bare, *[""] * (HEIGHT - len(after))]


@journey
async def test_a_cursor_that_moves_draws_the_row_it_leaves_and_the_row_it_comes_to() -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        listing.show(rows("a", "b", "c", "d"), "b", words(plain("head")))
        await settled(pilot, app.drawn)
        await pilot.press("down")
        assert await settled(pilot, app.drawn) == [2, 3]
        assert shown(listing) == ["head", "  a", "  b", f"{UNICODE.current} c", "  d", ""]
        listing.show(rows("a", "b", "c", "d"), "a", words(plain("head")))
        assert await settled(pilot, app.drawn) == [1, 3]


@journey
async def test_more_lines_than_there_is_room_for_scroll_to_the_cursor() -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        listing.show(rows("a", "b"), "a")
        await pilot.pause()
        listing.show(rows(*"abcdefgh"), "h")
        await pilot.pause()
        assert listing.show_vertical_scrollbar
        assert shown(listing) == ["  c", "  d", "  e", "  f", "  g", f"{UNICODE.current} h"]
        listing.show(rows("a", "b"), "b")
        await pilot.pause()
        assert not listing.show_vertical_scrollbar
        assert shown(listing) == ["  a", f"{UNICODE.current} b", "", "", "", ""]


@journey
async def test_a_row_of_a_known_height_is_drawn_once_it_is_looked_at() -> None:
    drawn: list[str] = []

    def draw(row_id: str, width: int) -> list[Content]:
        del width
        drawn.append(row_id)
        return [plain(row_id), plain(f"{row_id}, again")]

    ids = [f"row {number}" for number in range(1_000)]
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        some = [Row(partial(draw, row_id), row_id, height=2) for row_id in ids]
        listing.show([words(plain("above"), plain("these")), *some, words(plain("below"))], ids[0])
        await pilot.pause()
        assert drawn == ids[:2]  # the two rows for which there is room below what stands above them
        assert shown(listing)[:4] == ["above", "these", f"{UNICODE.current} row 0", "  row 0, again"]
        drawn.clear()
        await pilot.press("end")
        assert drawn == ids[-3:]
        assert shown(listing)[-3:] == [f"{UNICODE.current} row 999", "  row 999, again", "below"]
        await pilot.press("pageup")
        assert listing.cursor == "row 996"  # 6 lines up, and the height of what is in view is 6
        assert drawn == [*ids[-3:], "row 996"]  # what was drawn before is kept


@journey
async def test_the_head_stands_above_the_rows_for_the_cursor_alone() -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        below = [f"  {letter}" for letter in "cdefghi"]
        listing.show(rows("a", "b", *below), "a", words(plain("head")))
        await pilot.pause()
        assert shown(listing) == ["head", f"{UNICODE.current} a", "  b", *below[:3]]
        listing.scroll_to(y=1, animate=False)
        await pilot.pause()
        assert shown(listing) == ["head", "  b", *below[:4]]
        listing.scroll_to(y=2, animate=False)
        await pilot.pause()
        assert shown(listing) == ["", *below[:5]]


@journey
async def test_who_scrolled_away_from_the_cursor_is_left_there() -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        below = [f"  {letter}" for letter in "cdefghi"]
        listing.show(rows("a", "b", *below), "a")
        await pilot.pause()
        listing.scroll_to(y=2, animate=False)
        await pilot.pause()
        listing.show(rows("a", "b", *below[:3], "  x", *below[4:]), "a")
        await pilot.pause()
        assert shown(listing) == [*below[:3], "  x", *below[4:6]]
        listing.show(rows("a", "b", *below), "b")
        await pilot.pause()
        assert shown(listing)[0] == f"{UNICODE.current} b"


@journey
async def test_the_keys_go_on_from_where_one_scrolled_to() -> None:
    app = Alone()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        listing = app.query_one(Listing)
        ids, below = [f"row {number}" for number in range(9)], [f"  {number}" for number in range(20)]
        listing.show(rows(*ids, *below), "row 0")
        await pilot.pause()
        listing.scroll_to(y=9, animate=False)
        await pilot.press("down")
        assert (shown(listing)[0], listing.cursor) == ("  1", "row 0")
        await pilot.press("pagedown")
        assert (shown(listing)[0], listing.cursor) == ("  6", "row 0")
        await pilot.press("pageup", "pageup")
        assert (shown(listing)[:2], listing.cursor) == (["  row 5", "  row 6"], "row 0")
        await pilot.press("up")
        assert shown(listing)[:4] == ["  row 5", "  row 6", "  row 7", f"{UNICODE.current} row 8"]
        listing.scroll_to(y=2, animate=False)
        await pilot.press("down")
        assert shown(listing)[0] == f"{UNICODE.current} row 2"
