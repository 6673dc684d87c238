"""One spelling for the many spellings in postings: the text to search for phrases.

Each posting has two forms of the same length, so that a position is valid in both. The *normalized*
text keeps capitals and line breaks. The *haystack* is folded, with a space for every hyphen and
line break, so that a phrase matches with any wrapping and hyphenation.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SPELLINGS = {
    **dict.fromkeys("\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", ""),  # zero-width characters and soft hyphens
    **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),  # writing directions
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("™℠®©\xa0", " "),  # the compatibility form of ™ is two letters
    "…": "...",
}
# Each expression begins with a character of its own, which the search then leaps to.
_ENTITY = re.compile(r"&(?:#\w{1,8}|[A-Za-z]\w{1,30});")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"https?://[^\s)>\]\"']+ ?")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WRAPPED_HYPHEN = re.compile(r"-(?<=\w-)\n(?=\w)")
_LONGEST_NAME = 80
"""Number of characters before an ``@`` that may belong to a mail address."""


def normalize(text: str) -> str:
    """Write a text in one spelling, between two line breaks.

    HTML entities and Markdown escapes are resolved, characters take their compatibility form, invisible ones
    vanish, all dashes are hyphens, underscores and runs of spaces are one space. Web and mail addresses are left
    out, since the names in them ask for nothing.
    """
    if "&" in text:
        text = _ENTITY.sub(_resolve_entity, text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", "\n").replace("\t", " ")
    if not text.isascii():
        text = _fold_characters(text)
    if "://" in text:
        text = _ADDRESS.sub("", text)
    if "@" in text:
        text = _without_mail_addresses(text)
    text = text.replace("_", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    text = "\n".join(["", *map(str.strip, text.split("\n")), ""])
    return _WRAPPED_HYPHEN.sub("-", text) if "-\n" in text else text


def _resolve_entity(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def _fold_characters(text: str) -> str:
    for character, plain in _SPELLINGS.items():
        if character in text:
            text = text.replace(character, plain)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def _without_mail_addresses(text: str) -> str:
    """Blank out mail addresses; the search begins shortly before each ``@``, since most texts have few."""
    parts, done = [], 0
    place = text.find("@")
    while place >= 0:
        found = _MAIL.search(text, max(done, place - _LONGEST_NAME), place + 255)
        if found and found.start() <= place < found.end():
            parts += [text[done : found.start()], " "]
            done = found.end()
        place = text.find("@", max(place + 1, done))
    return "".join([*parts, text[done:]]) if parts else text


def haystack(normalized: str) -> str:
    """Fold a normalized text, with a space for every hyphen and line break; the length stays the same."""
    if not normalized.isascii():
        # Of all capitals only İ has a small form of two characters, and ς and ı are other forms of a letter.
        normalized = normalized.replace("İ", "i").lower().replace("ς", "σ").replace("ı", "i")
        return normalized.replace("\n", " ").replace("-", " ")
    return normalized.lower().replace("\n", " ").replace("-", " ")


def needle(phrase: str) -> str:
    """Return a phrase in the form of a haystack."""
    return " ".join(haystack(normalize(phrase)).split())


def normalize_spelling(phrase: str) -> str:
    """Write a phrase in one spelling with its capitals, a space for every hyphen."""
    return " ".join(normalize(phrase).replace("-", " ").split())
