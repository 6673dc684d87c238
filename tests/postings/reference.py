"""What the matcher must agree with: one plain regular expression for each phrase, tried one by one."""

from __future__ import annotations

import re

from skillgap.model.matrix import Alias, Matrix
from skillgap.postings.ambiguity import ambiguity_checks, is_ambiguous, never_inside
from skillgap.postings.automaton import VERSION, WORD_CHARACTER, may_have_version
from skillgap.postings.taxonomy import NEAR, forms_of, taxonomy_of
from skillgap.postings.text import haystack

SEPARATOR = r"[ \n-]"


def _flexible(phrase: str) -> str:
    return SEPARATOR.join(re.escape(word) for word in re.split(r"[ -]+", phrase.strip()))


def spans(alias: Alias, text: str) -> set[tuple[int, int]]:
    """Where the phrase stands in a normalized text and counts."""
    stated = alias.case or alias.unless or alias.context
    case = alias.case or (not stated and is_ambiguous(alias.phrase))
    forms = [alias.phrase] if case else forms_of(alias)
    flags = re.NOFLAG if case else re.IGNORECASE
    # Of thousands of forms most have a word that the text has not, which is told much faster than by an expression.
    hay = haystack(text)
    forms = [form for form in forms if all(word in hay for word in haystack(form).split())]
    matches = (
        match
        for form in forms
        for version in [f"(?:{VERSION})?" if may_have_version(form.lower()) else ""]
        for match in re.finditer(
            rf"(?<!{WORD_CHARACTER})(?=({_flexible(form)}){version}(?!{WORD_CHARACTER}|[+#]))", text, flags
        )
    )
    return {match.span(1) for match in matches if _counts(alias, text, match.span(1))}


def _counts(alias: Alias, text: str, span: tuple[int, int]) -> bool:
    ambiguous = is_ambiguous(alias.phrase)
    for longer in (*alias.unless, *(never_inside(alias.phrase) if ambiguous else ())):
        for match in re.finditer(f"(?=({_flexible(longer)}))", text, re.IGNORECASE):
            if match.start(1) <= span[0] and span[1] <= match.end(1):
                return False
    if ambiguous and not all(check(text, haystack(text), *span) for check in ambiguity_checks(alias.phrase)):
        return False
    near = [
        match
        for phrase in alias.context
        for match in re.finditer(rf"(?<!\w){_flexible(phrase)}(?![\w+#])", text, re.IGNORECASE)
        if match.start() >= span[0] - NEAR and match.end() <= span[1] + NEAR
    ]
    return bool(near) or not alias.context


def found(matrix: Matrix, text: str) -> set[tuple[str, str | None, str, int, int]]:
    """Every phrase of a matrix where it stands in a normalized text, zones aside."""
    return {
        (phrase.criterion, phrase.tool, phrase.text, *span)
        for phrase in taxonomy_of(matrix).phrases
        for span in spans(phrase.alias, text)
    }
