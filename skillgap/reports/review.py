"""What an assessment's maker and a mentor see differently, as a report."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skillgap import labels
from skillgap.labels import agreement as agreement_labels
from skillgap.labels import review as words
from skillgap.labels.mandatory import mandatory_words
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Profile, Review
from skillgap.reports.blocks import Block, CsvTable, Document, Facts, Heading, Items, Table, Text, columns, not_empty
from skillgap.reports.content import ReportContent
from skillgap.reports.outputs.fields import column_names, to_cells
from skillgap.reports.outputs.review import (
    DifferenceOutput,
    ReviewOutput,
    difference_output,
    one_sided_output,
    review_output,
)
from skillgap.scoring.disagreement import Disagreement, alpha_of, by_mentor, disagreement
from skillgap.scoring.gap_report import Row, gap_report
from skillgap.scoring.mandatory import Requirement, worst_state

REVIEW_FORMAT = "skillgap/review/1"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One person's assessment against what mentors say of it.

    ``mentors`` has a disagreement for each mentor alone, where there are several. ``drafts`` are reviews not
    handed in, which count for nothing. ``mandatory`` are the mandatory requirements by the agreed levels.
    """

    profile: Profile
    found: Disagreement
    mentors: tuple[Disagreement, ...] = ()
    drafts: tuple[Review, ...] = ()
    mandatory: tuple[Requirement, ...] = ()


def reviewed_by_all(
    profile: Profile, matrix: Matrix, assessment: Assessment, today: datetime.date | None = None
) -> Reviewed:
    """An assessment against what all its mentors say; ``matrix`` is the version it was made against."""
    mentors = by_mentor(matrix, profile, assessment)
    of_it = [
        review
        for review in profile.reviews
        if (review.matrix, review.assessment) == (assessment.matrix, assessment.date)
    ]
    drafts = tuple(one for one in of_it if one.status == "draft")
    return Reviewed(
        profile,
        disagreement(matrix, profile, assessment),
        mentors if len(mentors) > 1 else (),
        drafts,
        gap_report(matrix, profile, assessment, today=today).mandatory,
    )


def written_review(reviewed: Reviewed) -> ReportContent:
    """The disagreement in every format."""
    return ReportContent(
        document=lambda: _document(reviewed),
        data=lambda: _output(reviewed),
        sheet=lambda: _sheet(reviewed),
    )


def _output(reviewed: Reviewed) -> ReviewOutput:
    mandatory = worst_state(one.state for one in reviewed.mandatory)
    return review_output(reviewed.profile, reviewed.found, reviewed.drafts, reviewed.mentors, mandatory)


# For people


def _document(reviewed: Reviewed) -> Document:
    found = reviewed.found
    blocks = not_empty(
        _facts(reviewed),
        Heading("Self and mentor", words.counts_words(found)),
        _agreement(reviewed),
        _mentors(reviewed.mentors),
        _first(found),
        _differences(found),
        _agreements(found),
        _unsupported(found),
        _one_sided(found),
        _comments(found),
    )
    mandatory = mandatory_words(reviewed.mandatory)
    return Document(f"{reviewed.profile.name}: review", blocks, (mandatory,) if mandatory else ())


def _facts(reviewed: Reviewed) -> Facts:
    found = reviewed.found
    facts = [
        ("Role", labels.role_words(found.matrix)),
        ("Sample", labels.sample_words(found.matrix)),
        ("Scale", words.scale_words(found.matrix)),
        ("Assessed", found.assessment.date.isoformat()),
        ("Reviewed", "; ".join(map(words.review_words, found.reviews)) or "no review is submitted yet"),
        ("Drafts", "; ".join(f"{draft.by} on {draft.date}" for draft in reviewed.drafts)),
    ]
    return Facts(tuple((name, text) for name, text in facts if text))


def _agreement(reviewed: Reviewed) -> list[Block]:
    """How far the two agree: the count of each difference, and what follows from them."""
    agreement = reviewed.found.agreement
    if agreement is None:
        return []
    counts = agreement_labels.difference_counts(agreement)
    table = Table(
        agreement_labels.DIFFERENCES_TITLE,
        columns("Self − mentor", *(f"{difference}>" for difference, _ in counts)),
        (("Criteria", *(str(count) for _, count in counts)),),
    )
    several = len({review.by for review in reviewed.found.reviews}) > 1
    return [
        table,
        Text(agreement_labels.agreement_words(agreement)),
        Text(agreement_labels.mean_words(agreement, several=several)),
        Text(f"{agreement_labels.NOT_INDEPENDENT} {agreement_labels.KNOWN}", quiet=True),
    ]


def _mentors(mentors: Sequence[Disagreement]) -> list[Block]:
    """What each of several mentors sees differently."""
    rows = tuple(
        (mentor.reviews[0].by, str(len(mentor.compared)), *_counts(mentor), *_mean(mentor)) for mentor in mentors
    )
    titles = columns("Mentor", "Compared>", "Agree>", "Discuss>", "Flag>", "Mean>", "95% interval")
    table = Table("Each mentor's levels against the person's own", titles, rows)
    alpha = agreement_labels.alpha_words(alpha_of(mentors), len(mentors) + 1)
    return [Heading("Each mentor"), table, Text(alpha)] if rows else []


