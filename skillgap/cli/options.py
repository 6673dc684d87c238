"""Arguments and options that several commands share, and their completions."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from skillgap.cli import clock
from skillgap.reports import FORMATS

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.store import Library
    from skillgap.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

# The views are stated by a module that would cost --help too much; a test holds the two against each other.
VIEWS = ("agreed", "self", "mentor")
STALE_AFTER = 180


class WholeNumber(click.IntRange):
    """A whole number, with its own name in error messages."""

    name = "whole number"


def tui_unavailable_reason() -> str | None:
    """Why no screens can be shown here; None if they can, read from standard input and drawn on standard error."""
    from skillgap.labels import UNICODE, glyphs_for

    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return "No terminal is attached"
    if os.environ.get("TERM") == "dumb":
        return "This terminal can show no screens"
    if glyphs_for(sys.stderr.encoding) is not UNICODE:
        return f"This terminal is used in {sys.stderr.encoding}, not in UTF-8 as with LC_ALL=C.UTF-8"
    return None


def _keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Remember a folder for the run; an option after the command overrides an option before it."""
    if value is not None:
        ctx.ensure_object(dict)[param.name] = value


def library_options(command: F) -> F:
    """Add --profiles and --matrices, the folders of the user's files, and --quiet."""
    for kind in ("matrices", "profiles"):
        command = click.option(
            f"--{kind}",
            f"{kind}_folder",
            type=click.Path(file_okay=False),
            metavar="DIR",
            expose_value=False,
            callback=_keep,
            help=f"Folder of your {kind} (default: $SKILLGAP_{kind.upper()}, else ./{kind}, else your platform's "
            "data folder).",
        )(command)
    return quiet_option(command)


