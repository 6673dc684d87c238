"""What an analysis says of its sample: how many postings, of when, from where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from skillgap.errors import DataError, Diagnostic
from skillgap.postings.markdown import Part, Text

_POSTINGS = r"(?:job )?(?:postings?|ads?|adverts?|advertisements|descriptions|listings|vacancies|openings)"
_LABELLED = re.compile(
    rf"\b(?:sample(?: set| size)?|(?:total |number of ){_POSTINGS}(?: \w+)?|{_POSTINGS} (?:reviewed|analy[sz]ed|read))"
    r"\s*(?:[:=–—-]|is|of|was)\s*(\d[\d,]{0,17})\b",
    re.I,
)
_COUNTED = re.compile(rf"(?<![\w.,–—-])(?!(?:19|20)\d\d\b)(\d[\d,]{{0,17}}) (?:[\w-]+ ){{0,5}}?{_POSTINGS}\b", re.I)
# Each expression looks no further than a line of text is long: a stranger's may be of any length.
_PERIOD = re.compile(r"\(([^()]{0,80}\b(?:19|20)\d\d\b[^()]{0,80})\)")
_ORIGIN = re.compile(r"\b(?:from|spanning|across)\s+(.+)$", re.I)
_LISTS = {"regions": r"regions?|locations?|geograph(?:y|ies)", "industries": r"industr(?:y|ies)|sectors?|domains?"}
_ORGANISATIONS = r"org(?:ani[sz]ations?)?\.?(?: sizes?)?|compan(?:y|ies)(?: sizes?)?|employers?"
_COMMA = re.compile(r", (?![^()]{0,200}\))")


def sample_of(parts: Sequence[Part], file: str) -> dict[str, Any]:
    """The source of a matrix without its references; DataError where the sample size is not stated, or twice."""
    line, size = _size(parts, file)
    intro = [line, *_introduction(parts)]
    period = next((found[1] for text in intro if (found := _PERIOD.search(text.text))), None)
    source = {"sample_size": size, "period": period, "sample": _origin(intro), **_summary(parts)}
    return {key: value for key, value in source.items() if value is not None}


def states_sample(text: Text) -> bool:
    """Whether a heading or sentence is there to say how many postings there were."""
    return _LABELLED.search(text.text) is not None


def _texts(parts: Sequence[Part]) -> Iterator[Text]:
    """Everything said outside the tables, in order of lines."""
    for part in parts:
        yield from [part.heading] if part.heading else []
        yield from sorted([*part.paragraphs, *part.items], key=lambda text: text.line)


def _introduction(parts: Sequence[Part]) -> list[Text]:
    """The paragraphs before the first table."""
    texts: list[Text] = []
    for part in parts:
        texts += part.paragraphs
        if part.tables:
            break
    return texts


def _size(parts: Sequence[Part], file: str) -> tuple[Text, int]:
    texts = list(_texts(parts))
    for pattern in (_LABELLED, _COUNTED):
        stated = [(text, int(found[1].replace(",", ""))) for text in texts if (found := pattern.search(text.text))]
        if pattern is _COUNTED:
            stated = stated[:1]
        if not stated:
            continue
        first, size = stated[0]
        for text, other in stated[1:]:
            if other != size:
                message = f"the sample is stated as {size} postings on line {first.line} and as {other} here"
                raise DataError(Diagnostic(message, file, text.line, hint="correct the one that is wrong"))
        if size < 1:
            hint = "state how many postings were read"
            raise DataError(Diagnostic("the sample holds no posting", file, first.line, hint=hint))
        return first, size
    looked_for = "'Sample set: 20 postings', 'Sample size: 20' or 'Number of postings reviewed: 20'"
    raise DataError(Diagnostic("the number of postings analysed is not stated", file, hint=f"looked for {looked_for}"))


def _origin(texts: Sequence[Text]) -> str | None:
    """Where the postings came from: after 'from' in what is said of the sample."""
    for text in texts:
        found = _ORIGIN.search(text.text)
        if found:
            return found[1].rstrip(". ")
    return None


def _summary(parts: Sequence[Part]) -> dict[str, Any]:
    """Regions, industries and organisations, as the labelled items of the summary state them."""
    found: dict[str, Any] = {}
    for item in (item for part in parts for item in part.items):
        label, colon, stated = item.text.partition(":")
        stated = stated.strip().rstrip(".")
        if not colon or not stated:
            continue
        for name, pattern in _LISTS.items():
            if re.fullmatch(pattern, label.strip(), re.I):
                found.setdefault(name, listed(stated))
        if re.fullmatch(_ORGANISATIONS, label.strip(), re.I):
            found.setdefault("organisations", stated)
    return found


def listed(text: str) -> list[str]:
    """The entries of a list in a sentence; commas inside parentheses do not part."""
    return [part for part in _COMMA.split(text.strip()) if part]
