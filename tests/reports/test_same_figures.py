"""Every format shows the figures of the JSON report, cell for cell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from skillgap.reports.content import Layout
from skillgap.scoring.gap_report import GapReport, with_ranks
from skillgap.scoring.ranks import RankRange
from tests.reports import samples
from tests.reports.readers import SGR, html_table, markdown_tables, read_html, read_markdown

Cells = list[list[str]]
Data = dict[str, Any]
NAMES = {0: "None", 1: "Awareness", 2: "Working", 3: "Proficient", 4: "Expert"}
DETAILS = ("To reach", "Tools", "Evidence")
HEADING = re.compile(
    r"(Coverage|Frequency|Gaps|Met|Unrated|Not applicable|Reviewed|Comments|Hiring signals|Goals|How)\b"
)
WORDS = {"skipped": "skipped", "not_asked": "not asked yet"}


def separated() -> GapReport:
    """The sample with rank ranges as if its postings separated some ranks."""
    report = samples.sample()
    ids = [criterion.id for criterion in report.matrix.criteria]
    return with_ranks(report, {name: RankRange(1 + place // 4, 5 + place) for place, name in enumerate(ids)})


MAKERS: tuple[Callable[[], GapReport], ...] = (
    samples.sample,
    lambda: samples.sample(rank_by="impact"),
    lambda: samples.sample(section="technologies"),
    separated,
)


def separate(data: Data) -> bool:
    return len({(row["rank_low"], row["rank_high"]) for row in everything(data)}) > 1


def whole(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{100 * low:.0f}–{100 * high:.0f}%"


def expected(data: Data) -> dict[str, Cells]:
    """What each table must say, from the JSON report, in the words of this test."""
    entries = [("All", data["coverage"]), *((one["title"], one["coverage"]) for one in data["sections"])]
    levels = {row["id"]: [f"{row[key]} {NAMES[row[key]]}" for key in ("level", "target")] for row in data["met"]}
    return {
        "coverage": [
            [
                title,
                f"{100 * one['value']:.0f}%",
                whole(one["low"], one["high"]) if one["rated"] < one["applicable"] else "",
                f"{one['rated']} of {one['applicable']}",
            ]
            for title, one in entries
        ],
        "gaps": [
            [
                str(row["rank"]),
                row["name"],
                f"{row['postings']} of {row['sample_size']}",
                whole(row["share_low"], row["share_high"]),
                *([f"{row['rank_low']}–{row['rank_high']}"] if separate(data) else []),
                f"{NAMES[row['level']]} → {NAMES[row['target']]}",
                str(row["gap"]),
                f"+{row['impact']:.1f}",
            ]
            for row in data["gaps"]
        ],
        "met": [[row["name"], f"{row['postings']} of {row['sample_size']}", *levels[row["id"]]] for row in data["met"]],
        "unrated": [
            [
                row["name"],
                f"{row['postings']} of {row['sample_size']}",
                WORDS[row["state"]],
                f"{row['target']} {NAMES[row['target']]}",
            ]
            for row in data["unrated"]
        ],
        "not applicable": [
            [row["name"], f"{row['postings']} of {row['sample_size']}"] for row in data["not_applicable"]
        ],
        "reviewed": [
            [
                row["name"],
                f"{row['postings']} of {row['sample_size']}",
                *(word(row[f"{whose}_level"]) for whose in ("self", "mentor", "agreed")),
            ]
            for row in sorted(everything(data), key=lambda row: -row["postings"])
            if any(row[key] is not None for key in ("mentor_level", "agreed_level", "comment", "reply"))
        ],
        "signals": [[one["answer"] or "not answered", " ".join(one["text"].split())] for one in data["signals"]],
    }


def everything(data: Data) -> list[Data]:
    return [row for kind in ("gaps", "met", "unrated", "not_applicable") for row in data[kind]]


def word(level: int | None) -> str:
    return "–" if level is None else f"{level} {NAMES[level]}"


def parts(table: Cells, *columns: int) -> Cells:
    return [[row[column] for column in columns] for row in table]


def without_bars(gaps: Cells) -> Cells:
    return [[*row[:3], *row[4:]] for row in gaps]


def from_markdown(report: GapReport) -> dict[str, Cells]:
    tables = markdown_tables(read_markdown(samples.render(report, "markdown", Layout())))
    return {
        "coverage": parts(tables["Coverage"], 0, 1, 3, 4),
        "gaps": without_bars(tables["Gaps"]),
        "met": parts(tables.get("Met", []), 0, 1, 4, 5),
        "unrated": parts(tables.get("Unrated", []), 0, 1, 4, 5),
        "not applicable": parts(tables.get("Not applicable", []), 0, 1),
        "reviewed": parts(tables.get("Reviewed", []), 0, 1, 2, 3, 4),
        "signals": parts(tables["Hiring signals"], 2, 0),
    }


def from_html(report: GapReport) -> dict[str, Cells]:
    document = read_html(samples.render(report, "html", Layout()))

    def rows(title: str, *columns: int) -> Cells:
        return parts(html_table(document, title), *columns)

    return {
        "coverage": rows("Coverage", 0, 1, 3, 4),
        "gaps": without_bars(html_table(document, "Gaps")),
        "met": rows("Met", 0, 1, 4, 5),
        "unrated": rows("Unrated", 0, 1, 4, 5),
        "not applicable": rows("Not applicable", 0, 1),
        "reviewed": rows("Reviewed", 0, 1, 2, 3, 4),
        "signals": rows("Hiring signals", 2, 0),
    }


def from_terminal(report: GapReport) -> dict[str, Cells]:
    """Read at a width at which every row has one line, but for the end of a long first text."""
    text = SGR.sub("", samples.render(report, "terminal", Layout(width=120, color=True)))
    parts_of: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        found = HEADING.match(line)
        heading = found[1] if found else heading
        parts_of.setdefault(heading, []).append(line)

    def cells(name: str, head: str) -> Cells:
        """The rows below the line of titles that begins so; the end of a row's name is joined to it."""
        lines = parts_of.get(name, [])
        start = next((at for at, line in enumerate(lines, 1) if line.lstrip().startswith(head)), len(lines))
        rows: Cells = []
        continued = False
        for line in lines[start:]:
            row = re.split(r"\s{2,}", line.strip())
            if len(row) > 2:
                rows.append(row)
                continued = True
            elif continued := continued and len(row) == 1 and not line.lstrip().startswith(DETAILS):
                rows[-1][int(head == "#")] += f" {row[0]}".rstrip()
        return rows

    coverage = [
        [*row[:2], row[3] if len(row) == 5 else "", row[-1]]
        for row in (re.split(r"\s{2,}", line) for line in parts_of["Coverage"])
        if len(row) > 3 and row[0] != "Section"
    ]
    return {
        "coverage": coverage,
        "gaps": without_bars(cells("Gaps", "#")),
        "met": parts(cells("Met", "Criterion"), 0, 1, 4, 5),
        "unrated": parts(cells("Unrated", "Criterion"), 0, 1, 4, 5),
        "not applicable": parts(cells("Not applicable", "Criterion"), 0, 1),
        "reviewed": cells("Reviewed", "Criterion"),
        "signals": parts(cells("Hiring signals", "Signal"), 2, 0),
    }


