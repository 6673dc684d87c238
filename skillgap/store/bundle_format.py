"""Bundles: many profiles in one ``.jsonl`` file, each on a line of its own, as JSON.

A line has the format of a profile file, and the same strict rules apply. A bundle may have any
size: skillgap reads it line by line. An unreadable line affects no other line.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from skillgap.errors import DataError, Diagnostic, DocumentPath, Violation, path_text, truncate
from skillgap.model import profile as profile_rules
from skillgap.model.fast_validation import scan_json
from skillgap.model.profile import Profile
from skillgap.model.schema import check_json, plain
from skillgap.store import files
from skillgap.store.documents import format_fault
from skillgap.store.file_errors import describe_size
from skillgap.store.yaml_errors import BYTE_ORDER_MARK, MAX_DEPTH, character_name, json_sentence
from skillgap.store.yaml_reader import FORBIDDEN, MAX_INTEGER_DIGITS

LIMIT = files.PROFILE_LIMIT
"""Maximum bytes of a line: the limit of a profile in its own file."""

MOST_PROBLEMS = 20
"""Maximum number of problems of one line in a message."""


class BundleLine(NamedTuple):  # a dataclass takes longer to make, and a bundle may have a million lines
    """One line of a bundle that is not blank, numbered from 1.

    ``data`` is the checked profile as plain data, with parsed dates and without defaults. It is
    None if the line is unreadable; then ``problems`` has the reasons.
    """

    file: str
    number: int
    data: Mapping[str, Any] | None
    problems: tuple[Diagnostic, ...] = ()
    text: bytes = b""

    @property
    def value(self) -> Mapping[str, Any]:
        """Return the plain data. Raise DataError with the line's problems if it is unreadable."""
        if self.data is None:
            raise DataError(self.problems)
        return self.data

    @property
    def profile(self) -> Profile:
        """Return the profile. Raise DataError with the line's problems if it is unreadable."""
        profile, _ = check_json(Profile, self.text)
        if self.problems or profile is None:
            raise DataError(self.problems)
        return profile

    def problem(self, fault: Violation) -> Diagnostic:
        """Return a problem of the profile with its line number."""
        return Diagnostic(fault.message, self.file, self.number, None, path_text(fault.path), fault.hint)


def read_bundle(path: Path) -> Iterator[BundleLine]:
    """Read a bundle line by line. Raise DataError if the file itself is unreadable."""
    name = str(path)
    for number, text in bundle_lines(path):
        if text is None:
            message = f"the line is larger than {describe_size(LIMIT)}"
            yield BundleLine(name, number, None, (Diagnostic(message, name, number, hint="shorten its notes"),))
        elif text and not text.isspace():
            yield read_line(name, number, text)


def bundle_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines of a bundle with their numbers, without line ends. A line that is too long is None.

    Raises DataError if the file is unreadable.
    """
    with files.open_for_reading(path) as file:
        yield from _lines(file)


def write_bundle(path: Path, profiles: Iterable[Profile]) -> None:
    """Write profiles as a bundle, whole or not at all; an existing file is replaced.

    Raises DataError if writing fails, if two profiles have one id, or if a profile is too large to
    read again.
    """
    lines: dict[str, bytes] = {}
    for profile in profiles:
        if profile.id in lines:
            hint = "each may be in a bundle once: merge them with: skillgap profile merge"
            raise DataError(Diagnostic(f"two of the profiles have the id {profile.id}", hint=hint))
        text = json.dumps(plain(profile), ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")
        problems = read_line(str(path), len(lines) + 1, text).problems
        if len(text) > LIMIT:
            message = f"the profile {profile.id} is larger than {describe_size(LIMIT)}"
            problems = (Diagnostic(message, str(path), hint="shorten its notes"),)
        if problems:
            raise DataError(problems)
        lines[profile.id] = text
    files.write_parts(path, (line + b"\n" for line in lines.values()), private=True)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers, without line ends; None for one that is too long."""
    number = 0
    while text := file.readline(LIMIT + 5):  # three more for a byte order mark, two for the line end
        number += 1
        bare = text.rstrip(b"\r\n")
        if number == 1:
            bare = bare.removeprefix(BYTE_ORDER_MARK.encode())
        if len(bare) > LIMIT:
            while text and not text.endswith(b"\n"):
                text = file.readline(LIMIT)
            yield number, None
        else:
            yield number, bare


