"""The mutants that are known to survive, and why, as SURVIVORS.md lists them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
LIST = Path(__file__).with_name("SURVIVORS.md")


class Survivor(NamedTuple):
    """A change of a function: the lines taken out and put in, without indentation, behind ``-`` and ``+``."""

    function: str
    change: tuple[str, ...]

    def __str__(self) -> str:
        """The change as SURVIVORS.md lists it, but for the reason."""
        return "\n".join((f"### {self.function}", "", "```diff", *self.change, "```"))


def survivor(function: str, diff: str) -> Survivor:
    """What a unified diff changes in a function."""
    lines = (line for line in diff.splitlines() if line[:1] in ("-", "+") and line[:3] not in ("---", "+++"))
    return Survivor(function, tuple(f"{line[0]} {line[1:].strip()}".rstrip() for line in lines))


def listed() -> Iterator[tuple[Survivor, str]]:
    """Every change in SURVIVORS.md, with the reason that stands above it."""
    function = reason = ""
    for block in LIST.read_text(encoding="utf-8").split("\n\n"):
        if block.startswith("### "):
            function, reason = block.removeprefix("### "), ""
        elif block.startswith(("```diff", "- ", "+ ")):
            lines = tuple(line for line in block.splitlines() if not line.startswith("```"))
            yield Survivor(function, lines), reason
        else:
            reason = block.strip()
