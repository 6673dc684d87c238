"""What can be wrong, where it stands, and what helps.

Every refusal a user can cause is a :class:`SkillgapError` that carries one or more
:class:`Problem`. Nothing here prints: the command line and the screens decide where a
problem is shown, and clean its text on the way out, since it may quote a stranger's file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DocumentPath = tuple[str | int, ...]
"""Where a value stands inside a document: mapping keys and list positions, outermost first."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something wrong in a document's content, told by its path; ``key`` when the key itself is meant."""

    path: DocumentPath
    message: str
    hint: str | None = None
    key: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong.

    ``line`` and ``column`` count from 1, the column in characters; both are None where the
    problem has no place in a file. ``path`` names the place inside the document, as in
    ``assessments[0].ratings.cost-optimization-finops.level``.
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""
    hint: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        if self.path:
            text += f" (at {self.path})"
        return f"{text}\nhint: {self.hint}" if self.hint else text


class SkillgapError(Exception):
    """The base of all errors a user can cause; ``problems`` is never empty."""

    def __init__(self, problems: Diagnostic | Iterable[Diagnostic]) -> None:
        self.problems: tuple[Diagnostic, ...] = (problems,) if isinstance(problems, Diagnostic) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class DataError(SkillgapError):
    """A file's content is wrong, or a file cannot be read or written."""


class ConflictError(SkillgapError):
    """A file changed underneath: it was left alone, and this side's version is kept next to it, in ``copy``."""

    def __init__(self, problems: Diagnostic | Iterable[Diagnostic], copy: Path | None = None) -> None:
        super().__init__(problems)
        self.copy = copy


def path_text(path: Sequence[str | int]) -> str:
    """Write a path inside a document the way a reader would: ``goals[2].due``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{truncate(step)}" if text else truncate(step)
    return text


def truncate(text: str) -> str:
    """Cut text that a message quotes to a length that leaves the message readable."""
    return text if len(text) <= 60 else text[:59] + "…"


def system_reason(error: OSError) -> str:
    """Why the system refused, as the end of a sentence."""
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]


def internal_error(error: BaseException, hint: str) -> Diagnostic:
    """Say in one line what failed and where in the program, without any text that a file may hold."""
    import traceback

    from skillgap import __version__

    frames = list(traceback.walk_tb(error.__traceback__))
    own = [(frame, line) for frame, line in frames if frame.f_globals.get("__name__", "").startswith("skillgap")]
    frame, line = (own or frames)[-1]
    place = f"{frame.f_globals.get('__name__', '')}, line {line}"
    return Diagnostic(f"skillgap {__version__} failed: {type(error).__name__} in {place}", hint=hint)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None where none is alike."""
    import difflib  # only an error needs it

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


SuggestFn = Callable[[str, Collection[str]], str | None]
MAX_SUGGESTIONS = 20
"""For so many unknown words of a file the nearest known one is looked for: a stranger's file may have thousands."""
MOST_COMPARED = 1_000_000
"""So many times a character of such a word may be compared with one of a known word."""


def limited_suggester() -> SuggestFn:
    """As :func:`nearest`, but None once MAX_SUGGESTIONS words were looked for, or MOST_COMPARED would be exceeded."""
    words_left, comparisons_left = MAX_SUGGESTIONS, MOST_COMPARED

    def near(word: str, known: Collection[str]) -> str | None:
        nonlocal words_left, comparisons_left
        words_left -= 1
        if words_left < 0 or comparisons_left < 0:
            return None
        comparisons_left -= len(word) * sum(map(len, known))
        return nearest(word, known) if comparisons_left >= 0 else None

    return near
