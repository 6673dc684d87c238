"""Every message of every command begins with ``error:``, ``warning:`` or what it is about, and hints stand below."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("arguments", "code", "lines"),
    [
        (("report", "nobody"), 1, ("error: there is no profile nobody", "hint: ")),
        (("report", "--view", "x", "me"), 2, ("error: invalid value for '--view'", "hint: `skillgap report --help`")),
        (("nothing",), 2, ("error: no such command 'nothing'", "hint: ")),
        (("report", "--no"), 2, ("error: no such option", "hint: ")),
        (("review",), 2, ("error: missing argument 'PROFILE", "hint: `skillgap review --help` shows how to use it")),
        (("profile", "validate", "broken.yaml"), 1, ("error: broken.yaml:1:1: format is missing", "hint: ")),
    ],
)
def test_an_error_says_what_happened_and_what_to_do(
    skillgap: Command, home: Path, arguments: tuple[str, ...], code: int, lines: tuple[str, ...]
) -> None:
    (home / "broken.yaml").write_text("nmae: x\n", encoding="utf-8")
    result = skillgap(*arguments)
    assert (result.code, result.out) == (code, "")
    shown = result.stderr.splitlines()
    assert [line.startswith(start) for line, start in zip(shown, lines, strict=False)] == [True] * len(lines), shown
