"""Self-rating and mentor compared: the criteria they rate differently, and the differences to discuss first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Review, ReviewRating
from skillgap.model.reviews import review_moment, sealed_reviews
from skillgap.scoring.agreement import Agreement, agreement, krippendorff_alpha
from skillgap.scoring.gap_report import Row, gap_report
from skillgap.scoring.standing import reviewed

Verdict = Literal["agree", "discuss", "flag"]
Leaning = Literal["blind_spot", "hidden_strength"]


class Remark(NamedTuple):
    """A mentor's comment on one criterion."""

    by: str
    text: str


def verdict_on(levels: int) -> Verdict:
    """Return the verdict on a difference, self minus mentor in levels."""
    return "agree" if levels == 0 else "discuss" if abs(levels) == 1 else "flag"


def leaning_of(levels: int) -> Leaning | None:
    """Return the direction of a difference, self minus mentor in levels; None without a difference."""
    if levels == 0:
        return None
    return "blind_spot" if levels > 0 else "hidden_strength"


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion that the person and a mentor both gave a level.

    ``row`` is the criterion in the person's own view, with their evidence. ``by`` is the mentor whose level it is. The
    descriptions are the matrix's evidence for each of the two levels, None if the matrix has none.
    """

    row: Row
    self_level: int
    mentor_level: int
    by: str
    remarks: tuple[Remark, ...]
    self_description: str | None
    mentor_description: str | None

    @property
    def levels(self) -> int:
        """Self minus mentor, in levels."""
        return self.self_level - self.mentor_level

    @property
    def verdict(self) -> Verdict:
        """Agree on equal levels, discuss a difference of one level, flag two or more."""
        return verdict_on(self.levels)

    @property
    def leaning(self) -> Leaning | None:
        """A possible blind spot if the person rates higher than the mentor, a hidden strength if lower."""
        return leaning_of(self.levels)

    @property
    def weight(self) -> float:
        """The value that ranks it: the levels between the two × the criterion's share of the postings."""
        return abs(self.levels) * self.row.share


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One assessment as its maker and its mentors see it.

    ``reviews`` are its sources, the latest first; of several levels on a criterion the latest counts. ``compared`` has
    every criterion with a level from both, the largest difference first. ``only_self`` and ``only_mentor`` have the
    criteria with a level from one side. ``unsupported`` are the levels the person claims at or above the target without
    evidence, the most asked for first.
    """

    matrix: Matrix
    assessment: Assessment
    reviews: tuple[Review, ...]
    compared: tuple[Difference, ...]
    only_self: tuple[Row, ...]
    only_mentor: tuple[Row, ...]
    unsupported: tuple[Row, ...]

    @property
    def agreement(self) -> Agreement | None:
        """How far the two agree; None if no criterion has a level from both."""
        return agreement([difference.levels for difference in self.compared])

    @property
    def to_discuss(self) -> tuple[Difference, ...]:
        """The differences without an agreed level yet, the most important first."""
        return tuple(one for one in self.compared if one.levels and one.row.agreed_level is None)

    def count(self, verdict: Verdict) -> int:
        """Count the compared criteria that have this verdict."""
        return sum(one.verdict == verdict for one in self.compared)


def disagreement(
    matrix: Matrix, profile: Profile, assessment: Assessment, review: Review | None = None
) -> Disagreement:
    """Set an assessment against all its rated and complete reviews, or against one review of it, even a draft.

    ``matrix`` is the version the assessment was made against. Levels carried over from an earlier assessment are
    compared with the reviews of that time or later.
    """
    reviews = profile.reviews if review is None else (replace(review, status="complete"),)
    return _against(matrix, replace(profile, reviews=reviews), assessment)


def by_mentor(matrix: Matrix, profile: Profile, assessment: Assessment) -> tuple[Disagreement, ...]:
    """Compare an assessment with each mentor's rated and complete reviews of it, the latest mentor first."""
    mentors = dict.fromkeys(review.by for review in disagreement(matrix, profile, assessment).reviews)
    own: dict[str, tuple[Review, ...]] = dict.fromkeys(mentors, ())
    for review in profile.reviews:
        if review.by in own:
            own[review.by] = (*own[review.by], review)
    return tuple(_against(matrix, replace(profile, reviews=reviews), assessment) for reviews in own.values())


def _against(matrix: Matrix, profile: Profile, assessment: Assessment) -> Disagreement:
    report = gap_report(matrix, profile, assessment, view="self")
    known = {row.id: row for row in report.rows}
    said = [(known[criterion.id], reviewed(profile, assessment, criterion)) for criterion in matrix.criteria]
    rows = [row for row, _ in said]
    compared = [found for row, one in said if (found := _difference(matrix, row, one))]
    both = {difference.row.id for difference in compared}
    # By identity: comparing thousands of a stranger's reviews with each other takes seconds.
    counted = {id(one) for one in (*sealed_reviews(profile, assessment), *(one for _, all_ in said for one, _ in all_))}
    in_order = [review for review in reversed(profile.reviews) if id(review) in counted]
    return Disagreement(
        matrix=matrix,
        assessment=assessment,
        reviews=tuple(sorted(in_order, key=review_moment, reverse=True)),
        # Postings stand in for shares: whole numbers tie exactly.
        compared=tuple(sorted(compared, key=lambda one: (-abs(one.levels) * one.row.postings, -abs(one.levels)))),
        only_self=tuple(row for row in rows if row.self_level is not None and row.mentor_level is None),
        only_mentor=tuple(row for row in rows if row.id not in both and row.mentor_level is not None),
        unsupported=_unsupported(matrix, rows),
    )


def _difference(matrix: Matrix, row: Row, said: Sequence[tuple[Review, ReviewRating]]) -> Difference | None:
    about = next((rating for _, rating in said if rating.level is not None), None)
    then = row.self_level if about is None or about.self_level is None else about.self_level
    if then is None or row.mentor_level is None:
        return None
    described = matrix.criterion(row.id).levels
    return Difference(
        row=row,
        self_level=then,
        mentor_level=row.mentor_level,
        by=next(review.by for review, rating in said if rating.level is not None),
        remarks=tuple(Remark(review.by, rating.comment) for review, rating in said if rating.comment),
        self_description=described.get(then),
        mentor_description=described.get(row.mentor_level),
    )


def supported(evidence: Iterable[str]) -> bool:
    """Return whether there is any evidence: an entry of blanks is none."""
    return bool("".join(evidence).strip())


def _unsupported(matrix: Matrix, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The levels claimed at or above the target without evidence; the scale's lowest level claims nothing."""
    claims = [
        (row.self_level, row)
        for row in rows
        if row.self_level is not None
        and row.self_level >= max(row.target, matrix.levels_of(row.id)[0] + 1)
        and not supported(row.evidence)
    ]
    return tuple(row for _, row in sorted(claims, key=lambda claim: (-claim[1].postings, -claim[0])))


def alpha_of(mentors: Sequence[Disagreement]) -> float | None:
    """Calculate Krippendorff's alpha, ordinal, over a person and several mentors; None if it is undefined."""
    levels: dict[str, list[int]] = {}
    for mentor in mentors:
        for difference in mentor.compared:
            levels.setdefault(difference.row.id, [difference.self_level]).append(difference.mentor_level)
    return krippendorff_alpha(list(levels.values()))
