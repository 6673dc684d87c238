"""Near-duplicates: found where they are, and nowhere else."""

from __future__ import annotations

import random

import pytest

from skillgap.postings.duplicates import RUN, SIMILAR, SIZE, Clusters, similarity, sketch

WORDS = [f"w{number}" for number in range(5000)]


def text(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def changed(words: list[str], every: int) -> list[str]:
    return ["changed" + word if at % every == every // 2 else word for at, word in enumerate(words)]


def jaccard(one: list[str], other: list[str]) -> float:
    runs = [{tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)} for words in (one, other)]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_short_texts_are_compared_exactly() -> None:
    one, other = text(1, 60), changed(text(1, 60), 60)
    found = similarity(sketch(" ".join(one)), sketch(" ".join(other)))
    assert found == pytest.approx(jaccard(one, other), abs=1e-12)


def test_the_estimate_is_near_the_truth() -> None:
    errors = []
    for seed in range(60):
        one, other = text(seed), changed(text(seed), 40)
        errors.append(similarity(sketch(" ".join(one)), sketch(" ".join(other))) - jaccard(one, other))
    assert abs(sum(errors) / len(errors)) < 0.02
    assert max(map(abs, errors)) < 0.15


def test_a_few_changed_words_are_the_same_posting_and_many_are_not() -> None:
    base = text(7)
    alike, unlike = changed(base, 100), changed(base, 12)
    assert jaccard(base, alike) > SIMILAR > jaccard(base, unlike)
    clusters = Clusters()
    assert clusters.add(sketch(" ".join(base))) is None
    assert clusters.add(sketch(" ".join(alike))) == 0
    assert clusters.add(sketch(" ".join(unlike))) is None
    assert clusters.add(sketch(" ".join(changed(unlike, 150)))) == 1


def test_no_near_duplicate_is_overlooked_among_many_postings() -> None:
    clusters = Clusters()
    for seed in range(300):
        assert clusters.add(sketch(" ".join(text(seed, 150)))) is None
    found = [clusters.add(sketch(" ".join(changed(text(seed, 150), 150)))) for seed in range(300)]
    assert found == list(range(300))


def test_texts_of_fewer_words_than_a_run_are_equal_or_different() -> None:
    clusters = Clusters()
    assert [clusters.add(sketch(words)) for words in ("a b", "a c", "a b", "", "")] == [None, None, 0, None, 2]


def test_a_sentence_that_every_posting_has_makes_them_no_duplicates() -> None:
    shared = " ".join(text(99, 40))
    clusters = Clusters()
    assert [clusters.add(sketch(f"{shared} {' '.join(text(seed, 200))}")) for seed in range(200)] == [None] * 200


def test_a_sketch_stays_small_however_long_the_posting_is() -> None:
    assert len(sketch(" ".join(text(3, 20_000)))) == SIZE
