"""Small matrices and profiles to reckon with by hand, as plain data and as models."""

from __future__ import annotations

from typing import Any

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.model.schema import check

Plain = dict[str, Any]
DAY = "2026-05-04"


def matrix_of(data: Plain) -> Matrix:
    """The model of a matrix that has no structural fault."""
    model, found = check(Matrix, data)
    assert model is not None, found
    return model


def profile_of(data: Plain) -> Profile:
    """The model of a profile that has no structural fault."""
    model, found = check(Profile, data)
    assert model is not None, found
    return model


def matrix_data(*criteria: object, of: int = 10, sections: list[Plain] | None = None, **changes: object) -> Plain:
    """A matrix of one section with these criteria, ten postings, the scale 0 to 4 and a target of 4 by default."""
    return {
        "format": "skillgap/matrix/1",
        "id": "role",
        "version": 1,
        "title": "A role",
        "source": {"sample_size": of},
        "scale": [{"level": level, "name": f"Step {level}"} for level in range(5)],
        "targets": {"default": 4},
        "sections": sections or [{"id": "skills", "criteria": list(criteria)}],
        **changes,
    }


def criterion(identifier: str, postings: int, **more: object) -> Plain:
    """A criterion asked for by so many postings."""
    return {"id": identifier, "name": identifier.title(), "postings": postings, **more}


def assessment_data(ratings: Plain | None = None, date: str = DAY, **more: object) -> Plain:
    """An assessment against version 1 of that matrix; a rating may be given as its level or its state alone."""
    written = {key: rating_data(value) for key, value in (ratings or {}).items()}
    return {"matrix": "role", "matrix_version": 1, "date": date, "ratings": written, **more}


def rating_data(value: object) -> object:
    """A rating, from its level or state alone or from all of it."""
    if isinstance(value, int):
        return {"level": value}
    return {"state": value} if isinstance(value, str) else value


def profile_data(*assessments: object, **more: object) -> Plain:
    """A profile with these assessments."""
    return {
        "format": "skillgap/profile/1",
        "id": "me",
        "name": "Me",
        "assessments": list(assessments),
        **more,
    }
