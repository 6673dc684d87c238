"""Completions from the role on the line: its sections and criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from skillgap.cli.options import library_of, split_profile_and_date

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def profile_typed(ctx: click.Context) -> str:
    """The PROFILE on the line. While an option lacks its value, earlier words may still be in ``ctx.args``."""
    return ctx.params.get("profile") or next(iter(ctx.args), "")


def _role_of(ctx: click.Context) -> Matrix:
    """The matrix named on the line, else the matrix of the last assessment of the person named."""
    library = library_of(ctx)
    if named := ctx.params.get("matrix"):
        return library.find_matrix(named)
    who, _ = split_profile_and_date(profile_typed(ctx))
    latest = library.find_profile(who).profile.latest()
    return library.matrix_of(latest) if latest else library.only_matrix()


def _complete_from_role(words: Callable[[Matrix, str], Iterable[str]]) -> Complete:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del param
        from skillgap.errors import SkillgapError

        try:
            return [CompletionItem(word) for word in words(_role_of(ctx), incomplete) if word.startswith(incomplete)]
        except (SkillgapError, click.BadParameter):
            return []

    return complete


def _with_levels(matrix: Matrix, begun: str) -> Iterable[str]:
    """The criteria, and behind the only one that is left its levels."""
    left = [criterion.id for criterion in matrix.criteria if criterion.id.startswith(begun.partition("=")[0])]
    if len(left) == 1:
        return [f"{left[0]}={level}" for level in matrix.levels_of(left[0])]
    return [f"{criterion}=" for criterion in left]


complete_section = _complete_from_role(lambda matrix, _: [section.id for section in matrix.sections])
complete_criterion = _complete_from_role(lambda matrix, _: [criterion.id for criterion in matrix.criteria])
complete_criterion_and_level = _complete_from_role(_with_levels)
