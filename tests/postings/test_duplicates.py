"""Near-duplicates: found where they are, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from skillgap.errors import DataError
from skillgap.postings.duplicates import SIMILAR, SIZE, SeenPostings, similarity, sketch

WORDS = [f"{letter}{number}{last}" for letter in "abdest" for number in range(1000) for last in "aendrs"]


def text(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def changed(words: list[str], every: int) -> list[str]:
    return ["changed" + word if at % every == every // 2 else word for at, word in enumerate(words)]


def added(words: list[str], part: int) -> list[str]:
    return [*words[: len(words) // 3], *text(77, len(words) // part), *words[len(words) // 3 :]]


def swapped(words: list[str], parts: int) -> list[str]:
    """The same paragraphs in another order."""
    size = len(words) // parts
    paragraphs = [words[at : at + size] for at in range(0, len(words), size)]
    return [word for paragraph in reversed(paragraphs) for word in paragraph]


def seen(*postings: list[str]) -> list[str | None]:
    """What each posting, by its place as its id, is found to repeat."""
    noted = SeenPostings()
    haystacks = [" ".join(words) for words in postings]
    return [noted.add(str(at), sketch(haystack), haystack) for at, haystack in enumerate(haystacks)]


def test_the_similarity_is_of_runs_of_five_words() -> None:
    # abcde, bcdef, cdefg against abcde, bcdef, cdefx: two of four runs are shared.
    assert similarity("a b c d e f g", "a b c d e f x") == 2 / 4
    assert similarity("a b c d e f g", "a b c d e f g") == 1
    assert similarity("a b c d e", "v w x y z") == 0
    assert similarity("a  b", "a b") == 1
    assert similarity("a b", "a c") == 0


@pytest.mark.parametrize("length", [100, 400, 1200])
@pytest.mark.parametrize(("change", "least"), [(changed, 60), (changed, 100), (added, 8), (added, 20), (swapped, 2)])
def test_what_is_just_similar_enough_counts_once(
    change: Callable[[list[str], int], list[str]], least: int, length: int
) -> None:
    bases = [text(seed, length) for seed in range(30)]
    others = [change(base, least) for base in bases]
    assert all(
        similarity(" ".join(base), " ".join(other)) >= SIMILAR for base, other in zip(bases, others, strict=True)
    )
    assert seen(*bases, *others) == [None] * 30 + [str(at) for at in range(30)]


@pytest.mark.parametrize(("change", "least"), [(changed, 40), (added, 3)])
def test_what_is_not_quite_similar_enough_counts_by_itself(
    change: Callable[[list[str], int], list[str]], least: int
) -> None:
    bases = [text(seed) for seed in range(30)]
    others = [change(base, least) for base in bases]
    found = [similarity(" ".join(base), " ".join(other)) for base, other in zip(bases, others, strict=True)]
    assert all(0.7 < one < SIMILAR for one in found)
    assert seen(*bases, *others) == [None] * 60


def test_the_first_that_is_similar_is_named() -> None:
    base = text(7)
    far = changed(base, 12)
    assert seen(base, changed(base, 100), far, changed(far, 150), base) == [None, "0", None, "2", "0"]


def test_four_fifths_of_the_runs_are_enough_and_no_less_is() -> None:
    words = text(5, 29)
    # 20 runs of 25 are four fifths, 19 of 24 are not.
    assert seen(words[:24], words) == [None, "0"]
    assert seen(words[:23], words[:28]) == [None, None]


def test_texts_of_fewer_words_than_a_run_are_equal_or_different() -> None:
    assert seen(["a", "b"], ["a", "c"], ["a", "b"], [], []) == [None, None, "0", None, "3"]


@pytest.mark.parametrize(
    "words", [["данные", "модель", "сервер", "облако", "анализ"], ["데이터", "모델", "서버", "분석"]]
)
def test_every_script_is_cut_into_passages(words: list[str]) -> None:
    def written(seed: int) -> list[str]:
        generator = random.Random(seed)
        return [generator.choice(words) + str(generator.randrange(300)) + generator.choice(words) for _ in range(300)]

    bases = [written(seed) for seed in range(10)]
    assert seen(*bases, *(changed(base, 60) for base in bases)) == [None] * 10 + [str(at) for at in range(10)]


def test_what_an_employer_writes_into_every_posting_hides_no_duplicate() -> None:
    house = text(99, 240)
    bases = [[*text(seed, 80), *house, *text(-seed, 80)] for seed in range(1, 101)]
    assert seen(*bases, *(changed(base, 100) for base in bases)) == [None] * 100 + [str(at) for at in range(100)]


def test_a_sketch_stays_small_however_long_the_posting_is() -> None:
    assert len(sketch(" ".join(text(3, 20_000)))) == SIZE


def test_a_sketch_is_the_same_on_every_machine() -> None:
    # crc32 of "a", since the text is one short passage, and its letter is one of those that passages are cut at: \1
    assert list(sketch("a")) == [0xA505DF1B]


def test_no_room_for_what_was_seen_is_an_error() -> None:
    noted = SeenPostings()
    noted._database.execute("PRAGMA max_page_count = 8")
    long = " ".join(text(1, 20_000))
    with pytest.raises(DataError, match="cannot be kept"):
        noted.add("long", sketch(long), long)
