"""Every format shows the figures of the JSON report, cell for cell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from skillgap.reports import Layout, render
from skillgap.scoring.gap_report import GapReport, with_ranks
from skillgap.scoring.ranks import RankRange
from tests.reports import samples
from tests.reports.readers import SGR, html_table, markdown_tables, read_html, read_markdown

Cells = list[list[str]]
Data = dict[str, Any]
NAMES = {0: "None", 1: "Awareness", 2: "Working", 3: "Proficient", 4: "Expert"}
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
    return "" if low is None or high is None else f"{100 * low:.0f}–{100 * high:.0f} %"


def expected(data: Data) -> dict[str, Cells]:
    """What each table must say, from the JSON report, in the words of this test."""
    entries = [("All", data["coverage"]), *((one["title"], one["coverage"]) for one in data["sections"])]
    levels = {row["id"]: [f"{row[key]} {NAMES[row[key]]}" for key in ("level", "target")] for row in data["met"]}
    return {
        "coverage": [
            [
                title,
                f"{100 * one['value']:.0f} %",
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
            if row["mentor_level"] is not None or row["agreed_level"] is not None
        ],
        "signals": [[one["answer"] or "not answered", " ".join(one["text"].split())] for one in data["signals"]],
    }


def everything(data: Data) -> list[Data]:
    return [row for kind in ("gaps", "met", "unrated", "not_applicable") for row in data[kind]]


def word(level: int | None) -> str:
    return "–" if level is None else f"{level} {NAMES[level]}"


def parts(table: Cells, *columns: int) -> Cells:
    return [[row[column] for column in columns] for row in table]


def from_markdown(report: GapReport) -> dict[str, Cells]:
    tables = markdown_tables(read_markdown(render(report, "markdown", Layout())))
    return {
        "coverage": parts(tables["Coverage"], 0, 1, 3, 4),
        "gaps": [[*row[:3], *row[4:]] for row in tables["Gaps"]],
        "met": parts(tables.get("Met", []), 0, 1, 2, 3),
        "unrated": parts(tables.get("Unrated", []), 0, 1, 2, 3),
        "not applicable": parts(tables.get("Not applicable", []), 0, 1),
        "reviewed": parts(tables.get("Reviewed", []), 0, 1, 2, 3, 4),
        "signals": parts(tables["Hiring signals"], 0, 2),
    }


def from_html(report: GapReport) -> dict[str, Cells]:
    document = read_html(render(report, "html", Layout()))

    def rows(name: str, *columns: int) -> Cells:
        return parts(html_table(document, name) if document.all("table", name) else [], *columns)

    return {
        "coverage": rows("coverage", 0, 1, 2, 3),
        "gaps": html_table(document, "gaps"),
        "met": rows("met", 0, 1, 3, 4),
        "unrated": rows("unrated", 0, 1, 3, 4),
        "not applicable": rows("not-applicable", 0, 1),
        "reviewed": rows("reviewed", 0, 1, 2, 3, 4),
        "signals": rows("signals", 2, 0),
    }


def from_terminal(report: GapReport) -> dict[str, Cells]:
    """Read at a width where every row has one line; bars are dropped, they are read by tests of their own."""
    text = SGR.sub("", render(report, "terminal", Layout(width=120, color=True)))
    blocks: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        found = re.match(r"(Coverage|Gaps|Met|Unrated|Not applicable|Reviewed|Hiring signals|Goals|How \w+)\b", line)
        heading = found[1] if found else heading
        blocks.setdefault(heading, []).append(line)

    def cells(name: str, wanted: int) -> Cells:
        rows = [re.split(r"\s{2,}", line.strip()) for line in blocks.get(name, [])]
        return [row for row in rows if len(row) == wanted and re.search(r"\d of \d", " ".join(row))]

    coverage = [row for size in (4, 5) for row in cells("Coverage", size)]
    gaps = cells("Gaps", 7)
    below = [re.search(r"interval (\d+–\d+ %)(?: · rank (\d+–\d+) of \d+)?$", line) for line in blocks["Gaps"]]
    reaches = [[part for part in found.groups() if part] for found in below if found]
    signals = [re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in blocks["Hiring signals"][2:] if line]
    return {
        "coverage": [[*row[:2], row[3] if len(row) == 5 else "", row[-1]] for row in sorted(coverage, key=str)],
        "gaps": [
            [rank, name, asked, *reach, stands, gap, adds]
            for (rank, name, asked, _, stands, gap, adds), reach in zip(gaps, reaches, strict=True)
        ],
        "met": cells("Met", 4),
        "unrated": cells("Unrated", 4),
        "not applicable": cells("Not applicable", 2),
        "reviewed": cells("Reviewed", 5),
        "signals": joined(signals),
    }


def joined(rows: Cells) -> Cells:
    """Rows whose second cell goes on in the lines below."""
    found: Cells = []
    for row in rows:
        if len(row) == 2:
            found.append(row)
        else:
            found[-1][1] += f" {row[0]}"
    return found


@pytest.mark.parametrize("read", [from_terminal, from_markdown, from_html])
@pytest.mark.parametrize("make", MAKERS)
def test_the_tables_show_the_figures_of_the_json(
    make: Callable[[], GapReport], read: Callable[[GapReport], dict[str, Cells]]
) -> None:
    report = make()
    wanted = expected(json.loads(render(report, "json", Layout())))
    found = read(report)
    wanted["coverage"].sort(key=str)
    found["coverage"].sort(key=str)
    assert found == wanted


@pytest.mark.parametrize("make", MAKERS)
def test_the_csv_holds_the_numbers_of_the_json(make: Callable[[], GapReport]) -> None:
    report = make()
    data = json.loads(render(report, "json", Layout()))
    rows = csv.DictReader(io.StringIO(render(report, "csv", Layout())[1:], newline=""))
    wanted = data["gaps"] + data["met"] + data["unrated"] + data["not_applicable"]
    for row, fields in zip(rows, wanted, strict=True):
        tools = fields.pop("tools")
        lists = {"evidence": fields.pop("evidence"), "tools_used": tools["used"], "tools_missing": tools["missing"]}
        for name, values in lists.items():
            assert row[name] == " | ".join(values)
        for name, value in fields.items():
            assert row[name] == ("" if value is None else value if isinstance(value, str) else json.dumps(value)), name
