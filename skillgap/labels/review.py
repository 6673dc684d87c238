"""The words of reviews: the differences between a person and a mentor."""

from __future__ import annotations

from skillgap.labels import ABSENT, level_words, pluralize
from skillgap.labels.numbers import signed
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Review
from skillgap.scoring.disagreement import Difference, Disagreement, leaning_of, verdict_on

LEANINGS = {"blind_spot": "possible blind spot", "hidden_strength": "hidden strength"}
FIRST = 5
"""How many differences are proposed to talk about first."""
FIRST_TITLE = "Discuss first"
UNSUPPORTED_WORDS = "Add a link or a sentence of evidence to settle these without a meeting."
HOW_TO_READ = (
    "1 level of difference: discuss. 2 or more: flag. Possible blind spot: the self-rating is higher than the "
    "mentor's. Hidden strength: it is lower. Sorted by difference × share."
)


def review_words(review: Review) -> str:
    """The person, date and status of a review: ``Ada Example on 2026-05-18, draft``."""
    return f"{review.by} on {review.date}{'' if review.status == 'complete' else f', {review.status}'}"


def counts_words(found: Disagreement) -> str:
    """The number of criteria that can be compared, and the number for each verdict."""
    if not found.compared:
        return "No criterion has a level from both sides, so nothing can be compared."
    both = pluralize(len(found.compared), "criterion has", "criteria have")
    told = f"{found.count('agree')} agree, {found.count('discuss')} to discuss, {found.count('flag')} flagged"
    return f"{both} a level from both sides: {told}."


def signed_levels(levels: float | None) -> str:
    """A difference, self minus mentor, with its sign: ``+1``, ``−0.4``; a dash if missing."""
    if levels is None:
        return ABSENT
    return signed(levels, ".0f") if isinstance(levels, int) else signed(round(levels, 2), ".2g")


def verdict_words(difference: Difference) -> str:
    """The verdict on a difference, and its direction: ``flag: possible blind spot``."""
    return verdict_between(difference.self_level, difference.mentor_level)


def verdict_between(self_level: int, mentor_level: int) -> str:
    """The verdict on two levels of a criterion, as in :func:`verdict_words`."""
    levels = self_level - mentor_level
    leaning = leaning_of(levels)
    return f"{verdict_on(levels)}: {LEANINGS[leaning]}" if leaning else verdict_on(levels)


def described_level(matrix: Matrix, criterion: str, level: int, description: str | None) -> str:
    """A level with its description, if the matrix has one."""
    return level_words(matrix, level, criterion) + (f": {description}" if description else "")


def scale_words(matrix: Matrix) -> str:
    """The levels by number and name."""
    return ", ".join(f"{step.level} {step.name}" for step in matrix.scale)
