"""What comes from a file is escaped so that GitHub shows it as it stands and makes nothing of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.labels import strip_control_chars
from skillgap.reports.content import Layout
from skillgap.reports.markdown import escape
from tests.reports import samples
from tests.reports.readers import flat, plain, read_markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Data & ML Platforms (GPU/accelerator)", "Data & ML Platforms (GPU/accelerator)"),
        ("+1.9, 72% – 3 → 4; C++, C#, v1.5", "+1.9, 72% – 3 → 4; C++, C#, v1.5"),
        ("snake_case *x* a|b", r"snake\_case \*x\* a\|b"),
        ("&amp; & co", r"\&amp; & co"),
        ("# heading", r"\# heading"),
        ("heading ##", r"heading \##"),
        ("- item", r"\- item"),
        ("---", r"\---"),
        ("12. item", r"12\. item"),
        ("> quote", r"\> quote"),
        # Nothing but code keeps GitHub from mailing and mentioning.
        ("a@b.example, @@me", r"a`@`b\.example, `@@`me"),
        # What links by itself, without any markup.
        ("https://x.example", r"https:\//x\.example"),
        ("www.1.example", r"www\.1\.example"),
        ("a b\n\tc ", "a b c"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


# The alphabet is what Markdown gives a meaning to, so that meanings come about often.
MARKUP = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|~&;:/@$=^\"' 1aw\nx\u00e9"), max_size=30)


# Where a text may stand, and what the line it stands on shows.
PLACES = {
    "{}": "{}",
    "- {}": "{}",
    "# {}": "{}",
    "before {} after": "before {} after",
    "| {} | b |\n| --- | --- |\n| {} | c |": "{}",
}
CREATED = {"link_open", "image", "html_inline", "html_block", "em_open", "strong_open", "s_open", "hr", "fence"}


@given(MARKUP | st.text(max_size=30))
def test_any_text_is_shown_as_it_stands_wherever_it_stands(text: str) -> None:
    shown = " ".join(strip_control_chars(text).split())
    for place, line in PLACES.items():
        tokens = read_markdown(place.replace("{}", escape(text)))
        assert not {token.type for token in flat(tokens)} & CREATED
        if shown:
            assert plain(next(token for token in tokens if token.type == "inline")) == line.replace("{}", shown)


def test_tables_line_up_in_the_raw_text() -> None:
    lines = samples.render(samples.sample(), "markdown", Layout()).splitlines()
    gaps = lines[next(number for number, line in enumerate(lines) if re.match(r"\| +\\# \|", line)) :][:14]
    assert len({tuple(at for at, char in enumerate(line) if char == "|") for line in gaps}) == 1
