"""Every hostile file is refused with its place, its sentence and a hint: by what reads it, and by the command."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from skillgap.labels import UNSAFE
from skillgap.store import files, yaml_reader
from tests.cli.conftest import Command, home, skillgap
from tests.hostile.cases import CASES, HERE, KINDS, UPDATING, Case, expectations, lay, problems, said

__all__ = ["home", "skillgap"]  # fixtures

ALL = pytest.mark.parametrize("case", CASES, ids=str)
SMALL = [one for one in CASES if one.kind in ("syntax", "profile") and len(one.data) < 100_000]
OF_PROFILES = pytest.mark.parametrize("case", SMALL, ids=str)
PLACE = re.compile(r"(:\d+)?(:\d+)?: ")


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """What a folder holds, to the byte, with its permissions; locks aside, which are no data."""
    return {
        str(path.relative_to(folder)): (stat.S_IMODE(path.stat().st_mode), path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_here_has_its_expectation(kind: str, home: Path) -> None:
    kept = [case for case in CASES if case.kind == kind and (HERE / kind / case.name).exists()]
    if UPDATING:
        blocks = [said(KINDS[kind].load(lay(case, home))) for case in kept]
        (HERE / kind / "expected.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    assert {case.name for case in kept} == set(expectations(kind))


@ALL
def test_it_is_refused_by_what_reads_it(case: Case, home: Path) -> None:
    found = KINDS[case.kind].load(lay(case, home))
    assert said(found) == case.expected
    for problem in found:
        assert problem.file
        assert problem.file.startswith(case.name), "it names the file"


@ALL
def test_it_is_refused_by_the_command(case: Case, home: Path, skillgap: Command) -> None:
    kind = KINDS[case.kind]
    lay(case, home)
    before = state(home)
    result = skillgap(*kind.command(case.name))
    assert (result.code, result.out, result.err) == (1, "", f"{kind.above}{case.expected}\n")
    assert state(home) == before


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_by_the_installed_command(kind: str, home: Path) -> None:
    case = next(case for case in CASES if case.kind == kind)
    lay(case, home)
    before = state(home)
    command = Path(sys.executable).with_name("skillgap")
    result = subprocess.run(
        [command, *KINDS[kind].command(case.name)], capture_output=True, text=True, check=False, timeout=60
    )
    expected = f"{KINDS[kind].above}{case.expected}\n"
    shown = re.sub(r"^error: ", "", result.stderr, flags=re.MULTILINE)
    assert (result.returncode, result.stdout, shown) == (1, "", expected)
    assert state(home) == before


def commands(name: str) -> Iterator[tuple[str, ...]]:
    """Every command that reads a profile and changes nothing."""
    yield ("report", name)
    yield ("plan", name)
    yield ("compare", name, name)
    yield ("fit", name)
    yield ("goals", name)
    yield ("team", name)
    yield ("review", name, "--report")
    yield ("profile", "show", name)
    yield ("profile", "merge", name, name)


@OF_PROFILES
def test_no_command_stumbles_over_it_or_changes_it(case: Case, home: Path, skillgap: Command) -> None:
    lay(case, home)
    before = state(home)
    refused = bool(problems(lambda: yaml_reader.parse(files.read(Path(case.name)).text, case.name)))
    for command in commands(case.name):
        result = skillgap(*command)
        assert result.code in (0, 1, 5), command
        assert UNSAFE.search(result.err) is None
        if refused:
            assert (result.code, result.out) == (1, ""), command
            assert case.expected in result.err
        assert state(home) == before, command


def test_a_sentence_says_what_is_wrong_and_a_hint_what_helps() -> None:
    for case in CASES:
        for line in case.expected.splitlines():
            if line.startswith("hint: "):
                continue
            assert PLACE.match(line.removeprefix(case.name)), f"{case}: {line}"
            assert not re.search(r"[A-Z]\w*(Error|Exception)\b|Traceback|None|<class", line), f"{case}: {line}"


def test_brackets_on_one_line_are_refused_whether_libyaml_counts_them_too_or_not() -> None:
    found = problems(lambda: yaml_reader.parse("[" * 25_000, "stranger.yaml"))
    assert [problem.message for problem in found] == ["the file is nested more than 32 deep"]


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * (files.PROFILE_LIMIT - 5))
    text = files.read(path, files.PROFILE_LIMIT).text
    assert yaml_reader.parse(text, "large.yaml").value == {"a": 1}
