"""How many mutants the tests kill, in the modules that every figure and every file rests on.

Run it from a checkout that has the extra ``mutation``: ``.venv/bin/python -m tests.mutation``, with the names of
modules behind it for those alone. mutmut changes one place of a function after the other, and for each runs the tests
that reach the function; ``[tool.mutmut]`` in pyproject.toml names them. A mutant is killed when a test fails, never
ends or dies. What survives has to stand in SURVIVORS.md with its reason, and nothing else may.

mutmut leaves alone what runs while a module is imported, such as constants and the fields of dataclasses, and what is
decorated, such as properties.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

from tests.mutation.survivors import LIST, ROOT, Survivor, listed, survivor

MUTANTS = ROOT / "mutants"
MODULES = ("scoring", "statistics", "comparison", "review", "planning", "store")
KILLED = ("killed", "timeout", "segfault")
LIMIT = 90.0
"""How many per cent of each module's mutants have to be killed."""


def run(modules: list[str]) -> None:
    """Make all mutants anew, and run the tests on those of some modules; ends where a mutant spoils it for others."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([mutmut, "run", *(f"skillgap.{module}.*" for module in modules)], cwd=ROOT, check=True)
    for folder in ("matrices", "profiles"):
        for path in (ROOT / folder).iterdir():
            copy = MUTANTS / folder / path.name
            if not copy.is_file() or copy.read_bytes() != path.read_bytes():
                raise SystemExit(f"a mutant has harmed {copy}, which tests of others read: no figure can be trusted")


def mutants_of(module: str) -> Iterator[tuple[str, Path, str]]:
    """Every mutant of a module by its name, with the file it is made from and what became of it."""
    for path in sorted(MUTANTS.glob(f"skillgap/{module}.py.meta")) + sorted(MUTANTS.glob(f"skillgap/{module}/*.meta")):
        source = path.relative_to(MUTANTS).with_suffix("")
        for mutant, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            yield mutant, source, status_by_exit_code[code]


def function_of(mutant: str) -> str:
    """The function or method that was changed, as ``scoring.gap_report``."""
    function, method_of = orig_function_and_class_names_from_key(mutant)
    module = mutant.rpartition(".")[0].removeprefix("skillgap.")
    return ".".join(part for part in (module, method_of, function) if part)


def main(names: list[str]) -> int:
    """Print each module's figures; exit code 1 where one is too low, or SURVIVORS.md does not list what survives."""
    modules = [module for module in MODULES if module in names or not names]
    run(modules)
    survived: set[Survivor] = set()
    enough = True
    print(f"\n{'module':12}{'mutants':>9}{'killed':>9}{'survived':>10}{'killed, %':>11}")
    for module in modules:
        found = list(mutants_of(module))
        alive = [(mutant, source) for mutant, source, became in found if became not in KILLED]
        survived |= {survivor(function_of(one), get_diff_for_mutant(one, path=source)) for one, source in alive}
        killed = len(found) - len(alive)
        enough = enough and killed >= LIMIT / 100 * len(found)
        print(f"{module:12}{len(found):9}{killed:9}{len(alive):10}{100 * killed / len(found):11.1f}")
    known = {one for one, _ in listed() if one.function.partition(".")[0] in modules}
    for one in sorted(survived - known):
        print(f"\nThis survives, and {LIST.name} does not list it:\n\n{one}")
    for one in sorted(known - survived):
        print(f"\nThis is killed or cannot be made, and {LIST.name} lists it:\n\n{one}")
    return 0 if enough and survived == known else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
