"""Conflicts line by line: for each value that both sides changed, take mine, take theirs, or type another."""

from __future__ import annotations

import sys

from skillgap.cli.output import print_message
from skillgap.cli.prompts import STOP, InvalidAnswerError, answers, print_prompt, savable, split_command_word
from skillgap.errors import DataError
from skillgap.labels import pluralize
from skillgap.labels.conflicts import conflict_place, conflict_value
from skillgap.model.matrix import Matrix
from skillgap.model.merge import Conflict, Merged
from skillgap.model.three_way_merge import KEEP, edited_value, resolve

HELP = "m mine, t theirs, e VALUE another value, q stop and change nothing"


def ask_about_conflicts(merged: Merged, matrix: Matrix | None = None) -> Merged | None:
    """Ask about each conflict on the terminal; None without a terminal, or if the user stops.

    It shows the earlier value, if known. Criteria of the ``matrix`` are called by their names.
    """
    if not sys.stdin.isatty():
        return None
    count = pluralize(len(merged.conflicts), "value was", "values were")
    print_message(f"{count} changed on both sides. For each: {HELP}.", even_if_quiet=True)
    lines = (line for _, line in answers())
    total = len(merged.conflicts)
    for number, conflict in enumerate(merged.conflicts, start=1):
        print_prompt(f"{number} of {total}, {_describe(conflict, matrix)}")
        while True:
            line = next(lines, STOP)
            if line.lower() == STOP:
                print_message("Stopped. Nothing was changed.")
                return None
            try:
                merged = resolve(merged, {conflict.path: _choose(conflict, savable(line))})
            except InvalidAnswerError as error:
                print_message(str(error), even_if_quiet=True)
            except DataError as error:
                print_message(error.problems[0].message, even_if_quiet=True)
            else:
                break
    return merged


def _describe(conflict: Conflict, matrix: Matrix | None) -> str:
    lines = [conflict_place(conflict.path, matrix)]
    if conflict.before is not None:
        lines.append(f"  before: {conflict_value(conflict.before)}")
    lines += [f"  mine:   {conflict_value(conflict.mine)}", f"  theirs: {conflict_value(conflict.theirs)}"]
    if conflict.sealed:
        lines.append("  The review is complete and stays as it is. Press Enter to continue.")
    return "\n".join(lines)


def _choose(conflict: Conflict, line: str) -> object:
    if conflict.sealed:
        return KEEP
    word, rest = split_command_word(line)
    if word == "m" and not rest:
        return conflict.mine
    if word == "t" and not rest:
        return conflict.theirs
    if word == "e":
        try:
            return edited_value(conflict, rest)
        except ValueError as error:
            raise InvalidAnswerError(str(error)) from None
    raise InvalidAnswerError(f"'{line}' is no choice: {HELP}")
