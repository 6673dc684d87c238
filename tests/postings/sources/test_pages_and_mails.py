"""Saved pages and mails: the posting in them, and nothing of what is around it."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from skillgap.postings.posting import Entry, Posting, Unreadable
from skillgap.postings.reading import read_data

from .material import pdf_of_lines

HTML = "<h3>Requirements</h3><ul><li>SQL</li></ul>"


def posting(data: str | bytes) -> Posting:
    (entry,) = read_data(data.encode() if isinstance(data, str) else data)
    assert isinstance(entry, Posting), entry
    return entry


@pytest.mark.parametrize(
    "around",
    [
        "<nav>Java</nav>{}<footer>Java</footer>",
        "<aside>Java</aside><main>{}</main>",
        "{}<div><h2>Similar jobs</h2><ul><li>Java</li></ul></div>",
        "{}<section class='people-also-viewed'>Java</section>",
        "<header>Java</header>{}<form>Java <input></form>",
        "{}<h2>Related positions</h2><ul><li>Java</li></ul>",
    ],
)
def test_what_is_around_a_posting_is_left_out(around: str) -> None:
    found = posting(f"<html><body>{around.format(f'<h1>Engineer</h1>{HTML}')}</body></html>")
    assert (found.title, "Java" in found.text, "SQL" in found.text) == ("Engineer", False, True)


def test_a_form_around_the_whole_page_is_no_form_to_leave_out() -> None:
    assert "SQL" in posting(f"<html><body><form><h1>Engineer</h1>{HTML}</form></body></html>").text


def test_marks_of_schema_org_in_the_page_itself() -> None:
    page = (
        "<html><body><div itemscope itemtype='https://schema.org/JobPosting'><h1 itemprop='title'>Engineer</h1>"
        "<span itemprop='hiringOrganization'><span itemprop='name'>Gull</span></span>"
        f"<meta itemprop='datePosted' content='2026-04-01'><div itemprop='description'>{HTML}</div></div>"
        "Java</body></html>"
    )
    found = posting(page)
    assert (found.title, found.employer, str(found.date)) == ("Engineer", "Gull", "2026-04-01")
    assert "Java" not in found.text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><noscript>Enable JavaScript</noscript><div id='root'></div></body></html>",
        "<html><body>Please enable JavaScript to continue.</body></html>",
        "<html><body><h1>Just a moment...</h1>Verify you are human</body></html>",
    ],
)
def test_a_page_without_its_posting_is_unreadable(page: str) -> None:
    (entry,) = read_data(page.encode())
    assert isinstance(entry, Unreadable)
    assert "save the page again" in str(entry.hint)


def test_the_top_comments_of_a_saved_thread() -> None:
    rows = "".join(
        f"<tr class='athing comtr' id='{number}'><td class='ind' indent='{deep}'></td>"
        f"<td><div class='commtext'>{text}</div></td></tr>"
        for number, deep, text in ((2, 0, "Gull | Engineer<p>SQL"), (3, 1, "Java?"), (4, 0, "Tern | Analyst<p>dbt"))
    )
    found = read_data(f"<html><body><table>{rows}</table></body></html>".encode())
    assert [(entry.id, entry.employer) for entry in found if isinstance(entry, Posting)] == [
        ("2", "Gull"),
        ("4", "Tern"),
    ]


def mail(text: str, subject: str = "Data Engineer") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Recruiting <jobs@example.org>"
    message["Subject"] = subject
    message["Date"] = "Wed, 01 Apr 2026 08:00:00 +0000"
    message.set_content(text)
    return message


def read_mail(message: EmailMessage) -> list[Entry]:
    return read_data(message.as_bytes(), "job.eml")


def test_an_attachment_beside_a_text_is_told() -> None:
    message = mail("SQL is needed")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="job.pdf")
    found, told = read_mail(message)
    assert isinstance(found, Posting)
    assert isinstance(told, Unreadable)
    assert told.reason == "its attachment job.pdf was not read"


def test_a_mail_without_text_is_its_attachment() -> None:
    message = mail(" ")
    data = pdf_of_lines(["Data Engineer", "SQL"])
    message.add_attachment(data, maintype="application", subtype="pdf", filename="job.pdf")
    (found,) = read_mail(message)
    assert isinstance(found, Posting)
    assert (found.shape, found.text.split()) == ("PDF", ["Data", "Engineer", "SQL"])


def test_a_mail_forwarded_whole_is_the_mail_in_it() -> None:
    message = mail("", "Fwd: look")
    message.add_attachment(mail("SQL is needed", "WG: Data Engineer"))
    (found,) = read_mail(message)
    assert isinstance(found, Posting)
    assert (found.title, found.text) == ("Data Engineer", "Data Engineer\n\nSQL is needed")


def test_a_mail_without_anything_is_unreadable() -> None:
    (found,) = read_mail(mail(""))
    assert isinstance(found, Unreadable)
    assert found.reason == "it has no text"


def test_a_page_may_refer_to_its_employer_and_show_the_text() -> None:
    stated = (
        '{"@graph": [{"@type": "Organization", "@id": "#gull", "name": "Gull"},'
        ' {"@type": "JobPosting", "title": "Engineer", "description": "",'
        ' "hiringOrganization": {"@id": "#gull"}, "datePosted": "2026-04-01"}]}'
    )
    script = f"<script type='application/ld+json'>{stated}</script>"
    found = posting(
        f"<html><head>{script}</head><body><nav>Java</nav><main><h1>Engineer</h1>{HTML}</main></body></html>"
    )
    assert (found.title, found.employer, str(found.date)) == ("Engineer", "Gull", "2026-04-01")
    assert ("SQL" in found.text, "Java" in found.text) == (True, False)
