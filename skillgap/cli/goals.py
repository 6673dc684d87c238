"""``skillgap goals``: what somebody has set out to reach."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from skillgap.cli import clock
from skillgap.cli.options import (
    criterion_and_level,
    format_or_calendar_option,
    library_of,
    library_options,
    matrix_option,
    output_option,
    profile_argument,
    wrong_value,
)
from skillgap.cli.plan import DAY

if TYPE_CHECKING:
    from skillgap.profile import GoalStatus, Profile


def _complete_open(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of one of the profile's open goals."""
    del param
    from skillgap.errors import SkillgapError

    # What stands before an option without its value is not taken for an argument yet.
    who = ctx.params["profile"] or next(iter(ctx.args), "")
    try:
        goals = library_of(ctx).find_profile(who).profile.goals
    except SkillgapError:
        return []
    return [CompletionItem(one.id) for one in goals if one.status == "open" and one.id.startswith(incomplete)]


@click.command("goals")
@profile_argument
@click.option("--add", metavar="CRITERION=LEVEL", help="Add a goal, as in observability=3.")
@click.option("--action", metavar="TEXT", help="With --add: what is to be done for it.")
@click.option("--due", type=DAY, metavar="DATE", help="With --add: the day it is due, as in 2027-03-31.")
@click.option(
    "--close",
    "closed",
    metavar="GOAL",
    multiple=True,
    shell_complete=_complete_open,
    help="This goal is reached; may be repeated.",
)
@click.option(
    "--drop",
    "dropped",
    metavar="GOAL",
    multiple=True,
    shell_complete=_complete_open,
    help="This goal is given up; may be repeated.",
)
@matrix_option
@format_or_calendar_option
@output_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    add: str | None,
    action: str | None,
    due: datetime.datetime | None,
    closed: tuple[str, ...],
    dropped: tuple[str, ...],
    matrix: str | None,
    format_: str,
    output: str | None,
) -> None:
    """List, add, close and drop somebody's goals. The most urgent come first.

    PROFILE is an id or a path. The format ics is a calendar file of the open goals with a due date.
    """
    from skillgap.cli.output import emit, emit_written, say
    from skillgap.goals import added, to_rate_again
    from skillgap.labels import clean
    from skillgap.reports.goals import Goals, written_goals
    from skillgap.store import save_profile
    from skillgap.store.seen import remember_own

    today = clock.today()
    if add is None and (action is not None or due is not None):
        raise click.UsageError("--action and --due belong to --add.")
    if due is not None and due.date() < today:
        raise wrong_value(f"{due.date()} is past.", "--due")
    if twice := sorted(set(closed) & set(dropped)):
        raise click.UsageError(f"a goal is closed or dropped, not both: {clean(', '.join(twice))}.")
    library = library_of(ctx)
    file = library.find_profile(profile)
    changed = _settled(_settled(file.profile, closed, "done"), dropped, "dropped")
    roles = [library.find_matrix(matrix)] if matrix else library.roles_of(file.profile)
    if add is not None:
        role = roles[0] if roles else library.only_matrix()
        criterion, level = criterion_and_level(role, add, "--add")
        changed = added(changed, criterion, level, action or None, due.date() if due else None)
    if changed != file.profile:
        before, file = file.profile, save_profile(file, changed)
        remember_own(before, changed)
        say(f"saved: {file.path}")
    if format_ == "ics":
        from skillgap.calendar_export import calendar_text

        now = datetime.datetime.now(datetime.UTC)
        emit(calendar_text(changed, roles, now), output)
    else:
        emit_written(written_goals(Goals(changed, roles, today)), format_, output)
    if not changed.goals:
        say(f"Add one with: skillgap goals {profile} --add CRITERION=LEVEL, or many with: skillgap plan --as-goals")
    if closed and to_rate_again(changed):
        say(f"What you have reached is to be rated again: skillgap assess {profile}")


def _settled(profile: Profile, identifiers: Sequence[str], status: GoalStatus) -> Profile:
    """The profile with these goals done or dropped; click.BadParameter for a goal it does not have."""
    from skillgap.errors import nearest
    from skillgap.goals import settled

    known = [goal.id for goal in profile.goals]
    for identifier in identifiers:
        if identifier not in known:
            near = nearest(identifier, known)
            hint = f"Did you mean {near}?" if near else f"Its goals: {', '.join(known) or 'none yet'}."
            option = "--close" if status == "done" else "--drop"
            raise wrong_value(f"{profile.id} has no goal '{identifier}'. {hint}", option)
        profile = settled(profile, identifier, status)
    return profile
