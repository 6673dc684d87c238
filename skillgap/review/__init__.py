"""A mentor's side: going through somebody's assessment, and where the two see it differently."""

from skillgap.review.disagreement import Difference, Disagreement, Remark, Verdict, by_mentor, disagreement
from skillgap.review.walk import ORDERS, Order, ReviewWalk, begin, record

__all__ = [
    "ORDERS",
    "Difference",
    "Disagreement",
    "Order",
    "Remark",
    "ReviewWalk",
    "Verdict",
    "begin",
    "by_mentor",
    "disagreement",
    "record",
]
