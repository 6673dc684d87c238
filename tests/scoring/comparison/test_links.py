"""Which criteria are the same, and what a matrix may say about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skillgap.model import matrix as rules
from skillgap.model.matrix import Matrix, Section
from skillgap.model.schema import check
from skillgap.scoring.comparison.links import Tie, UnusedTie, link
from tests.scoring.comparison.build import criterion, matrix


def ids(*matrices: Matrix) -> list[tuple[str | None, ...]]:
    """The united rows as ids."""
    return [tuple(one.id if one else None for one in row) for row in link(matrices).rows]


def test_versions_are_tied_by_id_and_former_id() -> None:
    old = matrix(criterion("a", 9), criterion("b", 8), criterion("c", 7))
    new = matrix(criterion("z", 6, formerly=("b",)), criterion("a", 9), criterion("new", 1), version=2)
    assert ids(old, new) == [("a", "a"), ("b", "z"), ("c", None), (None, "new")]


def test_renames_are_followed_over_several_versions() -> None:
    first = matrix(criterion("a", 9))
    second = matrix(criterion("b", 9, formerly=("a",)), version=2)
    third = matrix(criterion("c", 9, formerly=("b",)), version=3)
    assert ids(third, first, second) == [("c", "a", "b")]
    assert ids(third, first) == [("c", None), (None, "a")]  # nothing here says that b was a


def test_a_tie_that_is_told_twice_is_followed_all_the_same() -> None:
    second = matrix(criterion("b", 9, formerly=("a",)), version=2)
    third = matrix(criterion("b", 9, formerly=("a",)), version=3)
    links = link([matrix(criterion("a", 9)), second, third])
    assert [[one.id for one in row if one] for row in links.rows] == [["a", "b", "b"]]
    assert links.unused == ()


def test_a_row_is_found_by_any_name_it_ever_had() -> None:
    links = link([matrix(criterion("x", 1)), matrix(criterion("c", 9, formerly=("b", "a")), version=2)])
    assert [links.row_of("role", name) for name in ("x", "a", "b", "c")] == [0, 1, 1, 1]
    assert links.row_of("role", "elsewhere") is None
    assert links.row_of("other", "c") is None


def test_matrices_are_tied_by_link_from_either_side_and_by_shared_id() -> None:
    one = matrix(criterion("a", 9, same_as=("two#b",)), criterion("k", 5), identifier="one")
    two = matrix(criterion("k", 4), criterion("b", 3), criterion("own", 2), identifier="two")
    assert ids(one, two) == [("a", "b"), ("k", "k"), (None, "own")]
    assert ids(two, one) == [("k", "k"), ("b", "a"), ("own", None)]


def test_a_link_reaches_a_criterion_under_its_former_id() -> None:
    one = matrix(criterion("a", 9, same_as=("two#b",)), identifier="one")
    two = matrix(criterion("c", 3, formerly=("b",)), identifier="two", version=2)
    assert ids(one, two) == [("a", "c")]


def test_two_matrices_are_tied_by_a_link_to_a_third_that_is_not_here() -> None:
    one = matrix(criterion("a", 9, same_as=("third#x",)), identifier="one")
    two = matrix(criterion("b", 9, same_as=("third#x",)), identifier="two")
    assert ids(one, two) == [("a", "b")]


def test_a_link_counts_more_than_a_shared_id() -> None:
    one = matrix(criterion("y", 5), criterion("x", 9, same_as=("two#y",)), identifier="one")
    two = matrix(criterion("y", 5), identifier="two")
    assert ids(one, two) == [("y", None), ("x", "y")]
    assert link([one, two]).unused == ()


def test_a_tie_that_would_bring_two_criteria_of_a_matrix_together_is_left_and_named() -> None:
    old = matrix(criterion("a", 9), criterion("b", 8))
    merged = matrix(criterion("c", 9, formerly=("a", "b")), version=2)
    assert ids(old, merged) == [("a", "c"), ("b", None)]
    assert link([old, merged]).unused == (UnusedTie("role", "c", "b"),)

    kept = matrix(criterion("a", 9, formerly=("b",)), version=2)
    assert ids(old, kept) == [("a", "a"), ("b", None)]
    assert link([old, kept]).unused == (UnusedTie("role", "a", "b"),)


def plain(**more: Any) -> dict[str, Any]:
    """A matrix file's data with two criteria, the first of which says more."""
    first = {"id": "a", "name": "A", "postings": 1, **more}
    return {
        "format": "skillgap/matrix/1",
        "id": "role",
        "version": 2,
        "title": "Role",
        "source": {"sample_size": 20},
        "scale": [{"level": 0, "name": "No"}, {"level": 1, "name": "Yes"}],
        "targets": {"default": 1},
        "sections": [{"id": "s", "criteria": [first, {"id": "b", "name": "B", "postings": 1}]}],
    }


