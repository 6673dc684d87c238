"""The description of an analysis's postings: their dates, their regions, and the sources in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_numbers import is_empty
from skillgap.postings.analysis_outline import Part, Text
from skillgap.postings.analysis_sample import Statement, summary_rows

# Each expression looks no further than a line of text is long: a stranger's may be of any length.
_PERIOD = re.compile(r"[(\[]([^()\[\]]{0,80}\b(?:19|20)\d\d\b[^()\[\]]{0,80})[)\]]")
_COUNT_CLAUSE = re.compile(rf"\bn\s*=|\d[\d.,'’ ]*\s(?:[\w-]+ ){{0,3}}{words.POSTINGS}\b", re.I)
_FROM = r"(?:from|across|spanning|aus|procedentes de|publicad[oa]s en|issues? de|provenant de)"
_GATHERED = (
    r"(?:collected|gathered|drawn|taken|sourced|aggregated|compiled|selected|published|posted|scraped|gesammelt"
    r"|erhoben"
    r"|recogid[oa]s|recopilad[oa]s|recueillies?|collectées?)"
)
_ORIGIN = re.compile(
    rf"{words.POSTINGS}(?:\s*\([^()]{{0,120}}\))?(?:\s+in\s+[\w ]{{0,20}}?\d{{4}})?[\s,:]*(?:(?:were "
    rf"|was )?{_GATHERED}\s+)?"
    rf"{_FROM}\s+(?P<origin>.{{1,400}})$",
    re.I,
)
_AGGREGATED = re.compile(
    rf"^(?:{_GATHERED}\s+{_FROM}\s+(?P<origin>.{{0,200}}?\b{words.POSTINGS}\b.{{0,200}})"
    rf"|(?:the )?(?:sample|postings|stichprobe|muestra|échantillon) (?:was |were )?{_GATHERED}\s+{_FROM}\s+"
    rf"(?P<place>.{{1,400}}))$",
    re.I,
)
_PREDICATE = re.compile(r"\s(?:were|was|have been|wurden|wurde|fueron|ont été)\s.*$", re.I)
_WHEN = re.compile(
    r"(?:early |mid-? ?|late )?(?:\d{4}\b|\d{1,2}[./]\d|\d{1,2}\.? (?=[a-z]+ \d{4})|q[1-4]\b|(?:spring|summer|autumn"
    r"|fall|winter|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)\b)",
    re.I,
)
_PATH = re.compile(
    r"(?<![\w:/.\\])(?:~|\.{1,2}|[A-Za-z]:)?[\\/]?(?:[\w.@-]+[\\/])+(?=[\w.@-]+\.\w{1,8}\b)"
    r"|(?<![\w:/.])(?:~|\.{1,2})?/(?:[\w.@-]+/)+(?=[\w.@-])"
)
_COMMA = re.compile(r", (?![^()]{0,200}\))")
_CONJUNCTION = re.compile(r"(?:^|\s)(?:and|or|und|oder|y|o|e|et|ou)\s", re.I)


@dataclass(slots=True)
class Described:
    """A document's description of its postings, with its lines."""

    source: dict[str, Any]
    role: str | None = None
    lines: dict[int, str] = field(default_factory=dict)


def describe_source(parts: Sequence[Part], statement: Statement) -> Described:
    """Return the source of a matrix: the sample and its description."""
    described = Described({"sample_size": statement.size})
    if statement.line:
        described.lines[statement.line] = "sample"
    sentences = [(statement.sentence, statement.line), *_gathering_sentences(parts)]
    found: dict[str, Any] = {}
    for sentence, line in sentences:
        if (period := _period(sentence)) and "period" not in found:
            found["period"] = period
            described.lines.setdefault(line, "period")
        if (origin := _origin(sentence)) and "sample" not in found:
            if _WHEN.match(origin):
                found.setdefault("period", origin.partition(", ")[0])
            else:
                found["sample"] = origin
            described.lines.setdefault(line, "sample")
    _add_labelled(parts, described, found)
    if references := list(_references(parts, described.lines)):
        found["references"] = references
    order = ("period", "sample", "regions", "industries", "organisations", "references")
    described.source |= {name: found[name] for name in order if name in found}
    return described


