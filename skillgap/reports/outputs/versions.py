"""What one version of a role asks for more and less often than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.reports.outputs.comparison import UnusedTieOutput, unused_tie_outputs
from skillgap.reports.outputs.fields import Fraction, FractionChange, filled
from skillgap.reports.outputs.parts import (
    CriterionId,
    CriterionName,
    MatrixOutput,
    Postings,
    SampleSize,
    SectionId,
    Share,
    Target,
    matrix_output,
)
from skillgap.scoring.comparison.versions import Asked, CriterionChange, MatrixDiff


@dataclass(frozen=True, slots=True)
class VersionSide:
    """A criterion in one version."""

    id: CriterionId
    section: SectionId
    postings: Postings
    sample_size: SampleSize
    share: Share
    share_low: Annotated[Fraction | None, "The lower end of the share's 95% interval (Wilson)."]
    share_high: Annotated[Fraction | None, "The upper end of that interval."]
    target: Target


@dataclass(frozen=True, slots=True)
class CriterionChangeOutput:
    """A criterion in both versions."""

    id: CriterionId
    name: CriterionName
    share_difference: Annotated[FractionChange | None, "The share after less the share before."]
    share_difference_low: Annotated[FractionChange | None, "The lower end of its 95% interval (Newcombe)."]
    share_difference_high: Annotated[FractionChange | None, "The upper end of that interval."]
    significant: Annotated[bool, "True if the interval excludes 0."]
    renamed: Annotated[bool, "True if the id or the name changed."]
    retargeted: Annotated[bool, "True if the target changed."]
    reworded: Annotated[bool, "True if the descriptions of levels changed."]
    criterion_before: Annotated[VersionSide | None, "The criterion before; null if it is new."]
    criterion_after: Annotated[VersionSide | None, "The criterion after; null if it is removed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixDiffOutput:
    """What one version of a role asks for more and less often than another."""

    format: Annotated[Literal["skillgap/matrix-diff/1"], "The kind and version."] = "skillgap/matrix-diff/1"
    matrix_before: Annotated[MatrixOutput, "The old version."]
    matrix_after: Annotated[MatrixOutput, "The new version."]
    same_scale: Annotated[bool, "True if both have the same scale of levels."]
    changes: Annotated[tuple[CriterionChangeOutput, ...], "The criteria of either."]
    signals_added: Annotated[tuple[str, ...], "The ids of the hiring signals that are new."]
    signals_removed: Annotated[tuple[str, ...], "The ids of the hiring signals that are removed."]
    unused_ties: Annotated[tuple[UnusedTieOutput, ...], "Links between criteria that were not used."]


def matrix_diff_output(diff: MatrixDiff) -> MatrixDiffOutput:
    """State the difference of two versions."""
    return MatrixDiffOutput(
        matrix_before=matrix_output(diff.before),
        matrix_after=matrix_output(diff.after),
        same_scale=diff.same_scale,
        changes=tuple(map(criterion_change_output, diff.changes)),
        signals_added=tuple(signal.id for signal in diff.signals_came),
        signals_removed=tuple(signal.id for signal in diff.signals_went),
        unused_ties=unused_tie_outputs(diff.unused_ties),
    )


def criterion_change_output(change: CriterionChange) -> CriterionChangeOutput:
    """State a criterion in both versions."""
    latest = change.latest.criterion
    return filled(
        CriterionChangeOutput,
        change,
        id=latest.id,
        name=latest.name,
        share_difference=change.difference,
        share_difference_low=change.interval.low if change.interval else None,
        share_difference_high=change.interval.high if change.interval else None,
        significant=change.significant,
        criterion_before=_side(change.before),
        criterion_after=_side(change.after),
    )


def _side(asked: Asked | None) -> VersionSide | None:
    if asked is None:
        return None
    interval = asked.interval
    return filled(VersionSide, asked, id=asked.criterion.id, share_low=interval.low, share_high=interval.high)
