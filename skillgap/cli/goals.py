"""``skillgap goals``: a person's goals."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from skillgap.cli import clock
from skillgap.cli.completion import complete_criterion_and_level, profile_typed
from skillgap.cli.options import (
    as_of_option,
    criterion_and_level,
    format_or_calendar_option,
    level_on,
    library_of,
    library_options,
    matrix_option,
    output_option,
    profile_argument,
    report_day,
    wrong_value,
)

if TYPE_CHECKING:
    from skillgap.model.matrix import Matrix
    from skillgap.model.profile import Goal, GoalStatus, Profile

SETTLING: dict[str, GoalStatus] = {"--done": "done", "--drop": "dropped", "--reopen": "open"}


def _complete_goal(*statuses: GoalStatus) -> Callable[..., list[CompletionItem]]:
    """Complete the id of a goal of the profile with this status."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del param
        from skillgap.errors import SkillgapError

        try:
            goals = library_of(ctx).find_profile(profile_typed(ctx)).profile.goals
        except SkillgapError:
            return []
        return [CompletionItem(goal.id) for goal in goals if goal.status in statuses and goal.id.startswith(incomplete)]

    return complete


@click.command("goals")
@profile_argument
@click.option(
    "--add",
    metavar="CRITERION=LEVEL",
    shell_complete=complete_criterion_and_level,
    help="Add a goal, as in observability=3.",
)
@click.option(
    "--change",
    metavar="GOAL",
    shell_complete=_complete_goal("open", "done", "dropped"),
    help="Change a goal with --level, --action or --due.",
)
@click.option("--level", metavar="LEVEL", help="With --change: the level to reach.")
@click.option("--action", metavar="TEXT", help="With --add or --change: the action.")
@click.option(
    "--due", metavar="DATE", help='With --add or --change: the day it is due, as in 2027-03-31 or +6w; "" for no day.'
)
@click.option(
    "--done",
    "closed",
    metavar="GOAL",
    multiple=True,
    shell_complete=_complete_goal("open"),
    help="Mark a goal as done (repeatable).",
)
@click.option(
    "--drop",
    "dropped",
    metavar="GOAL",
    multiple=True,
    shell_complete=_complete_goal("open"),
    help="This goal is given up; may be repeated.",
)
@click.option(
    "--reopen",
    "reopened",
    metavar="GOAL",
    multiple=True,
    shell_complete=_complete_goal("done", "dropped"),
    help="This goal is open after all; may be repeated.",
)
@matrix_option
@format_or_calendar_option
@output_option
@as_of_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    add: str | None,
    change: str | None,
    level: str | None,
    action: str | None,
    due: str | None,
    closed: tuple[str, ...],
    dropped: tuple[str, ...],
    reopened: tuple[str, ...],
    matrix: str | None,
    format_: str,
    output: str | None,
) -> None:
    """List, add, change, close, drop and reopen goals. The most urgent come first.

    PROFILE is an id or a path. The format ics is a calendar file of the open goals with a due date.
    """
    from skillgap.cli.output import print_message, write_output, write_report
    from skillgap.model.goals import to_rate_again
    from skillgap.reports.goals import Goals, written_goals
    from skillgap.workspace import save_merged

    today = report_day(ctx)
    _check_options(add, change, level, action, due)
    library = library_of(ctx)
    wanted = dict(zip(SETTLING, (closed, dropped, reopened), strict=True))
    with ExitStack() as held:
        changing = change is not None or add is not None or any(wanted.values())
        file = held.enter_context(library.open_for_change(profile)) if changing else library.find_profile(profile)
        roles = [library.find_matrix(matrix)] if matrix else library.roles_of(file.profile)
        changed = _settled(file.profile, wanted)
        if change is not None:
            changed = _changed(changed, change, roles, level, action, due)
        if add is not None:
            criterion, reached = criterion_and_level(roles[0] if roles else library.only_matrix(), add, "--add")
            changed = _with_goal(changed, criterion, reached, _action(action, None), _due(due, None))
        if changed != file.profile:
            changed = save_merged(file, changed).profile
            print_message(f"saved: {file.path}")
    if format_ == "ics":
        from skillgap.reports.calendar import calendar_text

        write_output(calendar_text(changed, roles, clock.now()), output)
    else:
        write_report(written_goals(Goals(changed, roles, today)), format_, output)
    if not changed.goals:
        print_message(
            f"Add one with: skillgap goals {profile} --add CRITERION=LEVEL, or many with: skillgap plan --save-goals"
        )
    if closed and to_rate_again(changed):
        print_message(f"Rate the reached criteria again: skillgap assess {profile}")


