"""A list with a cursor, of rows that draw themselves: the one widget under every list on the screens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from skillgap.labels import UNICODE
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT, cut

CARET = f"{UNICODE.current} "
GUTTER = len(CARET)


@dataclass(frozen=True, slots=True)
class Row:
    """Some lines of a listing. A row with an id can hold the cursor; the others are only read."""

    draw: Callable[[int], Sequence[Content]]
    """The lines for a width in cells; none of them may be wider."""
    id: str | None = None
    height: int | None = None
    """How many lines these are at any width: such a row is drawn only once it is looked at."""

    def drawn(self, width: int) -> Sequence[Content]:
        """The lines in a listing of that width, without the caret of the cursor."""
        return self.draw(width if self.id is None else max(width - GUTTER, 1))

    def height_at(self, width: int) -> int:
        """How many lines it takes in a listing of that width."""
        return self.height or len(self.drawn(width))


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line of a listing; ``first`` is whether its row begins with it."""

    row: str | None
    content: Content
    first: bool = False

    def is_same(self, other: Line) -> bool:
        """Whether another line looks like this one, apart from the cursor."""
        alike = (self.row is None, self.first) == (other.row is None, other.first)
        return alike and self.content.is_same(other.content)


class Drawing:
    """The lines of rows at one width, where they may be many and few of them looked at."""

    def __init__(self, rows: Sequence[Row] = (), width: int = 0) -> None:
        self._rows = rows
        self.width = width
        self._drawn: dict[int, Sequence[Content]] = {}
        heights = (row.height or len(self._lines(at)) for at, row in enumerate(rows))
        self._tops = list(accumulate(heights, initial=0))

    def __len__(self) -> int:
        return self._tops[-1]

    def __getitem__(self, index: int) -> Line:
        at = bisect_right(self._tops, index) - 1
        within = index - self._tops[at]
        return Line(self._rows[at].id, self._lines(at)[within], within == 0)

    def span(self, at: int) -> tuple[int, int]:
        """The first line of a row by its place, and the line after its last."""
        return self._tops[at], self._tops[at + 1]

    def _lines(self, at: int) -> Sequence[Content]:
        if at not in self._drawn:
            self._drawn[at] = self._rows[at].drawn(self.width)
        return self._drawn[at]


def words(*lines: Content) -> Row:
    """A row of lines that are only read, cut where they do not fit."""
    return Row(lambda width: [cut(line, width) for line in lines])


