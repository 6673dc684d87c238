"""One person's file while it is worked on: what is on the disk, what is in memory, and whether they agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skillgap.errors import ConflictError, Diagnostic, SkillgapError
from skillgap.model.merge import Merged
from skillgap.model.profile import Assessment, Goal, Profile, Review
from skillgap.model.three_way_merge import Versions
from skillgap.questionnaire.review import ReviewQuestionnaire
from skillgap.questionnaire.review import record as record_review
from skillgap.questionnaire.self_assessment import Questionnaire, record, same_assessment
from skillgap.store import ProfileFile, create_profile, read_profile
from skillgap.store.merge_save import remove_copies
from skillgap.workspace import check_ratings, save

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
        self._theirs: ProfileFile | None = None
        self._copies: list[Path] = []

    @property
    def saved(self) -> bool:
        """Whether all that is in memory is on the disk."""
        return self.profile == self.file.profile

    def keep(self, assessment: Assessment) -> None:
        """Take an assessment into the profile and save it.

        After a conflict nothing is saved until both changes are merged: each attempt would only make another copy.
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
            if isinstance(error, ConflictError) and error.copy:
                self._copies.append(error.copy)
        else:
            self.profile = self.file.profile
            self.problems = ()

    def merge_with_file(self, walk: Questionnaire | ReviewQuestionnaire | None = None) -> Merged:
        """Read the file as another program left it, and merge its changes with the changes that are not saved.

        A file that is gone is made anew. Raises DataError when the file cannot be read, holds another person's
        profile, or its ratings no longer fit the matrix of the questionnaire or review in progress.
        """
        path = self.file.path
        theirs = read_profile(path) if path.exists() else create_profile(path, self.file.profile)
        merged = Versions(self.file.profile, self.profile, theirs.profile).merge()
        if walk is not None:
            check_ratings(theirs, same_assessment(theirs.profile, walk.assessment), walk.matrix)
        self._theirs = theirs
        return merged

    def save_merged(self, merged: Merged) -> None:
        """Save both changes, once no conflict between them is left; the copy that held this side's is removed then."""
        if self._theirs is None:
            return
        self.file, self.profile, self.conflict = self._theirs, merged.profile, False
        self.save()
        if self.saved:
            remove_copies(self._copies)
            self._copies = []
