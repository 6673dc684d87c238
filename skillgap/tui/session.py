"""One person's file while it is worked on: what is on the disk, what is in memory, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from skillgap.errors import ConflictError, DataError, Diagnostic, SkillgapError
from skillgap.model.goals import goal_id
from skillgap.model.profile import Assessment, Goal, Profile, Review
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.questionnaire.review import record as record_review
from skillgap.questionnaire.self_assessment import Questionnaire, record
from skillgap.store import ProfileFile, create_profile, read_profile
from skillgap.workspace import check_ratings, save

T = TypeVar("T")
LOCK_WAIT = 0.5
"""Seconds that a save waits for another program's: the screen stands still meanwhile, and nothing is lost after."""


class Session:
    """The profile being worked on. Nothing but this saves it.

    ``profile`` is the newest version, saved or not. ``problems`` say why the last save failed; they are
    empty while file and memory agree. ``conflict`` tells that the file was changed by another program.
    """

    def __init__(self, file: ProfileFile) -> None:
        self.file = file
        self.profile = file.profile
        self.problems: tuple[Diagnostic, ...] = ()
        self.conflict = False

    @property
    def saved(self) -> bool:
        """Whether all that is in memory is on the disk."""
        return self.profile == self.file.profile

    def keep(self, assessment: Assessment) -> None:
        """Take an assessment into the profile and save it.

        After a conflict nothing is saved until the file is taken up again: each attempt would only lay
        another copy beside it.
        """
        self._take(record(self.profile, assessment))

    def keep_review(self, review: Review) -> None:
        """Take a review into the profile and save it, as :meth:`keep` does an assessment."""
        self._take(record_review(self.profile, review))

    def keep_goals(self, goals: tuple[Goal, ...]) -> None:
        """Take the goals into the profile and save them, as :meth:`keep` does an assessment."""
        self._take(replace(self.profile, goals=goals))

    def _take(self, profile: Profile) -> None:
        self.profile = profile
        if not self.conflict:
            self.save()

    def save(self) -> None:
        """Save what is in memory, if the file does not have it yet. ``problems`` tell how it went."""
        if self.saved:
            self.problems = ()
            return
        try:
            self.file = save(self.file, self.profile, wait=LOCK_WAIT)
        except SkillgapError as error:
            self.problems = error.problems
            self.conflict = isinstance(error, ConflictError)
        else:
            self.profile = self.file.profile
            self.problems = ()

    def reload_and_reapply(self, walk: Questionnaire) -> Questionnaire:
        """Read the file as another program left it, put what was said and not saved on top, and save.

        A file that is gone is made anew.

        Where that program changed the same answer or goal, the file keeps what it has. Returns the walk that
        goes on from there. DataError when the file cannot be read or no longer fits the walk's matrix.
        """
        file = self._read_again()
        base = self._like(self.file, walk.assessment)
        theirs = self._like(file, walk.assessment)
        check_ratings(file, theirs, walk.matrix)
        assessment = replace(
            theirs,
            ratings=_merged(base.ratings, walk.assessment.ratings, theirs.ratings),
            signals=_merged(base.signals, walk.assessment.signals, theirs.signals),
        )
        self._go_on_from(file)
        self.keep(assessment)
        return replace(walk, assessment=assessment, history=())

    def reload_and_reapply_review(self, walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
        """Do with a review what :meth:`reload_and_reapply` does with an assessment.

        DataError also where the review was handed in there, or the assessment is no longer as it was reviewed.
        """
        file = self._read_again()
        if walk.assessment not in file.profile.assessments:
            hint = "leave, and begin again from what the file says now"
            raise DataError(Diagnostic("the assessment was changed meanwhile", str(file.path), hint=hint))
        base, theirs = _review_like(self.file, walk.review), _review_like(file, walk.review)
        mine = walk.review
        review = replace(
            mine,
            summary=theirs.summary if mine.summary == base.summary else mine.summary,
            ratings=_merged(base.ratings, mine.ratings, theirs.ratings),
        )
        record_review(file.profile, review)
        self._go_on_from(file)
        self.keep_review(review)
        return replace(walk, review=review, history=())

    def reload_and_reapply_goals(self) -> None:
        """Do with the goals what :meth:`reload_and_reapply` does with an assessment."""
        self._go_on_from(self._read_again())
        self.save()

    def _read_again(self) -> ProfileFile:
        path = self.file.path
        return read_profile(path) if path.exists() else create_profile(path, self.file.profile)

    def _go_on_from(self, file: ProfileFile) -> None:
        """Take the file as it is now, with the goals that were not saved on top."""
        goals = merged_goals(self.file.profile.goals, self.profile.goals, file.profile.goals)
        self.file, self.profile, self.conflict = file, replace(file.profile, goals=goals), False

    @staticmethod
    def _like(file: ProfileFile, wanted: Assessment) -> Assessment:
        """The assessment that a file has in the place of another; an empty one where it has none."""
        for assessment in file.profile.assessments:
            if (assessment.matrix, assessment.matrix_version, assessment.date) == (
                wanted.matrix,
                wanted.matrix_version,
                wanted.date,
            ):
                return assessment
        return replace(wanted, ratings={}, signals={})


def _review_like(file: ProfileFile, wanted: Review) -> Review:
    """The review that a file has in the place of another; an empty one where it has none."""
    for review in file.profile.reviews:
        if (review.assessment, review.matrix, review.by, review.date) == (
            wanted.assessment,
            wanted.matrix,
            wanted.by,
            wanted.date,
        ):
            return review
    return replace(wanted, status="draft", summary=None, ratings={})


def merged_goals(base: Sequence[Goal], mine: Sequence[Goal], theirs: Sequence[Goal]) -> tuple[Goal, ...]:
    """Their goals, with what changed on this side only; of two new goals of one id this side's gets another."""
    before, known = ({goal.id: goal for goal in goals} for goals in (base, theirs))
    taken = {goal.id for goal in (*mine, *theirs)}
    own: dict[str, Goal] = {}
    for goal in mine:
        clashes = goal.id not in before and known.get(goal.id, goal) != goal
        identifier = goal_id(goal.criterion, goal.level, taken) if clashes else goal.id
        taken.add(identifier)
        own[identifier] = replace(goal, id=identifier)
    return tuple(_merged(before, own, known).values())


def _merged(base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T]) -> dict[str, T]:
    """Theirs, with what changed on this side only."""
    merged = dict(theirs)
    for key in {**base, **mine}:
        if mine.get(key) == base.get(key) or theirs.get(key) != base.get(key):
            continue
        if key in mine:
            merged[key] = mine[key]
        else:
            merged.pop(key, None)
    return merged