class Listing(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows under a cursor. The cursor is a glyph, so that it shows without any colour.

    A click puts the cursor on a row, and a click on the row of the cursor chooses it. Enter belongs to the
    screen, which knows what choosing means and what else Enter is for.
    """

    ALLOW_SELECT = False
    CLICK_CHOOSES: ClassVar[bool] = False
    """Whether the first click chooses already; otherwise it only puts the cursor there."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--cursor", "listing--hover"}
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("up,k", "move(-1)", "up", "move.up", "Go one row up", show=False),
        bind("down,j", "move(1)", "down", "move.down", "Go one row down", show=False),
        bind("pageup", "page(-1)", "page up", "move.page-up", "Go one page up", show=False),
        bind("pagedown", "page(1)", "page down", "move.page-down", "Go one page down", show=False),
        bind("home", "edge(-1)", "first", "move.first", "Go to the first row", show=False),
        bind("end", "edge(1)", "last", "move.last", "Go to the last row", show=False),
    ]

    cursor: var[str | None] = var(None, init=False)
    """The id of the row that the cursor is on; None while it is on none."""
    _hover: var[str | None] = var(None, init=False)

    class RowMessage(Message):
        """About one row of a listing."""

        def __init__(self, listing: Listing, row: str) -> None:
            super().__init__()
            self.listing = listing
            self.row = row

    class Moved(RowMessage):
        """The person moved the cursor to a row."""

    class Chosen(RowMessage):
        """The person chose a row."""

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: tuple[Row, ...] = ()
        self._places: dict[str, int] = {}
        self._head: Row | None = None
        self._head_lines: Sequence[Content] = ()
        self._hold(rows)

    @property
    def ids(self) -> list[str]:
        """The rows that can hold the cursor, from the top."""
        return list(self._places)

    def show(self, rows: Sequence[Row], cursor: str | None = None, head: Row | None = None) -> None:
        """Show other rows, with the cursor on the one of that id, under a head that stays above those for it.

        Whoever scrolled away from the cursor is left where they are, while it stays on its row.
        """
        before = self._in_view()
        stays = cursor == self.cursor and self._is_scrolled_away()
        self._head = head
        self._hold(rows)
        self._lay_out()
        self.set_reactive(Listing.cursor, cursor if cursor in self._places else None)
        self._hover = None
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        else:
            self._draw_changes(before)
        if cursor is None:
            self.scroll_home(animate=False)
        if not stays:
            self.call_after_refresh(self._keep_cursor_in_view)
        self.refresh_bindings()

    def watch_cursor(self, before: str | None, now: str | None) -> None:
        """Show the cursor where it is now."""
        self._keep_cursor_in_view()
        self._draw_rows(before, now)
        self.refresh_bindings()

    def watch__hover(self, before: str | None, now: str | None) -> None:
        """Show which row the mouse is on."""
        self._draw_rows(before, now)

    # Drawing

    def _hold(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        self._places = {row.id: at for at, row in enumerate(self._rows) if row.id is not None}
        self._lines = Drawing()

    def _lay_out(self) -> None:
        width, height = self.scrollable_content_region.size
        if width <= 0:
            return
        if width != self._lines.width:
            self._lines = Drawing(self._rows, width)
            self._head_lines = self._head.drawn(width) if self._head else ()
        size = Size(width, len(self._head_lines) + len(self._lines))
        fit = width == self.virtual_size.width and max(size.height, self.virtual_size.height) <= height
        # Another size costs a layout of the whole screen; where all lines fit and did so before, none is needed.
        if not fit or self.styles.auto_dimensions:
            self.virtual_size = size

    def _in_view(self) -> list[tuple[Line, bool]]:
        """The lines in view, each with whether the cursor is on it."""
        head = [Line(None, content) for content in self._head_in_view()]
        top = self.scroll_offset.y
        bottom = min(top + self.size.height - len(head), len(self._lines))
        lines = [*head, *(self._lines[index] for index in range(top, bottom))]
        return [(line, line.row is not None and line.row == self.cursor) for line in lines]

    def _head_in_view(self) -> Sequence[Content]:
        """The lines of the head; they are blank where all rows for the cursor are scrolled past."""
        if self._places and self._lines:
            bottom = self._lines.span(next(reversed(self._places.values())))[1]
            if self.scroll_offset.y >= bottom:
                return [Content("")] * len(self._head_lines)
        return self._head_lines

    def _is_scrolled_away(self) -> bool:
        """Whether nothing of the cursor's row is in view."""
        height = self.scrollable_content_region.height - len(self._head_lines)
        if self.cursor is None or height <= 0 or not self._lines:
            return False
        top, bottom = self._span(self.cursor)
        at = self.scroll_offset.y
        return bottom <= at or top >= at + height

    def _draw_changes(self, before: Sequence[tuple[Line, bool]]) -> None:
        """Draw those lines in view that are not what they were."""
        for y, (old, new) in enumerate(zip_longest(before, self._in_view())):
            if old is None or new is None or old[1] != new[1] or not old[0].is_same(new[0]):
                self.refresh(Region(0, y, self.size.width, 1))

    def _draw_rows(self, *ids: str | None) -> None:
        for row_id in ids:
            if row_id is not None:
                top, bottom = self._span(row_id)
                self.refresh_lines(len(self._head_lines) + top, bottom - top)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of all rows, for a listing that is as high as its content."""
        del container, viewport
        return sum(row.height_at(width - self.scrollbar_gutter.width) for row in self._rows)

    def fits(self, rows: Sequence[Row]) -> bool:
        """Whether rows would fit without scrolling."""
        width, height = self.scrollable_content_region.size
        return width > 0 and sum(row.height_at(width) for row in rows) <= height

    def on_resize(self) -> None:
        """Draw the rows for the new width."""
        self._lay_out()
        self._keep_cursor_in_view()

    def notify_style_update(self) -> None:
        """Draw anew in the theme's colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        self._lay_out()
        width = self.scrollable_content_region.width
        if y < len(self._head_lines):
            return self._strip(self._head_in_view()[y], width, self.visual_style)
        index = self._index(y)
        if index >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[index]
        if line.row is None:
            return self._strip(line.content, width, self.visual_style)
        under_cursor = line.row == self.cursor
        content = Content.assemble((CARET, ACCENT) if under_cursor and line.first else " " * GUTTER, line.content)
        style = self.visual_style
        if under_cursor:
            style = self.get_visual_style("listing--cursor")
        elif line.row == self._hover:
            style = self.get_visual_style("listing--hover")
        return self._strip(content, width, style)

    def _strip(self, line: Content, width: int, style: Style) -> Strip:
        strips = Visual.to_strips(self, line, width, 1, style)
        strip = strips[0] if strips else Strip.blank(width)
        return strip.adjust_cell_length(width, style.rich_style)

    def _index(self, y: int) -> int:
        """Which of the lines stands at a height in view, below the head."""
        return y - len(self._head_lines) + self.scroll_offset.y

    def _span(self, row_id: str) -> tuple[int, int]:
        """The first line of a row, and the line after its last."""
        return self._lines.span(self._places[row_id]) if self._lines and row_id in self._places else (0, 0)

    def _keep_cursor_in_view(self) -> None:
        """Scroll to the cursor, and to what stands above the first row or below the last where it fits."""
        if self.cursor is None or not self.is_mounted:
            return
        top, bottom = self._span(self.cursor)
        height = self.scrollable_content_region.height - len(self._head_lines)
        ids = self.ids
        if self.cursor == ids[0] and bottom <= height:
            top = 0
        elif self.cursor == ids[-1] and len(self._lines) - top <= height:
            bottom = len(self._lines)
        at = self.scroll_offset.y
        if top < at:
            self.scroll_to(y=top, animate=False)
        elif bottom > at + height:
            self.scroll_to(y=min(top, bottom - height), animate=False)

    # Keys and mouse

    def _go(self, row_id: str) -> None:
        if row_id != self.cursor:
            self.cursor = row_id
            self.post_message(self.Moved(self, row_id))

    def _go_on(self, lines: int) -> None:
        """From where one scrolled to, put the cursor on a row in view, or scroll on where there is none for it."""
        rows = [line.row for line, _ in self._in_view() if line.row is not None]
        if rows:
            self._go(rows[0 if lines > 0 else -1])
        else:
            self.scroll_relative(y=lines, animate=False)

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll where there is nothing for it to stand on or to move to."""
        if self._is_scrolled_away():
            self._go_on(step)
            return
        ids = self.ids
        at = ids.index(self.cursor) + step if self.cursor in ids else (0 if step > 0 else len(ids) - 1)
        if 0 <= at < len(ids):
            self._go(ids[at])
        else:
            self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Move the cursor by about the height of what is in view."""
        ids, height = self.ids, max(self.scrollable_content_region.height - 1, 1)
        if self._is_scrolled_away():
            self._go_on(step * height)
            return
        if not ids or self.cursor not in ids:
            self.scroll_relative(y=step * height, animate=False)
            return
        aim = self._span(self.cursor)[0] + step * height
        self._go(min(ids, key=lambda row_id: abs(self._span(row_id)[0] - aim)))

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first or the last row."""
        if self.ids:
            self._go(self.ids[0 if step < 0 else -1])
        elif step < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)

    def action_choose(self) -> None:
        """Choose the row of the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self, self.cursor))

    def _row_at(self, event: events.MouseEvent) -> str | None:
        offset = event.get_content_offset(self)
        index = self._index(offset.y) if offset is not None and offset.y >= len(self._head_lines) else -1
        return self._lines[index].row if 0 <= index < len(self._lines) else None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row, or choose it when the cursor was there already."""
        row_id = self._row_at(event)
        if row_id is None:
            return
        there = row_id == self.cursor
        self._go(row_id)
        if there or self.CLICK_CHOOSES:
            self.action_choose()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Remember the row that the mouse is on."""
        self._hover = self._row_at(event)

    def on_leave(self) -> None:
        """Forget the row that the mouse was on."""
        self._hover = None
