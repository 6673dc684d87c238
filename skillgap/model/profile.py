"""The profile: one person's assessments, reviews and goals, as frozen models, and the file's rules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal

from skillgap.errors import DocumentPath, SuggestFn, Violation, limited_suggester
from skillgap.model.base import Model
from skillgap.model.frozen_dict import FrozenDict
from skillgap.model.matrix import Cost, Matrix, Version
from skillgap.model.schema import ANY, Id, Level, Limit, Line, duplicates, each, whole

FORMAT: Final = "skillgap/profile/1"
Confidence = Literal["low", "medium", "high"]
Answer = Literal["yes", "partly", "no"]
GoalStatus = Literal["open", "done", "dropped"]
GoalStanding = Literal["overdue", "due_soon", "open", "done", "dropped"]
"""The kinds of standing, in display order of the goals."""
DUE_SOON: Final = datetime.timedelta(days=30)
"""How long before its day an open goal is due soon."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UnratedState = Literal["not_applicable", "skipped"]
ReviewStatus = Literal["draft", "rated", "complete"]
Moment = Annotated[
    str,
    Limit(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?Z)?$",
        wanted="a date as in 2026-05-04, or a time in UTC as in 2026-05-04T16:30:00Z",
    ),
]
"""A day, or a time in UTC. Moments sort as text: a day comes before every time on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Model):
    """A person's rating of themselves on one criterion: a level, or the reason for a missing level.

    Without a level and a state the criterion is not rated yet, and the remaining fields are earlier
    notes. ``valid_until`` is the last day on which the evidence is valid, as of a license. ``said``
    is the day of the level or state if it is earlier than the assessment's date. Such a rating was
    carried over from an earlier version of the matrix without a new answer.
    """

    level: Level | None = None
    state: UnratedState | None = None
    confidence: Confidence | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    tools: tuple[str, ...] = ()
    said: datetime.date | None = None
    valid_until: Annotated[datetime.date, Limit("last day on which the evidence is valid")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Model):
    """A dated set of ratings against one version of a matrix."""

    matrix: Id
    matrix_version: Version
    date: datetime.date
    ratings: Mapping[Id, Rating] = field(default_factory=FrozenDict)
    signals: Mapping[Id, Answer] = field(default_factory=FrozenDict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRating(Model):
    """A mentor's rating on one criterion, and the agreed level.

    ``state`` is set if the mentor has not observed the person on it. ``self_level`` is the level
    that the person had when the mentor submitted the review; a later correction does not change it.
    ``reply`` is the person's.
    """

    level: Level | None = None
    state: Annotated[
        Literal["not_observed"] | None, Limit("not_observed: the mentor has not seen the person do this")
    ] = None
    self_level: Annotated[Level | None, Limit("the person's own level when the review was submitted")] = field(
        default=None, metadata={"key": "self"}
    )
    comment: str | None = None
    reply: Annotated[str | None, Limit("the person's reply to the comment")] = None
    agreed: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Model):
    """A mentor's dated ratings of one assessment; ``assessment`` is that assessment's date.

    A *draft* counts in nothing. A *rated* review has frozen levels, which count in the mentor view. A *complete* one
    also counts in the agreed view.
    """

    assessment: datetime.date
    matrix: Id
    by: Line
    date: datetime.date
    status: ReviewStatus
    blind: Annotated[
        bool | None, Limit("true if the mentor rated each criterion before seeing the person's answer")
    ] = None
    submitted: Annotated[Moment | None, Limit("when the mentor submitted their levels")] = None
    completed: Annotated[Moment | None, Limit("when the review was completed, after the meeting")] = None
    acknowledged: Annotated[Moment | None, Limit("when the person acknowledged the completed review")] = None
    summary: str | None = None
    ratings: Mapping[Id, ReviewRating] = field(default_factory=FrozenDict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Model):
    """A level to reach on a criterion."""

    id: Id
    criterion: Id
    level: Level
    action: str | None = None
    due: datetime.date | None = None
    status: GoalStatus

    def standing(self, today: datetime.date) -> GoalStanding:
        """Return the goal's standing on a day. It is overdue from the day after its due date."""
        if self.status != "open" or self.due is None or self.due - today > DUE_SOON:
            return self.status
        return "overdue" if self.due < today else "due_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Model):
    """One person's file.

    ``key`` is random. It distinguishes two people with one id from two copies of one person.
    ``effort`` is this person's cost of steps, if it differs from the matrix: by criterion and by
    the level that a step reaches.
    """

    format: Literal["skillgap/profile/1"]
    id: Id
    name: Line
    key: Annotated[Id | None, Limit("random; it tells two people of one id from two copies of one person")] = None
    assessments: tuple[Assessment, ...] = ()
    reviews: tuple[Review, ...] = ()
    goals: tuple[Goal, ...] = ()
    effort: Annotated[
        Mapping[Id, Mapping[Level, Cost]], Limit("your own cost of steps: by criterion, by level reached")
    ] = field(default_factory=FrozenDict)

    def is_same_person(self, other: Profile) -> bool:
        """Return whether both can be copies of one person's file.

        A file without a key may be a copy of any file with its id.
        """
        return self.id == other.id and (self.key == other.key or None in (self.key, other.key))

    def latest(self, matrix: str | None = None) -> Assessment | None:
        """The assessment of the latest date, of one matrix or of all; of equal dates the last listed."""
        known = [assessment for assessment in self.assessments if matrix is None or assessment.matrix == matrix]
        return max(reversed(known), key=lambda entry: entry.date, default=None)

    @classmethod
    def _broken_rules(cls, data: object) -> Iterator[Violation]:
        return faults(data)


