"""``skillgap profile``: people's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillgap.cli.exit_codes import ExitCode
from skillgap.cli.options import (
    check_ending,
    complete_profile,
    format_of_findings_option,
    format_of_listing_option,
    formats_option,
    library_of,
    library_options,
    profile_argument,
    workspace_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from skillgap.errors import Diagnostic
    from skillgap.reports.outputs.listings import ListedProfile
    from skillgap.store import Entry, Library, Matrices, ProfileFile
    from skillgap.store.bundle_lookup import BundleHead
    from skillgap.workspace import Workspace

    # Who is listed, what else cannot be read, and the bundles of which only the head is listed.
    Listed: TypeAlias = tuple[list[Entry[ProfileFile]], list[Diagnostic], list[BundleHead]]


@click.group("profile")
def command() -> None:
    """List, create, show, check and delete profiles. A profile is one person's own file."""


@command.command("list")
@click.argument("paths", metavar="[PATH]...", nargs=-1, shell_complete=complete_profile)
@format_of_listing_option
@library_options
@click.pass_context
def list_(ctx: click.Context, paths: tuple[str, ...], format_: str) -> None:
    """List the profiles that are here, and the samples.

    PATH is a profile, a folder, or a .jsonl bundle: it lists only the people in these. Without PATH it lists your
    profiles folder and the first people of each bundle in it. Any value of the "where" column works as a PROFILE.
    """
    from skillgap.cli.output import page_width, print_message, print_problem, write_json, write_output
    from skillgap.reports.listings import table
    from skillgap.reports.outputs.fields import filled
    from skillgap.reports.outputs.listings import ProfileListOutput
    from skillgap.reports.outputs.team import UnreadableOutput

    workspace = workspace_of(ctx)
    library = workspace.library
    everyone, problems, cut = _named(library, paths) if paths else _here(library)
    matrices = workspace.matrices()
    problems += [problem for entry in everyone for problem in entry.problems]
    listed = [_listed(workspace, matrices, entry.content) for entry in everyone if entry.content]
    if format_ == "json":
        unreadable = tuple(filled(UnreadableOutput, problem) for problem in problems)
        write_json(ProfileListOutput("skillgap/profile-list/1", tuple(listed), unreadable), None)
    else:
        titles = ("id", "name", "assessed", "matrix", "rated", "coverage", "where")
        write_output(table(titles, map(_row, listed), page_width()), None, terminal=True)
    print_problem(problems)
    for head in cut:
        print_message(
            f"of {head.path} only the first {len(head.entries)} are listed; all: skillgap profile list {head.path}"
        )
    if problems:
        ctx.exit(ExitCode.IN_PART)


def _named(library: Library, names: Iterable[str]) -> Listed:
    """AllMembers in files, folders and bundles."""
    from skillgap.store.teams import named_path, people_files, read_people

    files, problems = people_files([named_path(library, name) for name in names])
    return [entry for path in files for entry in read_people(path)], problems, []


def _here(library: Library) -> Listed:
    """AllMembers in the user's folder, of bundles their heads, and the samples."""
    from skillgap.cli.output import print_message

    own, heads = library.profile_entries(), library.bundle_heads()
    if not own and not heads:
        where = f" in {library.own_profiles}" if library.own_profiles else ""
        print_message(f'There are no profiles{where} yet. Make one with: skillgap profile new "Your name"')
    bundled = [entry for head in heads for entry in head.entries]
    return [*own, *bundled, *library.sample_entries()], [], [head for head in heads if head.more]


def _listed(workspace: Workspace, matrices: Matrices, file: ProfileFile) -> ListedProfile:
    from skillgap.errors import DataError
    from skillgap.reports.outputs.listings import ListedProfile
    from skillgap.reports.outputs.parts import coverage_output

    profile = file.profile
    latest = profile.latest()
    coverage, problem = None, None
    if latest:
        try:
            coverage = coverage_output(workspace.report_on(file, latest, matrices).coverage)
        except DataError as error:
            problem = error.problems[0].message
    return ListedProfile(
        id=profile.id,
        name=profile.name,
        date=latest.date if latest else None,
        matrix_id=latest.matrix if latest else None,
        matrix_version=latest.matrix_version if latest else None,
        coverage=coverage,
        sample=file.read_only and not file.bundled,
        file=str(file.path),
        problem=problem,
    )


def _row(listed: ListedProfile) -> tuple[str, ...]:
    from skillgap.labels import ABSENT, percent

    where = "sample" if listed.sample else listed.file
    about = (listed.id, listed.name, str(listed.date or ABSENT), listed.matrix_id or ABSENT)
    if listed.coverage is None:
        return *about, ABSENT, listed.problem or ABSENT, where
    rated = f"{listed.coverage.rated} of {listed.coverage.applicable}"
    return *about, rated, percent(listed.coverage.value), where


@command.command("new")
@click.argument("name")
@click.option("--id", "identifier", metavar="ID", help="The profile's id and file name (default: made from NAME).")
@library_options
@click.pass_context
def new(ctx: click.Context, name: str, identifier: str | None) -> None:
    """Make an empty profile for NAME and print its path."""
    from skillgap.cli.output import print_message, write_output

    file = library_of(ctx).new_profile(name, identifier)
    write_output(f"{file.path}\n", None, terminal=True)
    print_message(f"Rate yourself with: skillgap assess {file.profile.id}")