FIRST = ("sections", 0, "criteria", 0)


@pytest.mark.parametrize(
    ("said", "place", "message"),
    [
        ({"formerly": ["b"]}, ("formerly", 0), "the former id b is the id of a criterion"),
        ({"formerly": ["a"]}, ("formerly", 0), "the former id a is the id of a criterion"),
        ({"formerly": ["old", "old"]}, ("formerly", 1), "former id old occurs twice"),
        ({"same_as": ["role#x"]}, ("same_as", 0), "the link role#x leads to this matrix itself"),
        ({"same_as": ["other#x", "other#x"]}, ("same_as", 1), "link other#x occurs twice"),
    ],
)
def test_ties_that_contradict_each_other_are_refused(said: dict[str, Any], place: Any, message: str) -> None:
    assert check(Matrix, plain(**said))[1] == []
    assert [(fault.path, fault.message) for fault in rules.faults(plain(**said))] == [((*FIRST, *place), message)]


@pytest.mark.parametrize("written", ["other", "other#", "#x", "other#x#y", "other#two words", ""])
def test_a_malformed_link_is_refused(written: str) -> None:
    (found,) = check(Matrix, plain(same_as=[written]))[1]
    assert found.path == (*FIRST, "same_as", 0)
    assert "as in other-matrix#criterion" in found.message


def test_well_formed_ties_are_read() -> None:
    data = plain(formerly=["old", "older"], same_as=["other#x", "third#x"])
    model, found = check(Matrix, data)
    assert model
    assert [*found, *rules.faults(data)] == []
    assert (model.criterion("a").formerly, model.criterion("a").same_as) == (("old", "older"), ("other#x", "third#x"))


def alike(one: Any, other: Any, section: str = "skills") -> bool:
    """Whether two criteria of the same id, in two roles, share a row without being told to."""
    right = replace(matrix(other, identifier="two"), sections=(Section(id=section, criteria=(other,)),))
    return len(link((matrix(one, identifier="one"), right)).rows) == 1


@pytest.mark.parametrize(
    ("tools", "others", "same"),
    [
        ((), (), True),
        (("Ray", "Argo"), ("Ray", "Argo"), True),
        (("Ray", "Argo", "Helm"), ("ray", "argo", "Flux"), True),  # 2 of 4 tools are shared: 0.5
        (("Ray", "Argo", "Helm"), ("Ray", "Flux"), False),  # 1 of 4: 0.25
        (("Ray",), (), False),
    ],
)
def test_an_equal_id_ties_only_what_has_similar_tools(
    tools: tuple[str, ...], others: tuple[str, ...], same: bool
) -> None:
    assert alike(criterion("a", 9, tools=tools), criterion("a", 3, tools=others)) is same


def test_an_equal_id_ties_neither_other_names_nor_other_sections() -> None:
    assert alike(criterion("a", 9, name="On-call"), criterion("a", 3, name="on call"))
    assert not alike(criterion("a", 9, name="Charts"), criterion("a", 3, name="Maps"))
    assert not alike(criterion("a", 9), criterion("a", 3), section="technologies")


def test_what_was_tied_is_told_with_its_reason() -> None:
    one = matrix(criterion("a", 9, same_as=("two#b",)), criterion("k", 5), identifier="one")
    two = matrix(criterion("b", 3), criterion("k", 4), identifier="two")
    assert link((one, two)).ties == (Tie("one", "a", "two", "b", "same_as"), Tie("one", "k", "two", "k", "alike"))


def test_two_criteria_of_one_name_are_called_by_their_sections_too() -> None:
    role = matrix(criterion("a", 9, name="Charts"), criterion("b", 9, name="Knots"))
    sections = (*role.sections, Section(id="tools", title="Tools", criteria=(criterion("c", 3, name="charts"),)))
    names = {"a": "Charts (Skills)", "b": "Knots", "c": "charts (Tools)"}
    assert replace(role, sections=sections).names == names
