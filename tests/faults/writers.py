"""Everything that the program writes, as one list: what stands there before, the writing, what stands there after.

Whatever goes wrong on the way, each file holds all of the one or all of the other.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from skillgap.errors import ConflictError, SkillgapError
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Goal, Profile, Rating, Review, ReviewRating
from skillgap.model.schema import plain
from skillgap.postings.incidence_file import write_counted
from skillgap.store import (
    ProfileFile,
    create_profile,
    files,
    read_matrix,
    read_profile,
    save_copy,
    save_profile,
    yaml_reader,
    yaml_writer,
)
from skillgap.store.bundle_format import write_bundle
from skillgap.store.last_seen import forget, make_own, remember
from skillgap.store.library import BUILT_IN, Library
from skillgap.store.settings import Settings, write_settings

LONG = os.environ.get("SKILLGAP_FAULTS") == "long"
"""Whether to try as much as is only worth it now and then: SKILLGAP_FAULTS=long."""

MATRIX = read_matrix(BUILT_IN / "matrices" / "principal-ai-infrastructure-engineer.yaml")
DAY = datetime.date(2026, 5, 4)
NOTE = "Led the move to three regions. " * 40
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
LOCK = re.compile(r"\..+\.lock")


def person(level: int = 1) -> Profile:
    """Somebody who is assessed, reviewed, and has a goal."""
    ratings = {criterion.id: Rating(level=level, note=NOTE) for criterion in MATRIX.criteria[:3]}
    assessment = Assessment(matrix=MATRIX.id, matrix_version=1, date=DAY, ratings=ratings)
    return Profile(format="skillgap/profile/1", id="ann", name="Ann", assessments=(assessment,))


def reviewed(profile: Profile) -> Profile:
    """The same person with a mentor's review."""
    said = {MATRIX.criteria[0].id: ReviewRating(level=2, comment=NOTE, agreed=2)}
    review = Review(assessment=DAY, matrix=MATRIX.id, by="Grace", date=DAY, status="complete", ratings=said)
    return replace(profile, reviews=(review,))


def ambitious(profile: Profile) -> Profile:
    """The same person with a goal."""
    goal = Goal(id="g", criterion=MATRIX.criteria[0].id, level=4, action=NOTE, status="open")
    return replace(profile, goals=(goal,))


@dataclass(frozen=True)
class Writer:
    """One way of writing into a folder; ``locked`` where its temporary files are swept by the next one."""

    name: str
    before: Callable[[Path], object]
    write: Callable[[Path], object]
    locked: bool = True
    silent: bool = False
    """Whether it keeps to itself that it could not write."""
    together: bool = False
    """Whether all of its files are the new ones, or none."""
    conflict: bool = False
    """Whether it is refused, since something else changed the file, and keeps its version beside it."""

    def __str__(self) -> str:
        return self.name


def _nothing(folder: Path) -> None:
    del folder


def _profile(folder: Path) -> None:
    create_profile(folder / "ann.yaml", person())


def _saving(change: Callable[[Profile], Profile]) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        file = read_profile(folder / "ann.yaml")
        save_profile(file, change(file.profile))

    return write


def _conflicting(folder: Path) -> None:
    file = read_profile(folder / "ann.yaml")
    stale = replace(file, snapshot=files.Snapshot(file.path, "name: An older one\n"))
    save_profile(stale, person(level=3))


def _copy(folder: Path) -> None:
    file = read_profile(folder / "ann.yaml")
    save_copy(folder / "copy.yaml", file, person(level=2))


