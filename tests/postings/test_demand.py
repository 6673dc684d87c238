"""What one posting asks for: sentences, names that no criterion covers, and hard requirements."""

from __future__ import annotations

import pytest

from skillgap.postings.demand import demand_of
from skillgap.postings.hard_requirements import requirements_in
from skillgap.postings.posting import Posting
from skillgap.scoring.posting_match import PostingDemand
from tests.builders import criterion, matrix_data, matrix_of

MATRIX = matrix_of(
    matrix_data(
        criterion("containers", 8, aliases=["Kubernetes", "Docker"]),
        criterion("queues", 5, aliases=["Kafka"]),
        criterion("license", 4, aliases=["nursing license"], mandatory=True),
    )
)


def read(text: str) -> PostingDemand:
    return demand_of(Posting("one", "one.txt", text, "Acme"), MATRIX)


def test_each_criterion_has_the_sentence_that_asks() -> None:
    found = read(
        "We grow fast.\n\nRequirements\n- You run Kubernetes in production. You like tea.\n- No Kafka needed\n"
    )
    assert [(one.criterion, one.sentence, one.required) for one in found.asked] == [
        ("containers", "You run Kubernetes in production.", True)
    ]
    assert [(one.criterion, one.sentence) for one in found.denied] == [("queues", "No Kafka needed")]


def test_nice_to_have_is_not_required() -> None:
    assert [one.required for one in read("Nice to have:\n- Docker\n").asked] == [False]


def test_names_without_a_criterion_are_listed_once() -> None:
    text = "Requirements:\n- Kubernetes, Snowflake and dbt\n- Snowflake again\n- Apache Airflow"
    assert read(text).other_terms == ("Snowflake", "dbt", "Airflow")


def test_long_sentences_are_cut_and_bullets_removed() -> None:
    (asked,) = read("- " + "word " * 200 + "Kubernetes " + "word " * 200).asked
    assert len(asked.sentence) <= 300
    assert not asked.sentence.startswith("-")


def test_a_mandatory_criterion_answers_the_license_of_its_sentence() -> None:
    found = read("- A nursing license is required\n- 5+ years of experience with Kubernetes")
    assert [(one.kind, one.criteria) for one in found.hard] == [("license", ("license",)), ("years", ())]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("5+ years of experience in backend development", ["years"]),
        ("At least three years in a similar role", ["years"]),
        ("Mindestens 3 Jahre Berufserfahrung", ["years"]),
        ("3 à 5 ans d'expérience", ["years"]),
        ("Our company is 12 years old", []),
        ("Bachelor's degree in computer science or equivalent", ["degree"]),
        ("Abgeschlossenes Studium der Informatik", ["degree"]),
        ("No degree needed", []),
        ("A degree is not required", []),
        ("Valid driver's license (driving licence B)", ["license"]),
        ("Registered Nurse with an active license", ["license"]),
        ("Software under the MIT license", []),
        ("Fluent in English and German", ["language"]),
        ("German C1 or better", ["language"]),
        ("Sehr gute Deutschkenntnisse in Wort", ["language"]),
        ("You work with our English team", []),
        ("An active security clearance", ["clearance"]),
        ("No clearance required", []),
        ("Authorized to work in the United States", ["work_permit"]),
        ("We cannot sponsor visas", ["work_permit"]),
        ("We ship code every day", []),
    ],
)
def test_hard_requirements_are_found_and_denied_ones_left_out(sentence: str, kinds: list[str]) -> None:
    assert list(requirements_in(sentence)) == kinds
