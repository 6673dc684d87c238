"""Names that are also ordinary words or letters: when a posting means the name.

A phrase of this list that states no conditions of its own is matched as written, capitals included.
Readings that are never the name (*Go live*, *Series C*) are always excluded, with any conditions of
an alias.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from skillgap.errors import Violation
from skillgap.model.schema import ANY, each

_LETTER_BEFORE = (
    "series", "vitamin", "hepatitis", "hep", "grade", "class", "type", "level", "plan", "group", "section", "appendix",
    "schedule", "category", "part", "tier", "team", "building", "suite", "room", "block", "zone", "gate", "option",
    "exhibit", "annex", "figure", "table", "phase", "round", "usb", "objective", "klasse", "führerscheinklasse",
    "categoría", "catégorie", "categoria", "categorie", "permis", "permiso", "rijbewijs", "patente", "buchstabe",
    "shift", "unit", "stage", "form", "title", "band", "lot", "area", "size", "point", "item", "chapter", "protein",
    "division", "ward", "wing", "company", "route",
)  # fmt: skip
_NEVER: dict[str, tuple[str, ...]] = {
    "go": (
        "go to market", "go to", "go live", "go lives", "set, go", "go ahead", "go above", "go beyond", "go the extra",
        "go getter", "go getters", "on the go", "to go", "go forward", "go further", "go green", "go back",
        "go through",
        "go into", "go over", "go out", "go with", "go for", "go from", "go on", "go deep", "go deeper", "go big",
        "go where", "go all in", "go no go", "no go", "ready to go", "way to go", "let's go", "pokémon go", "go fast",
        "go karting", "go places", "go far", "go head", "go down", "go up", "go home", "go after", "go public",
        "go wrong", "go hand in hand", "go together", "go along", "go around", "go see", "go make", "go solve",
    ),
    "react": (
        "react to", "react quickly", "react promptly", "react appropriately", "react fast", "react calmly",
        "react swiftly", "react well", "react positively", "react under", "react accordingly", "react in",
        "react rapidly",
    ),
    "rest": ("rest of", "rest assured", "rest day", "rest days", "rest period", "rest periods", "rest break",
    "rest home"),
    "excel": ("excel at", "excel as", "excel within", "excel under", "to excel in", "excel beyond", "will excel"),
    "spark": (
        "spark joy", "spark innovation", "spark ideas", "spark change", "spark creativity", "spark your", "spark our",
        "spark the", "spark a", "spark an", "spark interest", "spark curiosity", "spark conversation", "spark plug",
        "spark plugs", "spark capital", "spark conversations", "spark new", "that spark", "spark joys",
    ),
    "lake": ("salt lake", "lake city", "lake forest", "lake county", "great lake", "lake view", "lake house",
    "lake side"),
    "rust": (
        "rust belt", "rust oleum", "rust removal", "rust prevention", "rust inhibitor", "rust inhibitors", "rust proof",
        "rust proofing", "rust resistant", "rust and corrosion", "rust repair", "rust treatment",
    ),
    "swift": ("swift code", "swift response", "swift action", "swift resolution", "swift payments", "taylor swift"),
    "c": ("c suite", "c level", "c levels", "c corp", "c section", "c sections", "c arm", "c of e", "c diff",
    "r and c"),
    "r": ("r & d", "r and d", "r & r", "r&d"),
}  # fmt: skip
_WRITTEN = (
    "Go", "R", "C", "React", "REST", "Excel", "Spark", "Lake", "Rust", "Swift", "Ruby", "Julia", "Dart", "Chef",
    "Puppet",
    "Salt", "Flask", "Spring", "Express", "Ember", "Bash", "Unity", "Access", "Word", "Outlook", "Teams", "Slack",
    "Notion", "Linear", "Oracle", "Helm", "Argo", "Flux", "Vault", "Consul", "Nomad", "Packer", "Bamboo", "Glue",
    "Athena", "Lambda", "Beam", "Pig", "Hive", "Impala", "Storm", "Ray", "Dash", "Shiny", "Soda", "Fabric", "Segment",
    "Heap", "Amplitude", "Sigma", "Mode", "Hex", "Epic", "Sketch", "Premiere", "Maya", "Blender", "Canvas",
    "Blackboard",
    "Zoom", "Sage", "Concur", "Square", "Toast", "Stripe", "Clover", "Prism", "Ant", "Less", "Jest", "Mocha", "Cypress",
    "Phoenix", "Elm", "Crystal", "Nim", "Processing", "Racket", "Scratch", "Make", "Temporal", "Loom", "Miro", "Pages",
    "Numbers", "Keynote", "Stage", "Snowflake", "Sas", "Sass", "Bolt", "Sentry", "Harness", "Drone",
    "Travis",
    "Rancher", "Solid", "Next", "Nest", "Remix", "Astro", "Kong", "Envoy", "Spinnaker", "Cursor", "Copilot", "Monday",
    "Basecamp", "Trello", "Asana", "Confluence", "Tableau", "Looker", "Domo", "Spotfire", "Alteryx", "Workday", "Ruler",
)  # fmt: skip
_SAFE = frozenset(
    {"snowflake", "trello", "asana", "confluence", "tableau", "looker", "spotfire", "alteryx", "miro", "domo"}
)
AMBIGUOUS: dict[str, str] = {name.lower(): name for name in _WRITTEN if name.lower() not in _SAFE}
"""Each ambiguous name in its usual spelling, by its spelling in small letters."""

_VERBS = frozenset({"go", "react", "excel", "spark", "rest", "express", "access", "make", "scratch", "dash", "zoom"})
_AFTER_A_VERB = re.compile(
    r" (?:in|at|as|to|on|for|with|by|through|into|the|a|an|your|our|their|its|yourself|beyond|"
    r"above|across|under|how|what|"
    r"when|new|all|and (?:grow|learn|thrive|develop|succeed|respond|adapt))\b"
)
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:;•*#|>]|\n?[-*+•] |\d[.)] )\s*$")
_LANGUAGES = re.compile(
    r"(?:c\+\+|c#|python|sql|sas|java|javascript|go|rust|matlab|julia|scala|stata|spss|fortran|r|c|perl|php|ruby|vba|"
    r"objective c|assembly|pyspark|shell|bash|vb|cuda)"
)
_LANGUAGE_BEFORE = re.compile(rf"(?<![\w+#]){_LANGUAGES.pattern} ?/ ?$")
_LANGUAGE_AFTER = re.compile(rf" ?/ ?{_LANGUAGES.pattern}(?![\w])")
_LETTER_CONTEXT = re.compile(rf"(?<!\w)(?:{'|'.join(_LETTER_BEFORE)}) ?$")
_AMPERSAND_BEFORE = re.compile(r"\w ?& ?$")
_AMPERSAND_AFTER = re.compile(r" ?& ?\w(?!\w)")
_INITIAL_BEFORE = re.compile(r"(?:^|[\s(])[A-Z][a-zà-ÿ'-]+ $")
_NAME_AFTER = re.compile(r"\.? [A-Z][a-z]+")
_RECOMMENDED = 3
_DIGIT_BEFORE = re.compile(r"[\d°] ?$")

Check = Callable[[str, str, int, int], bool]
"""Decides whether a match counts. Arguments: normalized text, haystack, start, end."""


def is_ambiguous(phrase: str) -> bool:
    """Return whether a phrase is a listed name or a single letter."""
    return phrase.lower() in AMBIGUOUS or (len(phrase) == 1 and phrase.isalpha())


def never_inside(phrase: str) -> tuple[str, ...]:
    """Return the longer phrases, in haystack form, inside which an ambiguous name is an ordinary word."""
    return _NEVER.get(phrase.lower(), ())


def ambiguity_checks(phrase: str) -> list[Check]:
    """Return the checks for an ambiguous name, in addition to its own conditions."""
    name = phrase.lower()
    checks: list[Check] = []
    if len(name) == 1 and name.isalpha() and name.isascii():
        checks.append(_stands_as_letter)
    if name in _VERBS:
        checks.append(_is_no_verb)
    if name == "lake":
        checks.append(_is_no_place)
    return checks


def _is_no_verb(text: str, hay: str, start: int, end: int) -> bool:
    if not _AFTER_A_VERB.match(hay, end):
        return True
    return not _SENTENCE_START.search(text, max(0, start - 4), start)


def _is_no_place(text: str, hay: str, start: int, end: int) -> bool:
    del hay
    if re.match(r" [A-Z][a-z]+", text[end : end + 20]) and not re.match(r" (?:Formation|Storage|House)", text[end:]):
        return False
    before = re.search(r"([A-Z]\w+) $", text[max(0, start - 30) : start])
    return before is None or before[1].lower() in ("data", "delta", "azure", "gen2", "the")


def _stands_as_letter(text: str, hay: str, start: int, end: int) -> bool:
    """Return whether a single letter touches none of ``&.-/``, except a slash before another language."""
    before, after = text[start - 1], text[end]
    head, tail = hay[max(0, start - 24) : start], hay[end : end + 24]
    if before in "&.-'" or after in "&-'" or _AMPERSAND_BEFORE.search(head) or _AMPERSAND_AFTER.match(tail):
        return False
    if (before == "/" or head.endswith("/ ")) and not _LANGUAGE_BEFORE.search(head):
        return False
    if (after == "/" or tail.startswith(" /")) and not _LANGUAGE_AFTER.match(tail):
        return False
    if after == "." and not text[end + 1 : end + 2].isspace():
        return False
    if _LETTER_CONTEXT.search(head) or _DIGIT_BEFORE.search(head):
        return False
    initial = after == "." and _INITIAL_BEFORE.search(text, max(0, start - 24), start)
    return not (initial and _NAME_AFTER.match(text, end))


def ambiguity_warnings(data: object) -> Iterator[Violation]:
    """Find names in a matrix's plain data that are also ordinary words, and state no condition of their own."""
    for path, criterion in each(data, "sections", ANY, "criteria", ANY):
        if not isinstance(criterion, dict):
            continue
        tools, aliases = criterion.get("tools") or (), criterion.get("aliases") or ()
        stated = [entry for _, entry in each(criterion, "tool_aliases", ANY, ANY)]
        written = {entry.get("phrase") if isinstance(entry, dict) else entry for entry in stated}
        named: list[tuple[tuple[str | int, ...], Any]] = [(("aliases", at), entry) for at, entry in enumerate(aliases)]
        named += [(("tools", at), tool) for at, tool in enumerate(tools) if tool not in written]
        named += [(inner, entry) for inner, entry in each(criterion, "tool_aliases", ANY, ANY)]
        if not tools and not aliases:
            named.append((("name",), criterion.get("name")))
        for inner, entry in named:
            phrase = entry.get("phrase") if isinstance(entry, dict) and len(entry) == 1 else entry
            if isinstance(phrase, str) and is_ambiguous(phrase):
                yield Violation((*path, *inner), *_recommendation(phrase))


def _recommendation(phrase: str) -> tuple[str, str]:
    never = [words for words in never_inside(phrase) if f" {phrase.lower()} " in f" {words} "][:_RECOMMENDED]
    conditions = f", not: [{', '.join(never)}]" if never else ""
    message = f"'{phrase}' is also an ordinary word or a letter, so it counts only as written, capitals included"
    return message, f"state what it means, as in {{phrase: {phrase}, case: true{conditions}}}"
