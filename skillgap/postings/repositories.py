"""Dated evidence from git repositories: in which commits somebody changed files of which tool."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from skillgap.labels import pluralize
from skillgap.model.evidence import FoundEvidence
from skillgap.model.matrix import Matrix
from skillgap.postings.evidence import evidence_in
from skillgap.store.git_history import Commit

_ENDINGS = {
    "tf": "Terraform", "tfvars": "Terraform", "bicep": "Bicep", "pp": "Puppet", "rego": "Open Policy Agent",
    "py": "Python", "ipynb": "Jupyter", "go": "Go", "rs": "Rust", "java": "Java", "kt": "Kotlin", "scala": "Scala",
    "c": "C", "cc": "C++", "cpp": "C++", "cu": "CUDA", "cs": "C#", "rb": "Ruby", "php": "PHP", "swift": "Swift",
    "js": "JavaScript", "jsx": "React", "ts": "TypeScript", "tsx": "React", "vue": "Vue", "html": "HTML", "css": "CSS",
    "sql": "SQL", "r": "R", "jl": "Julia", "sh": "Bash", "ps1": "PowerShell", "proto": "Protocol Buffers",
    "graphql": "GraphQL", "tex": "LaTeX", "ex": "Elixir", "hs": "Haskell", "lua": "Lua", "dart": "Dart",
}  # fmt: skip
"""The tool of a file by what its name ends with."""
_NAMES = {
    "dockerfile": "Docker", "docker-compose.yml": "Docker", "docker-compose.yaml": "Docker", "chart.yaml": "Helm",
    "kustomization.yaml": "Kubernetes", "jenkinsfile": "Jenkins", ".gitlab-ci.yml": "GitLab CI", "makefile": "Make",
    "dvc.yaml": "DVC", "mlproject": "MLflow", "ansible.cfg": "Ansible", "dbt_project.yml": "dbt",
    "build.bazel": "Bazel", "prometheus.yml": "Prometheus", "skaffold.yaml": "Kubernetes",
}  # fmt: skip
"""The tool of a file by its whole name in small letters."""
_WORKFLOWS = ".github/workflows/"


@dataclass(frozen=True, slots=True)
class ToolUse:
    """In how many commits somebody changed files of a tool, and the last day, as in 2026-09-30."""

    tool: str
    commits: int
    last: str


def tool_of(path: str) -> str | None:
    """The tool that a file is written for, by its name; None if the name does not say."""
    name = path.rpartition("/")[2].lower()
    if path.startswith(_WORKFLOWS):
        return "GitHub Actions"
    if tool := _NAMES.get(name):
        return tool
    stem, _, ending = name.rpartition(".")
    return _ENDINGS.get(ending) if stem else None


def tool_uses(commits: Iterable[Commit], addresses: Collection[str]) -> list[ToolUse]:
    """Count the commits of an author's addresses, in small letters, by tool; most commits first."""
    counts: dict[str, int] = {}
    last: dict[str, str] = {}
    known: dict[str, str | None] = {}
    for commit in commits:
        if commit.address not in addresses:
            continue
        tools = set()
        for path in commit.paths:
            if path not in known:
                known[path] = tool_of(path)
            tools.add(known[path])
        for tool in tools - {None}:
            assert tool is not None  # noqa: S101 - it is left out above
            counts[tool] = counts.get(tool, 0) + 1
            last[tool] = max(last.get(tool, ""), commit.day)
    return [ToolUse(tool, counts[tool], last[tool]) for tool in sorted(counts, key=lambda name: (-counts[name], name))]


def evidence_of_uses(uses: Iterable[ToolUse], source: str, matrix: Matrix) -> list[FoundEvidence]:
    """State the uses of tools that a matrix names, as in *142 commits in Terraform files, last 2026-09*."""
    found = []
    for use in uses:
        text = f"{pluralize(use.commits, 'commit')} in {use.tool} files, last {use.last[:7]}"
        offered, _ = evidence_in(text, source, matrix)
        found += [replace(evidence, key=f"{source} {use.tool} {use.last[:7]}") for evidence in offered]
    return found
