"""One spelling for what postings write in many: the text that phrases are looked for in.

Two forms of the same length are kept of every posting, so that a place in one is the same place in the other:
the *normalised* text, with its capitals and line breaks, and the *haystack*, folded, with a space for every
hyphen and line break, in which a phrase is found however it was wrapped and hyphenated.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SPELLINGS = {
    **dict.fromkeys("\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", ""),  # zero-width characters and soft hyphens
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("™℠®©\xa0", " "),  # the compatibility form of ™ is two letters
    "…": "...",
}
# Each expression begins with a character of its own, which the search then leaps to.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"https?://[^\s)>\]\"']+")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_OPENING_UNDERSCORES = re.compile(r"_(?<!\w_)_*")
_CLOSING_UNDERSCORES = re.compile(r"_+(?!\w)")
_WRAPPED_HYPHEN = re.compile(r"-(?<=\w-)\n(?=\w)")
_SPACES = re.compile(r" {2,}")


def normalise(text: str) -> str:
    """The text in one spelling, between two line breaks.

    HTML entities and Markdown escapes are resolved, characters take their compatibility form, invisible ones
    vanish, all dashes are hyphens, runs of spaces are one; web and mail addresses are left out, since the names
    in them ask for nothing.
    """
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", "\n").replace("\t", " ")
    if not text.isascii():
        for character, plain in _SPELLINGS.items():
            if character in text:
                text = text.replace(character, plain)
        text = unicodedata.normalize("NFKC", text)
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "@" in text:
        text = _MAIL.sub(" ", text)
    if "_" in text:
        text = _CLOSING_UNDERSCORES.sub(" ", _OPENING_UNDERSCORES.sub(" ", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    text = "\n".join(["", *[line.strip(" ") for line in text.split("\n")], ""])
    return _WRAPPED_HYPHEN.sub("-", text) if "-\n" in text else text


def haystack(normalised: str) -> str:
    """The normalised text folded, with a space for every hyphen and line break; of the same length."""
    if not normalised.isascii():
        # Of all capitals only İ has a small form of two characters, and ς and ı are other forms of a letter.
        normalised = normalised.replace("İ", "i").lower().replace("ς", "σ").replace("ı", "i")
        return normalised.replace("\n", " ").replace("-", " ")
    return normalised.lower().replace("\n", " ").replace("-", " ")


def needle(phrase: str) -> str:
    """A phrase as it stands in a haystack."""
    return " ".join(haystack(normalise(phrase)).split())


def normalize_spelling(phrase: str) -> str:
    """A phrase in one spelling with its capitals, a space for every hyphen."""
    return " ".join(normalise(phrase).replace("-", " ").split())
