"""``skillgap config``: the settings of the screens."""

from __future__ import annotations

import click

from skillgap.cli.exit_codes import ExitCode


@click.group("config")
def command() -> None:
    """Show and check the settings of the screens."""


@command.command("path")
def path() -> None:
    """Print the path of the settings file. The file may not exist yet."""
    from skillgap.cli.output import write_output
    from skillgap.store.settings import settings_path

    write_output(f"{settings_path()}\n", None, terminal=True)


@command.command("show")
def show() -> None:
    """Print the settings in use. Problems of the file are reported, and defaults take their place."""
    from skillgap.cli.output import print_problem, write_output
    from skillgap.store.settings import read_settings, settings_problems

    settings = read_settings()
    stated = {"theme": settings.theme, "mentor": settings.mentor}
    lines = (f"{name}: {'(default)' if value is None else value}\n" for name, value in stated.items())
    write_output("".join(lines), None, terminal=True)
    print_problem(settings_problems(), "warning")


@command.command("validate")
@click.pass_context
def validate(ctx: click.Context) -> None:
    """Report every problem in the settings file."""
    from skillgap.cli.output import print_message, print_problem
    from skillgap.store.settings import settings_path, settings_problems

    if problems := settings_problems():
        print_problem(problems)
        ctx.exit(ExitCode.DATA_WRONG)
    print_message(f"{settings_path()}: no problems")
