"""The wheel holds all that the command needs, and works from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROLE = "principal-ai-infrastructure-engineer"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network and unpacked where nothing else of skillgap is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    code = "import skillgap.__main__ as command; command.main()"
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "XDG_DATA_HOME": str(folder / "data"),
        "HOME": str(folder),
    }
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=answers, capture_output=True, text=True, check=False
    )


def test_everything_asked_of_the_main_job_works_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-c", "import skillgap; print(skillgap.__file__)"]
    loaded = subprocess.run(
        where,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(loaded.stdout.strip()).is_relative_to(installed)

    assert "Sample staff engineer" in run(installed, tmp_path).stdout
    assert "built in" in run(installed, tmp_path, "matrix", "list").stdout
    made = run(installed, tmp_path, "profile", "new", "Me")
    assert Path(made.stdout.strip()).is_relative_to(tmp_path / "data")
    assessed = run(installed, tmp_path, "assess", "me", "--matrix", ROLE, "--plain", answers="2\n" * 19 + "no\n" * 5)
    assert assessed.returncode == 0, assessed.stderr
    report = json.loads(run(installed, tmp_path, "report", "me", "--format", "json").stdout)
    assert report["coverage"]["rated"] == 19
    screens = "from skillgap.tui.app import SkillgapApp; print(SkillgapApp.__name__)"
    opened = subprocess.run(
        [sys.executable, "-c", screens],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert opened.returncode == 0, opened.stderr


def test_the_wheel_carries_data_styles_and_licence_and_no_tests(installed: Path) -> None:
    names = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    wanted = {
        "skillgap/data/matrices/principal-ai-infrastructure-engineer.yaml",
        "skillgap/data/profiles/sample-staff-engineer.yaml",
        "skillgap/data/profiles/sample-platform-engineer.yaml",
        "skillgap/py.typed",
    }
    assert wanted <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"skillgap"}
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "skillgap").rglob("*")
        if path.suffix in (".tcss", ".j2", ".css")
    }
    assert sources <= names
