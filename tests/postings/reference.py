"""What the matcher must agree with: one plain regular expression for each phrase, tried one by one."""

from __future__ import annotations

import re

from skillgap.model.matrix import Alias, Matrix
from skillgap.postings.taxonomy import NEAR, forms_of, taxonomy_of

SEPARATOR = r"[ \n-]"


def _flexible(phrase: str) -> str:
    return SEPARATOR.join(re.escape(word) for word in re.split(r"[ -]+", phrase.strip()))


def spans(alias: Alias, text: str) -> set[tuple[int, int]]:
    """Where the phrase stands in a normalised text and counts."""
    forms = [alias.phrase] if alias.case else forms_of(alias)
    flags = re.NOFLAG if alias.case else re.IGNORECASE
    matches = (
        match for form in forms for match in re.finditer(rf"(?<!\w)(?=({_flexible(form)})(?![\w+#]))", text, flags)
    )
    return {match.span(1) for match in matches if _counts(alias, text, match.span(1))}


def _counts(alias: Alias, text: str, span: tuple[int, int]) -> bool:
    for longer in alias.unless:
        for match in re.finditer(f"(?=({_flexible(longer)}))", text, re.IGNORECASE):
            if match.start(1) <= span[0] and span[1] <= match.end(1):
                return False
    near = [
        match
        for phrase in alias.context
        for match in re.finditer(rf"(?<!\w){_flexible(phrase)}(?![\w+#])", text, re.IGNORECASE)
        if match.start() >= span[0] - NEAR and match.end() <= span[1] + NEAR
    ]
    return bool(near) or not alias.context


def found(matrix: Matrix, text: str) -> set[tuple[str, str | None, str, int, int]]:
    """Every phrase of a matrix where it stands in a normalised text, zones aside."""
    return {
        (phrase.criterion, phrase.tool, phrase.text, *span)
        for phrase in taxonomy_of(matrix).phrases
        for span in spans(phrase.alias, text)
    }
