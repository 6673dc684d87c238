"""Which criteria of several roles may be one: ranked by their names, tools and scopes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from skillgap.model.matrix import Criterion, Matrix
from skillgap.scoring.comparison.links import Families, link

LEAST = 0.3
"""Pairs less alike than this are not proposed."""
_NAME, _TOOLS, _SCOPE = 0.6, 0.25, 0.15
"""What names, tools and scopes weigh; without tools on both sides the other two share their weight."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "best",
        "by",
        "for",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "&",
        "und",
        "oder",
        "y",
        "e",
        "et",
        "de",
        "la",
    ]
)
_GENERAL = frozenset(
    {
        *("advanc", "architecture", "awareness", "best", "data", "design", "develop", "engineer", "experience"),
        *("infrastructure", "knowledge", "leadership", "manage", "management", "platform", "practice", "practic"),
        *("skill", "solution", "support", "system", "technical", "tool", "work"),
    }
)
"""Stems that say little of what is asked for."""
_ENDINGS = ("isations", "izations", "isation", "ization", "ations", "ation", "ings", "ing", "ies", "es", "s", "ed")
_GENERAL_WEIGHT = 0.4
_OTHER_SECTION = 0.7
"""What a pair of different sections counts for: a tool and a duty are seldom one."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two criteria of different roles that may be one; ``score`` is from 0 to 1."""

    matrix: Matrix
    criterion: Criterion
    other_matrix: Matrix
    other: Criterion
    score: float


@dataclass(frozen=True)  # without slots, so that the words are taken apart once
class _Words:
    """A criterion of a role as words."""

    matrix: Matrix
    criterion: Criterion
    section: str

    @cached_property
    def name(self) -> Counter[str]:
        return Counter(_stems(self.criterion.name))

    @cached_property
    def bare_name(self) -> Counter[str]:
        """The name without the text in brackets, which only explains it."""
        return Counter(_stems(re.sub(r"\([^()]{0,200}\)", " ", self.criterion.name))) or self.name

    @cached_property
    def tools(self) -> frozenset[str]:
        return frozenset(word for tool in self.criterion.tools for word in _stems(tool))

    @cached_property
    def scope(self) -> Counter[str]:
        texts = (self.criterion.name, self.criterion.notes or "", *self.criterion.covers, *self.criterion.tools)
        return Counter(set(_stems(" ".join(texts))))


def similar_criteria(matrices: Sequence[Matrix]) -> tuple[Alike, ...]:
    """Propose which criteria of different roles are one, the likeliest first.

    Pairs that the matrices already link are left out, and so are pairs that follow from likelier pairs. For a skill
    that six roles ask for there are five pairs, not fifteen.
    """
    every = [
        _Words(matrix, criterion, section.heading)
        for matrix in matrices
        for section in matrix.sections
        for criterion in section.criteria
    ]
    rarity = _rarity(every)
    scored = [
        Alike(one.matrix, one.criterion, other.matrix, other.criterion, score)
        for one, other in combinations(every, 2)
        if one.matrix.id != other.matrix.id and (score := _score(one, other, rarity)) >= LEAST
    ]
    scored.sort(key=lambda pair: -pair.score)
    return tuple(_independent(scored, matrices))


def _independent(scored: Iterable[Alike], matrices: Sequence[Matrix]) -> Iterable[Alike]:
    """The pairs that add something new: neither linked yet, nor implied by likelier pairs."""
    families = Families(matrices)
    for tie in link(matrices).ties:
        families.join((tie.matrix, tie.criterion), (tie.other_matrix, tie.other_criterion))
    for pair in scored:
        one, other = (pair.matrix.id, pair.criterion.id), (pair.other_matrix.id, pair.other.id)
        if families.head(one) != families.head(other) and families.join(one, other):
            yield pair


def _stems(text: str) -> list[str]:
    """The words of a text without their endings, so that operations and operating match."""
    words = re.findall(r"[^\W_]+[+#]*", text.casefold())
    return [_stem(word) for word in words if word not in _SMALL]


def _stem(word: str) -> str:
    for ending in (
        "isations",
        "izations",
        "isation",
        "ization",
        "ations",
        "ation",
        "ings",
        "ing",
        "ies",
        "es",
        "s",
        "ed",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _rarity(every: Sequence[_Words]) -> Mapping[str, float]:
    """The weight of a word: low if many criteria have it in their names or scopes."""
    seen: Counter[str] = Counter(word for words in every for word in {*words.name, *words.scope})
    return {
        word: math.log(1 + len(every) / count) * (_GENERAL_WEIGHT if word in _GENERAL else 1)
        for word, count in seen.items()
    }


def _score(one: _Words, other: _Words, rarity: Mapping[str, float]) -> float:
    name = max(_cosine(one.name, other.name, rarity), _cosine(one.bare_name, other.bare_name, rarity))
    scope = _cosine(one.scope, other.scope, rarity)
    if one.tools and other.tools:
        shared = len(one.tools & other.tools) / min(len(one.tools), len(other.tools))
        score = _NAME * name + _TOOLS * shared + _SCOPE * scope
    else:
        score = (_NAME * name + _SCOPE * scope) / (_NAME + _SCOPE)
    return score if one.section == other.section else _OTHER_SECTION * score


def _cosine(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    """The cosine of the angle between two bags of words, each weighed by its rarity."""
    product = math.fsum(count * other[word] * rarity[word] ** 2 for word, count in one.items() if word in other)
    lengths = [math.fsum((count * rarity[word]) ** 2 for word, count in bag.items()) for bag in (one, other)]
    return product / math.sqrt(lengths[0] * lengths[1]) if product else 0.0
