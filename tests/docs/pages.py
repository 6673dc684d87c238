"""A page of ``docs/`` as what it asks its reader to do, and the page with other outputs in place of those it shows.

A page is followed from top to bottom in an empty folder:

- a ``console`` block has lines that begin with ``$ ``, to be typed, each with what appears beneath it. A line of ``…``
  stands for lines that the page leaves out, and no line ends in blanks. What a command asks for is typed behind its
  prompt, as in ``> 3``;
- a block whose first line names a file, as in ``yaml matrices/mine.yaml``, is saved as that file;
- ``<!-- day: 2026-12-01 -->`` says that from here on it is that day.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
LEFT_OUT = "…"
_FENCE = re.compile(r"^```(?P<info>.*)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE)
_DAY = re.compile(r"^<!-- day: (?P<day>\S+) -->$", re.MULTILINE)
_TYPED = re.compile(r"(?:>|.*\[[yY]/[nN]\]:)(?: (?P<line>.*))?")


@dataclass(frozen=True)
class Step:
    """A line to be typed, its place in the page, and what the page shows beneath it."""

    line: int
    command: str
    output: tuple[str, ...]

    @property
    def answers(self) -> list[str]:
        """What is typed while the command runs."""
        return [found["line"] or "" for line in self.output if (found := _TYPED.fullmatch(line))]


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind its first fence, the place of its first line, and its lines."""

    info: str
    line: int
    lines: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.info.partition(" ")[0]

    @property
    def file(self) -> str:
        """The file that the block is saved as, empty where it is none."""
        return self.info.partition(" ")[2]

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def steps(self) -> Iterator[Step]:
        starts = [at for at, line in enumerate(self.lines) if line.startswith("$ ")]
        assert starts[:1] == [0], f"line {self.line}: a console block begins with a line to type"
        for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True):
            yield Step(self.line + start, self.lines[start][2:], self.lines[start + 1 : end])


def parts(text: str) -> list[Block | datetime.date]:
    """The blocks of a page and the days it names, in order."""
    found: list[tuple[int, Block | datetime.date]] = []
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 2
        found.append((match.start(), Block(match["info"], line, tuple(match["body"].splitlines()))))
    found += [(match.start(), datetime.date.fromisoformat(match["day"])) for match in _DAY.finditer(text)]
    return [part for _, part in sorted(found, key=lambda one: one[0])]


def prose(text: str) -> str:
    """A page without its blocks."""
    return _FENCE.sub("", text)


def shows(shown: Iterable[str], actual: Iterable[str]) -> bool:
    """Whether a page shows an output: each line as it is, and at least one for each line of ``…``."""
    pattern = "".join(r"(?:.*\n)+?" if line.strip() == LEFT_OUT else re.escape(f"{line}\n") for line in shown)
    return bool(re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)))


def anew(shown: Sequence[str], actual: Sequence[str]) -> list[str]:
    """An output as a page shows it from now on: what it left out before stays left out."""
    if shows(shown, actual):
        return list(shown)
    lines: list[str] = []
    matcher = difflib.SequenceMatcher(None, shown, actual, autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        gaps = [at for at in range(start, end) if shown[at].strip() == LEFT_OUT]
        if what == "equal" or not gaps:
            lines += actual[first:last]
        else:  # as many lines as before stand on both sides of what is left out
            head, tail = gaps[0] - start, end - 1 - gaps[-1]
            lines += [*actual[first : first + head], shown[gaps[0]], *actual[max(first + head, last - tail) : last]]
    return lines


def rewritten(text: str, outputs: Iterable[tuple[Step, Sequence[str]]]) -> str:
    """The page with these outputs beneath their commands."""
    lines = text.splitlines()
    for step, output in sorted(outputs, key=lambda one: -one[0].line):
        lines[step.line : step.line + len(step.output)] = output
    return "".join(f"{line}\n" for line in lines)
