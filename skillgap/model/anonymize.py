"""A profile without the person. An explicit list of fields stays, and everything else is removed.

The result keeps levels, states, confidence and agreed levels, each under an id of the matrix. It
also keeps a review's status and the month of every date. A person and a mentor become pseudonyms,
which are the same in every file if the key is the same. Without the key, a stranger cannot test
names against them. Ids of criteria and matrices stay only if the given matrices have them, since a
file may have any text in their place.

The result can still identify a person to people who know them well: a team of three is not
anonymous.
"""

from __future__ import annotations

import datetime
import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from skillgap.errors import path_text
from skillgap.model.matrix import Matrix
from skillgap.model.profile import FORMAT, Assessment, Profile, Rating, Review, ReviewRating
from skillgap.model.reviews import review_moment

SHORTEST_KEY = 16
"""Minimum bytes of a key, so that trying all keys is impossible."""

Dates = Mapping[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Anonymized:
    """The anonymized profile, and the positions in the original with ids that no given matrix has.

    ``left_out`` quotes the original. It is for the owner only, and must not be passed on.
    """

    profile: Profile
    left_out: tuple[str, ...]


def anonymize(profile: Profile, matrices: Iterable[Matrix], key: bytes) -> Anonymized:
    """Remove the person from a profile. If all its matrices are given, its reports keep every figure.

    Dates become days at the beginning of their month, which preserve only their order. Raises
    ValueError for a key of fewer than SHORTEST_KEY bytes.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the key must have at least {SHORTEST_KEY} bytes")
    known = {(matrix.id, matrix.version): matrix for matrix in matrices}
    left_out: list[str] = []
    days = {identifier: _days(profile, identifier) for identifier, _ in known}
    assessments = tuple(_assessments(profile, known, days, left_out))
    pseudonym = _pseudonym(key, "person", profile.id)
    return Anonymized(
        Profile(
            format=FORMAT,
            id=pseudonym,
            name=pseudonym,
            assessments=assessments,
            reviews=tuple(_reviews(profile, assessments, known, days, key, left_out)),
        ),
        tuple(left_out),
    )


def _pseudonym(key: bytes, kind: str, name: str) -> str:
    digest = hmac.digest(key, f"{kind}\0{name}".encode(errors="surrogatepass"), "sha256")
    return f"{kind}-{digest.hex()[:20]}"


def _days(profile: Profile, matrix: str) -> tuple[Dates, Dates]:
    """Return the new dates of one matrix's assessments, and of its reviews: their month, and their order in it."""
    assessments = [assessment for assessment in profile.assessments if assessment.matrix == matrix]
    said = [rating.said for assessment in assessments for rating in assessment.ratings.values() if rating.said]
    return (
        _months([*(assessment.date for assessment in assessments), *said]),
        _months(_day(review) for review in profile.reviews if review.matrix == matrix),
    )


def _months(dates: Iterable[datetime.date]) -> Dates:
    months: dict[datetime.date, list[datetime.date]] = defaultdict(list)
    for date in sorted(set(dates)):
        months[date.replace(day=1)].append(date)
    return {date: month.replace(day=number) for month, own in months.items() for number, date in enumerate(own, 1)}


def _next_month(date: datetime.date) -> datetime.date:
    """The first day of the month after a date, so that nothing expires earlier in an anonymized copy."""
    if (date.year, date.month) == (datetime.MAXYEAR, 12):
        return date.replace(day=1)
    return date.replace(year=date.year + date.month // 12, month=date.month % 12 + 1, day=1)


def _assessments(
    profile: Profile,
    known: Mapping[tuple[str, int], Matrix],
    days: Mapping[str, tuple[Dates, Dates]],
    left_out: list[str],
) -> Iterator[Assessment]:
    for position, assessment in enumerate(profile.assessments):
        matrix = known.get((assessment.matrix, assessment.matrix_version))
        if matrix is None:
            left_out.append(path_text(("assessments", position)))
            continue
        dates = days[matrix.id][0]
        ratings = {}
        for identifier, rating in assessment.ratings.items():
            if not _fits(matrix, identifier, rating.level):
                left_out.append(path_text(("assessments", position, "ratings", identifier)))
                continue
            said = dates[rating.said] if rating.said else None
            left = Rating(
                level=rating.level,
                state=rating.state,
                confidence=rating.confidence,
                said=said,
                valid_until=_next_month(rating.valid_until) if rating.valid_until else None,
            )
            if left != Rating():
                ratings[identifier] = left
        yield Assessment(matrix=matrix.id, matrix_version=matrix.version, date=dates[assessment.date], ratings=ratings)


def _reviews(
    profile: Profile,
    assessments: Iterable[Assessment],
    known: Mapping[tuple[str, int], Matrix],
    days: Mapping[str, tuple[Dates, Dates]],
    key: bytes,
    left_out: list[str],
) -> Iterator[Review]:
    reviewed: dict[tuple[str, datetime.date], list[Matrix]] = defaultdict(list)
    for assessment in assessments:
        reviewed[assessment.matrix, assessment.date].append(known[assessment.matrix, assessment.matrix_version])
    for position, review in sorted(enumerate(profile.reviews), key=lambda entry: review_moment(entry[1])):
        if review.status == "draft":
            left_out.append(path_text(("reviews", position)))
            continue
        assessed, dates = days.get(review.matrix, ({}, {}))
        date = assessed.get(review.assessment)
        versions = reviewed[review.matrix, date] if date else []
        if date is None or not versions:
            left_out.append(path_text(("reviews", position)))
            continue
        ratings = {}
        for identifier, rating in review.ratings.items():
            levels = rating.level, rating.self_level, rating.agreed
            if any(_fits(matrix, identifier, *levels) for matrix in versions):
                ratings[identifier] = ReviewRating(
                    level=rating.level, state=rating.state, self_level=rating.self_level, agreed=rating.agreed
                )
            else:
                left_out.append(path_text(("reviews", position, "ratings", identifier)))
        yield Review(
            assessment=date,
            matrix=versions[0].id,
            by=_pseudonym(key, "mentor", review.by),
            date=dates[_day(review)],
            status=review.status,
            ratings=ratings,
        )


def _day(review: Review) -> datetime.date:
    """Return the day on which a review took effect."""
    return datetime.date.fromisoformat(review_moment(review)[:10])


def _fits(matrix: Matrix, criterion: str, *levels: int | None) -> bool:
    """Return whether a matrix has a criterion with this id, and these levels on its scale."""
    scale = matrix.levels_of(criterion)
    return any(entry.id == criterion for entry in matrix.criteria) and all(
        level is None or level in scale for level in levels
    )
