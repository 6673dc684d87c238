"""Questions line by line: the common parts of the questionnaire and the review outside the full-screen interface.

Questions go to standard error and answers come from standard input, so that standard output holds only the report.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from skillgap.cli.output import columns, print_message
from skillgap.errors import DataError, Diagnostic
from skillgap.labels import STATE_WORDS, level_words, posting_ratio
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Rating
from skillgap.store.yaml_errors import character_name
from skillgap.store.yaml_reader import FORBIDDEN

if TYPE_CHECKING:
    from skillgap.questionnaire.review import ReviewQuestionnaire
    from skillgap.questionnaire.self_assessment import Questionnaire

W = TypeVar("W", "Questionnaire", "ReviewQuestionnaire")
STOP = "q"
CHANGED_MEANWHILE = "Another program changed this profile. Its changes are kept."
IN_VAIN = {
    "b": "There is no question before this one.",
    "u": "Nothing was changed since this began, so there is nothing to undo.",
}
"""What is said where such a line leaves everything as it is, so that no line goes without an answer."""


class InvalidAnswerError(Exception):
    """A line that is not a valid answer; its text is the reason."""


def answers() -> Iterator[tuple[int, str]]:
    """The lines of standard input from number 1 on, without the white space around them."""
    number = 0
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            if sys.stdin.isatty():
                click.echo(err=True)  # what is said next begins a line of its own
            return
        number += 1
        yield number, line.strip()


def ask_questions(
    walk: W,
    *,
    is_open: Callable[[W], bool],
    question: Callable[[W], str],
    respond: Callable[[W, str], W],
    keep: Callable[[W, W], W],
    stopped: Callable[[W], str],
    go_on: str,
) -> W:
    """Ask question by question while the questionnaire is open, and return its final state.

    ``respond`` raises InvalidAnswerError for an invalid line. ``keep`` saves the change from one state to the next.
    ``stopped`` describes the state if the person stops. ``go_on`` is the command that continues.
    """
    lines, shown = answers(), None
    while is_open(walk):
        if shown != walk.position:
            print_prompt(question(walk))
            shown = walk.position
        number, line = next(lines, (0, STOP))
        if line.lower() == STOP:
            print_message(f"{stopped(walk)} Continue with: {go_on}")
            break
        try:
            changed = respond(walk, savable(line))
        except InvalidAnswerError as error:
            refuse(error, number, go_on)
            continue
        if changed == walk and line.lower() in IN_VAIN:
            print_message(IN_VAIN[line.lower()])
        walk = keep(walk, changed)
    return walk


def refuse(error: InvalidAnswerError, number: int, go_on: str) -> None:
    """Report why a line is not a valid answer; ``go_on`` is the command that continues.

    A terminal user can answer again. From a pipe it raises a DataError that names the line, since every later answer
    would go to the wrong question.
    """
    if sys.stdin.isatty():
        print_message(str(error), even_if_quiet=True)
        return
    hint = f"everything before it is saved; correct the line and continue with: {go_on}"
    raise DataError(Diagnostic(str(error), "<stdin>", number, 1, hint=hint))


def split_command_word(line: str) -> tuple[str, str]:
    """The first word of a line, in lower case if it is a known word, and the rest of the line."""
    word, _, rest = line.partition(" ")
    return word.lower(), rest.strip()


def savable(line: str) -> str:
    """The line as it is; InvalidAnswerError if it holds a character that no file may hold."""
    if found := FORBIDDEN.search(line):
        raise InvalidAnswerError(
            f"the character {character_name(found.group())} cannot be saved: type the line without it"
        )
    return line


def level_of(matrix: Matrix, text: str, criterion: str | None) -> int:
    """The level that a text names; InvalidAnswerError if it is not on the scale."""
    levels = {str(level): level for level in matrix.levels_of(criterion)}
    if text not in levels:
        raise InvalidAnswerError(f"{text} is not a level: {', '.join(levels)}")
    return levels[text]


def described(matrix: Matrix, criterion: Criterion) -> list[str]:
    """Describe a criterion below its name: how often postings ask for it, its scope, and the meaning of each level."""
    lines = [f"Asked for by {posting_ratio(criterion.postings, matrix.source.sample_size)} postings."]
    if criterion.mandatory:
        lines.append("This requirement is mandatory.")
    if criterion.covers:
        lines.append(f"Covers: {', '.join(criterion.covers)}")
    elif criterion.notes:
        lines.append(f"Notes: {criterion.notes}")
    if criterion.tools:
        lines.append(f"Tools: {', '.join(criterion.tools)}")
    for level in matrix.scale_of(criterion.id):
        words = criterion.levels.get(level.level) or level.description
        lines.append(f"  {level.level} {level.name}" + (f": {words}" if words else ""))
    return lines


def print_prompt(question: str) -> None:
    """Show a question below the earlier text; on a terminal its lines are broken between words."""
    if sys.stderr.isatty():
        from skillgap.reports.text import indented

        width = columns()
        lines = ((line, len(line) - len(line.lstrip())) for line in question.split("\n"))
        question = "\n".join(part for line, margin in lines for part in indented(line, margin, width, margin))
    print_message(f"\n{question}", even_if_quiet=True)


def describe_rating(matrix: Matrix, rating: Rating, criterion: str | None) -> str:
    """Describe a rating in words."""
    level, state = rating.level, rating.state or "not_asked"
    parts = [STATE_WORDS[state] if level is None else level_words(matrix, level, criterion)]
    if rating.said:
        parts.append(f"said on {rating.said} and carried over")
    if rating.confidence:
        parts.append(f"confidence {rating.confidence}")
    parts += [f"evidence {number}: {text}" for number, text in enumerate(rating.evidence, start=1)]
    if rating.valid_until:
        parts.append(f"valid until {rating.valid_until}")
    if rating.note:
        parts.append(f"note: {rating.note}")
    if rating.tools:
        parts.append(f"tools: {', '.join(rating.tools)}")
    return "; ".join(parts)
