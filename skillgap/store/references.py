"""Ids, and the parsing of references to people and matrices: ids or paths."""

from __future__ import annotations

import os
import re
import unicodedata

from skillgap.store.documents import BUNDLE_SUFFIX, SUFFIXES
from skillgap.store.standard_input import STDIN

SLUG_BYTES = 200
"""Maximum bytes of an id made from a name: a file name may have 255 bytes, and saving adds some of them."""


def new_key() -> str:
    """A key for a new profile: random, and text in YAML even if all its digits are decimal."""
    return f"k{os.urandom(8).hex()}"


def slug(name: str) -> str:
    """An id made from a name: its letters and digits in lower case, everything between them a hyphen."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    whole = unicodedata.normalize("NFC", bare)  # as it is typed: of Korean syllables nothing was taken away
    joined = re.sub(r"[\W_]+", "-", whole).strip("-")[:100]
    return joined.encode()[:SLUG_BYTES].decode(errors="ignore").rstrip("-")


def is_path(reference: str) -> bool:
    """Return whether a reference is a file or standard input, and not an id."""
    separators = [os.sep, *([os.altsep] if os.altsep else [])]
    named = reference.endswith((*SUFFIXES, BUNDLE_SUFFIX)) or reference == str(STDIN)
    return named or any(separator in reference for separator in separators)
