"""From files of postings to a matrix with their counts, and the incidence beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.model import matrix as matrix_rules
from skillgap.model.matrix import Matrix
from skillgap.model.schema import check
from skillgap.postings.counting import PostingCounter, counted_matrix, tally
from skillgap.postings.explaining import reasons
from skillgap.postings.incidence_file import read_incidence, write_counted
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.scoring.posting_data import incidence_of, required_counts
from skillgap.store import read_matrix
from skillgap.store.folder import posting_data_path
from skillgap.store.yaml_writer import document

HERE = Path(__file__).resolve().parent
TAXONOMY = HERE.parents[1] / "matrices" / "principal-ai-infrastructure-engineer.yaml"


def count(inputs: list[Path], **options: Any) -> tuple[PostingCounter, list[dict[str, Any]]]:
    total = PostingCounter()
    matcher = Matcher(taxonomy_of(read_matrix(TAXONOMY)))
    return total, list(tally(read(inputs), matcher, total, **options))


def test_the_corpus_gives_the_counts_that_reading_it_gives() -> None:
    total, lines = count([HERE / "corpus"])
    data = counted_matrix(read_matrix(TAXONOMY), total, "principal-ai-infrastructure-engineer")
    matrix, faults = check(Matrix, data)
    assert faults == []
    assert list(matrix_rules.faults(data)) == []
    assert matrix is not None
    assert (matrix.id, matrix.version) == ("principal-ai-infrastructure-engineer", 2)
    assert data["source"] == {
        "sample_size": 10,
        "period": "2026-01-15 – 2026-04-20",
        "sample": "11 postings read, 1 near-duplicate not counted again, 2 unreadable, 4 without a date",
        "organisations": "6 employers",
    }
    # Counted by hand, posting by posting.
    assert {criterion.id: criterion.postings for criterion in matrix.criteria} == {
        "large-scale-distributed-systems-design": 5,
        "performance-optimization-gpu-accelerator": 5,
        "technical-leadership-mentorship": 2,
        "reliability-observability-leadership": 5,
        "cross-org-program-execution": 0,
        "applied-research-innovation-partnerships": 1,
        "cost-optimization-finops": 3,
        "security-compliance-awareness": 1,
        "orchestration-automation": 5,
        "performance-tooling": 5,
        "observability": 5,
        "data-ml-platforms": 5,
        "hardware": 4,
        "technical-strategy-architecture": 3,
        "performance-efficiency": 0,
        "reliability-operations": 2,
        "mentorship-culture": 2,
        "cross-org-delivery": 4,
        "innovation-research": 1,
    }
    tools = matrix.criterion("orchestration-automation").tool_postings
    assert tools == {"Kubernetes": 5, "KServe": 0, "Kubeflow": 1, "Ray": 2, "Terraform": 2, "Argo CD": 2}
    optional = {
        line["id"]: sorted(name for name, hit in line.get("hits", {}).items() if not hit["required"]) for line in lines
    }
    assert {name: hits for name, hits in optional.items() if hits} == {
        "corpus/01-harbour-cloud": ["data-ml-platforms"],
        "corpus/02-lumen-motion": ["cost-optimization-finops", "reliability-observability-leadership"],
        "QB-77": ["data-ml-platforms"],
        "corpus/04-fern-health": ["innovation-research"],
        "b-1": ["data-ml-platforms"],
        "in-9": ["cost-optimization-finops"],
    }
    assert [line["duplicate_of"] for line in lines if "duplicate_of" in line] == ["c-1"]


def write(folder: Path, *texts: str) -> list[Path]:
    path = folder / "postings.jsonl"
    path.write_text("".join(json.dumps({"id": f"p{at}", "description": text}) + "\n" for at, text in enumerate(texts)))
    return [path]


def test_under_another_id_it_is_a_first_version(tmp_path: Path) -> None:
    total, _ = count(write(tmp_path, "Kubernetes"))
    data = counted_matrix(read_matrix(TAXONOMY), total, "another")
    assert (data["id"], data["version"]) == ("another", 1)
    assert data["source"] == {
        "sample_size": 1,
        "sample": "1 posting read, 0 near-duplicates not counted again",
    }


def test_no_posting_gives_no_matrix(tmp_path: Path) -> None:
    total, _ = count(write(tmp_path, ""))
    with pytest.raises(DataError, match="no posting was read"):
        counted_matrix(read_matrix(TAXONOMY), total, "another")


def built(tmp_path: Path, *texts: str, keep_text: bool = False) -> tuple[Path, Matrix]:
    total, lines = count(write(tmp_path, *texts), keep_text=keep_text)
    data = counted_matrix(read_matrix(TAXONOMY), total, "another")
    write_counted(tmp_path / "another.yaml", lines, lambda: data, document)
    return posting_data_path(tmp_path / "another.yaml"), read_matrix(tmp_path / "another.yaml")


TEXTS = ("Kubernetes and Kafka", "Kafka. Kubernetes is a plus.", "Kubernetes and Kafka", "Nothing of note")


def test_an_incidence_reads_back_as_it_was_counted(tmp_path: Path) -> None:
    path, matrix = built(tmp_path, *TEXTS)
    assert path.name == "another.postings.jsonl"
    postings = list(read_incidence(path, matrix))
    incidence = incidence_of(postings)
    counts = {c.id: sum(c.id in asked for asked in incidence.asked) for c in matrix.criteria}
    assert counts == {criterion.id: criterion.postings for criterion in matrix.criteria}
    assert required_counts(incidence) == {"orchestration-automation": 1, "data-ml-platforms": 2}
    assert [posting.duplicate_of for posting in postings] == [None, None, "p0", None]
    assert all(posting.text is None for posting in postings)


def test_reasons_give_the_words_around_a_phrase_while_the_text_is_there(tmp_path: Path) -> None:
    path, matrix = built(tmp_path, *TEXTS)
    found = list(reasons(read_incidence(path, matrix), "orchestration-automation", tmp_path))
    assert [(one.id, one.phrase, one.required, one.words) for one in found] == [
        ("p0", "Kubernetes", True, "Kubernetes and Kafka"),
        ("p1", "Kubernetes", False, "Kafka. Kubernetes is a plus."),
    ]
    write(tmp_path, "changed", *TEXTS[1:])
    assert next(reasons(read_incidence(path, matrix), "orchestration-automation", tmp_path)).words is None
    (tmp_path / "postings.jsonl").unlink()
    assert [reason.words for reason in reasons(read_incidence(path, matrix), "orchestration-automation", tmp_path)] == [
        None,
        None,
    ]


def test_kept_text_explains_without_the_files(tmp_path: Path) -> None:
    path, matrix = built(tmp_path, *TEXTS, keep_text=True)
    (tmp_path / "postings.jsonl").unlink()
    words = [reason.words for reason in reasons(read_incidence(path, matrix), "data-ml-platforms", tmp_path)]
    assert words == ["Kubernetes and Kafka", "Kafka. Kubernetes is a plus."]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda text: text.replace('"version":1', '"version":2'),
            "it belongs to version 2 of another, not to 1 of another",
        ),
        (lambda text: text.replace("postings/1", "postings/9"), "format must be skillgap/postings/1"),
        (lambda text: text.replace("data-ml-platforms", "gone"), "gone is no criterion of another"),
        (lambda text: text.replace('"at":', '"att":'), "unknown key 'att'"),
        (lambda text: text[:-20], "the line is not JSON"),
        (lambda _: "", "the line is empty"),
    ],
)
def test_an_incidence_that_does_not_fit_is_refused(tmp_path: Path, change: Any, message: str) -> None:
    path, matrix = built(tmp_path, *TEXTS)
    path.write_text(change(path.read_text()))
    with pytest.raises(DataError) as caught:
        list(read_incidence(path, matrix))
    assert message in str(caught.value)


def test_a_missing_incidence_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="skillgap matrix build"):
        list(read_incidence(tmp_path / "x.postings.jsonl"))


def test_a_build_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def lines() -> Any:
        yield {"id": "1"}
        raise DataError([])

    with pytest.raises(DataError):
        write_counted(tmp_path / "x.yaml", lines(), dict, document)
    assert list(tmp_path.iterdir()) == []
