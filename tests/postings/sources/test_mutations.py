"""Whatever is done to a file, it is read or refused: nothing else comes out."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillgap.postings.posting import Posting, Unreadable
from skillgap.postings.reading import read_data

from .material import Sample
from .samples import SAMPLES

TEXTS = [sample for sample in SAMPLES if sample.shape not in ("PDF", "DOCX")]
TOKENS = (
    b"<",
    b">",
    b"&",
    b"\0",
    b"\xff",
    b"{",
    b"]",
    b'"',
    b"\r",
    b"null",
    b"\\ud800",
    b"<!--",
    b"<![CDATA[",
    b"---\n",
)


def mutate(data: bytes, seed: int) -> bytes:
    """Insert, delete, change and repeat some of the bytes."""
    generator, changed = random.Random(seed), bytearray(data)
    for _ in range(generator.randrange(1, 8)):
        at, choice = generator.randrange(len(changed) + 1), generator.random()
        if choice < 0.4:
            changed[at:at] = generator.choice(TOKENS)
        elif choice < 0.6:
            del changed[at : at + generator.randrange(1, 40)]
        elif choice < 0.8:
            changed[at : at + 1] = generator.randbytes(1)
        else:
            start = generator.randrange(len(changed) + 1)
            changed[at:at] = changed[start : start + 200]
    return bytes(changed)


@pytest.mark.parametrize("sample", TEXTS, ids=str)
@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_a_changed_file_is_read_or_refused(sample: Sample, seed: int) -> None:
    for entry in read_data(mutate(sample.data, seed), sample.name):
        assert isinstance(entry, Posting | Unreadable)
        assert not isinstance(entry, Posting) or (entry.text.strip() and entry.id)
