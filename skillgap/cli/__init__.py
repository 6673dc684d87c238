"""The command line: argv in, exit code out. It never computes.

Commands are modules of this package, imported on use. Each imports its needs inside its functions, so that ``--help``
costs little more than click itself.
"""

from __future__ import annotations

import errno
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import shell_complete

from skillgap import __version__
from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import library_of, library_options, tui_unavailable_reason

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic

COMMANDS = (
    "assess",
    "report",
    "plan",
    "review",
    "compare",
    "team",
    "fit",
    "match",
    "goals",
    "matrix",
    "profile",
    "config",
    "schema",
)
COMPLETE = "_SKILLGAP_COMPLETE"
"""The variable in which a shell says that it wants a line completed, or the script for that."""
_NO_BREAK_AT = "COMP_WORDBREAKS=${COMP_WORDBREAKS//@}"
"""For bash, which otherwise takes what stands behind an ``@`` for a word of its own, and completes no date."""


class _Commands(click.Group):
    """A group that imports a command's module on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"skillgap.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from skillgap.errors import nearest

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near}?" if near else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from None


EPILOG = """\b
Exit codes: 0 done · 1 the data is wrong or a file cannot be read or written ·
2 wrong usage · 3 the file changed underneath · 4 below --fail-under or a
mandatory requirement not met · 5 done in part · 70 an internal error ·
129 hung up · 130 interrupted · 143 terminated
"""


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)
@click.version_option(__version__, prog_name="skillgap")
@library_options
@click.pass_context
def skillgap(ctx: click.Context) -> None:
    """Rate yourself against a role, and see your gaps ranked by how many job postings ask for them.

    Without a command it opens the full-screen interface, or prints a sample report if the terminal cannot show it.
    PROFILE is an id, a path, or a path through a bundle, as in team.jsonl/ada.
    """
    if ctx.invoked_subcommand is not None:
        return
    why_not = tui_unavailable_reason()
    if why_not is None:
        from skillgap.cli.assess import open_screens

        ctx.exit(open_screens(library_of(ctx)))
    from skillgap.cli.report import print_sample

    click.echo(f"{why_not}, so this is the report of a sample profile; --help shows the commands.", err=True)
    print_sample(ctx)


def run(arguments: Sequence[str]) -> int:
    """Run the command with its arguments and return the exit code."""
    _open_closed_streams()
    try:
        with _signals_raised():
            return _ended(arguments)
    except OSError:  # standard error takes nothing either, so nobody can be told
        return ExitCode.DATA_WRONG
    except _EndedError as end:
        return end.code
    finally:
        _drop_unwritten()


class _EndedError(BaseException):
    """The system ends the command; raised so that no temporary file is left behind."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__()
        self.code = code


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Turn the signals that end a command into an exception, unless the calling program ignores them."""
    before: dict[int, Any] = {}
    for name, code in (("SIGTERM", ExitCode.TERMINATED), ("SIGHUP", ExitCode.HUNG_UP)):
        number = getattr(signal, name, None)  # there is no SIGHUP on Windows
        if number is None or signal.getsignal(number) is not signal.SIG_DFL:
            continue

        def end(_: int, __: object, code: ExitCode = code) -> None:
            raise _EndedError(code)

        with suppress(ValueError):  # not in the main thread, where nobody sends signals
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _open_closed_streams() -> None:
    """Replace streams that the calling program closed.

    Each takes the number that is free, so that no file of the user is opened under it. Standard input is then empty and
    standard error is discarded, but data is not lost in silence: writing it fails.
    """
    for name, flags, mode in (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def _drop_unwritten() -> None:
    """Discard unwritten output, or Python would retry at its end, complain, and exit with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _ended(arguments: Sequence[str]) -> int:
    """Run the command; any error becomes a message on standard error and an exit code."""
    from skillgap.errors import ConflictError, SkillgapError

    try:
        if asked := os.environ.get(COMPLETE):
            # click answers a shell only in its own way of running a command, which decides the exit codes too.
            code = shell_complete(skillgap, {}, "skillgap", COMPLETE, asked)
            if asked == "bash_source":
                click.echo(_NO_BREAK_AT)
            return code
        with skillgap.make_context("skillgap", list(arguments)) as context:
            skillgap.invoke(context)
            sys.stdout.flush()
        return ExitCode.DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        from skillgap.cli.output import print_usage_error

        print_usage_error(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # whoever reads has read enough
        return ExitCode.DONE
    except OSError as error:
        from skillgap.cli.output import print_problem

        print_problem([_refused(error)])
        return ExitCode.DATA_WRONG
    except SkillgapError as error:
        from skillgap.cli.output import print_problem

        print_problem(error.problems)
        return ExitCode.CONFLICT if isinstance(error, ConflictError) else ExitCode.DATA_WRONG
    except Exception as error:  # a mistake of skillgap's own; nobody is helped by what its variables hold
        from skillgap.cli.output import print_problem
        from skillgap.errors import internal_error

        hint = "your saved answers are safe; report this line and the command, please"
        print_problem([internal_error(error, hint)])
        return ExitCode.INTERNAL
    finally:
        _show_notices()


def _show_notices() -> None:
    """Show the store's notices, unless nothing needed the store."""
    if notices := sys.modules.get("skillgap.store.notices"):
        from skillgap.cli.output import print_problem

        print_problem(notices.take_notices(), "warning")


def _refused(error: OSError) -> Diagnostic:
    """Return the message for an unexpected failure; without a name it concerns writing to standard output."""
    from skillgap.errors import Diagnostic, system_reason

    if error.filename:
        name = os.fsdecode(error.filename)
        return Diagnostic(system_reason(error), name, hint="check the name, the permissions and the disk")
    if error.errno == errno.EBADF:
        return Diagnostic(
            "the output cannot be written: standard output is closed", hint="write to a file with: > FILE"
        )
    return Diagnostic(f"the output cannot be written: {system_reason(error)}", hint="check the disk it goes to")
