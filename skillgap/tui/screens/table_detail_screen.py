"""What screens share that show a table and, beside it, all there is to say of the row under its cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from textual.content import Content

from skillgap.tui.lines import STRONG, plain
from skillgap.tui.screens.responsive_screen import ResponsiveScreen
from skillgap.tui.widgets.listing import Listing, Row

Draw: TypeAlias = Callable[[int], list[Content]]


class TableDetailScreen(ResponsiveScreen):
    """A table beside its details; a narrow screen shows the details in the table's place."""

    TABLE: ClassVar[str] = "table"
    DETAIL: ClassVar[str] = "detail"
    """The ids of the two listings."""

    @property
    def _table(self) -> Listing:
        return self.query_one(f"#{self.TABLE}", Listing)

    @property
    def _detail(self) -> Listing:
        return self.query_one(f"#{self.DETAIL}", Listing)

    def _details_of(self, row_id: str) -> tuple[str, Draw] | None:
        """Return the title of a row's details and their lines for a width; None if the row has none."""
        raise NotImplementedError

    def _tell(self, row_id: str | None) -> None:
        """Show the details of a row of the table."""
        title, lines = (self._details_of(row_id) if row_id is not None else None) or ("", None)
        self._detail.border_title = plain(title, STRONG)
        self._detail.show([Row(lines)] if lines else [])

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Follow the cursor of the table."""
        self._tell(event.row)

    def on_listing_chosen(self) -> None:
        """A second click shows the details, as Enter does."""
        self.action_detail()

    def action_detail(self) -> None:
        """Go to the details."""
        self.add_class("-detail")
        self._detail.focus()

    def action_back(self) -> None:
        """Leave the details."""
        self.remove_class("-detail")
        self._table.focus()