def _check_options(add: str | None, change: str | None, level: str | None, action: str | None, due: str | None) -> None:
    """Refuse, with click.UsageError, options that belong to another that is not given."""
    if add is not None and change is not None:
        raise click.UsageError("--add and --change cannot be combined: give one at a time.")
    if level is not None and change is None:
        raise click.UsageError("--level belongs to --change.")
    if (action is not None or due is not None) and add is None and change is None:
        raise click.UsageError("--action and --due belong to --add or --change.")
    if change is not None and level is None and action is None and due is None:
        raise click.UsageError("--change needs --level, --action or --due.")


def _with_goal(profile: Profile, criterion: str, level: int, action: str | None, due: datetime.date | None) -> Profile:
    """The profile with one more goal, unless it has the very same open one."""
    from skillgap.cli.output import print_message
    from skillgap.model.goals import added

    for goal in profile.goals:
        if (goal.criterion, goal.level, goal.action, goal.due, goal.status) == (criterion, level, action, due, "open"):
            print_message(f"this goal is there already: {goal.id}")
            return profile
    return added(profile, criterion, level, action, due)


def _goal(profile: Profile, identifier: str, option: str) -> Goal:
    """The goal of this id; click.BadParameter if the profile has none."""
    from skillgap.errors import nearest

    known = {goal.id: goal for goal in profile.goals}
    if identifier not in known:
        near = nearest(identifier, known)
        hint = f"Did you mean {near}?" if near else f"Its goals: {', '.join(known) or 'none yet'}."
        raise wrong_value(f"{profile.id} has no goal '{identifier}'. {hint}", option)
    return known[identifier]


def _settled(profile: Profile, wanted: Mapping[str, Sequence[str]]) -> Profile:
    """The profile with goals done, dropped or open again, by the option that names them."""
    from skillgap.labels import strip_control_chars
    from skillgap.model.goals import settled

    every = [identifier for identifiers in wanted.values() for identifier in set(identifiers)]
    if twice := sorted({identifier for identifier in every if every.count(identifier) > 1}):
        raise click.UsageError(
            f"give each goal to only one of --done, --drop and --reopen: {strip_control_chars(', '.join(twice))}."
        )
    for option, identifiers in wanted.items():
        for identifier in identifiers:
            profile = settled(profile, _goal(profile, identifier, option).id, SETTLING[option])
    return profile


def _changed(
    profile: Profile, identifier: str, roles: Sequence[Matrix], level: str | None, action: str | None, due: str | None
) -> Profile:
    """Return the profile with the given fields of one goal changed."""
    from dataclasses import replace

    from skillgap.model.goals import changed, find_criterion

    goal = _goal(profile, identifier, "--change")
    reached = goal.level
    if level is not None and level != str(goal.level):
        found = find_criterion(roles, goal.criterion)
        if found is None:
            hint = "Name a role that has it with --matrix."
            raise wrong_value(f"no role of {profile.id} has the criterion {goal.criterion}. {hint}", "--level")
        reached = level_on(found[0], level, "--level", found[1].id)
    return changed(profile, replace(goal, level=reached, action=_action(action, goal.action), due=_due(due, goal.due)))


def _action(typed: str | None, before: str | None) -> str | None:
    """The action for a goal. Without input it stays as ``before``; an empty text removes it."""
    return before if typed is None else typed.strip() or None


def _due(typed: str | None, before: datetime.date | None) -> datetime.date | None:
    """The due day of a goal. Without input it stays as ``before``; an empty text removes it."""
    from skillgap.model.goals import read_due

    try:
        return before if typed is None else read_due(typed, clock.today(), before)
    except ValueError as error:
        raise wrong_value(str(error), "--due") from None
