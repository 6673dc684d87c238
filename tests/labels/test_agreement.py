"""The words of agreement: no lean is claimed that the interval does not bear."""

from __future__ import annotations

import pytest

from skillgap.labels import agreement as words
from skillgap.scoring.agreement import Agreement, agreement


def of(*differences: int) -> Agreement:
    found = agreement(differences)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ((0, 0, 0, 2), "Mean difference +0.50 levels over 4 criteria, 95% interval –; fewer than 6 have none."),
        ((1,), "Mean difference +1.00 levels over 1 criterion, 95% interval –; fewer than 6 have none."),
        ((1,) * 6, "Mean difference +1.00 levels over 6 criteria, 95% interval –."),
        # mean ⅓, half-width 2.571 · √(⅔ / 6)
        ((0, 0, 0, 0, 0, 2), "Mean difference +0.33 levels over 6 criteria, 95% interval −0.52 to +1.19."),
        # mean 1, half-width 2.571 · √(0.8 / 6)
        (
            (0, 0, 1, 1, 2, 2),
            (
                "Mean difference +1.00 levels over 6 criteria, 95% interval +0.06 to +1.94. On average the person sees "
                "more than the mentor does."
            ),
        ),
        (
            (0, 0, -1, -1, -2, -2),
            (
                "Mean difference −1.00 levels over 6 criteria, 95% interval −1.94 to −0.06. On average the mentor sees "
                "more than the person does."
            ),
        ),
    ],
)
def test_a_lean_is_said_only_if_the_interval_leaves_zero_out(differences: tuple[int, ...], sentence: str) -> None:
    assert words.mean_words(of(*differences), several=False) == sentence


def test_several_mentors_see_more_together() -> None:
    assert words.mean_words(of(0, 0, -1, -1, -2, -2), several=True).endswith(
        "On average the mentors see more than the person does."
    )


def test_each_difference_is_counted() -> None:
    assert words.difference_counts(of(0, 0, 1, -3)) == [
        ("−3", 1), ("−2", 0), ("−1", 0), ("0", 2), ("+1", 1), ("+2", 0),
    ]  # fmt: skip


def test_both_kinds_of_agreement_have_their_interval() -> None:
    # Wilson: 3 of 4 is 30–95%, 4 of 4 is 51–100%
    assert words.agreement_words(of(0, 0, 0, 1)) == (
        "Exact agreement 3 of 4 (30–95%), within one level 4 of 4 (51–100%)."
    )


def test_an_undefined_coefficient_is_a_dash() -> None:
    assert words.alpha_words(None, 3).startswith("Krippendorff's alpha, ordinal, over 3 raters: –.")
    assert words.alpha_words(0.8154, 4).startswith("Krippendorff's alpha, ordinal, over 4 raters: 0.82.")
