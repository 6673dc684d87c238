"""Two copies of one file united: nothing is lost, and what cannot be united is named."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from skillgap.model.merge import Conflict, Merged, merge
from skillgap.model.profile import Profile, Rating, faults
from skillgap.model.schema import check, plain
from tests.builders import DAY, Plain, assessment_data, profile_data, profile_of
from tests.strategies import matrices, profiles

ROLE = "role@1 2026-05-04"
Facts = set[tuple[Any, ...]]


def rated(ratings: Plain, **more: object) -> Profile:
    return profile_of(profile_data(assessment_data(ratings), **more))


def reviewed(status: str, ratings: Plain, by: str = "Ada", **more: object) -> Plain:
    head = {"assessment": DAY, "matrix": "role", "by": by, "date": "2026-06-01", "status": status}
    return {**head, "ratings": ratings, **more}


def told(merged: Merged) -> list[tuple[str, Any, Any]]:
    return [(conflict.place, conflict.mine, conflict.theirs) for conflict in merged.conflicts]


def written(merged: Merged) -> Any:
    assert merged.conflicts == ()
    return plain(merged.profile)


# --- what is united ---------------------------------------------------------------------------------------------


def test_assessments_reviews_and_goals_are_added_by_identity() -> None:
    goal = {"id": "g", "criterion": "a", "level": 2, "status": "open"}
    mine = profile_data(assessment_data({"a": 1}), assessment_data({"a": 2}, "2026-06-01"), goals=[goal])
    theirs = profile_data(
        assessment_data({"a": 1}),
        assessment_data({"a": 3}, matrix_version=2),
        reviews=[reviewed("draft", {"a": {"level": 2}})],
        goals=[{**goal, "id": "h"}],
    )
    assert written(merge(profile_of(mine), profile_of(theirs))) == {
        **mine,
        "assessments": [*mine["assessments"], theirs["assessments"][1]],
        "reviews": theirs["reviews"],
        "goals": [*mine["goals"], *theirs["goals"]],
    }


def test_inside_an_assessment_ratings_are_added_by_criterion_and_filled_in_by_field() -> None:
    mine = rated({"a": {"level": 1, "evidence": ["x", "y"]}, "b": {"note": "Later"}}, effort={"a": {2: 5}})
    theirs = rated({"a": {"level": 1, "confidence": "low", "evidence": ["y", "z"]}, "b": 3, "c": "skipped"})
    merged = written(merge(mine, theirs))
    assert merged["assessments"][0]["ratings"] == {
        "a": {"level": 1, "confidence": "low", "evidence": ["x", "y", "z"]},
        "b": {"level": 3, "note": "Later"},
        "c": {"state": "skipped"},
    }
    assert merged["effort"] == {"a": {2: 5}}


def test_what_one_side_removed_comes_back() -> None:
    before, after = rated({"a": 1, "b": 2}), rated({"a": 1})
    assert merge(after, before).profile == before


def test_text_that_stands_twice_is_kept_twice() -> None:
    twice, once = rated({"a": {"evidence": ["x", "x"]}}), rated({"a": {"evidence": ["x", "y"]}})
    for mine, theirs in ((twice, once), (once, twice)):
        found = merge(mine, theirs).profile.assessments[0].ratings["a"].evidence
        assert sorted(found) == ["x", "x", "y"]


# --- what is a conflict -----------------------------------------------------------------------------------------


def test_two_answers_on_one_criterion_are_one_conflict_with_all_that_belongs_to_them() -> None:
    mine = rated({"a": {"level": 1, "confidence": "high"}, "b": 2, "c": "skipped"})
    theirs = rated({"a": {"level": 2, "note": "Now"}, "b": "not_applicable", "c": "not_applicable"})
    merged = merge(mine, theirs)
    assert merged.profile == mine
    assert told(merged) == [
        (f"assessments.{ROLE}.ratings.a", {"level": 1, "confidence": "high"}, {"level": 2, "note": "Now"}),
        (f"assessments.{ROLE}.ratings.b", {"level": 2}, {"state": "not_applicable"}),
        (f"assessments.{ROLE}.ratings.c", {"state": "skipped"}, {"state": "not_applicable"}),
    ]


def test_a_level_said_again_is_not_the_same_as_one_carried_over() -> None:
    merged = merge(rated({"a": 1}), rated({"a": {"level": 1, "said": "2026-01-01"}}))
    assert told(merged) == [(f"assessments.{ROLE}.ratings.a", {"level": 1}, {"level": 1, "said": "2026-01-01"})]


def test_two_texts_in_one_place_are_a_conflict_of_that_place_alone() -> None:
    goal = {"id": "g", "criterion": "a", "level": 2, "status": "open"}
    mine = rated({"a": {"level": 1, "note": "x"}}, goals=[{**goal, "due": "2026-07-01"}], effort={"a": {2: 5}})
    theirs = rated(
        {"a": {"level": 1, "note": "y", "tools": ["Ray"]}},
        name="You",
        goals=[{**goal, "due": "2026-08-01", "status": "done", "action": "Go"}],
        effort={"a": {2: 6, 3: 7}},
    )
    merged = merge(mine, theirs)
    assert told(merged) == [
        ("name", "Me", "You"),
        (f"assessments.{ROLE}.ratings.a.note", "x", "y"),
        ("goals.g.due", "2026-07-01", "2026-08-01"),
        ("goals.g.status", "open", "done"),
        ("effort.a[2]", 5, 6),
    ]
    assert merged.profile.assessments[0].ratings["a"] == Rating(level=1, note="x", tools=("Ray",))
    assert merged.profile.goals[0].action == "Go"
    assert merged.profile.effort == {"a": {2: 5, 3: 7}}


def test_files_of_two_people_differ_in_their_id() -> None:
    merged = merge(rated({}), rated({}, id="you"))
    assert told(merged) == [("id", "me", "you")]


# --- reviews ----------------------------------------------------------------------------------------------------

REVIEW = "reviews.2026-06-01 by Ada of role 2026-05-04"


def united(mine: Plain, theirs: Plain) -> tuple[list[tuple[str, Any, Any]], list[Any]]:
    """The conflicts of two reviews, and what the merged profile says, each way round."""
    first, second = rated({"a": 1}, reviews=[mine]), rated({"a": 1}, reviews=[theirs])
    there, back = merge(first, second), merge(second, first)
    assert [(place, one, other) for place, other, one in told(back)] == told(there)
    return told(there), [plain(one.profile.reviews)[0] for one in (there, back)]


def test_two_drafts_are_united() -> None:
    mine = reviewed("draft", {"a": {"level": 1}}, summary="So")
    theirs = reviewed("draft", {"a": {"comment": "Well"}, "b": {}})
    expected = reviewed("draft", {"a": {"level": 1, "comment": "Well"}, "b": {}}, summary="So")
    assert united(mine, theirs) == ([], [expected, expected])


def test_a_completed_review_takes_the_place_of_its_draft() -> None:
    draft = reviewed("draft", {"a": {"level": 1}, "b": {}})
    complete = reviewed("complete", {"a": {"level": 1, "agreed": 2}, "c": {"level": 3}}, summary="So")
    assert united(draft, complete) == ([], [complete, complete])


def test_a_draft_that_says_otherwise_conflicts_and_the_completed_review_stands() -> None:
    draft = reviewed("draft", {"a": {"level": 2}, "b": {"comment": "More"}}, summary="Other")
    complete = reviewed("complete", {"a": {"level": 1}}, summary="So")
    conflicts, kept = united(draft, complete)
    assert conflicts == [
        (f"{REVIEW}.summary", "Other", "So"),
        (f"{REVIEW}.ratings.a", {"level": 2}, {"level": 1}),
        (f"{REVIEW}.ratings.b", {"comment": "More"}, None),
    ]
    assert kept == [complete, complete]


def test_two_completed_reviews_are_never_mixed() -> None:
    mine = reviewed("complete", {"a": {"level": 1}, "b": {"level": 2}})
    theirs = reviewed("complete", {"a": {"level": 1, "agreed": 2}}, summary="So")
    conflicts, kept = united(mine, theirs)
    assert conflicts == [
        (f"{REVIEW}.summary", None, "So"),
        (f"{REVIEW}.ratings.a", {"level": 1}, {"level": 1, "agreed": 2}),
        (f"{REVIEW}.ratings.b", {"level": 2}, None),
    ]
    assert kept == [mine, theirs]


# --- for any two copies -----------------------------------------------------------------------------------------


def facts(value: Any, at: tuple[Any, ...] = ()) -> Facts:
    """Everything a profile's plain data says: each single value with where it stands, list entries by identity."""
    if isinstance(value, dict):
        return {(*at, "there")} | {fact for key, one in value.items() for fact in facts(one, (*at, key))}
    if isinstance(value, list):
        names = [identity(one, value[:position]) for position, one in enumerate(value)]
        return {fact for name, one in zip(names, value, strict=True) for fact in facts(one, (*at, name))}
    return {(*at, value)}


