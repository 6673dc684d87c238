"""From gaps to a plan: what to work on next, what it is worth, and how far that can be trusted."""

from skillgap.planning.incidence import Incidence, met_postings
from skillgap.planning.plan import CurvePoint, Flattening, Plan, Step, as_goals, best_plan
from skillgap.planning.robustness import Robustness, robustness
from skillgap.planning.what_if import WhatIf, what_if

__all__ = [
    "CurvePoint",
    "Flattening",
    "Incidence",
    "Plan",
    "Robustness",
    "Step",
    "WhatIf",
    "as_goals",
    "best_plan",
    "met_postings",
    "robustness",
    "what_if",
]
