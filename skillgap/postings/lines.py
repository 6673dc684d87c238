"""How the lines of a posting belong together: headings, items with and without bullets, wrapped sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from skillgap.postings.markers import HEADING_WORDS, MARKERS

BULLET = re.compile(r"^(?:[-*+•·▪◦‣●○■□–»>✓✔➢o]|\d{1,2}[.)]) ")
_ENDS = (".", "!", "?", ";", ":")
_LONGEST_HEADING = 80
_MOST_HEADING_WORDS = 9
_MOST_TITLE_WORDS = 6
_LONGEST_UNIT = 2_000
_PROSE = 60
"""From this length on, or with a full stop, a line is prose and no item of a list."""
_SHORTEST_WRAPPED = 20
_WIDEST = 130
"""Texts with longer lines are not wrapped by hand."""
_OPEN_END = re.compile(
    r"(?:,|\b(?:and|or|of|the|a|an|in|on|for|with|to|by|from|at|as|is|are|be|you|your|our|we|will|that|which|who|if|"
    r"than|into|can|may|must|using|via|und|oder|mit|der|die|das|den|dem|von|zu|für|im|am|als|sowie|bei|ein|eine|einen|"
    r"et|ou|de|la|le|les|des|du|avec|pour|à|un|une|dans|sur|y|o|el|los|las|con|para|por|del|het|een|van|met|voor|"
    r"op|e|da|do|com|em|um|uma|di|il|i|gli|per|della)|[&/(]|\w-)$",
    re.I,
)
"""The end of a line that must continue in the next line."""
_KNOWN_HEADING = re.compile(
    r"(?:(?:unser|notre|nuestro|onze|il nostro|key|core|main|job|your|our|basic|minimum|required|technical|the|"
    r"additional) )*"
    r"(?:responsibilities|requirements|qualifications|skills|experience|benefits|perks|duties|tech stack|location|"
    r"salary|compensation|about\b|who (?:you|we)\b|what (?:you|we)\b|why\b|how\b|the (?:role|team|job)\b|must haves?\b|"
    r"education|"
    r"(?:dein|ihr|unser) (?:profil|angebot|aufgaben)|profil\b|(?:deine|ihre) aufgaben|aufgaben|anforderungen|"
    r"(?:was )?wir bieten|unser angebot|über uns|qualifikationen|das (?:bringst|bieten|erwartet)|kontakt|"
    r"(?:votre |vos |le )?(?:profil|missions?)\b|compétences|avantages|(?:ce que )?nous (?:offrons|proposons)|à propos|"
    r"requisitos|funciones|responsabilidades|(?:qué )?(?:te )?ofrecemos|beneficios|sobre nosotros|tu perfil|"
    r"functie eisen|(?:wat )?wij bieden|(?:wat )?we bieden|jouw profiel|over ons|taken\b|eisen|wat (?:breng|bieden)|"
    r"responsabilidade|benefícios|oferecemos|(?:o que )?oferecemos|sobre nós|"
    r"requisiti|responsabilità|(?:cosa )?offriamo|chi siamo|profilo\b)",
    re.I,
)
_WORD = re.compile(r"[^\W\d]+(?:'[^\W\d]+)?|\d+|[+#]+")
_MARKER_WORDS = frozenset(word for marker, kind in MARKERS.items() if kind == "optional" for word in marker.split())


class Line(NamedTuple):
    """A line of a normalized text, or several that are one wrapped one; the end is excluded."""

    start: int
    end: int


class Lines:
    """The lines of one normalized text, with cached results."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._width: int | None = None
        self._joined: dict[int, Line] = {}

    def around(self, place: int) -> Line:
        """Return the line around a position, joined with the lines that it was wrapped from and into."""
        text = self._text
        # Some postings are one endless line, of which no more is looked at than a sentence can need.
        first, last = max(0, place - _LONGEST_UNIT), min(len(text), place + _LONGEST_UNIT)
        start, end = text.rfind("\n", first, place), text.find("\n", place, last)
        if start < 0 or end < 0:
            return Line(max(first, start + 1), last if end < 0 else end)
        start += 1
        if start in self._joined:
            return self._joined[start]
        physical = start
        while start > 1 and place - start < _LONGEST_UNIT:
            before = text.rfind("\n", 0, start - 1) + 1
            if not self._is_wrapped(before, start - 1, start):
                break
            start = before
        last = text.rfind("\n", 0, end) + 1
        while end + 1 < len(text) and end - place < _LONGEST_UNIT and self._is_wrapped(last, end, end + 1):
            last, end = end + 1, text.find("\n", end + 1)
            end = len(text) if end < 0 else end
        self._joined[physical] = Line(start, end)
        return self._joined[physical]

    def _is_wrapped(self, start: int, end: int, following: int) -> bool:
        """Return whether the line from ``start`` to ``end`` continues in the line that begins at ``following``."""
        text = self._text
        line = text[start:end]
        after = text[following : _line_end(text, following)]
        if not line or not after or line.endswith(_ENDS) or BULLET.match(after) or after[0] in "#*":
            return False
        if line.startswith("#") or line.endswith("**"):
            return False
        if _OPEN_END.search(line):
            return not (names_nothing(line) and without_bullet(line) == line and len(line) < _SHORTEST_WRAPPED)
        too_wide = self._is_too_wide(line, after)
        if after[0].islower() or after[0] in "(&+/,":
            return len(line) >= _SHORTEST_WRAPPED and (too_wide or self._ends_as_prose(following))
        return too_wide

    def _is_too_wide(self, line: str, after: str) -> bool:
        """Return whether the next word did not fit into the line, as in a text wrapped by hand."""
        if self._width is None:
            self._width = max(map(len, self._text.split("\n")))
        if not 30 <= self._width <= _WIDEST:
            return False
        first = after.split(" ", 1)[0]
        # An indented item is as much shorter as its indent, which is gone here.
        return len(line) + 1 + len(first) > self._width - (2 if BULLET.match(line) else 4) and len(line) > 24

    def _ends_as_prose(self, place: int) -> bool:
        """Return whether the block of lines that continues at a position ends with a full stop."""
        text = self._text
        while True:
            end = _line_end(text, place)
            following = text[end + 1 : end + 4]
            if text[end - 1 : end] in (".", "!", "?", ";", ":"):
                return True
            if not following.strip("\n") or following[0] == "\n" or BULLET.match(following) or following[0] == "#":
                return False
            place = end + 1

    def heading_around(self, place: int) -> Line | None:
        """Return the line around a position with a marker, if it is a heading that makes its list nice to have."""
        text = self._text
        start = text.rfind("\n", max(0, place - _LONGEST_HEADING), place) + 1
        end = text.find("\n", place, place + _LONGEST_HEADING + 1)
        if start < 2 or not 0 < end - start <= _LONGEST_HEADING:
            return None
        written = text[start:end]
        bare = without_bullet(written)
        if written[0] == "#" or (bare.startswith("**") and bare.rstrip(": ").endswith("**")):
            return Line(start, end)
        line = Line(start, end)
        may_be = "," not in bare if bare.endswith(":") else bare == written and _is_plain_heading(written)
        return line if may_be and self.around(place) == line else None

    def section_end(self, heading: Line) -> int:
        """Return the end of the list under a heading: the next heading, or the prose after the list."""
        text = self._text
        section = _Section()
        place = heading.end + 1
        while place < len(text):
            end = _line_end(text, place)
            if text[place] in "-*•" and text.startswith(" ", place + 1) and not text.startswith("**", place + 2):
                section.add_item()  # most lines: told from a heading without looking further
            elif section.ends_at(text[place:end], text[end + 1 : _line_end(text, end + 1)]):
                return place - 1
            place = end + 1
        return len(text)


