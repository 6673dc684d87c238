"""What may stand in the place of a file: nothing, a folder, a pipe, a device, a link astray."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from skillgap.errors import Diagnostic
from skillgap.postings.counting import PostingCounter, counted_matrix
from skillgap.postings.incidence_file import read_incidence
from skillgap.postings.incidence_lookup import incidence_beside
from skillgap.postings.reading import Unreadable, read
from skillgap.postings.receipt import Receipt
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.reports.posting_receipt import unreadable_lines
from skillgap.store import files, read_matrix, read_profile
from skillgap.store.teams import people_files, problems_of, read_people
from tests.hostile.cases import ROLE, library, problems

PROFILE = "format: skillgap/profile/1\nid: ann\nname: Ann\n"
CLASHING = ROLE.read_text(encoding="utf-8").replace(
    "{id: design, name: Design, postings: 1}",
    "{id: a, name: A, postings: 1, aliases: [batch]}\n      - {id: b, name: B, postings: 1, aliases: [batches]}",
)
POSTING = "We seek an engineer who has seen much design.\n"
COUNTING = ("matrix", "build", "corpus", "--taxonomy", "role.yaml", "-o", "built.yaml")


@dataclass(frozen=True)
class Place:
    """What is made in the current folder, what reads it, the command that is led there, and what both say.

    ``code`` is what the command ends with; ``partly`` that it goes on with what it can read.
    """

    name: str
    make: Callable[[], object]
    read: Callable[[], list[Diagnostic]]
    command: tuple[str, ...]
    expected: str
    code: int = 1
    partly: bool = False

    def __str__(self) -> str:
        return self.name


def refused(place: Place) -> list[Diagnostic]:
    """Make the place and read it."""
    place.make()
    return place.read()


def _nothing() -> None:
    pass


def _socket() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("x.yaml")


def _linked(name: str, target: str) -> Callable[[], None]:
    return lambda: Path(name).symlink_to(target)


def _team(*made: Callable[[], object]) -> Callable[[], None]:
    """A folder that somebody sent: a sound profile, and whatever else is made."""

    def make() -> None:
        Path("sent").mkdir()
        Path("sent/ann.yaml").write_text(PROFILE, encoding="utf-8")
        Path("mine.yaml").write_text(PROFILE.replace("ann", "secret"), encoding="utf-8")
        for one in made:
            one()

    return make


def _corpus(*made: Callable[[], object]) -> Callable[[], None]:
    """A folder of postings: a sound one, and whatever else is made."""

    def make() -> None:
        Path("corpus").mkdir()
        Path("role.yaml").write_bytes(ROLE.read_bytes())
        Path("corpus/a.txt").write_text(POSTING, encoding="utf-8")
        Path("private.txt").write_text("Design is my secret.\n", encoding="utf-8")
        for one in made:
            one()

    return make


def _beside(make: Callable[[], object]) -> Callable[[], None]:
    def made() -> None:
        Path("role.yaml").write_bytes(ROLE.read_bytes())
        make()

    return made


def _profile() -> list[Diagnostic]:
    return problems(lambda: read_profile(Path("x.yaml")))


def _people() -> list[Diagnostic]:
    found, wrong = people_files([Path("sent")])
    return wrong + [problem for path in found for person in read_people(path) for problem in person.problems]


def _postings(text_field: str | None = None) -> list[Diagnostic]:
    """What the receipt says of unreadable postings."""
    receipt = Receipt()
    for entry in read([Path("corpus")], text_field):
        if isinstance(entry, Unreadable):
            receipt.add_unreadable(entry)
    return [Diagnostic("\n".join(unreadable_lines(receipt)))]


def _sized(name: str, size: int) -> Callable[[], object]:
    """A file of that many zeros, which takes no room on the disk."""

    def make() -> None:
        Path(name).touch()
        os.truncate(name, size)

    return make


def _filled(name: str, start: bytes) -> Callable[[], object]:
    """A file whose last line has 17 million bytes."""
    return lambda: Path(name).write_bytes(start + b"x" * 17_000_000)


def _bundle() -> None:
    line = '{"format": "skillgap/profile/1", "id": "ann", "name": "Ann"}\n'
    Path("team.jsonl").write_text(line + line, encoding="utf-8")


def _older() -> None:
    Path("matrices").mkdir()
    for name in ("role.yaml", "role.v2.yaml"):
        Path("matrices", name).write_bytes(ROLE.read_bytes())


def _incidence() -> list[Diagnostic]:
    return problems(lambda: incidence_beside(library(), read_matrix(Path("role.yaml")), "role.yaml"))


VALIDATE = ("profile", "validate", "x.yaml")
TEAM = ("team", "sent", "--matrix", "principal-ai-infrastructure-engineer")
EXPLAIN = ("matrix", "explain", "role.yaml", "design")
NAME_IT = "hint: name a file"
NO_REGULAR = f"not a regular file\n{NAME_IT}"
OUT = "this link leads out of the folder, and was not followed\nhint: name the file itself to read it"
BATCH = "'batch' of a and 'batches' of b are the same in a posting"
ONE_ONLY = "hint: a phrase may name one criterion only: remove it from one of them"
ELSEWHERE = "it is a link that leads elsewhere; name what it leads to"

PLACES = [
    Place(
        "nothing",
        _nothing,
        _profile,
        VALIDATE,
        "x.yaml: the file cannot be read: no such file or directory\nhint: check the name and the folder",
    ),
    Place(
        "folder",
        lambda: Path("x.yaml").mkdir(),
        _profile,
        VALIDATE,
        f"x.yaml: this is a folder, {NO_REGULAR}",
    ),
    Place(
        "pipe",
        lambda: os.mkfifo("x.yaml"),
        _profile,
        VALIDATE,
        f"x.yaml: this is a pipe, {NO_REGULAR}",
    ),
    Place("socket", _socket, _profile, VALIDATE, f"x.yaml: this is a socket, {NO_REGULAR}"),
    Place(
        "endless-device",
        _linked("x.yaml", "/dev/zero"),
        _profile,
        VALIDATE,
        f"x.yaml: this is a device, {NO_REGULAR}",
    ),
    Place(
        "link-to-nothing",
        _linked("x.yaml", "gone.yaml"),
        _profile,
        VALIDATE,
        "x.yaml: the file cannot be read: no such file or directory\nhint: check the name and the folder",
    ),
    Place(
        "link-to-itself",
        _linked("x.yaml", "x.yaml"),
        _profile,
        VALIDATE,
        "x.yaml: the file cannot be read: too many levels of symbolic links\n"
        "hint: a symbolic link here cannot be followed",
    ),
    Place(
        "file-as-folder",
        lambda: Path("x").write_text(PROFILE),
        lambda: problems(lambda: read_profile(Path("x/y.yaml"))),
        ("profile", "validate", "x/y.yaml"),
        "x/y.yaml: the file cannot be read: not a directory\nhint: a part of this path is a file and not a folder",
    ),
    Place(
        "endless-bundle",
        _linked("x.jsonl", "/dev/zero"),
        lambda: problems_of(Path("x.jsonl"), library().matrix_named),
        ("profile", "validate", "x.jsonl"),
        f"x.jsonl: this is a device, {NO_REGULAR}",
    ),
    Place(
        "endless-analysis",
        _linked("x.md", "/dev/zero"),
        lambda: problems(lambda: files.read(Path("x.md"))),
        ("matrix", "import", "x.md"),
        f"x.md: this is a device, {NO_REGULAR}",
    ),
    Place(
        "team-link-out",
        _team(_linked("sent/bob.yaml", "../mine.yaml")),
        _people,
        TEAM,
        f"sent/bob.yaml: {OUT}",
        code=5,
        partly=True,
    ),
    Place(
        "team-link-far-out",
        _team(_linked("sent/bob.jsonl", "/etc/hostname")),
        _people,
        TEAM,
        f"sent/bob.jsonl: {OUT}",
        code=5,
        partly=True,
    ),
    Place(
        "team-pipe",
        _team(lambda: os.mkfifo("sent/bob.yaml")),
        _people,
        TEAM,
        f"sent/bob.yaml: this is a pipe, {NO_REGULAR}",
        code=5,
        partly=True,
    ),
    Place(
        "team-device",
        _team(_linked("sent/bob.yaml", "/dev/zero")),
        _people,
        TEAM,
        f"sent/bob.yaml: {OUT}",
        code=5,
        partly=True,
    ),
    Place(
        "team-of-nobody",
        lambda: Path("sent").mkdir(),
        _people,
        TEAM,
        "sent: there is no profile in this folder\nhint: profiles end in .yaml, bundles of them in .jsonl",
    ),
    Place(
        "posting-link-out",
        _corpus(_linked("corpus/b.txt", "../private.txt")),
        _postings,
        COUNTING,
        f"  unreadable, 1: {ELSEWHERE}\n    corpus/b.txt",
        code=5,
        partly=True,
    ),
    Place(
        "posting-folder-out",
        _corpus(_linked("corpus/b", "/etc")),
        _postings,
        COUNTING,
        f"  unreadable, 1: {ELSEWHERE}\n    corpus/b",
        code=5,
        partly=True,
    ),
    Place(
        "posting-folder-in-itself",
        _corpus(_linked("corpus/b", "."), _linked("corpus/c", ".")),
        _postings,
        COUNTING,
        f"  unreadable, 2: {ELSEWHERE}\n    corpus/b, corpus/c",
        code=5,
        partly=True,
    ),
    Place(
        "posting-pipe",
        _corpus(lambda: os.mkfifo("corpus/b.txt")),
        _postings,
        COUNTING,
        "  unreadable, 1: it is no regular file\n    corpus/b.txt",
        code=5,
        partly=True,
    ),
    Place(
        "posting-device",
        _corpus(_linked("corpus/b.csv", "/dev/zero")),
        _postings,
        COUNTING,
        f"  unreadable, 1: {ELSEWHERE}\n    corpus/b.csv",
        code=5,
        partly=True,
    ),
    Place(
        "posting-link-to-nothing",
        _corpus(_linked("corpus/b.txt", "gone.txt")),
        _postings,
        COUNTING,
        "  unreadable, 1: no such file or directory\n    corpus/b.txt",
        code=5,
        partly=True,
    ),
    Place(
        "posting-nothing",
        lambda: Path("role.yaml").write_bytes(ROLE.read_bytes()),
        lambda: problems(lambda: list(read([Path("corpus")]))),
        COUNTING,
        "corpus: there is no such file or folder\nhint: check the name",
    ),
    Place(
        "posting-in-no-file",
        _corpus(lambda: Path("corpus/a.txt").unlink()),
        lambda: problems(lambda: counted_matrix(read_matrix(Path("role.yaml")), PostingCounter(), "built")),
        COUNTING,
        "no posting was read\nhint: check the inputs",
    ),
    Place(
        "posting-without-the-field",
        _corpus(lambda: Path("corpus/b.jsonl").write_text('{"words": "Design"}\n{"id": 2}\n', encoding="utf-8")),
        lambda: _postings("words"),
        (*COUNTING, "--text-field", "words"),
        "  unreadable, 1: its field words is empty or missing\n    corpus/b.jsonl:2",
        code=5,
        partly=True,
    ),
    Place(
        "posting-huge",
        _corpus(_sized("corpus/b.txt", 300_000_000)),
        _postings,
        COUNTING,
        "  unreadable, 1: it is no text\n    corpus/b.txt\n    hint: save the posting as text, HTML, PDF or DOCX",
        code=5,
        partly=True,
    ),
    Place(
        "posting-line-huge",
        _corpus(_filled("corpus/b.jsonl", b'{"description": "')),
        _postings,
        COUNTING,
        "  unreadable, 1: it is longer than 16,000,000 bytes\n    corpus/b.jsonl:1",
        code=5,
        partly=True,
    ),
    Place(
        "posting-row-huge",
        _corpus(_filled("corpus/b.csv", b"id,description\n1,")),
        _postings,
        COUNTING,
        "  unreadable, 1: a line in it is longer than 16,000,000 characters\n    corpus/b.csv",
        code=5,
        partly=True,
    ),
    Place(
        "phrase-of-two-criteria",
        _corpus(lambda: Path("role.yaml").write_text(CLASHING, encoding="utf-8")),
        lambda: problems(lambda: taxonomy_of(read_matrix(Path("role.yaml")))),
        COUNTING,
        f"{BATCH}: 'batch'\n{ONE_ONLY}\n{BATCH}: 'batches'\n{ONE_ONLY}",
    ),
    Place(
        "bundle-for-a-profile",
        _bundle,
        lambda: problems(lambda: library().find_profile("./team.jsonl")),
        ("report", "./team.jsonl"),
        "team.jsonl: this is a bundle of people, not a profile\n"
        "hint: name one of them, as in team.jsonl/ID; skillgap profile list team.jsonl lists their ids",
    ),
    Place(
        "person-in-no-bundle",
        _bundle,
        lambda: problems(lambda: library().find_profile("team.jsonl/eve")),
        ("report", "team.jsonl/eve"),
        "team.jsonl: this bundle has no person with the id eve\n"
        "hint: skillgap profile list team.jsonl lists who is in it",
    ),
    Place(
        "person-twice-in-a-bundle",
        _bundle,
        lambda: problems(lambda: library().find_profile("team.jsonl/ann")),
        ("report", "team.jsonl/ann"),
        "team.jsonl: ann is the id of line 1 and line 2\nhint: keep one of the two",
    ),
    Place(
        "matrix-of-another-version",
        _older,
        lambda: problems(lambda: library().matrix_named("role", 2)),
        ("matrix", "show", "role@2"),
        "matrices/role.v2.yaml: this file is version 1 of role\n"
        "hint: its name promises another; rename it, or correct its id or version",
    ),
    Place(
        "incidence-missing",
        _beside(_nothing),
        lambda: problems(lambda: list(read_incidence(Path("role.postings.jsonl")))),
        EXPLAIN,
        "role.postings.jsonl: there is no incidence beside the matrix\nhint: it is written by: skillgap matrix build",
    ),
    Place(
        "incidence-device",
        _beside(_linked("role.postings.jsonl", "/dev/zero")),
        _incidence,
        EXPLAIN,
        f"role.postings.jsonl: this is a device, {NO_REGULAR}",
    ),
    Place(
        "incidence-link-to-nothing",
        _beside(_linked("role.postings.jsonl", "gone")),
        _incidence,
        EXPLAIN,
        "role.postings.jsonl: the file cannot be read: no such file or directory\nhint: check the name and the folder",
    ),
]
