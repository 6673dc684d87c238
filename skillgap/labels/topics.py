"""The words of topics."""

from __future__ import annotations

from skillgap.labels import pluralize, points
from skillgap.scoring.gap_report import GapReport
from skillgap.scoring.topics import TopicGroup, group_by_topic


def topics_words(report: GapReport) -> str:
    """State how many topics the gaps are about; empty if the matrix names none, or each gap is a topic of its own."""
    topics = [topic for topic, _ in group_by_topic(report.gaps) if topic]
    if not topics or len(topics) == len(report.gaps):
        return ""
    gaps = pluralize(len(report.gaps), "gap is", "gaps are")
    return f"The {gaps} about {pluralize(len(topics), 'topic')}: one weakness can be a gap in several criteria."


def group_title(group: TopicGroup) -> str:
    """A topic with its gaps and the impact of closing all of them: ``Performance: 3 gaps, +6.3``."""
    topic, rows = group
    added = sum(row.impact or 0.0 for row in rows)
    return f"{topic or 'Without a topic'}: {pluralize(len(rows), 'gap')}, {points(added)}"
