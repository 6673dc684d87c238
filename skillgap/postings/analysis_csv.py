"""An analysis that is a CSV table: commas, semicolons or tabs between the cells, comments before the titles."""

from __future__ import annotations

import csv
import io

from skillgap.errors import DataError, Diagnostic
from skillgap.postings.analysis_outline import LINE_END, Part, Table, TableRow, Text

SUFFIXES = (".csv", ".tsv")
_DELIMITERS = (",", ";", "\t", "|")


def outline_csv(text: str, file: str) -> list[Part]:
    """Read a CSV table as the outline of a document without headings; DataError if it is none."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    first = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if first is None:
        raise DataError(Diagnostic("the file is empty", file, hint="its first line names the columns: skill,count"))
    part = Part(None, 0)
    part.items += [Text(line.lstrip("# "), at, depth=1) for at, line in enumerate(lines[:first], 1) if line.strip()]
    delimiter = max(_DELIMITERS, key=lines[first].count)
    rows: list[TableRow] = []
    titles: tuple[str, ...] = ()
    reader = csv.reader(io.StringIO("\n".join(lines[first:])), delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for cells in reader:
            line, before = first + before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            stripped = tuple(cell.strip() for cell in cells)
            if not titles:
                titles = stripped
                if any(cell.replace(".", "").replace(",", "").isdigit() for cell in titles):
                    hint = "name the columns in the first line, as in skill,count"
                    raise DataError(Diagnostic("the first line has a number instead of a title", file, line, hint=hint))
                continue
            own = (stripped + ("",) * len(titles))[: len(titles)]
            rows.append(TableRow(own, line, (1,) * len(titles), max(len(cells) - len(titles), 0)))
    except csv.Error as error:
        message = f"this is no CSV table: {error}"
        raise DataError(
            Diagnostic(message, file, first + reader.line_num, hint="save it again from a spreadsheet")
        ) from error
    part.tables.append(Table(titles, first + 1, tuple(rows)))
    return [part]
