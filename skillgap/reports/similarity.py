"""Which criteria of several roles may be one, with both scopes side by side, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from skillgap.labels import posting_ratio, strip_control_chars
from skillgap.model.matrix import Criterion, Matrix
from skillgap.reports.text import pad, wrap
from skillgap.scoring.comparison.similarity import Alike

FORMAT = "skillgap/similar/1"
_LEAST_WIDTH = 24


def similar_text(pairs: Sequence[Alike], columns: int) -> str:
    """The pairs in order, the likeliest first."""
    parts = [f"{at}. {pair_text(pair, columns)}" for at, pair in enumerate(pairs, start=1)]
    return "\n\n".join(parts) + "\n" if parts else "no two criteria of these roles are similar\n"


def pair_text(pair: Alike, columns: int) -> str:
    """One pair: how alike the two are, and both side by side."""
    width = max((columns - 3) // 2, _LEAST_WIDTH)
    left, right = _side(pair.matrix, pair.criterion, width), _side(pair.other_matrix, pair.other, width)
    height = max(len(left), len(right))
    rows = zip(left + [""] * (height - len(left)), right + [""] * (height - len(right)), strict=True)
    lines = [f"{pad(one, width)}   {other}".rstrip() for one, other in rows]
    return "\n".join([f"{100 * pair.score:.0f}% alike", *lines])


def _side(matrix: Matrix, criterion: Criterion, width: int) -> list[str]:
    section = next(section.heading for section in matrix.sections if criterion in section.criteria)
    facts = (
        criterion.name,
        f"{matrix.title}, {section}",
        f"{posting_ratio(criterion.postings, matrix.source.sample_size)} postings",
        f"tools: {', '.join(criterion.tools)}" if criterion.tools else "",
        f"covers: {', '.join(criterion.covers)}" if criterion.covers else "",
        f"notes: {criterion.notes}" if criterion.notes and not criterion.covers else "",
    )
    return [line for fact in facts if fact for line in wrap(strip_control_chars(fact), width)]


def similar_json(pairs: Sequence[Alike]) -> str:
    """The pairs as data."""
    return json.dumps({"format": FORMAT, "pairs": list(map(_pair_data, pairs))}, indent=2, ensure_ascii=False) + "\n"


def _pair_data(pair: Alike) -> dict[str, object]:
    sides = ((pair.matrix, pair.criterion), (pair.other_matrix, pair.other))
    return {
        "score": round(pair.score, 4),
        "criteria": [
            {
                "matrix": matrix.id,
                "version": matrix.version,
                "id": criterion.id,
                "name": criterion.name,
                "postings": criterion.postings,
                "sample_size": matrix.source.sample_size,
                "tools": list(criterion.tools),
                "covers": list(criterion.covers),
            }
            for matrix, criterion in sides
        ],
    }
