"""Profiles as files: what may be changed, what a save writes, and what it leaves as the file states it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from yaml import CBaseLoader

from skillgap import errors
from skillgap.errors import MAX_SUGGESTIONS, MOST_COMPARED, DataError, Diagnostic, limited_suggester
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Goal
from skillgap.store import Library, read_profile, save_profile, yaml_reader
from skillgap.store.documents import (
    Kind,
    ProfileFile,
    changed_text,
    check_changeable,
    check_replaceable,
    in_bundle,
    matrix_problems,
    profile_problems,
    publish_schema,
    save_copy,
    schema_text,
)
from skillgap.store.files import PROFILE_LIMIT
from tests.builders import Plain, assessment_data, criterion, matrix_data, matrix_of, profile_data
from tests.locks import held

TEXT = """\
format: skillgap/profile/1
id: ann
name: Ann # never change this
assessments:
  - matrix: role
    matrix_version: 1
    date: 2026-05-04
    ratings:
      a: {level: 2, evidence: [], note: "n"}  # nothing to show yet
      b: {level: 1}
    signals: {}
reviews: []
goals: [] # none yet
"""


@pytest.fixture
def ann(tmp_path: Path) -> ProfileFile:
    """A profile whose file states empty lists, which the model leaves out."""
    path = tmp_path / "ann.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_profile(path)


def rated(file: ProfileFile, criterion: str, level: int | None) -> ProfileFile:
    """The file with another profile: one level changed, or the whole rating gone."""
    (assessment,) = file.profile.assessments
    ratings = dict(assessment.ratings)
    if level is None:
        del ratings[criterion]
    else:
        ratings[criterion] = replace(ratings[criterion], level=level)
    changed = replace(assessment, ratings=ratings)
    return replace(file, profile=replace(file.profile, assessments=(changed,)))


def text_of(file: ProfileFile) -> str:
    return file.path.read_text(encoding="utf-8")


def test_what_a_file_states_and_a_model_leaves_out_stays(ann: ProfileFile) -> None:
    before = text_of(ann)
    saved = save_profile(ann, rated(ann, "a", 3).profile)
    assert text_of(ann) == before.replace("{level: 2", "{level: 3")
    assert (saved.path, saved.profile.assessments[0].ratings["a"].level) == (ann.path, 3)
    save_profile(saved, rated(saved, "b", None).profile)
    assert text_of(ann) == before.replace("{level: 2", "{level: 3").replace("      b: {level: 1}\n", "")


def test_what_is_new_comes_in_and_the_rest_stays(ann: ProfileFile) -> None:
    before = text_of(ann)
    (first,) = ann.profile.assessments
    second = replace(first, date=first.date.replace(year=2027), ratings={"b": first.ratings["b"]})
    save_profile(ann, replace(ann.profile, name="Bea", assessments=(first, second)))
    added = "  - matrix: role\n    matrix_version: 1\n    date: 2027-05-04\n    ratings:\n      b: {level: 1}\n"
    assert text_of(ann) == before.replace("name: Ann", "name: Bea").replace("reviews:", f"{added}reviews:")


def test_what_is_said_of_a_rating_for_the_first_time_comes_behind_what_it_says(ann: ProfileFile) -> None:
    before = text_of(ann)
    (first,) = ann.profile.assessments
    noted = replace(first, ratings={**first.ratings, "b": replace(first.ratings["b"], note="why")})
    save_profile(ann, replace(ann.profile, assessments=(noted,)))
    assert text_of(ann) == before.replace("b: {level: 1}", "b: {level: 1, note: why}")


def test_what_a_file_states_as_empty_is_filled_in_its_place(ann: ProfileFile) -> None:
    before = text_of(ann)
    goal = Goal(id="g", criterion="a", level=3, status="open")
    save_profile(ann, replace(ann.profile, goals=(goal,)))
    filled = "goals: # none yet\n  - id: g\n    criterion: a\n    level: 3\n    status: open\n"
    assert text_of(ann) == before.replace("goals: [] # none yet\n", filled)


def test_a_save_waits_for_another_program_no_longer_than_it_is_told_to(ann: ProfileFile) -> None:
    with held(ann.path), pytest.raises(DataError, match=r"has been saving this file for 0\.01 seconds"):
        save_profile(ann, rated(ann, "a", 3).profile, wait=0.01)


def test_what_could_not_be_read_again_is_refused_before_anything_is_written(ann: ProfileFile) -> None:
    before = text_of(ann)
    goal = Goal(id="g", criterion="a", level=3, status="open")
    with pytest.raises(DataError, match="g occurs twice"):
        save_profile(ann, replace(ann.profile, goals=(goal, goal)))
    assert text_of(ann) == before
    assert list(ann.path.parent.iterdir()) == [ann.path]


def test_a_save_reads_its_text_back_once(ann: ProfileFile, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str) -> CBaseLoader:
        read.append(text)
        return CBaseLoader(text)

    monkeypatch.setattr(yaml_reader, "CBaseLoader", counted)
    saved = save_profile(ann, rated(ann, "a", 3).profile)
    assert read == [text_of(ann)]
    again = read_profile(ann.path)
    assert (saved.profile, saved.source.value, saved.snapshot) == (again.profile, again.source.value, again.snapshot)


def test_nothing_changed_is_the_file_as_it_is(ann: ProfileFile) -> None:
    assert changed_text(ann, ann.profile) == text_of(ann)


def test_a_copy_is_saved_beside_and_never_over_a_file(ann: ProfileFile, tmp_path: Path) -> None:
    before = text_of(ann)
    profile = rated(ann, "a", 3).profile
    copy = save_copy(tmp_path / "copy.yaml", ann, profile)
    assert (copy.path, copy.profile, copy.read_only) == (tmp_path / "copy.yaml", profile, False)
    assert text_of(copy) == before.replace("{level: 2", "{level: 3")
    assert text_of(ann) == before
    with pytest.raises(DataError):
        save_copy(tmp_path / "copy.yaml", ann, ann.profile)
    assert text_of(copy) == before.replace("{level: 2", "{level: 3")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A sample, and somebody in a bundle."""
    library = Library(tmp_path / "profiles", tmp_path / "matrices", tmp_path / "built-in")
    for folder in (library.profiles, library.built_in / "profiles"):
        folder.mkdir(parents=True)
    (library.built_in / "profiles" / "sam.yaml").write_text(json.dumps(profile_data(id="sam")), encoding="utf-8")
    bob = json.dumps(profile_data(assessment_data({"a": 1}), id="bob"))
    (library.profiles / "team.jsonl").write_text(f"{bob}\n", encoding="utf-8")
    return library


