"""The search phrases of a matrix: every phrase, its forms, and its conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from skillgap.errors import DataError, Diagnostic
from skillgap.model.matrix import Alias, Criterion, Matrix, folded
from skillgap.postings.text import needle, normalize_spelling

NEAR = 200
"""Number of characters before and after a phrase in which its context is searched."""


_SHORT_PART = 3
"""A name such as CI/CD also matches without the slash if its parts have at most this many letters."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase that names a criterion, or a tool and with it the tool's criterion."""

    criterion: str
    tool: str | None
    alias: Alias

    @property
    def text(self) -> str:
        """The phrase as the matrix writes it."""
        return self.alias.phrase


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The phrases of a matrix, and a map from each form, as in a haystack, to its phrases."""

    phrases: tuple[Phrase, ...]
    forms: dict[str, tuple[int, ...]]


def taxonomy_of(matrix: Matrix) -> Taxonomy:
    """Collect the search phrases of a matrix.

    The names of a criterion are its aliases and its tools, or its own name if it has neither. The
    names of a tool are its aliases and its own name, unless an alias repeats that name with
    conditions. Raises DataError where forms of phrases of two criteria are the same.
    """
    # Each once: every place where a phrase stands is held against all that take its form.
    phrases = tuple(dict.fromkeys(phrase for criterion in matrix.criteria for phrase in _phrases(criterion)))
    forms: dict[str, tuple[int, ...]] = {}
    for at, phrase in enumerate(phrases):
        for form in forms_of(phrase.alias):
            forms[form] = (*forms.get(form, ()), at)
    problems = [_clash(form, [phrases[at] for at in taking]) for form, taking in forms.items()]
    if found := [problem for problem in problems if problem]:
        raise DataError(found)
    return Taxonomy(phrases, forms)


def _phrases(criterion: Criterion) -> Iterator[Phrase]:
    aliases: Iterable[Alias] = criterion.aliases
    if not criterion.aliases and not criterion.tools:
        aliases = (Alias(phrase=criterion.name),)
    for alias in aliases:
        yield Phrase(criterion.id, None, alias)
    for tool in criterion.tools:
        stated = criterion.tool_aliases.get(tool, ())
        if all(folded(alias.phrase) != folded(tool) for alias in stated):
            yield Phrase(criterion.id, tool, Alias(phrase=tool))
        for alias in stated:
            yield Phrase(criterion.id, tool, alias)


def _clash(form: str, taking: list[Phrase]) -> Diagnostic | None:
    first = taking[0]
    other = next((phrase for phrase in taking if phrase.criterion != first.criterion), None)
    if other is None:
        return None
    names = f"'{first.text}' of {first.criterion} and '{other.text}' of {other.criterion}"
    hint = "a phrase may name one criterion only: remove it from one of them"
    return Diagnostic(f"{names} are the same in a posting: '{form}'", hint=hint)


def forms_of(alias: Alias) -> tuple[str, ...]:
    """Return the search forms of a phrase in a haystack, which has spaces for hyphens.

    The forms have the last word in singular and plural, and the common spellings of such a name. A
    phrase whose case matters has only its own spelling.
    """
    base = needle(alias.phrase)
    if alias.case:
        return (base,)
    forms = [base]
    spelled = normalize_spelling(alias.phrase)
    if word := re.search(r"\w+$", spelled):
        forms.append(base[: len(base) - len(word[0])] + _other_number(word[0]))
    return tuple(dict.fromkeys([*forms, *_variants(base, spelled)]))


def _variants(base: str, spelled: str) -> Iterator[str]:
    """Other ways to write the same name: ``CI / CD``, ``Node JS``, ``PowerBI``, ``ISO27001``."""
    if found := re.fullmatch(r"(.*\w)/(\w.*)", base):
        one, other = found.groups()
        yield from (f"{one} / {other}", f"{one} /{other}", f"{one}/ {other}", f"{one} {other}")
        if max(map(len, found.groups())) <= _SHORT_PART:
            yield one + other
    if found := re.fullmatch(r"(.*\w)(?:\.js|(?<=[a-z])JS| JS)", spelled):
        name = needle(found[1])
        yield from (f"{name}.js", f"{name} js", f"{name}js")
    if re.fullmatch(r"[A-Z][A-Za-z]{2,} [A-Z][A-Za-z]+", spelled) or re.fullmatch(r".*[A-Za-z]{2} \d+", spelled):
        head, _, tail = base.rpartition(" ")
        yield head + tail


def _other_number(word: str) -> str:
    """Return the plural of a word, or the singular of an obvious plural. Return the word itself if neither is known."""
    small = needle(word)
    if len(word) < 2 or not word[0].isalpha() or not word.isascii():
        return small
    if word.islower() and len(word) > 4 and re.search(r"(?<![suio])s$", small):
        if small.endswith("ies"):
            return small[:-3] + "y"
        return small[:-2] if re.search(r"(ch|sh|x)es$", small) else small[:-1]
    if small.endswith("s"):
        return small + "es" if small.endswith("ss") else small
    if re.search(r"[^aeiou]y$", small):
        return small[:-1] + "ies"
    return small + ("es" if re.search(r"(ch|sh|x|z)$", small) else "s")
