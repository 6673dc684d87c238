"""``--what-if``: levels to suppose, as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from skillgap.cli.completion import complete_criterion_and_level
from skillgap.cli.options import criterion_and_level, wrong_value

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Assessment
    from skillgap.scoring.gap_report import RankBy, View
    from skillgap.scoring.planning import Asked, WhatIf
    from skillgap.store import ProfileFile

F = TypeVar("F", bound=Callable[..., Any])


def what_if_option(command: F) -> F:
    """Add --what-if, which may be given several times."""
    text = "Suppose a level, as in reliability-operations=3; may be repeated, and saves nothing."
    return click.option(
        "--what-if",
        "supposed",
        metavar="CRITERION=LEVEL",
        multiple=True,
        shell_complete=complete_criterion_and_level,
        help=text,
    )(command)


def supposing(
    file: ProfileFile,
    matrix: Matrix,
    assessment: Assessment | None,
    given: Iterable[str],
    *,
    view: View,
    section: str | None,
    asked: Asked | None,
    rank_by: RankBy = "frequency",
) -> WhatIf:
    """What the levels given on the command line would change; ``section`` is one of the matrix.

    Raises click.BadParameter for what the matrix does not have, and DataError where there is nothing to change.
    """
    from skillgap.errors import DataError, Diagnostic
    from skillgap.model.reviews import sealed_reviews
    from skillgap.scoring.planning import what_if

    changes = _supposed_levels(matrix, given)
    if assessment is None:
        hint = f"begin with: skillgap assess {file.profile.id}"
        raise DataError(
            Diagnostic("nothing is rated yet, so nothing can be supposed instead", str(file.path), hint=hint)
        )
    if view == "mentor" and not sealed_reviews(file.profile, assessment):
        message = "there is no complete review, so there are no mentor's levels to suppose others instead of"
        raise DataError(Diagnostic(message, str(file.path), hint="leave out --view mentor"))
    return what_if(matrix, file.profile, assessment, changes, view=view, rank_by=rank_by, section=section, asked=asked)


def _supposed_levels(matrix: Matrix, given: Iterable[str]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for text in given:
        criterion, level = criterion_and_level(matrix, text, "--what-if")
        if criterion in levels:
            raise wrong_value(f"'{criterion}' is supposed twice.", "--what-if")
        levels[criterion] = level
    return levels
