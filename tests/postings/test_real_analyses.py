"""The analyses of the seed's own family: every cell of every table, held against the lines of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.postings.analysis import read_analysis

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ANALYSES = sorted((SHARED / "data" / "analyses").glob("*.md")) + sorted((SHARED / "seeds").glob("*.md"))


def stated(text: str) -> list[tuple[str, ...]]:
    """The cells of every row below a line of dashes."""
    rows = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        for line in text.splitlines()
        if line[:1] == "|"
    ]
    dashes = [at for at, row in enumerate(rows) if set(row[0]) <= {"-", ":"}]
    titles = {at - 1 for at in dashes}
    return [row for at, row in enumerate(rows) if at not in dashes and at not in titles]


@pytest.mark.skipif(not ANALYSES, reason="the analyses are not here")
@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_every_cell_is_in_the_matrix(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = read_analysis(text, path.name)
    expected: list[tuple[object, ...]] = []
    for cells in stated(text):
        if len(cells) == 5:  # Skill | Frequency | % of Postings | Category | Notes
            name, count, percentage, category, notes = cells
            expected.append((name, int(count), int(percentage.rstrip("%")), category, notes, ()))
        elif len(cells) == 4:  # Category | Tool / Platform | Frequency | Notes
            name, tools, count, notes = cells
            expected.append((name, int(count), None, None, notes, tools))
        else:  # Theme | Representative Responsibilities | Frequency
            name, covers, count = cells
            expected.append((name, int(count), None, None, covers, ()))
    got = [
        (one["name"], one["postings"], one.get("percentage"), one.get("category"), one.get("notes"))
        for section in found.data["sections"]
        for one in section["criteria"]
    ]
    assert got == [row[:5] for row in expected]
    listed = [", ".join(one["tools"]) for one in found.data["sections"][1]["criteria"]]
    assert listed == [row[5] for row in expected if isinstance(row[5], str)]
    assert sum(table.rows for table in found.receipt.tables) == len(expected)
