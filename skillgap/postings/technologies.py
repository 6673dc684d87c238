"""The table of common technologies: names, groups, other spellings. See the head of technologies.tsv for its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from skillgap.model.matrix import Alias


@dataclass(frozen=True, slots=True)
class Technology:
    """A common technology."""

    name: str
    group: str
    aliases: tuple[Alias, ...]
    """The spellings of its name in postings. Ordinary words count only with exact capitals."""


@cache
def technologies() -> tuple[Technology, ...]:
    """Every technology of the table."""
    text = files("skillgap.postings").joinpath("technologies.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        Technology(
            name,
            group,
            tuple(
                Alias(phrase=phrase, case=bool(case) and (phrase == name or " " not in phrase))
                for phrase in (name, *filter(None, others.split("|")))
            ),
        )
        for name, group, case, others in rows
    )
