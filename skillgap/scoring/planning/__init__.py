"""From gaps to a plan: the next steps, their impact, and the certainty of the plan."""

from skillgap.scoring.planning.plan import CurvePoint, Flattening, Plan, Step, as_goals, best_plan, due_dates
from skillgap.scoring.planning.posting_sets import Asked, check_asked
from skillgap.scoring.planning.robustness import Robustness, robustness
from skillgap.scoring.planning.what_if import WhatIf, what_if

__all__ = [
    "Asked",
    "CurvePoint",
    "Flattening",
    "Plan",
    "Robustness",
    "Step",
    "WhatIf",
    "as_goals",
    "best_plan",
    "check_asked",
    "due_dates",
    "robustness",
    "what_if",
]
