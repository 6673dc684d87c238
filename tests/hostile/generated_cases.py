"""Hostile files that are large, or no text: made here, each with what is to be said of it behind its name."""

from __future__ import annotations

from .document_cases import DOCUMENTS

DELETE = "hint: delete it; an editor that shows invisible characters helps to find it"
AS_UTF_8 = "hint: save the file as UTF-8 in your editor"
SPLIT = "hint: split it into several files"
FEWER = "hint: write fewer digits, or put it in quotes if it is text"
WRITE_OUT = "hint: write the value out here; text that begins with * must be in quotes"
ELSEWHERE = "hint: leave in it what it counted, and put the rest into another file"
FLATTEN = "hint: use fewer levels of nesting"

SYNTAX: dict[str, tuple[bytes, str]] = {
    "utf-16-little.yaml": (
        "name: Ann\n".encode("utf-16"),
        f":1:1: the file is in UTF-16, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-16-big.yaml": (
        b"\xfe\xff" + "name: Ann\n".encode("utf-16-be"),
        f":1:1: the file is in UTF-16, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-32.yaml": ("name: Ann\n".encode("utf-32"), f":1:1: the file is in UTF-32, not in UTF-8\n{AS_UTF_8}"),
    "utf-32-big.yaml": (
        b"\x00\x00\xfe\xff" + "name: Ann\n".encode("utf-32-be"),
        f":1:1: the file is in UTF-32, not in UTF-8\n{AS_UTF_8}",
    ),
    "utf-16-unmarked.yaml": (
        "name: Ann\n".encode("utf-16-le"),
        f":1:2: the character U+0000 (a control character) is not allowed\n{DELETE}",
    ),
    "latin-1.yaml": ("format: x\nname: Zoë\n".encode("latin-1"), f":2:9: the byte 0xEB here is not UTF-8\n{AS_UTF_8}"),
    "latin-1-after-emoji.yaml": (
        "a: \U0001f600\U0001f600 ".encode() + b"\xff",
        f":1:7: the byte 0xFF here is not UTF-8\n{AS_UTF_8}",
    ),
    "overlong.yaml": (b"a: \xc0\x80\n", f":1:4: the byte 0xC0 here is not UTF-8\n{AS_UTF_8}"),
    "surrogate.yaml": (b"a: \xed\xa0\x80\n", f":1:4: the byte 0xED here is not UTF-8\n{AS_UTF_8}"),
    "cut-off.yaml": ("a: é".encode()[:-1], f":1:4: the byte 0xC3 here is not UTF-8\n{AS_UTF_8}"),
    "picture.yaml": (b"\x89PNG\r\n\x1a\n", f":1:1: the byte 0x89 here is not UTF-8\n{AS_UTF_8}"),
    "only-a-mark.yaml": (b"\xef\xbb\xbf", ":1:1: the file is empty\nhint: write the document, or delete the file"),
    "escape-code.yaml": (
        b"name: \x1b]0;owned\x07\n",
        f":1:7: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "escape-code-in-comment.yaml": (
        b"a: 1 # \x1b[2J\n",
        f":1:8: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "escape-code-in-key.yaml": (
        b"a: 1\n\x1b[2J: 2\n",
        f":2:1: the character U+001B (a control character) is not allowed\n{DELETE}",
    ),
    "c1-code.yaml": (
        "name: 'x\x9b31m'\n".encode(),
        f":1:9: the character U+009B (a control character) is not allowed\n{DELETE}",
    ),
    "next-line.yaml": (
        "a: 1\x85b: 2\n".encode(),
        f":1:5: the character U+0085 (a control character) is not allowed\n{DELETE}",
    ),
    "delete-code.yaml": (
        b"a: x\x7f\n",
        f":1:5: the character U+007F (a control character) is not allowed\n{DELETE}",
    ),
    "nul.yaml": (b"a: 1\n\x00", f":2:1: the character U+0000 (a control character) is not allowed\n{DELETE}"),
    "line-separator.yaml": (
        "a: 1\u2028b: 2\n".encode(),
        f":1:5: the character U+2028 (line separator) is not allowed\n{DELETE}",
    ),
    "bidi-override.yaml": (
        "a: x\u202ey\n".encode(),
        f":1:5: the character U+202E (right-to-left override) is not allowed\n{DELETE}",
    ),
    "bidi-isolate-in-comment.yaml": (
        "a: x # \u2066\n".encode(),
        f":1:8: the character U+2066 (left-to-right isolate) is not allowed\n{DELETE}",
    ),
    "bidi-mark.yaml": (
        "a: \u061c\n".encode(),
        f":1:4: the character U+061C (arabic letter mark) is not allowed\n{DELETE}",
    ),
    "zero-width-space.yaml": (
        "le\u200bvel: 3\n".encode(),
        f":1:3: the character U+200B (zero width space) is not allowed\n{DELETE}",
    ),
    "mark-inside.yaml": (
        "a: 1\n\ufeffb: 2\n".encode(),
        f":2:1: the character U+FEFF (zero width no-break space) is not allowed\n{DELETE}",
    ),
    "no-character.yaml": ("a: \uffff\n".encode(), f":1:4: the character U+FFFF is not allowed\n{DELETE}"),
    "25,000-brackets.yaml": (
        b"[\n" * 25_000,
        f":33:1: the file is nested more than 32 deep (at {'[0]' * 32})\n{FLATTEN}",
    ),
    "25,000-braces.yaml": (
        b"{a: " * 25_000,
        f":1:129: the file is nested more than 32 deep (at {'.'.join('a' * 32)})\n{FLATTEN}",
    ),
    "25,000-dashes.yaml": (
        b"- " * 25_000,
        f":1:65: the file is nested more than 32 deep (at {'[0]' * 32})\n{FLATTEN}",
    ),
    "deep-indentation.yaml": (
        b"".join(b" " * depth + b"a:\n" for depth in range(500)),
        f":33:33: the file is nested more than 32 deep (at {'.'.join('a' * 32)})\n{FLATTEN}",
    ),
    "50,001-values.yaml": (
        b"- 1\n" * 50_000,
        f":50000:3: the file holds more than 50,000 values (at [49999])\n{SPLIT}",
    ),
    "tag-flood.yaml": (
        b"".join(b"%%TAG !t%d! tag:x\n" % number for number in range(12_000)),
        ":1:1: YAML directives are not allowed\nhint: delete this line",
    ),
    "tag-flood-behind-a-document.yaml": (
        b"a: 1\n" + b"".join(b"%%TAG !t%d! tag:x\n" % number for number in range(12_000)),
        ":2:1: the file holds more than one document\nhint: keep one document in each file",
    ),
    "4,300-digits.yaml": (
        b"level: " + b"9" * 4_300,
        f":1:8: a whole number has more than 18 digits (at level)\n{FEWER}",
    ),
    "200,000-decimals.yaml": (
        b"level: 0." + b"1" * 200_000,
        f":1:8: a number has more than 64 characters (at level)\n{FEWER}",
    ),
    "long-key.yaml": (
        b"a:\n  " + b"k" * 1_000 + b": 1\n",
        ":2:3: a key is longer than 256 characters (at a)\nhint: shorten it",
    ),
    "long-path.yaml": (
        b"k" * 200 + b": {b: *a}\n",
        f":1:207: aliases (*name) are not allowed (at {'k' * 59}….b)\n{WRITE_OUT}",
    ),
    "too-large.yaml": (
        b"#" * (1024 * 1024) + b"\n",
        ": the file is larger than 1 MiB\nhint: check that it is the right file, or split it",
    ),
}

IN_POSTINGS: dict[str, tuple[bytes, str]] = {
    "nested.json": (b"[" * 200_000, ": it is nested too deeply"),
    "nested.jsonl": (b"[" * 200_000 + b"\n", ":1: it is nested too deeply"),
    "field-nested.jsonl": (
        b'{"description": ' + b"[" * 400 + b'"SQL"' + b"]" * 400 + b"}\n",
        ":1: it is nested too deeply",
    ),
    "field-huge.csv": (
        b'id,description\n1,"' + b"x" * 4_100_000 + b'"\n',
        ": a field in it is longer than 4,000,000 characters",
    ),
    "too-long.txt": (b"word " * 210_000, ": it is longer than 1,000,000 characters"),
    **DOCUMENTS,
}
IN_INCIDENCES: dict[str, tuple[bytes, str]] = {
    "header-nested.postings.jsonl": (
        b"[" * 100_000,
        ":1: the line is not JSON\nhint: build both again with skillgap matrix build, or move this file away",
    ),
}
IN_BUNDLES: dict[str, tuple[bytes, str]] = {
    "line-too-large.jsonl": (
        b"{}" + b" " * 1_100_000 + b"\n",
        ":1: the line is larger than 1 MiB\nhint: shorten its notes",
    ),
}
IN_ANALYSES: dict[str, tuple[bytes, str]] = {
    "latin-1.md": ("# Entwickler für Daten\n".encode("latin-1"), f":1:15: the byte 0xFC here is not UTF-8\n{AS_UTF_8}"),
    "too-many-lines.md": (b"- a\n" * 10_001, f":10001:1: there are more than 10,000 lines in it\n{ELSEWHERE}"),
    "too-many-marks.md": (
        b"![" * 20_001,
        f":1:40002: there are more than 20,000 of the marks [ * _ < | in it\n{ELSEWHERE}",
    ),
}
MADE = {
    "analysis": IN_ANALYSES,
    "bundle": IN_BUNDLES,
    "syntax": SYNTAX,
    "posting": IN_POSTINGS,
    "incidence": IN_INCIDENCES,
}
