"""One person in one role over time: coverage, levels, evidence, and stale ratings."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Rating
from skillgap.scoring.comparison.attribution import Attribution, attribute
from skillgap.scoring.comparison.links import Links, link, same_scale
from skillgap.scoring.gap_report import GapReport, View, gap_report

STALE_AFTER = 180
"""The age in days beyond which a rating is stale, unless somebody says another."""


@dataclass(frozen=True, slots=True)
class Point:
    """One assessment in time; ``report`` is None if the version of the matrix it names is not here."""

    assessment: Assessment
    report: GapReport | None


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section's coverage through time: a fraction for each point, None if missing."""

    id: str
    title: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class CriterionName:
    """A criterion as the latest version that has it names it.

    If no known version has the criterion, id and name are the id in the assessment, and section is None.
    """

    id: str
    name: str
    section: str | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level other than the last one known; ``before`` is None if the first assessment had none."""

    criterion: CriterionName
    date: datetime.date
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class EvidenceGained:
    """Evidence that no earlier assessment had on the criterion."""

    criterion: CriterionName
    date: datetime.date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaleRating:
    """A level that was last said ``age`` days ago, longer than allowed; ``share`` as in the latest version."""

    criterion: CriterionName
    share: float
    level: int
    said: datetime.date
    age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A person's assessments of one role by date, and the changes between them.

    ``steps`` explains the change of coverage from each point that has a report to the next such point. ``stale`` begins
    with the criteria that most postings ask for.
    """

    profile_id: str
    profile_name: str
    matrix: str
    view: View
    points: tuple[Point, ...]
    sections: tuple[SectionLine, ...]
    level_changes: tuple[LevelChange, ...]
    evidence_gained: tuple[EvidenceGained, ...]
    stale: tuple[StaleRating, ...]
    steps: tuple[Attribution, ...]


def history(
    profile: Profile,
    matrix: str,
    editions: Sequence[Matrix],
    *,
    today: datetime.date,
    stale_after: int = STALE_AFTER,
    view: View = "agreed",
) -> History:
    """Build the history of a person in the role of that matrix id.

    ``editions`` are the versions of the matrix that are here, in any order. Coverage and levels follow the view and
    need the version that an assessment names. Evidence and age are the person's own and need no matrix.

    A rating's age counts from the day of its level. That is the date of the latest assessment with an answer on the
    criterion, or the day that rating was carried over from. If a new assessment has the same level, the rating is
    renewed. A criterion that was last skipped or not applicable has no age.
    """
    ordered = sorted(editions, key=lambda edition: edition.version)
    links = link(ordered)
    by_version = {edition.version: edition for edition in ordered}
    assessments = sorted(
        (assessment for assessment in profile.assessments if assessment.matrix == matrix), key=lambda one: one.date
    )
    points = [
        Point(
            assessment,
            gap_report(edition, profile, assessment, view=view, today=today if assessment is assessments[-1] else None)
            if edition
            else None,
        )
        for assessment in assessments
        for edition in [by_version.get(assessment.matrix_version)]
    ]
    reports = [point.report for point in points if point.report]
    return History(
        profile_id=profile.id,
        profile_name=profile.name,
        matrix=matrix,
        view=view,
        points=tuple(points),
        sections=tuple(_section_lines(points)),
        level_changes=tuple(_level_changes(reports, links)),
        evidence_gained=tuple(_evidence_gained(assessments, links)),
        stale=tuple(_stale(reports[-1].matrix, assessments, links, today, stale_after)) if reports else (),
        steps=tuple(itertools.starmap(attribute, itertools.pairwise(reports))),
    )


def _section_lines(points: Sequence[Point]) -> Iterator[SectionLine]:
    """The sections in order of first appearance, under their latest titles."""
    titles: dict[str, str] = {}
    for point in points:
        for section in point.report.sections if point.report else ():
            titles[section.id] = section.title
    for identifier, title in titles.items():
        yield SectionLine(identifier, title, tuple(_section_value(point, identifier) for point in points))


def _section_value(point: Point, section: str) -> float | None:
    sections = point.report.sections if point.report else ()
    return next((one.coverage.value for one in sections if one.id == section), None)


_Key = int | str
"""A criterion through all versions: its row in the links, or the id itself where no version knows it."""


def _key(links: Links, matrix: str, identifier: str) -> _Key:
    row = links.row_of(matrix, identifier)
    return identifier if row is None else row


def _name(links: Links, key: _Key) -> CriterionName:
    if isinstance(key, str):
        return CriterionName(key, key, None)
    place, criterion = max((at, one) for at, one in enumerate(links.rows[key]) if one)
    section = next(one.id for one in links.matrices[place].sections if criterion in one.criteria)
    return CriterionName(criterion.id, criterion.name, section)


def _level_changes(reports: Sequence[GapReport], links: Links) -> Iterator[LevelChange]:
    """The changes of level at each report, in the matrix's order.

    A new scale starts from nothing, as the first report does.
    """
    known: dict[_Key, int] = {}
    for before, report in zip([None, *reports], reports, strict=False):
        begins = before is None or not same_scale((before.matrix, report.matrix))
        if begins:
            known.clear()
        levels = {row.id: row.level for row in report.rows}
        for criterion in report.matrix.criteria:
            level, key = levels[criterion.id], _key(links, report.matrix.id, criterion.id)
            if level is None:
                continue
            if not begins and level != known.get(key) and report.date:
                yield LevelChange(_name(links, key), report.date, known.get(key), level)
            known[key] = level


def _evidence_gained(assessments: Sequence[Assessment], links: Links) -> Iterator[EvidenceGained]:
    seen: dict[_Key, set[str]] = {}
    for at, assessment in enumerate(assessments):
        for identifier, rating in assessment.ratings.items():
            key = _key(links, assessment.matrix, identifier)
            known = seen.setdefault(key, set())
            gained = tuple(one for one in rating.evidence if one not in known)
            if gained and at:
                yield EvidenceGained(_name(links, key), assessment.date, gained)
            known.update(gained)


def _stale(
    current: Matrix, assessments: Sequence[Assessment], links: Links, today: datetime.date, stale_after: int
) -> Iterator[StaleRating]:
    last: dict[_Key, tuple[Assessment, Rating]] = {}
    for assessment in assessments:
        for identifier, rating in assessment.ratings.items():
            if rating.level is not None or rating.state is not None:
                last[_key(links, assessment.matrix, identifier)] = (assessment, rating)
    for criterion in sorted(current.criteria, key=lambda one: -one.postings):
        key = _key(links, current.id, criterion.id)
        if key not in last:
            continue
        assessment, rating = last[key]
        said = rating.said or assessment.date
        age = (today - said).days
        if rating.level is not None and age > stale_after:
            share = criterion.postings / current.source.sample_size
            yield StaleRating(_name(links, key), share, rating.level, said, age)
