"""The findings of ``validate``, shown or written for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.output import print_message, print_problem, write_output

if TYPE_CHECKING:
    from skillgap.reports.outputs.validation import Finding


def write_findings(names: Sequence[str], findings: Sequence[Finding], form: str, *, strict: bool = False) -> ExitCode:
    """Show the problems found in files, or write them for programs. Return the exit code that follows.

    With ``strict`` warnings and notes count like errors.
    """
    if form == "terminal":
        for name in names:
            _print(name, [finding for finding in findings if finding.name == name])
    else:
        from skillgap.reports.validation import validation_text

        write_output(validation_text(form, names, findings), None)
    wrong = strict or any(finding.severity == "error" for finding in findings)
    return ExitCode.DATA_WRONG if findings and wrong else ExitCode.DONE


def _print(name: str, findings: Sequence[Finding]) -> None:
    found = {kind: [one.diagnostic for one in findings if one.severity == kind] for kind in ("error", "warning")}
    print_problem(found["error"])
    if not found["error"] and not found["warning"]:
        print_message(f"{name}: no problem found")
    print_problem(found["warning"], "warning")
    for finding in findings:
        if finding.severity == "note":
            print_message(f"{name}: {finding.diagnostic.message}")
