"""The words of one posting set against one person."""

from __future__ import annotations

from skillgap.labels import ABSENT, open_range, percent, pluralize, rated_words
from skillgap.scoring.gap_report import Coverage
from skillgap.scoring.posting_match import Answer, Kind, PostingDemand, PostingMatch, Standing

STANDING_WORDS: dict[Standing, str] = {
    "gap": "gap",
    "not_rated": "not rated",
    "met": "met",
    "not_applicable": "not applicable",
}
KIND_WORDS: dict[Kind, str] = {
    "years": "Years",
    "degree": "Degree",
    "license": "License",
    "language": "Language",
    "clearance": "Clearance",
    "work_permit": "Work permit",
}
ANSWER_WORDS: dict[Answer, str] = {"met": "met", "not_met": "not met", "unknown": "unknown"}
CRITERIA_TITLE = "Criteria that the posting asks for"
OTHERS_TITLE = "Not in your role"
OTHERS_REMARK = "The posting names these, and no criterion of the matrix covers them."
HARD_TITLE = "Hard requirements"
HARD_REMARK = "These are met or not, and never scored. Check the unknown ones yourself."
DENIED_TITLE = "Not asked for"
DENIED_REMARK = "The posting names these criteria but does not ask for them."
NOTHING = (
    "Nothing was recognized: no criterion of this matrix is named in the posting. That does not mean that you have no "
    "gaps. Try another role with --matrix, or add aliases to the matrix."
)
NOTHING_ANYWHERE = "Nothing was recognized: no criterion of a known role is named in the posting."
NEAREST_TITLE = "Nearest roles"
NEAREST_REMARK = (
    "Covered: the share of the role's weight on criteria that the posting asks for. Use --matrix with the id of a role "
    "and a profile to compare."
)


def required_words(required: bool) -> str:
    """State whether a posting requires something."""
    return "required" if required else "nice to have"


def match_title(demand: PostingDemand) -> str:
    """Name a posting: its title, and its employer if it states one."""
    title = demand.title or demand.source
    return f"{title} ({demand.employer})" if demand.employer else title


def outcome_words(match: PostingMatch) -> str:
    """Count the person's results on the posting's criteria."""
    if not match.criteria:
        return NOTHING
    found = [one.standing for one in match.criteria]
    counts = (found.count("met"), found.count("gap"), found.count("not_rated"), found.count("not_applicable"))
    texts = (f"{counts[0]} met", pluralize(counts[1], "gap"), f"{counts[2]} not rated", f"{counts[3]} not applicable")
    asked = pluralize(len(found), "criterion", "criteria")
    listed = ", ".join(text for text, count in zip(texts, counts, strict=True) if count)
    return f"The posting asks for {asked} of this role: {listed}."


def coverage_line(coverage: Coverage) -> str:
    """State the coverage, with the range of the unrated criteria."""
    if not coverage.applicable:
        return ABSENT
    words = rated_words(coverage)
    if coverage.value is None:
        return words
    open_words = f", {open_range(coverage)} with the unrated ones" if coverage.rated < coverage.applicable else ""
    return f"{percent(coverage.value)} ({words}{open_words})"


def nearest_words(asked: int, criteria: int) -> str:
    """State how many criteria of a role a posting asks for."""
    return f"{asked} of {criteria}"
