"""No sentence of a refusal stands in the program without a hostile file that calls it forth."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import skillgap
from skillgap.model.schema_messages import HINTS, WANTED
from skillgap.store.yaml_errors import _OF_JSON, _SENTENCES
from tests.cli.conftest import home
from tests.hostile.cases import CASES, KINDS, lay
from tests.hostile.special_files import PLACES, refused

__all__ = ["home"]  # a fixture

PACKAGE = Path(skillgap.__file__).parent
SOURCES = (
    "content",
    "detection",
    "html_page",
    "json_files",
    "mail",
    "nesting",
    "records",
    "tables",
    "text_files",
    "xml_files",
)
READERS = (
    *(f"model/{name}.py" for name in ("schema", "matrix", "profile")),
    *(f"store/{name}.py" for name in ("yaml_reader", "yaml_errors", "documents", "bundle_format", "bundle_lookup")),
    *("store/teams.py", "store/library.py", "store/folder.py"),
    *(f"postings/analysis{name}.py" for name in ("", "_outline", "_sample", "_tables", "_rows", "_sections", "_roles")),
    *(f"postings/{name}.py" for name in ("analysis_csv", "reading", "incidence_file")),
    *(f"postings/sources/{name}.py" for name in SOURCES),
    *("postings/incidence_lookup.py", "postings/taxonomy.py", "postings/counting.py"),
)
SAYING = {
    *("Diagnostic", "Violation", "Unreadable", "UnreadableError", "unreadable"),
    *("_RefusedError", "refuse", "_refuse", "duplicates"),
}
ELSEWHERE = {
    "write_bundle": "what may be written is tested with the writing",
    "save_profile": "what may be saved is tested with the saving",
    "delete_profile": "what may be deleted is tested with the command",
    "new_profile": "what may be a new profile is tested with the command",
    "undecided_roles": "people of several roles without a choice are a matter of the command",
    "only_matrix": "several roles without a choice are a matter of the command",
    "read_only_reason": "what may be changed is tested with the changing",
    "check_replaceable": "what may be written over is tested with the writing",
    "_in_bundles": "one id in two bundles is a matter of the library",
    "find": "two files of one id are a matter of the library",
    "find_matrix": "what is no id is a matter of what is typed",
    "paths_in": "what is closed to the user is tried as another user",
    "_inside": "what is closed to the user is tried as another user",
    "chosen_parts": "a heading that is not there is a matter of what is typed",
    "_check_columns_exist": "a column that is not there is a matter of what is typed",
    "title_of": "a heading without a role is only noted, and one without a letter is tested with the analysis",
    "_notes": "what a reader should look at is no refusal",
    "_note": "what a reader should look at is no refusal",
    "write_counted": "what may be written is tested with the writing",
    "_entries": "what the system refuses while a file is read is tried as another user",
    "_pieces": "an attachment beside a text is tested with the mails",
    "_load_parser": "a package that is not installed is no stranger's file",
    "_read_parquet": "what is wrong in Parquet is tested with its reading",
}
"""Functions whose refusals concern no stranger's file."""
UNREACHED = {
    "Illegal trailing comma before end of object": "Python says so from 3.13 on",
    "Illegal trailing comma before end of array": "Python says so from 3.13 on",
    "finite_number": "no YAML or JSON that is read here gives such a number",
    "string_unicode": "what is not UTF-8 in a file is refused before; only the command line gives such text",
    "found a tab character where an indentation space is expected": "libyaml says so of no text that was found",
}


def sayings(path: Path) -> Iterator[tuple[str, int, int]]:
    """The function, first line and last line of every statement in a module that says problems with a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _name(node.func) in SAYING:
                    yield function.name, node.lineno, node.end_lineno or node.lineno


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def lines_run(action: Callable[[], object]) -> set[tuple[str, int]]:
    """The lines of the readers' modules that run in the course of an action."""
    wanted = {str(PACKAGE / name) for name in READERS}
    run: set[tuple[str, int]] = set()

    def within(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            run.add((frame.f_code.co_filename, frame.f_lineno))
        return within

    def entering(frame: FrameType, _: str, __: Any) -> Any:
        return within if frame.f_code.co_filename in wanted else None

    before = sys.gettrace()
    sys.settrace(entering)
    try:
        action()
    finally:
        sys.settrace(before)
    return run


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int]]:
    """The lines that run while everything hostile is read."""

    def everything() -> None:
        for case in CASES:
            KINDS[case.kind].load(lay(case, home))
        for number, place in enumerate(PLACES):
            folder = home / str(number)
            folder.mkdir()
            monkeypatch.chdir(folder)
            refused(place)

    return lines_run(everything)


def test_every_refusal_is_called_forth(run: set[tuple[str, int]]) -> None:
    silent = [
        f"{name}:{first} in {function}"
        for name in READERS
        for function, first, last in sayings(PACKAGE / name)
        if function not in ELSEWHERE and not any((str(PACKAGE / name), line) in run for line in range(first, last + 1))
    ]
    assert silent == []


@pytest.mark.parametrize("table", [_SENTENCES, _OF_JSON, WANTED, HINTS], ids=["yaml", "json", "types", "hints"])
def test_every_sentence_of_the_tables_is_said(table: dict[str, Any]) -> None:
    said = "\n".join(case.expected for case in CASES)
    silent = [key for key, words in table.items() if not _is_said(words, said) and key not in UNREACHED]
    assert silent == []


def _is_said(words: str | tuple[str, str], said: str) -> bool:
    return all(part in said for part in ([words] if isinstance(words, str) else words))
