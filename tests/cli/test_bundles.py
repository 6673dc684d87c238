"""A person in a bundle is read by every command that reads a profile, and changed by none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.model.schema import plain
from skillgap.store import locate, read_profile
from skillgap.store.bundle_format import write_bundle
from skillgap.store.bundle_lookup import MAX_INDEXED_LINES, MOST_SHOWN
from tests.builders import assessment_data, profile_data, profile_of
from tests.cli.conftest import STAFF, Command
from tests.cli.test_compare import person, role

IN_BUNDLE = "this person is in a bundle, which is only read"


@pytest.fixture
def bundle(home: Path) -> Path:
    """Two people with a role in a bundle of the profiles folder, and nobody beside it."""
    role(home, "role", 1, {"one": 10, "two": 5})
    for name, level in (("ann", 1), ("bob", 2)):
        person(home, name, ("role", 1, "2026-01-01", {"one": 0}), ("role", 1, "2026-03-01", {"one": level, "two": 1}))
    files = [home / "profiles" / f"{name}.yaml" for name in ("ann", "bob")]
    path = home / "profiles" / "team.jsonl"
    write_bundle(path, [read_profile(file).profile for file in files])
    for file in files:
        file.unlink()
    return Path("profiles/team.jsonl")


READING = (
    ("report",),
    ("plan",),
    ("goals",),
    ("fit",),
    ("compare", "--history"),
    ("profile", "show"),
    ("profile", "validate"),
    ("team",),
    ("review", "--report"),
)


def test_an_id_that_is_no_text_names_nobody(skillgap: Command, bundle: Path) -> None:
    result = skillgap("report", f"{bundle}/\udcff")  # as the system hands over a byte that is not UTF-8
    assert result.code == 1
    assert result.err == (
        f"{bundle}: this bundle has no person with the id \N{REPLACEMENT CHARACTER}\n"
        f"hint: skillgap profile list {bundle} lists who is in it\n"
    )


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_who_is_in_a_bundle_is_read_as_from_a_file(skillgap: Command, bundle: Path, command: tuple[str, ...]) -> None:
    by_path = skillgap(*command, bundle / "ann")
    assert by_path.code == 0
    assert skillgap(*command, "ann").out == by_path.out
    alone = bundle.with_name("ann.yaml")
    assert skillgap("profile", "export", bundle / "ann", "--output", alone).code == 0
    of_file = skillgap(*command, alone)
    assert of_file.out == by_path.out.replace(str(bundle / "ann"), str(alone))
    assert of_file.out != skillgap(*command, bundle / "bob").out or command == ("profile", "validate")


def test_dates_and_people_of_a_bundle_are_compared(skillgap: Command, bundle: Path) -> None:
    result = skillgap("compare", "ann@2026-01-01", bundle / "bob@2026-03-01", "--format", "json")
    columns = [(load["profile"]["id"], load["date"]) for load in json.loads(result.out)["columns"]]
    assert columns == [("ann", "2026-01-01"), ("bob", "2026-03-01")]


CHANGING = (
    ("assess", "--new", "--plain"),
    ("review", "--mentor", "Grace", "--plain"),
    ("goals", "--add", "one=2"),
    ("plan", "--due", "2099-01-01", "--save-goals"),
)


@pytest.mark.parametrize("command", CHANGING, ids=lambda command: command[0])
def test_what_would_change_them_says_how_to_take_them_out(
    skillgap: Command, bundle: Path, command: tuple[str, ...]
) -> None:
    before = bundle.read_bytes()
    result = skillgap(command[0], "ann", *command[1:])
    hint = f"hint: take them out first: skillgap profile export {bundle / 'ann'} --output ann.yaml\n"
    assert (result.code, result.out, result.err) == (1, "", f"{bundle / 'ann'}: {IN_BUNDLE}\n{hint}")
    assert skillgap("profile", "export", bundle / "ann", "--output", "ann.yaml").code == 0
    assert skillgap(command[0], "ann.yaml", *command[1:], answers="1\n").code == 0
    assert bundle.read_bytes() == before


def test_none_of_them_is_deleted(skillgap: Command, bundle: Path) -> None:
    result = skillgap("profile", "delete", "ann", "--yes")
    assert (result.code, result.err.partition("\n")[0]) == (1, f"{bundle / 'ann'}: {IN_BUNDLE}")


def test_a_copy_in_a_bundle_can_be_merged_into_a_file(skillgap: Command, bundle: Path) -> None:
    mine = bundle.with_name("ann.yaml")
    assert skillgap("profile", "export", "ann", "--output", mine).code == 0
    assert skillgap("goals", "ann", "--add", "one=2").err == f"saved: {mine}\n"
    before = mine.read_bytes()
    assert skillgap("profile", "merge", "ann", bundle / "ann", "--in-place").code == 0
    assert mine.read_bytes() == before
    printed = skillgap("profile", "merge", bundle / "ann", mine)
    Path("united.yaml").write_text(printed.out, encoding="utf-8")
    assert read_profile(Path("united.yaml")).profile == read_profile(mine).profile


# --- naming -----------------------------------------------------------------------------------------------------


def test_a_file_comes_before_a_bundle_and_this_before_a_sample(skillgap: Command, bundle: Path) -> None:
    library = locate()
    sample = read_profile(STAFF).profile
    write_bundle(bundle.with_name("more.jsonl"), [sample])
    assert library.find_profile(sample.id).path == bundle.with_name("more.jsonl") / sample.id
    assert skillgap("profile", "export", "ann", "--output", bundle.with_name("mine.yaml")).code == 0
    assert library.find_profile("ann").path == bundle.with_name("mine.yaml")


def test_an_id_of_two_bundles_or_two_lines_is_none(skillgap: Command, bundle: Path) -> None:
    twice = bundle.with_name("twice.jsonl")
    twice.write_bytes(bundle.read_bytes().splitlines()[1] + b"\n")
    result = skillgap("report", "bob")
    assert result.err == (
        f"bob is the id of {bundle / 'bob'} and {twice / 'bob'}\nhint: name one of these instead of the id\n"
    )
    bundle.write_bytes(bundle.read_bytes() * 2)
    result = skillgap("report", bundle / "bob")
    assert result.err == f"{bundle}: bob is the id of line 2 and line 4\nhint: keep one of the two\n"


def test_who_is_not_there_is_told_and_a_bundle_is_no_profile(skillgap: Command, bundle: Path) -> None:
    nobody = skillgap("report", bundle / "cy")
    hint = f"hint: skillgap profile list {bundle} lists who is in it\n"
    assert (nobody.code, nobody.err) == (1, f"{bundle}: this bundle has no person with the id cy\n{hint}")
    whole = skillgap("report", bundle)
    assert (whole.code, whole.err.partition("\n")[0]) == (1, f"{bundle}: this is a bundle of people, not a profile")
    assert skillgap("report", "bo").err.endswith("hint: did you mean bob?\n")
    assert skillgap("report", Path("gone.jsonl", "ann")).err.startswith("gone.jsonl: the file cannot be read")


def test_an_id_that_is_written_in_escapes_is_found(skillgap: Command, bundle: Path) -> None:
    bundle.write_text(bundle.read_text(encoding="utf-8").replace('"id":"ann"', r'"id":"\u0061nn"'), encoding="utf-8")
    assert skillgap("report", "ann").code == 0


def test_a_line_that_cannot_be_read_spoils_no_other(skillgap: Command, bundle: Path) -> None:
    ann, bob = bundle.read_text(encoding="utf-8").splitlines()
    bundle.write_text("\n".join(["{", ann, bob.replace('"level":2', '"level":"2"')]), encoding="utf-8")
    assert skillgap("report", "ann").code == 0
    broken = skillgap("report", "bob")
    place = "assessments[1].ratings.one.level"
    assert (broken.code, broken.out) == (1, "")
    assert broken.err.startswith(f"{bundle}:3: level must be a whole number, not '2' (at {place})\n")


def test_what_does_not_fit_the_matrix_is_told_with_the_line(skillgap: Command, bundle: Path) -> None:
    bundle.write_text(bundle.read_text(encoding="utf-8").replace('"two"', '"tow"'), encoding="utf-8")
    result = skillgap("report", "bob")
    assert result.err.startswith(f"{bundle}:2: role version 1 has no criterion tow (at assessments[1].ratings.tow)\n")


def test_a_bundle_that_is_read_is_not_written_over(skillgap: Command, bundle: Path) -> None:
    before = bundle.read_bytes()
    result = skillgap("profile", "export", bundle / "ann", "--output", bundle)
    assert (result.code, bundle.read_bytes()) == (1, before)
    assert result.err.startswith(f"{bundle}: this is one of the files to read\n")


# --- listing and completing ---------------------------------------------------------------------------------------


def many(path: Path, count: int) -> None:
    people = [plain(profile_of(profile_data(assessment_data({"one": 1}), id=f"p{at:04}"))) for at in range(count)]
    path.write_text("".join(f"{json.dumps(one)}\n" for one in people), encoding="utf-8")


def ids(out: str) -> list[str]:
    return [line.split()[0] for line in out.splitlines()[1:]]


def test_a_folder_lists_the_first_people_of_a_bundle_and_a_bundle_all(skillgap: Command, bundle: Path) -> None:
    few = skillgap("profile", "list")
    assert (few.code, few.err, ids(few.out)[:2]) == (0, "", ["ann", "bob"])
    assert str(bundle / "ann") in few.out
    big = bundle.with_name("big.jsonl")
    many(big, MOST_SHOWN + 1)
    told = skillgap("profile", "list")
    assert ids(told.out)[:-4] == [f"p{at:04}" for at in range(MOST_SHOWN)]
    assert told.err == f"of {big} only the first 50 are listed; all: skillgap profile list {big}\n"
    every = skillgap("profile", "list", big)
    assert (ids(every.out), every.err) == ([f"p{at:04}" for at in range(MOST_SHOWN + 1)], "")
    assert ids(skillgap("profile", "list", big / "p0050", bundle).out) == ["p0050", "ann", "bob"]


def test_a_listing_names_what_it_cannot_read(skillgap: Command, bundle: Path) -> None:
    bundle.write_bytes(b"{\n" + bundle.read_bytes())
    for arguments in ((), (bundle,)):
        result = skillgap("profile", "list", *arguments)
        assert (result.code, ids(result.out)[:2]) == (5, ["ann", "bob"])
        assert result.err.startswith(f"{bundle}:1:2: this is not valid JSON")


def completed(monkeypatch: pytest.MonkeyPatch, skillgap: Command, line: str) -> list[str]:
    monkeypatch.setenv("_SKILLGAP_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - (0 if line.endswith(" ") else 1)))
    return [splitline.partition(",")[2] for splitline in skillgap().out.splitlines()]


def test_people_of_bundles_are_completed(monkeypatch: pytest.MonkeyPatch, skillgap: Command, bundle: Path) -> None:
    many(bundle.with_name("big.jsonl"), MAX_INDEXED_LINES + 1)
    bundle.write_bytes(b"{\n[]\n{}\n" + bundle.read_bytes())
    assert completed(monkeypatch, skillgap, "skillgap report a") == ["ann"]
    assert len(completed(monkeypatch, skillgap, "skillgap report p")) == MAX_INDEXED_LINES
    assert completed(monkeypatch, skillgap, f"skillgap report {bundle}/") == [f"{bundle}/ann", f"{bundle}/bob"]
    assert completed(monkeypatch, skillgap, f"skillgap compare {bundle}/bob@2026-0") == [
        f"{bundle}/bob@2026-01-01",
        f"{bundle}/bob@2026-03-01",
    ]
