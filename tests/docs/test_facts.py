"""What the pages say beside what they show: links lead somewhere, commands and options exist, files are sound."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from skillgap.cli import skillgap
from skillgap.errors import DataError
from skillgap.store import read_matrix, read_profile
from tests.docs.pages import DOCS, ROOT, Block, parts, prose
from tests.test_readme import ALL

TEXTS = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", *ROOT.glob("CONTRIBUTING.md"), *ROOT.glob("SECURITY.md")]
KINDS = {"console", "sh", "yaml", "json", "pycon", "markdown", "text", "sums"}
OTHERS = {"--help", "--strict", "--hypothesis-profile", "--quick", "--long"}
"""Options of all commands, and of others than this one."""
each_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    return [part for part in parts(read(path)) if isinstance(part, Block)]


def anchors(path: Path) -> set[str]:
    """What GitHub names the headings of a page by."""
    headings = re.findall(r"^#+ (.*)$", prose(read(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_text
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(read(path))):
        if re.match("https?:", target):
            continue
        file, _, anchor = target.partition("#")
        to = (path.parent / file).resolve() if file else path
        assert to.exists(), f"{target} does not exist"
        assert to.is_relative_to(ROOT), f"{target} leads out of the project"
        assert not anchor or anchor in anchors(to), f"{target}: no such heading"


def test_every_page_is_in_the_index() -> None:
    pages = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([^)#\s]+)\)", read(DOCS / "README.md")))


@each_text
def test_commands_and_options_named_exist(path: Path) -> None:
    every = set().union(*map(options_of, (skillgap, *ALL.values())))
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(read(path))):
        known = options_of(command_of(code)) if code.startswith("skillgap ") else every
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code))
        assert named - OTHERS <= known, f"`{code}` names an option that there is not"


@each_text
def test_files_and_variables_named_exist(path: Path) -> None:
    sources = [
        file.read_text(encoding="utf-8") for room in ("skillgap", "tests") for file in (ROOT / room).rglob("*.py")
    ]
    for variable in re.findall(r"\bSKILLGAP_[A-Z_]+\b", read(path)):
        assert any(variable in source for source in sources), f"nothing reads {variable}"
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(read(path))):
        for named in re.findall(r"(?<![\w./-])(?:skillgap|tests|docs|\.ci)/[\w./-]+", code):
            a_format = re.fullmatch(r"skillgap/[\w-]+/\d+", named)
            assert a_format or (ROOT / named).exists(), f"`{code}` names {named}, which does not exist"
        for module in re.findall(r"(?<!\w)-m (tests[\w.]+)", code):
            assert list(ROOT.glob(f"{module.replace('.', '/')}*")), f"`{code}` names a module that does not exist"


def options_of(command: click.Command) -> set[str]:
    return {option for param in command.params for option in (*param.opts, *param.secondary_opts)}


def command_of(code: str) -> click.Command:
    """The command that a piece of code calls; of a group alone the group itself."""
    words = shlex.split(code)[1:]
    command: click.Command = skillgap
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-") or word.isupper():
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"`{code}` names a command that there is not"
        command = found
    return command


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_blocks_are_what_they_say(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        assert block.kind in KINDS, f"{page.name}:{block.line}: what kind of block is this?"
        if block.kind == "json":
            json.loads(block.text)
        if block.kind == "yaml":
            file = tmp_path / Path(block.file or "example.yaml").name
            file.write_text(block.text, encoding="utf-8")
            read = read_matrix if "format: skillgap/matrix/1" in block.lines else read_profile
            if file.name.startswith("wrong"):
                with pytest.raises(DataError):
                    read(file)
            else:
                read(file)