@command.command("show")
@profile_argument
@format_of_listing_option
@library_options
@click.pass_context
def show(ctx: click.Context, profile: str, format_: str) -> None:
    """Show a profile: its assessments, reviews and goals. The JSON has the keys of the file."""
    from skillgap.cli.output import terminal_layout, write_json, write_output
    from skillgap.model.schema import plain
    from skillgap.reports.listings import profile_text

    file = library_of(ctx).find_profile(profile)
    if format_ == "json":
        write_json(plain(file.profile), None)
        return
    write_output(profile_text(file.profile, str(file.path), terminal_layout(None)), None, terminal=True)


@command.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, shell_complete=complete_profile)
@format_of_findings_option
@library_options
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...], format_: str) -> None:
    """Report every problem in profiles.

    FILE is an id, a path, or a bundle. Answers that do not fit the matrix are problems too.
    """
    from skillgap.cli.findings import write_findings
    from skillgap.cli.output import problems_by_name
    from skillgap.reports.outputs.validation import Finding
    from skillgap.store.teams import named_path, problems_of

    library = library_of(ctx).remembering()
    found = problems_by_name(files, lambda name: problems_of(named_path(library, name), library.matrix_named))
    findings = [Finding(name, "error", problem) for name, problems in found.items() for problem in problems]
    ctx.exit(write_findings(list(found), findings, format_))


@command.command("merge")
@click.argument("mine", shell_complete=complete_profile)
@click.argument("theirs", shell_complete=complete_profile)
@click.option("--in-place", is_flag=True, help="Write into MINE; its comments and order stay.")
@click.option("--output", "-o", type=click.Path(), metavar="FILE", help="Write to this new file.")
@library_options
@click.pass_context
def merge(ctx: click.Context, mine: str, theirs: str, in_place: bool, output: str | None) -> None:
    """Merge two copies of a profile that were edited separately. Print the result.

    The result has the assessments, ratings, reviews and goals of both copies. If the copies contradict each other,
    it lists every conflict and writes nothing.

    THEIRS can also be the .json file of a review that a mentor's form saved (see `review --form`). The review is
    added, and nothing else changes.
    """
    from skillgap.cli.profile_merge import add_review, unite
    from skillgap.store.review_files import REVIEW_SUFFIX

    if in_place and output is not None:
        raise click.UsageError("--in-place and --output cannot be combined: give one.")
    library = library_of(ctx)
    if Path(theirs).suffix == REVIEW_SUFFIX:
        add_review(workspace_of(ctx), library.find_profile(mine), Path(theirs), output, in_place=in_place)
        return
    unite(library.find_profile(mine), library.find_profile(theirs), output, in_place=in_place)


output_of_people = click.option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="FILE",
    required=True,
    help="A .jsonl bundle, or a new .yaml file for one person.",
)


@command.command("export")
@click.argument("profiles", metavar="PROFILE...", nargs=-1, required=True, shell_complete=complete_profile)
@click.option(
    "--output", "-o", type=click.Path(), metavar="FILE", help="A .jsonl bundle, or a new .yaml file for one person."
)
@formats_option(("profile", "json-resume"), "json-resume: one person's skills, printed if there is no --output.")
@library_options
@click.pass_context
def export(ctx: click.Context, profiles: tuple[str, ...], output: str | None, format_: str) -> None:
    """Put profiles into one bundle, or take one person out of it. A bundle is a .jsonl file of a profile a line.

    PROFILE is an id, a path, a folder, a bundle, or a person in a bundle, as in team.jsonl/ada. It lists and skips
    unreadable people. --format json-resume writes the skills of one person, or of one day as in ada@2026-05-04, with
    the names of their levels and the tools that were used.
    """
    from skillgap.cli.profile_export import export as write
    from skillgap.cli.profile_export import export_json_resume
    from skillgap.store.documents import BUNDLE_SUFFIX, SUFFIXES
    from skillgap.store.teams import named_path

    if format_ == "json-resume":
        if len(profiles) > 1:
            raise click.UsageError("a JSON Resume is about one person: name one profile.")
        export_json_resume(workspace_of(ctx), profiles[0], None if output == "-" else output)
        return
    if output is None:
        raise click.UsageError("name the file to write with --output.")
    check_ending(output, (*SUFFIXES, BUNDLE_SUFFIX))
    library = library_of(ctx)
    ctx.exit(write([named_path(library, profile) for profile in profiles], Path(output), library.own_profiles))


@command.command("anonymize")
@click.argument("profiles", metavar="PROFILE...", nargs=-1, required=True, shell_complete=complete_profile)
@click.option(
    "--key-file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    required=True,
    help="Key file for the pseudonyms (created if missing). The same key gives the same pseudonyms.",
)
@output_of_people
@library_options
@click.pass_context
def anonymize(ctx: click.Context, profiles: tuple[str, ...], key_file: str, output: str) -> None:
    """Remove personal data from copies of profiles.

    The copies keep levels, states, confidence, agreed levels, and dates by month. Names and ids become pseudonyms.
    Notes, evidence, comments, tools and goals are left out. The ids of matrices and criteria stay, also the ids of your
    own matrices, because the levels need them. PROFILE is an id, a path, a folder, or a bundle; the originals stay
    unchanged.
    """
    from skillgap.cli.profile_export import export_anonymized
    from skillgap.store.documents import BUNDLE_SUFFIX, SUFFIXES
    from skillgap.store.teams import named_path

    check_ending(output, (*SUFFIXES, BUNDLE_SUFFIX))
    library = library_of(ctx).remembering()
    paths = [named_path(library, profile) for profile in profiles]
    ctx.exit(export_anonymized(library, paths, Path(key_file), Path(output)))


def _add_commands() -> None:
    """Add the commands that have a module of their own."""
    from skillgap.cli import profile_changes, profile_evidence

    for added in (profile_evidence.command, profile_changes.rename, profile_changes.delete):
        command.add_command(added)


_add_commands()