def _text(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: files.write_output(folder / name, text)


def _matrix(matrix: Matrix) -> Callable[[Path], object]:
    return _text("role.yaml", yaml_writer.document(plain(matrix), schema="matrix.schema.json"))


def _counted(size: int) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        lines = [{"id": f"p{number}", "source": f"{number}.md", "hits": {}} for number in range(size)]
        matrix = {**plain(MATRIX), "source": {"sample_size": size}}
        write_counted(folder / "role.yaml", lines, lambda: matrix, yaml_writer.document)

    return write


def _settings(theme: str) -> Callable[[Path], object]:
    return lambda _: write_settings(Settings(theme=theme, mentor="Grace"))


def _deleted(folder: Path) -> None:
    Library(folder, folder / "matrices").delete_profile("ann")


def _seen(level: int = 1) -> Callable[[Path], object]:
    """Keep what there is to be seen of an own profile, with a goal of that level."""

    def write(folder: Path) -> None:
        goal = Goal(id="g", criterion=MATRIX.criteria[0].id, level=level, status="open")
        path = folder / "ann.yaml"  # which need not be there
        source = yaml_reader.parse("id: ann", str(path))
        file = ProfileFile(replace(person(), goals=(goal,)), path, source, files.Snapshot(path, "id: ann"))
        make_own(file)
        remember(file)

    return write


def _seen_and_profile(folder: Path) -> None:
    _profile(folder)
    _seen()(folder)


WRITERS = [
    Writer("profile-new", _nothing, _profile),
    Writer("profile-rated", _profile, _saving(lambda _: person(level=3))),
    Writer("profile-reviewed", _profile, _saving(reviewed)),
    Writer("profile-goal", _profile, _saving(ambitious)),
    Writer("profile-conflict", _profile, _conflicting, conflict=True),
    Writer("profile-merged-copy", _profile, _copy),
    Writer("profile-deleted", _seen_and_profile, _deleted),
    Writer("matrix-new", _nothing, _matrix(MATRIX), locked=False),
    Writer("matrix-anew", _matrix(replace(MATRIX, version=2)), _matrix(MATRIX), locked=False),
    Writer("export-anew", _text("report.html", "old " * 5_000), _text("report.html", "new " * 9_000), locked=False),
    Writer("bundle-new", _nothing, lambda folder: write_bundle(folder / "team.jsonl", [person()]), locked=False),
    Writer("counted-new", _nothing, _counted(200), locked=False, together=True),
    Writer("counted-anew", _counted(100), _counted(200), locked=False, together=True),
    Writer("settings-anew", _settings("one"), _settings("two"), locked=False),
    Writer("seen-new", _nothing, _seen(), locked=False, silent=True),
    Writer("seen-anew", _seen(), _seen(2), locked=False, silent=True),
    Writer("seen-forgotten", _seen(), lambda folder: forget(folder / "ann.yaml")),
]


def state(folder: Path) -> dict[str, bytes]:
    """The files in a folder but for locks and temporary ones, whole."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not TEMPORARY.fullmatch(path.name) and not LOCK.fullmatch(path.name)
    }


def temporaries(folder: Path) -> list[Path]:
    """What was left of files that were not finished."""
    return [path for path in folder.rglob("*") if TEMPORARY.fullmatch(path.name)]


@dataclass(frozen=True)
class Bounds:
    """What a folder may hold when a writer was stopped: of each file the old or the new, whole."""

    old: dict[str, bytes]
    new: dict[str, bytes]

    def check(self, now: dict[str, bytes]) -> None:
        for name in {*self.old, *self.new, *now}:
            assert now.get(name) in (self.old.get(name), self.new.get(name)), f"{name} is neither the old nor the new"


def bounds(writer: Writer, folder: Path) -> Bounds:
    """What stands before and after a writer that nothing disturbs; the folder is as before then."""
    fresh(writer, folder)
    old = state(folder)
    with suppress(ConflictError):
        writer.write(folder)
    new = state(folder)
    assert old != new
    fresh(writer, folder)
    return Bounds(old, new)


def fresh(writer: Writer, folder: Path) -> None:
    """The folder with nothing but what stands there before, and where the settings are to go."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ["SKILLGAP_CONFIG"] = str(folder / "config")
    writer.before(folder)


def outcome(writer: Writer, folder: Path) -> SkillgapError | None:
    """What the writer was refused with; a conflict that it is meant to have counts as done."""
    try:
        writer.write(folder)
    except ConflictError as error:
        return None if writer.conflict else error
    except SkillgapError as error:
        return error
    return None


def check_outcome(writer: Writer, folder: Path, error: SkillgapError | None, limits: Bounds) -> None:
    """Every file is the old or the new one whole, and what was said of it is true."""
    now = state(folder)
    limits.check(now)
    if error is None:
        assert _without_schemas(now) == _without_schemas(limits.new) or writer.silent, "it was done without being done"
        return
    (problem,) = error.problems
    assert problem.hint
    assert problem.file, problem.message
    name = os.path.relpath(problem.file, os.path.realpath(folder)) if Path(problem.file).is_absolute() else problem.file
    written = "was written" in problem.message
    if name in {*limits.old, *limits.new} and not writer.conflict and "deleted" not in problem.message:
        assert now.get(name) == (limits.new if written else limits.old).get(name), problem.message


def _without_schemas(files: dict[str, bytes]) -> dict[str, bytes]:
    """A schema for editors that cannot be written is a notice, and the rest counts as done."""
    return {name: data for name, data in files.items() if not name.endswith(".schema.json")}


def check_together(writer: Writer, folder: Path, limits: Bounds) -> None:
    """What belongs together is all old or all new, unless more than one thing went wrong."""
    assert not writer.together or state(folder) in (limits.old, limits.new)


def heal(writer: Writer, folder: Path, limits: Bounds) -> None:
    """With nothing in the way the writing works, and sweeps what was left."""
    if writer.name == "profile-new" and "ann.yaml" in state(folder):
        return
    if writer.name == "profile-merged-copy":
        (folder / "copy.yaml").unlink(missing_ok=True)
    if writer.name in ("profile-deleted",) and "ann.yaml" not in state(folder):
        writer.before(folder)
    if not writer.locked:
        for path in temporaries(folder):
            os.utime(path, (0, 0))  # long ago, since nobody waits for an hour here
    assert outcome(writer, folder) is None
    now = state(folder)
    assert {name: now.get(name) for name in limits.new if ".conflict-" not in name} == {
        name: data for name, data in limits.new.items() if ".conflict-" not in name
    }
    assert temporaries(folder) == []
