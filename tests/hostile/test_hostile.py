"""Files a stranger might send: each is refused at once, with its place, its sentence and a hint.

``expected.txt`` says what is to be said of each file in this folder; what is large or no text at all is
made below.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from skillgap.errors import DataError
from skillgap.store import files, syntax

HERE = Path(__file__).parent
DELETE = "hint: delete it; an editor that shows invisible characters helps to find it"
AS_UTF_8 = "hint: save the file as UTF-8 in your editor"
SPLIT = "hint: split it into several files"
FEWER = "hint: write fewer digits, or put it in quotes if it is text"
WRITE_OUT = "hint: write the value out here; text that begins with * must be in quotes"
FLATTEN = "hint: use fewer levels of nesting"

GENERATED: dict[str, tuple[bytes, str]] = {
    "utf-16-little": (
        "name: Ann\n".encode("utf-16"),
        f":1:1: the file is in UTF-16, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-16-big": (
        b"\xfe\xff" + "name: Ann\n".encode("utf-16-be"),
        f":1:1: the file is in UTF-16, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-32": ("name: Ann\n".encode("utf-32"), f":1:1: the file is in UTF-32, not in UTF-8\n{AS_UTF_8}"),
    "utf-32-big": (
        b"\x00\x00\xfe\xff" + "name: Ann\n".encode("utf-32-be"),
        f":1:1: the file is in UTF-32, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-16-unmarked": (
        "name: Ann\n".encode("utf-16-le"),
        f":1:2: the character U+0000 (a control character) is not allowed\n{DELETE}",
    ),
    "latin-1": ("format: x\nname: Zoë\n".encode("latin-1"), f":2:9: the byte 0xEB here is not UTF-8\n{AS_UTF_8}"),
    "latin-1-after-emoji": (
        "a: \U0001f600\U0001f600 ".encode() + b"\xff",
        f":1:7: the byte 0xFF here is not UTF-8\n{AS_UTF_8}",
    ),
    "overlong": (b"a: \xc0\x80\n", f":1:4: the byte 0xC0 here is not UTF-8\n{AS_UTF_8}"),
    "surrogate": (b"a: \xed\xa0\x80\n", f":1:4: the byte 0xED here is not UTF-8\n{AS_UTF_8}"),
    "cut-off": ("a: é".encode()[:-1], f":1:4: the byte 0xC3 here is not UTF-8\n{AS_UTF_8}"),
    "picture": (b"\x89PNG\r\n\x1a\n", f":1:1: the byte 0x89 here is not UTF-8\n{AS_UTF_8}"),
    "only-a-mark": (b"\xef\xbb\xbf", ":1:1: the file is empty\nhint: write the document, or delete the file"),
    "escape-code": (
        b"name: \x1b]0;owned\x07\n",
        f":1:7: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "escape-code-in-comment": (
        b"a: 1 # \x1b[2J\n",
        f":1:8: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "escape-code-in-key": (
        b"a: 1\n\x1b[2J: 2\n",
        f":2:1: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "c1-code": (
        "name: 'x\x9b31m'\n".encode(),
        f":1:9: the character U+009B (a control character) is not allowed\n{DELETE}",
    ),
    "next-line": (
        "a: 1\x85b: 2\n".encode(),
        f":1:5: the character U+0085 (a control character) is not allowed\n{DELETE}",
    ),
    "delete-code": (
        b"a: x\x7f\n",
        f":1:5: the character U+007F (a control character) is not allowed\n{DELETE}",
    ),
    "nul": (b"a: 1\n\x00", f":2:1: the character U+0000 (a control character) is not allowed\n{DELETE}"),
    "line-separator": (
        "a: 1\u2028b: 2\n".encode(),
        f":1:5: the character U+2028 (line separator) is not allowed\n{DELETE}",
    ),
    "bidi-override": (
        "a: x\u202ey\n".encode(),
        f":1:5: the character U+202E (right-to-left override) is not allowed\n{DELETE}",
    ),
    "bidi-isolate-in-comment": (
        "a: x # \u2066\n".encode(),
        f":1:8: the character U+2066 (left-to-right isolate) is not allowed\n{DELETE}",
    ),
    "bidi-mark": ("a: \u061c\n".encode(), f":1:4: the character U+061C (arabic letter mark) is not allowed\n{DELETE}"),
    "zero-width-space": (
        "le\u200bvel: 3\n".encode(),
        f":1:3: the character U+200B (zero width space) is not allowed\n{DELETE}",
    ),
    "mark-inside": (
        "a: 1\n\ufeffb: 2\n".encode(),
        f":2:1: the character U+FEFF (zero width no-break space) is not allowed\n{DELETE}",
    ),
    "no-character": ("a: \uffff\n".encode(), f":1:4: the character U+FFFF is not allowed\n{DELETE}"),
    "25,000-brackets": (
        b"[" * 25_000,
        f":1:33: the file is nested more than 32 deep (at {'[0]' * 32})\n{FLATTEN}",
    ),
    "25,000-braces": (
        b"{a: " * 25_000,
        f":1:129: the file is nested more than 32 deep (at {'.'.join('a' * 32)})\n{FLATTEN}",
    ),
    "25,000-dashes": (
        b"- " * 25_000,
        f":1:65: the file is nested more than 32 deep (at {'[0]' * 32})\n{FLATTEN}",
    ),
    "deep-indentation": (
        b"".join(b" " * depth + b"a:\n" for depth in range(500)),
        f":33:33: the file is nested more than 32 deep (at {'.'.join('a' * 32)})\n{FLATTEN}",
    ),
    "50,001-values": (
        b"- 1\n" * 50_000,
        f":50000:3: the file holds more than 50,000 values (at [49999])\n{SPLIT}",
    ),
    "tag-flood": (
        b"".join(b"%%TAG !t%d! tag:x\n" % number for number in range(12_000)),
        ":1:1: YAML directives are not allowed\nhint: delete this line",
    ),
    "tag-flood-behind-a-document": (
        b"a: 1\n" + b"".join(b"%%TAG !t%d! tag:x\n" % number for number in range(12_000)),
        ":2:1: the file holds more than one document\nhint: keep one document in each file",
    ),
    "4,300-digits": (
        b"level: " + b"9" * 4_300,
        f":1:8: a whole number has more than 18 digits (at level)\n{FEWER}",
    ),
    "200,000-decimals": (
        b"level: 0." + b"1" * 200_000,
        f":1:8: a number has more than 64 characters (at level)\n{FEWER}",
    ),
    "long-key": (
        b"a:\n  " + b"k" * 1_000 + b": 1\n",
        ":2:3: a key is longer than 256 characters (at a)\nhint: shorten it",
    ),
    "long-path": (
        b"k" * 200 + b": {b: *a}\n",
        f":1:207: aliases (*name) are not allowed (at {'k' * 59}….b)\n{WRITE_OUT}",
    ),
    "too-large": (
        b"#" * (256 * 1024) + b"\n",
        ": the file is larger than 256 KiB\nhint: check that it is the right file, or split it",
    ),
}


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        syntax.parse(files.read(path).text, str(path))
    assert len(caught.value.problems) == 1
    return str(caught.value)


def expectations() -> dict[str, str]:
    blocks = (HERE / "expected.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return {block.partition(":")[0]: block for block in blocks}


def test_every_file_here_has_its_expectation() -> None:
    assert {path.name for path in HERE.glob("*.yaml")} == set(expectations())


@pytest.mark.parametrize("name", expectations())
def test_refused_as_expected(name: str) -> None:
    assert refusal(HERE / name) == f"{HERE}/{expectations()[name]}"


@pytest.mark.parametrize("name", GENERATED)
def test_refused_as_expected_when_made(tmp_path: Path, name: str) -> None:
    content, expected = GENERATED[name]
    path = tmp_path / "stranger.yaml"
    path.write_bytes(content)
    assert refusal(path) == f"{path}{expected}"


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * (files.LIMIT - 5))
    assert syntax.parse(files.read(path).text, "large.yaml").value == {"a": 1}
