"""The commands of the README and of the page of commands run, in their order, in a folder like a checkout."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from skillgap.cli import clock, run
from skillgap.cli.exit_codes import ExitCode
from tests.cli.conftest import home  # noqa: F401 - a fixture
from tests.docs.pages import DOCS, ROOT, Block, parts
from tests.docs.terminal import Terminal
from tests.docs.test_pages import DAY
from tests.test_readme import LINES

TYPED = {
    "matrix levels imported": ["q"],
    "matrix same --plain": ["q"],
    "assess ada-example --plain": ["4", "2", "q"],
    '"Grace Mentor" --plain': ["2", "done"],
    "profile delete": ["y"],
    "profile evidence": ["q"],
}
"""What is typed while a command runs, by what the command holds."""


def _analysis() -> None:
    blocks = parts((DOCS / "making-a-matrix.md").read_text(encoding="utf-8"))
    text = next(block.text for block in blocks if isinstance(block, Block) and block.file == "analysis.md")
    Path("analysis.md").write_text(text, encoding="utf-8")


def _team() -> None:
    Path("more").mkdir()
    shutil.copy("profiles/sample-staff-engineer.yaml", "more/other.yaml")
    text = Path("more/other.yaml").read_text(encoding="utf-8").replace("id: sample-staff", "id: other", 1)
    Path("more/other.yaml").write_text(text, encoding="utf-8")
    assert run(["profile", "export", "more/other.yaml", "--output", "more/team.jsonl"]) == 0


SUPPOSED: dict[str, Callable[[], object]] = {
    "cv.md": lambda: Path("cv.md").write_text("- Ran Kubernetes for three teams\n", encoding="utf-8"),
    "posting.txt": lambda: Path("posting.txt").write_text("Requirements\n- Kubernetes\n", encoding="utf-8"),
    "analysis.md": _analysis,
    "from-grace.yaml": lambda: shutil.copy("profiles/ada-example.yaml", "from-grace.yaml"),
    "more/team.jsonl": _team,
}
"""How the files come about that the pages take for granted."""


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("page", LINES)
def test_the_commands_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    shutil.copytree(ROOT / "profiles", "profiles", ignore=shutil.ignore_patterns("sample-ward-nurse.yaml"))
    shutil.copytree(ROOT / "tests" / "postings" / "corpus", "tests/postings/corpus")
    terminal = Terminal(monkeypatch)
    for line in LINES[page]:
        if not line.startswith(("skillgap ", "mkdir ")):
            continue
        for name, make in SUPPOSED.items():
            if name in line and not Path(name).exists():
                make()
        answers = next((typed for held, typed in TYPED.items() if held in line), [])
        appeared = terminal.type(line, answers)
        assert terminal.code in (ExitCode.DONE, ExitCode.IN_PART), f"{line} ends with {terminal.code}: {appeared}"
