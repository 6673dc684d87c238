"""``skillgap profile rename`` and ``delete``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from skillgap.cli.options import (
    assessment_argument,
    complete_profile,
    library_of,
    library_options,
    split_profile_and_date,
)

if TYPE_CHECKING:
    import datetime

    from skillgap.store import Library


@click.command("rename")
@click.argument("old", shell_complete=complete_profile)
@click.argument("new")
@click.option("--name", metavar="NAME", help="Change the person's name too.")
@library_options
@click.pass_context
def rename(ctx: click.Context, old: str, new: str, name: str | None) -> None:
    """Give the profile OLD the id NEW. Its file is renamed too."""
    from skillgap.cli.output import print_message
    from skillgap.store.profile_changes import rename_profile

    renamed = rename_profile(library_of(ctx), old, new, name)
    print_message(f"renamed {old} to {renamed.profile.id}: {renamed.path}")


@click.command("delete")
@assessment_argument
@click.option("--matrix", metavar="ID", help="Which assessment of that day, if there are several.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@library_options
@click.pass_context
def delete(ctx: click.Context, profile: str, matrix: str | None, yes: bool) -> None:
    """Delete a profile and its other files, or one assessment.

    The other files are its temporary files, locks, kept copies and conflict copies, and the saved state of its screens.
    PROFILE@DATE deletes the assessment of that day with its reviews, and keeps a copy of the file as it was.
    """
    from skillgap.cli.output import print_message

    library = library_of(ctx)
    reference, date = split_profile_and_date(profile)
    if date is not None:
        _delete_assessment(library, reference, date, matrix, yes)
        return
    if matrix is not None:
        raise click.UsageError("--matrix is for one assessment: name its day, as in ada@2026-05-04.")
    path = library.profile_path(reference)
    _confirm(f"Delete {path}? This cannot be undone", yes)
    print_message(f"deleted {library.delete_profile(reference)}")
    print_message("Reports, bundles and other copies of it are where you put them; so are backups and a git history.")


def _delete_assessment(library: Library, reference: str, date: datetime.date, matrix: str | None, yes: bool) -> None:
    from skillgap.cli.output import print_message
    from skillgap.store.profile_changes import assessments_on, delete_assessment

    profile = library.find_profile(reference).profile
    found = assessments_on(profile, date, matrix)
    if len(found) > 1:
        raise click.UsageError(
            f"{reference} has {len(found)} assessments on {date}. Choose one with --matrix: "
            f"{', '.join(assessment.matrix for assessment in found)}."
        )
    _confirm(f"Delete the assessment of {profile.name} for {found[0].matrix} on {date}", yes)
    changed, copy = delete_assessment(library, reference, date, found[0].matrix)
    print_message(f"deleted the assessment of {date} from {changed.path}")
    print_message(f"The file as it was: {copy}")


def _confirm(question: str, yes: bool) -> None:
    """Ask in a terminal. Raise click.UsageError if nobody can be asked, and click.Abort for no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("cannot ask for confirmation without a terminal. Use --yes to delete anyway.")
    click.confirm(question, abort=True, err=True)
