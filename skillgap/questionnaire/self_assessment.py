"""The questionnaire as pure state: every answer returns a new walk, and every walk can be undone.

A walk goes through the criteria of a matrix in order, then through its hiring signals. It holds the current assessment.
Its caller saves the assessment before the next question.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from skillgap.model.matrix import Criterion, Matrix, Section, Signal
from skillgap.model.profile import Answer, Assessment, Confidence, Profile, Rating, UnratedState
from skillgap.questionnaire.sequence import QuestionSequence
from skillgap.scoring.comparison.suggestion import Suggestion
from skillgap.scoring.gap_report import State

Asked = State | Literal["answered"]
ANSWER_KEYS: dict[Answer, str] = {"yes": "y", "partly": "p", "no": "d"}
"""The key of each answer to a signal, on screens and line by line. None of them has another meaning in the
questionnaire, where ``n`` is a note and digits are levels: ``d`` for no is the letter of "do not"."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question: a criterion of a section, or a signal."""

    section: Section | None
    criterion: Criterion | None
    signal: Signal | None

    @property
    def id(self) -> str:
        """The id of the criterion or signal."""
        return self.question.id

    @property
    def question(self) -> Criterion | Signal:
        """The criterion or signal of the current question."""
        question = self.criterion or self.signal
        assert question is not None  # noqa: S101 - a step is made with one of the two
        return question


@dataclass(frozen=True, slots=True)
class Questionnaire(QuestionSequence):
    """A person's place in the questionnaire.

    ``previous`` is the assessment before this one, to show its answers. ``suggested`` has the suggestions of other
    matrices, by criterion. They are shown as suggestions, and enter no assessment before the person confirms them.
    """

    matrix: Matrix
    assessment: Assessment
    previous: Assessment | None = None
    suggested: Mapping[str, Suggestion] = field(default_factory=dict)
    history: tuple[tuple[int, Assessment], ...] = field(default=(), repr=False)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every question, in order: the criteria section by section, then the signals."""
        criteria = [
            Step(section, criterion, None) for section in self.matrix.sections for criterion in section.criteria
        ]
        return (*criteria, *(Step(None, None, signal) for signal in self.matrix.signals))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all questions, in order."""
        return tuple(step.id for step in self.steps)

    @property
    def current(self) -> Step | None:
        """The question being asked, None at the end."""
        steps = self.steps
        return steps[self.position] if self.position < len(steps) else None

    @property
    def rating(self) -> Rating:
        """The answer so far on the current criterion; empty if missing, and for a signal."""
        return self.assessment.ratings.get(self.current.id, Rating()) if self.current else Rating()

    @property
    def last_time(self) -> Rating | None:
        """The previous assessment's rating of the current criterion."""
        return self.previous.ratings.get(self.current.id) if self.previous and self.current else None

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion for the current criterion, if it has no answer yet."""
        step = self.current
        return self.suggested.get(step.id) if step and step.criterion and self.state(step) == "not_asked" else None

    def state(self, step: Step) -> Asked:
        """The state of a step: one of a criterion's four states, or for a signal answered or not_asked."""
        if step.signal:
            return "answered" if step.id in self.assessment.signals else "not_asked"
        rating = self.assessment.ratings.get(step.id, Rating())
        return "rated" if rating.level is not None else rating.state or "not_asked"

    @property
    def open_criteria(self) -> int:
        """The number of criteria without an answer yet."""
        return sum(step.criterion is not None and self.state(step) == "not_asked" for step in self.steps)

    def at_first_open(self) -> Questionnaire:
        """Go to the first question without an answer; to the first of all if every question has an answer."""
        positions = (at for at, step in enumerate(self.steps) if self.state(step) == "not_asked")
        return replace(self, position=next(positions, 0))

    def rate(self, level: int) -> Questionnaire:
        """Rate the current criterion and continue; ValueError for a level off the scale."""
        if level not in self.matrix.levels_of(self.current.id if self.current else None):
            raise ValueError(f"level {level} is not on the scale")
        return self._with_rating(replace(self.rating, level=level, state=None, said=None)).next()

    def confirm(self) -> Questionnaire:
        """Confirm the suggestion here, and continue; earlier notes stay.

        Raises ValueError when nothing is suggested.
        """
        suggestion = self.suggestion
        if suggestion is None:
            raise ValueError("nothing is suggested here")
        there, here = suggestion.rating, self.rating
        rating = Rating(
            level=there.level,
            confidence=here.confidence or there.confidence,
            evidence=here.evidence or there.evidence,
            note=here.note or there.note,
            tools=here.tools or there.tools,
        )
        return self._with_rating(rating).next()

    def skip(self) -> Questionnaire:
        """Skip the current question, and record it; a signal's answer is removed."""
        step = self.current
        if step and step.signal:
            kept = {key: answer for key, answer in self.assessment.signals.items() if key != step.id}
            return self._changed(replace(self.assessment, signals=kept)).next()
        return self._with_state("skipped")

    def not_applicable(self) -> Questionnaire:
        """Mark the current criterion as not applicable, and continue."""
        return self._with_state("not_applicable")

    def answer(self, answer: Answer) -> Questionnaire:
        """Answer the current signal and continue."""
        step = self.current
        if step is None or step.signal is None:
            raise ValueError("no signal is being asked")
        return self._changed(replace(self.assessment, signals={**self.assessment.signals, step.id: answer})).next()

    def with_confidence(self, confidence: Confidence | None) -> Questionnaire:
        """State how sure one is of the current rating, and stay."""
        return self._with_rating(replace(self.rating, confidence=confidence))

    def with_evidence(self, evidence: tuple[str, ...]) -> Questionnaire:
        """Replace the evidence of the current criterion, and stay."""
        return self._with_rating(replace(self.rating, evidence=evidence))

    def with_valid_until(self, date: datetime.date | None) -> Questionnaire:
        """Set the last day on which the evidence is valid; None: unlimited, or unknown."""
        return self._with_rating(replace(self.rating, valid_until=date))

    def with_note(self, note: str | None) -> Questionnaire:
        """Replace the note of the current criterion, and stay."""
        return self._with_rating(replace(self.rating, note=note))

    def with_tools(self, tools: tuple[str, ...]) -> Questionnaire:
        """Replace the tools used on the current criterion, and stay."""
        return self._with_rating(replace(self.rating, tools=tools))

    def undo(self) -> Questionnaire:
        """Undo the last change and return to its place; without a change, return the same walk."""
        if not self.history:
            return self
        position, assessment = self.history[-1]
        return replace(self, position=position, assessment=assessment, history=self.history[:-1])

    def _with_state(self, state: UnratedState) -> Questionnaire:
        return self._with_rating(replace(self.rating, level=None, state=state, said=None)).next()

    def _with_rating(self, rating: Rating) -> Questionnaire:
        step = self.current
        if step is None or step.criterion is None:
            raise ValueError("no criterion is being asked")
        ratings = {**self.assessment.ratings, step.id: rating}
        if rating == Rating():
            del ratings[step.id]
        return self._changed(replace(self.assessment, ratings=ratings))

    def _changed(self, assessment: Assessment) -> Questionnaire:
        if assessment == self.assessment:
            return self
        return replace(self, assessment=assessment, history=(*self.history, (self.position, self.assessment)))


