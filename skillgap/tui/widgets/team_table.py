"""People × criteria as a table: a line a person, a narrow column a criterion, named by number."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from skillgap import labels
from skillgap.labels import team as words
from skillgap.reports.team import most_asked
from skillgap.scoring.standing import met_part
from skillgap.scoring.team import Member, TeamReport, TeamRow
from skillgap.tui.lines import GOOD, MUTED, STRONG, WARN, Align, cut, joined, plain, row_of
from skillgap.tui.widgets import listing

WHO, COVERED, RANGE = "Who", "Covered", "Range"
GAP, MARGIN = 2, 1
FIGURE, RANGED, MARKED = len(COVERED), 8, len(words.NOTE_MARKS)
SHADED, BARE = 3, 2
"""Cells of a criterion's column: a level with the part of the target that it meets, or with whether it meets all."""
NAME, SHORT, LEAST = 28, 16, 12
"""Cells of a name: at most, before another column is left out for it, and before criteria are."""


class Widths(NamedTuple):
    """The cells of each column, 0 where it is left out, and for how many criteria there is room."""

    name: int
    ranged: int
    noted: int
    cell: int
    criteria: int


class TeamTable:
    """The lines of the table, as wide as the screen lets them be."""

    def __init__(self, team: TeamReport) -> None:
        self._team = team
        self._rows = most_asked(team)
        self._called = words.names([*team.members, *team.absent])
        longest = max((plain(self._called[member.id]).cell_length for member in team.members), default=0)
        self._name = min(max(longest, LEAST), NAME)
        self._ranged = RANGED if any(labels.open_range(member.coverage) for member in team.members) else 0
        self._noted = max((len(", ".join(self._notes(member))) for member in team.members), default=0)
        self._marked = MARKED if self._noted else 0

    def head(self) -> listing.Row:
        """The titles of the columns: the criteria by number."""
        return listing.Row(self._titles)

    def rows(self) -> list[listing.Row]:
        """One line for each person, named by their id."""
        return [listing.Row(partial(self._line, member), member.id, height=1) for member in self._team.members]

    def legend(self, width: int) -> Content:
        """What the marks in the table mean, in a line below a list of that width."""
        widths = self._widths(width - listing.GUTTER)
        marks = words.MARKS_WORDS
        if self._noted and widths.noted == MARKED:
            marks = f"{marks} {words.NOTE_MARKS_WORDS}"
        if widths.cell == BARE:
            marks = f"{words.MET_WORDS} {marks}"
        elif len(words.LEVEL_WORDS) + len(marks) + 1 < width:
            marks = f"{words.LEVEL_WORDS} {marks}"
        if missing := len(self._rows) - widths.criteria:
            marks = f"{words.wider_words(missing)} {marks}"
        return cut(plain(marks, MUTED), width - MARGIN).pad_left(MARGIN)

    def _notes(self, member: Member) -> list[str]:
        return words.notes(self._team, member)

    def _widths(self, width: int) -> Widths:
        """What there is room for: the name gives way first, then the notes' words, the range, and the shade."""
        count = len(self._rows)
        name = 0
        for ranged, noted, cell in (
            (self._ranged, self._noted, SHADED),
            (self._ranged, self._marked, SHADED),
            (0, self._marked, SHADED),
            (self._ranged, self._marked, BARE),
            (0, self._marked, BARE),
        ):
            name = width - cell * count - FIGURE - 2 * GAP - sum(size + GAP for size in (ranged, noted) if size)
            if name >= min(self._name, SHORT):
                return Widths(min(self._name, name), ranged, noted, cell, count)
        missing = max(LEAST - name, 0)
        return Widths(name + missing, 0, self._marked, BARE, max(count - -(-missing // BARE), 0))

    def _titles(self, width: int) -> list[Content]:
        name, ranged, noted, cell, count = self._widths(width - listing.GUTTER)
        numbers = [str(number) for number in range(1, count + 1)]
        if cell == SHADED:
            stacks = ["".join(number.ljust(cell) for number in numbers)]
        else:
            tens = "".join(f"{number[:-1]:<{cell}}" for number in numbers)
            stacks = [tens, "".join(f"{number[-1]:<{cell}}" for number in numbers)]
        *above, last = stacks
        margin = name + FIGURE + 2 * GAP + (ranged + GAP if ranged else 0)
        lines = [plain(" " * margin + line.rstrip(), MUTED) for line in above if line.strip()]
        titles: list[tuple[Content | str, int, Align]] = [
            (WHO, name, "left"),
            (COVERED, FIGURE, "right"),
            (RANGE, ranged, "right"),
            (last, cell * count, "left"),
            ("", noted, "left"),
        ]
        lines.append(row_of(titles).stylize(MUTED))
        return [line.pad_left(listing.GUTTER).truncate(width) for line in lines]

    def _line(self, member: Member, width: int) -> list[Content]:
        name, ranged, noted, cell, count = self._widths(width)
        notes = self._notes(member)
        marks = "".join(mark if note in notes else " " for note, mark in words.NOTE_MARKS.items())
        cells: list[tuple[Content | str, int, Align]] = [
            (plain(self._called[member.id], STRONG), name, "left"),
            (labels.percent(member.coverage.value), FIGURE, "right"),
            (labels.open_range(member.coverage), ranged, "right"),
            (joined(*(_level(member, row, cell) for row in self._rows[:count])), cell * count, "left"),
            (plain(marks if noted == self._marked else ", ".join(notes), MUTED), noted, "left"),
        ]
        return [row_of(cells).truncate(width)]


def _level(member: Member, row: TeamRow, cell: int) -> Content:
    """A level in its colour, with the part of the target that it meets, or where there is less room with a mark that
    it meets all; or the mark of a state."""
    level = member.levels[row.position]
    mark = words.cell_words(member, row)
    if level is None:
        return plain(mark.ljust(cell), MUTED)
    met = met_part(level, row.target)
    shade = labels.bar(met, 1) if cell == SHADED else words.MET if met >= 1 else ""
    return plain(f"{mark}{shade}".ljust(cell), GOOD if met >= 1 else WARN)


class Legend(Widget):
    """One line that says what the marks in a team's table mean."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._table: TeamTable | None = None

    def follow(self, table: TeamTable | None) -> None:
        """Explain a table; nothing where there is none."""
        self._table = table
        self.display = table is not None
        self.refresh()

    def render(self) -> Content:
        """The line; the widget is as wide as the list of the table."""
        return self._table.legend(self.size.width) if self._table else Content("")
