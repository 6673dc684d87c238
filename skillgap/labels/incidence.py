"""The words of the postings' own figures: the postings met, the gap that unlocks most, and the rank ranges."""

from __future__ import annotations

from collections.abc import Iterable

from skillgap.labels import pluralize, posting_ratio
from skillgap.scoring.posting_data import EXACT, IncidenceReport, PostingName, Unlocking

MET_TITLE = "Postings you meet"
LACKING_TITLE = "Postings that lack one criterion"
UNLOCKS_TITLE = "Gaps that unlock most postings"
CRITERIA_TITLE = "Required by"
HOW = {True: "exact", False: "greedy"}


def standing_words(found: IncidenceReport) -> str:
    """How many postings are met: ``You meet every criterion of 7 of 20 postings, all but one of 5 more.``"""
    one = found.standing
    size = pluralize(one.postings, "posting")
    return f"You meet every criterion of {one.fully_met} of {size}, all but one of {one.all_but_one} more."


def standing_remarks(found: IncidenceReport) -> str:
    """The limits and assumptions of the count of postings met; empty if it has no limits."""
    remarks = []
    if found.unrated:
        unrated = pluralize(len(found.unrated), "unrated criterion counts", "unrated criteria count")
        they = "it turns" if len(found.unrated) == 1 else "they turn"
        still = "still " if found.met_if_rated == found.standing.fully_met else ""
        size = posting_ratio(found.met_if_rated, found.standing.postings)
        remarks.append(f"{unrated} as not met; if {they} out to be met, it is {still}{size}.")
    if found.asking_nothing:
        asking = pluralize(found.asking_nothing, "posting asks", "postings ask")
        remarks.append(f"{asking} for none of the criteria and {_count_verb(found.asking_nothing)} as met.")
    return " ".join(remarks)


def _count_verb(count: int) -> str:
    return "counts" if count == 1 else "count"


def unlocks_words(found: IncidenceReport) -> str:
    """The single criterion whose closing makes most postings fully met, in a sentence, or why it is missing."""
    if found.standing.fully_met == found.standing.postings:
        return "Every posting is met in full."
    if not found.unlocking:
        return f"Every remaining posting has more than {EXACT} unmet criteria."
    single = next((one for one in found.unlocking if len(one.criteria) == 1), None)
    if single is None:
        return "Every remaining posting has 2 or more unmet criteria."
    return f"Closing {criteria_words(found, single)} makes {more_words(single.postings)} fully met."


def required_words(found: IncidenceReport, criterion: str) -> str:
    """The number of postings that require a criterion, and the number that closing only this gap unlocks."""
    required = f"Required by {posting_ratio(found.figures.required[criterion], found.standing.postings)}."
    alone = found.alone.get(criterion, 0)
    return f"{required} Closing it makes {more_words(alone)} fully met." if alone else required


def criteria_words(found: IncidenceReport, one: Unlocking) -> str:
    """The names of the criteria to close, with a remark on unrated ones."""
    return "; ".join(criterion_words(found, criterion) for criterion in one.criteria)


def criterion_words(found: IncidenceReport, criterion: str) -> str:
    """A criterion's name, with a remark if it is unrated."""
    return f"{found.matrix.names[criterion]}{' (not rated)' if criterion in found.unrated else ''}"


def more_words(postings: int) -> str:
    """The number of additional postings met: ``3 more postings``."""
    return pluralize(postings, "more posting")


def search_words(found: IncidenceReport) -> str:
    """How sure it is that no other set of criteria is better."""
    words = f"Sets of up to {EXACT} criteria are optimal."
    if all(one.exact for one in found.unlocking):
        return words
    return f"{words} Larger sets are built greedily and may not be optimal."


def names_words(names: Iterable[PostingName]) -> list[str]:
    """The postings by id and employer."""
    return [name_words(name) for name in names]


def name_words(name: PostingName) -> str:
    """A posting by its id, and its employer if known: ``p-17 (Acme)``."""
    return f"{name.id} ({name.employer})" if name.employer else name.id


def beyond_words(count: int) -> str:
    """The number of postings not shown; empty if all are shown."""
    return f"And {count:,} more; the report in JSON has all of them." if count > 0 else ""


def criteria_remark(found: IncidenceReport) -> str:
    """How to read the table of all criteria."""
    separated = len(set(found.figures.ranks.values())) > 1
    ranks = "Rank range: the ranks by postings that a criterion can have, at 95% confidence. " if separated else ""
    return (
        f"Required by: postings that require it (nice to have excluded). {ranks}"
        "Unlocks: postings fully met by closing only this gap."
    )
