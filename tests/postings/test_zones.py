"""What a posting requires, what it calls nice to have, and what every posting says."""

from __future__ import annotations

import pytest

from skillgap.postings.matching import Matcher
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import normalize
from tests.postings.test_matching import matrix_of

MATCHER = Matcher(taxonomy_of(matrix_of(sql=["SQL"], kafka=["Kafka"], rust=["Rust"], diversity=["veteran"])))


def required(text: str) -> dict[str, bool]:
    return {name: match.required for name, match in MATCHER.hits(normalize(text)).criteria.items()}


@pytest.mark.parametrize(
    "heading",
    [
        "Nice to have",
        "## Nice-to-haves",
        "**Preferred Qualifications**",
        "Bonus points:",
        "What would be a plus:",
        "### It's great if you have",
        "Desirable skills",
        "Things that would be a plus",
        "- **Nice to have:**",
    ],
)
@pytest.mark.parametrize("next_heading", ["## Benefits", "Responsibilities", "**About us**", "Your tasks:"])
def test_what_stands_under_such_a_heading_is_optional_until_the_next(heading: str, next_heading: str) -> None:
    text = f"Requirements\n- SQL\n\n{heading}\n- Kafka\n- more\n\n{next_heading}\n- Rust\n"
    assert required(text) == {"sql": True, "kafka": False, "rust": True}


def test_a_line_of_more_words_than_a_heading_has_is_a_sentence() -> None:
    assert required("SQL\n\nSuch things as Rust are a plus\n- Kafka\n") == {"sql": True, "rust": False, "kafka": True}


def test_asked_for_in_both_parts_is_required() -> None:
    assert required("Nice to have:\n- SQL, Kafka\n\nRequirements:\n- SQL\n") == {"sql": True, "kafka": False}


@pytest.mark.parametrize(
    "text",
    [
        "You know SQL. Experience with Kafka is a plus. You write Rust.",
        "You know SQL.\nNice to have: Kafka.\nYou write Rust.",
        "- SQL\n- Kafka (optional)\n- Rust",
        "You know SQL; Kafka would be an advantage; you write Rust",
    ],
)
def test_a_sentence_that_says_so_is_optional_and_no_more(text: str) -> None:
    assert required(text) == {"sql": True, "kafka": False, "rust": True}


@pytest.mark.parametrize(
    "text",
    [
        "We are an equal opportunity employer and welcome every veteran. You know SQL.",
        "You know SQL.\n\nPrivacy policy\n\nAll decisions are made without regard to race or veteran status.",
    ],
)
def test_what_every_employer_says_asks_for_nothing(text: str) -> None:
    assert required(text) == {"sql": True}


def test_a_page_whose_first_line_is_a_notice_is_still_read() -> None:
    assert required("Privacy Policy\n\nUser agreement\n\nWe look for SQL and Rust") == {"sql": True, "rust": True}


@pytest.mark.parametrize("text", ["We prefer SQL", "The preferred way to reach us is SQL", "A plush toy with SQL"])
def test_other_words_make_nothing_optional(text: str) -> None:
    assert required(text) == {"sql": True}


def test_one_endless_line_is_read_in_reasonable_time() -> None:
    assert required("nice to have it " * 20_000 + "SQL") == {"sql": False}