def faults(data: object) -> Iterator[Violation]:
    """Every rule between several values that a profile's plain data breaks."""
    for path, rating in each(data, "assessments", ANY, "ratings", ANY):
        if isinstance(rating, dict):
            yield from _rating_faults(path, rating)
    for path, assessment in each(data, "assessments", ANY):
        if isinstance(assessment, dict) and isinstance(date := assessment.get("date"), str):
            yield from _said_faults(path, assessment, date)
    yield from duplicates(_identities(data, "assessments", ("matrix", "matrix_version", "date")), "assessment")
    yield from duplicates(_identities(data, "reviews", ("assessment", "matrix", "by", "date")), "review")
    yield from duplicates(each(data, "goals", ANY, "id"), "goal id")
    yield from _review_faults(data)
    for path, rating in each(data, "reviews", ANY, "ratings", ANY):
        if isinstance(rating, dict) and rating.get("state") is not None and rating.get("level") is not None:
            yield Violation((*path, "state"), "a rating has a level or a state, not both", "remove one of the two")


def _rating_faults(path: DocumentPath, rating: dict[Any, object]) -> Iterator[Violation]:
    level, state = rating.get("level"), rating.get("state")
    if all(value is None for value in rating.values()):
        yield Violation(path, "the rating says nothing", "write level: 2, or state: skipped, or remove the entry")
    elif level is not None and state is not None:
        yield Violation((*path, "state"), "a rating has a level or a state, not both", "remove one of the two")


def _said_faults(base: DocumentPath, assessment: dict[Any, object], date: str) -> Iterator[Violation]:
    """Check that the date of a carried-over rating is earlier. Dates as text sort correctly."""
    for path, rating in each(assessment, "ratings", ANY, path=base):
        said = rating.get("said") if isinstance(rating, dict) else None
        if said is None:
            continue
        if rating.get("level") is None and rating.get("state") is None:
            yield Violation((*path, "said"), "said is a date without a level or a state", "remove it, or say the level")
        elif isinstance(said, str) and _DAY.fullmatch(said) and _DAY.fullmatch(date) and said > date:
            message = f"said {said} is after the assessment's date {date}"
            yield Violation((*path, "said"), message, "said is the earlier day from which a rating was carried over")


def _identities(
    data: object, entries: str, keys: tuple[str, ...]
) -> Iterator[tuple[DocumentPath, tuple[str | int, ...]]]:
    """Yield the identifying values of each entry of a list, for entries that have all of them."""
    for path, entry in each(data, entries, ANY):
        if isinstance(entry, dict) and all(isinstance(entry.get(key), str | int) for key in keys):
            yield path, tuple(entry[key] for key in keys)


def _review_faults(data: object) -> Iterator[Violation]:
    """A review belongs to an assessment that the file has."""
    known = {identity for _, identity in _identities(data, "assessments", ("matrix", "date"))}
    for path, identity in _identities(data, "reviews", ("matrix", "assessment")):
        if identity not in known:
            message = f"no assessment of {identity[0]} is dated {identity[1]}"
            hint = "a review names the date and the matrix of the assessment it reviews"
            yield Violation((*path, "assessment"), message, hint)


