"""People × criteria as a table: a line a person, a narrow column a criterion, named by number."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from skillgap import labels
from skillgap.labels import team as words
from skillgap.reports.team import most_asked
from skillgap.scoring import met_part
from skillgap.team import Member, TeamReport, TeamRow
from skillgap.tui.lines import GOOD, MUTED, STRONG, WARN, Align, joined, plain, row_of
from skillgap.tui.widgets import listing

WHO, COVERED, RANGE = "Who", "Covered", "Range"
GAP, FIGURE, RANGED, NOTED = 2, len(COVERED), 8, 12
CELLS = (3, 2)
"""Cells of a criterion's column: a level with the part of the target that it meets, or a level alone."""
NAME = (12, 28)
"""Cells of a name, at least and at most."""


class TeamTable:
    """The lines of the table, as wide as the screen lets them be."""

    def __init__(self, team: TeamReport) -> None:
        self._team = team
        self._rows = most_asked(team)
        self._called = words.names([*team.members, *team.absent])
        longest = max((plain(self._called[one.id]).cell_length for one in team.members), default=0)
        self._name = min(max(longest, NAME[0]), NAME[1])

    def head(self) -> listing.Row:
        """The titles of the columns: the criteria by number."""
        return listing.Row(self._titles)

    def rows(self) -> list[listing.Row]:
        """One line for each person, named by their id."""
        return [listing.Row(partial(self._line, one), one.id, height=1) for one in self._team.members]

    def _widths(self, width: int) -> tuple[int, int, int, int, int]:
        """The widths of name, range, notes and of a criterion's column, and for how many columns there is room."""
        count = len(self._rows)
        for ranged, noted, cell in ((RANGED, NOTED, 3), (RANGED, 0, 3), (0, 0, 3), (0, 0, 2)):
            beside = FIGURE + sum(size + GAP for size in (ranged, noted) if size) + 2 * GAP
            name = width - beside - cell * count
            if name >= self._name:
                return self._name, ranged, noted, cell, count
        name = max(min(self._name, width - beside - cell * count), NAME[0])
        return name, 0, 0, cell, max((width - beside - name) // cell, 0)

    def _titles(self, width: int) -> list[Content]:
        name, ranged, noted, cell, count = self._widths(width - listing.GUTTER)
        numbers = [str(number) for number in range(1, count + 1)]
        if cell == CELLS[0]:
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
        notes = ("waits" if member.waits else "", "stale" if self._team.is_stale(member) else "")
        cells: list[tuple[Content | str, int, Align]] = [
            (plain(self._called[member.id], STRONG), name, "left"),
            (labels.percent(member.coverage.value), FIGURE, "right"),
            (labels.open_range(member.coverage), ranged, "right"),
            (joined(*(_level(member, row, cell) for row in self._rows[:count])), cell * count, "left"),
            (plain(", ".join(filter(None, notes)), MUTED), noted, "left"),
        ]
        return [row_of(cells).truncate(width)]


def _level(member: Member, row: TeamRow, cell: int) -> Content:
    """A level in its colour, with the part of the target that it meets where there is room; or the mark of a state."""
    level = member.levels[row.position]
    mark = words.cell_words(member, row)
    if level is None:
        return plain(mark.ljust(cell), MUTED)
    met = met_part(level, row.target)
    shade = labels.bar(met, 1) if cell == CELLS[0] else ""
    return plain(f"{mark}{shade}".ljust(cell), GOOD if met >= 1 else WARN)
