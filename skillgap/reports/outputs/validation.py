"""What was found wrong, or unfinished, in files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from skillgap.errors import Diagnostic
from skillgap.reports.outputs.fields import filled

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong (an error), probably not meant (a warning) or left to write (a note) in a file or id."""

    name: str
    severity: Severity
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class FindingOutput:
    """One thing that was found."""

    severity: Annotated[Severity, "error: the file is refused; warning: probably not meant; note: left to write."]
    file: Annotated[str | None, "The file; null if it is about none."]
    line: Annotated[int | None, "The line, counted from 1."]
    column: Annotated[int | None, "The column in characters, counted from 1."]
    path: Annotated[str, "The place inside the document; empty if it is about the whole."]
    message: Annotated[str, "The finding."]
    hint: Annotated[str | None, "The hint."]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file or id that was checked."""

    name: Annotated[str, "The file or id as it was given."]
    valid: Annotated[bool, "True if it has no error."]
    findings: Annotated[tuple[FindingOutput, ...], "The findings, in the order of the file."]


@dataclass(frozen=True, slots=True)
class ValidationOutput:
    """What was found in each file."""

    format: Annotated[Literal["skillgap/validation/1"], "The kind and version of this output."]
    files: Annotated[tuple[CheckedFile, ...], "The files, in the order in which they were given."]


def validation_output(names: Iterable[str], findings: Iterable[Finding]) -> ValidationOutput:
    """State what was found in each of the files."""
    by_name: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in findings:
        by_name[finding.name].append(finding)
    files = tuple(
        CheckedFile(
            name,
            not any(finding.severity == "error" for finding in found),
            tuple(filled(FindingOutput, finding.diagnostic, severity=finding.severity) for finding in found),
        )
        for name, found in by_name.items()
    )
    return ValidationOutput("skillgap/validation/1", files)
