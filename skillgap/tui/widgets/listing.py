"""A list with a cursor, of rows that draw themselves: the one widget under every list on the screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from skillgap.labels import UNICODE
from skillgap.tui.commands import bind
from skillgap.tui.lines import ACCENT

CARET = f"{UNICODE.current} "
GUTTER = len(CARET)


@dataclass(frozen=True, slots=True)
class Row:
    """Some lines of a listing. A row with an id can hold the cursor; the others are only read."""

    draw: Callable[[int], Sequence[Content]]
    """The lines for a width in cells; none of them may be wider."""
    id: str | None = None


def words(*lines: Content) -> Row:
    """A row of lines that are only read, cut where they do not fit."""
    return Row(lambda width: [line.truncate(width, ellipsis=True) for line in lines])


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
        self._rows: tuple[Row, ...] = tuple(rows)
        self._head: Row | None = None
        self._lines: list[tuple[Row, Content]] = []
        self._head_lines: list[Content] = []
        self._drawn_for = -1

    @property
    def ids(self) -> list[str]:
        """The rows that can hold the cursor, from the top."""
        return [row.id for row in self._rows if row.id is not None]

    def show(self, rows: Sequence[Row], cursor: str | None = None, head: Row | None = None) -> None:
        """Show other rows, with the cursor on the one of that id, under a head that stays in view."""
        self._rows = tuple(rows)
        self._head = head
        self._drawn_for = -1
        self._lay_out()
        self.set_reactive(Listing.cursor, cursor if cursor in self.ids else None)
        self._hover = None
        self.refresh(layout=self.styles.auto_dimensions)
        if cursor is None:
            self.scroll_home(animate=False)
        self.call_after_refresh(self._keep_cursor_in_view)
        self.refresh_bindings()

    def watch_cursor(self) -> None:
        """Show the cursor where it is now."""
        self._keep_cursor_in_view()
        self.refresh()
        self.refresh_bindings()

    def watch__hover(self) -> None:
        """Show which row the mouse is on."""
        self.refresh()

    # Drawing

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0 or width == self._drawn_for:
            return
        self._drawn_for = width
        self._lines = [(row, line) for row in self._rows for line in self._drawn(row, width)]
        self._head_lines = list(self._drawn(self._head, width)) if self._head else []
        self.virtual_size = Size(width, len(self._head_lines) + len(self._lines))

    @staticmethod
    def _drawn(row: Row, width: int) -> Sequence[Content]:
        return row.draw(max(width - GUTTER, 1) if row.id is not None else width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of all rows, for a listing that is as high as its content."""
        del container, viewport
        return sum(len(self._drawn(row, width - self.scrollbar_gutter.width)) for row in self._rows)

    def fits(self, rows: Sequence[Row]) -> bool:
        """Whether rows would fit without scrolling."""
        width, height = self.scrollable_content_region.size
        return width > 0 and sum(len(self._drawn(row, width)) for row in rows) <= height

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
            return self._strip(self._head_lines[y], width, self.visual_style)
        index = self._index(y)
        if index >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        row, line = self._lines[index]
        under_cursor = row.id is not None and row.id == self.cursor
        if row.id is not None:
            first = index == 0 or self._lines[index - 1][0] is not row
            line = Content.assemble((CARET, ACCENT) if under_cursor and first else " " * GUTTER, line)
        style = self.visual_style
        if under_cursor:
            style = self.get_visual_style("listing--cursor")
        elif row.id is not None and row.id == self._hover:
            style = self.get_visual_style("listing--hover")
        return self._strip(line, width, style)

    def _strip(self, line: Content, width: int, style: Style) -> Strip:
        strips = Visual.to_strips(self, line, width, 1, style)
        strip = strips[0] if strips else Strip.blank(width)
        return strip.adjust_cell_length(width, style.rich_style)

    def _index(self, y: int) -> int:
        """Which of the lines stands at a height in view, below the head."""
        return y - len(self._head_lines) + self.scroll_offset.y

    def _span(self, row_id: str) -> tuple[int, int]:
        """The first line of a row, and the line after its last."""
        at = [index for index, (row, _) in enumerate(self._lines) if row.id == row_id]
        return (at[0], at[-1] + 1) if at else (0, 0)

    def _keep_cursor_in_view(self) -> None:
        """Scroll to the cursor, and to what stands above the first row or below the last where it fits."""
        if self.cursor is None or not self.is_mounted:
            return
        top, bottom = self._span(self.cursor)
        height = self.scrollable_content_region.height - len(self._head_lines)
        if self.cursor == self.ids[0] and bottom <= height:
            top = 0
        elif self.cursor == self.ids[-1] and len(self._lines) - top <= height:
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

    def action_move(self, step: int) -> None:
        """Move the cursor, or scroll where there is nothing for it to stand on or to move to."""
        ids = self.ids
        at = ids.index(self.cursor) + step if self.cursor in ids else (0 if step > 0 else len(ids) - 1)
        if 0 <= at < len(ids):
            self._go(ids[at])
        else:
            self.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Move the cursor by about the height of what is in view."""
        ids, height = self.ids, max(self.scrollable_content_region.height - 1, 1)
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
        return self._lines[index][0].id if 0 <= index < len(self._lines) else None

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