class _Section:
    """The lines below a heading, as far as they have been read."""

    def __init__(self) -> None:
        self.empty = True
        self.bulleted = False
        self.compact = True
        """True if items follow the heading and each other without blank lines."""
        self.blank = False

    def add_item(self) -> None:
        """Read a line that is an item with a bullet."""
        self.bulleted = True
        self.empty = self.blank = False

    def ends_at(self, line: str, following: str) -> bool:
        """Read the next line; whether the section ends before it."""
        if not line:
            self.blank = True
            self.compact &= not self.empty
            return False
        item = BULLET.match(line)
        if self._is_other_heading(line, bool(item)) or (
            self.blank and not self.empty and not item and self._is_past_list(line, following)
        ):
            return True
        self.bulleted |= bool(item)
        self.empty = self.blank = False
        return False

    def _is_other_heading(self, line: str, item: bool) -> bool:
        if len(line) > _LONGEST_HEADING or line[-1] in ".;,":
            return line[0] == "#"
        bare = without_bullet(line)
        plain = bare.strip("*: ").replace("-", " ")
        if line.startswith("#") or (bare.startswith("**") and bare.rstrip(": ").endswith("**") and len(plain) < _PROSE):
            return line.startswith("#") or not self.empty
        if item:
            return False
        if bare.endswith(":") and len(bare) <= _PROSE:
            return True
        known = _KNOWN_HEADING.match(plain)
        return known is not None and "." not in plain and len(plain) <= (known.end() + 40 if self.blank else 40)

    def _is_past_list(self, line: str, following: str) -> bool:
        """Return whether a line after a blank line is past the list, if no heading decides it."""
        if self.bulleted:
            return True
        prose = len(line) >= _PROSE or line.endswith(".")
        if self.compact:
            return prose or bool(following)
        return bool(following) and len(line.split()) <= _MOST_TITLE_WORDS and not prose


def without_bullet(line: str) -> str:
    """A line without the bullet or number that it begins with."""
    found = BULLET.match(line)
    return line[found.end() :] if found else line


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _is_plain_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and line[-1] not in ".,;!"
        and len(line.split()) <= _MOST_HEADING_WORDS
        and names_nothing(line)
    )


def names_nothing(line: str) -> bool:
    """Return whether all words of a line are typical of headings, so that it is no requirement itself."""
    words = _WORD.findall(line.lower().replace("-", " "))
    return all(word in HEADING_WORDS or word in _MARKER_WORDS for word in words)