def _gathering_sentences(parts: Sequence[Part]) -> Iterator[tuple[str, int]]:
    """The sentences before the first table that begin by saying where postings were gathered."""
    for part in parts:
        for text in part.paragraphs:
            if _AGGREGATED.match(text.text.partition(". ")[0].rstrip(". ")):
                yield text.text.partition(". ")[0], text.line
        if part.tables:
            return


def _period(sentence: str) -> str | None:
    found = _PERIOD.search(sentence)
    if not found:
        return None
    clauses = [clause.strip() for clause in re.split(r"[,;]", found[1]) if not _COUNT_CLAUSE.search(clause)]
    kept = ", ".join(clause for clause in clauses if clause)
    return kept if re.search(r"(?:19|20)\d\d", kept) else None


def _origin(sentence: str) -> str | None:
    sentence = sentence.rstrip(". ")
    if found := _AGGREGATED.match(sentence):
        return (found["origin"] or found["place"]).rstrip(". ")
    found = _ORIGIN.search(sentence)
    return _PREDICATE.sub("", found["origin"]).rstrip(". ") if found else None


def _add_labelled(parts: Sequence[Part], described: Described, found: dict[str, Any]) -> None:
    """Read labeled values such as *Regions* or *Date Range*. A label has priority over a sentence."""
    for text in (text for part in parts for text in (*part.items, *part.paragraphs, *_rows_of(part))):
        label, colon, stated = text.text.partition(":")
        label, stated = label.strip(), stated.strip().rstrip(".")
        if not colon or is_empty(stated):
            continue
        name = _name_of(label)
        if name is None:
            continue
        described.lines.setdefault(text.line, name)
        if name == "role":
            described.role = described.role or stated
        elif name in ("regions", "industries"):
            found.setdefault(name, listed(stated))
        elif name == "organisations":
            found.setdefault(name, stated)
        else:
            found[name] = stated


def _rows_of(part: Part) -> list[Text]:
    return [text for table in part.tables for text in summary_rows(table)]


def _name_of(label: str) -> str | None:
    labels = (
        ("regions", words.REGIONS_LABEL),
        ("industries", words.INDUSTRIES_LABEL),
        ("organisations", words.ORGANISATIONS_LABEL),
        ("period", words.PERIOD_LABEL),
        ("sample", words.SAMPLE_NOTES_LABEL),
        ("role", words.ROLE_LABEL),
    )
    found = next((name for name, pattern in labels if pattern.fullmatch(label)), None)
    # 'Sample: 20 postings' states the sample; only notes on it say where it is from.
    return None if found == "sample" and re.fullmatch(words.SAMPLE_LABEL, label, re.I) else found


def _references(parts: Sequence[Part], lines: dict[int, str]) -> Iterator[str]:
    """Yield the listed sources, from which figures can be traced. Files appear by name only."""
    for part in parts:
        if words.REFERENCES.fullmatch(re.sub(r"^[\d.)\s]+", "", part.title).strip(" :")):
            for item in part.items:
                lines.update(dict.fromkeys(range(item.line, item.last_line + 1), "references"))
                yield _PATH.sub("", item.text)


def listed(text: str) -> list[str]:
    """The entries of a list in a sentence; commas inside parentheses do not part.

    A sentence that joins its last entries with 'and' stays one entry, because the parts are
    ambiguous.
    """
    parts = [part for part in _COMMA.split(text.strip()) if part]
    return [text.strip()] if len(parts) > 1 and _CONJUNCTION.search(parts[-1]) else parts


def listed_names(text: str) -> list[str]:
    """Return the names in a list. The last name may follow an 'and'."""
    parts = [part for part in _COMMA.split(text.strip()) if part]
    if len(parts) > 1:
        last = re.split(r"(?:^|\s)(?:and|or|und|oder|y|et|ou)\s(?![^()]{0,200}\))", parts[-1])
        parts[-1:] = [part.strip() for part in last if part.strip()]
    return parts
