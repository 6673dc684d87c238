"""The report as Markdown that reads well raw and renders as tables on GitHub.

Whatever comes from a file is escaped so that none of it is markup; only a plain web address given as
evidence becomes a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from skillgap import labels
from skillgap.labels.goals import goal_standing, goal_words
from skillgap.reports.gap_scatter import scatter
from skillgap.reports.text import pad, width
from skillgap.scoring.gap_report import Coverage, GapReport, Row

if TYPE_CHECKING:
    from skillgap.reports import Layout
    from skillgap.reports.blocks import Block
    from skillgap.reports.extra_sections import ExtraSections

_BAR = 20
_PICTURE = 72
_LONG = 24

_SPECIAL = re.compile(
    r"[\\`*_\[\]<|~$]|&(?=[#\w])"  # markup wherever it stands, and entities
    r"|^>|^[#+=-](?=[\s#=-]|$)|(?<=\s)#(?=#*$)"  # quotes, headings, lists, rules
    r"|(?<=^www)\.|(?<=\Wwww)\.|(?<=\w)\.(?=[^\W\d])|/(?=/)",  # what becomes a link by itself
    re.I,
)
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
_AT = re.compile("@+")


def escape(text: str) -> str:
    """One line of Markdown that shows just this text, wherever it stands.

    Addresses are kept from becoming links by themselves. An ``@`` stands as code: nothing else keeps
    GitHub from making a mention or a mail address of it.
    """
    text = " ".join(labels.strip_control_chars(text).split())
    text = _AT.sub(r"`\g<0>`", _SPECIAL.sub(r"\\\g<0>", text))
    return _NUMBERED.sub(r"\1\\\2", text)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose columns line up in the raw text too; a title that ends with ``>`` aligns to the right.

    A last column of long text is not filled up. Cells are finished Markdown.
    """
    lines = [[title.rstrip(">") for title in titles], *map(list, rows)]
    right = [title.endswith(">") for title in titles]
    widths = [max(3, *(width(line[at]) for line in lines)) for at in range(len(titles))]
    if widths[-1] > _LONG:
        widths[-1] = max(3, width(titles[-1]))
    rule = [f"{'-' * (size - 1)}:" if align else "-" * size for size, align in zip(widths, right, strict=True)]
    aligns = [">" if align else "<" for align in right]
    padded = (map(pad, line, widths, aligns) for line in [lines[0], rule, *lines[1:]])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def render(report: GapReport, layout: Layout, added: Sequence[ExtraSections] = ()) -> str:
    """The whole report with what is added to it.

    Bars and the picture are drawn with the layout's glyphs; its width does not matter.
    """
    page = _Page(report, layout)
    parts = (
        [f"# Gap report: {page.say(report.profile_name)}", page.head()],
        page.blocks(block for one in added for block in one.before),
        page.coverage(),
        page.picture(),
        page.gaps(),
        page.steps(),
        page.met(),
        page.unrated(),
        page.not_applicable(),
        page.reviewed(),
        page.signals(),
        page.goals(),
        page.blocks(block for one in added for block in one.after),
        ["## How the figures are computed", page.say(" ".join(labels.method(report)))],
    )
    return "\n\n".join(block for blocks in parts for block in blocks if block) + "\n"


