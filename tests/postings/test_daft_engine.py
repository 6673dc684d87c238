"""Reading in parts, and with daft: the same postings, the same counts.

With the address of a Ray cluster in SKILLGAP_RAY, as 127.0.0.1:6379 after ``ray start --head``, daft works there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.postings.counting import PostingCounter, tally
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Part, parts_of, read, read_part
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.store import read_matrix

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TAXONOMY = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
INSTALLED = importlib.util.find_spec("daft") is not None

needs_ray = pytest.mark.skipif(not INSTALLED or importlib.util.find_spec("ray") is None, reason="ray is not installed")
needs_daft = pytest.mark.skipif(not INSTALLED, reason="daft is not installed")


def lines_file(path: Path, count: int) -> Path:
    entries = [json.dumps({"description": f"posting {at} asks for Kubernetes and Kafka {at}"}) for at in range(count)]
    entries[3] = "{broken"
    entries[5] = ""
    path.write_text("\n".join(entries))  # and no line break at the end
    return path


@pytest.mark.parametrize("size", [1, 60, 61, 200, 1000, 10**6])
def test_parts_together_are_the_whole_file(tmp_path: Path, size: int) -> None:
    path = lines_file(tmp_path / "a.jsonl", 40)
    parts = list(parts_of(path, size))
    assert [entry for part in parts for entry in read_part(part)] == list(read([path]))
    if size < 1000:
        assert len(parts) > 2


def test_other_files_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\n" * 1000)
    assert list(parts_of(tmp_path / "a.txt", 10)) == [Part(tmp_path / "a.txt")]


def test_without_daft_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from skillgap.postings.daft_engine import DaftPostings

    for name in ("DO_NOT_TRACK", "DAFT_PROGRESS_BAR"):
        monkeypatch.setenv(name, "")
    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(DataError, match=r"skillgap\[scale\]"):
        DaftPostings([str(HERE)])


COUNT_WITH_DAFT = """
import json, os, sys
from pathlib import Path
from skillgap.postings import daft_engine
from skillgap.postings.counting import PostingCounter
from skillgap.store import read_matrix
daft_engine.SHARD = 500
total = PostingCounter()
postings = daft_engine.DaftPostings(sys.argv[2:], os.environ.get('SKILLGAP_RAY'))
lines = list(postings.lines(read_matrix(Path(sys.argv[1])), total))
unreadable = [[group.reason, group.entries, *group.sources] for group in total.receipt.unreadable_groups()]
print(json.dumps({"lines": lines, "unreadable": unreadable,
    "tracked": os.environ.get("DO_NOT_TRACK")}))
"""


def with_daft(*inputs: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Count in an interpreter of its own, since daft keeps threads for as long as its process lives."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", COUNT_WITH_DAFT, str(TAXONOMY), *inputs]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


def counted_with_daft(*inputs: str, cwd: Path = ROOT) -> dict[str, Any]:
    """What is counted, and what cannot be read."""
    result = with_daft(*inputs, cwd=cwd)
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@needs_daft
def test_daft_gives_the_same_lines_in_the_same_order(tmp_path: Path) -> None:
    many = lines_file(tmp_path / "many.jsonl", 40)
    inputs = [HERE / "corpus", many]
    total = PostingCounter()
    expected = list(tally(read(inputs), Matcher(taxonomy_of(read_matrix(TAXONOMY))), total))
    found = counted_with_daft(*map(str, inputs))
    assert found["lines"] == json.loads(json.dumps(expected))
    assert found["unreadable"] == [
        [group.reason, group.entries, *group.sources] for group in total.receipt.unreadable_groups()
    ]
    assert found["tracked"] == "1"


@needs_daft
def test_daft_takes_patterns_and_addresses(tmp_path: Path) -> None:
    lines_file(tmp_path / "a.jsonl", 10)
    lines_file(tmp_path / "b.jsonl", 10)
    by_pattern = counted_with_daft("*.jsonl", cwd=tmp_path)["lines"]
    by_address = counted_with_daft(f"file://{tmp_path}/*.jsonl")["lines"]
    assert len(by_pattern) == len(by_address) == 16
    assert [line.get("hits") for line in by_pattern] == [line.get("hits") for line in by_address]


@needs_daft
def test_a_pattern_without_files_is_an_error(tmp_path: Path) -> None:
    assert "no file matches this pattern" in with_daft(str(tmp_path / "*.jsonl")).stderr


@needs_ray
@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "[::1]:1"])
def test_a_cluster_that_does_not_answer_is_an_error_at_once(address: str) -> None:
    from skillgap.postings.daft_engine import DaftPostings

    with pytest.raises(DataError, match=r"the Ray cluster at .* cannot be used"):
        DaftPostings([str(HERE)], address)
