"""``skillgap plan``: the next steps, and their impact."""

from __future__ import annotations

import datetime
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from skillgap.cli.completion import complete_section
from skillgap.cli.options import (
    WholeNumber,
    as_of,
    as_of_option,
    assessment_argument,
    check_section,
    format_option,
    library_options,
    matrix_option,
    output_option,
    report_day,
    report_workspace_of,
    split_profile_and_date,
    view_option,
    wrong_value,
)
from skillgap.cli.what_if import supposed_levels, what_if_option

if TYPE_CHECKING:
    from skillgap.scoring.gap_report import View
    from skillgap.scoring.planning import Plan
    from skillgap.store import ProfileFile


@click.command("plan")
@assessment_argument
@matrix_option
@click.option("--budget", type=WholeNumber(min=0), metavar="N", help="Total cost of the steps (default: every step).")
@click.option("--due", metavar="DATE", help="Due date of the last step, as in 2027-03-31 or +6w. Spreads the steps.")
@click.option(
    "--section",
    metavar="ID",
    shell_complete=complete_section,
    help="Plan for one section only (points are for the whole role).",
)
@view_option
@what_if_option
@click.option(
    "--save-goals", is_flag=True, help="Write the steps into the profile as goals; --due is when the last is due."
)
@click.option(
    "--seed",
    type=WholeNumber(min=0),
    metavar="N",
    default=0,
    show_default=True,
    help="Random seed for the resampling.",
)
@format_option
@output_option
@as_of_option
@library_options
@click.pass_context
def command(
    ctx: click.Context,
    profile: str,
    matrix: str | None,
    budget: int | None,
    due: str | None,
    section: str | None,
    view: View,
    supposed: tuple[str, ...],
    save_goals: bool,
    seed: int,
    format_: str,
    output: str | None,
) -> None:
    """Plan your next steps. The plan adds most coverage for its cost.

    PROFILE is an id or a path and means its latest assessment. PROFILE@DATE is the assessment of that day, as in
    ada@2026-05-04. One step raises one criterion by one level.
    """
    from skillgap.cli.output import print_message, write_report
    from skillgap.reports.plan import PlanReport, written
    from skillgap.scoring.planning import best_plan, due_dates, robustness

    if save_goals and as_of(ctx):
        raise click.UsageError("--as-of changes nothing and --save-goals writes goals: give one of the two.")
    today = report_day(ctx)
    until = _until(due, today)
    if save_goals and until is None:
        raise click.UsageError("--save-goals needs --due: the day until which the goals are due.")
    if save_goals and supposed:
        raise click.UsageError("--what-if saves nothing and --save-goals writes goals: give one of the two.")
    workspace, (who, date) = report_workspace_of(ctx), split_profile_and_date(profile)
    with ExitStack() as held:
        library = workspace.library
        file = held.enter_context(library.open_for_change(who)) if save_goals else library.find_profile(who)
        rated = workspace.rated(file, date, workspace.matrices(matrix))
        check_section(rated.matrix, section)
        incidence = workspace.posting_data(rated.matrix, matrix)
        asked = incidence.asked if incidence else None
        levels = supposed_levels(rated.matrix, supposed)
        changed = rated.what_if(levels, view=view, section=section, asked=asked) if supposed else None
        report = changed.after if changed else rated.report(view=view, section=section)
        plan = best_plan(report, budget, file.profile.effort)
        if save_goals and until:
            _write_goals(file, plan, today, until)
    outlook = PlanReport(
        plan=plan,
        robust=robustness(plan, seed, asked=asked),
        budget=budget,
        due=due_dates(plan, today, until) if until else (),
        supposed=changed,
    )
    write_report(written(outlook), format_, output)
    for criterion, level in plan.unused_effort:
        no_step = f"no step of {rated.matrix.id} leads {criterion} to level {level}"
        print_message(f"{file.path}: {no_step}, so its effort counts for nothing")
    if rated.assessment is None:
        print_message(f"Nothing is rated yet. Begin with: skillgap assess {profile}")


def _until(by: str | None, today: datetime.date) -> datetime.date | None:
    """The day of --due, which is not in the past."""
    from skillgap.model.goals import read_due

    try:
        return None if by is None else read_due(by, today)
    except ValueError as error:
        raise wrong_value(str(error), "--due") from None


def _write_goals(file: ProfileFile, plan: Plan, today: datetime.date, until: datetime.date) -> None:
    """Add the plan's steps to the profile's goals, and report the goals added."""
    from dataclasses import replace

    from skillgap.cli.output import print_message
    from skillgap.labels import pluralize
    from skillgap.labels.goals import goal_words
    from skillgap.scoring.planning import as_goals
    from skillgap.workspace import save_merged

    goals = as_goals(plan, today, until)
    if not goals:
        none = "every step is an open goal already" if plan.steps else "the plan has no steps"
        print_message(f"no goals were added: {none}")
        return
    save_merged(file, replace(file.profile, goals=(*file.profile.goals, *goals)))
    print_message(f"added {pluralize(len(goals), 'goal')} to {file.path}:")
    for goal in goals:
        print_message(f"  {goal_words(plan.report.matrix, goal)}")
