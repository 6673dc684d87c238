"""Measure how fast skillgap is, and print every figure with what it is held against.

Each figure and its reference are measured in turns in the same run, so that what else the machine does hits
both; what counts is the ratio. The exit code is 1 when one is over its limit.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec

from tests.bench.timing import Extent, Figure

PARTS = ("startup", "screens", "reading", "saving", "compare", "planning", "team", "postings")
NAMES, NUMBERS = 37, 10
"""Cells of a name and of a number in the table."""
LIBRARIES = ("click", "textual", "pydantic-core", "duckdb", "ahocorasick-rs")


def rows(names: list[str], extent: Extent) -> Iterator[Figure]:
    """The figures of some parts, each as soon as it is known."""
    for name in names:
        yield from importlib.import_module(f"tests.bench.{name}").figures(extent)


def number(value: float) -> str:
    """Three digits that say something, or all before the point."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def line(figure: Figure) -> str:
    """A figure as a line of the table."""
    ours, theirs = (f"{number(value)} {figure.unit}" for value in (figure.ours, figure.theirs))
    limit = "" if figure.limit is None else f"{'≥' if figure.least else '≤'} {figure.limit:,g}"
    verdict = "" if figure.limit is None else "ok" if figure.kept else "OVER"
    return in_columns(figure.name, ours, figure.reference, theirs, f"{number(figure.ratio)} ×", limit, verdict)


def in_columns(name: str, ours: str, reference: str, theirs: str, ratio: str, limit: str, verdict: str) -> str:
    """One line of the table."""
    measured = f"{name:<{NAMES}}{ours:>{NUMBERS}}   {reference:<{NAMES}}{theirs:>{NUMBERS}}"
    return f"{measured}{ratio:>{NUMBERS}}{limit:>{NUMBERS}}  {verdict}".rstrip()


def where() -> str:
    """The machine and the versions of what the time is spent in."""
    known = [(name, version(name)) for name in LIBRARIES if find_spec(name.replace("-", "_"))]
    libraries = ", ".join(f"{name} {number}" for name, number in known)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors; {libraries}"


def main() -> int:
    """Print the table; exit code 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"what to measure, of: {', '.join(PARTS)} (default: all)"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(where(), end="\n\n")
    print(in_columns("figure", "ours", "reference", "theirs", "ratio", "limit", ""), flush=True)
    kept = True
    for figure in rows(options.parts or list(PARTS), Extent(options.quick, options.long)):
        print(line(figure), flush=True)
        kept &= figure.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