CONTINUED: Final = datetime.timedelta(days=14)
"""The age up to which an incomplete assessment is continued without asking."""
Start = Literal["continue", "ask", "new"]


def how_to_start(profile: Profile, matrix: Matrix, today: datetime.date) -> Start:
    """Decide between continuing the latest assessment against this version, a new assessment, and the person's choice.

    An assessment of today is continued, since two assessments of one day have the same key. So is an incomplete one
    that is at most 14 days old. If there is an older or a complete one, the person chooses.
    """
    current, latest = _current(profile, matrix), profile.latest(matrix.id)
    if current is None or latest is None or current.date < latest.date:
        return "continue" if current and current.date >= today else "new"
    if current.date >= today:
        return "continue"
    is_recent = today - current.date <= CONTINUED
    return "continue" if is_recent and Questionnaire(matrix, current).open_criteria else "ask"


def latest_against(profile: Profile, matrix: Matrix) -> datetime.date | None:
    """Return the date of the latest assessment against this version of the matrix; None without an assessment."""
    current = _current(profile, matrix)
    return current.date if current else None


def begin(profile: Profile, matrix: Matrix, today: datetime.date, date: datetime.date | None = None) -> Questionnaire:
    """Begin or continue an assessment: the assessment of a date, else by :func:`how_to_start`, else a new one of today.

    Raises KeyError if there is no assessment against this version on ``date``.
    """
    if date is None and how_to_start(profile, matrix, today) == "continue":
        date = latest_against(profile, matrix)
    if date is None:
        new = Assessment(matrix=matrix.id, matrix_version=matrix.version, date=today)
        return Questionnaire(matrix, new, previous=profile.latest(matrix.id))
    wanted = next((one for one in _ours(profile, matrix) if one.date == date), None)
    if wanted is None:
        raise KeyError(date)
    before = tuple(one for one in profile.assessments if one is not wanted and one.date <= date)
    previous = replace(profile, assessments=before).latest(matrix.id)
    return Questionnaire(matrix, wanted, previous).at_first_open()


def _ours(profile: Profile, matrix: Matrix) -> list[Assessment]:
    version = (matrix.id, matrix.version)
    return [one for one in profile.assessments if (one.matrix, one.matrix_version) == version]


def _current(profile: Profile, matrix: Matrix) -> Assessment | None:
    return max(_ours(profile, matrix), key=lambda one: one.date, default=None)


def record(profile: Profile, assessment: Assessment) -> Profile:
    """Return the profile with this assessment: it replaces the assessment it continues, or comes last.

    An assessment without an answer yet is not added.
    """
    if _identity(assessment) in map(_identity, profile.assessments):
        kept = (assessment if _identity(one) == _identity(assessment) else one for one in profile.assessments)
        return replace(profile, assessments=tuple(kept))
    if not assessment.ratings and not assessment.signals:
        return profile
    return replace(profile, assessments=(*profile.assessments, assessment))


def _identity(assessment: Assessment) -> tuple[str, int, datetime.date]:
    return assessment.matrix, assessment.matrix_version, assessment.date


def same_assessment(profile: Profile, wanted: Assessment) -> Assessment:
    """Find the assessment that a profile has in the place of another; an empty one if it has none."""
    found = (known for known in profile.assessments if _identity(known) == _identity(wanted))
    return next(found, replace(wanted, ratings={}, signals={}))


def continue_from(walk: Questionnaire, profile: Profile) -> Questionnaire:
    """Continue with the answers of the current profile; earlier changes can no longer be undone."""
    return replace(walk, assessment=same_assessment(profile, walk.assessment), history=())