class _Page:
    """The parts of one report; each is a list of blocks, empty where there is nothing to say."""

    def __init__(self, report: GapReport, layout: Layout) -> None:
        self.report, self.matrix, self.layout, self.glyphs = report, report.matrix, layout, layout.glyphs

    def say(self, text: str) -> str:
        return escape(labels.terminal_text(text, self.glyphs))

    def head(self) -> str:
        return "\n".join(f"- {name}: {self.say(words)}" for name, words in labels.facts(self.report))

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        from skillgap.reports.markdown_blocks import written

        return [written(block, self.layout) for block in blocks]

    def coverage(self) -> list[str]:
        entries = labels.coverage_entries(self.report)
        rows = [self._covered(title, coverage) for title, coverage in entries]
        return [
            "## Coverage",
            self.say(labels.coverage_words(self.report.coverage)),
            table(["", "Covered>", "", "Range>", "Rated"], rows),
        ]

    def _covered(self, title: str, coverage: Coverage) -> list[str]:
        bar = f"`{labels.coverage_bar(coverage, _BAR, self.glyphs)}`"
        cells = (labels.percent(coverage.value), labels.open_range(coverage), labels.rated_of(coverage))
        covered, open_range, rated = map(self.say, cells)
        return [self.say(title), covered, bar, open_range, rated]

    def picture(self) -> list[str]:
        lines = scatter(self.report, _PICTURE, self.glyphs)
        if not lines:
            return []
        words = self.say(labels.picture_words(self.matrix, self.glyphs))
        return [f"## {labels.PICTURE_TITLE}", words, "\n".join(["```text", *lines, "```"])]

    def gaps(self) -> list[str]:
        heading = f"## {self.say(labels.gaps_heading(self.report))}"
        if not self.report.gaps:
            return [heading, self.say(labels.no_gaps_words(self.report))]
        stands = f"You {self.glyphs.arrow} role"
        ranks = ["Rank range"] if self.report.ranks_separated else []
        titles = ["#>", "Criterion", "Asked by", "Share", "95 % interval>", *ranks, stands, "Gap>", "Adds>"]
        return [
            heading,
            self.say(labels.ranks_words(self.report)),
            self.say(labels.gaps_legend(self.report, self.glyphs)),
            table(titles, map(self._gap, self.report.gaps)),
        ]

    def _gap(self, row: Row) -> list[str]:
        bar = f"`{labels.share_bar(row, _BAR, self.glyphs)}`"
        interval = labels.percent_range(row.share_low, row.share_high)
        ranks = [labels.rank_range(row)] if self.report.ranks_separated else []
        stands = labels.standing(self.matrix, row, self.glyphs.arrow)
        before = [str(row.rank), self.say(row.name), labels.posting_ratio(row.postings, row.sample_size), bar]
        return [*before, *map(self.say, (interval, *ranks, stands, str(row.gap), labels.points(row.impact)))]

    def steps(self) -> list[str]:
        """What would close each gap."""
        entries = []
        for row in self.report.gaps:
            words = [labels.next_words(self.matrix, row), labels.missing_tools_words(row)]
            lines = [self.say(text) for text in words if text] + self._evidence(row)
            if lines:
                entries.append(f"- **{row.rank}** {self.say(row.name)}" + "".join(f"\n  - {line}" for line in lines))
        return [f"### {labels.STEPS_TITLE}", "\n".join(entries)] if entries else []

    def _evidence(self, row: Row) -> list[str]:
        return [f"Evidence: {'; '.join(map(self._link, row.evidence))}"] if row.evidence else []

    def _link(self, text: str) -> str:
        address = labels.web_link(text)
        return f"<{address}>" if address else self.say(text)

    def met(self) -> list[str]:
        return self._list("Met", ["You", "Role", "Evidence"], map(self._met, self.report.met))

    def _met(self, row: Row) -> list[str]:
        levels = (self.say(labels.level_words(self.matrix, level)) for level in (row.level, row.target))
        return [*self._asked(row), *levels, "; ".join(map(self._link, row.evidence))]

    def unrated(self) -> list[str]:
        return self._list("Unrated", ["Why", "Role"], map(self._unrated, self.report.unrated))

    def _unrated(self, row: Row) -> list[str]:
        return [*self._asked(row), labels.STATE_WORDS[row.state], self.say(labels.level_words(self.matrix, row.target))]

    def not_applicable(self) -> list[str]:
        return self._list("Not applicable", [], map(self._asked, self.report.not_applicable))

    def reviewed(self) -> list[str]:
        return self._list("Reviewed", list(labels.REVIEWED_TITLES), map(self._reviewed, self.report.reviewed))

    def _reviewed(self, row: Row) -> list[str]:
        return [*self._asked(row), *map(self.say, labels.three_levels(self.matrix, row))]

    def _asked(self, row: Row) -> list[str]:
        return [self.say(row.name), labels.posting_ratio(row.postings, row.sample_size)]

    def _list(self, heading: str, titles: list[str], rows: Iterable[list[str]]) -> list[str]:
        lines = list(rows)
        return [f"## {heading}: {len(lines)}", table(["Criterion", "Asked by", *titles], lines)] if lines else []

    def signals(self) -> list[str]:
        signals = self.report.signals
        rows = [
            [labels.answer_words(signal.answer), self.say(signal.emphasis or labels.ABSENT), self.say(signal.text)]
            for signal in signals
        ]
        written = table(["Answer", "Emphasis", "Signal"], rows)
        return ["## Hiring signals", labels.SIGNALS_REMARK, written] if signals else []

    def goals(self) -> list[str]:
        rows = [
            [
                goal_standing(self.report, goal),
                self.say(goal_words(self.matrix, goal)),
                self.say(goal.action or labels.ABSENT),
            ]
            for goal in self.report.goals
        ]
        return ["## Goals", table(["Status", "Goal", "Action"], rows)] if rows else []
