"""What the postings themselves tell: who is met, what unlocks most, how far ranks move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from skillgap.scoring.gap_report import gap_report, with_ranks
from skillgap.scoring.posting_data import (
    EXACT,
    Hit,
    Incidence,
    IncidenceReport,
    PostingHits,
    PostingName,
    incidence_of,
    incidence_report,
    posting_figures,
    required_counts,
    standing,
    unlocks_most,
)
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of

NAMES = ["a", "b", "c", "d", "e"]
SETS = st.lists(st.frozensets(st.sampled_from(NAMES), max_size=4), min_size=1, max_size=12)


def sets(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


def first_best(postings: list[frozenset[str]], unmet: list[str], size: int) -> tuple[str, ...]:
    """The first of all sets of up to that size, the smaller before the larger, that adds most."""
    before = sum(not asked & set(unmet) for asked in postings)
    chosen = [c for length in range(size + 1) for c in combinations(unmet, length)]
    return max(chosen, key=lambda closed: sum(not asked & (set(unmet) - set(closed)) for asked in postings) - before)


def brute(postings: list[frozenset[str]], unmet: list[str], size: int) -> int:
    """The most postings that any set of that size adds."""
    before = sum(not asked & set(unmet) for asked in postings)
    chosen = [set(c) for length in range(size + 1) for c in combinations(unmet, length)]
    return max(sum(not asked & (set(unmet) - closed) for asked in postings) for closed in chosen) - before


def test_standing_counts_postings_fully_met_and_all_but_one() -> None:
    found = standing(sets("", "a", "ab", "abc", "c", "cd"), {"b", "c"})
    assert (found.postings, found.fully_met, found.all_but_one) == (6, 2, 3)


def test_what_unlocks_most_by_hand() -> None:
    postings = sets("ab", "ab", "ab", "c", "c", "ad", "x", "abcd")
    unmet = ["a", "b", "c", "d"]
    one, two, three = (unlocks_most(postings, unmet, size) for size in (1, 2, 3))
    assert (one.criteria, one.postings) == (("c",), 2)
    assert (two.criteria, two.postings) == (("a", "b"), 3)
    assert (three.criteria, three.postings) == (("a", "b", "c"), 5)
    assert one.exact
    assert two.exact
    assert three.exact
    four = unlocks_most(postings, unmet, 4)
    assert (four.criteria, four.postings, four.exact) == (("a", "b", "c", "d"), 7, False)


def test_of_equal_sets_the_smaller_and_then_the_earlier_is_named() -> None:
    assert unlocks_most(sets("a", "b"), ["b", "a"], 1).criteria == ("b",)
    assert unlocks_most(sets("a", "a"), ["b", "a"], 3).criteria == ("a",)


def test_nothing_unlocks_where_nothing_is_missing() -> None:
    assert unlocks_most(sets("a", "b"), [], 2).criteria == ()
    assert unlocks_most(sets("abcd"), list("abcd"), 3).criteria == ()


@given(SETS, st.permutations(NAMES).map(lambda names: names[:4]), st.integers(1, EXACT))
def test_no_set_of_that_size_unlocks_more(postings: list[frozenset[str]], unmet: list[str], size: int) -> None:
    found = unlocks_most(postings, unmet, size)
    assert found.exact
    assert len(found.criteria) <= size
    assert found.postings == brute(postings, unmet, size)


MANY = list("abcdefg")
FEW_MISSING = st.lists(st.frozensets(st.sampled_from(MANY), min_size=1, max_size=3), min_size=1, max_size=25)


@given(FEW_MISSING, st.permutations(MANY), st.integers(1, EXACT))
def test_of_all_sets_the_first_best_is_named(postings: list[frozenset[str]], unmet: list[str], size: int) -> None:
    assert unlocks_most(postings, unmet, size).criteria == first_best(postings, unmet, size)


@given(SETS, st.permutations(NAMES))
def test_a_larger_set_unlocks_what_it_says_and_never_less(postings: list[frozenset[str]], unmet: list[str]) -> None:
    smaller, larger = unlocks_most(postings, unmet, EXACT), unlocks_most(postings, unmet, EXACT + 2)
    left = set(unmet) - set(larger.criteria)
    now = standing(postings, left).fully_met - standing(postings, set(unmet)).fully_met
    assert larger.postings == now >= smaller.postings


@given(SETS, st.sets(st.sampled_from(NAMES)))
def test_standing_agrees_with_counting_one_by_one(postings: list[frozenset[str]], unmet: set[str]) -> None:
    found = standing(postings, unmet)
    assert found.fully_met == sum(not asked & unmet for asked in postings)
    assert found.all_but_one == sum(len(asked & unmet) == 1 for asked in postings)


def test_duplicates_do_not_count_and_required_is_told_apart() -> None:
    hits = {"a": Hit(phrase="A", at=1, required=True), "b": Hit(phrase="B", at=2, required=False)}
    incidence = incidence_of(
        [
            PostingHits(id="1", source="x:1", hits=hits),
            PostingHits(id="2", source="x:2", duplicate_of="1"),
            PostingHits(id="3", source="x:3", hits={"b": Hit(phrase="B", at=2, required=True)}),
            PostingHits(id="4", source="x:4"),
        ]
    )
    assert incidence.asked == (frozenset("ab"), frozenset("b"), frozenset())
    assert required_counts(incidence) == {"a": 1, "b": 1}


def incidence_from(asked: Sequence[frozenset[str]]) -> Incidence:
    """All that is asked is required too; postings are named after their place."""
    return Incidence(tuple(asked), tuple(asked), tuple(PostingName(f"p{at}", None) for at in range(len(asked))))


def incidence(**counts: int) -> Incidence:
    asked = tuple(frozenset(name for name, count in counts.items() if at < count) for at in range(20))
    return incidence_from(asked)


# --- the report -----------------------------------------------------------------------------------------------

POSTINGS = sets("a", "ab", "abc", "bc", "acd", "", "ad")


def reported() -> IncidenceReport:
    """A person who meets a, has gaps in b and c, and has not rated d.

    So the seven postings lack nothing, b, bc, bc, cd, nothing, d.
    """
    rows = [criterion("a", 5), criterion("b", 3), criterion("c", 3), criterion("d", 2)]
    matrix = matrix_of(matrix_data(*rows, of=7))
    profile = profile_of(profile_data(assessment_data({"a": 4, "b": 1, "c": 1})))
    report = gap_report(matrix, profile, profile.latest(matrix.id))
    found = incidence_from(POSTINGS)
    return incidence_report(report, found, posting_figures(matrix, found))


def test_the_report_by_hand() -> None:
    found = reported()
    assert (found.standing.postings, found.standing.fully_met, found.standing.all_but_one) == (7, 2, 2)
    assert [name.id for name in found.met] == ["p0", "p5"]
    assert [(name.id, criterion) for name, criterion in found.lacking_one] == [("p1", "b"), ("p6", "d")]
    # Were d met once rated, p6 would be met too, and p4 would still lack c.
    assert (found.met_if_rated, found.unrated, found.asking_nothing) == (3, ("d",), 1)
    assert dict(found.alone) == {"b": 1, "d": 1}
    # b and d unlock one each, and b is the gap; b with c unlocks p1, p2, p3; with d also p4 and p6.
    assert [(one.criteria, one.postings, one.exact) for one in found.unlocking] == [
        (("b",), 1, True),
        (("b", "c"), 3, True),
        (("b", "c", "d"), 5, True),
    ]
    assert found.figures.required == {"a": 5, "b": 3, "c": 3, "d": 2}


def test_sets_beyond_three_are_said_to_be_greedy() -> None:
    matrix = matrix_of(matrix_data(*(criterion(name, 4 - at) for at, name in enumerate("abcd")), of=4))
    found = incidence_from(sets("a", "ab", "abc", "abcd"))
    report = gap_report(matrix, profile_of(profile_data()), None)
    unlocking = incidence_report(report, found, posting_figures(matrix, found)).unlocking
    assert [(len(one.criteria), one.postings, one.exact) for one in unlocking] == [
        (1, 1, True),
        (2, 2, True),
        (3, 3, True),
        (4, 4, False),
    ]


def test_the_postings_replace_the_ranks_and_nothing_else() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 20), criterion("b", 12), criterion("c", 4), of=20))
    report = gap_report(matrix, profile_of(profile_data(assessment_data({"b": 1}))), None)
    # From counts, b and c: of min(16, 24) = 16 postings 12 ask for b, 2,517/65,536 = 0.038. But every posting that
    # asks for c asks for b too, so of 8 all ask for b: 1/256 = 0.0039 ≤ 0.05/4, after a against c and a against b.
    shown = with_ranks(report, posting_figures(matrix, incidence(a=20, b=12, c=4)).ranks)
    assert [(row.id, row.rank_low, row.rank_high) for row in report.rows] == [("a", 1, 1), ("b", 2, 3), ("c", 2, 3)]
    assert [(row.id, row.rank_low, row.rank_high) for row in shown.rows] == [("a", 1, 1), ("b", 2, 2), ("c", 3, 3)]
    assert (report.ranks_from, shown.ranks_from) == ("counts", "postings")
    back = [
        replace(now, rank_low=row.rank_low, rank_high=row.rank_high)
        for now, row in zip(shown.rows, report.rows, strict=True)
    ]
    assert back == list(report.rows)
