"""SURVIVORS.md is about the code as it is: what it lists can still be changed so, and has a reason."""

from __future__ import annotations

import ast
from itertools import groupby

from tests.mutation.survivors import LIST, ROOT, Survivor, listed, survivor

DIFF = """--- skillgap/scoring/gap_report.py
+++ skillgap/scoring/gap_report.py
@@ -1,3 +1,3 @@
     rated = [
-        one for one in found if one.level
+        one for one in found if not one.level

     ]
"""


def test_a_change_is_what_a_diff_takes_out_and_puts_in() -> None:
    change = ("- one for one in found if one.level", "+ one for one in found if not one.level")
    assert survivor("scoring.rated", DIFF) == Survivor("scoring.rated", change)


def source_of(function: str) -> list[str]:
    """The lines of a function, without indentation."""
    parts = ["skillgap", *function.split(".")]
    paths = {end: ROOT.joinpath(*parts[:end]).with_suffix(".py") for end in range(len(parts), 1, -1)}
    end, path = next((end, path) for end, path in paths.items() if path.is_file())
    text = path.read_text(encoding="utf-8")
    node: ast.Module | ast.ClassDef | ast.FunctionDef = ast.parse(text)
    for name in parts[end:]:
        inside = {one.name: one for one in node.body if isinstance(one, ast.ClassDef | ast.FunctionDef)}
        assert name in inside, f"{LIST.name} is out of date: there is no {function}"
        node = inside[name]
    assert isinstance(node, ast.FunctionDef), function
    return [line.strip() for line in text.splitlines()[node.lineno - 1 : node.end_lineno]]


def test_every_survivor_has_a_reason_and_changes_a_line_that_there_is() -> None:
    found = list(listed())
    assert len({one for one, _ in found}) == len(found)
    for one, reason in found:
        assert reason.endswith("."), one
        source = source_of(one.function)
        gone = [line[2:] for line in one.change if line.startswith("- ")]
        assert gone, one
        assert all(line in source for line in gone), f"{LIST.name} is out of date:\n{one}"


def test_the_list_is_in_order_and_each_reason_stands_once_for_a_function() -> None:
    functions = [line.removeprefix("### ") for line in LIST.read_text().splitlines() if line.startswith("### ")]
    assert functions == sorted(set(functions))
    assert functions == list(dict.fromkeys(one.function for one, _ in listed()))
    groups = [group for group, _ in groupby((one.function, reason) for one, reason in listed())]
    assert len(groups) == len(set(groups))
