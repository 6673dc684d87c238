"""Dated evidence from git repositories, and repositories that try to run programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from skillgap.errors import DataError
from skillgap.postings.repositories import ToolUse, evidence_of_uses, tool_of, tool_uses
from skillgap.store.git_history import Commit, commits_of
from tests.builders import criterion, matrix_data, matrix_of

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
ADA = "ada@example.org"


def git(folder: Path, *words: str, day: str = "2026-09-30", author: str = ADA) -> None:
    clean: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    names = {f"GIT_{who}_{what}": author for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, env={**clean, **names, **dates, **none}
    )


def sign(folder: Path) -> None:
    """Put a commit on top that has a signature to check."""
    raw = subprocess.run(["git", "-C", str(folder), "cat-file", "commit", "HEAD"], check=True, capture_output=True)
    head, _, message = raw.stdout.partition(b"\n\n")
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----"
    made = subprocess.run(
        ["git", "-C", str(folder), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=head + b"\n" + signature + b"\n\n" + message,
        check=True,
        capture_output=True,
    )
    git(folder, "update-ref", "HEAD", made.stdout.decode().strip())


def commit(folder: Path, name: str, day: str, author: str = ADA) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{day} {author}\n", encoding="utf-8")
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "-m", "change", day=day, author=author)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, "main.tf", "2025-01-01")
    commit(folder, "net/ä b.tf", "2026-09-30")
    commit(folder, "main.tf", "2026-10-01", author="bob@example.org")
    commit(folder, "run.py", "2026-08-01", author="Ada@Example.org")
    return folder


def test_commits_are_counted_by_tool_and_author(repository: Path) -> None:
    commits = list(commits_of(repository))
    assert commits[1] == Commit("bob@example.org", "2026-10-01", ("main.tf",))
    assert commits[2].paths == ("net/ä b.tf",)
    # Ada: main.tf and ä b.tf are 2 commits of Terraform, run.py is 1 of Python; the commit of Bob does not count.
    assert tool_uses(commits, {ADA}) == [ToolUse("Terraform", 2, "2026-09-30"), ToolUse("Python", 1, "2026-08-01")]


def test_several_files_of_a_commit_count_once() -> None:
    commits = [Commit(ADA, "2026-01-02", ("a.tf", "b.tf", "notes.txt")), Commit(ADA, "2025-01-02", ())]
    assert tool_uses(commits, {ADA}) == [ToolUse("Terraform", 1, "2026-01-02")]


def test_evidence_names_commits_and_month() -> None:
    matrix = matrix_of(matrix_data(criterion("infra", 8, aliases=["Terraform"])))
    uses = [ToolUse("Terraform", 142, "2026-09-30"), ToolUse("Python", 9, "2026-09-30")]
    found = evidence_of_uses(uses, "/repo", matrix)
    assert [(one.criterion, one.text) for one in found] == [("infra", "142 commits in Terraform files, last 2026-09")]
    more = evidence_of_uses([ToolUse("Terraform", 143, "2026-09-30")], "/repo", matrix)
    later = evidence_of_uses([ToolUse("Terraform", 143, "2026-10-01")], "/repo", matrix)
    assert more[0].digest == found[0].digest  # an answer holds until there are commits of a later month
    assert later[0].digest != found[0].digest


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        ("a/main.tf", "Terraform"),
        ("Dockerfile", "Docker"),
        (".github/workflows/ci.yml", "GitHub Actions"),
        ("ci.yml", None),
        (".go", None),
        ("README", None),
    ],
)
def test_a_file_name_tells_its_tool(path: str, tool: str | None) -> None:
    assert tool_of(path) == tool


def test_no_program_of_the_repository_runs(repository: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho $0 >> '{ran}'\n", encoding="utf-8")
    trap.chmod(0o755)
    (repository / ".gitattributes").write_text("* diff=trap filter=trap\n", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "trap")
    sign(repository)
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change"):
        shutil.copy(trap, repository / ".git" / "hooks" / hook)
    settings = {
        "core.fsmonitor": trap, "core.pager": trap, "core.sshCommand": trap, "core.gitProxy": trap, "pager.log": trap,
        "diff.external": trap, "diff.trap.command": trap, "diff.trap.textconv": trap, "filter.trap.smudge": trap,
        "filter.trap.clean": trap, "gpg.program": trap, "log.showSignature": "true", "credential.helper": trap,
        "core.alternateRefsCommand": trap, "log.diffMerges": "on", "alias.log": f"!{trap}", "core.editor": trap,
    }  # fmt: skip
    for name, value in settings.items():
        git(repository, "config", name, str(value))
    assert tool_uses(commits_of(repository), {ADA})[0] == ToolUse("Terraform", 2, "2026-09-30")
    assert not ran.exists()


def test_the_environment_cannot_point_git_elsewhere(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert len(list(commits_of(repository))) == 4


@pytest.mark.parametrize(
    "setting", [("extensions.partialClone", "origin"), ("remote.origin.promisor", "true")], ids=["extension", "remote"]
)
def test_a_partial_clone_is_refused(repository: Path, setting: tuple[str, str]) -> None:
    git(repository, "config", *setting)
    with pytest.raises(DataError, match="partial clone"):
        list(commits_of(repository))


def test_a_linked_work_tree_is_read(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "linked"))
    assert len(list(commits_of(tmp_path / "linked"))) == 4


def test_what_is_no_repository_is_refused(repository: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    (tmp_path / "plain").mkdir()
    for folder in (tmp_path / "none", tmp_path / "plain", repository / "net", empty):
        with pytest.raises(DataError):
            list(commits_of(folder))
