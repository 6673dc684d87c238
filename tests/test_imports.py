"""Imports run one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "skillgap"
SAMPLE = ROOT / "profiles" / "sample-staff-engineer.yaml"

# From the inside out: a module may import its own layer and those before it.
LAYERS = (
    {"errors"},
    {"schema", "scan"},
    {"matrix", "profile"},
    {
        "statistics",
        "scoring",
        "comparison",
        "review",
        "merge",
        "team",
        "anonymise",
        "news",
        "course",
        "goals",
        "planning",
        "walk",
        "incidence",
        "labels",
    },
    {"store", "postings", "reports", "calendar_export", "json_schema"},
    {"tui"},
    {"cli"},
)
HEAVY = ("textual", "rich.console", "rich.table", "pydantic", "platformdirs", "filelock", "jinja2", "asyncio")
ONLY_TO_WRITE = (
    "skillgap.store.yaml_writer",
    "skillgap.store.yaml_update",
    "skillgap.store.last_seen",
    "skillgap.store.settings",
)
ONLY_WITH_POSTINGS = (
    "skillgap.scoring.posting_data",
    "skillgap.postings.incidence_file",
    "skillgap.scoring.planning",
    "random",
)


def layer(room: str) -> int:
    return next(at for at, rooms in enumerate(LAYERS) if room in rooms)


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).as_posix() not in _OUTSIDE]


_OUTSIDE = ("__init__.py", "__main__.py")


def imported(path: Path) -> set[str]:
    """The rooms of this package that a module imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    rooms = {name.split(".")[1] for name in names if name.startswith("skillgap.")}
    return rooms - {"__version__"}


def test_every_room_is_in_a_layer() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert rooms == set().union(*LAYERS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    own = layer(path.relative_to(PACKAGE).parts[0].removesuffix(".py"))
    assert {room for room in imported(path) if layer(room) > own} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_outgrows_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420


def loaded_by(code: str) -> set[str]:
    """The modules a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, cwd=ROOT)
    return set(result.stderr.splitlines())


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_a_report_loads_nothing_heavy(form: str) -> None:
    loaded = loaded_by(f"from skillgap.cli import run; run(['report', {str(SAMPLE)!r}, '--format', {form!r}])")
    assert "skillgap.scoring.gap_report" in loaded
    assert loaded.isdisjoint({*HEAVY, *ONLY_WITH_POSTINGS, *ONLY_TO_WRITE, "shutil"})


def test_the_plain_questions_load_no_comparison(tmp_path: Path) -> None:
    profile = tmp_path / "me.yaml"
    profile.write_bytes(SAMPLE.read_bytes())
    loaded = loaded_by(f"from skillgap.cli import run; run(['assess', {str(profile)!r}, '--plain'])")
    assert "skillgap.questionnaire.self_assessment" in loaded
    assert loaded.isdisjoint({*HEAVY, *ONLY_WITH_POSTINGS, *ONLY_TO_WRITE, "skillgap.scoring.comparison.table"})


def test_help_loads_neither_models_nor_yaml() -> None:
    loaded = loaded_by("from skillgap.cli import run; run(['--help'])")
    assert "click" in loaded
    assert loaded.isdisjoint({*HEAVY, "pydantic_core", "yaml", "skillgap.model.schema"})


def test_the_core_reads_no_file_and_knows_no_command_line() -> None:
    core = ", ".join(f"skillgap.{room}" for rooms in LAYERS[:4] for room in sorted(rooms))
    loaded = loaded_by(f"import {core}")
    assert loaded.isdisjoint({*HEAVY, "yaml", "click", "skillgap.store", "skillgap.reports", "skillgap.cli"})
