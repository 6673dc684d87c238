"""Several assessments in one view: people, dates, roles, and the versions of one role."""

from skillgap.comparison.attribution import Attribution, Part, attribute
from skillgap.comparison.history import STALE_AFTER, History, history
from skillgap.comparison.table import WIDE, Column, ComparedRow, Comparison, Spread, Subject, compare

__all__ = [
    "STALE_AFTER",
    "WIDE",
    "Attribution",
    "Column",
    "ComparedRow",
    "Comparison",
    "History",
    "Part",
    "Spread",
    "Subject",
    "attribute",
    "compare",
    "history",
]
