"""``matrix build``, ``explain`` and ``suggest`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.matrix_duplicates import duplicates
from skillgap.cli.posting_terms import suggest
from skillgap.cli.postings import build, explain
from skillgap.errors import DataError
from skillgap.store import read_matrix

ROLE = "principal-ai-infrastructure-engineer"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(command: object, *arguments: str, error: str | None = None) -> Result:
    result = CliRunner().invoke(command, arguments)  # type: ignore[arg-type]
    if error is None:
        assert result.exit_code in (ExitCode.DONE, ExitCode.IN_PART), (result.output, result.exception)
    else:
        assert isinstance(result.exception, DataError), result.output
        assert error in str(result.exception)
    return result


def postings(*texts: str) -> str:
    lines = (json.dumps({"id": f"p{at}", "company": "Acme", "description": text}) for at, text in enumerate(texts))
    Path("postings.jsonl").write_text("\n".join(lines) + "\n{broken\n")
    return "postings.jsonl"


def test_build_counts_and_tells_what_could_not_be_read() -> None:
    file = postings("Kubernetes and Kafka", "Kafka. Kubernetes is a plus.", "Kubernetes and Kafka")
    result = run(build, file, "-t", ROLE, "-o", f"{ROLE}.yaml")
    matrix = read_matrix(Path(f"{ROLE}.yaml"))
    assert (matrix.version, matrix.source.sample_size, matrix.source.organisations) == (2, 2, "1 employer")
    assert matrix.criterion("data-ml-platforms").postings == 2
    origin = Path(f"{ROLE}.yaml").read_text().splitlines()[1]
    assert origin == f"# Copied from {ROLE}, version 1, except the sample and its counts: no posting states a level."
    assert result.stdout == ""
    assert "2 postings counted, 1 near-duplicate not counted again, 1 unreadable" in result.stderr
    assert result.exit_code == ExitCode.IN_PART
    receipt = result.stderr.splitlines()[-6:]
    assert receipt == [
        "  sources: 1 file: JSON lines 3",
        "  encodings: UTF-8 3",
        "  published: no posting states a date",
        "  employers: 1",
        "  unreadable, 1: it is not JSON: a key in double quotes is missing here",
        "    postings.jsonl:4",
    ]
    lines = Path(f"{ROLE}.postings.jsonl").read_text().splitlines()
    assert len(lines) == 4
    assert "Kafka and" not in "".join(lines)


def test_build_keeps_text_only_when_asked() -> None:
    run(build, postings("Kubernetes here"), "-t", ROLE, "-o", "new.yaml", "--keep-text")
    assert "Kubernetes here" in Path("new.postings.jsonl").read_text()


def test_build_takes_the_place_of_what_it_built_and_of_nothing_that_somebody_wrote() -> None:
    again = (postings("Kubernetes"), "-t", ROLE, "-o", "new.yaml")
    for _ in range(2):
        run(build, *again)
    Path("new.postings.jsonl").unlink()
    before = Path("new.yaml").read_bytes()
    run(build, *again, error="new.yaml: this file is somebody's profile or matrix, which would be lost")
    Path("new.yaml").rename("new.postings.jsonl")
    run(build, *again, error="new.postings.jsonl: this file is somebody's profile or matrix, which would be lost")
    assert Path("new.postings.jsonl").read_bytes() == before
    assert not Path("new.yaml").exists()


def test_build_leaves_the_taxonomy_and_everything_else_alone_where_it_fails() -> None:
    run(build, postings("Kubernetes"), "-t", ROLE, "-o", "one.yaml")
    Path("empty.txt").touch()
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    run(build, "postings.jsonl", "-t", "./one.yaml", "-o", "one.yaml", error="this is the taxonomy itself")
    run(build, "gone.jsonl", "-t", ROLE, "-o", "two.yaml", error="no such file or folder")
    result = run(build, "empty.txt", "-t", ROLE, "-o", "two.yaml", error="no posting was read")
    assert "empty.txt: it is empty" in str(result.exception)
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize(
    ("output", "refusal"),
    [
        ("folder.yaml", "folder.yaml: this is a folder, not a regular file"),
        ("%.yaml", "%.yaml: this name has no letter or digit"),
        ("jobs/new.yaml", "jobs/new.yaml: this file would be read as a posting next time"),
        ("jobs/deeper/new.yaml", "jobs/deeper/new.yaml: this file would be read as a posting next time"),
        ("mine.yaml", "mine.postings.jsonl: this file would be read as a posting next time"),
    ],
)
def test_build_writes_nothing_where_no_matrix_can_be_or_postings_are(output: str, refusal: str) -> None:
    for folder in ("folder.yaml", "jobs/deeper"):
        Path(folder).mkdir(parents=True)
    Path("jobs/a.txt").write_text("Kubernetes")
    Path(postings("Kafka")).rename("mine.postings.jsonl")
    before = sorted(Path().rglob("*"))
    run(build, "jobs", "mine.postings.jsonl", "-t", ROLE, "-o", output, error=refusal)
    assert sorted(Path().rglob("*")) == before
    assert "Kafka" in Path("mine.postings.jsonl").read_text()


def test_build_writes_only_what_the_library_would_find() -> None:
    for output in ("", "new", "new.jsonl"):
        result = CliRunner().invoke(build, [postings("Kafka"), "-t", ROLE, "-o", output])
        assert result.exit_code == 2
        assert "must end in .yaml or .yml." in result.stderr
    assert [path.name for path in Path().iterdir()] == ["postings.jsonl"]


def test_explain_shows_posting_phrase_and_words() -> None:
    run(build, postings("Kubernetes and Kafka", "Kafka.\n\nNice to have: Kubernetes"), "-t", ROLE, "-o", "new.yaml")
    result = run(explain, "./new.yaml", "orchestration-automation")
    assert result.stdout.splitlines() == [
        "p0 (Acme): 'Kubernetes', required",
        "  Kubernetes and Kafka",
        "p1 (Acme): 'Kubernetes', nice to have",
        "  Kafka. Nice to have: Kubernetes",
    ]
    assert run(explain, "./new.yaml", "hardware").stdout == "no posting asks for hardware\n"


def test_explain_lists_what_a_posting_says_it_does_not_need() -> None:
    run(build, postings("No Kubernetes required", "Kubernetes"), "-t", ROLE, "-o", "new.yaml")
    assert run(explain, "./new.yaml", "orchestration-automation").stdout.splitlines() == [
        "p1 (Acme): 'Kubernetes', required",
        "  Kubernetes",
        "p0 (Acme): 'Kubernetes', not asked for",
        "  No Kubernetes required",
    ]


def test_explain_says_what_it_cannot_find() -> None:
    run(build, postings("Kubernetes"), "-t", ROLE, "-o", "new.yaml")
    run(explain, "./new.yaml", "hardwear", error="did you mean hardware?")
    run(explain, ROLE, "hardware", error="skillgap matrix build")


def test_what_a_posting_says_cannot_write_to_the_terminal() -> None:
    run(build, postings("Kubernetes \x1b]52;c;x\x07 \x9b31m and more"), "-t", ROLE, "-o", "new.yaml")
    shown = run(explain, "./new.yaml", "orchestration-automation").stdout
    assert "Kubernetes" in shown
    assert not any((ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160 for character in shown)


def test_suggest_lists_uncovered_terms_by_postings() -> None:
    file = postings("We run Backstage and Kubernetes", "With Backstage and Vault", "Our Vault, our Backstage")
    result = run(suggest, file, "-t", ROLE)
    assert result.stdout == "     3  Backstage\n     2  Vault\n"
    assert run(suggest, file, "-t", ROLE, "--limit", "1").stdout == "     3  Backstage\n"
    none = run(suggest, postings("We run Backstage"), "-t", ROLE)
    assert none.stdout == ""
    assert "no uncovered term appears in 2 or more postings" in none.stderr
    assert "postings.jsonl:4" in result.stderr


def test_the_receipt_is_data_as_well() -> None:
    result = run(build, postings("Kubernetes", "Kafka"), "-t", ROLE, "-o", "new.yaml", "--format", "json")
    receipt = json.loads(result.stdout)
    assert receipt["format"] == "skillgap/postings-receipt/1"
    assert (receipt["read"], receipt["files"], receipt["counted"], receipt["duplicates"]) == (2, 1, 2, 0)
    assert (receipt["sources"], receipt["encodings"], receipt["employers"]) == ({"JSON lines": 2}, {"UTF-8": 2}, 1)
    (group,) = receipt["unreadable"]
    assert (group["count"], group["sources"]) == (1, ["postings.jsonl:3"])


def test_near_duplicates_may_be_kept() -> None:
    file = postings("Kubernetes and Kafka", "Kubernetes and Kafka")
    run(build, file, "-t", ROLE, "-o", "new.yaml", "--keep-duplicates")
    assert read_matrix(Path("new.yaml")).source.sample_size == 2


def test_duplicates_lists_what_counts_once() -> None:
    file = postings("Kubernetes and Kafka", "Kafka", "Kubernetes and Kafka")
    run(build, file, "-t", ROLE, "-o", "new.yaml")
    expected = "p0: Acme\n  p2: Acme\n"
    for arguments in (("new.yaml",), (file, "-t", ROLE), (file,)):
        result = run(duplicates, *arguments)
        assert result.stdout == expected
        assert "1 cluster, 1 near-duplicate not counted again" in result.stderr
    (cluster,) = json.loads(run(duplicates, "new.yaml", "--format", "json").stdout)["clusters"]
    assert (cluster["kept"]["id"], [posting["id"] for posting in cluster["duplicates"]]) == ("p0", ["p2"])
    run(duplicates, "nowhere", error="there is no matrix nowhere")


def test_explain_finds_the_postings_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("jobs/a", "jobs/b", "elsewhere"):
        Path(folder).mkdir(parents=True)
    for name, text in (("a", "Kubernetes for boats"), ("b", "Kubernetes for gulls")):
        Path(f"jobs/{name}/README.md").write_text(text)
    run(build, "jobs", "-t", ROLE, "-o", "new.yaml")
    monkeypatch.chdir("elsewhere")
    shown = run(explain, str(tmp_path / "new.yaml"), "orchestration-automation").stdout
    assert shown.splitlines() == [
        "a/README: 'Kubernetes', required",
        "  Kubernetes for boats",
        "b/README: 'Kubernetes', required",
        "  Kubernetes for gulls",
    ]
