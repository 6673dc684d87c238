"""The same posting as HTML, with and without bullets, and wrapped by hand gives the same flags."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.postings.sources.markup import plain_text
from tests.postings.test_clauses import expected, strengths

ITEMS = [
    ("SQL", "+sql"),
    ("Terraform", "+terraform"),
    ("Python and Rust", "+python +rust"),
    ("Experience with SQL, Python and Terraform", "+sql +python +terraform"),
    ("Kafka is a plus", "okafka"),
    ("Kafka a plus", "okafka"),
    ("Snowflake preferred", "osnowflake"),
    ("CISSP required, PMP preferred", "+cissp opmp"),
    ("Strong knowledge of SQL, ideally Snowflake", "+sql osnowflake"),
    ("Terraform (nice to have)", "oterraform"),
    ("No Java required", "-java"),
    ("You know how to keep a busy system running with Rust, and Kafka would be a plus", "+rust okafka"),
    ("Five years of hands-on work with Python in a team that ships every single day", "+python"),
    ("Not only Python but also Terraform, which we use for all of our cloud resources", "+python +terraform"),
    ("Experience with cloud providers (Azure preferred) and the tools that come with them", "oazure"),
    ("Prior knowledge of Java is not needed, since we will teach you all that you need", "-java"),
]
NEEDED = ["Requirements", "Your profile", "What you bring", "Must have"]
NICE = ["Nice to have", "Preferred qualifications", "Bonus points", "Desirable skills", "It would be great if you have"]
PROSE = [
    "You will work with a small team in the north of the city, and we meet once a week for lunch with everybody.",
    "We write Azure code every day, review each other's work and care for people who depend on our services.",
]


def as_html(sections: list[tuple[str, list[str]]]) -> str:
    parts = [f"<h2>{head}</h2><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" for head, items in sections]
    return plain_text(f"<div><p>{PROSE[0]}</p>{''.join(parts)}<p>{PROSE[1]}</p></div>")


def as_text(sections: list[tuple[str, list[str]]], bullet: str, width: int | None = None) -> str:
    def lines(text: str, mark: str = "") -> str:
        return (
            textwrap.fill(text, width, initial_indent=mark, subsequent_indent=" " * len(mark)) if width else mark + text
        )

    parts = [head + "\n" + "\n".join(lines(item, bullet) for item in items) for head, items in sections]
    return "\n\n".join([lines(PROSE[0]), *parts, lines(PROSE[1])])


@st.composite
def postings(draw: st.DrawFn) -> list[tuple[str, list[tuple[str, str]]]]:
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=3, max_size=7, unique=True))
    cut = draw(st.integers(1, len(items) - 1))
    return [(draw(st.sampled_from(NEEDED)), items[:cut]), (draw(st.sampled_from(NICE)), items[cut:])]


def right_flags(sections: list[tuple[str, list[tuple[str, str]]]]) -> dict[str, str]:
    found: dict[str, str] = {"azure": "+"}
    for number, (_, items) in enumerate(sections):
        for _, words in items:
            for name, strength in expected(words).items():
                stated = "o" if number and strength == "+" else strength
                found[name] = max(found.get(name, "-"), stated, key="-o+".index)
    return found


@given(postings(), st.sampled_from(["- ", "* ", "• ", "1. "]), st.integers(45, 100))
def test_all_layouts_of_a_posting_give_the_same_flags(
    drawn: list[tuple[str, list[tuple[str, str]]]], bullet: str, width: int
) -> None:
    sections = [(head, [item for item, _ in items]) for head, items in drawn]
    layouts = {
        "html": as_html(sections),
        "bullets": as_text(sections, bullet),
        "no bullets": as_text(sections, ""),
        "wrapped": as_text(sections, bullet, width),
    }
    right = right_flags(drawn)
    for name, text in layouts.items():
        assert strengths(f"Engineer\n\n{text}\n") == right, (name, text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_wrapped_sentence_is_no_heading(end: str) -> None:
    lines = ["You will run our cloud", "delivery (Azure preferred), SQL, and", "scalable services.", "", "- Terraform"]
    assert strengths(end.join(["Engineer", "", *lines])) == expected("oazure +sql +terraform")


def test_a_list_that_lost_its_bullets_has_no_heading_in_it() -> None:
    text = "Engineer\n\nRequirements\nSQL\nKafka a plus\nTerraform\nPython\n"
    assert strengths(text) == expected("+sql okafka +terraform +python")