def _keep_quiet(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Remember --quiet, whether it is before the command or after it."""
    del param
    if value:
        ctx.ensure_object(dict)["quiet"] = True


def quiet_option(command: F) -> F:
    """Add --quiet, which leaves out messages that only confirm success."""
    text = "Print data and problems only, no other messages."
    return click.option("--quiet", "-q", is_flag=True, expose_value=False, callback=_keep_quiet, help=text)(command)


def library_of(ctx: click.Context) -> Library:
    """The library that this run's options, environment and folder lead to."""
    from skillgap.store import locate

    folders = ctx.ensure_object(dict)
    return locate(folders.get("profiles_folder"), folders.get("matrices_folder"))


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace of this run, which reads nothing twice to find a matrix."""
    from skillgap.workspace import Workspace

    return Workspace(library_of(ctx).remembering(), clock.today)


def report_workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace of a run that reports, as of the day of --as-of."""
    from dataclasses import replace

    from skillgap.workspace import Workspace

    library = replace(library_of(ctx), as_of=as_of(ctx)).remembering()
    return Workspace(library, lambda: report_day(ctx))


def as_of(ctx: click.Context) -> datetime.date | None:
    """Return the day of --as-of, None without it."""
    day: datetime.date | None = ctx.ensure_object(dict).get("as_of")
    return day


def report_day(ctx: click.Context) -> datetime.date:
    """Return the day of a report."""
    return clock.report_day(as_of(ctx))


def as_of_option(command: F) -> F:
    """Add --as-of: the day of a report."""
    return click.option(
        "--as-of",
        metavar="DATE",
        expose_value=False,
        callback=_keep_day,
        help="Report as of this day, as in 2026-03-31: later assessments and reviews are left out, ages count to it.",
    )(command)


def _keep_day(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Remember a day for the run."""
    if value is None:
        return
    try:
        ctx.ensure_object(dict)[param.name] = datetime.date.fromisoformat(value)
    except ValueError:
        raise wrong_value(f"'{value}' is not a date; write it as in 2026-03-31.", "--as-of") from None


def _complete_from(ids: Callable[[Library, str], Any]) -> Callable[..., list[CompletionItem]]:
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del param
        from skillgap.errors import SkillgapError

        try:
            known = sorted(set(ids(library_of(ctx), incomplete)))
        except SkillgapError:
            known = []
        items = [CompletionItem(name) for name in known if name.startswith(incomplete)]
        return items or [CompletionItem(incomplete, type="file")]

    return complete


complete_profile = _complete_from(lambda library, begun: library.profile_names(begun))
complete_matrix = _complete_from(lambda library, _: library.matrix_ids())


def complete_assessment(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a profile's id, and behind its ``@`` the dates of its assessments."""
    from skillgap.workspace import split_reference

    who, date = split_reference(incomplete)
    if date is None:
        return complete_profile(ctx, param, incomplete)
    from skillgap.errors import SkillgapError

    try:
        assessments = library_of(ctx).find_profile(who).profile.assessments
    except SkillgapError:
        return []
    named = dict.fromkeys(f"{who}@{assessment.date}" for assessment in assessments)
    return [CompletionItem(name) for name in named if name.startswith(incomplete)]


def split_profile_and_date(reference: str) -> tuple[str, datetime.date | None]:
    """Split PROFILE@DATE into the person and the day. Raise click.BadParameter if the day is no date."""
    from skillgap.workspace import split_reference

    who, date = split_reference(reference)
    if date is None:
        return who, None
    try:
        return who, datetime.date.fromisoformat(date)
    except ValueError:
        message = f"'{date}' is not a date; write it as in {who}@2026-05-04."
        raise wrong_value(message, reference) from None


def profile_argument(command: F) -> F:
    """Add the argument PROFILE: an id, a path, or a path through a bundle to an id."""
    return click.argument("profile", metavar="PROFILE", shell_complete=complete_profile)(command)


def assessment_argument(command: F) -> F:
    """Add the argument PROFILE[@DATE]: a profile, and the day of one of its assessments; see :func:`parted`."""
    return click.argument("profile", metavar="PROFILE[@DATE]", shell_complete=complete_assessment)(command)


def matrix_option(command: F) -> F:
    """Add --matrix: an id, an ``id@version`` or a path."""
    text = "The role's matrix: an id, id@version or a path (default: the role last assessed)."
    option = click.option("--matrix", "-m", metavar="MATRIX", help=text, shell_complete=complete_matrix)
    return option(command)


def format_option(command: F) -> F:
    """Add --format: one of the outputs that every report has."""
    return formats_option(FORMATS)(command)


def format_or_calendar_option(command: F) -> F:
    """Add --format: one of the outputs that every report has, or a calendar file."""
    return formats_option((*FORMATS, "ics"))(command)


def format_or_lines_option(command: F) -> F:
    """Add --format: one of the outputs that every report has, or JSON Lines with a report on each line."""
    return formats_option((*FORMATS, "jsonl"))(command)


def format_of_listing_option(command: F) -> F:
    """Add --format: text, or JSON for programs."""
    return formats_option(("terminal", "json"))(command)


def format_of_findings_option(command: F) -> F:
    """Add --format: text, or a format of findings for programs."""
    text = "Text, JSON, annotations of a GitHub workflow, or SARIF for code scanning."
    return formats_option(("terminal", "json", "github", "sarif"), text)(command)


def formats_option(forms: Sequence[str], text: str = "The form of the report.") -> Callable[[F], F]:
    """Add --format with a choice of formats, of which the first is the default, and its help text."""
    return click.option("--format", "format_", type=click.Choice(forms), default=forms[0], show_default=True, help=text)


def view_option(command: F) -> F:
    """Add --view: whose levels count."""
    text = "Levels to use: agreed in a review, self-ratings, or a mentor's."
    return click.option("--view", type=click.Choice(VIEWS), default="agreed", show_default=True, help=text)(command)


def check_section(matrix: Matrix, section: str | None) -> None:
    """Refuse, with click.BadParameter, a section that the matrix does not have."""
    known = [part.id for part in matrix.sections]
    if section is not None and section not in known:
        raise wrong_value(f"'{section}' is not a section of {matrix.id}: it has {', '.join(known)}.", "--section")


def check_ending(output: str, endings: Sequence[str], option: str = "--output") -> None:
    """Refuse, with click.BadParameter, a file for --output if its ending does not fit its content."""
    if not output.endswith(tuple(endings)):
        raise wrong_value(f"'{output}' must end in {' or '.join(endings)}.", option)


def criterion_and_level(matrix: Matrix, text: str, option: str) -> tuple[str, int]:
    """Parse CRITERION=LEVEL; click.BadParameter if the matrix has no such criterion or level."""
    from skillgap.errors import nearest

    criterion, equals, level = text.rpartition("=")
    if not equals:
        raise wrong_value(f"'{text}' is not of the form CRITERION=LEVEL.", option)
    known = [rated.id for rated in matrix.criteria]
    if criterion not in known:
        near = nearest(criterion, known)
        hint = f"Did you mean {near}?" if near else f"skillgap matrix show {matrix.id} lists them."
        raise wrong_value(f"{matrix.id} has no criterion '{criterion}'. {hint}", option)
    return criterion, level_on(matrix, level, option, criterion)


def level_on(matrix: Matrix, text: str, option: str, criterion: str | None) -> int:
    """Parse a level; click.BadParameter if the matrix's scale has no such level."""
    levels = {str(level): level for level in matrix.levels_of(criterion)}
    if text not in levels:
        scale = ", ".join(f"{step.level} {step.name}" for step in matrix.scale_of(criterion))
        raise wrong_value(f"'{text}' is not on the scale: {scale}.", option)
    return levels[text]


def wrong_value(message: str, option: str) -> click.BadParameter:
    """The error for an invalid value of an option or argument; both texts may hold the user's input."""
    from skillgap.labels import strip_control_chars

    return click.BadParameter(strip_control_chars(message), param_hint=f"'{strip_control_chars(option)}'")


def report_options(command: F) -> F:
    """Add --format, --output and the folders: the options of every command that prints a report."""
    return format_option(output_option(library_options(command)))


def output_option(command: F) -> F:
    """Add --output: a file instead of standard output."""
    text = "Write to this file, whole or not at all, instead of standard output (-)."
    kind = click.Path()
    return click.option("--output", "-o", type=kind, metavar="FILE", callback=_named_output, help=text)(command)


def _named_output(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The file to write to; None for standard output, which is also called ``-``."""
    del ctx, param
    if value == "":
        raise click.BadParameter("a file name is needed.")
    return None if value == "-" else value