def _mean(found: Disagreement) -> tuple[str, str]:
    agreement = found.agreement
    mean, interval = (agreement.mean, agreement.mean_interval) if agreement else (None, None)
    return agreement_labels.signed_mean(mean), agreement_labels.interval_words(interval)


def _counts(found: Disagreement) -> tuple[str, str, str]:
    return str(found.count("agree")), str(found.count("discuss")), str(found.count("flag"))


def _first(found: Disagreement) -> list[Block]:
    """What to talk about first, with what someone at each of the two levels has done."""
    if not found.compared:
        return []
    shown, matrix = found.to_discuss[: words.FIRST], found.matrix
    if not shown:
        return [Heading(words.FIRST_TITLE, "No difference is left open: the two agree, or have agreed on a level.")]
    rows = tuple(
        (
            f"{one.row.name}, asked for by {_asked(one.row)}",
            words.described_level(matrix, one.row.id, one.self_level, one.self_description),
            words.described_level(matrix, one.row.id, one.mentor_level, one.mentor_description),
        )
        for one in shown
    )
    titles = columns("Criterion", "Self", "Mentor")
    table = Table("Both levels of the first differences", titles, rows, _about(one.row for one in shown))
    return [Heading(words.FIRST_TITLE), table]


def _differences(found: Disagreement) -> list[Block]:
    different = [one for one in found.compared if one.levels]
    if not different:
        return []
    rows = tuple(
        (
            one.row.name,
            _asked(one.row),
            str(one.self_level),
            str(one.mentor_level),
            labels.ABSENT if one.row.agreed_level is None else str(one.row.agreed_level),
            words.signed_levels(one.levels),
            words.verdict_words(one),
        )
        for one in different
    )
    title = f"Different levels: {len(different)}"
    titles = columns("Criterion", "Asked by", "Self>", "Mentor>", "Agreed>", "Difference>", "Verdict")
    return [Heading(title, words.HOW_TO_READ), Table(title, titles, rows, _about(one.row for one in different))]


def _agreements(found: Disagreement) -> list[Block]:
    same = [one for one in found.compared if not one.levels]
    rows = tuple(
        (one.row.name, _asked(one.row), labels.level_words(found.matrix, one.self_level, one.row.id)) for one in same
    )
    title = f"The same level: {len(same)}"
    table = Table(title, columns("Criterion", "Asked by", "Level"), rows, _about(one.row for one in same))
    return [Heading(title), table] if rows else []


def _unsupported(found: Disagreement) -> list[Block]:
    matrix = found.matrix
    rows = tuple(
        (
            row.name,
            _asked(row),
            labels.level_words(matrix, row.self_level, row.id),
            labels.level_words(matrix, row.target, row.id),
        )
        for row in found.unsupported
    )
    title = f"At or above the target without evidence: {len(rows)}"
    table = Table(title, columns("Criterion", "Asked by", "Self", "Role"), rows, _about(found.unsupported))
    return [Heading(title, words.UNSUPPORTED_WORDS), table] if rows else []


def _one_sided(found: Disagreement) -> list[Block]:
    """What only one side gave a level."""
    sides = (("A level from the person only", found.only_self), ("A level from a mentor only", found.only_mentor))
    blocks: list[Block] = []
    for title, rows in sides:
        if rows:
            blocks += [Heading(f"{title}: {len(rows)}"), Items(tuple(_one_level(found, row) for row in rows))]
    return blocks


def _one_level(found: Disagreement, row: Row) -> str:
    level = row.mentor_level if row.self_level is None else row.self_level
    return f"{row.name}: {labels.level_words(found.matrix, level, row.id)}"


def _comments(found: Disagreement) -> list[Block]:
    """What mentors wrote: of the whole, then on single criteria."""
    summaries = [f"{words.review_words(review)}: {review.summary}" for review in found.reviews if review.summary]
    names = found.matrix.names
    rows = tuple(
        (names.get(identifier, identifier), review.by, rating.comment)
        for review in found.reviews
        for identifier, rating in review.ratings.items()
        if rating.comment
    )
    if not rows and not summaries:
        return []
    table = Table("Comments of the mentors", columns("Criterion", "By", "Comment"), rows)
    return [Heading("Comments"), *map(Text, summaries), *([table] if rows else [])]


def _about(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)


def _asked(row: Row) -> str:
    return labels.posting_ratio(row.postings, row.sample_size)


def _sheet(reviewed: Reviewed) -> CsvTable:
    """A row for each criterion with a level from either side; each repeats whose it is, to be stacked."""
    found = reviewed.found
    whose = (reviewed.profile.id, found.matrix.id, found.matrix.version, found.assessment.date.isoformat())
    outputs = [
        *map(difference_output, found.compared),
        *map(one_sided_output, found.only_self + found.only_mentor),
    ]
    rows = tuple((*whose, *to_cells(output).values()) for output in outputs)
    return CsvTable(("profile", "matrix", "matrix_version", "date", *column_names(DifferenceOutput)), rows)
