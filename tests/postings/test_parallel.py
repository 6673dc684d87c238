"""Several processors count what one counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.postings import parallel
from skillgap.postings.counting import PostingCounter, tally
from skillgap.postings.matching import Matcher
from skillgap.postings.parallel import read_in_parallel
from skillgap.postings.reading import BytesRead, files_of, read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.store import read_matrix

HERE = Path(__file__).resolve().parent
TAXONOMY = HERE.parents[1] / "matrices" / "principal-ai-infrastructure-engineer.yaml"


def test_two_processes_count_what_one_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_TASK", 2_000)
    lines = tmp_path / "many.jsonl"
    texts = [f"Kubernetes and {'Kafka' if number % 3 else 'Ray on GPUs'} {number}" for number in range(60)]
    lines.write_text("".join(json.dumps({"id": str(at), "description": text}) + "\n" for at, text in enumerate(texts)))
    inputs = [HERE / "corpus", lines]
    matrix = read_matrix(TAXONOMY)
    one, two = PostingCounter(), PostingCounter()
    expected = list(tally(read(inputs), Matcher(taxonomy_of(matrix)), one))
    consumed = BytesRead()
    for found in read_in_parallel(files_of(inputs), matrix, 2, consumed=consumed):
        two.add(found)
    assert list(two.lines()) == expected
    assert two.receipt == one.receipt
    assert (two.criteria, two.tools) == (one.criteria, one.tools)
    assert consumed.bytes == sum(file.stat().st_size for file in files_of(inputs) if isinstance(file, Path))
