"""The corpus of what may be wrong with a file, and how each kind of file comes into the program.

A folder a kind; ``expected.txt`` in it says what is to be said of each file there, exactly as the command prints it.
What is large, or no text at all, is made in ``made.py``. ``SKILLGAP_UPDATE_GOLDENS=1`` writes the expectations anew:
read the difference as the person would whose file it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.postings.analysis import read_analysis
from skillgap.postings.incidence_lookup import incidence_beside
from skillgap.postings.reading import Unreadable, read_file
from skillgap.store import Library, files, locate, matrix_problems, yaml_reader
from skillgap.store.teams import problems_of
from tests.hostile.generated_cases import MADE

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROLE = HERE / "role.yaml"
ASSESSED = HERE / "assessed.yaml"
"""A sound matrix, and a sound profile assessed against it, for the kinds of files that stand beside one."""


@dataclass(frozen=True)
class Case:
    """One file with something wrong, and what is said of it."""

    kind: str
    name: str
    data: bytes
    expected: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True)
class Kind:
    """A kind of file: what reads it, the command that is told of it, and what must stand beside it."""

    load: Callable[[Path], list[Diagnostic]]
    command: Callable[[str], tuple[str, ...]]
    beside: Callable[[str], dict[str, Path]] = lambda _: {}
    above: str = ""
    """What the command says before it names the file."""


def problems(action: Callable[[], object]) -> list[Diagnostic]:
    """What an action is refused with."""
    try:
        action()
    except DataError as error:
        return list(error.problems)
    return []


def library() -> Library:
    """The library of the current folder."""
    return locate("profiles", "matrices")


def _incidence(path: Path) -> list[Diagnostic]:
    reference = path.name.replace(".postings.jsonl", ".yaml")
    return problems(lambda: incidence_beside(library(), library().find_matrix(reference), reference))


def _postings(path: Path) -> list[Diagnostic]:
    return [
        Diagnostic(entry.reason, entry.source, hint=entry.hint)
        for entry in read_file(path)
        if isinstance(entry, Unreadable)
    ]


KINDS = {
    "syntax": Kind(
        lambda path: problems(lambda: yaml_reader.parse(files.read(path, files.PROFILE_LIMIT).text, str(path))),
        lambda name: ("profile", "validate", name),
    ),
    "profile": Kind(lambda path: problems_of(path, library().matrix_named), lambda name: ("profile", "validate", name)),
    "matrix": Kind(matrix_problems, lambda name: ("matrix", "validate", name)),
    "bundle": Kind(lambda path: problems_of(path, library().matrix_named), lambda name: ("profile", "validate", name)),
    "analysis": Kind(
        lambda path: problems(lambda: read_analysis(files.read(path).text, str(path))),
        lambda name: ("matrix", "import", name),
    ),
    "posting": Kind(
        _postings,
        lambda name: ("matrix", "build", name, "--taxonomy", "role.yaml", "-o", "built.yaml"),
        lambda _: {"role.yaml": ROLE},
        above="no posting was read\n",
    ),
    "incidence": Kind(
        _incidence,
        lambda name: ("report", "assessed.yaml", "--matrix", name.replace(".postings.jsonl", ".yaml")),
        lambda name: {name.replace(".postings.jsonl", ".yaml"): ROLE, "assessed.yaml": ASSESSED},
    ),
}


def said(found: list[Diagnostic]) -> str:
    """Problems as the command prints them."""
    return "\n".join(strip_control_chars(str(problem), lines=True) for problem in found)


def expectations(kind: str) -> dict[str, str]:
    """By file, what is to be said of it."""
    path = HERE / kind / "expected.txt"
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n") if path.exists() else []
    return {block.split(":")[0]: block for block in blocks}


def _kept(kind: str) -> Iterator[Case]:
    expected = expectations(kind)
    for path in sorted((HERE / kind).iterdir()):
        if path.name != "expected.txt":
            yield Case(kind, path.name, path.read_bytes(), expected.get(path.name, ""))


def _all() -> Iterator[Case]:
    for kind in KINDS:
        yield from _kept(kind)
        for name, (data, expected) in MADE.get(kind, {}).items():
            yield Case(kind, name, data, f"{name}{expected}")


CASES = list(_all())
UPDATING = "SKILLGAP_UPDATE_GOLDENS" in os.environ


def lay(case: Case, folder: Path) -> Path:
    """Lay a case's file, and what must stand beside it, into a folder; returns its name there."""
    for name, original in KINDS[case.kind].beside(case.name).items():
        (folder / name).write_bytes(original.read_bytes())
    (folder / case.name).write_bytes(case.data)
    return Path(case.name)
