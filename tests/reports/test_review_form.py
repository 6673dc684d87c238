"""The mentor's form: what it shows, in a browser too, and what it saves."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from skillgap.model.travelling_review import TravellingReview
from skillgap.questionnaire.review_form import ReviewForm, review_form
from skillgap.reports.html import resource
from skillgap.reports.review_form import form_markdown, form_page
from skillgap.store.review_files import read_review
from tests import builders
from tests.reports import samples
from tests.reports.chromium import BINARY, Chromium

MENTOR = "</script><img src=x onerror=alert(1)> <!-- & \" '"


def form_of(*words: str, mentor: str = "Grace", criteria: int = 3) -> ReviewForm:
    """A form whose names and descriptions are the words in turn."""
    said = [words[at % len(words)] for at in range(criteria)]
    rows = [
        builders.criterion(f"c{at}", 3, name=word, covers=[word], tools=[word], levels=dict.fromkeys(range(5), word))
        for at, word in enumerate(said)
    ]
    matrix = builders.matrix_of(builders.matrix_data(*rows, title=words[0]))
    data = builders.profile_data(builders.assessment_data({"c0": 3}, matrix=matrix.id), name=words[-1])
    profile = builders.profile_of(data)
    return review_form(profile, matrix, profile.assessments[0], mentor)


HOSTILE = [word for word in samples.HOSTILE if "\n" not in word]


def test_the_policy_names_the_one_script() -> None:
    page = form_page(form_of("SQL"))
    script = resource("review_form.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"<script>{script}</script>" in page
    assert f"default-src &#39;none&#39;; script-src &#39;sha256-{digest}&#39;; style-src" in page
    assert "</" not in script
    assert re.findall(r"localStorage|sessionStorage|indexedDB|innerHTML|document\.write|eval", script) == []


def test_no_tag_can_begin_in_the_data() -> None:
    page = form_page(form_of("SQL", mentor=MENTOR))
    block = page.split('id="form-data">')[1].split("</script>")[0]
    assert "<" not in block
    assert json.loads(block)["by"] == MENTOR


def test_markdown_escapes_and_asks_everything() -> None:
    text = form_markdown(form_of("*a* [b](http://c)", criteria=2))
    assert text.count("\nLevel:\n") == 2
    assert text.count("\nComment:\n") == 2
    assert "*a*" not in text
    assert "[b]" not in text


def test_two_hundred_criteria_fit_into_1_mib() -> None:
    text = "Has designed a multi-region system that survived the loss of a region in a test, and wrote it up for others"
    page = form_page(form_of(text, criteria=200))
    assert page.count("<fieldset>") == 200
    assert len(page.encode()) <= 1024 * 1024


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    if BINARY is None:
        pytest.skip("no Chromium here")
    with Chromium(tmp_path_factory.mktemp("browser")) as chromium:
        yield chromium


def written(folder: Path, form: ReviewForm) -> str:
    path = folder / "form.html"
    path.write_text(form_page(form), encoding="utf-8")
    return path.as_uri()


def test_it_is_filled_by_keyboard_and_saved(browser: Chromium, tmp_path: Path) -> None:
    form = form_of("SQL", "Go", "Rust")
    browser.download_into(tmp_path)
    page = browser.open(written(tmp_path, form))
    page.evaluate("document.querySelector('input[name=level-0]').focus()")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Tab"):  # no answer, 0, 1, 2, and the comment
        page.press(key)
    page.type('A <b>"comment"</b>: \u202e \U0001f600 #1 \\ \'')
    page.evaluate("document.querySelector('input[name=level-1][value=not_observed]').click()")
    leaves = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"
    assert page.evaluate(leaves) is True, "leaving with unsaved answers warns"
    page.evaluate("document.getElementById('save-review').focus()")
    page.press("Enter")
    result = page.evaluate("document.getElementById('result').value")
    assert page.evaluate("document.getElementById('saved').hidden") is False
    assert page.evaluate(leaves) is False
    data = json.loads(result)
    assert data["review"]["ratings"] == {
        "c0": {"level": 2, "comment": 'A <b>"comment"</b>:   \U0001f600 #1 \\ \''},
        "c1": {"state": "not_observed"},
    }
    assert (data["review"]["status"], data["review"]["blind"], data["form"]) == ("rated", True, form.id)
    browser.wait_for_downloads(1)
    saved = tmp_path / "review-me.json"
    assert saved.read_text(encoding="utf-8") == result
    assert read_review(saved).review == TravellingReview.from_dict(data), "what was saved can be merged"
    assert [one for one in page.requests if not one.startswith(("file:", "blob:"))] == []
    assert page.complaints == []
    page.close()


def test_no_character_is_saved_that_no_file_may_hold(browser: Chromium, tmp_path: Path) -> None:
    page = browser.open(written(tmp_path, form_of("SQL")))
    every = "Array.from({length: 0x10000}, (_, at) => String.fromCharCode(at)).join('x')"
    page.evaluate(f"document.getElementById('summary').value = {every}")
    page.evaluate("document.getElementById('save-review').click()")
    result = page.evaluate("document.getElementById('result').value")
    page.close()
    saved = tmp_path / "review.json"
    saved.write_text(result, encoding="utf-8")
    summary = read_review(saved).review.review.summary
    assert summary is not None
    assert len(summary) > 60_000


def test_a_draft_is_opened_again_and_a_foreign_one_not(browser: Chromium, tmp_path: Path) -> None:
    page = browser.open(written(tmp_path, form_of("SQL", "Go", "Rust")))
    page.evaluate("document.querySelector('input[name=level-2][value=\"4\"]').click()")
    page.evaluate("document.getElementById('summary').value = 'So far'")
    page.evaluate("document.getElementById('save-draft').click()")
    draft = page.evaluate("document.getElementById('result').value")
    assert json.loads(draft)["review"]["status"] == "draft"
    page.close()

    def opened(text: str, form: ReviewForm) -> list[str]:
        other = browser.open(written(tmp_path, form))
        script = f"""(async () => {{
            const input = document.getElementById("draft"), carrier = new DataTransfer();
            carrier.items.add(new File([{json.dumps(text)}], "draft.json"));
            input.files = carrier.files;
            input.dispatchEvent(new Event("change"));
            const message = document.getElementById("message");
            while (!message.textContent) await new Promise(requestAnimationFrame);
            const level = document.querySelector("input[name=level-2]:checked").value;
            return [message.textContent, level, document.getElementById("summary").value];
        }})()"""
        found: list[str] = other.evaluate(script)
        assert other.complaints == []
        other.close()
        return found

    assert opened(draft, form_of("SQL", "Go", "Rust")) == ["Opened the draft draft.json", "4", "So far"]
    assert opened(draft, form_of("SQL", mentor="Ada")) == ["This draft belongs to another form.", "", ""]
    assert opened("{", form_of("SQL")) == ["This file is not a draft of a review.", "", ""]


def test_hostile_names_create_no_element(browser: Chromium, tmp_path: Path) -> None:
    script = "[...document.querySelectorAll('*')].map(one => [one.localName, one.getAttributeNames().join()])"
    found = []
    for words, mentor in ((HOSTILE, MENTOR), (["word"] * len(HOSTILE), "Grace")):
        page = browser.open(written(tmp_path, form_of(*words, mentor=mentor, criteria=len(words))))
        found.append(page.evaluate(script))
        assert page.complaints == []
        page.close()
    assert found[0] == found[1]


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (360, "dark")])
def test_axe_finds_no_violation(browser: Chromium, tmp_path: Path, width: int, scheme: str) -> None:
    page = browser.open(written(tmp_path, form_of("SQL", "Go", "Rust")), width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []
