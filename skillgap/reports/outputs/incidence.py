"""What the postings themselves say about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from skillgap.reports.outputs.fields import Count, OneOrMore
from skillgap.reports.outputs.parts import CriterionId

if TYPE_CHECKING:
    from skillgap.scoring.posting_data import IncidenceReport

PostingId = Annotated[str, "The posting's id."]
Employer = Annotated[str | None, "Who hires; null if the posting data does not say."]


@dataclass(frozen=True, slots=True)
class PostingOutput:
    """A posting."""

    id: PostingId
    employer: Employer


@dataclass(frozen=True, slots=True)
class PostingLackingOne:
    """A posting with one criterion that is not met."""

    id: PostingId
    employer: Employer
    criterion: Annotated[str, "The id of the criterion that is a gap or unrated."]


@dataclass(frozen=True, slots=True)
class PostingLacking:
    """A posting that is not met in full."""

    id: PostingId
    employer: Employer
    criteria: Annotated[tuple[str, ...], "The ids of its criteria that are gaps or unrated."]


@dataclass(frozen=True, slots=True)
class UnlockingSet:
    """Criteria that make more postings fully met together."""

    criteria: Annotated[tuple[str, ...], "The ids of the criteria."]
    postings: Annotated[OneOrMore, "How many more postings are fully met once these criteria are."]
    exact: Annotated[bool, "Whether no other set of that size adds more."]


@dataclass(frozen=True, slots=True)
class CriterionInPostings:
    """How the postings ask for a criterion."""

    id: CriterionId
    postings: Annotated[Count, "How many postings ask for it."]
    required: Annotated[Count, "How many postings ask for it and not only as nice to have."]
    unlocks_alone: Annotated[Count, "How many more postings are fully met once it alone is."]


@dataclass(frozen=True, slots=True)
class IncidenceOutput:
    """Where a person stands among the postings themselves."""

    postings: Annotated[OneOrMore, "How many were counted."]
    fully_met: Annotated[Count, "How many ask for nothing that is a gap or unrated."]
    fully_met_if_unrated_met: Annotated[Count, "The same with every unrated criterion counted as met."]
    all_but_one: Annotated[Count, "How many ask for exactly one criterion that is a gap or unrated."]
    asking_nothing: Annotated[Count, "How many ask for no criterion at all, and count as fully met."]
    met: Annotated[tuple[PostingOutput, ...], "The postings that are fully met."]
    lacking_one: Annotated[tuple[PostingLackingOne, ...], "The postings with one criterion that is not met."]
    lacking: Annotated[tuple[PostingLacking, ...], "Every posting that is not fully met, with what it lacks."]
    unlocks_most: Annotated[tuple[UnlockingSet, ...], "The best set of each size, if it adds more than the one before."]
    criteria: Annotated[tuple[CriterionInPostings, ...], "The criteria, in the matrix's order."]


def incidence_output(found: IncidenceReport) -> IncidenceOutput:
    """State what the postings say."""
    standing = found.standing
    return IncidenceOutput(
        postings=standing.postings,
        fully_met=standing.fully_met,
        fully_met_if_unrated_met=found.met_if_rated,
        all_but_one=standing.all_but_one,
        asking_nothing=found.asking_nothing,
        met=tuple(PostingOutput(name.id, name.employer) for name in found.met),
        lacking_one=tuple(PostingLackingOne(name.id, name.employer, one) for name, one in found.lacking_one),
        lacking=tuple(PostingLacking(name.id, name.employer, criteria) for name, criteria in found.lacking),
        unlocks_most=tuple(UnlockingSet(one.criteria, one.postings, one.exact) for one in found.unlocking),
        criteria=tuple(
            CriterionInPostings(one.id, one.postings, found.figures.required[one.id], found.alone.get(one.id, 0))
            for one in found.matrix.criteria
        ),
    )