def read_line(name: str, number: int, text: bytes) -> BundleLine:
    """Check one line of a bundle of that name."""
    data = _sound(text)
    if data is not None:
        return BundleLine(name, number, data, (), text)
    problems = _fewer(dict.fromkeys(_explain(name, number, text)), name, number)
    return BundleLine(name, number, None if problems else scan_json(Profile, text), problems, text)


def _fewer(found: Collection[Diagnostic], name: str, number: int) -> tuple[Diagnostic, ...]:
    """Limit the number of problems: a bundle has many lines, and each may have thousands of problems."""
    if len(found) <= MOST_PROBLEMS:
        return tuple(found)
    message = f"the line has {len(found) - MOST_PROBLEMS:,} more problems"
    rest = Diagnostic(message, name, number, hint="correct these first")
    return (*islice(found, MOST_PROBLEMS), rest)


# --- what is plainly sound is accepted fast ---------------------------------------------------------------------

# The characters of FORBIDDEN as UTF-8, by their first byte; those that JSON and UTF-8 forbid need no looking for.
_FORBIDDEN_BYTES = {
    b"\x7f": re.compile(rb"\x7f"),
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f]"),
    b"\xd8": re.compile(rb"\xd8\x9c"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa6-\xa9])"),
    b"\xef": re.compile(rb"\xef(?:\xbb\xbf|\xbf[\xbe\xbf])"),
    b"\\": re.compile(rb"\\[bfu]"),  # an escape that may stand for one
}
_SPACED_COLON = re.compile(b" :")
"""As a pattern, since that is found in two thirds of the time that looking for the bytes takes."""


def _sound(text: bytes) -> dict[str, Any] | None:
    """Return the data of a line that certainly is valid. Return None if only a full check can decide."""
    for first, pattern in _FORBIDDEN_BYTES.items():
        if first in text and pattern.search(text):
            return None
    data = scan_json(Profile, text)
    if data is None or b"\t" in text or b"\r" in text or _SPACED_COLON.search(text):
        return None
    # With no space before a colon, each key ends in a quote and a colon. So no key occurs twice or was left
    # out where there are no more of these than keys were read; there may be more of them, inside of text.
    return data if _plainly_kept_rules(data) and text.count(b'":') == _key_count(data) else None


def _key_count(data: dict[str, Any]) -> int:
    """Return the number of keys in all mappings of a profile's data."""
    count = len(data) + sum(map(len, data.get("goals", ())))
    for entry in (*data.get("assessments", ()), *data.get("reviews", ())):
        ratings = entry.get("ratings", {})
        count += len(entry) + len(ratings) + sum(map(len, ratings.values())) + len(entry.get("signals", ()))
    effort = data.get("effort", {})
    return count + len(effort) + sum(map(len, effort.values()))


def _plainly_kept_rules(data: dict[str, Any]) -> bool:
    """Return True if :func:`skillgap.model.profile.faults` certainly finds nothing in a profile."""
    assessments, reviews, goals = data.get("assessments", ()), data.get("reviews", ()), data.get("goals", ())
    for assessment in assessments:
        for rating in assessment.get("ratings", {}).values():
            if not rating or "said" in rating or ("state" in rating and "level" in rating):
                return False
    dated = {(entry["matrix"], entry["date"]) for entry in assessments}
    identities = {(review["matrix"], review["assessment"], review["by"], review["date"]) for review in reviews}
    return (
        len(dated) == len(assessments)
        and len(identities) == len(reviews)
        and dated.issuperset([(review["matrix"], review["assessment"]) for review in reviews])
        and len({goal["id"] for goal in goals}) == len(goals)
    )


