"""Reports to render: the sample's, and those of people and roles that nobody would make up kindly."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from skillgap import store
from skillgap.labels import web_link
from skillgap.model.base import Model
from skillgap.model.matrix import Criterion, Matrix, ScaleLevel, Section, Signal, Source
from skillgap.model.profile import Assessment, Goal, Profile, Rating, UnratedState
from skillgap.reports import rendering
from skillgap.reports.content import Layout
from skillgap.reports.gap_report import gap_report_content
from skillgap.scoring.gap_report import GapReport, RankBy, gap_report

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 5, 4)

HOSTILE = (
    "[bold red]markup[/]",
    "[@click=app.quit]press[/]",
    "C[/] skill",
    "\x1b[31mred",
    "\x9b31mred",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x9d52;c;aGFja2Vk\x9c",
    "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "null\x00 bell\x07 back\x08 delete\x7f next\x85",
    "\u202egnp.exe",
    "\u2066isolated\u2069 \u200bzero\u2060 \ufeffmark \u2028line",
    "javascript:alert(1)",
    " https://evil.example/leading",
    "https://evil.example/\"onmouseover='alert(1)",
    "https://evil.example/a|b",
    "https://user:secret@evil.example/",
    "HTTPS://EVIL.EXAMPLE/Upper?a=1&b=2#c",
    "data:text/html,<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](https://evil.example)",
    "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "[^1] and [^1]: note",
    "<https://evil.example>",
    "www.evil.example",
    "http://evil.example and ftp://evil.example",
    "//evil.example/x",
    "somebody@evil.example",
    "@@octocat @octocat",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></table><h1>out</h1>",
    "<!-- comment -->",
    "]]><![CDATA[",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\uff1d1+1",
    "\uff0b1 \uff0d1 \uff20x",
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\xa0=1+1",
    "x;=1+1;\t+2",
    "\"=1+1",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "`code` ``code``",
    "`@`",
    "a | b | c",
    "| --- | --- |",
    "*em* **strong** _em_ __strong__ ~~gone~~ ~x~",
    "$x$ and $$y$$",
    "back\\slash\\",
    "\\| \\` \\<b>",
    "two\nlines\r\nand a third",
    "trailing  ",
    "漢字かな交じりの長い名前がここに入りますがどこで折り返すのでしょうか",
    "👩‍💻 emoji 🏳️‍🌈 e\u0301",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "averyveryveryverylongwordwithoutanyspaceinitthatnocolumnofanytableiseverlikelytobewideenoughfor",
)  # fmt: skip


@contextmanager
def unchecked() -> Iterator[None]:
    """Let models be built that hold what no file may hold, as defense in depth: an output must not rely on checks."""
    with patch.object(Model, "__post_init__", lambda _: None):
        yield


def sample(rank_by: RankBy = "frequency", section: str | None = None) -> GapReport:
    """The report on the sample profile that the project ships."""
    profile = store.read_profile(ROOT / "profiles" / "sample-staff-engineer.yaml").profile
    matrix = store.read_matrix(ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml")
    return gap_report(matrix, profile, profile.latest(matrix.id), rank_by=rank_by, section=section)


def nothing_rated() -> GapReport:
    """Somebody who has not answered anything yet."""
    matrix = matrix_of(("one", "two", "three"))
    return gap_report(matrix, Profile(format="skillgap/profile/1", id="new", name="New"), None)


def everything_met() -> GapReport:
    """Somebody who has nothing left to close."""
    return report_of(("one", "two", "three"), levels=(3, 4, 5))


def bare() -> GapReport:
    """A matrix that asks for nothing: no criteria, no signals."""
    matrix = matrix_of(())
    return gap_report(matrix, Profile(format="skillgap/profile/1", id="new", name="New"), None)


def hostile(words: Sequence[str] = HOSTILE) -> GapReport:
    """All of the hostile strings in every place that a report shows."""
    return report_of(words)


def harmless(words: Sequence[str] = HOSTILE) -> GapReport:
    """The same report with kind words instead, web addresses where the others have them."""
    return report_of(["https://example.org/kind" if web_link(word) else "kind" for word in words])


@unchecked()
def matrix_of(words: Sequence[str]) -> Matrix:
    """A matrix with these words in all places, made without any check; its scale has no 0."""
    first = words[0] if words else "Nobody"
    criteria = tuple(_criterion(number, word) for number, word in enumerate(words))
    signals = tuple(Signal(id=f"s-{number}", text=word, emphasis=word) for number, word in enumerate(words))
    source = Source(sample_size=100, period=first)
    return Matrix(
        format="skillgap/matrix/1",
        id="role",
        version=7,
        title=first,
        source=source,
        scale=tuple(
            ScaleLevel(level=level, name=(words or ["Step"])[level % max(len(words), 1)]) for level in range(1, 6)
        ),
        targets={"default": 3},
        sections=(Section(id="all", title=first, criteria=criteria), Section(id="none", criteria=())),
        signals=signals,
    )


def _criterion(number: int, word: str) -> Criterion:
    return Criterion(
        id=f"c-{number}",
        name=word,
        postings=max(100 - 3 * (number // 2), 0),
        category=word,
        levels=dict.fromkeys(range(1, 6), word),
        tools=(word, f"{word} {word}"),
    )


@unchecked()
def report_of(words: Sequence[str], levels: Sequence[int | None] = (1, 2, 4, None, 2)) -> GapReport:
    """A report with these words everywhere; the criteria take the levels in turn, None is not applicable or skipped."""
    matrix = matrix_of(words)
    ratings = {}
    for number, word in enumerate(words):
        level = levels[number % len(levels)]
        state: UnratedState | None = "skipped" if number % 2 else "not_applicable"
        state = state if level is None else None
        ratings[f"c-{number}"] = Rating(level=level, state=state, evidence=(word, word), note=word, tools=(word,))
    assessment = Assessment(matrix="role", matrix_version=7, date=DAY, ratings=ratings, signals={"s-0": "partly"})
    goals = tuple(
        Goal(id=f"g-{number}", criterion=f"c-{number + 1}", level=3, action=word, due=DAY, status="open")
        for number, word in enumerate(words)
    )
    profile = Profile(format="skillgap/profile/1", id="me", name=words[0], assessments=(assessment,), goals=goals)
    return gap_report(matrix, profile, assessment)


def render(report: GapReport, form: str, layout: Layout) -> str:
    """A gap report alone in one of the formats."""
    return rendering.render(gap_report_content(report), form, layout)