Reviews = Mapping[tuple[str, str], Sequence[tuple[DocumentPath, dict[Any, Any]]]]
"""A file's reviews, as plain data with their places, by the matrix and date of the assessment they review."""


def reviews_by_assessment(data: object) -> Reviews:
    """The reviews in a profile's plain data, ready to be looked up for many assessments."""
    found: dict[tuple[str, str], list[tuple[DocumentPath, dict[Any, Any]]]] = {}
    for path, review in each(data, "reviews", ANY):
        if isinstance(review, dict):
            identity = (str(review.get("matrix")), str(review.get("assessment")))
            found.setdefault(identity, []).append((path, review))
    return found


def faults_against(
    data: object, position: int, matrix: Matrix, reviews: Reviews | None = None, near: SuggestFn | None = None
) -> Iterator[Violation]:
    """Yield the faults of an assessment's plain data, and of its reviews, against its matrix.

    ``position`` is the assessment's place in the file's list, from 0. A caller with many
    assessments passes the file's ``reviews`` and one ``near`` for all.
    """
    near = near or limited_suggester()
    base: DocumentPath = ("assessments", position)
    entry = next((one for _, one in each(data, "assessments")), [])[position]
    criteria = dict.fromkeys(criterion.id for criterion in matrix.criteria)
    signals = dict.fromkeys(signal.id for signal in matrix.signals)
    yield from _unknown(each(entry, "ratings", ANY), base, criteria, "criterion", matrix, near)
    yield from _unknown(each(entry, "signals", ANY), base, signals, "signal", matrix, near)
    yield from _off_scale(each(entry, "ratings", ANY, "level"), base, matrix)
    reviews = reviews_by_assessment(data) if reviews is None else reviews
    identity = (str(entry.get("matrix")), str(entry.get("date")))
    for path, review in reviews.get(identity, ()):
        yield from _unknown(each(review, "ratings", ANY), path, criteria, "criterion", matrix, near)
        for key in ("level", "self", "agreed"):
            yield from _off_scale(each(review, "ratings", ANY, key), path, matrix)


def goal_faults(data: object, matrices: Sequence[Matrix]) -> Iterator[Violation]:
    """The goals in a profile's plain data that fit none of the matrices it was assessed against."""
    scales: dict[str, set[int]] = {}
    for matrix in matrices:
        for criterion in matrix.criteria:
            for identifier in (criterion.id, *criterion.formerly):
                scales.setdefault(identifier, set()).update(matrix.levels_of(criterion.id))
    near = limited_suggester()
    for path, goal in each(data, "goals", ANY):
        name, level = (goal.get("criterion"), goal.get("level")) if isinstance(goal, dict) else (None, None)
        if not isinstance(name, str):
            continue
        if name not in scales:
            like = near(name, scales)
            hint = f"did you mean {like}?" if like else "a goal names a criterion of a matrix that was assessed"
            yield Violation((*path, "criterion"), f"no matrix of this profile has a criterion {name}", hint)
        elif whole(level) and level not in scales[name]:
            shown = ", ".join(map(str, sorted(scales[name])))
            yield Violation((*path, "level"), f"level {level} is not on the scale", f"the scale has {shown}")


def _unknown(
    entries: Iterator[tuple[DocumentPath, Any]],
    base: DocumentPath,
    known: Collection[str],
    what: str,
    matrix: Matrix,
    near: SuggestFn,
) -> Iterator[Violation]:
    for path, _ in entries:
        name = path[-1]
        if isinstance(name, str) and name not in known:  # the place in a list, or a number, is complained of already
            like = near(name, known)
            hint = f"did you mean {like}?" if like else f"skillgap matrix show {matrix.id} lists its {what} ids"
            message = f"{matrix.id} version {matrix.version} has no {what} {name}"
            yield Violation((*base, *path), message, hint, key=True)


def _off_scale(entries: Iterator[tuple[DocumentPath, Any]], base: DocumentPath, matrix: Matrix) -> Iterator[Violation]:
    for path, level in entries:
        levels = matrix.levels_of(str(path[-2]))
        if whole(level) and level not in levels:
            shown = ", ".join(map(str, levels))
            yield Violation(
                (*base, *path),
                f"level {level} is not on the scale of {_scale_owner(matrix, str(path[-2]))}",
                f"the scale has {shown}",
            )


def _scale_owner(matrix: Matrix, identifier: str) -> str:
    """Return the owner of a criterion's scale: the criterion's own id, else the matrix's id."""
    return matrix.id if matrix.scale_of(identifier) is matrix.scale else identifier