@pytest.mark.parametrize("read", [from_terminal, from_markdown, from_html])
@pytest.mark.parametrize("make", MAKERS)
def test_the_tables_show_the_figures_of_the_json(
    make: Callable[[], GapReport], read: Callable[[GapReport], dict[str, Cells]]
) -> None:
    report = make()
    wanted = expected(json.loads(samples.render(report, "json", Layout())))
    found = read(report)
    wanted["coverage"].sort(key=str)
    found["coverage"].sort(key=str)
    assert found == wanted


@pytest.mark.parametrize("make", MAKERS)
def test_the_csv_holds_the_numbers_of_the_json(make: Callable[[], GapReport]) -> None:
    report = make()
    data = json.loads(samples.render(report, "json", Layout()))
    rows = csv.DictReader(io.StringIO(samples.render(report, "csv", Layout()), newline=""))
    wanted = data["gaps"] + data["met"] + data["unrated"] + data["not_applicable"]
    for row, fields in zip(rows, wanted, strict=True):
        tools = fields.pop("tools")
        lists = {"evidence": fields.pop("evidence"), "tools_used": tools["used"], "tools_missing": tools["missing"]}
        for name, values in lists.items():
            assert row[name] == " | ".join(values)
        for name, value in fields.items():
            assert row[name] == ("" if value is None else value if isinstance(value, str) else json.dumps(value)), name
