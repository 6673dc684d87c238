"""Two changes of one profile: what one side changed is taken, what both changed is named, and each is resolved."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.model.merge import Conflict, Merged
from skillgap.model.profile import Profile
from skillgap.model.schema import plain
from skillgap.model.three_way_merge import Versions, edited_value, resolve
from tests.builders import DAY, Plain, assessment_data, profile_data, profile_of
from tests.strategies import matrices, profiles

ROLE = "role@1 2026-05-04"
AT = ("assessments", ROLE, "ratings", "a")
GOAL = {"id": "g", "criterion": "a", "level": 2, "status": "open"}


def rated(ratings: Plain, **more: object) -> Profile:
    return profile_of(profile_data(assessment_data(ratings), **more))


def merged(before: Profile, mine: Profile, theirs: Profile) -> Merged:
    return Versions(before, mine, theirs).merge()


def ratings_of(profile: Profile) -> Any:
    return plain(profile)["assessments"][0]["ratings"]


def reviewed(status: str, ratings: Plain) -> Profile:
    head = {"assessment": DAY, "matrix": "role", "by": "Grace", "date": "2026-06-01", "status": status}
    return rated({"a": 1, "b": 1}, reviews=[{**head, "ratings": ratings}])


# --- what is united ---------------------------------------------------------------------------------------------


def test_a_value_that_one_side_changed_is_taken_from_it() -> None:
    before = rated({"a": 1, "b": 2, "c": {"level": 1, "note": "x"}}, name="Ada", goals=[GOAL])
    mine = rated({"a": 4, "b": 2, "c": {"level": 1, "note": "x"}}, name="Ada B", goals=[GOAL, {**GOAL, "id": "h"}])
    theirs = rated({"a": 1, "b": "skipped", "c": {"level": 1, "note": "y"}, "d": 0}, name="Ada")
    found = merged(before, mine, theirs)
    assert found.conflicts == ()
    assert ratings_of(found.profile) == {
        "a": {"level": 4},
        "b": {"state": "skipped"},
        "c": {"level": 1, "note": "y"},
        "d": {"level": 0},
    }
    assert found.profile.name == "Ada B"
    assert [goal.id for goal in found.profile.goals] == ["h"], "theirs removed g, mine added h"


def test_what_one_side_removed_stays_removed() -> None:
    assert ratings_of(merged(rated({"a": 1, "b": 2}), rated({"a": 1}), rated({"a": 1, "b": 2})).profile) == {
        "a": {"level": 1}
    }


def test_evidence_of_both_sides_is_kept_without_what_either_removed() -> None:
    before, mine, theirs = (
        rated({"a": {"level": 1, "evidence": texts}}) for texts in (["x", "y", "z"], ["y", "z", "m"], ["x", "y", "t"])
    )
    found = merged(before, mine, theirs).profile
    assert ratings_of(found)["a"]["evidence"] == ["y", "t", "m"]


def test_the_same_new_goal_of_both_sides_is_one_and_another_gets_an_id_of_its_own() -> None:
    before, same = rated({}), rated({}, goals=[GOAL])
    assert [goal.id for goal in merged(before, same, same).profile.goals] == ["g"]
    other = rated({}, goals=[{**GOAL, "level": 3}])
    goals = merged(before, same, other).profile.goals
    assert [(goal.id, goal.level) for goal in goals] == [("g", 3), ("a-2", 2)]


# --- what is a conflict -----------------------------------------------------------------------------------------


def test_two_answers_on_one_criterion_are_one_conflict_with_the_answer_before() -> None:
    found = merged(rated({"a": 2}), rated({"a": {"level": 4, "confidence": "high"}}), rated({"a": {"level": 3}}))
    assert found.conflicts == (Conflict(AT, {"level": 4, "confidence": "high"}, {"level": 3}, {"level": 2}),)
    assert ratings_of(found.profile) == {"a": {"level": 3}}


def test_two_texts_conflict_alone_and_a_removed_goal_conflicts_with_its_change() -> None:
    before = rated({"a": {"level": 1, "note": "x"}}, goals=[GOAL])
    mine = rated({"a": {"level": 1, "note": "m"}}, goals=[{**GOAL, "status": "done"}])
    theirs = rated({"a": {"level": 2, "note": "t"}})
    found = merged(before, mine, theirs)
    assert [(one.path, one.before, one.mine, one.theirs) for one in found.conflicts] == [
        ((*AT, "note"), "x", "m", "t"),
        (("goals", "g"), GOAL, {**GOAL, "status": "done"}, None),
    ]
    assert ratings_of(found.profile)["a"]["level"] == 2


def test_another_persons_profile_is_never_merged() -> None:
    with pytest.raises(DataError, match="another person's profile now: its id is you, not me"):
        merged(rated({"a": 1}), rated({"a": 2}), rated({"a": 1}, id="you"))


def test_one_id_with_another_key_is_another_person() -> None:
    before, mine = rated({"a": 1}, key="k1"), rated({"a": 2}, key="k1")
    with pytest.raises(DataError, match="it has the same id and another key"):
        merged(before, mine, rated({"a": 1}, key="k2"))
    assert merged(before, mine, rated({"a": 1})).conflicts == (), "a copy from before keys is one of the person"


def test_a_review_that_was_submitted_in_the_file_stays_and_the_change_is_named() -> None:
    before = reviewed("draft", {"a": {"level": 2}})
    mine = reviewed("draft", {"a": {"level": 2}, "b": {"level": 3}})
    theirs = reviewed("complete", {"a": {"level": 2, "agreed": 2}})
    found = merged(before, mine, theirs)
    path = ("reviews", "2026-06-01 by Grace of role 2026-05-04", "ratings", "b", "level")
    assert found.profile == theirs
    assert found.conflicts == (Conflict(path[:-1], {"level": 3}, None, None, sealed=True),)


# --- resolving --------------------------------------------------------------------------------------------------


def test_each_conflict_is_resolved_by_the_value_chosen_for_it() -> None:
    before = rated({"a": 2, "b": 2}, goals=[GOAL])
    mine = rated({"a": 4, "b": {"level": 4, "note": "m"}}, goals=[{**GOAL, "level": 4}])
    found = merged(before, mine, rated({"a": 3, "b": 3}))
    assert [one.place.rpartition(".")[2] for one in found.conflicts] == ["a", "b", "g"]
    one, other, goal = found.conflicts
    rest = resolve(found, {one.path: one.mine})
    assert rest.conflicts == (other, goal)
    done = resolve(rest, {other.path: edited_value(other, "0"), goal.path: goal.theirs})
    assert done.conflicts == ()
    assert ratings_of(done.profile) == {"a": {"level": 4}, "b": {"level": 0, "note": "m"}}
    assert done.profile.goals == ()
    assert resolve(rest, {goal.path: goal.mine}).profile.goals[0].level == 4


def test_a_value_that_no_profile_can_hold_is_rejected() -> None:
    found = merged(rated({"a": 2}), rated({"a": 4}), rated({"a": 3}))
    with pytest.raises(DataError):
        resolve(found, {AT: {"level": "much"}})


@pytest.mark.parametrize(
    ("conflict", "typed", "value"),
    [
        (Conflict(AT, {"level": 4, "note": "n"}, {"level": 3}), "1", {"level": 1, "note": "n"}),
        (Conflict(AT, {"level": 4}, {"level": 3}), "skipped", {"state": "skipped"}),
        (Conflict(AT, {"level": 4}, None), "x", {"state": "not_applicable"}),
        (Conflict((*AT, "note"), "m", "t"), "both", "both"),
        (Conflict((*AT, "note"), "m", "t"), "", None),
        (Conflict(("goals", "g", "level"), 2, 3), "4", 4),
    ],
)
def test_a_value_is_typed(conflict: Conflict, typed: str, value: object) -> None:
    assert edited_value(conflict, typed) == value


@pytest.mark.parametrize(
    ("conflict", "typed", "expected"),
    [
        (Conflict(AT, {"level": 4}, {"level": 3}), "much", "type a level, skipped, or not applicable"),
        (Conflict(("goals", "g", "level"), 2, 3), "x", "type a whole number"),
        (Conflict(("goals", "g"), GOAL, None), "x", "this cannot be typed: choose mine or theirs"),
    ],
)
def test_what_is_no_value_says_what_is_expected(conflict: Conflict, typed: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        edited_value(conflict, typed)


# --- for any two changes ----------------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn) -> tuple[Profile, Profile, Profile]:
    """A profile, and two that differ from it in some ratings, goals and texts."""
    data = draw(profiles(draw(matrices(max_criteria=4))))
    mine, theirs = (profile_of(_changed(draw, copy.deepcopy(data))) for _ in range(2))
    return profile_of(data), mine, theirs


def _changed(draw: st.DrawFn, data: Plain) -> Plain:
    for assessment in data["assessments"]:
        for key in list(assessment["ratings"]):
            change = draw(st.sampled_from(["keep", "remove", "rate", "note"]))
            if change == "remove":
                del assessment["ratings"][key]
            elif change == "rate":
                assessment["ratings"][key] = {"level": draw(st.integers(0, 3))}
            elif change == "note":
                assessment["ratings"][key]["note"] = draw(st.sampled_from(["m", "t"]))
    for goal in data.get("goals", []):
        goal["status"] = draw(st.sampled_from(["open", "done"]))
    data["name"] = draw(st.sampled_from([data["name"], "Another"]))
    return data


@given(changes())
def test_a_side_that_changed_nothing_loses_nothing(versions: tuple[Profile, Profile, Profile]) -> None:
    before, mine, _ = versions
    assert merged(before, mine, before) == Merged(mine, ())
    assert merged(before, before, mine) == Merged(mine, ())
    assert merged(before, mine, mine) == Merged(mine, ())


@given(changes())
def test_every_change_of_mine_is_in_the_file_or_in_a_conflict(versions: tuple[Profile, Profile, Profile]) -> None:
    before, mine, theirs = versions
    found = merged(before, mine, theirs)
    named = [one.path for one in found.conflicts]
    for old, own, now in zip(before.assessments, mine.assessments, found.profile.assessments, strict=True):
        place = ("assessments", f"{own.matrix}@{own.matrix_version} {own.date}", "ratings")
        for key in {**old.ratings, **own.ratings}:
            changed = own.ratings.get(key) != old.ratings.get(key)
            conflict = any(path[:4] == (*place, key) for path in named)
            assert not changed or conflict or _says(now.ratings.get(key), own.ratings.get(key), old.ratings.get(key))
    settled = resolve(found, {one.path: one.mine for one in found.conflicts})
    assert settled.conflicts == ()
    assert resolve(found, {one.path: one.theirs for one in found.conflicts}).profile == found.profile


def _says(now: Any, own: Any, old: Any) -> bool:
    """Whether a rating says all that own changed in old."""
    if own is None:
        return now is None
    fields = ("level", "state", "note", "confidence")
    return all(
        getattr(now, name, None) == getattr(own, name)
        for name in fields
        if getattr(own, name) != getattr(old, name, None)
    )


def test_a_criterion_may_be_called_like_a_part_of_the_file() -> None:
    before, mine, theirs = rated({}), rated({"ratings": {"level": 1}}), rated({"goals": {"level": 2}})
    assert ratings_of(merged(before, mine, theirs).profile) == {"ratings": {"level": 1}, "goals": {"level": 2}}
    found = merged(rated({"ratings": 1}), rated({"ratings": 2}), rated({}))
    assert [(one.mine, one.theirs) for one in found.conflicts] == [({"level": 2}, None)]
