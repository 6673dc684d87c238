"""Imports run one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "skillgap"
SAMPLE = ROOT / "profiles" / "sample-staff-engineer.yaml"

# From the inside out, as the design lists them: a package imports only itself and those before it.
PACKAGES = (
    "errors",
    "model",
    "scoring",
    "questionnaire",
    "labels",
    "store",
    "postings",
    "workspace",
    "reports",
    "tui",
    "cli",
)
CORE = PACKAGES[1:5]
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


_OUTSIDE = ("__init__.py", "__main__.py")
_MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).as_posix() not in _OUTSIDE
}


def modules() -> list[Path]:
    return list(_MODULES.values())


def imported(path: Path) -> set[str]:
    """Return the modules of this package that a module imports when it runs, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in only_for_types:
            assert node.level == 0, f"{path}: relative import"
            paths = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {path if path in _MODULES else node.module for path in paths}
    return {name for name in names if name in _MODULES}


def package_of(module: str) -> str:
    return module.split(".")[1]


def test_every_package_is_in_the_design() -> None:
    assert {package_of(module) for module in _MODULES} <= set(PACKAGES)


@pytest.mark.parametrize("module", _MODULES)
def test_imports_run_one_way(module: str) -> None:
    own = PACKAGES.index(package_of(module))
    above = imported(_MODULES[module])
    assert {name for name in above if PACKAGES.index(package_of(name)) > own} == set()


def test_no_module_imports_itself_through_others() -> None:
    graph = {module: imported(path) - {module} for module, path in _MODULES.items()}
    assert list(TopologicalSorter(graph).static_order())  # a cycle raises CycleError, which names its modules


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
    profile.write_bytes(SAMPLE.read_bytes() + b"# mine\n")
    loaded = loaded_by(f"from skillgap.cli import run; run(['assess', {str(profile)!r}, '--plain'])")
    assert "skillgap.questionnaire.self_assessment" in loaded
    assert loaded.isdisjoint({*HEAVY, *ONLY_WITH_POSTINGS, *ONLY_TO_WRITE, "skillgap.scoring.comparison.table"})


def test_importing_the_library_loads_nothing() -> None:
    loaded = loaded_by("import skillgap")
    assert {name for name in loaded if name.startswith("skillgap")} == {"skillgap"}
    assert loaded.isdisjoint({*HEAVY, "pydantic_core", "yaml", "click"})


def test_help_loads_neither_models_nor_yaml() -> None:
    loaded = loaded_by("from skillgap.cli import run; run(['--help'])")
    assert "click" in loaded
    assert loaded.isdisjoint({*HEAVY, "pydantic_core", "yaml", "skillgap.model.schema"})


def test_the_core_reads_no_file_and_knows_no_command_line() -> None:
    core = [name for name in _MODULES if package_of(name) in CORE and name != "skillgap.model.json_schema"]
    loaded = loaded_by(f"import {', '.join(core)}")
    assert loaded.isdisjoint({*HEAVY, "yaml", "click", "skillgap.store", "skillgap.reports", "skillgap.cli"})
