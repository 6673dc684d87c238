"""New versions of a matrix: the changes between versions, and ratings carried over."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from skillgap.model.matrix import Criterion, Matrix, Signal
from skillgap.model.profile import Answer, Assessment, Profile, Rating
from skillgap.scoring.comparison.links import UnusedTie, link, pairs, same_scale
from skillgap.scoring.significance import significant_changes
from skillgap.scoring.statistics import Interval, share_difference, wilson


@dataclass(frozen=True, slots=True)
class Asked:
    """How a matrix asks for a criterion: its count, share with 95% interval, and target."""

    criterion: Criterion
    section: str
    postings: int
    sample_size: int
    share: float
    interval: Interval
    target: int


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion in two matrices; it may be missing in one.

    ``difference`` is the later share minus the earlier, ``interval`` its 95% interval. Both are None if one matrix does
    not have the criterion, since an uncounted criterion is not a count of 0. ``significant`` is whether the shares
    differ by more than chance, with the number of shared criteria taken into account. ``reworded`` is whether a rating
    may now mean something else: the name, the scope, the level descriptions or the tools changed.
    """

    before: Asked | None
    after: Asked | None
    difference: float | None
    interval: Interval | None
    reworded: bool
    significant: bool = False

    @property
    def latest(self) -> Asked:
        """The criterion of the later matrix, or of the earlier matrix if the later one does not have it."""
        asked = self.after or self.before
        assert asked is not None  # noqa: S101 - a change is made of at least one
        return asked

    @property
    def renamed(self) -> bool:
        """True if the id is another."""
        return bool(self.before and self.after and self.before.criterion.id != self.after.criterion.id)

    @property
    def retargeted(self) -> bool:
        """True if the role expects another level."""
        return bool(self.before and self.after and self.before.target != self.after.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixDiff:
    """The differences between two matrices; ``changes`` has every criterion, changed or not.

    ``changes`` follows the later matrix's order, then lists removed criteria in the earlier matrix's order.
    ``same_scale`` is whether a level means the same step in both.
    """

    before: Matrix
    after: Matrix
    changes: tuple[CriterionChange, ...]
    same_scale: bool
    signals_came: tuple[Signal, ...]
    signals_went: tuple[Signal, ...]
    unused_ties: tuple[UnusedTie, ...]

    @property
    def rose(self) -> tuple[CriterionChange, ...]:
        """Asked for by a larger share of postings, the largest rise first."""
        risen = [change for change in self.changes if change.difference is not None and change.difference > 0]
        return tuple(sorted(risen, key=lambda one: -(one.difference or 0)))

    @property
    def fell(self) -> tuple[CriterionChange, ...]:
        """Asked for by a smaller share of postings, the largest fall first."""
        fallen = [change for change in self.changes if change.difference is not None and change.difference < 0]
        return tuple(sorted(fallen, key=lambda one: one.difference or 0))

    @property
    def came(self) -> tuple[CriterionChange, ...]:
        """Criteria that only the later matrix has."""
        return tuple(change for change in self.changes if change.before is None)

    @property
    def went(self) -> tuple[CriterionChange, ...]:
        """Criteria that only the earlier matrix has."""
        return tuple(change for change in self.changes if change.after is None)


def matrix_diff(before: Matrix, after: Matrix) -> MatrixDiff:
    """Compare two versions of a matrix, or two matrices."""
    links = link((after, before))
    earlier, later = _asked(before), _asked(after)
    changes = _marked(
        [_change(earlier[old.id] if old else None, later[new.id] if new else None) for new, old in links.rows]
    )
    ids = {signal.id for signal in before.signals}, {signal.id for signal in after.signals}
    return MatrixDiff(
        before=before,
        after=after,
        changes=tuple(changes),
        same_scale=same_scale((before, after)),
        signals_came=tuple(signal for signal in after.signals if signal.id not in ids[0]),
        signals_went=tuple(signal for signal in before.signals if signal.id not in ids[1]),
        unused_ties=links.unused,
    )


def _marked(changes: Sequence[CriterionChange]) -> list[CriterionChange]:
    """Mark significant changes: Fisher's exact tests of all shared criteria, with Holm's correction."""
    both = [change for change in changes if change.before and change.after]
    counts = [
        ((one.postings, one.sample_size), (other.postings, other.sample_size))
        for change in both
        if (one := change.before) and (other := change.after)
    ]
    marks = dict(zip(map(id, both), significant_changes(counts), strict=True))
    return [replace(change, significant=marks.get(id(change), False)) for change in changes]


def _asked(matrix: Matrix) -> dict[str, Asked]:
    size = matrix.source.sample_size
    return {
        criterion.id: Asked(
            criterion,
            section.id,
            criterion.postings,
            size,
            criterion.postings / size,
            wilson(criterion.postings, size),
            matrix.target(criterion),
        )
        for section in matrix.sections
        for criterion in section.criteria
    }


def _change(before: Asked | None, after: Asked | None) -> CriterionChange:
    if before is None or after is None:
        return CriterionChange(before, after, None, None, reworded=False)
    counts = (before.postings, before.sample_size), (after.postings, after.sample_size)
    return CriterionChange(
        before,
        after,
        after.share - before.share,
        share_difference(*counts),
        reworded=_words(before.criterion) != _words(after.criterion),
    )


def _words(criterion: Criterion) -> tuple[object, ...]:
    return criterion.name, criterion.covers, dict(criterion.levels), criterion.tools


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """An assessment carried over to a new version of its matrix.

    ``assessment`` is the new one; the old one is not changed. ``kept`` are the criteria, by their new ids, whose rating
    was carried over. ``reworded`` are the kept criteria that may mean something else now and need another look.
    ``rescaled`` criteria have lost their level, and kept their notes, because the new version numbers its scale
    differently. ``renamed`` gives the old ids of kept and rescaled criteria whose id changed. ``new`` were not in the
    old version and are not asked yet. ``removed`` and ``removed_signals`` hold the answers on removed criteria and
    signals. These answers stay in the old assessment only.
    """

    assessment: Assessment
    kept: tuple[str, ...]
    renamed: Mapping[str, str]
    reworded: tuple[str, ...]
    rescaled: tuple[str, ...]
    new: tuple[str, ...]
    removed: Mapping[str, Rating]
    removed_signals: Mapping[str, Answer]


def to_carry_over(profile: Profile, matrix: Matrix) -> Assessment | None:
    """The latest assessment of a role, if all of that day are of an earlier version than this matrix; else None."""
    latest = profile.latest(matrix.id)
    if latest is None:
        return None
    same_day = [
        assessment
        for assessment in profile.assessments
        if (assessment.matrix, assessment.date) == (matrix.id, latest.date)
    ]
    return latest if all(one.matrix_version < matrix.version for one in same_day) else None


def carry_over(assessment: Assessment, before: Matrix, after: Matrix, today: datetime.date) -> CarriedOver:
    """Carry an assessment over to another version of its matrix, dated today (its own day, if that is later).

    Ratings, skipped and not applicable stay unchanged, with the day of the original answer, because carrying over is
    not a new answer. Raises ValueError when the two are not versions of the assessment's matrix.
    """
    if (assessment.matrix, assessment.matrix_version) != (before.id, before.version) or before.id != after.id:
        raise ValueError("an assessment is carried over between two versions of its own matrix")
    couples = pairs(before, after)
    both = [(old, new) for old, new in couples if old and new and old.id in assessment.ratings]
    ratings = {new.id: assessment.ratings[old.id] for old, new in both}
    date = max(today, assessment.date)
    rescaled = [
        new.id
        for old, new in both
        if ratings[new.id].level is not None and before.levels_of(old.id) != after.levels_of(new.id)
    ]
    carried = {
        criterion.id: _without_level(ratings[criterion.id])
        if criterion.id in rescaled
        else _dated(ratings[criterion.id], assessment, date)
        for criterion in after.criteria
        if criterion.id in ratings
    }
    kept = [(old, new) for old, new in both if new.id not in rescaled]
    living, signals = {old.id for old, _ in both}, {signal.id for signal in after.signals}
    return CarriedOver(
        assessment=replace(
            assessment,
            matrix_version=after.version,
            date=date,
            ratings={one: rating for one, rating in carried.items() if rating != Rating()},
            signals={one: answer for one, answer in assessment.signals.items() if one in signals},
        ),
        kept=tuple(new.id for _, new in kept),
        renamed={new.id: old.id for old, new in both if new.id != old.id},
        reworded=tuple(new.id for old, new in kept if _words(new) != _words(old)),
        rescaled=tuple(rescaled),
        new=tuple(new.id for old, new in couples if new and not old),
        removed={one: rating for one, rating in assessment.ratings.items() if one not in living},
        removed_signals={one: answer for one, answer in assessment.signals.items() if one not in signals},
    )


def _dated(rating: Rating, assessment: Assessment, date: datetime.date) -> Rating:
    """A rating with the day of its answer, if that day is before the date given."""
    said = rating.said or assessment.date
    answered = rating.level is not None or rating.state is not None
    return replace(rating, said=said if answered and said < date else None)


def _without_level(rating: Rating) -> Rating:
    return replace(rating, level=None, confidence=None, said=None)
