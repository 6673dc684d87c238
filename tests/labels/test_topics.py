"""Gaps by topic: one weakness in several criteria is seen as one."""

from __future__ import annotations

from skillgap.labels.topics import group_title, topics_words
from skillgap.scoring.gap_report import GapReport, gap_report
from skillgap.scoring.topics import group_by_topic
from tests.builders import assessment_data, criterion, matrix_data, matrix_of, profile_data, profile_of


def report(**topics: str | None) -> GapReport:
    """Criteria at 1 of 4, the earlier ones asked for more often."""
    rows = [
        criterion(name, 10 - place, target=4, **({"topic": topic} if topic else {}))
        for place, (name, topic) in enumerate(topics.items())
    ]
    profile = profile_of(profile_data(assessment_data(dict.fromkeys(topics, 1))))
    return gap_report(matrix_of(matrix_data(*rows, of=10)), profile, profile.latest())


def test_groups_follow_their_first_gap_and_rows_without_a_topic_come_last() -> None:
    groups = group_by_topic(report(a="Speed", b=None, c="Safety", d="Speed").gaps)
    assert [(topic, [row.id for row in rows]) for topic, rows in groups] == [
        ("Speed", ["a", "d"]),
        ("Safety", ["c"]),
        (None, ["b"]),
    ]


def test_a_group_says_what_closing_all_of_it_adds() -> None:
    # 10 and 9 of 19 by weight, each three quarters to go: 100 · ¾ · 19/19
    (group,) = group_by_topic(report(a="Speed", b="Speed").gaps)
    assert group_title(group) == "Speed: 2 gaps, +75.0"


def test_shared_topics_are_said_and_single_ones_are_not() -> None:
    assert topics_words(report(a="Speed", b="Speed", c="Safety")) == (
        "The 3 gaps are about 2 topics: one weakness can be a gap in several criteria."
    )
    assert topics_words(report(a="Speed", b="Safety")) == ""
    assert topics_words(report(a=None, b=None)) == ""
