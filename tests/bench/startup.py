"""How long commands take from start to end, against importing their libraries alone."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.bench.people import write_profiles
from tests.bench.timing import SAMPLE, Extent, Figure, medians, process

ROUNDS = 25
PEOPLE = 200
SKILLGAP = str(Path(sys.executable).parent / "skillgap")
CLICK, LIBRARIES, PARSING = (
    "import of click",
    "import of click, yaml, pydantic, rich",
    "the same, CSafeLoader on each",
)
FLOORS = {
    CLICK: "import click",
    LIBRARIES: "import click, yaml, pydantic, rich.console, rich.table",
    PARSING: """
import click, yaml, pydantic, rich.console, rich.table
from pathlib import Path
for path in Path("profiles").iterdir():
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
""",
}


class Command(NamedTuple):
    """What is called, what it is held against, and how many times that it may take."""

    arguments: tuple[str, ...]
    reference: str
    limit: float
    environment: Mapping[str, str] = MappingProxyType({})


def completing(reference: str, limit: float, *words: str) -> Command:
    """What a shell calls to have the last of some words completed."""
    asked = {"COMP_WORDS": " ".join(["skillgap", *words]), "COMP_CWORD": str(len(words))}
    return Command((), reference, limit, {"_SKILLGAP_COMPLETE": "bash_complete", **asked})


COMMANDS = {
    "skillgap --help": Command(("--help",), CLICK, 1.5),
    "skillgap report": Command(("report", str(SAMPLE)), LIBRARIES, 1.2),
    "skillgap report --format json": Command(("report", str(SAMPLE), "--format", "json"), LIBRARIES, 1.2),
    "skillgap without a terminal": Command((), LIBRARIES, 1.3),
    "skillgap assess --plain": Command(("assess", "person-0", "--plain"), LIBRARIES, 1.3),
    "completing a command": completing(CLICK, 1.5, "rep"),
    f"completing one of {PEOPLE} profiles": completing(LIBRARIES, 1.2, "report", "person-1"),
    f"skillgap profile list, {PEOPLE} profiles": Command(("profile", "list"), PARSING, 1.7),
}


def figures(extent: Extent) -> Iterator[Figure]:
    """One figure a command, in a folder with many profiles."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profiles").mkdir()
        write_profiles(folder / "profiles", PEOPLE)
        alone = {"HOME": name, "XDG_DATA_HOME": name}
        floors = {floor: process([sys.executable, "-c", code], folder, **alone) for floor, code in FLOORS.items()}
        ours = {
            command: process([SKILLGAP, *one.arguments], folder, **alone, **one.environment)
            for command, one in COMMANDS.items()
        }
        found = medians({**floors, **ours}, extent.rounds(ROUNDS))
    for command, one in COMMANDS.items():
        yield Figure(command, 1000 * found[command], "ms", one.reference, 1000 * found[one.reference], one.limit)
