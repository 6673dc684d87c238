"""Near-duplicates: found where they are, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.postings.duplicates import SIMILAR, SIZE, Candidate, SeenPostings, similarity, sketch

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


def resolved(candidates: list[Candidate]) -> list[str | None]:
    """For each posting, the id of the one that is kept in its place, or None."""
    noted = SeenPostings()
    for candidate in candidates:
        noted.add(candidate)
    return [original for _, _, original in noted.resolve()]


def seen(*postings: list[str], asks: list[str] | None = None) -> list[str | None]:
    """For each posting, the first one of its cluster, by its place, or None if it is that itself."""
    haystacks = [" ".join(words) for words in postings]
    candidates = [
        Candidate(str(at), haystack, sketch(haystack), asks[at] if asks else "sql")
        for at, haystack in enumerate(haystacks)
    ]
    kept = resolved(candidates)
    first: dict[str, int] = {}
    for at, original in enumerate(kept):
        first.setdefault(original or str(at), at)
    firsts = [first[original or str(at)] for at, original in enumerate(kept)]
    return [None if at == start else str(start) for at, start in enumerate(firsts)]


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


def test_a_cluster_is_what_is_connected_by_pairs() -> None:
    base = text(7)
    far = changed(base, 12)
    # The second is like the first and the fourth like the third, but the first two are unlike the others.
    assert seen(base, changed(base, 100), far, changed(far, 150), base) == [None, "0", None, "2", "0"]
    chain = [base, changed(base, 60), changed(changed(base, 60), 61)]
    assert similarity(" ".join(chain[0]), " ".join(chain[2])) < SIMILAR
    assert seen(*chain) == [None, "0", "0"]


def test_postings_that_ask_for_other_criteria_are_no_duplicates() -> None:
    base = text(8)
    near = changed(base, 100)
    assert seen(base, near, base, near, asks=["html", "sql", "html", "sql"]) == [None, None, "0", "1"]


@pytest.mark.parametrize(
    ("one", "other", "is_duplicate"),
    [
        (("Gull", "Engineer"), ("GULL ", "engineer"), True),
        (("Gull", "Back End"), ("Gull", "Front End"), False),
        (("Gull", "Back End"), ("Tern", "Front End"), True),
        ((None, None), (None, None), True),
    ],
)
def test_within_one_employer_the_title_is_the_same(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], is_duplicate: bool
) -> None:
    haystack = " ".join(text(9))
    found = [Candidate(name, haystack, sketch(haystack), "sql", *who) for name, who in (("a", one), ("b", other))]
    assert (resolved(found) != [None, None]) is is_duplicate


def test_without_a_taxonomy_the_title_stands_for_what_is_asked() -> None:
    haystack = " ".join(text(9))
    titles = ["Engineer", "Analyst", "engineer"]
    found = [Candidate(str(at), haystack, sketch(haystack), None, str(at), title) for at, title in enumerate(titles)]
    assert [original is None for original in resolved(found)].count(True) == 2


@given(st.permutations(range(12)))
def test_the_order_of_postings_does_not_matter(order: list[int]) -> None:
    bases = [text(seed, 60) for seed in range(3)]
    words = [changed(base, every) for base in bases for every in (999, 40, 60, 80)]
    haystacks = [" ".join(part) for part in words]
    found = [Candidate(f"p{at}", haystacks[at], sketch(haystacks[at]), "sql") for at in range(12)]
    kept = dict(zip(range(12), resolved(found), strict=True))
    assert dict(zip(order, resolved([found[at] for at in order]), strict=True)) == kept


def test_ids_are_made_unique_and_the_kept_one_stays() -> None:
    haystacks = [" ".join(text(seed)) for seed in (1, 1, 2)]
    noted = SeenPostings()
    for haystack in haystacks:
        noted.add(Candidate("README", haystack, sketch(haystack), "sql"))
    names = [name for name, _, _ in noted.resolve()]
    assert len(set(names)) == 3
    assert sum(name == "README" for name in names) == 1
    assert all(name.startswith("README") for name in names)


def test_duplicates_may_be_kept() -> None:
    noted = SeenPostings()
    for name in "ab":
        noted.add(Candidate(name, "sql", sketch("sql"), "sql"), f"line {name}")
    assert list(noted.resolve(keep_duplicates=True)) == [("a", "line a", None), ("b", "line b", None)]


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
        noted.add(Candidate("long", long, sketch(long)))
