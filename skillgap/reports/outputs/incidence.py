"""What the postings themselves say about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from skillgap.reports.outputs.fields import Count, OneOrMore
from skillgap.reports.outputs.parts import CriterionId

if TYPE_CHECKING:
    from skillgap.scoring.posting_data import IncidenceReport

PostingId = Annotated[str, "The posting's id."]
Employer = Annotated[str | None, "The employer; null if the posting data does not state one."]


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
    postings: Annotated[OneOrMore, "Number of additional postings that are fully met with these criteria."]
    exact: Annotated[bool, "True if no other set of that size adds more."]


@dataclass(frozen=True, slots=True)
class CriterionInPostings:
    """How the postings ask for a criterion."""

    id: CriterionId
    postings: Annotated[Count, "Number of postings that ask for it."]
    required: Annotated[Count, "Number of postings that ask for it and not only as nice to have."]
    unlocks_alone: Annotated[Count, "Number of additional postings that are fully met if only this gap is closed."]


@dataclass(frozen=True, slots=True)
class IncidenceOutput:
    """Where a person stands among the postings themselves."""

    postings: Annotated[OneOrMore, "Number of postings."]
    fully_met: Annotated[Count, "Number of postings without a gap and without an unrated criterion."]
    fully_met_if_unrated_met: Annotated[Count, "Likewise with every unrated criterion counted as met."]
    all_but_one: Annotated[Count, "Number of postings with exactly one gap or unrated criterion."]
    asking_nothing: Annotated[Count, "Number of postings that ask for no criterion. They count as fully met."]
    met: Annotated[tuple[PostingOutput, ...], "The postings that are fully met."]
    lacking_one: Annotated[tuple[PostingLackingOne, ...], "The postings with one criterion that is not met."]
    lacking: Annotated[tuple[PostingLacking, ...], "Every posting that is not fully met, with its missing criteria."]
    unlocks_most: Annotated[
        tuple[UnlockingSet, ...], "The best set of each size, if it adds more than the smaller set."
    ]
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