# --- everything else is looked at closely -----------------------------------------------------------------------


class _RefusedError(Exception):
    """The JSON parser found a value that profiles do not allow."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _explain(name: str, number: int, text: bytes) -> Iterator[Diagnostic]:
    """Every problem of a line; none means that it is sound after all."""
    if _measure_depth(text) > _PARSED_DEPTH:
        yield Diagnostic(_TOO_DEEP, name, number, hint="a profile needs no such depth")
        return
    try:
        data = json.loads(text.decode(), object_pairs_hook=_mapping, parse_int=_integer, parse_constant=_constant)
    except UnicodeDecodeError as error:
        column = len(text[: error.start].decode()) + 1
        message = f"the byte 0x{text[error.start]:02X} here is not UTF-8"
        yield Diagnostic(message, name, number, column, hint="write the bundle as UTF-8")
        return
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {json_sentence(error.msg)}"
        hint = "each line holds one profile as JSON; skillgap profile export writes it"
        yield Diagnostic(message, name, number, error.colno, hint=hint)
        return
    except _RefusedError as error:
        yield Diagnostic(str(error), name, number, hint=error.hint)
        return
    for path, complaint, advice in _structure_problems(data, text):
        yield Diagnostic(complaint, name, number, None, path_text(path), advice)


_TOO_DEEP = f"the line is nested more than {MAX_DEPTH} deep"
_PARSED_DEPTH = 100
"""How deep a line may be nested to be parsed: far below the depth at which any version of Python gives up."""
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?')
_BRACKETS = re.compile(rb"[\[{]|[]}]")


def _measure_depth(text: bytes) -> int:
    """Return the depth of nested brackets in a line of JSON. Brackets inside strings do not count."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_STRING.sub(b"", text)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _structure_problems(data: object, text: bytes) -> Iterator[tuple[DocumentPath, str, str | None]]:
    """The path, message and hint of all that is wrong with a line that is valid JSON."""
    if not isinstance(data, dict):
        yield (), "the line holds no mapping of keys to values", "each line holds one profile as JSON"
        return
    if wrong := format_fault(data, profile_rules.FORMAT):
        yield wrong.path, wrong.message, wrong.hint
        return
    found = list(_unsupported_values(data, ()))
    yield from found
    if not found:
        for fault in (*check_json(Profile, text)[1], *profile_rules.faults(data)):
            yield fault.path, fault.message, fault.hint


def _unsupported_values(value: object, path: DocumentPath) -> Iterator[tuple[DocumentPath, str, str | None]]:
    """Forbidden characters, and nesting that no profile has."""
    if isinstance(value, str):
        if found := FORBIDDEN.search(value):
            hint = "delete it; an editor that shows invisible characters helps to find it"
            yield path, f"the character {character_name(found.group())} is not allowed", hint
    elif len(path) >= MAX_DEPTH and isinstance(value, dict | list):
        yield path[:2], _TOO_DEEP, "a profile needs no such depth"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unsupported_values(key, path)
            yield from _unsupported_values(item, (*path, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _unsupported_values(item, (*path, position))


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise _RefusedError(f"the key {truncate(twice)} appears twice in one mapping", "keep one of the two")
    return mapping


def _integer(digits: str) -> int:
    if len(digits) - digits.startswith("-") > MAX_INTEGER_DIGITS:
        message = f"a whole number has more than {MAX_INTEGER_DIGITS} digits"
        raise _RefusedError(message, "write fewer digits, or put it in quotes if it is text")
    return int(digits)


def _constant(word: str) -> NoReturn:
    raise _RefusedError(f"{word} is no number that a profile may hold", "write a number, or leave the key out")
