"""Topics of gaps: criteria of several sections may share a topic, so one weakness can be several gaps."""

from __future__ import annotations

from collections.abc import Iterable

from skillgap.scoring.gap_report import Row

TopicGroup = tuple[str | None, tuple[Row, ...]]
"""A topic, None for rows without one, and its rows."""


def group_by_topic(rows: Iterable[Row]) -> list[TopicGroup]:
    """Group rows by topic, in the order of each topic's first row; rows without a topic come last."""
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.topic, []).append(row)
    without = groups.pop(None, [])
    return [*((topic, tuple(own)) for topic, own in groups.items()), *([(None, tuple(without))] if without else [])]
