"""Postings out of files of every kind, and what is said of those that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skillgap.errors import DataError
from skillgap.postings.reading import LONGEST, BytesRead, Entry, Posting, Unreadable, read, read_data
from skillgap.postings.sources.html_page import pieces_of_page
from skillgap.postings.sources.markup import plain_text


def entries(tmp_path: Path, name: str, content: str | bytes, **options: Any) -> list[Entry]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([path], **options))


def one(tmp_path: Path, name: str, content: str | bytes, **options: Any) -> Posting:
    (entry,) = entries(tmp_path, name, content, **options)
    assert isinstance(entry, Posting), entry
    return entry


def reasons(tmp_path: Path, name: str, content: str | bytes, **options: Any) -> list[tuple[str, str]]:
    found = entries(tmp_path, name, content, **options)
    return [(e.source.removeprefix(str(tmp_path)), e.reason) for e in found if isinstance(e, Unreadable)]


def test_text_and_markdown_are_one_posting_named_after_the_file(tmp_path: Path) -> None:
    posting = one(tmp_path, "acme.md", "\ufeff# Engineer\n\n- SQL\n")
    assert (posting.id, posting.text) == (f"{tmp_path.name}/acme", "# Engineer\n\n- SQL")
    assert (posting.title, posting.source) == ("Engineer", str(tmp_path / "acme.md"))


SCHEMA_ORG = {
    "@type": "JobPosting",
    "title": "Engineer",
    "description": "SQL daily",
    "qualifications": ["dbt", "Kafka"],
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "description": "two years"},
    "datePosted": "2026-03-02T10:00:00Z",
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "identifier": {"@type": "PropertyValue", "name": "Acme", "value": "A-1"},
}


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: [r], lambda r: {"jobs": [r]}])
def test_fields_by_the_names_of_schema_org(tmp_path: Path, wrap: Any) -> None:
    posting = one(tmp_path, "x.json", json.dumps(wrap(SCHEMA_ORG)))
    assert posting.text.split("\n\n") == [
        "Engineer",
        "SQL daily",
        "Qualifications:\n- dbt\n- Kafka",
        "Experience requirements:\ntwo years",
    ]
    assert (posting.id, posting.employer, str(posting.date)) == ("A-1", "Acme", "2026-03-02")


def test_a_board_csv_is_read_as_it_is(tmp_path: Path) -> None:
    text = (
        "id,site,job_url,title,company,date_posted,description\n"
        'in-1,indeed,https://a.example,Engineer,Acme,2026-01-15,"**Must**\n\n* SQL, ""really"""\n'
        "in-2,indeed,https://b.example,Analyst,nan,nan,Spreadsheets\n"
    )
    first, second = entries(tmp_path, "jobs.csv", text)
    assert isinstance(first, Posting)
    assert isinstance(second, Posting)
    assert first.text == 'Engineer\n\n**Must**\n\n* SQL, "really"'
    assert (first.id, first.employer, str(first.date), first.source[-10:]) == (
        "in-1",
        "Acme",
        "2026-01-15",
        "jobs.csv:1",
    )
    assert (second.employer, second.date) == (None, None)


def test_semicolons_and_tabs_part_columns_too(tmp_path: Path) -> None:
    assert one(tmp_path, "a.csv", "title;text\nEngineer;SQL, dbt\n").text == "Engineer\n\nSQL, dbt"
    assert one(tmp_path, "a.tsv", "title\ttext\nEngineer\tSQL; dbt\n").text == "Engineer\n\nSQL; dbt"


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path) -> None:
    text = b'{"text": "one"}\n\n{"text": \n[1]\n{"text": "two"}\n' + b'{"text": "caf\xe9"}\n'
    found = entries(tmp_path, "a.jsonl", text)
    read_ones = [(entry.text, entry.encoding) for entry in found if isinstance(entry, Posting)]
    assert read_ones == [("one", "UTF-8"), ("two", "UTF-8"), ("café", "windows-1252")]
    assert [source for source, _ in reasons(tmp_path, "a.jsonl", text)] == ["/a.jsonl:3", "/a.jsonl:4"]


