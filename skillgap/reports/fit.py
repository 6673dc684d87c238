"""How somebody fits the roles that are known, as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple

from skillgap import labels
from skillgap.labels import comparison as words
from skillgap.labels.mandatory import mandatory_cell, mandatory_words
from skillgap.model.profile import Profile
from skillgap.reports.blocks import Block, CsvTable, Document, Facts, Heading, Table, Text, columns, not_empty
from skillgap.reports.cells import COVERAGE_COLUMNS, coverage_cells
from skillgap.reports.content import ReportContent
from skillgap.reports.outputs.fit import fit_output
from skillgap.scoring.comparison.reuse import Fit
from skillgap.scoring.gap_report import View


def written_fit(profile: Profile, fits: Sequence[Fit], view: View) -> ReportContent:
    """The ranking of roles in every format."""
    return ReportContent(
        document=lambda: _document(profile, fits, view),
        data=lambda: fit_output(profile, fits, view),
        sheet=lambda: _sheet(profile, fits, view),
    )


def _document(profile: Profile, fits: Sequence[Fit], view: View) -> Document:
    reused = any(fit.reused for fit in fits)
    mandatory = any(fit.report.mandatory for fit in fits)
    more = [*(["Mandatory"] if mandatory else []), *(["Reused>"] if reused else [])]
    title = f"Roles by coverage: {len(fits)}"
    titles = Counter(fit.matrix.title for fit in fits)
    table = Table(
        title,
        (
            *columns("Role"),
            *COVERAGE_COLUMNS,
            *columns(*more),
        ),
        tuple(
            (
                (words.role_id_words if titles[fit.matrix.title] > 1 else labels.role_words)(fit.matrix),
                *coverage_cells(fit.report.coverage),
                *([mandatory_cell(fit.report.mandatory_state)] if mandatory else []),
                *([str(fit.reused)] if reused else []),
            )
            for fit in fits
        ),
    )
    blocks = not_empty(
        Facts((("Levels", labels.VIEW_WORDS[view]),)),
        Heading(title, words.fit_words(fits)),
        table,
        Text(words.FIT_WORDS, quiet=True),
        Text(words.REUSED_WORDS, quiet=True) if reused else None,
        _reused(fits) if reused else None,
    )
    open_ones = [(fit, mandatory_words(fit.report.mandatory)) for fit in fits if fit.report.coverage.rated]
    first = tuple(f"{labels.role_words(fit.matrix)}: {text}" for fit, text in open_ones if text)
    return Document(profile.name, blocks, first)


def _reused(fits: Sequence[Fit]) -> list[Block]:
    """Which ratings of other roles are reused, and where they come from."""
    title = "Reused ratings"
    rows = tuple(
        (
            fit.matrix.title,
            fit.matrix.names[criterion],
            f"{suggestion.matrix}: {suggestion.criterion}",
            suggestion.date.isoformat(),
        )
        for fit in fits
        for criterion, suggestion in fit.suggestions.items()
    )
    return [Heading(title), Table(title, columns("Role", "Criterion", "Rated as", "On"), rows)]


def _sheet(profile: Profile, fits: Sequence[Fit], view: View) -> CsvTable:
    """A row a role."""
    rows = tuple(
        (
            *(profile.id, fit.matrix.id, fit.matrix.version, fit.matrix.title, view),
            *astuple(fit.report.coverage),
            *(fit.own, fit.reused, fit.report.mandatory_state),
        )
        for fit in fits
    )
    figures = ("coverage_value", "coverage_low", "coverage_high", "rated", "applicable", "not_applicable")
    about = ("profile", "matrix", "matrix_version", "title", "view")
    return CsvTable((*about, *figures, "own", "reused", "mandatory"), rows)
