"""SURVIVORS.md is about the code as it is: what it lists can still be changed so, and has a reason."""

from __future__ import annotations

from tests.mutation.survivors import LIST, ROOT, Survivor, listed, survivor

DIFF = """--- skillgap/scoring.py
+++ skillgap/scoring.py
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
    """The lines of the module that a function stands in, without indentation."""
    parts = ["skillgap", *function.split(".")]
    paths = (ROOT.joinpath(*parts[:end]).with_suffix(".py") for end in range(len(parts), 1, -1))
    path = next(path for path in paths if path.is_file())
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_survivor_has_a_reason_and_changes_a_line_that_there_is() -> None:
    found = list(listed())
    assert len({one for one, _ in found}) == len(found)
    for one, reason in found:
        assert reason.endswith("."), one
        source = source_of(one.function)
        gone = [line[2:] for line in one.change if line.startswith("- ")]
        assert gone, one
        assert all(line in source for line in gone), f"{LIST.name} is out of date:\n{one}"
