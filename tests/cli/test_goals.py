"""``skillgap goals`` as a user calls it."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skillgap.model.profile import Goal
from skillgap.store import read_profile
from tests.cli.conftest import STAFF, Command

TODAY = datetime.date.today()
NEVER = "2999-12-31"
DONE = "performance-tooling"


@pytest.fixture
def ann(home: Path) -> Path:
    path = home / "profiles" / "ann.yaml"
    path.parent.mkdir()
    path.write_text(STAFF.read_text(encoding="utf-8").replace("id: sample-staff-engineer", "id: ann"), encoding="utf-8")
    return path


def goals_of(path: Path) -> dict[str, Goal]:
    return {goal.id: goal for goal in read_profile(path).profile.goals}


def listed(skillgap: Command, *arguments: str) -> list[dict[str, Any]]:
    result = skillgap("goals", "ann", *arguments, "--format", "json")
    assert result.code == 0
    goals: list[dict[str, Any]] = json.loads(result.out)["goals"]
    return goals


def test_a_goal_is_added_with_the_fewest_changed_lines(skillgap: Command, ann: Path) -> None:
    before = ann.read_text(encoding="utf-8")
    result = skillgap("goals", "ann", "--add", "observability=3", "--action", "Own it", "--due", NEVER)
    assert result.code == 0
    assert result.err == "saved: profiles/ann.yaml\n"
    assert "observability-3: Own it" in result.out
    assert goals_of(ann)["observability-3"] == Goal(
        id="observability-3",
        criterion="observability",
        level=3,
        action="Own it",
        due=datetime.date(2999, 12, 31),
        status="open",
    )
    after = ann.read_text(encoding="utf-8")
    assert after.startswith(before)
    skillgap("goals", "ann", "--add", "observability=3")
    assert goals_of(ann)["observability-3-2"] == Goal(
        id="observability-3-2", criterion="observability", level=3, status="open"
    )


def test_goals_are_closed_and_dropped(skillgap: Command, ann: Path) -> None:
    before = ann.read_text(encoding="utf-8").splitlines()
    result = skillgap("goals", "ann", "--done", "write-a-kernel", "--drop", "three-team-initiative")
    assert result.code == 0
    assert "Rate the reached criteria again: skillgap assess ann" in result.err
    assert "Done, but not rated again since: Performance Tooling." in result.out
    goals = goals_of(ann)
    assert (goals["write-a-kernel"].status, goals["three-team-initiative"].status) == ("done", "dropped")
    after = ann.read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2


def test_a_settled_goal_is_opened_again_in_one_changed_line(skillgap: Command, ann: Path) -> None:
    before = ann.read_text(encoding="utf-8").splitlines()
    assert skillgap("goals", "ann", "--reopen", "shared-clusters", "--reopen", "vendor-bake-off").code == 0
    goals = goals_of(ann)
    assert (goals["shared-clusters"].status, goals["vendor-bake-off"].status) == ("open", "open")
    after = ann.read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2
    assert skillgap("goals", "ann", "--reopen", "shared-clusters").err == ""


def test_a_goal_is_changed_in_what_is_given_and_stays_in_the_rest(skillgap: Command, ann: Path) -> None:
    before = goals_of(ann)
    kernel = before["write-a-kernel"]
    assert skillgap("goals", "ann", "--change", kernel.id, "--due", NEVER).code == 0
    assert goals_of(ann)[kernel.id] == replace(kernel, due=datetime.date(2999, 12, 31))
    assert skillgap("goals", "ann", "--change", kernel.id, "--level", "4", "--action", " Tune it ").code == 0
    assert goals_of(ann)[kernel.id] == replace(kernel, level=4, action="Tune it", due=datetime.date(2999, 12, 31))
    assert skillgap("goals", "ann", "--change", kernel.id, "--action", "", "--due", "").code == 0
    assert goals_of(ann) == before | {kernel.id: replace(kernel, level=4, action=None, due=None)}


def test_a_goal_may_keep_a_day_that_is_past_and_a_level_that_no_role_knows(skillgap: Command, ann: Path) -> None:
    text = ann.read_text(encoding="utf-8").replace("due: 2026-09-30", "due: 2020-01-01")
    ann.write_text(text.replace("matrix: principal-ai-infrastructure-engineer", "matrix: gone"), encoding="utf-8")
    kernel = goals_of(ann)["write-a-kernel"]
    kept = ("--change", kernel.id, "--level", str(kernel.level), "--due", "2020-01-01", "--action", "Tune it")
    assert skillgap("goals", "ann", *kept).code == 0
    assert goals_of(ann)[kernel.id] == replace(kernel, action="Tune it")
    result = skillgap("goals", "ann", "--change", kernel.id, "--level", "1")
    assert (result.code, result.out) == (2, "")
    assert "no role of ann has the criterion performance-tooling. Name a role that has it with --matrix." in result.err
    role = ("--matrix", "principal-ai-infrastructure-engineer")
    assert skillgap("goals", "ann", "--change", kernel.id, "--level", "1", *role).code == 0
    assert goals_of(ann)[kernel.id].level == 1


def test_a_goal_is_opened_again_with_another_day_in_one_go(skillgap: Command, ann: Path) -> None:
    clusters = goals_of(ann)["shared-clusters"]
    assert skillgap("goals", "ann", "--reopen", clusters.id, "--change", clusters.id, "--due", NEVER).code == 0
    assert goals_of(ann)[clusters.id] == replace(clusters, status="open", due=datetime.date(2999, 12, 31))


def test_a_done_goal_asks_for_the_rating_until_it_is_given(skillgap: Command, ann: Path) -> None:
    def to_rate_again() -> list[str]:
        return [one["criterion"] for one in listed(skillgap) if one["rate_again"]]

    assert to_rate_again() == []
    skillgap("goals", "ann", "--done", "write-a-kernel")
    assert to_rate_again() == [DONE]
    text = ann.read_text(encoding="utf-8")
    first, second = text.split("performance-tooling:\n", 1)
    ann.write_text(f"{first}performance-tooling:\n{second.replace('level: 2', 'level: 3', 1)}", encoding="utf-8")
    assert to_rate_again() == []


def test_the_most_urgent_stands_first(skillgap: Command, ann: Path) -> None:
    del ann
    day = datetime.timedelta(days=1)
    for due in (TODAY + 31 * day, TODAY + 30 * day, TODAY):
        skillgap("goals", "ann", "--add", "hardware=4", "--due", due.isoformat())
    skillgap("goals", "ann", "--add", "hardware=4")
    late = {"write-a-kernel", "three-team-initiative"}  # they have days of their own
    shown = [(one["id"], one["standing"]) for one in listed(skillgap) if one["id"] not in late]
    assert shown == [
        ("hardware-4-3", "due_soon"),
        ("hardware-4-2", "due_soon"),
        ("hardware-4", "open"),
        ("hardware-4-4", "open"),
        ("shared-clusters", "done"),
        ("vendor-bake-off", "dropped"),
    ]


@pytest.mark.parametrize(
    ("columns", "below"),
    [
        (40, ["  Large-scale    4 Expert    open", "  distributed", "  systems", "  design"]),
        (60, ["  Large-scale distributed  4 Expert      open", "  systems design"]),
    ],
)
def test_the_id_of_a_goal_is_in_one_piece_however_narrow_the_page(
    skillgap: Command, ann: Path, monkeypatch: pytest.MonkeyPatch, columns: int, below: list[str]
) -> None:
    del ann
    skillgap("goals", "ann", "--add", "large-scale-distributed-systems-design=4")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = [line.rstrip() for line in skillgap("goals", "ann").out.splitlines()]
    at = lines.index("large-scale-distributed-systems-design-4")
    assert lines[at + 1 : at + 1 + len(below)] == below
    for wide in ("80", "120"):
        monkeypatch.setenv("COLUMNS", wide)
        assert "large-scale-distributed-systems-design-4  Large-scale" in skillgap("goals", "ann").out


def test_overdue_is_said(skillgap: Command, ann: Path) -> None:
    ann.write_text(ann.read_text(encoding="utf-8").replace("due: 2026-09-30", "due: 2020-01-01"), encoding="utf-8")
    assert listed(skillgap)[0]["standing"] == "overdue"
    assert "overdue, 2020-01-01" in skillgap("goals", "ann").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--add", "observabilty=3"), 2, "has no criterion 'observabilty'. Did you mean observability?"),
        (("--add", "observability"), 2, "'observability' is not of the form CRITERION=LEVEL."),
        (("--add", "observability=9"), 2, "'9' is not on the scale: 0 None, 1 Awareness"),
        (("--add", "observability=3", "--due", "2020-01-01"), 2, "2020-01-01 is past; today is"),
        (("--add", "observability=3", "--due", "soon"), 2, "'soon' is not a day; write it as in 2027-03-31 or +6w."),
        (("--action", "Own it"), 2, "--action and --due belong to --add or --change."),
        (("--due", NEVER), 2, "--action and --due belong to --add or --change."),
        (("--add", "observability=3", "--level", "2"), 2, "--level belongs to --change."),
        (("--change", "write-a-kernel"), 2, "--change needs --level, --action or --due."),
        (
            ("--add", "hardware=4", "--change", "write-a-kernel", "--due", NEVER),
            2,
            "--add and --change cannot be combined",
        ),
        (
            ("--change", "write-kernel", "--level", "4"),
            2,
            "ann has no goal 'write-kernel'. Did you mean write-a-kernel?",
        ),
        (("--change", "write-a-kernel", "--level", "9"), 2, "'9' is not on the scale: 0 None, 1 Awareness"),
        (("--change", "write-a-kernel", "--due", "2020-01-01"), 2, "2020-01-01 is past; today is"),
        (("--change", "write-a-kernel", "--action", "\x1b[2J"), 1, "control"),
        (("--reopen", "zzz"), 2, "ann has no goal 'zzz'. Its goals: shared-clusters, write-a-kernel"),
        (
            ("--reopen", "shared-clusters", "--drop", "shared-clusters"),
            2,
            "give each goal to only one of --done, --drop and --reopen: shared-clusters.",
        ),
        (("--done", "write-kernel"), 2, "ann has no goal 'write-kernel'. Did you mean write-a-kernel?"),
        (("--drop", "zzz"), 2, "ann has no goal 'zzz'. Its goals: shared-clusters, write-a-kernel"),
        (
            ("--done", "write-a-kernel", "--drop", "write-a-kernel"),
            2,
            "--drop and --reopen: write-a-kernel.",
        ),
        (("--add", "observability=3", "--action", "\x1b[2J"), 1, "control"),
        (("--matrix", "nothing"), 1, "there is no matrix nothing"),
    ],
)
def test_what_cannot_be_is_one_clear_sentence_and_changes_nothing(
    skillgap: Command, ann: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    before = ann.read_bytes()
    result = skillgap("goals", "ann", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err
    assert "\x1b" not in result.err
    assert ann.read_bytes() == before


def test_without_goals_it_says_how_to_add_one(skillgap: Command) -> None:
    result = skillgap("goals", "sample-platform-engineer")
    assert result.code == 0
    assert "There are no goals yet." in result.out
    assert "skillgap goals sample-platform-engineer --add CRITERION=LEVEL" in result.err


def test_a_profile_that_rated_nothing_can_have_goals(skillgap: Command) -> None:
    path = Path(skillgap("profile", "new", "New").out.strip())
    assert skillgap("goals", "new", "--add", "observability=3").code == 0
    assert list(goals_of(path)) == ["observability-3"]


def test_goals_are_listed_where_the_matrix_is_not_here(skillgap: Command, ann: Path) -> None:
    text = ann.read_text(encoding="utf-8")
    ann.write_text(text.replace("matrix: principal-ai-infrastructure-engineer", "matrix: gone"), encoding="utf-8")
    result = skillgap("goals", "ann")
    assert result.code == 0
    assert "performance-tooling" in result.out


@pytest.mark.usefixtures("ann")
def test_a_shell_completes_the_goals_that_an_option_is_for() -> None:
    from click.shell_completion import ShellComplete

    from skillgap.cli import skillgap as group

    complete = ShellComplete(group, {}, "skillgap", "_SKILLGAP_COMPLETE")

    def completed(option: str, begun: str = "", who: str = "ann") -> list[str]:
        return [item.value for item in complete.get_completions(["goals", who, option], begun)]

    assert completed("--done", "w") == ["write-a-kernel"]
    assert completed("--drop") == ["write-a-kernel", "three-team-initiative"]
    assert completed("--reopen") == ["shared-clusters", "vendor-bake-off"]
    assert sorted(completed("--change")) == sorted(completed("--drop") + completed("--reopen"))
    assert completed("--done", "w", "nobody") == []


def test_open_goals_with_a_date_go_to_a_calendar_file(skillgap: Command, home: Path) -> None:
    result = skillgap("goals", "sample-staff-engineer", "--format", "ics", "--output", "goals.ics")
    assert (result.code, result.out, result.err) == (0, "", "wrote goals.ics\n")
    lines = (home / "goals.ics").read_bytes().decode().split("\r\n")
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20260930",
        "DTSTART;VALUE=DATE:20270331",
    ]
    assert "UID:write-a-kernel/sample-staff-engineer@skillgap" in lines