def identity(entry: Any, before: list[Any]) -> object:
    if isinstance(entry, str):
        return (entry, before.count(entry))
    if "by" in entry:
        return f"{entry['date']} by {entry['by']} of {entry['matrix']} {entry['assessment']}"
    if "matrix_version" in entry:
        return f"{entry['matrix']}@{entry['matrix_version']} {entry['date']}"
    return entry["id"]


def lost(mine: Profile, theirs: Profile, merged: Merged) -> Facts:
    """What either copy says, and neither the union nor a conflict."""
    kept = facts(plain(merged.profile))
    for conflict in merged.conflicts:
        kept |= facts(conflict.mine, conflict.path) | facts(conflict.theirs, conflict.path)
    gone = (facts(plain(mine)) | facts(plain(theirs))) - kept
    complete = {one[:2] for one in kept if one[0] == "reviews" and one[2:] == ("status", "complete")}
    # That a review was a draft, and passed over something, is over once it is complete.
    return {one for one in gone if one[:2] not in complete or (one[2:] != ("status", "draft") and one[-1] != "there")}


def unordered(profile: Profile) -> tuple[Facts, Plain]:
    return facts(plain(profile)), {"id": profile.id, "name": profile.name}


def mirrored(merged: Merged) -> list[Conflict]:
    turned = [replace(one, mine=one.theirs, theirs=one.mine) for one in merged.conflicts]
    return sorted(turned, key=lambda one: one.place)


