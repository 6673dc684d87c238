"""Every source on the page of sources is read whole, and every source that is read is on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skillgap.postings.reading import Posting, Unreadable, read, read_data

from .material import Sample
from .samples import SAMPLES

PAGE = Path(__file__).parents[3] / "docs" / "postings.md"
_ROW = re.compile(r"^\| ([^|]+?) +\| ", re.M)


def sources_on_page() -> list[str]:
    table = PAGE.read_text(encoding="utf-8").partition("## Sources")[2].partition("\n## ")[0]
    return [name for name in _ROW.findall(table) if name not in ("source", "---")]


def test_the_page_has_a_row_for_each_source_and_no_other() -> None:
    assert sources_on_page() == list(dict.fromkeys(sample.source for sample in SAMPLES))


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_each_source_is_read_whole(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "jobs" / sample.name
    path.parent.mkdir()
    path.write_bytes(sample.data)
    entries = list(read([path]))
    (posting,) = (entry for entry in entries if isinstance(entry, Posting))
    assert sum(isinstance(entry, Unreadable) for entry in entries) == sample.unreadable
    found = (posting.title, posting.employer, posting.date.isoformat() if posting.date else None, posting.shape)
    assert found == (sample.title, sample.employer, sample.date, sample.shape)
    text = posting.text.replace("\\", "")
    assert all(word in text for word in ("SQL", "Python", "C++", "Terraform", "Rust"))
    assert not any(word in text for word in ("Java", "Angular", "<", "&amp;", "&nbsp;"))
    assert re.search(r"Nice to have[\s\S]{0,12}Rust", text)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_name_decides_nothing(sample: Sample) -> None:
    """The same bytes without an ending, as they come on standard input."""
    found = [entry for entry in read_data(sample.data) if isinstance(entry, Posting)]
    assert [(entry.title, entry.shape) for entry in found] == [
        (sample.title, "text" if sample.shape == "Markdown" and sample.name != "clipping.md" else sample.shape)
    ]
