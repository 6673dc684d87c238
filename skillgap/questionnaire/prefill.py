"""A self-assessment that starts with suggestions from the ratings in other roles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile
from skillgap.questionnaire.self_assessment import Questionnaire, begin
from skillgap.scoring.comparison.reuse import prefill


def begin_prefilled(
    profile: Profile,
    matrix: Matrix,
    today: datetime.date,
    known: Iterable[Matrix],
    date: datetime.date | None = None,
) -> Questionnaire:
    """The questionnaire of ``assess``, with suggestions from the person's ratings in other roles."""
    return replace(begin(profile, matrix, today, date), suggested=prefill(profile, matrix, known))
