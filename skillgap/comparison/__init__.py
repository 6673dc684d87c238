"""Several assessments in one view: people, dates, roles, and the versions of one role."""

from skillgap.comparison.attribution import Attribution, Part, attribute
from skillgap.comparison.history import STALE_AFTER, History, history
from skillgap.comparison.reuse import Fit, begin_prefilled, fit, prefill
from skillgap.comparison.table import (
    WIDE,
    Choice,
    Column,
    ComparedRow,
    Comparison,
    Spread,
    Subject,
    compare,
    explanation,
    subjects_of,
)
from skillgap.comparison.versions import (
    CarriedOver,
    CriterionChange,
    MatrixDiff,
    carry_over,
    matrix_diff,
    to_carry_over,
)

__all__ = [
    "STALE_AFTER",
    "WIDE",
    "Attribution",
    "CarriedOver",
    "Choice",
    "Column",
    "ComparedRow",
    "Comparison",
    "CriterionChange",
    "Fit",
    "History",
    "MatrixDiff",
    "Part",
    "Spread",
    "Subject",
    "attribute",
    "begin_prefilled",
    "carry_over",
    "compare",
    "explanation",
    "fit",
    "history",
    "matrix_diff",
    "prefill",
    "subjects_of",
    "to_carry_over",
]
