"""Drafting a matrix from postings only: their requirements, sorted into sections, for review by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.model.matrix import Alias
from skillgap.model.schema import plain
from skillgap.postings.candidates import Candidate, Survey, candidates
from skillgap.postings.explaining import around
from skillgap.postings.taxonomy import forms_of
from skillgap.postings.text import normalize

SNIPPETS = 3
"""Number of postings quoted with each criterion."""
_LEAST_SHARE = 0.03
"""A phrase that a smaller part of the postings asks for is no criterion of its own."""
_TITLES = {"skills": "Skills", "technologies": "Technologies", "responsibilities": "Responsibilities"}
_SECTIONS = {"skill": "skills", "technology": "technologies", "responsibility": "responsibilities"}
_SPELLED = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
_ACCENT = re.compile("[\u0300-\u036f]")
_SCALE = (
    ("None", "Has not done this yet"),
    ("Awareness", "Can explain what it is and when it is used"),
    ("Working", "Has done it with help or for parts of a task"),
    ("Proficient", "Does it alone, in changing situations"),
    ("Expert", "Others come for help with it, and it is better for that"),
)
_TARGETS = {"Core": 4, "Important": 3, "Emerging": 2, "default": 3}


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """How large a draft is, and from which shares in percent its categories begin."""

    limit: int = 60
    core: int = 75
    important: int = 50


def draft_taxonomy(found: Survey, identifier: str, title: str, options: DraftOptions) -> dict[str, Any]:
    """The criteria that a survey suggests as the plain data of a matrix, without counts.

    Raises DataError if the postings ask for nothing that could be a criterion.
    """
    chosen = candidates(found)
    least = max(2, round(_LEAST_SHARE * found.terms.postings))
    entries = [*_technology_entries(chosen, found, least), *_phrase_entries(chosen, least)]
    entries.sort(key=lambda entry: (-entry[0], entry[2]["name"].casefold()))
    if not entries:
        hint = "give more postings of one role, or write criteria by hand and count them with `skillgap matrix build`"
        raise DataError(Diagnostic("no term is asked for in two of the postings or more", hint=hint))
    sections: dict[str, list[dict[str, Any]]] = {name: [] for name in _TITLES}
    ids: set[str] = set()
    for _, section, criterion in entries[: options.limit]:
        sections[section].append({"id": unique_id(criterion["name"], ids), "postings": 0, **criterion})
    return {
        "format": "skillgap/matrix/1",
        "id": identifier,
        "version": 1,
        "title": title,
        "source": {"sample_size": max(1, found.terms.postings)},
        "scale": [{"level": level, "name": name, "description": words} for level, (name, words) in enumerate(_SCALE)],
        "targets": dict(_TARGETS),
        "sections": [
            {"id": name, "title": _TITLES[name], "criteria": criteria}
            for name, criteria in sections.items()
            if criteria
        ],
    }


Entry = tuple[int, str, dict[str, Any]]
"""Support, section and the plain data of a criterion."""


def _phrase_entries(chosen: Iterable[Candidate], least: int) -> Iterator[Entry]:
    for candidate in chosen:
        if candidate.group is None and candidate.support >= least:
            aliases = [plain(alias) for alias in candidate.aliases]
            yield candidate.support, _SECTIONS[candidate.kind], {"name": candidate.name, "aliases": aliases}


def _technology_entries(chosen: Iterable[Candidate], found: Survey, least: int) -> Iterator[Entry]:
    """Yield the technologies of the table by group. The only technology of a group uses its own name."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in chosen:
        if candidate.group is not None:
            groups.setdefault(candidate.group, []).append(candidate)
    taken: set[str] = set()
    for group, members in groups.items():
        support = found.groups[group]
        tools: list[str] = []
        stated: dict[str, list[Any]] = {}
        for member in members:
            aliases = [alias for alias in member.aliases if not set(forms_of(alias)) & taken]
            if not aliases or aliases[0].phrase != member.name:
                continue
            taken.update(form for alias in aliases for form in forms_of(alias))
            tools.append(member.name)
            if others := [alias for alias in aliases if alias != Alias(phrase=member.name)]:
                stated[member.name] = [plain(alias) for alias in others]
        if support >= least and tools:
            name = group if len(tools) > 1 else tools[0]
            entry: dict[str, Any] = {"name": name, "tools": tools}
            yield support, "technologies", {**entry, "tool_aliases": stated} if stated else entry


def unique_id(name: str, taken: set[str]) -> str:
    """An id made of a name, that is not taken yet; it is then."""
    low = unicodedata.normalize("NFKD", name.lower())
    for written, spelled in _SPELLED.items():
        low = low.replace(written, spelled)
    slug = re.sub(r"[^a-z0-9]+", "-", _ACCENT.sub("", low.replace("ß", "ss"))).strip("-") or "criterion"
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


def finish_draft(counted: dict[str, Any], options: DraftOptions) -> dict[str, Any]:
    """Add categories to a counted draft, and sort each section by postings. Criteria without postings are removed."""
    size = counted["source"]["sample_size"]
    for section in counted["sections"]:
        kept = [criterion for criterion in section["criteria"] if criterion["postings"]]
        kept.sort(key=lambda criterion: -criterion["postings"])
        section["criteria"] = [_with_category(criterion, size, options) for criterion in kept]
    counted["sections"] = [section for section in counted["sections"] if section["criteria"]]
    return counted


def _with_category(criterion: Mapping[str, Any], size: int, options: DraftOptions) -> dict[str, Any]:
    share = 100 * criterion["postings"] / size
    category = "Core" if share >= options.core else "Important" if share >= options.important else "Emerging"
    counts = criterion.get("tool_postings", {})
    tools = sorted((tool for tool in criterion.get("tools", ()) if counts.get(tool)), key=lambda tool: -counts[tool])
    data = {**criterion, "category": category}
    if "tools" in criterion:
        data["tools"] = tools
        data["tool_postings"] = {tool: counts[tool] for tool in tools}
        if stated := {tool: words for tool, words in criterion.get("tool_aliases", {}).items() if tool in tools}:
            data["tool_aliases"] = stated
        else:
            data.pop("tool_aliases", None)
    order = ("id", "name", "postings", "category")
    return {**{key: data[key] for key in order}, **{key: value for key, value in data.items() if key not in order}}


class Snippets:
    """The first few sentences that ask for each criterion, kept while postings are counted."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def watch(self, lines: Iterable[dict[str, Any]], *, keep_text: bool) -> Iterator[dict[str, Any]]:
        """Pass on lines of posting data that hold their text, without it unless ``keep_text``."""
        for line in lines:
            self._note(line)
            yield line if keep_text else {name: value for name, value in line.items() if name != "text"}

    def _note(self, line: Mapping[str, Any]) -> None:
        text: str | None = None
        for criterion, hit in line.get("hits", {}).items():
            known = self._found.setdefault(criterion, [])
            if len(known) < SNIPPETS:
                text = normalize(line["text"]) if text is None else text
                known.append(around(text, hit["at"]))

    def comment(self, text: str) -> str:
        """The text of a matrix with the snippets of each criterion as comments above it."""
        written = []
        for line in text.split("\n"):
            if found := re.fullmatch(r"( +)- id: \"?([a-z0-9-]+)\"?", line):
                written += [f"{found[1]}# {strip_control_chars(words)}" for words in self._found.get(found[2], ())]
            written.append(line)
        return "\n".join(written)
