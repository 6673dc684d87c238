"""``skillgap compare``, ``matrix diff`` and ``fit`` as a user calls them."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from skillgap import reports
from skillgap.cli import compare, options
from skillgap.scoring import gap_report
from tests.cli.conftest import MATRIX, STAFF, Command

SAMPLES = ("sample-staff-engineer", "sample-platform-engineer")
ROLE = (
    "format: skillgap/matrix/1\nid: {id}\nversion: {version}\ntitle: Role {id}\nsource: {{sample_size: 20}}\n"
    "scale: [{{level: 0, name: None}}, {{level: 1, name: Some}}, {{level: 2, name: All}}]\ntargets: {{default: 2}}\n"
    "sections:\n  - id: skills\n    criteria:\n"
)


def role(home: Path, identifier: str, version: int, counts: dict[str, int], name: str | None = None) -> None:
    """A matrix in the folder ``matrices``."""
    folder = home / "matrices"
    folder.mkdir(exist_ok=True)
    rows = "".join(f"      - {{id: {one}, name: {one.title()}, postings: {count}}}\n" for one, count in counts.items())
    text = ROLE.format(id=identifier, version=version) + rows
    (folder / f"{name or identifier}.yaml").write_text(text, encoding="utf-8")


def person(home: Path, identifier: str, *assessments: tuple[str, int, str, dict[str, int]]) -> None:
    """A profile in the folder ``profiles``."""
    folder = home / "profiles"
    folder.mkdir(exist_ok=True)
    entries = [
        {
            "matrix": matrix,
            "matrix_version": version,
            "date": date,
            "ratings": {one: {"level": level} for one, level in ratings.items()},
        }
        for matrix, version, date, ratings in assessments
    ]
    data = {"format": "skillgap/profile/1", "id": identifier, "name": identifier.title(), "assessments": entries}
    (folder / f"{identifier}.yaml").write_text(json.dumps(data), encoding="utf-8")


@pytest.fixture
def moved(home: Path) -> Path:
    """Two versions of a role, another role, and people rated against them."""
    role(home, "role", 1, {"one": 10, "two": 10}, "role.v1")
    role(home, "role", 2, {"one": 18, "two": 10, "three": 6})
    role(home, "other", 1, {"bread": 5})
    person(home, "ann", ("role", 1, "2025-01-01", {"one": 1, "two": 1}), ("role", 2, "2026-01-01", {"one": 2}))
    person(home, "bob", ("role", 2, "2026-02-01", {"one": 0, "two": 2, "three": 2}))
    person(home, "eve", ("other", 1, "2026-02-01", {"bread": 2}))
    person(home, "old", ("role", 9, "2026-02-01", {"one": 1}))
    person(home, "new")
    return home


def compared(skillgap: Command, *arguments: str) -> Any:
    result = skillgap("compare", *arguments, "--format", "json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


@pytest.mark.parametrize("view", gap_report.VIEWS)
def test_each_column_agrees_with_the_report_of_its_profile(skillgap: Command, view: str) -> None:
    columns = compared(skillgap, *SAMPLES, "--view", view)["columns"]
    for name, column in zip(SAMPLES, columns, strict=True):
        report = json.loads(skillgap("report", name, "--format", "json", "--view", view).out)
        assert column["coverage"] == report["coverage"]
        assert column["sections"] == report["sections"]
        assert column["matrix"] == report["matrix"]
        assert column["date"] == report["assessment"]["date"]


def test_a_date_names_one_assessment_and_paths_do_as_well_as_ids(skillgap: Command) -> None:
    by_id = compared(skillgap, "sample-staff-engineer@2025-11-10", "sample-staff-engineer")
    assert [column["date"] for column in by_id["columns"]] == ["2025-11-10", "2026-05-04"]
    assert compared(skillgap, f"{STAFF}@2025-11-10", str(STAFF)) == by_id


def test_an_at_sign_in_a_path_is_no_date(skillgap: Command, home: Path) -> None:
    (home / "a@b").mkdir()
    (home / "a@b" / "me.yaml").write_text(STAFF.read_text(encoding="utf-8"), encoding="utf-8")
    (home / "ada@2026.yaml").write_text(STAFF.read_text(encoding="utf-8"), encoding="utf-8")
    columns = compared(skillgap, "a@b/me.yaml@2025-11-10", "./ada@2026.yaml")["columns"]
    assert [column["date"] for column in columns] == ["2025-11-10", "2026-05-04"]


@pytest.mark.usefixtures("moved")
def test_two_dates_of_one_person_say_why_coverage_changed_whatever_their_order(skillgap: Command) -> None:
    forth = compared(skillgap, "ann@2025-01-01", "ann")["change"]
    assert forth == compared(skillgap, "ann", "ann@2025-01-01")["change"]
    assert forth["coverage_change"] == pytest.approx(
        0.5
    )  # one of two levels everywhere, then both where anything is rated
    assert forth["coverage_change_you"] + forth["coverage_change_role"] == pytest.approx(forth["coverage_change"])
    assert compared(skillgap, "ann", "bob")["change"] is None
    shown = skillgap("compare", "ann@2025-01-01", "ann").out
    assert "Coverage went from 50% on 2025-01-01 to 100% on 2026-01-01: +50.0 points." in shown


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ann", "eve"), "They were rated against 2 different roles, which have no criterion in common"),
        (("ann", "ann"), "the same as number 1, and counted once"),
        (("ann", "new"), "New, not assessed: nothing is rated yet"),
        (("new", "new"), "New, not assessed: nothing is rated yet"),
        (("ann@2025-01-01", "bob"), "2 different versions of one role, which have 2 criteria of 3 in common"),
        (("ann", "bob", "eve"), "No criterion is in all of them, and 3 of 4 are in at least two."),
    ],
)
def test_what_cannot_be_compared_is_said(skillgap: Command, arguments: tuple[str, ...], words: str) -> None:
    result = skillgap("compare", *arguments)
    assert (result.code, result.err) == (0, "")
    assert words in " ".join(line.strip() for line in result.out.splitlines())


@pytest.mark.usefixtures("moved")
def test_a_version_that_is_gone_leaves_its_column_empty_and_says_how_to_bring_it_back(skillgap: Command) -> None:
    result = skillgap("compare", "ann", "old", "--format", "json")
    assert result.code == 5
    assert "version 9 of the matrix role is not here, only version 2" in result.err
    assert "hint: put it beside the other as role.v9.yaml" in result.err
    kept, gone = json.loads(result.out)["columns"]
    assert (kept["coverage"]["value"], kept["missing_input"]) == (1.0, None)
    assert (gone["coverage"], gone["missing_input"]) == (None, "matrix")


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("ann@2020-01-01", "bob"),
            1,
            "ann has no assessment on 2020-01-01\nhint: it has role@1 on 2025-01-01, role@2",
        ),
        (
            ("new@2020-01-01", "bob"),
            1,
            "new has no assessment on 2020-01-01\nhint: nothing is rated yet; begin with: skillgap assess new",
        ),
        (("ann@may", "bob"), 2, "'may' is not a date; write it as in ann@2026-05-04."),
        (("ann",), 2, "there is nothing to compare ann with. For one person over time: skillgap compare ann --history"),
        (
            ("ann", "eve", "--matrix", "role"),
            1,
            "eve has no assessment of role\nhint: it has other@1 on 2026-02-01; to add one: skillgap assess eve",
        ),
        (("ann", "nobody"), 1, "there is no profile nobody"),
        (("ann", "./gone.yaml"), 1, "gone.yaml: the file cannot be read: no such file or directory"),
        (("ann", "bob", "--history"), 2, "--history takes one PROFILE, with all its dates."),
        (("ann@2025-01-01", "--history"), 2, "--history takes one PROFILE, with all its dates."),
        (("ann", "bob", "--stale-after", "9"), 2, "--stale-after belongs to --history."),
        (
            ("new", "--history"),
            1,
            "new has rated nothing yet, so there is no history\nhint: begin with: skillgap assess",
        ),
        (("ann", "bob", "--output", "no/folder/here"), 1, "no/folder/here: the file cannot be written"),
    ],
)
def test_what_is_wrong_is_one_sentence(skillgap: Command, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = skillgap("compare", *arguments)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_ratings_that_do_not_fit_their_matrix_are_refused(skillgap: Command, moved: Path) -> None:
    path = moved / "profiles" / "bob.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"level": 0', '"level": 7'), encoding="utf-8")
    for command in (("compare", "ann", "bob"), ("compare", "bob", "--history"), ("fit", "bob")):
        result = skillgap(*command)
        assert (result.code, result.out) == (1, "")
        assert "level 7 is not on the scale of role" in result.err


@pytest.mark.usefixtures("moved")
def test_matrix_chooses_the_role_and_the_version(skillgap: Command) -> None:
    person(Path(), "ann", ("role", 1, "2025-01-01", {"one": 1}), ("other", 1, "2026-05-01", {"bread": 1}))
    whole = compared(skillgap, "ann", "bob", "--matrix", "role")["columns"]
    assert [(column["matrix"]["id"], column["matrix"]["version"]) for column in whole] == [("role", 1), ("role", 2)]
    result = skillgap("compare", "ann", "bob", "--matrix", "role@2")
    assert result.code == 1
    assert "ann has no assessment of role@2\nhint: it has role@1 on 2025-01-01, other@1 on 2026-05-01\n" in result.err


@pytest.mark.usefixtures("moved")
def test_a_report_of_one_version_reads_the_assessment_of_that_version(skillgap: Command) -> None:
    report = json.loads(skillgap("report", "ann", "--matrix", "role@1", "--format", "json").out)
    assert (report["matrix"]["version"], report["assessment"]["date"]) == (1, "2025-01-01")
    assert report["gaps"][0]["postings"] == 10
    latest = json.loads(skillgap("report", "ann", "--matrix", "role", "--format", "json").out)
    assert (latest["matrix"]["version"], latest["assessment"]["date"]) == (2, "2026-01-01")


@pytest.mark.usefixtures("moved")
def test_somebody_who_rated_nothing_counts_against_the_role_in_question(skillgap: Command) -> None:
    data = compared(skillgap, "bob", "new")
    assert data["columns"][1]["matrix"]["version"] == 2
    assert data["columns"][1]["coverage"]["low"] == 0.0
    assert [row["cells"][1]["state"] for row in data["rows"]] == ["not_asked"] * 3
    assert compared(skillgap, "bob", "eve", "new")["columns"][2]["coverage"] is None


def test_who_has_rated_nothing_counts_against_the_only_role_known_or_the_one_asked_for(
    skillgap: Command, home: Path
) -> None:
    person(home, "ann")
    person(home, "bob")
    assert [one["coverage"]["applicable"] for one in compared(skillgap, "ann", "bob")["columns"]] == [19, 19]
    role(home, "role", 1, {"one": 10, "two": 10})
    assert [one["coverage"] for one in compared(skillgap, "ann", "bob")["columns"]] == [None, None]
    asked_for = compared(skillgap, "ann", "bob", "--matrix", "role")["columns"]
    assert [one["coverage"]["applicable"] for one in asked_for] == [2, 2]


@pytest.mark.usefixtures("moved")
def test_the_history_tells_coverage_change_and_age(skillgap: Command) -> None:
    data = json.loads(skillgap("compare", "ann", "--history", "--format", "json").out)
    assert data["format"] == "skillgap/history/1"
    assert [point["coverage"]["value"] for point in data["points"]] == [0.5, 1.0]
    assert [(change["id"], change["level_before"], change["level_after"]) for change in data["level_changes"]] == [
        ("one", 1, 2)
    ]
    age = (datetime.date.today() - datetime.date(2026, 1, 1)).days
    assert {one["id"]: one["age_days"] for one in data["stale_levels"]}["one"] == age
    shown = skillgap("compare", "ann", "--history", "--stale-after", str(age + 9999)).out
    assert f"No level was last said more than {age + 9999} days ago." in shown


@pytest.mark.usefixtures("moved")
def test_a_history_goes_on_where_a_version_is_gone(skillgap: Command) -> None:
    person(Path(), "ann", ("role", 1, "2025-01-01", {"one": 1}), ("role", 7, "2025-02-01", {"one": 1}))
    result = skillgap("compare", "ann", "--history", "--format", "json")
    assert result.code == 5
    assert "version 7 of the matrix role is not here" in result.err
    assert [point["missing_input"] for point in json.loads(result.out)["points"]] == [None, "matrix"]


@pytest.mark.usefixtures("moved")
def test_a_history_of_one_role_names_the_others(skillgap: Command) -> None:
    person(Path(), "ann", ("role", 1, "2025-01-01", {"one": 1}), ("other", 1, "2026-05-01", {"bread": 1}))
    result = skillgap("compare", "ann", "--history")
    assert result.code == 0
    assert result.err == "This is the history in other; there are assessments of role too: see --matrix.\n"


@pytest.mark.usefixtures("moved")
def test_only_significant_differences_are_marked(skillgap: Command) -> None:
    for old in ("role@1", "matrices/role.v1.yaml"):
        data = json.loads(skillgap("matrix", "diff", old, "role", "--format", "json").out)
        assert {one["id"]: one["significant"] for one in data["changes"]} == {
            "one": True,  # 10 of 20, then 18 of 20
            "two": False,
            "three": False,
        }
    shown = skillgap("matrix", "diff", "role@1", "role").out
    assert "Significant: the shares differ by Fisher's exact test" in " ".join(shown.split())
    assert "New: 1" in shown
    assert "no criterion in common" in skillgap("matrix", "diff", "role", "other").out
    assert skillgap("matrix", "diff", "role", "role").out.count("\n\n") == 2  # title, samples, and that nothing changed


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("reference", ["role@5", "rolle", "./gone.yaml", "role@x"])
def test_a_matrix_that_is_not_there_is_one_sentence(skillgap: Command, reference: str) -> None:
    result = skillgap("matrix", "diff", "role", reference)
    assert (result.code, result.out) == (1, "")
    assert "hint: " in result.err


def test_fit_ranks_all_roles_and_uses_what_was_said_elsewhere(skillgap: Command, moved: Path) -> None:
    role(moved, "near", 1, {"one": 20, "butter": 1})
    data = json.loads(skillgap("fit", "bob", "--format", "json").out)
    assert [(one["matrix"]["id"], one["own"], one["reused"]) for one in data["roles"]] == [
        ("role", 3, 0),
        ("near", 0, 1),
        ("other", 0, 0),
        (MATRIX, 0, 0),
    ]
    report = json.loads(skillgap("report", "bob", "--format", "json").out)
    assert data["roles"][0]["coverage"] == report["coverage"]
    shown = skillgap("fit", "bob").out
    assert "Roles are sorted by the low end of the range" in " ".join(shown.split())
    assert "Nothing is rated yet in any role" in skillgap("fit", "new").out


def test_fit_complains_of_a_matrix_that_cannot_be_read_and_ranks_the_others(skillgap: Command, moved: Path) -> None:
    (moved / "matrices" / "broken.yaml").write_text("a: [", encoding="utf-8")
    result = skillgap("fit", "bob")
    assert result.code == 5
    assert "matrices/broken.yaml:1:" in result.err
    assert "Role role, version 2" in result.out


def test_each_matrix_is_read_once(skillgap: Command, moved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from skillgap.store import files

    for number in range(20):
        person(moved, f"p{number}", ("role", 2, "2026-02-01", {"one": number % 3}))
    read: list[str] = []
    really = files.read

    def reading(path: Path, *limit: int) -> files.Snapshot:
        read.append(path.name)
        return really(path, *limit)

    monkeypatch.setattr(files, "read", reading)
    assert skillgap("compare", *(f"p{number}" for number in range(20))).code == 0
    assert read.count("role.yaml") == 1
    assert len(read) == 20 + 1
    read.clear()
    assert skillgap("compare", *SAMPLES, "--matrices", moved / "none").code == 0  # where one role alone is known
    assert read.count(f"{MATRIX}.yaml") == 1


@pytest.mark.parametrize("form", reports.FORMATS)
def test_a_file_holds_what_standard_output_would(skillgap: Command, home: Path, form: str) -> None:
    result = skillgap("compare", *SAMPLES, "--format", form, "--output", "compared")
    assert (result.code, result.out, result.err) == (0, "", "wrote compared\n")
    printed = skillgap("compare", *SAMPLES, "--format", form).out
    assert (home / "compared").read_bytes().decode("utf-8-sig").split() == printed.split()


def test_the_choices_are_those_the_library_knows() -> None:
    from skillgap.scoring.comparison.history import STALE_AFTER

    assert options.VIEWS == gap_report.VIEWS
    assert options.STALE_AFTER == STALE_AFTER


@pytest.mark.usefixtures("moved")
def test_a_shell_completes_ids_and_behind_the_at_sign_dates() -> None:
    from click import Context
    from click.shell_completion import CompletionItem

    def offered(incomplete: str) -> list[str]:
        context = Context(compare.command)
        items: list[CompletionItem] = options.complete_assessment(context, compare.command.params[0], incomplete)
        return [item.value for item in items]

    assert offered("an") == ["ann"]
    assert offered("ann@") == ["ann@2025-01-01", "ann@2026-01-01"]
    assert offered("ann@2026") == ["ann@2026-01-01"]
    assert offered("nobody@") == []


def test_a_level_agreed_lower_and_stated_again_is_no_progress(skillgap: Command, home: Path) -> None:
    role(home, "role", 1, {"a": 9, "b": 4})
    text = (
        "format: skillgap/profile/1\nid: ada\nname: Ada\nassessments:\n"
        "  - {matrix: role, matrix_version: 1, date: 2026-03-01, ratings: {a: {level: 2}}}\n"
        "  - {matrix: role, matrix_version: 1, date: 2026-09-01, ratings: {a: {level: 2}}}\n"
        "reviews:\n  - {assessment: 2026-03-01, matrix: role, by: Ann, date: 2026-03-09, status: complete, "
        "ratings: {a: {level: 1, agreed: 1}}}\n"
    )
    (home / "profiles").mkdir(exist_ok=True)
    (home / "profiles" / "ada.yaml").write_text(text, encoding="utf-8")
    for arguments in (["report", "ada"], ["compare", "ada@2026-03-01", "ada"], ["compare", "ada", "--history"]):
        printed = skillgap(*arguments)
        assert "on 2026-03-09, and not reviewed since" in " ".join(printed.out.split()), printed.err
    data = json.loads(skillgap("report", "ada", "--format", "json").out)
    assert [(one["id"], one["level"], one["agreed_level"]) for one in data["restated"]] == [("a", 2, 1)]
