"""The rules a matrix's file keeps between several values, and what a matrix answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DocumentPath, Violation
from skillgap.model.matrix import MOST_ALIKE, Source, faults
from tests.builders import Plain, criterion, matrix_data, matrix_of
from tests.strategies import matrices

ROW: DocumentPath = ("sections", 0, "criteria", 0)
SECOND: DocumentPath = ("sections", 0, "criteria", 1)
THE_SCALE = "the scale has 0, 1, 2, 3, 4"
ONCE = "each may occur once"


def found(data: object) -> list[Violation]:
    return list(faults(data))


def scale(*levels: object) -> list[Plain]:
    return [{"level": level, "name": f"Step {level}"} for level in levels]


@given(matrices())
def test_a_valid_matrix_breaks_no_rule(data: Plain) -> None:
    assert found(data) == []


def test_a_matrix_has_its_criteria_at_hand() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 1), criterion("b", 1)))
    assert [one.id for one in matrix.criteria] == ["a", "b"]
    assert matrix.criteria is matrix.criteria  # thousands are asked for again and again
    assert matrix.criterion("b") is matrix.criteria[1]
    with pytest.raises(KeyError):
        matrix.criterion("c")


# --- scale, targets, levels -----------------------------------------------------------------------------------


def test_the_scale_ascends() -> None:
    hint = "list the scale from its lowest level up"
    assert found(matrix_data(scale=scale(1, 4, 4, 2))) == [
        Violation(("scale", 2, "level"), "level 4 follows level 4", hint),
        Violation(("scale", 3, "level"), "level 2 follows level 4", hint),
    ]


def test_targets_have_a_default() -> None:
    hint = "add the level for all other categories: default: 3"
    assert found(matrix_data(targets={"Core": 4})) == [Violation(("targets",), "targets has no default", hint)]


def test_every_target_is_on_the_scale() -> None:
    data = matrix_data(criterion("a", 1, target=9), criterion("b", 1, target=2), targets={"Core": 5, "default": 4})
    assert found(data) == [
        Violation(("targets", "Core"), "target 5 is not on the scale", THE_SCALE),
        Violation((*ROW, "target"), "target 9 is not on the scale", THE_SCALE),
    ]
    sparse = matrix_data(scale=scale(5, 1, 3), targets={"default": 2})
    assert found(sparse)[-1] == Violation(
        ("targets", "default"), "target 2 is not on the scale", "the scale has 1, 3, 5"
    )


def test_every_described_level_is_on_the_scale() -> None:
    data = matrix_data(criterion("a", 1, levels={0: "Nothing", 5: "Everything"}))
    assert found(data) == [Violation((*ROW, "levels", 5), "level 5 is not on the scale", THE_SCALE, key=True)]


def test_effort_is_for_levels_that_a_step_can_reach() -> None:
    data = matrix_data(criterion("a", 1, effort={0: 1, 4: 2}), effort={1: 1, 5: 2})
    hint = "effort is the cost of the step that reaches a level: one of 1, 2, 3, 4"
    assert found(data) == [
        Violation(("effort", 5), "no step reaches level 5", hint, key=True),
        Violation((*ROW, "effort", 0), "no step reaches level 0", hint, key=True),
    ]


# --- counts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("postings", "size", "right"),
    [
        (19, 20, {95}),
        (0, 20, {0}),
        (20, 20, {100}),
        (1, 3, {33}),
        (2, 3, {67}),
        (1, 8, {12, 13}),  # 12.5: half a point is rounded both ways in the world
        (3, 8, {37, 38}),
        (5, 8, {62, 63}),
        (1, 200, {0, 1}),
        (199, 200, {99, 100}),
        (1, 201, {0}),
        (999_999_999_999_999, 10**15, {100}),
    ],
)
def test_a_stated_percentage_is_its_counts_rounded(postings: int, size: int, right: set[int]) -> None:
    accepted = {
        stated for stated in range(101) if not found(matrix_data(criterion("a", postings, percentage=stated), of=size))
    }
    assert accepted == right
    assert round(100 * postings / size) in right


@pytest.mark.parametrize("stated", [94, 96, 95.4, 94.99, 0, -95, 9500])
def test_another_percentage_is_told_with_the_right_one(stated: float) -> None:
    assert found(matrix_data(criterion("a", 19, percentage=stated), of=20)) == [
        Violation(
            (*ROW, "percentage"),
            f"percentage {stated} does not match 19 of 20 postings",
            "19 of 20 is 95 % in whole percents; correct the wrong one",
        )
    ]


def test_a_percentage_may_be_written_with_a_point() -> None:
    assert found(matrix_data(criterion("a", 19, percentage=95.0), of=20)) == []


def test_no_count_exceeds_the_sample() -> None:
    data = matrix_data(criterion("a", 21, percentage=95), criterion("b", 20), of=20)
    hint = "postings counts the postings that ask for it, each once"
    assert found(data) == [Violation((*ROW, "postings"), "21 postings are more than the sample of 20", hint)]


def test_a_tool_is_asked_for_by_no_more_postings_than_its_criterion() -> None:
    data = matrix_data(criterion("a", 5, tools=["Ray", "Slurm"], tool_postings={"Ray": 6, "Slurm": 5}))
    hint = "a posting that asks for the tool asks for the criterion"
    assert found(data) == [
        Violation((*ROW, "tool_postings", "Ray"), "6 postings ask for the tool, 5 for its criterion", hint)
    ]


# --- names ----------------------------------------------------------------------------------------------------


def test_ids_stand_once_and_those_of_criteria_once_in_the_whole_matrix() -> None:
    sections: list[Plain] = [
        {"id": "x", "criteria": [criterion("a", 1), criterion("b", 1)]},
        {"id": "y", "criteria": [criterion("a", 1)]},
        {"id": "x"},
    ]
    signals = [{"id": "depth", "text": "Depth"}, {"id": "depth", "text": "Again"}]
    assert found(matrix_data(sections=sections, signals=signals)) == [
        Violation(("sections", 1, "criteria", 0, "id"), "criterion id a occurs twice", ONCE),
        Violation(("sections", 2, "id"), "section id x occurs twice", ONCE),
        Violation(("signals", 1, "id"), "signal id depth occurs twice", ONCE),
    ]


def test_a_phrase_may_stand_so_many_times_and_no_more() -> None:
    phrases = ["Lake", {"phrase": "lakes", "context": ["data"]}] * (MOST_ALIKE // 2)
    assert found(matrix_data(criterion("a", 1, aliases=phrases))) == []
    told = found(matrix_data(criterion("a", 1, aliases=[*phrases, "lake", "LAKE"])))
    hint = "state it once, and under context all of which one must stand near"
    assert told == [
        Violation((*ROW, "aliases", MOST_ALIKE), f"the phrase 'lake' occurs more than {MOST_ALIKE} times", hint)
    ]


def test_a_phrase_names_one_criterion() -> None:
    data = matrix_data(
        criterion("a", 1, aliases=["GPU tuning"]),
        criterion("b", 1, tools=["Ray"], tool_aliases={"Ray": ["ray", "gpu tuning"]}),
    )
    assert found(data) == [
        Violation(
            (*SECOND, "tool_aliases", "Ray", 1),
            "the phrase 'gpu tuning' names both a and b",
            "a phrase may name one criterion only",
        )
    ]


def test_aliases_of_tools_belong_to_a_tool_that_is_listed() -> None:
    data = matrix_data(criterion("a", 1, tools=["Kubernetes"], tool_aliases={"Kubernets": ["k8s"], "Ray": ["ray"]}))
    assert found(data) == [
        Violation(
            (*ROW, "tool_aliases", "Kubernets"),
            "'Kubernets' is not among the tools",
            "did you mean Kubernetes?",
            key=True,
        ),
        Violation((*ROW, "tool_aliases", "Ray"), "'Ray' is not among the tools", "list it under tools", key=True),
    ]


def test_a_former_id_is_nobodys_id_now_and_one_criterions_only() -> None:
    data = matrix_data(criterion("a", 1, formerly=["old", "b"]), criterion("b", 1, formerly=["old", "older"]))
    assert found(data) == [
        Violation((*SECOND, "formerly", 0), "former id old occurs twice", ONCE),
        Violation(
            (*ROW, "formerly", 1),
            "the former id b is the id of a criterion",
            "formerly names the ids that renamed criteria had before; no criterion may have them again",
        ),
    ]


def test_a_link_leads_to_another_matrix_and_stands_once() -> None:
    data = matrix_data(
        criterion("a", 1, same_as=["other#x", "role#b"]), criterion("b", 1, same_as=["other#x", "other#y"])
    )
    assert found(data) == [
        Violation((*SECOND, "same_as", 0), "link other#x occurs twice", ONCE),
        Violation(
            (*ROW, "same_as", 1),
            "the link role#b leads to this matrix itself",
            "a criterion that was renamed says so with formerly",
        ),
    ]


# --- all at once, and beside other faults ---------------------------------------------------------------------


def test_all_broken_rules_are_told_at_once() -> None:
    data = matrix_data(
        criterion("a", 11, target=9),
        criterion("a", 3, percentage=31, levels={7: "x"}),
        targets={"Core": 6},
        signals=[{"id": "s", "text": "S"}, {"id": "s", "text": "S"}],
    )
    assert {fault.path for fault in found(data)} == {
        ("targets",),
        ("targets", "Core"),
        (*ROW, "target"),
        (*ROW, "postings"),
        (*SECOND, "percentage"),
        (*SECOND, "levels", 7),
        (*SECOND, "id"),
        ("signals", 1, "id"),
    }


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        matrix_data(scale=[]),
        matrix_data(scale=scale("1", True, None)),
        matrix_data(scale={"level": 1}),
        matrix_data(targets=["default"]),
        matrix_data(criterion("a", 1, percentage=5), of=0),
        matrix_data(criterion("a", -1, percentage=5)),
        matrix_data({"id": "a", "percentage": 5}),
        matrix_data({"postings": "3", "percentage": 5}),
        matrix_data(criterion("a", 1, percentage="10")),
        matrix_data(sections=[{"criteria": ["a", None, [], {"levels": [1], "tools": "x", "tool_aliases": 3}]}]),
    ],
)
def test_where_the_structure_is_wrong_the_rules_stay_silent(data: object) -> None:
    assert found(data) == []


def test_the_rules_speak_also_where_something_else_is_wrong() -> None:
    data = matrix_data(criterion("a", 12, target="high"), "no criterion", criterion("a", 1), version="1")
    assert {fault.path for fault in found(data)} == {(*ROW, "postings"), ("sections", 0, "criteria", 2, "id")}


# --- what a matrix answers ------------------------------------------------------------------------------------


def test_criteria_are_found_in_order_and_by_id() -> None:
    sections: list[Plain] = [
        {"id": "x", "title": "The Xs", "criteria": [criterion("b", 1)]},
        {"id": "y", "criteria": [criterion("a", 1), criterion("c", 1)]},
    ]
    matrix = matrix_of(matrix_data(sections=sections))
    assert [one.id for one in matrix.criteria] == ["b", "a", "c"]
    assert matrix.criterion("a") is matrix.sections[1].criteria[0]
    assert [section.heading for section in matrix.sections] == ["The Xs", "y"]
    with pytest.raises(KeyError):
        matrix.criterion("d")


def test_levels_have_the_scales_names() -> None:
    matrix = matrix_of(matrix_data(scale=scale(1, 5)))
    assert matrix.level_name(5, None) == "Step 5"
    with pytest.raises(KeyError):
        matrix.level_name(2, None)


def test_effort_is_the_criterions_else_the_matrixs_else_unknown() -> None:
    matrix = matrix_of(matrix_data(criterion("a", 1, effort={2: 7}), effort={2: 3, 3: 5}))
    (one,) = matrix.criteria
    assert [matrix.effort_for(one, level) for level in (1, 2, 3)] == [None, 7, 5]


def test_a_source_needs_its_size_alone() -> None:
    assert matrix_of(matrix_data(of=7)).source == Source(sample_size=7)


@given(st.integers(1, 500).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))))
def test_pythons_own_rounding_is_always_accepted(count: tuple[int, int]) -> None:
    postings, size = count
    stated = round(100 * postings / size)
    assert found(matrix_data(criterion("a", postings, percentage=stated), of=size)) == []


def test_a_criterion_names_only_signals_that_the_matrix_has() -> None:
    linked = criterion("a", 3, signals=["hands-on", "hand-on"])
    assert found(matrix_data(linked, signals=[{"id": "hands-on", "text": "T"}])) == [
        Violation((*ROW, "signals", 1), "'hand-on' is not among the signals", "did you mean hands-on?")
    ]
    assert found(matrix_data(linked))[0].hint == "list it under signals"
