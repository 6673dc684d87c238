"""Postings in whatever a board wraps them, and what is no posting is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from skillgap.postings.posting import Entry, Posting, Unreadable
from skillgap.postings.reading import read_data

JOB = {
    "title": "Engineer",
    "description": "<p>SQL</p>",
    "company": {"name": "Gull"},
    "datePosted": "2026-04-01",
    "id": 5,
}
ITEM = {"type": "comment", "time": 1775030400}


def entries(data: Any) -> list[Entry]:
    return read_data(data if isinstance(data, bytes) else json.dumps(data).encode(), "a.json")


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (JOB, 1),
        ([JOB, JOB], 2),
        ({"jobs": [JOB]}, 1),
        ({"Results": [JOB], "total": 1}, 1),
        ({"data": {"jobs": [JOB, JOB]}}, 2),
        ([{"jobs": [JOB]}, {"jobs": [JOB]}], 2),
        ({"response": {"docs": [JOB]}}, 1),
        ({"hits": {"total": 1, "hits": [{"_id": "x", "_source": JOB}]}}, 1),
        ({"data": [{"type": "job", "attributes": JOB}]}, 1),
        ({"data": {"jobs": {"edges": [{"node": JOB}]}}}, 1),
        ({"results": JOB}, 1),
        ({"job": JOB}, 1),
        ({"7": JOB, "8": JOB}, 2),
        ({"filters": [{"name": "x"}], "jobs_results": [JOB]}, 1),
        ({"resultats": [{"intitule": "Engineer", "description": "SQL", "entreprise": {"nom": "Gull"}}]}, 1),
        ([{"positionName": "Engineer", "company": "Gull", "description": {"text": "SQL"}}], 1),
        ({"whatever": [JOB], "count": 1}, 1),
        ({"JOBS": [{name.upper(): value for name, value in JOB.items()}]}, 1),
        ({"name": "Gull", "description": "Our Java heritage", "jobs": [{**JOB, "company": None}]}, 1),
        ({**JOB, "offices": [{"name": "Rotterdam"}], "items": [{"name": "Java"}]}, 1),
    ],
)
def test_lists_and_wrappers_of_any_name(data: Any, count: int) -> None:
    found = [entry for entry in entries(data) if isinstance(entry, Posting)]
    assert [(entry.title, entry.employer, entry.text) for entry in found] == [
        ("Engineer", "Gull", "Engineer\n\nSQL")
    ] * count


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"jobs": []}, "it holds no posting"),
        (
            {"jobs": [{"title": "x", "absolute_url": "x", "internal_job_id": 1}]},
            "it is an entry of a list from Greenhouse",
        ),
        (
            {"jobPostings": [{"title": "x", "externalPath": "/x", "locationsText": "R"}]},
            "it is an entry of a list from Workday",
        ),
        (
            {"content": [{"name": "x", "refNumber": "R", "releasedDate": "x"}]},
            "it is an entry of a list from SmartRecruiters",
        ),
        ({"stellenangebote": [{"titel": "x", "refnr": "1"}]}, "it is an entry of a list from Arbeitsagentur"),
        ({"title": "x", "description": "<p> &nbsp; </p>"}, "it has no text: its field description is empty"),
        ({"title": "x", "description": "N/A"}, "it has no text: its field description is empty"),
        ({"title": "x", "wording": "SQL"}, "it has no text in a field that is known; its fields are title, wording"),
    ],
)
def test_an_entry_without_text_is_unreadable(data: Any, reason: str) -> None:
    (entry,) = entries(data)
    assert isinstance(entry, Unreadable)
    assert entry.reason.startswith(reason)


def test_a_thread_of_single_items_has_its_top_comments() -> None:
    story = {"id": 1, "type": "story", "by": "whoishiring", "time": 1, "text": "Java", "kids": [2]}
    first = {"id": 2, "by": "a", "parent": 1, "text": "Gull (YC W20) | Senior Data Engineer | R<p>SQL", **ITEM}
    answer = {"id": 3, "by": "b", "parent": 2, "text": "Java?", **ITEM}
    told, posting = entries([story, first, answer])
    assert isinstance(told, Unreadable)
    assert isinstance(posting, Posting)
    assert (posting.id, posting.employer, posting.title) == ("2", "Gull", "Senior Data Engineer")


def test_a_deleted_comment_is_told() -> None:
    thread = {"id": 1, "type": "story", "author": "a", "children": [{"id": 2, "type": "comment", "text": None}]}
    (entry,) = entries(thread)
    assert isinstance(entry, Unreadable)
    assert entry.reason == "the comment was deleted"


def test_lines_may_each_hold_a_list() -> None:
    found = read_data(b"\n".join(json.dumps({"jobs": [JOB]}).encode() for _ in range(2)) + b"\n", "pages")
    assert [entry.source for entry in found] == ["pages:1", "pages:2"]
    assert all(isinstance(entry, Posting) for entry in found)


def test_an_id_is_what_a_record_states_or_its_place() -> None:
    named = {**JOB, "id": None, "identifier": {"@type": "PropertyValue", "name": "Gull"}}
    found = read_data(json.dumps([JOB, named]).encode(), "jobs/gull.json")
    assert [entry.id for entry in found if isinstance(entry, Posting)] == ["5", "jobs/gull:2"]


def test_lever_nests_the_text_for_its_customers() -> None:
    content = {
        "descriptionHtml": "<p>Kafka</p>",
        "lists": [{"text": "You have", "content": "<li>SQL</li>"}],
        "closingHtml": "<p>Terraform</p>",
    }
    posting = {"id": "a", "text": "Engineer", "categories": {}, "content": content, "createdAt": 1775030400000}
    (entry,) = entries({"data": [posting], "hasNext": False})
    assert isinstance(entry, Posting)
    assert (entry.title, entry.text) == ("Engineer", "Engineer\n\nKafka\n\n## You have\n\n- SQL\n\nTerraform")
