"""Any session at all: every order of keys, closed and opened again, against a model of plain dicts."""

from __future__ import annotations

import copy
import datetime

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from skillgap.model.profile import Answer, Assessment, Confidence
from skillgap.questionnaire.self_assessment import CONTINUED, Questionnaire, begin, record
from tests.builders import DAY, Plain
from tests.questionnaire.test_self_assessment import FULL, LATER, MATRIX, STEPS, TODAY, at, profile_with, said


class Session(RuleBasedStateMachine):
    """Any order of keys, against a model of plain dicts; every answer is recorded, as the screens do."""

    def __init__(self) -> None:
        super().__init__()
        self.ratings: dict[str, Plain] = {}
        self.answers: dict[str, str] = {}
        self.position = 0
        self.undone: list[tuple[int, dict[str, Plain], dict[str, str]]] = []

    @initialize(others=st.lists(st.sampled_from([("2025-01-01", 2), ("2025-03-01", 1), (DAY, 1)]), unique=True))
    def open(self, others: list[tuple[str, int]]) -> None:
        self.profile = profile_with(*((date, version, FULL) for date, version in others))
        self.others = self.profile.assessments
        self.walk = begin(self.profile, MATRIX, TODAY)

    @property
    def asked(self) -> str:
        return STEPS[self.position] if self.position < 5 else ""

    def changed(
        self, walk: Questionnaire, ratings: dict[str, Plain], answers: dict[str, str], *, stay: bool = False
    ) -> None:
        """The walk after an answer, and what the model expects of it."""
        ratings = {key: rating for key, rating in ratings.items() if rating}
        if (ratings, answers) != (self.ratings, self.answers):
            self.undone.append((self.position, self.ratings, self.answers))
        self.ratings, self.answers = ratings, answers
        self.position += not stay
        self.walk = walk
        self.profile = record(self.profile, walk.assessment)

    def rating_with(self, **said: object) -> dict[str, Plain]:
        """The ratings with the current one changed; None takes a part away."""
        rating = {**self.ratings.get(self.asked, {}), **said}
        kept = {key: value for key, value in rating.items() if value not in (None, [])}
        return {**copy.deepcopy(self.ratings), self.asked: kept}

    on_criterion = precondition(lambda self: self.position < 3)
    on_signal = precondition(lambda self: 3 <= self.position < 5)

    @on_criterion
    @rule(level=st.integers(0, 4))
    def rate(self, level: int) -> None:
        self.changed(self.walk.rate(level), self.rating_with(level=level, state=None), self.answers)

    @on_criterion
    @rule()
    def skip(self) -> None:
        self.changed(self.walk.skip(), self.rating_with(level=None, state="skipped"), self.answers)

    @on_criterion
    @rule()
    def not_applicable(self) -> None:
        ratings = self.rating_with(level=None, state="not_applicable")
        self.changed(self.walk.not_applicable(), ratings, self.answers)

    @on_criterion
    @rule(confidence=st.sampled_from(["low", "high", None]))
    def confidence(self, confidence: Confidence | None) -> None:
        walk = self.walk.with_confidence(confidence)
        self.changed(walk, self.rating_with(confidence=confidence), self.answers, stay=True)

    @on_criterion
    @rule(evidence=st.lists(st.sampled_from(["Led it", "https://example.org"]), max_size=2))
    def evidence(self, evidence: list[str]) -> None:
        walk = self.walk.with_evidence(tuple(evidence))
        self.changed(walk, self.rating_with(evidence=evidence), self.answers, stay=True)

    @on_criterion
    @rule(note=st.sampled_from(["Hm", "Well", None]))
    def note(self, note: str | None) -> None:
        self.changed(self.walk.with_note(note), self.rating_with(note=note), self.answers, stay=True)

    @on_criterion
    @rule(tools=st.lists(st.sampled_from(["Ray", "Slurm"]), unique=True))
    def tools(self, tools: list[str]) -> None:
        self.changed(self.walk.with_tools(tuple(tools)), self.rating_with(tools=tools), self.answers, stay=True)

    @on_signal
    @rule(answer=st.sampled_from(["yes", "partly", "no"]))
    def answer(self, answer: Answer) -> None:
        self.changed(self.walk.answer(answer), self.ratings, {**self.answers, self.asked: answer})

    @on_signal
    @rule()
    def skip_signal(self) -> None:
        answers = {key: answer for key, answer in self.answers.items() if key != self.asked}
        self.changed(self.walk.skip(), self.ratings, answers)

    @rule()
    def next(self) -> None:
        self.walk, self.position = self.walk.next(), min(self.position + 1, 5)

    @rule()
    def back(self) -> None:
        self.walk, self.position = self.walk.back(), max(self.position - 1, 0)

    @rule(identifier=st.sampled_from(STEPS))
    def go(self, identifier: str) -> None:
        self.walk, self.position = self.walk.go(identifier), STEPS.index(identifier)

    @rule()
    def undo(self) -> None:
        self.walk = self.walk.undo()
        if self.undone:
            self.position, self.ratings, self.answers = self.undone.pop()
        self.profile = record(self.profile, self.walk.assessment)

    @rule(today=st.sampled_from([TODAY, LATER]))
    def close_and_assess_again(self, today: datetime.date) -> None:
        """What was said is all there; a finished assessment of another day stays, and nothing is preselected."""
        unfinished = {"a", "b", "c"} - {key for key, rating in self.ratings.items() if {"level", "state"} & {*rating}}
        walk = begin(self.profile, MATRIX, today)
        recent = unfinished and today - TODAY <= CONTINUED
        if today == TODAY or (recent and len(self.profile.assessments) > len(self.others)):
            assert said(walk) == self.ratings
            assert walk.assessment.signals == self.answers
        else:
            assert walk.assessment == Assessment(matrix="role", matrix_version=2, date=today)
        if today == TODAY:
            self.walk, self.undone, self.position = walk, [], walk.position

    @invariant()
    def the_walk_says_what_the_model_says(self) -> None:
        assert said(self.walk) == self.ratings
        assert self.walk.assessment.signals == self.answers
        assert self.walk.position == self.position
        assert at(self.walk) == (self.asked or None)

    @invariant()
    def the_profile_holds_every_answer_and_the_others_as_they_were(self) -> None:
        assert self.profile.assessments[: len(self.others)] == self.others
        mine = self.profile.assessments[len(self.others) :]
        assert len(mine) <= 1
        if self.ratings or self.answers:
            assert mine == (self.walk.assessment,)


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=3 * settings().max_examples // 2, stateful_step_count=40)
