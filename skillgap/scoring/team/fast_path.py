"""One person's place in a team straight from plain data: the sums of the gap report without its models.

To read and count a bundle of ten thousand people takes three times as long as to parse it. Rare cases, which would slow
down or complicate this, go to the report itself. A test compares the two.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import Any

from skillgap.model.matrix import Matrix
from skillgap.model.reviews import SEALED
from skillgap.scoring.disagreement import supported
from skillgap.scoring.gap_report import Coverage, State, View, coverage_from_sums
from skillgap.scoring.mandatory import (
    MandatoryState,
    has_expired,
    mandatory_criteria,
    mandatory_signals,
    state_of_answer,
    state_of_level,
)
from skillgap.scoring.standing import met_part
from skillgap.scoring.team.mentors import MentorPairs, iterate_levels, mentor_pairs
from skillgap.scoring.team.report import Member, NotAssessed

Plain = Mapping[str, Any]
_NOTHING: Plain = {}


class Scanner:
    """Find people's places in a team of one matrix and view; the matrix is evaluated once."""

    def __init__(self, matrix: Matrix, view: View, today: datetime.date) -> None:
        self._matrix = matrix
        self._view: View = view
        self._today = today
        self._mandatory = [(criterion.id, matrix.target(criterion)) for criterion in mandatory_criteria(matrix)]
        self._mandatory_signals = [signal.id for signal in mandatory_signals(matrix)]
        criteria = matrix.criteria
        self._positions = {criterion.id: at for at, criterion in enumerate(criteria)}
        self._scales = {criterion.id: frozenset([None, *matrix.levels_of(criterion.id)]) for criterion in criteria}
        self._signals = frozenset(signal.id for signal in matrix.signals)
        # In postings, as in the report: the common sample size cancels.
        self._postings = [criterion.postings for criterion in criteria]
        self._met = [
            {
                level: criterion.postings * met_part(level, matrix.target(criterion))
                for level in matrix.levels_of(criterion.id)
            }
            for criterion in criteria
        ]
        self._weight = sum(self._postings)
        counted: dict[View, tuple[str, ...]] = {"self": (), "mentor": SEALED, "agreed": ("complete",)}
        self._counted = counted[view]
        rated: State = "rated"
        self._all_rated = (rated,) * len(criteria)

    def place(self, data: Plain) -> Member | NotAssessed | None:
        """The person's place; None if it needs the models, as for ratings that were carried over or do not fit.

        ``data`` is a profile's checked plain data with its dates read.
        """
        matrix = self._matrix
        of_role = [one for one in data.get("assessments", ()) if one["matrix"] == matrix.id]
        of_version = [one for one in of_role if one["matrix_version"] == matrix.version]
        if not of_version:
            versions = tuple(sorted({one["matrix_version"] for one in of_role}))
            others = {one["matrix"] for one in data.get("assessments", ())} - {matrix.id}
            return NotAssessed(data["id"], data["name"], versions, tuple(sorted(others)))
        assessment = max(of_version, key=_date)
        date = assessment["date"]
        reviews = [one for one in data.get("reviews", ()) if one["assessment"] == date and one["matrix"] == matrix.id]
        overruled = self._overruled(reviews)
        if overruled is None or not self._signals.issuperset(assessment.get("signals", _NOTHING)):
            return None
        return self._member(data, assessment, reviews, overruled)

    def _overruled(self, reviews: Iterable[Plain]) -> dict[str, int] | None:
        """The levels that mentors set in this view, by criterion; the latest of several counts.

        None for ratings that do not fit.
        """
        overruled: dict[str, int] = {}
        # Sorted stably, so that of one moment the last listed counts.
        for review in sorted(reviews, key=_moment):
            ratings = review.get("ratings", _NOTHING)
            if not ratings.keys() <= self._positions.keys():
                return None
            counts = review["status"] in self._counted
            for identifier, rating in ratings.items():
                level, agreed = rating.get("level"), rating.get("agreed")
                if not self._scales[identifier].issuperset((level, agreed, rating.get("self"))):
                    return None
                if counts and (said := level if self._view == "mentor" else agreed) is not None:
                    overruled[identifier] = said
        return overruled

    def _member(
        self, data: Plain, assessment: Plain, reviews: Sequence[Plain], overruled: dict[str, int]
    ) -> Member | None:
        positions = self._positions
        levels: list[int | None] = [None] * len(positions)
        unrated: dict[int, State] = {}
        evidence = [False] * len(positions)
        for identifier, rating in assessment.get("ratings", _NOTHING).items():
            at = positions.get(identifier)
            if at is None or "said" in rating:
                return None
            levels[at] = level = rating.get("level")
            if level not in self._scales[identifier]:
                return None
            if level is None and (state := rating.get("state")):
                unrated[at] = state
            if "evidence" in rating and supported(rating["evidence"]):
                evidence[at] = True
        rated = any(level is not None for level in levels)
        if self._view == "mentor":
            levels = [None] * len(positions)
            unrated = {at: state for at, state in unrated.items() if state == "not_applicable"}
        for identifier, level in overruled.items():
            at = positions[identifier]
            levels[at] = level
            unrated.pop(at, None)
        return Member(
            id=data["id"],
            name=data["name"],
            date=assessment["date"],
            coverage=self._coverage(levels, [at for at, state in unrated.items() if state == "not_applicable"]),
            levels=tuple(levels),
            states=self._states(levels, unrated),
            evidence=tuple(evidence),
            waits=rated and not any(review["status"] in SEALED for review in reviews),
            drafts=tuple(dict.fromkeys([review["by"] for review in reviews if review["status"] == "draft"])),
            mandatory=tuple(self._mandatory_states(assessment, levels, unrated)),
            reviewed=_reviewed(reviews, assessment) if reviews else (),
        )

    def _mandatory_states(
        self, assessment: Plain, levels: list[int | None], unrated: dict[int, State]
    ) -> Iterator[MandatoryState]:
        """Return whether each mandatory requirement is met, criteria first."""
        ratings, answers = assessment.get("ratings", _NOTHING), assessment.get("signals", _NOTHING)
        for identifier, target in self._mandatory:
            at = self._positions[identifier]
            not_applicable = unrated.get(at) == "not_applicable"
            expired = has_expired(ratings.get(identifier, _NOTHING).get("valid_until"), self._today)
            yield state_of_level(levels[at], target, not_applicable=not_applicable, expired=expired)
        for identifier in self._mandatory_signals:
            yield state_of_answer(answers.get(identifier))

    def _states(self, levels: list[int | None], unrated: dict[int, State]) -> tuple[State, ...]:
        if None not in levels:
            return self._all_rated
        return tuple(
            ["rated" if level is not None else unrated.get(at, "not_asked") for at, level in enumerate(levels)]
        )

    def _coverage(self, levels: list[int | None], not_applicable: list[int]) -> Coverage:
        met = [parts[level] for level, parts in zip(levels, self._met, strict=True) if level is not None]
        rated_weight = self._weight
        if len(met) < len(levels):
            rated_weight -= sum([w for w, level in zip(self._postings, levels, strict=True) if level is None])
        return coverage_from_sums(
            met=fsum(met),
            rated_weight=rated_weight,
            weight=self._weight - sum([self._postings[at] for at in not_applicable]),
            rated=len(met),
            applicable=len(levels) - len(not_applicable),
            not_applicable=len(not_applicable),
        )


def _moment(review: Plain) -> str:
    """Return the same moment as :func:`skillgap.model.reviews.review_moment`, for a review."""
    return review.get("completed") or review.get("submitted") or str(review["date"])


def _reviewed(reviews: Sequence[Plain], assessment: Plain) -> MentorPairs:
    """The person's and mentors' levels in rated and complete reviews."""
    sealed = [review for review in sorted(reviews, key=_moment) if review["status"] in SEALED]
    own = {name: rating.get("level") for name, rating in assessment.get("ratings", _NOTHING).items()}
    return mentor_pairs(
        [(review["by"], dict(iterate_levels(review.get("ratings", _NOTHING)))) for review in sealed], own
    )


def _date(entry: Plain) -> datetime.date:
    date: datetime.date = entry["date"]
    return date