def test_a_sample_and_a_person_in_a_bundle_are_not_changed(library: Library) -> None:
    sample, bob = library.find_profile("sam"), library.find_profile("bob")
    bundle = library.profiles / "team.jsonl"
    hint = f"take them out first: skillgap profile export {bundle / 'bob'} --output bob.yaml"
    in_it = Diagnostic("this person is in a bundle, which is only read", str(bundle / "bob"), hint=hint)
    copy = "skillgap profile export sam --output sam.yaml"
    hint = f'make your own with: skillgap profile new "Your name"; or a copy to try things on: {copy}'
    of_ours = Diagnostic("this is a sample, which cannot be changed", str(sample.path), hint=hint)
    for file, expected in ((sample, of_ours), (bob, in_it)):
        assert file.read_only
        before = sample.path.read_bytes(), bundle.read_bytes()
        with pytest.raises(DataError) as caught:
            check_changeable(file)
        assert caught.value.problems == (expected,)
        with pytest.raises(DataError) as caught:
            save_profile(file, replace(file.profile, name="Another"))
        assert caught.value.problems == (expected,)
        assert (sample.path.read_bytes(), bundle.read_bytes()) == before


def test_what_may_be_changed_is_not_refused(ann: ProfileFile) -> None:
    assert not ann.read_only
    check_changeable(ann)


def test_a_person_out_of_a_bundle_is_written_as_a_file_of_their_own(library: Library, tmp_path: Path) -> None:
    bob = library.find_profile("bob")
    text = changed_text(bob, replace(bob.profile, name="Bob"))
    ratings = "    ratings:\n      a: {level: 1}\n"
    assessments = f"assessments:\n  - matrix: role\n    matrix_version: 1\n    date: 2026-05-04\n{ratings}"
    assert text == f"format: skillgap/profile/1\nid: bob\nname: Bob\n{assessments}"
    assert save_copy(tmp_path / "bob.yaml", bob, bob.profile).profile == bob.profile


def test_a_path_leads_through_a_bundle_unless_it_is_a_folder(tmp_path: Path) -> None:
    assert in_bundle(tmp_path / "team.jsonl" / "ann") == (tmp_path / "team.jsonl", "ann")
    assert in_bundle(tmp_path / "team.jsonl") is None
    assert in_bundle(tmp_path / "team" / "ann") is None
    (tmp_path / "team.jsonl").mkdir()
    assert in_bundle(tmp_path / "team.jsonl" / "ann") is None


KINDS: tuple[Kind, ...] = ("matrix", "profile")
ROLE = matrix_of(matrix_data(criterion("kubernetes", 5)))
OTHER = {"matrix": "other", "matrix_version": 1, "date": "2026-06-01"}


def problems_of(folder: Path, data: Plain) -> list[Diagnostic]:
    def matrix_for(identifier: str, version: int) -> Matrix:
        if (identifier, version) == (ROLE.id, ROLE.version):
            return ROLE
        raise DataError(Diagnostic(f"there is no matrix {identifier}"))

    path = folder / "me.yaml"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return profile_problems(path, matrix_for)


