"""The targets of the fuzzing, tried with seeds that are changed here and there: a few on every run.

``pytest --hypothesis-profile=explore tests/fuzz`` tries many more; fuzz.py looks where each input leads.
"""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, words

EACH = pytest.mark.parametrize("name", TARGETS)
LARGEST = 6_000  # larger seeds take longer, and say no more


@cache
def seeds(name: str) -> list[bytes]:
    return sorted({data for data in TARGETS[name].seeds() if len(data) <= LARGEST})


@cache
def pieces() -> list[bytes]:
    """What may be put in, from libFuzzer's spelling of it."""
    return [bytes(codecs.escape_decode(word)[0]) for word in words()]


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """A seed in which some stretches are taken out, doubled, or exchanged for a piece of another kind."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 8, 40])))
        put = draw(st.sampled_from([b"", data[start:end] * 2, *pieces()]) | st.binary(max_size=4))
        data = data[:start] + put + data[end:]
    return data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inputs")


@EACH
@given(choice=st.data())
def test_only_the_documented_exception_comes_out(name: str, choice: st.DataObject, folder: Path) -> None:
    TARGETS[name](folder, choice.draw(changed(name)))


@EACH
def test_the_seeds_lead_in(name: str, tmp_path: Path) -> None:
    assert any(TARGETS[name](tmp_path, data) for data in TARGETS[name].seeds()), "one of them at least is taken"
