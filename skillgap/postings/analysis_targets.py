"""The level expected of each category: skillgap's choice, since no posting states a level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skillgap.errors import DataError, Diagnostic, nearest

DEFAULT_TARGET = 3
_RANKED = (
    (
        4,
        (
            r"core|must(?: have)?s?|required|require|requirement|mandatory|essentials?|critical|crucial"
            r"|high(?:est)?|very high"
            r"|key|primary|tier 1|level 1|p[01]|a|1|muss|pflicht|zwingend|erforderlich|notwendig|hoch|kern"
            r"|imprescindibles?|obligatori[oa]s?|requerid[oa]s?|esencial(?:es)?|alt[oa]|clave|necesari[oa]s?"
            r"|indispensables?|obligatoires?|requis(?:es?)?|essentiel(?:le)?s?|élevée?s?|haute|fort"
        ),
    ),
    (
        3,
        (
            r"important|should(?: have)?|preferred|recommended|medium|moderate|standard|secondary|common|tier 2"
            r"|level 2|p2|b|2"
            r"|wichtig|soll|mittel|bevorzugt|importantes?|medi[oa]|preferid[oa]s?|preferibles?|recomendad[oa]s?"
            r"|importante|moyen(?:ne)?s?|préférée?s?|recommandée?s?"
        ),
    ),
    (
        2,
        (
            r"emerging|nice(?: to have)?s?|optional|bonus|plus|desirable|desired|differentiator|could(?: have)?"
            r"|low|niche"
            r"|additional|tertiary|tier 3|level 3|p3|c|3|kann|optional|wünschenswert|von vorteil|vorteilhaft"
            r"|gering|niedrig"
            r"|opcional(?:es)?|deseables?|valorables?|se valora|baj[oa]|emergentes?"
            r"|optionnel(?:le)?s?|souhaitables?|souhaitée?s?|appréciée?s?|atouts?|un plus|faible|bas|émergente?s?"
        ),
    ),
)
_LEVELS = tuple((level, re.compile(pattern, re.I)) for level, pattern in _RANKED)


@dataclass(frozen=True, slots=True)
class Targets:
    """The expected levels by category, with ``default``, and the categories without a known level."""

    levels: Mapping[str, int]
    given: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def suggested_target(category: str) -> int | None:
    """Return the level for a category such as Must-have, or None if its name is unclear."""
    words = " ".join(re.sub(r"[^\w]+", " ", category).split())
    return next((level for level, pattern in _LEVELS if pattern.fullmatch(words)), None)


def targets_of(categories: Iterable[str], given: Mapping[str, int], top: int) -> Targets:
    """Return the targets of the categories of a document, in its order. ``given`` are the user's targets.

    Raises DataError for a category that the document does not have, or a level beyond the scale.
    """
    known = list(dict.fromkeys(categories))
    stated: dict[str, int] = {}
    for name, level in given.items():
        match = next((category for category in [*known, "default"] if category.casefold() == name.casefold()), None)
        if match is None:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else f"the categories are: {', '.join(known) or 'none'}"
            raise DataError(Diagnostic(f"there is no category {name}", hint=hint))
        if not 0 <= level <= top:
            raise DataError(Diagnostic(f"the target of {name} is {level}", hint=f"the scale is 0 to {top}"))
        stated[match] = level
    suggested = {name: stated.get(name, suggested_target(name)) for name in known}
    levels = {name: level for name, level in suggested.items() if level is not None}
    unknown = tuple(name for name in known if name not in levels)
    return Targets({**levels, "default": stated.get("default", DEFAULT_TARGET)}, tuple(stated), unknown)
