"""The README and the page of commands tell the truth: their commands exist and agree with ``--help``."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from skillgap.cli import skillgap
from skillgap.cli.exit_codes import ExitCode

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def typed(text: str) -> list[str]:
    """The lines of a page's blocks of commands."""
    blocks = re.findall(r"```(?:console|sh)\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


LINES = {"README": typed(README), "commands": typed(PAGE)}
COMMANDS = sorted({line for lines in LINES.values() for line in lines if line.startswith("skillgap ")})


def leaves(group: click.Group, *names: str) -> dict[tuple[str, ...], click.Command]:
    """Every command by its full name."""
    context = click.Context(group)
    found: dict[tuple[str, ...], click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found |= leaves(command, *names, name) if isinstance(command, click.Group) else {(*names, name): command}
    return found


ALL = leaves(skillgap)


def named(line: str) -> tuple[str, ...]:
    """The full name of the command that a line calls."""
    words = tuple(shlex.split(line)[1:])
    return next(name for name in ALL if words[: len(name)] == name)


def test_there_are_exactly_two_set_up_commands() -> None:
    setup = [line for line in LINES["README"] if "-m venv" in line]
    assert setup == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/skillgap",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest",
    ]


def test_every_command_is_shown_by_example() -> None:
    assert {named(line) for line in LINES["commands"] if line.startswith("skillgap ")} == set(ALL)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("line", COMMANDS)
def test_every_example_parses(line: str) -> None:
    name = named(line)
    command = ALL[name]
    arguments = shlex.split(line)[1 + len(name) :]
    with command.make_context(name[-1], arguments, resilient_parsing=False) as context:
        assert context.command is command


@pytest.mark.parametrize("name", ALL, ids=" ".join)
def test_every_option_is_explained(name: tuple[str, ...]) -> None:
    command = ALL[name]
    assert command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, f"{parameter.name} has no help"


@pytest.mark.parametrize("group", [(), ("matrix",), ("profile",)], ids=" ".join)
def test_lists_of_commands_are_whole_sentences(group: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(skillgap, [*group, "--help"]).stdout.partition("\nCommands:\n")[2].partition("\n\n")[0]
    assert all(line.endswith(".") and not line.endswith("...") for line in shown.splitlines())
    assert shown


def test_options_and_exit_codes_named_exist() -> None:
    known = {option for command in ALL.values() for parameter in command.params for option in parameter.opts}
    named_options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README + PAGE)) - {"--help"}
    assert named_options <= known
    section = PAGE.partition("## Exit codes")[2].partition("\n## ")[0]
    assert [int(number) for number in re.findall(r"^\| (\d+) ", section, re.MULTILINE)] == list(ExitCode)


def test_the_picture_is_there() -> None:
    for target in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / target).is_file(), target
