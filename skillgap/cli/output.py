"""The command's output: data to standard output or a file, everything else to standard error."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import ASCII, UNICODE, glyphs_for, strip_control_chars

if TYPE_CHECKING:
    from skillgap.reports.content import Layout, ReportContent
    from skillgap.store.documents import Kind

MOST_PROBLEMS = 1_000
"""How many problems of one file are shown: more than anyone mends at once, fewer than flood a terminal."""


def print_message(message: str, *, even_if_quiet: bool = False) -> None:
    """Print a message that is not data; with --quiet only if it is important."""
    if even_if_quiet or not _is_quiet():
        click.echo(strip_control_chars(message, lines=True), err=True)


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.ensure_object(dict).get("quiet"))


def print_problem(problems: Iterable[Diagnostic], kind: Literal["error", "warning"] = "error") -> None:
    """Show problems on standard error, each as ``error: place: message`` with its hint below.

    At most MOST_PROBLEMS of one file are shown, and the rest is counted.
    """
    for file, found in itertools.groupby(problems, key=lambda problem: problem.file):
        for problem in itertools.islice(found, MOST_PROBLEMS):
            hint = f"\nhint: {strip_control_chars(problem.hint)}" if problem.hint else ""
            place_and_message = str(problem).removesuffix(f"\nhint: {problem.hint}")
            print_message(f"{kind}: {strip_control_chars(place_and_message)}{hint}", even_if_quiet=True)
        if more := sum(1 for _ in found):
            place = strip_control_chars(file or "here")
            text = f"{kind}: {place}: {more:,} more problems are not shown\nhint: correct these first"
            print_message(text, even_if_quiet=True)


def print_usage_error(error: click.ClickException) -> None:
    """Show how a command was used wrongly, in the form of every other error."""
    message, _, hint = error.format_message().partition("\nhint: ")
    if not hint and isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f"`{error.ctx.command_path} --help` shows how to use it"
    if not message.startswith("-"):
        message = message[:1].lower() + message[1:]
    print_message(f"error: {message}" + (f"\nhint: {hint}" if hint else ""), even_if_quiet=True)


def write_output(text: str, output: str | None, *, terminal: bool = False, kind: Kind | None = None) -> None:
    """Hand data over: to a file, written whole or not at all, or to standard output.

    Data formats are UTF-8 in every locale; text for a terminal uses the terminal's encoding. Raise DataError if the
    file is a user's profile or matrix, unless the output has the same ``kind``.
    """
    _emit_parts((text,), output, terminal=terminal, kind=kind)


def _emit_parts(parts: Iterable[str], output: str | None, *, terminal: bool, kind: Kind | None = None) -> None:
    if output is not None:
        from skillgap.store import files
        from skillgap.store.documents import check_replaceable

        check_replaceable(Path(output), kind)
        files.write_parts(Path(output), (part.encode() for part in parts))
        print_message(f"wrote {output}")
        return
    encoding = (sys.stdout.encoding or "utf-8") if terminal else "utf-8"
    sys.stdout.flush()
    for part in parts:
        sys.stdout.buffer.write(part.encode(encoding, errors="replace"))
    sys.stdout.buffer.flush()


def write_parts(parts: Iterable[str], output: str | None) -> None:
    """Write data piece by piece."""
    _emit_parts(parts, output, terminal=False)


def write_json(data: object, output: str | None) -> None:
    """Hand over an output of :mod:`skillgap.reports.outputs`, or plain data, as JSON."""
    from skillgap.reports.json_output import json_parts
    from skillgap.reports.outputs.fields import to_data

    _emit_parts(json_parts(to_data(data), terminal_layout(output)), output, terminal=False)


def write_report(report: ReportContent, form: str, output: str | None) -> None:
    """Hand over a report made of blocks, in one of the formats."""
    from skillgap.reports.rendering import file_parts, render_parts

    parts = render_parts(report, form, terminal_layout(output))
    _emit_parts(file_parts(parts, form) if output else parts, output, terminal=form == "terminal")


def terminal_layout(output: str | None) -> Layout:
    """How text for a terminal is laid out here: its width, whether it has colour, which glyphs it shows."""
    from skillgap.reports.content import Layout

    return Layout(
        width=columns(),
        color=output is None and _has_color(),
        glyphs=UNICODE if output is not None else glyphs_for(sys.stdout.encoding) if sys.stdout.encoding else ASCII,
    )


def _has_color() -> bool:
    """Return whether standard output takes color; NO_COLOR comes first, then FORCE_COLOR and CLICOLOR_FORCE."""
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """The width of the terminal, from the environment or the terminal itself; 80 if both are unknown.

    It replaces the function of shutil, which loads three compressors.
    """
    with suppress(KeyError, ValueError):
        if (stated := int(os.environ["COLUMNS"])) > 0:
            return stated
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # there is none, or it is closed, or no terminal
        return 80


def page_width() -> int | None:
    """The columns of the terminal that listings go to; None if they go elsewhere, a line each for other programs."""
    return columns() if sys.stdout.isatty() else None


def problems_by_name(
    names: Iterable[str], problems_of: Callable[[str], list[Diagnostic]]
) -> dict[str, list[Diagnostic]]:
    """The problems of each file or id; a missing file is a problem like any other."""
    found = {}
    for name in names:
        try:
            found[name] = problems_of(name)
        except DataError as error:
            found[name] = list(error.problems)
    return found
