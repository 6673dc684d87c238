"""The HTML report in a real browser: it shows, asks for nothing, and everybody can read it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from skillgap.reports.content import Layout, ReportContent
from skillgap.reports.goals import Goals, written_goals
from skillgap.reports.plan import written
from skillgap.reports.rendering import render
from skillgap.reports.team import written_team
from skillgap.scoring.gap_report import GapReport
from tests.reports import comparisons, samples, test_comparison, test_incidence, test_review, test_team
from tests.reports.chromium import BINARY, Chromium, Page
from tests.reports.test_plan import outlook

pytestmark = pytest.mark.skipif(BINARY is None, reason="no Chromium here")

Open = Callable[..., Page]
MAKERS: dict[str, Callable[[], GapReport]] = {
    "sample": samples.sample,
    "hostile": samples.hostile,
    "harmless": samples.harmless,
    "nothing-rated": samples.nothing_rated,
}

WRITTEN: dict[str, Callable[[], ReportContent]] = {
    **test_comparison.KINDS,
    "review": test_review.sample,
    "review-hostile": lambda: test_review.hostile(samples.HOSTILE),
    "goals": lambda: written_goals(Goals(comparisons.sample("staff"), [comparisons.role()], comparisons.TODAY)),
    "team": lambda: written_team(test_team.team_of(5)),
    "team-side-by-side": lambda: written_team(test_team.team_of(12)),
    "team-many": lambda: written_team(test_team.team_of(60)),
    "team-hostile": lambda: test_team.hostile(samples.HOSTILE),
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("browser")) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports, written once."""
    place = tmp_path_factory.mktemp("reports")
    for name, make in MAKERS.items():
        (place / f"{name}.html").write_text(samples.render(make(), "html", Layout()), encoding="utf-8")
        plan = render(written(outlook(make())), "html", Layout())
        (place / f"plan-{name}.html").write_text(plan, encoding="utf-8")
    for name, make_written in WRITTEN.items():
        (place / f"{name}.html").write_text(render(make_written(), "html", Layout()), encoding="utf-8")
    (place / "incidence.html").write_text(test_incidence.written("html"), encoding="utf-8")
    return place


@pytest.fixture
def open_report(browser: Chromium, folder: Path) -> Iterator[Open]:
    pages = []

    def opened(name: str, **how: object) -> Page:
        pages.append(browser.open((folder / f"{name}.html").as_uri(), **how))  # type: ignore[arg-type]
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


def colours(png: bytes) -> int:
    """How many colours stand in the picture's rows, told by the bytes of what they are packed from."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    position, packed = 8, b""
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        kind = png[position + 4 : position + 8]
        packed += png[position + 8 : position + 8 + length] if kind == b"IDAT" else b""
        position += length + 12
    return len(set(zlib.decompress(packed)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "hostile", "nothing-rated", "plan-sample", "plan-hostile"])
def test_it_shows_and_asks_for_nothing(open_report: Open, name: str, scheme: str) -> None:
    page = open_report(name, scheme=scheme)
    assert colours(page.screenshot()) > 30
    assert len(page.requests) == 1
    assert page.requests[0].endswith(f"/{name}.html")
    assert page.complaints == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 27)"}[scheme], "the style sheet is in force"


def test_a_style_or_a_script_from_elsewhere_would_be_refused(open_report: Open) -> None:
    page = open_report("sample")
    page.evaluate("document.head.insertAdjacentHTML('beforeend', '<style>body { background: red }</style>')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    assert page.evaluate("typeof window.ran") == "undefined"
    assert len(page.complaints) == 2


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("sample", 1200, "light"),
        ("sample", 1200, "dark"),
        ("sample", 360, "light"),
        ("hostile", 1200, "light"),
        ("nothing-rated", 360, "dark"),
        ("plan-sample", 1200, "light"),
        ("plan-sample", 360, "dark"),
    ],
)
def test_axe_finds_no_violation(open_report: Open, name: str, width: int, scheme: str) -> None:
    page = open_report(name, width=width, scheme=scheme)
    page.evaluate(resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []
    assert len(found["passes"]) > 15


@pytest.mark.parametrize("kind", ["", "plan-"])
def test_hostile_text_creates_no_element(open_report: Open, kind: str) -> None:
    script = "[...document.querySelectorAll('*')].map(one => [one.localName, one.getAttributeNames().join()])"
    hostile, harmless = (open_report(kind + name).evaluate(script) for name in ("hostile", "harmless"))
    assert hostile == harmless


@pytest.mark.parametrize("name", [*MAKERS, "plan-sample", "plan-hostile", "incidence", *WRITTEN])
@pytest.mark.parametrize("width", [320, 980, 1200])
def test_nothing_has_to_be_scrolled_sideways(open_report: Open, name: str, width: int) -> None:
    page = open_report(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = "[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth)"
    assert page.evaluate(f"{beyond}.map(one => one.outerHTML.slice(0, 200))") == []


@pytest.mark.parametrize("name", ["sample", "hostile", "plan-sample"])
@pytest.mark.parametrize("width", [320, 1200])
def test_no_word_of_a_picture_is_cut_off(open_report: Open, name: str, width: int) -> None:
    edges = "[one, one.ownerSVGElement].map(part => part.getBoundingClientRect())"
    outside = f"one => (([text, all]) => text.left < all.left || text.right > all.right)({edges})"
    page = open_report(name, width=width)
    assert (
        page.evaluate(f"[...document.querySelectorAll('svg text')].filter({outside}).map(one => one.textContent)") == []
    )


@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11.0)])
def test_it_prints_in_black_on_white_on_few_pages(open_report: Open, paper: tuple[float, float]) -> None:
    page = open_report("sample", scheme="dark", media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 33, 38)"
    pages = page.pdf(*paper).count(b"/Type /Page\n")
    assert 2 <= pages <= 5, json.dumps({"paper": paper, "pages": pages})
