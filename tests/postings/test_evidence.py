"""Sentences of a CV that name criteria, and sentences that deny them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from skillgap.postings.evidence import evidence_in
from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.resume import text_of_json_resume, text_of_resume
from tests.builders import criterion, matrix_data, matrix_of

MATRIX = matrix_of(
    matrix_data(
        criterion("containers", 8, aliases=["Kubernetes", "Docker"]),
        criterion("queues", 5, aliases=["Kafka"]),
    )
)


def sentences(text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    found, denied = evidence_in(text, "cv.md", MATRIX)
    return [(one.criterion, one.text) for one in found], [(one.criterion, one.text) for one in denied]


def test_a_sentence_is_found_once_for_each_criterion() -> None:
    found, denied = evidence_in("- Ran Docker and Kubernetes with Kafka. I like tea.\n", "cv.md", MATRIX)
    assert [(one.criterion, one.text, one.phrases, one.source) for one in found] == [
        ("containers", "Ran Docker and Kubernetes with Kafka.", ("Docker", "Kubernetes"), "cv.md"),
        ("queues", "Ran Docker and Kubernetes with Kafka.", ("Kafka",), "cv.md"),
    ]
    assert denied == []


@pytest.mark.parametrize(
    "sentence",
    [
        "No experience with Kafka.",
        "I have no practical experience of running Kafka",
        "Not yet familiar with Kafka",
        "I haven't used Kafka in production.",
        "Never worked with Kafka",
        "Kafka: none",
        "Kafka (no experience)",
        "Kafka - 0 years",
        "I lack knowledge of Kafka.",
        "Unfamiliar with Kafka",
        "Little exposure to Kafka",
        "Would like to learn Kafka",
        "Interested in Kafka",
        "Kafka is something I have yet to use",
        "Keine Erfahrung mit Kafka",
        "No Kafka",
        "I am a beginner in Kafka",
        "Currently learning Kafka",
        "My Kafka skills are non-existent",
        "I have only read about Kafka",
        "Familiar with all queues except Kafka",
        "No experience\nwith Kafka",
        "- I have not used\n  Kafka",
    ],
)
def test_what_denies_or_only_wishes_is_never_offered(sentence: str) -> None:
    found, denied = sentences(f"Summary\n\n{sentence}\n")
    assert found == []
    assert [name for name, _ in denied] == ["queues"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ran Kafka with no downtime.",
        "Not only used Kafka but taught it.",
        "Moved Kafka to new machines without data loss",
        "Cut the noise of Kafka alerts",
        "Taught beginners how Kafka works",
    ],
)
def test_other_uses_of_the_same_words_are_offered(sentence: str) -> None:
    assert sentences(sentence) == ([("queues", sentence)], [])


def test_a_turn_in_the_sentence_ends_the_denial() -> None:
    text = "No experience with Kafka, but five years of Docker."
    assert sentences(text) == ([("containers", text)], [("queues", text)])


def test_a_heading_that_denies_holds_for_its_list() -> None:
    text = (
        "Not yet familiar with:\n- Kafka\n\nI run Docker.\n\n## Want to learn\nKafka basics\n\n## Work\nTuned Kafka\n"
    )
    assert sentences(text) == (
        [("containers", "I run Docker."), ("queues", "Tuned Kafka")],
        [("queues", "Kafka"), ("queues", "Kafka basics")],
    )


def test_a_json_resume_says_what_was_done() -> None:
    data = {
        "basics": {"name": "Ada", "email": "kafka@example.org", "summary": "I run Docker."},
        "work": [{"name": "Kafka GmbH", "position": "Engineer", "highlights": ["Tuned Kafka", "Led five people"]}],
        "skills": [{"name": "Kubernetes", "level": "no experience", "keywords": ["Helm"]}],
        "references": [{"reference": "Knows Kubernetes"}],
    }
    assert sentences(text_of_json_resume(json.dumps(data))) == (
        [("containers", "I run Docker."), ("queues", "Tuned Kafka")],
        [("containers", "Kubernetes (no experience): Helm")],
    )


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "[]", '{"work"', '{"other": 1}', "null"])
def test_what_is_no_json_resume_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        text_of_json_resume(text)


def test_odd_values_in_a_json_resume_are_passed_over() -> None:
    odd = {"work": {"highlights": [[["Tuned Kafka"]], 3, None]}, "skills": [7, {"name": ["Docker"], "keywords": {}}]}
    assert sentences(text_of_json_resume(json.dumps(odd)))[0] == [("queues", "Tuned Kafka"), ("containers", "Docker")]


def test_only_documents_that_can_be_a_cv_are_read(tmp_path: Path) -> None:
    for name, data in (
        ("a.html", b"<html><body>Kafka"),
        ("b.zip", b"PK\x03\x04rest"),
        ("c.txt", b"\0\1\2"),
        ("d", b""),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableError):
            text_of_resume(tmp_path / name)
    with pytest.raises(UnreadableError, match="no regular file"):
        text_of_resume(tmp_path)


def test_control_characters_do_not_get_into_evidence() -> None:
    found, _ = evidence_in("Ran \x1b[31m Kafka\u202e here", "cv", MATRIX)
    assert [one.text.isprintable() for one in found] == [True]


def archive(path: Path, members: dict[str, str]) -> Path:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    path.write_bytes(data.getvalue())
    return path


def test_a_linkedin_export_says_what_was_done(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "export.zip",
        {
            "Positions.csv": 'Company Name,Description\nKafka GmbH,"Ran Docker, daily.\nNever used Kafka."\n',
            "Skills.csv": "\ufeffName\nKubernetes\n",
            "messages.csv": "CONTENT\nDo you know Kafka?\n",
            "../Skills.csv": "Name\nKafka\n",
        },
    )
    assert sentences(text_of_resume(path)) == (
        [("containers", "Ran Docker, daily."), ("containers", "Kubernetes")],
        [("queues", "Never used Kafka.")],
    )


def test_hostile_archives_are_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", {"Skills.csv": "Name\n" + "a" * 5_000_000})
    many = archive(tmp_path / "many.zip", {f"{number}": "" for number in range(2_001)})
    other = archive(tmp_path / "other.zip", {"cv.txt": "Kafka"})
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 50)
    for path, reason in ((bomb, "100 times"), (many, "2,000 members"), (other, "no LinkedIn"), (broken, "damaged")):
        with pytest.raises(UnreadableError, match=reason):
            text_of_resume(path)
