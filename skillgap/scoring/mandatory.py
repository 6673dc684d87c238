"""Mandatory requirements: criteria and hiring signals that no other strength makes up for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from skillgap.model.matrix import Criterion, Matrix, Signal

MandatoryState = Literal["met", "not_met", "not_rated", "not_applicable"]

_WORST_FIRST: tuple[MandatoryState, ...] = ("not_met", "not_rated", "not_applicable", "met")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One mandatory criterion or signal, and whether a person meets it.

    ``expired`` is the day until which the evidence was valid, if that day is over and the level would be enough.
    """

    id: str
    name: str
    kind: Literal["criterion", "signal"]
    state: MandatoryState
    expired: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ExpiredEvidence:
    """A criterion whose evidence was valid until a day that is over."""

    id: str
    name: str
    valid_until: datetime.date


def mandatory_criteria(matrix: Matrix) -> tuple[Criterion, ...]:
    """Return the mandatory criteria, in the matrix's order."""
    return tuple(criterion for criterion in matrix.criteria if criterion.mandatory)


def mandatory_signals(matrix: Matrix) -> tuple[Signal, ...]:
    """Return the mandatory signals, in the matrix's order."""
    return tuple(signal for signal in matrix.signals if signal.mandatory)


def state_of_level(level: int | None, target: int, *, not_applicable: bool, expired: bool) -> MandatoryState:
    """Decide whether a level meets a mandatory criterion: "not applicable" waives nothing, expired evidence fails."""
    if level is None:
        return "not_applicable" if not_applicable else "not_rated"
    return "met" if level >= target and not expired else "not_met"


def state_of_answer(answer: str | None) -> MandatoryState:
    """Decide whether an answer meets a mandatory signal: only "yes" does."""
    return "not_rated" if answer is None else "met" if answer == "yes" else "not_met"


def has_expired(valid_until: datetime.date | None, today: datetime.date) -> bool:
    """Return whether evidence is no longer valid on a day; on its last day it still is."""
    return valid_until is not None and valid_until < today


def worst_state(states: Iterable[MandatoryState]) -> MandatoryState | None:
    """Return the most serious state of several requirements; None if missing."""
    found = set(states)
    return next((state for state in _WORST_FIRST if state in found), None)
