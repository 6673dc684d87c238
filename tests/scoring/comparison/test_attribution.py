"""Why coverage changed: cases evaluate by hand, and what holds for any two reports."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillgap.model.matrix import Criterion, Matrix
from skillgap.scoring.comparison.attribution import Attribution, attribute
from skillgap.scoring.comparison.links import pairs
from skillgap.scoring.gap_report import GapReport, gap_report
from tests.scoring.comparison.build import assessment, criterion, matrix, profile, report

TOLERANCE = 1e-12


def parts(found: Attribution) -> dict[tuple[str, str], float]:
    """The parts by cause and criterion, none of them twice."""
    by_cause: dict[tuple[str, str], float] = {(part.cause, part.row.id): part.amount for part in found.parts}
    assert len(by_cause) == len(found.parts)
    return by_cause


def figures(found: Attribution) -> tuple[float, float, float]:
    """The change and its two parts, where there are any."""
    assert found.unsplit is None
    return found.change or 0, found.you or 0, found.role or 0


def close(one: dict[tuple[str, str], float], other: dict[tuple[str, str], float]) -> bool:
    """Whether two sets of parts agree; what one of them leaves out as 0 may be a rounding error in the other."""
    return all(abs(one.get(key, 0) - other.get(key, 0)) <= TOLERANCE for key in one.keys() | other.keys())


def test_levels_alone() -> None:
    # w 0.8 and 0.2, targets 4. Before: (16·2/4 + 4·4/4) / 20 = 0.6. After: (16·3/4 + 4·2/4) / 20 = 0.7.
    role = matrix(criterion("a", 16), criterion("b", 4))
    found = attribute(report(role, {"a": 2, "b": 4}), report(role, {"a": 3, "b": 2}))
    assert figures(found) == pytest.approx((0.1, 0.1, 0), abs=TOLERANCE)
    # a: 16 · 1/4 / 20; b: −4 · 2/4 / 20; the larger first
    assert list(parts(found)) == [("level", "a"), ("level", "b")]
    assert (found.before.coverage.value, found.after.coverage.value) == pytest.approx((0.6, 0.7))
    assert parts(found) == pytest.approx({("level", "a"): 0.2, ("level", "b"): -0.1}, abs=TOLERANCE)
    assert {part.whose for part in found.parts} == {"you"}


def test_beginning_and_ceasing_to_be_rated() -> None:
    # Before a 2 of 4, b 4 of 4: (10·0.5 + 6) / 16 = 11/16. After a 2 of 4, c 1 of 4: (10·0.5 + 4·0.25) / 14 = 3/7.
    role = matrix(criterion("a", 10), criterion("b", 6), criterion("c", 4))
    found = attribute(report(role, {"a": 2, "b": 4}), report(role, {"a": 2, "b": "not_applicable", "c": 1}))
    # 3/7 − 11/16 = −29/112. Both sides together weigh 20. c joins 11/16, b leaves 3/7 behind.
    expected = {
        ("newly_rated", "c"): 4 * (1 / 4 - 11 / 16) / 20,
        ("no_longer_rated", "b"): -6 * (1 - 3 / 7) / 20,
    }
    assert parts(found) == pytest.approx(expected, abs=TOLERANCE)
    assert {part.whose for part in found.parts} == {"you"}
    assert figures(found) == pytest.approx((-29 / 112, -29 / 112, 0), abs=TOLERANCE)


def test_counts_and_targets() -> None:
    # Shares 0.5 and 0.5 become 0.75 and 0.25, b's target 4 becomes 2; a stays at 4, b at 2.
    old = matrix(criterion("a", 10), criterion("b", 10))
    new = matrix(criterion("a", 30), criterion("b", 10, target=2), version=2, size=40)
    said = {"a": 4, "b": 2}
    found = attribute(report(old, said), report(new, said))
    assert figures(found) == pytest.approx((0.25, 0, 0.25), abs=TOLERANCE)
    # Counts, while b meets half: from 0.75 to 0.875, both sides together weigh 0.75 + 0.5 = 1.25:
    # a 0.25·(1 − 0.75)/1.25 = 0.05, b −0.25·(0.5 − 0.875)/1.25 = 0.075. Once b meets all they add nothing: half.
    # Target of b: 0.5 more is met, of a mean weight of (0.5 + 0.25)/2.
    expected = {("count", "a"): 0.025, ("count", "b"): 0.0375, ("target", "b"): 0.5 * 0.375}
    assert parts(found) == pytest.approx(expected, abs=TOLERANCE)
    assert {part.whose for part in found.parts} == {"role"}


def test_criteria_that_came_and_went_are_the_roles_doing() -> None:
    # a 4 of 4, b 1 of 4: (10 + 2.5) / 20 = 0.625. Then b goes and c comes, at 2 of 4: (10 + 2.5) / 15 = 5/6.
    old = matrix(criterion("a", 10), criterion("b", 10))
    new = matrix(criterion("a", 10), criterion("c", 5), version=2)
    found = attribute(report(old, {"a": 4, "b": 1}), report(new, {"a": 4, "c": 2}))
    assert figures(found) == pytest.approx((5 / 6 - 0.625, 0, 5 / 6 - 0.625), abs=TOLERANCE)
    # Both sides together weigh 25 of 20.
    expected = {("added", "c"): 5 * (0.5 - 0.625) / 25, ("removed", "b"): -10 * (0.25 - 5 / 6) / 25}
    assert parts(found) == pytest.approx(expected, abs=TOLERANCE)
    assert {part.whose for part in found.parts} == {"role"}


def test_both_at_once_is_half_of_each_order() -> None:
    old = matrix(criterion("a", 10), criterion("b", 10))
    new = matrix(criterion("a", 20), criterion("was-b", 10, target=2, formerly=("b",)), version=2)
    found = attribute(report(old, {"a": 2, "b": 1}), report(new, {"a": 4, "was-b": 1}))
    # Earlier levels: 0.375 in the old matrix, (20·0.5 + 10·0.5)/30 = 0.5 in the new.
    # Later levels: (10 + 2.5)/20 = 0.625 in the old, (20 + 5)/30 = 5/6 in the new.
    you, role = ((0.625 - 0.375) + (5 / 6 - 0.5)) / 2, ((0.5 - 0.375) + (5 / 6 - 0.625)) / 2
    assert figures(found) == pytest.approx((5 / 6 - 0.375, you, role), abs=TOLERANCE)


def test_where_one_order_has_nothing_rated_half_way_the_other_stands_alone() -> None:
    old = matrix(criterion("a", 10))
    new = matrix(criterion("a", 10), criterion("b", 10), version=2)
    found = attribute(report(old, {"a": 4}), report(new, {"b": 2}))
    # The role first: b comes, at 2 of 4: from 1 to 0.75. Then a is no longer rated: to 0.5.
    assert parts(found) == pytest.approx({("added", "b"): -0.25, ("no_longer_rated", "a"): -0.25}, abs=TOLERANCE)
    assert figures(found) == pytest.approx((-0.5, -0.25, -0.25), abs=TOLERANCE)


ROLE = matrix(criterion("a", 10), criterion("b", 0))


@pytest.mark.parametrize(
    ("before", "after", "why", "change"),
    [
        (report(ROLE, {}), report(ROLE, {"a": 2}), "nothing_rated_before", None),
        (report(ROLE, {"a": 2}), report(ROLE, {"a": "skipped"}), "nothing_rated_after", None),
        (report(ROLE, {"b": 2}), report(ROLE, {"a": 2}), "nothing_rated_before", None),
        (
            report(ROLE, {"a": 2}),
            report(matrix(criterion("a", 10, target=5), scale=range(11), version=2), {"a": 4}),
            "other_scale",
            0.3,
        ),
        (
            report(ROLE, {"a": 2}),
            report(matrix(criterion("z", 10), identifier="another"), {"z": 4}),
            "nothing_in_common",
            0.5,
        ),
        (
            report(ROLE, {"a": 2}),
            report(matrix(criterion("a", 0), criterion("b", 10), version=2), {"b": 3}),
            "no_way_between",
            0.25,
        ),
    ],
)
def test_where_there_is_no_split_the_reason_is_given(
    before: GapReport, after: GapReport, why: str, change: float | None
) -> None:
    found = attribute(before, after)
    assert (found.before, found.after) == (before, after)
    assert (found.unsplit, found.you, found.role, found.parts) == (why, None, None, ())
    assert found.change == (None if change is None else pytest.approx(change))


def test_reports_of_different_views_or_of_one_section_are_refused() -> None:
    whole = report(ROLE, {"a": 2})
    with pytest.raises(ValueError, match=r"^the two reports show different views$"):
        attribute(whole, report(ROLE, {"a": 2}, view="self"))
    two = replace(ROLE, sections=(*ROLE.sections, replace(ROLE.sections[0], id="more", criteria=(criterion("z", 1),))))
    made = assessment(two, {"a": 2})
    with pytest.raises(ValueError, match=r"^a report shows a single section only$"):
        attribute(whole, gap_report(two, profile(made), made, section="skills"))


STATES = ["skipped", "not_applicable", None]


def some_matrix(random: Random, *, version: int, names: dict[str, str]) -> Matrix:
    """A version of a matrix with up to seven of the criteria known, some under another id."""
    size = random.choice([1, 20, 20, 37, 5000])
    rows = []
    for name, new in random.sample(sorted(names.items()), random.randint(1, 7)):
        count = random.choice([0, size, random.randint(0, size)])
        formerly = () if name == new else (name,)
        rows.append(criterion(new, count, target=random.randint(0, 4), formerly=formerly))
    return matrix(*rows, version=version, size=size)


def some_ratings(random: Random, of: Matrix) -> dict[str, Any]:
    said = {}
    thoroughness = random.choice([0.4, 0.8, 1.0])
    for one in of.criteria:
        answer = random.randint(0, 4) if random.random() < thoroughness else random.choice(STATES)
        if answer is not None:
            said[one.id] = answer
    return said


def some_pair(random: Random) -> tuple[GapReport, GapReport]:
    """Two reports of one person, half the time against one version of the matrix."""
    names = [f"c{number}" for number in range(8)]
    old = some_matrix(random, version=1, names={name: name for name in names})
    new = old
    if random.random() < 0.5:
        renamed = {name: f"new-{name}" if random.random() < 0.3 else name for name in names}
        new = some_matrix(random, version=2, names=renamed)
    return report(old, some_ratings(random, old)), report(new, some_ratings(random, new))


def counterfactual(said: GapReport, other: GapReport, asked: GapReport) -> float | None:
    """Coverage of one report's levels in the other's matrix, by scoring an assessment that says so."""
    levels: dict[str, Any] = {}
    for old, new in pairs(*sorted((said.matrix, other.matrix), key=lambda one: one.version)):
        mine, theirs = (old, new) if said.matrix.version <= other.matrix.version else (new, old)
        here = mine if asked is said else theirs
        source, row_id = (said, mine.id) if mine else (other, theirs.id if theirs else "")
        level = next(row.level for row in source.rows if row.id == row_id)
        if here and level is not None:
            levels[here.id] = level
    return report(asked.matrix, levels).coverage.value


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_the_split_adds_up_on_ten_thousand_pairs(seed: int) -> None:
    random = Random(seed)
    split = 0
    for _ in range(50):
        before, after = some_pair(random)
        found = attribute(before, after)
        one, other = before.coverage.value, after.coverage.value
        assert found.change == (None if one is None or other is None else other - one)
        if found.unsplit:
            continue
        split += 1
        assert found.change is not None
        assert found.you is not None
        assert found.role is not None
        assert found.you + found.role == pytest.approx(found.change, abs=TOLERANCE)
        for whose, whole in (("you", found.you), ("role", found.role)):
            amounts = [part.amount for part in found.parts if part.whose == whose]
            assert fsum(amounts) == pytest.approx(whole, abs=TOLERANCE)
            assert all(0 < abs(amount) <= 1 + TOLERANCE for amount in amounts)
        if before.matrix == after.matrix:
            assert found.role == 0
    assert split > 10  # not trivially true


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_each_player_gets_half_of_each_order(seed: int) -> None:
    before, after = some_pair(Random(seed))
    found = attribute(before, after)
    if found.unsplit:
        return
    start, end = before.coverage.value, after.coverage.value
    later_in_old, earlier_in_new = counterfactual(after, before, before), counterfactual(before, after, after)
    assert start is not None
    assert end is not None
    yours = [b - a for a, b in ((start, later_in_old), (earlier_in_new, end)) if a is not None and b is not None]
    if later_in_old is None or earlier_in_new is None:
        assert len(yours) == 1
    assert found.you == pytest.approx(fsum(yours) / len(yours), abs=TOLERANCE)


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_seen_from_the_other_side_every_part_turns_its_sign(seed: int) -> None:
    before, after = some_pair(Random(seed))
    there, back = attribute(before, after), attribute(after, before)
    opposite = {"newly_rated": "no_longer_rated", "added": "removed"}
    opposite |= {back: forth for forth, back in opposite.items()}
    names = {new.id: old.id for old, new in pairs(before.matrix, after.matrix) if old and new}
    turned = {
        (opposite.get(cause, cause), names.get(name, name)): -amount for (cause, name), amount in parts(there).items()
    }
    assert close(parts(back), turned)


@settings(max_examples=2 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_what_did_not_change_has_no_part_and_the_order_of_criteria_no_influence(seed: int) -> None:
    random = Random(seed)
    before, after = some_pair(random)
    found = attribute(before, after)
    for part in found.parts:
        if part.cause == "level":
            assert part.before
            assert part.after
            assert part.before.level != part.after.level
        elif part.cause == "target":
            assert part.before
            assert part.after
            assert part.before.target != part.after.target
        elif part.cause == "count":
            assert part.before
            assert part.after
            assert part.before.share != part.after.share
        else:
            states = [row.state if row else None for row in (part.before, part.after)]
            expected = {"newly_rated": 0, "added": 0, "no_longer_rated": 1, "removed": 1}[part.cause]
            assert states[expected] != "rated"
            assert states[1 - expected] == "rated" or part.cause in ("newly_rated", "no_longer_rated")
    shuffled = attribute(shuffle(random, before), shuffle(random, after))
    assert close(parts(shuffled), parts(found))


def shuffle(random: Random, one: GapReport) -> GapReport:
    """The same report with its matrix's criteria in another order."""
    criteria: tuple[Criterion, ...] = tuple(random.sample(one.matrix.criteria, len(one.matrix.criteria)))
    section = replace(one.matrix.sections[0], criteria=criteria)
    said = {row.id: row.level if row.state == "rated" else row.state for row in one.rows if row.state != "not_asked"}
    return report(replace(one.matrix, sections=(section,)), said)
