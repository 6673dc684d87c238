"""``skillgap matrix levels``: the missing level descriptions of a matrix, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from skillgap.cli.options import complete_matrix, library_of, library_options

if TYPE_CHECKING:
    from skillgap.model.matrix import Criterion, Matrix

HELP = "Describe the work of a person at that level. Enter skips the level, n skips the criterion, q stops."


@click.command("levels")
@click.argument("matrix", metavar="MATRIX", shell_complete=complete_matrix)
@library_options
@click.pass_context
def levels(ctx: click.Context, matrix: str) -> None:
    """Ask for the level descriptions that a matrix lacks.

    First the scale's general descriptions, then the criteria, the most asked for first. Each answer is saved at once.
    """
    from skillgap.cli.output import print_message
    from skillgap.cli.prompts import InvalidAnswerError, answers, print_prompt, refuse, savable
    from skillgap.labels import pluralize
    from skillgap.model.unfinished import unfinished
    from skillgap.store import read_matrix
    from skillgap.store.matrix_edit import check_own, describe_levels

    library = library_of(ctx)
    path = library.matrix_path(matrix)
    check_own(path, library.built_in)
    role = read_matrix(path)
    go_on = f"skillgap matrix levels {matrix}"
    lines, written, skipped = answers(), 0, None
    print_message(f"{role.title}: {HELP}")
    for criterion, level in _open_questions(role):
        if criterion is not None and criterion.id == skipped:
            continue
        print_prompt(_question(role, criterion, level))
        number, line = next(lines, (0, "q"))
        if line.lower() == "q":
            break
        if line.lower() == "n":
            skipped = criterion.id if criterion else None
        elif line:
            try:
                describe_levels(path, criterion.id if criterion else None, {level: savable(line)})
            except InvalidAnswerError as error:
                refuse(error, number, go_on)
            else:
                written += 1
    left = sum(len(part.criteria) for part in unfinished(read_matrix(path)) if part.kind in ("levels", "some_levels"))
    done = f"{pluralize(written, 'description')} written; "
    rest = (
        f"{pluralize(left, 'criterion', 'criteria')} left: {go_on}" if left else "every criterion describes its levels"
    )
    print_message(done + rest)


def _open_questions(role: Matrix) -> Iterator[tuple[Criterion | None, int]]:
    """The levels without a description: of the scale, then of each criterion, the most asked for first."""
    from skillgap.model.unfinished import missing_levels

    yield from ((None, step.level) for step in role.scale if not step.description)
    for criterion in sorted(role.criteria, key=lambda criterion: -criterion.postings):
        yield from ((criterion, level) for level in missing_levels(role, criterion))


def _question(role: Matrix, criterion: Criterion | None, level: int) -> str:
    """The question for a description, with the known levels around it."""
    from skillgap.labels import posting_ratio

    scale = role.scale_of(criterion.id if criterion else None)
    step = next(step for step in scale if step.level == level)
    if criterion is None:
        return f"The scale: what does {level} {step.name} mean for any criterion?"
    section = next(section.heading for section in role.sections if criterion in section.criteria)
    lines = [f"{section}: {criterion.name}, {posting_ratio(criterion.postings, role.source.sample_size)} postings"]
    lines += [f"Covers: {', '.join(criterion.covers)}"] if criterion.covers else []
    lines += [f"Tools: {', '.join(criterion.tools)}"] if criterion.tools else []
    lines += [f"  {known}: {text}" for known, text in sorted(criterion.levels.items())]
    general = f" In general: {step.description}." if step.description else ""
    return "\n".join([*lines, f"What has somebody at {level} {step.name} done?{general}"])
