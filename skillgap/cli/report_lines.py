"""``skillgap report --format jsonl``: the reports of many people, one on each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import check_section, split_profile_and_date

if TYPE_CHECKING:
    import datetime

    from skillgap.errors import Diagnostic
    from skillgap.scoring.gap_report import GapReport, RankBy, View
    from skillgap.store import Matrices, ProfileFile
    from skillgap.workspace import Workspace

_Person = tuple["ProfileFile", "datetime.date | None"]


@dataclass(frozen=True, slots=True)
class ReportLines:
    """The common parts of the reports."""

    workspace: Workspace
    matrix: str | None
    view: View
    rank_by: RankBy
    section: str | None
    problems: list[Diagnostic] = field(default_factory=list)

    def write(self, references: Sequence[str], output: str | None) -> ExitCode:
        """Write a line for each person; list unreadable people. Return the exit code that follows."""
        from skillgap.cli.output import print_problem, write_parts

        write_parts(self._lines(references), output)
        print_problem(self.problems)
        return ExitCode.IN_PART if self.problems else ExitCode.DONE

    def _lines(self, references: Sequence[str]) -> Iterator[str]:
        from skillgap.errors import DataError
        from skillgap.reports.json_output import json_line
        from skillgap.reports.outputs.fields import to_data
        from skillgap.reports.outputs.gap_report import gap_report_output

        matrices = self.workspace.matrices(self.matrix)
        for file, date in self._people(references):
            try:
                report = self._report(file, date, matrices)
            except DataError as error:
                self.problems.extend(error.problems)
            else:
                yield json_line(to_data(gap_report_output(report)))

    def _report(self, file: ProfileFile, date: datetime.date | None, matrices: Matrices) -> GapReport:
        from skillgap.workspace import with_posting_ranks

        rated = self.workspace.rated(file, date, matrices)
        check_section(rated.matrix, self.section)
        report = rated.report(view=self.view, rank_by=self.rank_by, section=self.section)
        report = with_posting_ranks(report, self.workspace.posting_data(rated.matrix, self.matrix))
        return replace(report, today=self.workspace.today())

    def _people(self, references: Sequence[str]) -> Iterator[_Person]:
        """All people in the profiles, folders and bundles, as of the given day."""
        from skillgap.errors import DataError
        from skillgap.model.as_of import profile_as_of
        from skillgap.store.teams import named_path, people_files, read_people

        library = self.workspace.library
        for reference in references:
            who, date = split_profile_and_date(reference)
            try:
                files, problems = people_files([named_path(library, who)], library.own_profiles)
            except DataError as error:
                self.problems.extend(error.problems)
                continue
            self.problems.extend(problems)
            for person in (person for path in files for person in read_people(path)):
                self.problems.extend(person.problems)
                if file := person.content:
                    as_of = library.as_of
                    yield (replace(file, profile=profile_as_of(file.profile, as_of)) if as_of else file), date