def test_yaml_is_read_leniently_since_it_is_data_of_the_web(tmp_path: Path) -> None:
    assert one(tmp_path, "a.yaml", "title: Engineer\ntext: SQL\n").text == "Engineer\n\nSQL"
    marked = "title: &t Engi\u200eneer\ntext: |\n  SQL \u202edbt\x07\nname: *t\n"
    assert one(tmp_path, "a.yaml", marked).title == "Engi\u200eneer"
    several = "- {title: A, text: SQL}\n- {title: B, text: dbt}\n"
    assert [entry.title for entry in entries(tmp_path, "a.yaml", several) if isinstance(entry, Posting)] == ["A", "B"]
    ((_, reason),) = reasons(tmp_path, "a.yaml", "text: [\n")
    assert reason.startswith("it is not YAML")


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert reasons(tmp_path, "a.yaml", "\n".join(lines))[0][1] == "it holds more than 1,000,000 values"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", "{", "it is not JSON"),
        ("a.json", "[" * 100_000, "it is nested too deeply"),
        ("a.json", '[{"title": "no text"}]', "it has no text"),
        ("a.json", "[42]", "it is no record with fields"),
        ("a.txt", b"\0\1\2\3", "it is no text"),
        ("a.txt", " \n", "it is empty"),
        ("a.txt", "x" * (LONGEST + 1), "it is longer than 1,000,000 characters"),
        ("a.rtf", "{\\rtf1 SQL}", "it is RTF"),
        ("a.csv", "text\nnan\n", "it has no text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    ((_, said),) = reasons(tmp_path, name, content)
    assert said.startswith(reason)


def test_the_text_field_may_be_named_for_the_files_that_have_it(tmp_path: Path) -> None:
    record = json.dumps([{"Ad": {"Body": "SQL"}, "description": "boilerplate"}, {"description": "x"}])
    first, second = entries(tmp_path, "a.json", record, text_field="ad.body")
    assert isinstance(first, Posting)
    assert first.text == "SQL"
    assert isinstance(second, Unreadable)
    assert second.reason == "its field ad.body is empty or missing"
    assert one(tmp_path, "b.json", json.dumps({"description": "dbt"}), text_field="ad.body").text == "dbt"


def test_a_refusal_names_the_fields_that_are_there(tmp_path: Path) -> None:
    (entry,) = entries(tmp_path, "a.json", json.dumps({"title": "Engineer", "announcement": "SQL"}))
    assert isinstance(entry, Unreadable)
    assert entry.reason == "it has no text in a field that is known; its fields are title, announcement"
    assert "--text-field" in str(entry.hint)


def test_bytes_are_read_like_a_file() -> None:
    (entry,) = read_data(b"# Engineer\n\nSQL")
    assert isinstance(entry, Posting)
    assert (entry.title, entry.source) == ("Engineer", "standard input")


def test_the_folder_beside_a_saved_page_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "job.html").write_text("<html><body><h1>Engineer</h1><p>SQL</p></body></html>")
    for folder in ("job_files", "job-Dateien", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "part.html").write_text("<p>Java is in a frame</p>")
    found = [Path(entry.source).parent.name for entry in read([tmp_path])]
    assert found == [tmp_path.name, "other_files"]


def test_folders_are_read_by_name_and_deeply_but_for_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = [entry.text for entry in read([tmp_path]) if isinstance(entry, Posting)]
    assert found == ["a.txt", "b/1.txt", "b/2.txt"]


def test_a_missing_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file or folder"):
        list(read([tmp_path / "gone"]))


def test_how_much_was_read_adds_up_to_the_size_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    (tmp_path / "b.csv").write_text("text\none\n")
    (tmp_path / "c.txt").write_text("three")
    consumed = BytesRead()
    steps = [consumed.bytes for _ in read([tmp_path], consumed=consumed)]
    assert steps == sorted(steps)
    assert consumed.bytes == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_postings_are_read_only_as_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one"}\n' * 1000)
    consumed = BytesRead()
    next(read([tmp_path], consumed=consumed))
    assert consumed.bytes == 16


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>SQL</p><p>dbt</p>", "SQL\n\ndbt"),
        ("&lt;p&gt;SQL &amp;amp; dbt&lt;/p&gt;", "SQL & dbt"),
        ("&amp;lt;p&amp;gt;SQL &amp;amp;amp; dbt&amp;lt;/p&amp;gt;", "SQL & dbt"),
        ("<ul><li>SQL</li><li>d<b>b</b>t</li></ul>", "- SQL\n- dbt"),
        ("<ul><li><p>SQL</p></li>\n<li><div>dbt</div></li></ul>", "- SQL\n\n- dbt"),
        ("<h2 class='x'>Nice to have</h2><div>SQL<br>dbt</div>", "## Nice to have\n\nSQL\ndbt"),
        ("<p><strong>You have</strong>:</p><p>a <b>bold</b> word</p>", "## You have:\n\na bold word"),
        ("<p>machine\nlearning</p>", "machine learning"),
        ("<div>a<script>SQL</script>b<!-- dbt --></div>", "a b"),
        ("one\n<b>two</b>\nthree", "one\n\n## two\n\nthree"),
        ("<pre>SQL\ndbt</pre>", "SQL\ndbt"),
        ("if a < b and b > c use C++", "if a < b and b > c use C++"),
        ("List<String> in Java, R&D and AT&T", "List<String> in Java, R&D and AT&T"),
        ("<p>List&lt;String&gt; &amp; R&amp;D</p>", "List<String> & R&D"),
    ],
)
def test_markup_becomes_text_with_its_blocks_parted(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def page(script: str, kind: str = "application/ld+json", body: str = "<p>Kafka</p>") -> bytes:
    return (
        f'<html><head><title>T</title><script type="{kind}">{script}</script></head><body>{body}</body></html>'.encode()
    )


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (json.dumps(SCHEMA_ORG), "application/ld+json"),
        (json.dumps(SCHEMA_ORG), "application/ld&#x2B;json"),
        (
            json.dumps({"@graph": [{"@type": "WebPage"}, {**SCHEMA_ORG, "@type": ["JobPosting", "Thing"]}]}),
            "application/ld+json",
        ),
        (json.dumps([SCHEMA_ORG]), "Application/LD+JSON"),
        (json.dumps(SCHEMA_ORG).replace('"', "&quot;"), "application/ld+json"),
        (json.dumps(SCHEMA_ORG).replace("SQL daily", "SQL\ndaily"), "application/ld+json"),
    ],
)
def test_what_a_page_states_for_machines_comes_before_what_it_shows(script: str, kind: str) -> None:
    (piece,) = pieces_of_page(page(script, kind))
    assert isinstance(piece.record, dict)
    assert piece.record["description"].split() == ["SQL", "daily"]


@pytest.mark.parametrize("script", ["{broken", '{"@type": "Organization"}', "[" * 100_000])
def test_a_page_that_states_no_posting_is_read_as_it_is_shown(tmp_path: Path, script: str) -> None:
    body = "<nav>Rust</nav><h1>Engineer</h1><ul><li>SQL<li>dbt</ul><footer>Kafka</footer>"
    posting = one(tmp_path, "p.html", page(script, body=body))
    assert posting.text.split() == ["##", "Engineer", "-", "SQL", "-", "dbt"]
    assert posting.title == "Engineer"