def sound(profile: Profile) -> bool:
    data = plain(profile)
    return check(Profile, data)[0] == profile and not list(faults(data))


def check_union(mine: Profile, theirs: Profile) -> Merged:
    """What holds for any two copies; returns the union."""
    there, back = merge(mine, theirs), merge(theirs, mine)
    assert lost(mine, theirs, there) == set()
    assert sound(there.profile)
    assert mirrored(back) == sorted(there.conflicts, key=lambda one: one.place)
    if not there.conflicts:
        assert unordered(back.profile) == unordered(there.profile)
        assert merge(there.profile, theirs) == there
    assert merge(there.profile, mine).profile == there.profile
    return there


@st.composite
def copies(draw: st.DrawFn) -> tuple[Profile, Profile]:
    """Two profiles of one person, of the same assessments, mentors and dates, that agree on little."""
    matrix = draw(matrices(max_criteria=4))
    return profile_of(draw(profiles(matrix))), profile_of(draw(profiles(matrix)))


@given(copies())
def test_whatever_two_copies_say_is_united_or_named(pair: tuple[Profile, Profile]) -> None:
    mine, theirs = pair
    check_union(mine, theirs)
    assert merge(mine, mine) == Merged(mine, ())


@st.composite
def parts(draw: st.DrawFn, whole: Plain) -> Profile:
    """A copy that says a part of a profile and nothing else."""
    data = copy.deepcopy(whole)
    for one in data["reviews"]:
        if draw(st.booleans()):
            one["status"] = "draft"
            _thin(draw, one["ratings"])
    for one in data["assessments"]:
        _thin(draw, one["ratings"])
        _thin(draw, one.get("signals", {}))
    for name in ("reviews", "assessments"):
        data[name] = [one for one in data[name] if draw(st.booleans())]
    known = {(one["matrix"], one["date"]) for one in data["assessments"]}
    data["reviews"] = [one for one in data["reviews"] if (one["matrix"], one["assessment"]) in known]
    return profile_of(data)


def _thin(draw: st.DrawFn, entries: Plain) -> None:
    for key in list(entries):
        if draw(st.booleans()):
            del entries[key]
        elif isinstance(entries[key], dict) and len(entries[key]) > 1:
            del entries[key][draw(st.sampled_from(sorted(entries[key])))]


@given(st.data())
def test_three_copies_that_agree_may_be_merged_in_any_order(data: st.DataObject) -> None:
    whole = data.draw(profiles(data.draw(matrices(max_criteria=4))))
    a, b, c = (data.draw(parts(whole)) for _ in range(3))
    left, right = merge(merge(a, b).profile, c), merge(a, merge(b, c).profile)
    assert left.conflicts == right.conflicts == ()
    assert left.profile == right.profile
