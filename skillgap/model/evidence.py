"""Evidence that was found for a criterion, and a profile with it. Nothing here sets a level."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from skillgap.model.frozen_dict import FrozenDict
from skillgap.model.profile import Assessment, Profile, Rating


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """One sentence that names a criterion; ``phrases`` are the words that name it, ``source`` is its file.

    ``key`` takes the place of the text where an answer is remembered, for a text whose figures change.
    """

    criterion: str
    text: str
    phrases: tuple[str, ...]
    source: str
    key: str = ""

    @property
    def digest(self) -> str:
        """Return a short hash of criterion and text, which identifies an answered sentence without storing it."""
        return hashlib.sha256(f"{self.criterion}\n{_folded(self.key or self.text)}".encode()).hexdigest()[:32]


def open_evidence(
    found: Iterable[FoundEvidence], assessment: Assessment, answered: Collection[str]
) -> list[FoundEvidence]:
    """Return, each once, what is neither in the assessment nor answered (by digest) nor about a criterion that does not
    apply."""
    open_: dict[str, FoundEvidence] = {}
    for evidence in found:
        rating = assessment.ratings.get(evidence.criterion, Rating())
        known = {_folded(text) for text in rating.evidence}
        if rating.state != "not_applicable" and _folded(evidence.text) not in known and evidence.digest not in answered:
            open_.setdefault(evidence.digest, evidence)
    return list(open_.values())


def with_evidence(profile: Profile, assessment: Assessment, criterion: str, text: str) -> Profile:
    """Return the profile with one more piece of evidence in an assessment of it; level and state stay as they are."""
    rating = assessment.ratings.get(criterion, Rating())
    if text in rating.evidence:
        return profile
    ratings = FrozenDict({**assessment.ratings, criterion: replace(rating, evidence=(*rating.evidence, text))})
    changed = replace(assessment, ratings=ratings)
    return replace(
        profile, assessments=tuple(changed if entry == assessment else entry for entry in profile.assessments)
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
