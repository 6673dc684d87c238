"""Finding files by id or path: whose comes first, and what is said where nothing or too much is found."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import platformdirs
import pytest

from skillgap.errors import MAX_SUGGESTIONS, DataError, Diagnostic
from skillgap.model.profile import Assessment
from skillgap.store import Library, files, last_seen, locate, read_profile, save_profile
from skillgap.store.bundle_format import LIMIT
from skillgap.store.bundle_lookup import MOST_SHOWN, ids_in_first_lines, line_at
from skillgap.store.folder import paths_in
from skillgap.store.library import BUILT_IN
from skillgap.store.matrices import Matrices
from skillgap.store.references import is_path, slug
from tests.builders import Plain, assessment_data, criterion, matrix_data, profile_data, profile_of


def write(path: Path, data: Plain) -> Path:
    """A file of that data, in folders made for it; JSON is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def role(identifier: str = "role", version: int = 1, title: str = "A role") -> Plain:
    return matrix_data(criterion("a", 2), id=identifier, version=version, title=title)


def person(identifier: str, **more: object) -> Plain:
    return profile_data(assessment_data({"a": 1}), id=identifier, **more)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of empty folders, none of which is made yet."""
    return Library(tmp_path / "profiles", tmp_path / "matrices", tmp_path / "built-in")


def problem(action: Callable[[], object]) -> Diagnostic:
    with pytest.raises(DataError) as caught:
        action()
    (found,) = caught.value.problems
    return found


# --- profiles -----------------------------------------------------------------------------------------------------


def test_ones_own_profile_comes_before_a_sample_of_its_id(library: Library) -> None:
    sample = write(library.built_in / "profiles" / "ada.yaml", person("ada"))
    assert library.profile_path("ada") == sample
    assert library.find_profile("ada").read_only
    assert library.find_profile(str(sample)).read_only
    own = write(library.profiles / "mine.yml", person("ada", name="Mine"))
    assert library.profile_path("ada") == own
    found = library.find_profile("ada")
    assert (found.path, found.read_only, found.profile.id) == (own, False, "ada")
    assert [entry.id for entry in library.sample_entries()] == ["ada"]
    write(library.profiles / "ada.yaml", person("ada", name="Mine"))
    assert library.sample_entries() == []


def test_a_sample_is_found_by_the_id_that_it_states(library: Library) -> None:
    sample = write(library.built_in / "profiles" / "other.yaml", person("ada"))
    assert library.profile_path("ada") == sample


def test_samples_in_the_own_folder_are_read_only(tmp_path: Path) -> None:
    write(tmp_path / "profiles" / "ada.yaml", person("ada"))
    library = Library(tmp_path / "profiles", tmp_path / "matrices", tmp_path)
    assert library.find_profile("ada").read_only
    assert library.profile_entries() == []
    assert [entry.id for entry in library.sample_entries()] == ["ada"]


def test_a_copy_of_a_sample_is_own_once_it_is_changed(library: Library) -> None:
    sample = write(library.built_in / "profiles" / "ada.yaml", person("ada"))
    copy = library.profiles / "me.yaml"
    copy.parent.mkdir()
    copy.write_bytes(sample.read_bytes())
    assert library.profile_paths() == []
    assert library.sample_paths() == [copy, sample]
    with pytest.raises(DataError), library.open_for_change(str(copy)):
        pass
    copy.write_bytes(sample.read_bytes() + b"# mine\n")
    assert library.profile_paths() == [copy]
    assert not library.find_profile(str(copy)).read_only


def test_entries_are_by_file_name_with_what_cannot_be_read(library: Library) -> None:
    assert library.profile_entries() == []
    write(library.profiles / "b.yaml", person("ann"))
    write(library.profiles / "c.yml", person("cy"))
    for name in ("a.yaml", ".hidden.yaml", "notes.txt"):
        (library.profiles / name).write_text("[", encoding="utf-8")
    broken, ann, cy = library.profile_entries()
    assert (broken.path.name, broken.id, broken.content) == ("a.yaml", "a", None)
    assert [one.line for one in broken.problems] == [1]
    assert [(one.path.name, one.id, one.problems) for one in (ann, cy)] == [("b.yaml", "ann", ()), ("c.yml", "cy", ())]


def test_an_id_that_is_not_here_is_told_with_the_nearest(library: Library) -> None:
    write(library.profiles / "ada-example.yaml", person("ada-example"))
    write(library.built_in / "profiles" / "sample.yaml", person("sample"))
    assert list(library.profile_ids()) == ["ada-example", "sample"]
    near = problem(lambda: library.find_profile("ada-exmaple"))
    assert near == Diagnostic("there is no profile ada-exmaple", hint="did you mean ada-example?")
    far = problem(lambda: library.find_profile("zzz"))
    assert far == Diagnostic("there is no profile zzz", hint="skillgap profile list shows the available ones")
    for name in ("../sample", ".sample", "a b"):  # no id, and no way out of the folder
        with pytest.raises(DataError):
            library.find_profile(name)


def test_two_files_of_one_id_are_told(library: Library) -> None:
    one, two = (write(library.profiles / f"{name}.yaml", person("ada")) for name in ("one", "two"))
    found = problem(lambda: library.find_profile("ada"))
    assert found == Diagnostic(f"ada is the id of {one} and {two}", hint="name the file instead of the id")
    named_so = write(library.profiles / "ada.yaml", person("ada"))
    assert library.profile_path("ada") == named_so


@pytest.mark.parametrize("stated", ["ada", "'ada'", '"ad\\x61"', '"\\u0061da"', '"ad\\\n  a"'])
def test_an_id_is_found_however_its_file_spells_it(library: Library, stated: str) -> None:
    library.profiles.mkdir()
    path = library.profiles / "other.yaml"
    path.write_text(f"format: skillgap/profile/1\nid: {stated}\nname: Ada\n", encoding="utf-8")
    assert library.profile_path("ada") == path


def test_what_cannot_be_read_is_passed_over_but_for_the_file_of_that_name(library: Library) -> None:
    write(library.profiles / "ada.yaml", {"format": "skillgap/profile/1"})
    write(library.profiles / "broken.yaml", {})
    write(library.profiles / "other.yaml", person("bo"))
    assert library.profile_path("bo").name == "other.yaml"
    with pytest.raises(DataError):
        library.find_profile("ada")


def test_a_sample_and_a_person_in_a_bundle_are_not_deleted(library: Library) -> None:
    sample = write(library.built_in / "profiles" / "ada.yaml", person("ada"))
    found = problem(lambda: library.delete_profile("ada"))
    assert found == Diagnostic("this is a sample, which cannot be deleted", str(sample))
    bundle = library.profiles / "team.jsonl"
    write(bundle, person("bo"))
    found = problem(lambda: library.delete_profile("bo"))
    hint = f"to keep the others, export them into another bundle; {bundle} itself is deleted like any file"
    assert found == Diagnostic("this person is in a bundle, which is only read", str(bundle / "bo"), hint=hint)
    own = write(library.profiles / "cy.yaml", person("cy"))
    assert library.delete_profile("cy") == own
    assert not own.exists()
    assert (sample.exists(), bundle.exists()) == (True, True)


def test_what_is_no_profile_is_not_deleted(library: Library, tmp_path: Path) -> None:
    bundle = write(library.profiles / "team.jsonl", person("bo"))
    matrix = write(library.matrices / "role.yaml", role())
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ada", encoding="utf-8")
    for path in (bundle, matrix, letter):
        hint = f"skillgap profile validate {path} says what is wrong; delete it like any file if that is meant"
        found = problem(partial(library.delete_profile, str(path)))
        assert found == Diagnostic("this is no profile that can be read, and stays", str(path), hint=hint)
        assert path.exists()
    elsewhere = write(tmp_path / "sent" / "cy.yaml", person("cy"))
    library.delete_profile(str(elsewhere))
    assert not elsewhere.exists()


def test_a_bundle_is_no_profile_and_its_people_are(library: Library) -> None:
    bundle = library.profiles / "team.jsonl"
    assert (library.bundles(), library.bundle_heads()) == ([], [])
    write(bundle, person("bo"))
    assert library.bundles() == [bundle]
    assert [(head.path, [entry.id for entry in head.entries], head.more) for head in library.bundle_heads()] == [
        (bundle, ["bo"], False)
    ]
    found = library.find_profile("bo")
    assert (found.path, found.read_only) == (bundle / "bo", True)
    hint = f"name one of them, as in {bundle / 'ID'}; skillgap profile list {bundle} lists their ids"
    whole = problem(lambda: library.find_profile(str(bundle)))
    assert whole == Diagnostic("this is a bundle of people, not a profile", str(bundle), hint=hint)
    write(library.profiles / "twice.jsonl", person("bo"))
    found_twice = problem(lambda: library.find_profile("bo"))
    places = f"{bundle / 'bo'} and {library.profiles / 'twice.jsonl' / 'bo'}"
    assert found_twice == Diagnostic(f"bo is the id of {places}", hint="name one of these instead of the id")


def test_of_a_large_bundle_the_first_people_are_the_head(library: Library) -> None:
    bundle = write(library.profiles / "team.jsonl", person("p"))
    for count, more in ((MOST_SHOWN, False), (MOST_SHOWN + 1, True)):
        lines = [json.dumps(person(f"p{number}")) for number in range(count)]
        bundle.write_text("\n".join(lines), encoding="utf-8")
        (head,) = library.bundle_heads()
        assert (len(head.entries), head.more) == (MOST_SHOWN, more)


def test_only_a_path_through_a_bundle_leads_to_a_line() -> None:
    with pytest.raises(ValueError, match=r"^ada\.yaml leads through no bundle$"):
        line_at(Path("ada.yaml"))


def test_a_person_is_found_by_any_letters_and_past_a_line_that_is_too_long(library: Library) -> None:
    bundle = write(library.profiles / "team.jsonl", person("p"))
    named = json.dumps(person("李-明"), ensure_ascii=False)
    bundle.write_text(f"{'x' * (LIMIT + 1)}\n{named}\n", encoding="utf-8")
    assert library.find_profile("李-明").path == bundle / "李-明"


def test_an_id_of_a_line_is_text(library: Library) -> None:
    bundle = write(library.profiles / "team.jsonl", {"id": 5})
    assert list(ids_in_first_lines(bundle)) == []


def test_an_entry_of_a_sample_is_read_only(library: Library) -> None:
    sample = write(library.built_in / "profiles" / "ada.yaml", person("ada"))
    own = write(library.profiles / "bo.yaml", person("bo"))
    entries = [library.profile_entry(path) for path in (sample, own)]
    assert [(entry.id, entry.content and entry.content.read_only) for entry in entries] == [
        ("ada", True),
        ("bo", False),
    ]


def test_deletion_forgets_how_a_profile_was_last_seen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKILLGAP_CONFIG", str(library.built_in / "config"))
    paths = [write(library.profiles / f"{name}.yaml", person(name)) for name in ("ada", "bo", "cy")]
    kept = [read_profile(path) for path in paths]
    for file in kept:
        last_seen.make_own(file)
    write(library.profiles / "bo.yaml", {})
    library.delete_profile("ada")
    library.delete_profile("bo")  # what cannot be read goes too
    assert [bool(last_seen.last_seen(file)) for file in kept] == [False, False, True]


def test_names_are_completed_by_ids_and_within_a_bundle_by_paths(library: Library) -> None:
    write(library.profiles / "ada.yaml", person("ada"))
    bundle = library.profiles / "team.jsonl"
    bundle.write_text("".join(f"{json.dumps(person(name))}\n" for name in ("bo", "cy")), encoding="utf-8")
    write(library.built_in / "profiles" / "sample.yaml", person("sample"))
    assert list(library.profile_names("")) == ["ada", "bo", "cy", "sample"]
    inside = [str(bundle / "bo"), str(bundle / "cy")]
    for begun in (f"{bundle}/", f"{bundle}/b"):
        assert list(library.profile_names(begun)) == inside
    assert list(library.profile_names("gone.jsonl/")) == []


# --- a new profile ------------------------------------------------------------------------------------------------


def test_a_new_profile_gets_its_id_from_its_name_unless_one_is_given(library: Library) -> None:
    made = library.new_profile("Zoë Exämple")
    assert (made.path, made.profile.id, made.profile.name) == (
        library.profiles / "zoe-example.yaml",
        "zoe-example",
        "Zoë Exämple",
    )
    assert library.new_profile("Zoë Exämple", "zoe").path.name == "zoe.yaml"


MADE_OF = "id must be 1 to 100 letters, digits, '_', '-' and '.', the first neither '-' nor '.'"


@pytest.mark.parametrize(
    ("name", "identifier", "message", "hint"),
    [
        ("Ada", "ada.yaml", "the id ada.yaml could not be told from a file's name", "leave its end off: ada"),
        ("Ada", "ada.jsonl", "the id ada.jsonl could not be told from a file's name", "leave its end off: ada"),
        ("ad.a", "ad.a.yml", "the id ad.a.yml could not be told from a file's name", "leave its end off: ad.a"),
        ("Ada", "../ada", f"{MADE_OF}, not '../ada'", "give another one with --id"),
        ("+++", None, f"{MADE_OF}, not ''", "give another one with --id"),
        (
            "Ada\nL.",
            None,
            "name must be one line of text that is not blank, of at most 500 characters, not 'Ada\\nL.'",
            "give a shorter name, on one line and in UTF-8",
        ),
        (
            "Zo\udceb",  # as Python reads a name that was typed in Latin-1
            "zoe",
            "name must be text in UTF-8, not 'Zo\udceb'",
            "give a shorter name, on one line and in UTF-8",
        ),
    ],
)
def test_a_new_profile_needs_an_id_that_can_be_one(
    library: Library, name: str, identifier: str | None, message: str, hint: str
) -> None:
    assert problem(lambda: library.new_profile(name, identifier)) == Diagnostic(message, hint=hint)
    assert not library.profiles.exists()


def test_no_second_profile_of_an_id_is_made(library: Library) -> None:
    write(library.profiles / "other.yaml", person("ada"))
    message = f"a profile with the id ada is already in {library.profiles}"
    hint = "go on with it: skillgap assess ada; or give another --id"
    assert problem(lambda: library.new_profile("Ada")) == Diagnostic(message, hint=hint)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Žofie  O'Neil_3 ", "zofie-o-neil-3"),
        ("Straße", "strasse"),
        ("ﬁ", "fi"),
        ("李 明", "李-明"),
        ("x" * 120, "x" * 100),
        ("x" * 99 + " y", "x" * 99),
        ("김 민수", "김-민수"),
        ("明" * 100, "明" * 66),  # 200 bytes
        ("...", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_profile_of_any_name_can_be_saved_and_found(library: Library) -> None:
    made = library.new_profile("明" * 100)
    assert save_profile(made, replace(made.profile, name="明")).profile.name == "明"
    assert library.find_profile("明" * 66).profile.name == "明"


# --- matrices -----------------------------------------------------------------------------------------------------


def test_ones_own_matrix_comes_before_the_built_in_one(library: Library) -> None:
    built_in = write(library.built_in / "matrices" / "role.yaml", role(title="Built in"))
    write(library.built_in / "matrices" / "other.yaml", role("other"))
    assert (library.find_matrix("role").title, library.matrix_path("role")) == ("Built in", built_in)
    own = write(library.matrices / "role.yaml", role(title="Own"))
    assert (library.find_matrix("role").title, library.matrix_path("role")) == ("Own", own)
    assert library.matrix_path(str(built_in)) == built_in
    assert library.find_matrix(str(built_in)).title == "Built in"
    assert [(entry.path, entry.id) for entry in library.matrix_entries()] == [
        (own, "role"),
        (library.built_in / "matrices" / "other.yaml", "other"),
    ]
    assert list(library.matrix_ids()) == ["role", "other"]


def test_an_older_version_stands_beside_or_is_built_in(library: Library) -> None:
    write(library.matrices / "role.yaml", role(version=3))
    write(library.matrices / "role.v2.yaml", role(version=2))
    write(library.built_in / "matrices" / "role.v1.yaml", role())
    for reference in ("role", str(library.matrices / "role.yaml")):
        versions = [library.find_matrix(reference, version).version for version in (None, 3, 2, 1)]
        assert versions == [3, 3, 2, 1]
    assert library.find_matrix("role@2").version == 2
    assert [entry.content and entry.content.version for entry in library.matrix_entries()] == [2, 3, 1]
    assert list(library.matrix_ids()) == ["role"]
    assert library.only_matrix().version == 3
    gone = problem(lambda: library.matrix_named("role", 7))
    message = "version 7 of the matrix role is not here, only version 3"
    assert gone == Diagnostic(message, hint="put it beside the other as role.v7.yaml")


def test_an_older_version_alone_is_found_by_its_number(library: Library) -> None:
    write(library.matrices / "role.v1.yaml", role())
    assert library.matrix_named("role", 1).version == 1
    assert library.matrix_named("role").version == 1
    write(library.matrices / "role.v2.yaml", role(version=2))
    assert [library.matrix_named("role", version).version for version in (None, 1, 2)] == [2, 1, 2]


def test_an_older_version_alone_that_cannot_be_read_is_told(library: Library) -> None:
    broken = write(library.matrices / "role.v2.yaml", {})
    assert problem(lambda: library.matrix_named("role", 2)).file == str(broken)
    for version in (None, 1):
        assert problem(lambda version=version: library.matrix_named("role", version)).file is None  # type: ignore[misc]


def test_a_matrix_is_found_by_the_id_that_it_states(library: Library) -> None:
    path = write(library.matrices / "mine.yaml", role())
    assert library.matrix_path("role") == path


def test_the_roles_of_a_person_are_those_here_as_they_were_the_latest_first(library: Library) -> None:
    for version in (1, 2):
        write(library.matrices / f"role.v{version}.yaml", role(version=version))
    write(library.matrices / "cook.yaml", role("cook"))
    dated = [("role", 1, "2026-01-01"), ("cook", 1, "2026-02-01"), ("gone", 1, "2026-03-01"), ("role", 2, "2026-04-01")]
    assessments = [
        assessment_data(date=date) | {"matrix": matrix, "matrix_version": version} for matrix, version, date in dated
    ]
    roles = library.roles_of(profile_of(profile_data(*assessments)))
    assert [(one.id, one.version) for one in roles] == [("role", 2), ("cook", 1)]


def test_a_file_that_is_another_version_than_its_name_promises_is_told(library: Library) -> None:
    write(library.matrices / "role.yaml", role(version=3))
    for data in (role(version=1), role("other", 2)):
        path = write(library.matrices / "role.v2.yaml", data)
        found = problem(lambda: library.matrix_named("role", 2))
        message = f"this file is version {data['version']} of {data['id']}"
        hint = "its name promises another; rename it, or correct its id or version"
        assert found == Diagnostic(message, str(path), hint=hint)


@pytest.mark.parametrize("reference", ["role@x", "role@1.5", "role@-1", "role@" + "1" * 19])
def test_a_version_is_a_number(library: Library, reference: str) -> None:
    found = problem(lambda: library.find_matrix(reference))
    assert found == Diagnostic(f"{reference} is not a matrix id", hint="write id or id@version, as in role@2")


def test_a_matrix_that_is_not_here_is_told(library: Library) -> None:
    write(library.matrices / "role.yaml", role())
    near = Diagnostic("there is no matrix rloe", hint="did you mean role?")
    for find in (library.find_matrix, library.matrix_path, library.matrix_named):
        assert problem(lambda find=find: find("rloe")) == near  # type: ignore[misc]
    far = problem(lambda: library.find_matrix("zzz"))
    assert far == Diagnostic("there is no matrix zzz", hint="skillgap matrix list shows the available ones")


def test_the_only_matrix_is_the_one_that_needs_no_naming(library: Library) -> None:
    assert problem(library.only_matrix).message == "0 matrices are known here"
    write(library.built_in / "matrices" / "role.yaml", role())
    write(library.built_in / "matrices" / "role.v0.yaml", role(version=0))
    assert library.only_matrix().id == "role"
    write(library.matrices / "mine.yaml", role("mine"))
    found = problem(library.only_matrix)
    assert found == Diagnostic("2 matrices are known here", hint="choose one with --matrix: mine, role")


def test_other_roles_matter_only_to_who_was_assessed_in_one(library: Library) -> None:
    write(library.matrices / "role.yaml", role())
    write(library.matrices / "other.yaml", role("other"))
    write(library.matrices / "broken.yaml", {})
    one, other = assessment_data({"a": 1}), {**assessment_data({"a": 1}), "matrix": "other"}
    assert library.matrices_for(profile_of(profile_data(one)), "role") == []
    found = library.matrices_for(profile_of(profile_data(one, other)), "role")
    assert [matrix.id for matrix in found] == ["other", "role"]


def test_a_library_that_remembers_reads_no_matrix_twice(library: Library) -> None:
    path = write(library.matrices / "role.yaml", role())
    remembering = library.remembering()
    first = remembering.find_matrix("role")
    write(path, role(title="Another"))
    assert remembering.find_matrix("role") is first
    assert library.find_matrix("role").title == "Another"


def test_a_library_that_remembers_reads_each_file_once_however_many_ids_it_is_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [write(library.matrices / f"cook-{number}.yaml", role(f"role-{number}")) for number in range(5)]
    read: list[Path] = []

    def counted(path: Path, limit: int = files.LIMIT) -> files.Snapshot:
        read.append(path)
        return unchanged(path, limit)

    unchanged = files.read
    monkeypatch.setattr(files, "read", counted)
    remembering = library.remembering()
    unknown = [partial(remembering.matrix_named, f"cook-{number}") for number in range(100, 200)]
    hints = [str(problem(one).hint) for one in unknown]
    assert sorted(read) == places
    assert sum(hint.startswith("did you mean cook-") for hint in hints) == MAX_SUGGESTIONS
    assert remembering.matrix_named("role-3").id == "role-3"


@pytest.mark.parametrize(
    "stated",
    [
        "id: the-role.2",
        '"id": "the-role.2"',
        "'id':   'the-role.2' # the-role",
        '"id": "the\\x2drole.2"',
        "id: |-\n  the-role.2",
    ],
)
def test_a_library_that_remembers_finds_an_id_however_it_is_written(library: Library, stated: str) -> None:
    lines = [f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in role().items() if key != "id"]
    path = write(library.matrices / "other.yaml", {})
    path.write_text(f"{stated}\n{''.join(lines)}", encoding="utf-8")
    write(library.matrices / "broken.yaml", {}).write_text("id: the-role.2\n[", encoding="utf-8")
    for one in (library, library.remembering()):
        assert one.matrix_path("the-role.2") == path
        for identifier in ("the-role", "role.2", "the-role.2.1"):
            with pytest.raises(DataError):
                one.matrix_path(identifier)


def against(identifier: str, version: int) -> Assessment:
    data = {**assessment_data({"a": 1}), "matrix": identifier, "matrix_version": version}
    return profile_of(profile_data(data)).assessments[0]


def test_the_matrix_of_an_assessment_is_the_version_it_had(library: Library) -> None:
    write(library.matrices / "role.yaml", role(version=2))
    write(library.matrices / "role.v1.yaml", role())
    matrices = Matrices(library)
    assert (matrices.wanted, matrices.reference) == (None, None)
    assert [matrices.of(against("role", version)).version for version in (1, 2)] == [1, 2]
    assert matrices.of(against("role", 1)) is matrices.of(against("role", 1))
    assert library.matrix_of(against("role", 1)).version == 1
    for _ in range(2):
        assert problem(lambda: matrices.of(against("gone", 1))).message == "there is no matrix gone"
    write(library.matrices / "gone.yaml", role("gone"))
    assert problem(lambda: matrices.of(against("gone", 1))).message == "there is no matrix gone"  # looked for once


def test_only_assessments_of_the_matrix_referred_to_concern(library: Library) -> None:
    write(library.matrices / "role.yaml", role(version=2))
    write(library.matrices / "role.v1.yaml", role())
    elsewhere = write(library.built_in / "moved.yaml", role(version=3))
    write(library.built_in / "role.v2.yaml", role(version=2, title="Moved"))
    asked = [against("role", 1), against("role", 2), against("other", 1)]

    def concerning(reference: str | None) -> list[bool]:
        return [Matrices(library, reference).concern(one) for one in asked]

    assert concerning(None) == [True, True, True]
    assert concerning("role") == [True, True, False]
    assert concerning("role@1") == [True, False, False]
    assert concerning(str(elsewhere)) == [True, True, False]
    by_path = Matrices(library, str(elsewhere))
    assert by_path.wanted
    assert by_path.wanted.version == 3
    assert by_path.of(against("role", 3)) is by_path.wanted
    assert by_path.of(asked[1]).title == "Moved"  # beside the file that was named
    assert Matrices(library, "role@1").of(asked[1]).title == "A role"
    write(library.matrices / "other.yaml", role("other"))
    assert Matrices(library, "role").of(asked[2]).id == "other"
    assert problem(lambda: Matrices(library, "gone")).message == "there is no matrix gone"


# --- folders ------------------------------------------------------------------------------------------------------


def test_folders_are_as_given_else_by_environment_else_here_else_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SKILLGAP_PROFILES", raising=False)
    monkeypatch.delenv("SKILLGAP_MATRICES", raising=False)
    data = Path(platformdirs.user_data_dir("skillgap", appauthor=False))
    assert locate() == Library(data / "profiles", data / "matrices", BUILT_IN)
    (tmp_path / "profiles").mkdir()
    assert locate() == Library(Path("profiles"), data / "matrices")
    monkeypatch.setenv("SKILLGAP_PROFILES", "p")
    monkeypatch.setenv("SKILLGAP_MATRICES", "m")
    assert locate() == Library(Path("p"), Path("m"))
    assert locate("mine", "yours") == Library(Path("mine"), Path("yours"))


def test_what_ends_so_is_found_by_name(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yaml", ".c.yaml", "d.jsonl", "e.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in paths_in(tmp_path)] == ["a.yaml", "b.yml"]
    assert [path.name for path in paths_in(tmp_path, (".jsonl",))] == ["d.jsonl"]
    assert paths_in(tmp_path / "missing") == []
    found = problem(lambda: paths_in(tmp_path / "e.txt"))
    assert found == Diagnostic(
        "the folder cannot be read: not a directory",
        str(tmp_path / "e.txt"),
        hint="check its name and its permissions",
    )


def test_a_reference_with_a_separator_is_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [is_path(one) for one in ("ada", "ada.yml", "folder/ada", "folder\\ada")] == [False, True, True, False]
    monkeypatch.setattr(os, "altsep", "\\")  # as where there are two
    assert is_path("folder\\ada")


def test_a_new_profile_has_a_key_of_its_own(library: Library) -> None:
    keys = {library.new_profile(name).profile.key for name in ("Ada", "Bo")}
    assert len(keys) == 2
    assert all(key and re.fullmatch("k[0-9a-f]{16}", key) for key in keys)
