"""The sums: one assessment against one matrix gives a gap report.

Notation: w = postings / sample size, t = target, l = level. A criterion that is not applicable takes
part in no sum. Everything here is a pure function of its arguments.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from math import fsum
from typing import Any, Literal

from skillgap.model.matrix import Matrix, Section, Signal
from skillgap.model.profile import Answer, Assessment, Confidence, Goal, Profile
from skillgap.scoring.frames import Tabular
from skillgap.scoring.mandatory import (
    ExpiredEvidence,
    MandatoryState,
    Requirement,
    has_expired,
    state_of_answer,
    worst_state,
)
from skillgap.scoring.ranks import RankRange, rank_ranges
from skillgap.scoring.restated import RestatedLevel, restated_levels
from skillgap.scoring.standing import Standing, find_standings
from skillgap.scoring.standing import State as State
from skillgap.scoring.standing import View as View
from skillgap.scoring.statistics import Interval, wilson

RankBy = Literal["frequency", "impact"]

VIEWS: tuple[View, ...] = ("agreed", "self", "mentor")
RANKINGS: tuple[RankBy, ...] = ("frequency", "impact")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The part of the postings' demand that is met, as fractions in 0 … 1.

    ``value`` covers the rated criteria. ``low`` and ``high`` cover all applicable criteria, with every unrated
    criterion counted as level 0 and as met. A figure whose weights add up to 0 is None.
    """

    value: float | None
    low: float | None
    high: float | None
    rated: int
    applicable: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class ToolUse:
    """The tools of a criterion that were used, and the tools the matrix names that were not."""

    used: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One criterion in a report.

    ``gap`` counts levels and is never below 0; ``impact`` is in percentage points of coverage. Both are None if there
    is no level; ``impact`` is also None if the rated weights add up to 0. ``rank`` is None in every list but the gaps.
    ``mandatory`` is None if the criterion is not mandatory.
    """

    rank: int | None
    id: str
    name: str
    section: str
    category: str | None
    postings: int
    sample_size: int
    share: float
    share_low: float
    share_high: float
    rank_low: int
    rank_high: int
    state: State
    level: int | None
    target: int
    gap: int | None
    impact: float | None
    confidence: Confidence | None
    evidence: tuple[str, ...]
    self_level: int | None
    mentor_level: int | None
    agreed_level: int | None
    tools: ToolUse
    topic: str | None
    mandatory: MandatoryState | None
    comment: str | None
    reply: str | None

    @property
    def rank_range(self) -> RankRange:
        """The ranks by postings that it can have among all criteria, at 95% confidence for all of them at once."""
        return RankRange(self.rank_low, self.rank_high)


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """The coverage of one section."""

    id: str
    title: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """A hiring signal and the person's answer, if any; ``mandatory`` is None if it is not mandatory."""

    id: str
    text: str
    emphasis: str | None
    answer: Answer | None
    mandatory: MandatoryState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport(Tabular):
    """The result of an assessment: the gaps ranked, and everything that is not a gap.

    ``ranks_from`` is the source of the rows' rank_low and rank_high: only the counts, or the postings themselves.
    ``ranks_separated`` is whether they separate any two ranks. ``today`` is the day of the report, if known: it decides
    which goals are overdue or due soon, and which evidence expires. ``mandatory`` are the mandatory requirements of the
    complete matrix. ``expired`` are the criteria whose evidence was valid until before that day. ``restated`` are the
    person's levels above a lower level that was agreed before and not reviewed since.
    """

    profile_id: str
    profile_name: str
    matrix: Matrix
    date: datetime.date | None
    view: View
    rank_by: RankBy
    coverage: Coverage
    sections: tuple[SectionCoverage, ...]
    gaps: tuple[Row, ...]
    met: tuple[Row, ...]
    unrated: tuple[Row, ...]
    not_applicable: tuple[Row, ...]
    signals: tuple[SignalAnswer, ...]
    goals: tuple[Goal, ...]
    mandatory: tuple[Requirement, ...] = ()
    expired: tuple[ExpiredEvidence, ...] = ()
    restated: tuple[RestatedLevel, ...] = ()
    ranks_from: Literal["counts", "postings"] = "counts"
    ranks_separated: bool = True
    today: datetime.date | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all four lists, gaps first."""
        return self.gaps + self.met + self.unrated + self.not_applicable

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield a record for each criterion, gaps first."""
        for row in self.rows:
            record = {field.name: getattr(row, field.name) for field in fields(row) if field.name != "tools"}
            yield {**record, "tools_used": row.tools.used, "tools_missing": row.tools.missing}

    @property
    def mandatory_state(self) -> MandatoryState | None:
        """True if all mandatory requirements are met, else the worst of their states; None if missing."""
        return worst_state(requirement.state for requirement in self.mandatory)

    @property
    def reviewed(self) -> tuple[Row, ...]:
        """The rows on which a submitted review has a level, a comment or a reply, the most asked for first."""
        said = (row for row in self.rows if (row.mentor_level, row.agreed_level, row.comment, row.reply) != (None,) * 4)
        return tuple(sorted(said, key=lambda row: -row.postings))


