"""Matrices, assessments and reports in a line each, for cases evaluate by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from skillgap.model.matrix import Criterion, Matrix, ScaleLevel, Section, Signal, Source
from skillgap.model.profile import Assessment, Profile, Rating, Review
from skillgap.scoring.gap_report import GapReport, View, gap_report

DAY = datetime.date(2026, 5, 4)


def criterion(identifier: str, postings: int, target: int = 4, **more: Any) -> Criterion:
    return Criterion(id=identifier, name=more.pop("name", identifier), postings=postings, target=target, **more)


def matrix(
    *criteria: Criterion,
    identifier: str = "role",
    version: int = 1,
    size: int = 20,
    scale: range = range(5),
    signals: tuple[str, ...] = (),
) -> Matrix:
    return Matrix(
        format="skillgap/matrix/1",
        id=identifier,
        version=version,
        title=identifier,
        source=Source(sample_size=size),
        scale=tuple(ScaleLevel(level=level, name=f"Step {level}") for level in scale),
        targets={"default": 3},
        sections=(Section(id="skills", title="Skills", criteria=criteria),),
        signals=tuple(Signal(id=signal, text=signal) for signal in signals),
    )


def rating(said: Any) -> Rating:
    """A level, a state, or a rating as it is."""
    if isinstance(said, Rating):
        return said
    return Rating(level=said) if isinstance(said, int) else Rating(state=said)


def assessment(of: Matrix, said: Mapping[str, Any], date: datetime.date = DAY, **signals: Any) -> Assessment:
    """Ratings by criterion: 3, "skipped", "not_applicable" or a Rating."""
    return Assessment(
        matrix=of.id,
        matrix_version=of.version,
        date=date,
        ratings={identifier: rating(one) for identifier, one in said.items()},
        signals=signals,
    )


def profile(*assessments: Assessment, name: str = "ann", reviews: tuple[Review, ...] = ()) -> Profile:
    return Profile(format="skillgap/profile/1", id=name, name=name.title(), assessments=assessments, reviews=reviews)


def report(of: Matrix, said: Mapping[str, Any], date: datetime.date = DAY, view: View = "agreed") -> GapReport:
    made = assessment(of, said, date)
    return gap_report(of, profile(made), made, view=view)
