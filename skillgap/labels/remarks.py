"""The words of what a mentor and a person wrote on a criterion in a review."""

from __future__ import annotations

from skillgap.scoring.gap_report import Row


def remark_words(row: Row) -> tuple[str, ...]:
    """Return the comment of the latest review and the reply to it, as far as they were written."""
    texts = {"Comment": row.comment, "Reply": row.reply}
    return tuple(f"{title}: {text}" for title, text in texts.items() if text)