def with_ranks(report: GapReport, ranges: Mapping[str, RankRange]) -> GapReport:
    """Return the report with rank ranges that were calculated from the postings themselves."""

    def ranked(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, rank_low=ranges[row.id].low, rank_high=ranges[row.id].high) for row in rows)

    return replace(
        report,
        gaps=ranked(report.gaps),
        met=ranked(report.met),
        unrated=ranked(report.unrated),
        not_applicable=ranked(report.not_applicable),
        ranks_from="postings",
        ranks_separated=_separate_any(ranges.values()),
    )


def _separate_any(ranges: Iterable[RankRange]) -> bool:
    """Return whether any criterion cannot have every rank."""
    return len(set(ranges)) > 1


def gap_report(
    matrix: Matrix,
    profile: Profile,
    assessment: Assessment | None,
    *,
    view: View = "agreed",
    rank_by: RankBy = "frequency",
    section: str | None = None,
    today: datetime.date | None = None,
) -> GapReport:
    """Score an assessment against its matrix.

    ``assessment`` None reports on a person without ratings. ``section`` limits the lists and the sections shown to one
    section. Coverage, impacts and ranks stay at the values of the complete matrix. Evidence is valid or expired as of
    ``today``, by default the assessment's date.

    Raises KeyError when the matrix has no such section, or the assessment names a level off the scale.
    """
    standings = find_standings(matrix, profile, assessment, view)
    day = today or (assessment.date if assessment else datetime.date.max)
    rows = _rows(matrix, standings, rank_by, day)
    chosen = [one for one in matrix.sections if section is None or one.id == section]
    if not chosen and section is not None:
        raise KeyError(section)
    kept = {one.id for one in chosen}
    gaps = sorted((row for row in rows if row.rank is not None), key=lambda row: row.rank or 0)
    by_postings = sorted(rows, key=lambda row: -row.postings)
    answers = assessment.signals if assessment else {}
    signals = tuple(_signal_answer(signal, answers.get(signal.id)) for signal in matrix.signals)
    return GapReport(
        profile_id=profile.id,
        profile_name=profile.name,
        matrix=matrix,
        date=assessment.date if assessment else None,
        view=view,
        rank_by=rank_by,
        coverage=coverage(standings),
        sections=tuple(_section_coverage(one, standings) for one in chosen),
        gaps=tuple(row for row in gaps if row.section in kept),
        met=tuple(row for row in by_postings if row.gap == 0 and row.section in kept),
        unrated=tuple(row for row in by_postings if row.state in ("skipped", "not_asked") and row.section in kept),
        not_applicable=tuple(row for row in by_postings if row.state == "not_applicable" and row.section in kept),
        signals=signals,
        goals=profile.goals,
        mandatory=tuple(_requirements(standings, signals, day, matrix.names)),
        expired=tuple(_expired(standings, day, matrix.names)),
        restated=tuple(restated_levels(matrix, profile, assessment)),
        today=today,
        ranks_separated=_separate_any(row.rank_range for row in rows),
    )


def _signal_answer(signal: Signal, answer: Answer | None) -> SignalAnswer:
    state = state_of_answer(answer) if signal.mandatory else None
    return SignalAnswer(signal.id, signal.text, signal.emphasis, answer, state)


def _requirements(
    standings: Iterable[Standing], signals: Iterable[SignalAnswer], day: datetime.date, names: Mapping[str, str]
) -> Iterator[Requirement]:
    for standing in standings:
        if state := standing.mandatory_on(day):
            # Evidence alone is missing if the level would do without it.
            only_expired = state == "not_met" and standing.level is not None and standing.level >= standing.target
            expired = standing.rating.valid_until if only_expired else None
            yield Requirement(standing.criterion.id, names[standing.criterion.id], "criterion", state, expired)
    for signal in signals:
        if signal.mandatory:
            yield Requirement(signal.id, signal.text, "signal", signal.mandatory)


