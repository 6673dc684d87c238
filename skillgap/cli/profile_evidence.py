"""``skillgap profile evidence``: evidence for ratings from what somebody has written already."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    complete_assessment,
    format_of_listing_option,
    library_options,
    matrix_option,
    split_profile_and_date,
    workspace_of,
)

if TYPE_CHECKING:
    from skillgap.errors import Diagnostic
    from skillgap.model.evidence import FoundEvidence
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Assessment
    from skillgap.store import ProfileFile
    from skillgap.workspace import RatedProfile

_MOST_ADDRESSES = 5
_ANSWERS = "y accept, n decline, e TEXT accept these words instead, Enter later, q stop"


@dataclass(frozen=True, slots=True)
class _Findings:
    """What could be added, what denies, and why inputs could not be read."""

    found: Sequence[FoundEvidence]
    denied: Sequence[FoundEvidence]
    problems: Sequence[Diagnostic]
    failed: int = 0
    """How many inputs could not be read."""


@click.command("evidence")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--git",
    "repositories",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A git repository, to count your commits by tool; may be repeated.",
)
@click.option(
    "--author", "authors", metavar="ADDRESS", multiple=True, help="With --git: your mail address; may be repeated."
)
@click.option(
    "--profile",
    metavar="PROFILE[@DATE]",
    required=True,
    shell_complete=complete_assessment,
    help="The profile to add evidence to: to the latest assessment, or to the assessment of a day.",
)
@click.option("--plain", is_flag=True, help="Read the answers from standard input, even if it is no terminal.")
@matrix_option
@format_of_listing_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    repositories: tuple[Path, ...],
    authors: tuple[str, ...],
    profile: str,
    plain: bool,
    matrix: str | None,
    format_: str,
) -> None:
    """Find evidence for ratings in a CV or in git repositories.

    FILE is a CV as text, Markdown, PDF, DOCX or JSON Resume, or the ZIP of a LinkedIn export. Each sentence that names
    a criterion of the role is shown with that criterion. You accept it, change its words, or decline it. Nothing is
    written before your answer, and no level changes. Negated sentences are listed separately and never added. Without a
    terminal or --plain, and with --format json, the command lists the sentences and writes nothing.

    --git counts the commits of an --author by the tools whose files they change, as in "142 commits in Terraform
    files, last 2026-09". It starts git, which runs no program that the repository names and fetches nothing.
    """
    from skillgap.errors import DataError, Diagnostic
    from skillgap.model.evidence import open_evidence
    from skillgap.store.answered_evidence import answered

    if not files and not repositories:
        raise click.UsageError("nothing to read: name a CV, or a repository with --git.")
    if authors and not repositories:
        raise click.UsageError("--author belongs to --git: name a repository.")
    who, date = split_profile_and_date(profile)
    rated = workspace_of(ctx).find(who, date, matrix)
    if rated.assessment is None:
        hint = f"rate first: skillgap assess {rated.file.profile.id}"
        raise DataError(Diagnostic("nothing is rated yet, so evidence has no place", str(rated.file.path), hint=hint))
    asks = format_ != "json" and (plain or sys.stdin.isatty())
    if asks and rated.file.read_only:
        hint = 'make a profile of your own with: skillgap profile new "Your name"'
        raise DataError(Diagnostic("this profile is only read", str(rated.file.path), hint=hint))
    read = _read_all(files, rated.matrix)
    if repositories:
        read = _with_repositories(read, repositories, {author.lower() for author in authors}, rated.matrix)
    if read.failed == len(files) + len(repositories):
        raise DataError(read.problems)
    known = answered(rated.file.path)
    findings = _Findings(open_evidence(read.found, rated.assessment, known), read.denied, read.problems)
    if asks:
        _ask(rated.file, rated.matrix, rated.assessment, findings)
    else:
        _list(rated, rated.assessment, findings, format_)
    from skillgap.cli.output import print_problem

    print_problem(findings.problems)
    if findings.problems:
        ctx.exit(ExitCode.IN_PART)


def _read_all(files: Iterable[Path], matrix: Matrix) -> _Findings:
    from skillgap.errors import Diagnostic, system_reason
    from skillgap.postings.evidence import evidence_in
    from skillgap.postings.posting import UnreadableError
    from skillgap.postings.sources.resume import text_of_resume

    found: list[FoundEvidence] = []
    denied: list[FoundEvidence] = []
    problems: list[Diagnostic] = []
    for path in files:
        try:
            here, apart = evidence_in(text_of_resume(path), str(path), matrix)
        except UnreadableError as error:
            problems.append(Diagnostic(error.reason, str(path), hint=error.hint))
        except OSError as error:
            problems.append(Diagnostic(system_reason(error), str(path), hint="check the name"))
        else:
            found += here
            denied += apart
    return _Findings(found, denied, problems, len(problems))


def _with_repositories(read: _Findings, folders: Sequence[Path], addresses: set[str], matrix: Matrix) -> _Findings:
    """Add what the commits of an author show. Raise click.UsageError, with addresses to choose, if none has commits."""
    from skillgap.cli.output import print_message
    from skillgap.errors import DataError
    from skillgap.labels import strip_control_chars
    from skillgap.postings.repositories import evidence_of_uses, tool_uses
    from skillgap.store.git_history import commits_of

    if addresses:
        names, places = ", ".join(sorted(addresses)), "\n".join(f"  {folder.resolve()}" for folder in folders)
        print_message(
            strip_control_chars(f"Counting the commits by {names} in:\n{places}", lines=True), even_if_quiet=True
        )
    found, problems, failed = list(read.found), list(read.problems), read.failed
    present: dict[str, int] = {}
    for folder in folders:
        try:
            commits = list(commits_of(folder))
        except DataError as error:
            problems += error.problems
            failed += 1
            continue
        for commit in commits:
            present[commit.address] = present.get(commit.address, 0) + 1
        found += evidence_of_uses(tool_uses(commits, addresses), str(folder.resolve()), matrix)
    if present and not addresses & present.keys():
        most = sorted(present, key=lambda address: (-present[address], address))[:_MOST_ADDRESSES]
        said = "no commit is by this address" if addresses else "--git needs --author, whose commits count"
        raise click.UsageError(strip_control_chars(f"{said}. Addresses with most commits: {', '.join(most)}."))
    return _Findings(found, read.denied, problems, failed)


def _list(rated: RatedProfile, assessment: Assessment, findings: _Findings, format_: str) -> None:
    """Print what was found, and write nothing."""
    from skillgap.cli.output import print_message, write_json, write_output
    from skillgap.reports.outputs.evidence import evidence_output

    if format_ == "json":
        profile, matrix = rated.file.profile, rated.matrix
        write_json(
            evidence_output(profile, matrix, assessment, findings.found, findings.denied, findings.problems), None
        )
        return
    lines = ["Sentences that can be evidence:" if findings.found else _nothing_new()]
    lines += _described(rated.matrix, findings.found)
    if findings.denied:
        lines += ["", *_denied_lines(rated.matrix, findings.denied)]
    write_output("\n".join(lines) + "\n", None, terminal=True)
    if findings.found:
        print_message("Nothing was written. To answer, run the command in a terminal or add --plain.")


def _ask(file: ProfileFile, matrix: Matrix, assessment: Assessment, findings: _Findings) -> None:
    """Ask about each sentence, and save each answer before the next question."""
    from skillgap.cli.output import print_message
    from skillgap.cli.prompts import STOP, InvalidAnswerError, answers, print_prompt, refuse, savable
    from skillgap.labels import pluralize

    if findings.denied:
        print_message("\n".join(_denied_lines(matrix, findings.denied)), even_if_quiet=True)
    if not findings.found:
        print_message(_nothing_new(), even_if_quiet=True)
        return
    lines, total, accepted = answers(), len(findings.found), 0
    for number, one in enumerate(findings.found, start=1):
        shown = "\n".join(_described(matrix, [one]))
        print_prompt(f"{number} of {total}\n{shown}\n{_ANSWERS}")
        while True:
            place, line = next(lines, (0, STOP))
            try:
                choice = _choice(savable(line), one.text)
                break
            except InvalidAnswerError as error:
                refuse(error, place, "the same command")
        if choice is None:
            print_message("Stopped. What you answered is saved.")
            break
        text, is_answer = choice
        if text:
            file, assessment = _save(file, matrix, assessment, one, text)
            accepted += 1
        if is_answer:
            _remember(file, one)
    print_message(f"{pluralize(accepted, 'sentence')} added as evidence to {file.path}")


def _choice(line: str, text: str) -> tuple[str | None, bool] | None:
    """Return the text to add, if any, and whether the sentence is answered; None to stop."""
    from skillgap.cli.prompts import STOP, InvalidAnswerError, split_command_word

    word, rest = split_command_word(line)
    if word == STOP and not rest:
        return None
    if word == "e" and rest:
        return rest, True
    simple: dict[str, tuple[str | None, bool]] = {"y": (text, True), "n": (None, True), "": (None, False)}
    if word in simple and not rest:
        return simple[word]
    raise InvalidAnswerError(f"that is no answer: {_ANSWERS}")


def _save(
    file: ProfileFile, matrix: Matrix, assessment: Assessment, one: FoundEvidence, text: str
) -> tuple[ProfileFile, Assessment]:
    from skillgap.cli.conflicts_plain import ask_about_conflicts
    from skillgap.model.evidence import with_evidence
    from skillgap.workspace import save_merged

    changed = with_evidence(file.profile, assessment, one.criterion, text)
    if changed == file.profile:
        return file, assessment
    saved = save_merged(file, changed, partial(ask_about_conflicts, matrix=matrix))
    identity = (assessment.matrix, assessment.matrix_version, assessment.date)
    now = next(
        entry for entry in saved.profile.assessments if (entry.matrix, entry.matrix_version, entry.date) == identity
    )
    return saved, now


def _remember(file: ProfileFile, one: FoundEvidence) -> None:
    from skillgap.store.answered_evidence import remember_answered

    remember_answered(file.path, [one.digest])


def _nothing_new() -> str:
    return "There is no new evidence: no sentence names a criterion, or all were answered before."


def _denied_lines(matrix: Matrix, denied: Sequence[FoundEvidence]) -> list[str]:
    return ["Sentences that deny, or speak of the future. They are never added:", *_described(matrix, denied)]


def _described(matrix: Matrix, found: Iterable[FoundEvidence]) -> list[str]:
    from skillgap.labels import strip_control_chars

    names = {criterion.id: criterion.name for criterion in matrix.criteria}
    lines = []
    for one in found:
        lines += [f"  {names[one.criterion]} ({', '.join(one.phrases)})", f"    {one.text}", f"    from {one.source}"]
    return [strip_control_chars(line) for line in lines]