def test_a_key_much_like_format_is_taken_for_it(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {"fmt": "skillgap/profile/1"})
    assert (problem.message, problem.hint) == ("format is missing", "write format in place of fmt")


def test_problems_are_told_in_the_order_of_the_file_whatever_found_them(tmp_path: Path) -> None:
    nameless, unknown = {"date": "2026-05-03"}, assessment_data({"kubernets": 9, "helm": {}})
    found = problems_of(tmp_path, {**profile_data(nameless, unknown), "nmae": "Me"})
    assert [problem.path.rpartition(".")[2] for problem in found] == [
        *("assessments[0]", "assessments[0]"),
        *("kubernets", "level"),
        *("helm", "helm"),
        "nmae",
    ]


def test_a_goal_may_be_about_a_matrix_that_is_not_here(tmp_path: Path) -> None:
    goal = {"id": "g", "criterion": "terraform", "level": 3, "status": "open"}
    known, not_here = assessment_data({"kubernetes": 2}), OTHER
    assert [one.path for one in problems_of(tmp_path, profile_data(known, goals=[goal]))] == ["goals[0].criterion"]
    for assessments in ([not_here], [known, not_here]):
        found = problems_of(tmp_path, profile_data(*assessments, goals=[goal]))
        assert [one.path for one in found] == [f"assessments[{len(assessments) - 1}].matrix"]


def test_only_so_many_unknown_names_of_a_file_are_likened_to_known_ones(tmp_path: Path) -> None:
    ratings = {f"kubernetes{number}": 1 for number in range(MAX_SUGGESTIONS - 5)}
    data = profile_data(*(assessment_data(ratings, date=f"2026-05-0{day}") for day in (1, 2)))
    found = [one.hint for one in problems_of(tmp_path, data)]
    assert len(found) == 2 * len(ratings)
    assert found.count("did you mean kubernetes?") == MAX_SUGGESTIONS


def test_only_so_much_of_unknown_names_is_compared_with_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = [0]

    def counted(word: str, known: Iterable[str]) -> str:
        compared.append(compared[-1] + len(word) * sum(map(len, known)))
        return "it"

    monkeypatch.setattr(errors, "nearest", counted)
    near = limited_suggester()
    known = [f"{'known' * 15}-{number}" for number in range(500)]
    liked = [near(f"unknown-{number}", known) for number in range(1_000)]
    assert liked.count("it") == len(compared) - 1
    assert 0 < compared[-1] <= MOST_COMPARED < compared[-1] + len("unknown-0") * sum(map(len, known))


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    gone = tmp_path / "gone.yaml"
    for found in (matrix_problems(gone), profile_problems(gone, lambda *_: ROLE)):
        hint = "check the name and the folder"
        assert found == [Diagnostic("the file cannot be read: no such file or directory", str(gone), hint=hint)]


def test_the_schema_of_each_kind_can_be_read_by_people_too() -> None:
    for kind in KINDS:
        assert schema_text(kind).startswith('{\n  "')
        assert json.loads(schema_text(kind))["title"] == f"skillgap/{kind}/1"


def test_a_schema_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "profile.schema.json"
    publish_schema(tmp_path, "profile")
    before = path.stat().st_ino
    publish_schema(tmp_path, "profile")
    assert path.stat().st_ino == before
    path.write_text("{}")
    publish_schema(tmp_path, "profile")
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == "skillgap/profile/1"


def test_what_somebody_said_is_told_from_what_was_written_about_it(tmp_path: Path) -> None:
    profile, matrix = json.dumps(profile_data()), json.dumps(matrix_data())
    originals = {"a.yaml": TEXT, "b.yml": matrix, "c.jsonl": f"{{}}\n{profile}\n"}
    others = {
        "a.json": profile,
        "b.yaml": "format: skillgap/report/1\n",
        "c.yaml": "",
        "d.yaml": "#" * PROFILE_LIMIT + TEXT,
    }
    for name, text in (originals | others).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    asked = [*originals, *others, "folder.yaml", "gone.yaml"]

    def refused(kind: Kind | None = None) -> list[str]:
        told = {name: why_not_replaced(tmp_path / name, kind) for name in asked}
        message, hint = "this file is somebody's profile or matrix, which would be lost", "write to another file"
        assert all(
            found in ([], [Diagnostic(message, str(tmp_path / name), hint=hint)]) for name, found in told.items()
        )
        return [name for name, found in told.items() if found]

    assert refused() == list(originals)
    assert (refused("profile"), refused("matrix")) == (["b.yml"], ["a.yaml", "c.jsonl"])


def why_not_replaced(path: Path, kind: Kind | None) -> list[Diagnostic]:
    try:
        check_replaceable(path, kind)
    except DataError as error:
        return list(error.problems)
    return []