def coverage(standings: Iterable[Standing]) -> Coverage:
    """coverage.value = Σ w·min(l,t)/t ÷ Σ w over the rated criteria; see :class:`Coverage` for low and high.

    The common sample size cancels, so the counts of postings replace w.
    """
    everyone = list(standings)
    applicable = [one for one in everyone if one.state != "not_applicable"]
    rated = [one for one in applicable if one.state == "rated"]
    return coverage_from_sums(
        met=fsum(one.criterion.postings * one.met for one in rated),
        rated_weight=sum(one.criterion.postings for one in rated),
        weight=sum(one.criterion.postings for one in applicable),
        rated=len(rated),
        applicable=len(applicable),
        not_applicable=len(everyone) - len(applicable),
    )


def coverage_from_sums(
    *, met: float, rated_weight: int, weight: int, rated: int, applicable: int, not_applicable: int
) -> Coverage:
    """The coverage that follows from Σ w·min(l,t)/t and Σ w of the rated, and Σ w of the applicable."""
    return Coverage(
        value=met / rated_weight if rated_weight else None,
        low=met / weight if weight else None,
        high=(met + (weight - rated_weight)) / weight if weight else None,
        rated=rated,
        applicable=applicable,
        not_applicable=not_applicable,
    )


def _section_coverage(section: Section, standings: list[Standing]) -> SectionCoverage:
    own = (standing for standing in standings if standing.section == section.id)
    return SectionCoverage(section.id, section.heading, coverage(own))


def _expired(standings: Iterable[Standing], day: datetime.date, names: Mapping[str, str]) -> Iterator[ExpiredEvidence]:
    for standing in standings:
        valid_until = standing.rating.valid_until
        if valid_until and has_expired(valid_until, day):
            yield ExpiredEvidence(standing.criterion.id, names[standing.criterion.id], valid_until)


def _rows(matrix: Matrix, standings: list[Standing], rank_by: RankBy, day: datetime.date) -> list[Row]:
    size = matrix.source.sample_size
    counts = tuple(standing.criterion.postings for standing in standings)
    shares = [wilson(count, size) for count in counts]
    rated_weight = sum(standing.criterion.postings for standing in standings if standing.state == "rated")
    measures = [_measure(standing, rated_weight) for standing in standings]
    ranks = _ranks(standings, measures, rank_by)
    return [
        _row(one, matrix.names[one.criterion.id], measure, ranks.get(at), size, share, reach, day)
        for at, (one, measure, share, reach) in enumerate(
            zip(standings, measures, shares, _rank_ranges(counts, size), strict=True)
        )
    ]


_rank_ranges = lru_cache(maxsize=64)(rank_ranges)  # the same for every person who is rated in a role

_Measure = tuple[int | None, float | None]
"""The gap in levels and its impact in percentage points."""


def _measure(one: Standing, rated_weight: int) -> _Measure:
    if one.level is None:
        return None, None
    gap = max(0, one.target - one.level)
    # One division of whole numbers, so that impacts which are equal come out equal and rank as ties.
    return gap, 100 * one.criterion.postings * gap / (max(1, one.target) * rated_weight) if rated_weight else None


def _ranks(standings: list[Standing], measures: list[_Measure], rank_by: RankBy) -> dict[int, int]:
    """The rank of each gap by its place; the sort is stable, so ties keep the matrix's order."""

    def key(at: int) -> tuple[float, float]:
        postings, impact = standings[at].criterion.postings, measures[at][1] or 0.0
        return (-postings, -impact) if rank_by == "frequency" else (-impact, -postings)

    gaps = (at for at, (gap, _) in enumerate(measures) if gap)
    return {at: rank for rank, at in enumerate(sorted(gaps, key=key), start=1)}


_NO_TOOLS = ToolUse((), ())


def _tool_use(known: tuple[str, ...], used: tuple[str, ...]) -> ToolUse:
    if not known and not used:
        return _NO_TOOLS
    return ToolUse(used, tuple(tool for tool in known if tool not in used))


def _row(
    one: Standing,
    name: str,
    measure: _Measure,
    rank: int | None,
    size: int,
    share: Interval,
    reach: RankRange,
    day: datetime.date,
) -> Row:
    criterion = one.criterion
    gap, impact = measure
    return Row(
        rank=rank,
        id=criterion.id,
        name=name,
        section=one.section,
        category=criterion.category,
        postings=criterion.postings,
        sample_size=size,
        share=criterion.postings / size,
        share_low=share.low,
        share_high=share.high,
        rank_low=reach.low,
        rank_high=reach.high,
        state=one.state,
        level=one.level,
        target=one.target,
        gap=gap,
        impact=impact,
        confidence=one.rating.confidence,
        evidence=one.rating.evidence,
        self_level=one.rating.level,
        mentor_level=one.mentor_level,
        agreed_level=one.agreed_level,
        tools=_tool_use(criterion.tools, one.rating.tools),
        topic=criterion.topic,
        mandatory=one.mandatory_on(day),
        comment=one.remark.comment,
        reply=one.remark.reply,
    )
