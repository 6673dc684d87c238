"""``--what-if``: hypothetical levels, as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from skillgap.cli.completion import complete_criterion_and_level
from skillgap.cli.options import criterion_and_level, wrong_value

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix

F = TypeVar("F", bound=Callable[..., Any])


def what_if_option(command: F) -> F:
    """Add --what-if, a repeatable option."""
    text = "Try a level without saving, as in reliability-operations=3 (repeatable)."
    return click.option(
        "--what-if",
        "supposed",
        metavar="CRITERION=LEVEL",
        multiple=True,
        shell_complete=complete_criterion_and_level,
        help=text,
    )(command)


def supposed_levels(matrix: Matrix, given: Iterable[str]) -> dict[str, int]:
    """Read the levels of the repeatable option.

    Raise click.BadParameter if the matrix does not have a criterion or level.
    """
    levels: dict[str, int] = {}
    for text in given:
        criterion, level = criterion_and_level(matrix, text, "--what-if")
        if criterion in levels:
            raise wrong_value(f"'{criterion}' is given twice.", "--what-if")
        levels[criterion] = level
    return levels
