"""Samples of datasets, feeds, pages, mails, documents and texts."""

from __future__ import annotations

import html
import json

from .material import (
    DATE,
    EMPLOYER,
    MARKDOWN,
    MOMENT,
    PAGE,
    PLAIN,
    TITLE,
    Sample,
    json_sample,
    mail,
    pdf_of_lines,
    table,
    word_document,
)

_OTHERS = "<section class='similar-jobs'><h2>Similar jobs</h2><ul><li>Java</li><li>Angular</li></ul></section>"
_LINKEDIN = (
    f"<!DOCTYPE html><html><head><title>{EMPLOYER} hiring {TITLE} | LinkedIn</title></head><body><main>"
    f"<h1 class='top-card-layout__title'>{TITLE}</h1><a class='topcard__org-name-link'>{EMPLOYER}</a>"
    f"<div class='description__text'><div class='show-more-less-html__markup'>{PAGE}</div></div>{_OTHERS}"
    "</main></body></html>"
)
_INDEED = (
    f"<!DOCTYPE html><html><head><title>{TITLE} - Rotterdam - Indeed.com</title></head><body>"
    f"<h1 class='jobsearch-JobInfoHeader-title'>{TITLE}</h1><div data-company-name='true'>{EMPLOYER}</div>"
    f"<div id='jobDescriptionText'>{PAGE}</div><div id='relatedLinks'>Java jobs, Angular jobs</div></body></html>"
)
_OTHER_PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><nav>Java</nav><main><h1>{TITLE}</h1>"
    f"<p>Published: 2026-04-01</p>{PAGE}</main>{_OTHERS}<footer>Angular</footer></body></html>"
)
_RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:job="https://jobs.example/ns"><channel><title>Java jobs</title><item><title>{TITLE}</title>
<guid>g-1</guid><job:company>{EMPLOYER}</job:company><category>Angular</category><description>Short&nbsp;text</description>
<content:encoded><![CDATA[{PAGE}]]></content:encoded><pubDate>Wed, 01 Apr 2026 08:00:00 +0000</pubDate>
</item></channel></rss>"""
_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Java jobs</title><entry><title>{TITLE}</title><id>a-1</id>
<published>2026-04-01T08:00:00Z</published><updated>2026-05-01T08:00:00Z</updated><author><name>{EMPLOYER}</name></author>
<content type="html">{html.escape(PAGE)}</content></entry></feed>"""
_THREAD = {
    "id": 1,
    "type": "story",
    "author": "whoishiring",
    "title": "Ask HN: Who is hiring?",
    "text": "Java",
    "children": [
        {
            "id": 2,
            "type": "comment",
            "author": "a",
            "created_at": "2026-04-01T15:00:00.000Z",
            "text": f"{EMPLOYER} | {TITLE} | Rotterdam<p>SQL, Python, C++, Terraform.<p>Nice to have: Rust",
            "children": [{"id": 3, "type": "comment", "text": "Angular?", "children": []}],
        }
    ],
}
_SEARCH = {
    "hits": [
        {
            "objectID": "2",
            "parent_id": 1,
            "story_id": 1,
            "created_at": "2026-04-01T15:00:00.000Z",
            "comment_text": _THREAD["children"][0]["text"],  # type: ignore[index]
        },
        {"objectID": "3", "parent_id": 2, "story_id": 1, "comment_text": "Angular?"},
    ]
}
_CLIPPING = f'---\ntitle: "{TITLE}"\nauthor:\n  - "[[{EMPLOYER}]]"\npublished: {DATE}\ntags: [Java]\n---\n{MARKDOWN}'
_MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gull.example/job\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    f"{_INDEED.replace('=', '=3D')}\r\n------b\r\nContent-Type: text/css\r\n\r\nJava\r\n------b--\r\n"
)
_GLASSDOOR = {
    "": "0",
    "Job Title": TITLE,
    "Salary Estimate": "$70K",
    "Job Description": PLAIN,
    "Company Name": f"{EMPLOYER}\n3.8",
}

FILES = (
    Sample(
        "JobSpy",
        "jobspy.csv",
        table(
            ",",
            [
                {
                    "id": "in-1",
                    "site": "indeed",
                    "job_url": "https://x.example",
                    "title": TITLE,
                    "company": EMPLOYER,
                    "date_posted": DATE,
                    "description": MARKDOWN,
                    "company_description": "A Java house",
                }
            ],
        ),
        "JobSpy",
    ),
    Sample("Kaggle", "glassdoor.csv", table(",", [_GLASSDOOR]), "CSV", date=None),
    Sample(
        "Kaggle",
        "linkedin.csv",
        table(
            ",",
            [
                {
                    "job_id": "1",
                    "company_name": EMPLOYER,
                    "title": TITLE,
                    "description": PLAIN,
                    "listed_time": f"{MOMENT / 1e9}E12",
                    "formatted_experience_level": "Java",
                }
            ],
        ),
        "CSV",
    ),
    Sample(
        "CSV and TSV",
        "excel.csv",
        "\ufeff".encode()
        + table(
            ";", [{"Titel": TITLE, "Firma": EMPLOYER, "Datum": "x", "Beschreibung": PLAIN, "Date": DATE}], "sep=;\r\n"
        ),
        "CSV",
    ),
    Sample(
        "CSV and TSV",
        "rows.tsv",
        table("\t", [{"Title": TITLE, "Company": EMPLOYER, "Posted": "April 1, 2026", "Description": PLAIN}]),
        "TSV",
    ),
    json_sample(
        "JSON Feed",
        "feed.json",
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Java jobs",
            "items": [
                {
                    "id": "f-1",
                    "url": "https://x.example",
                    "title": TITLE,
                    "content_html": PAGE,
                    "date_published": "2026-04-01T08:00:00Z",
                    "authors": [{"name": EMPLOYER}],
                    "tags": ["Java"],
                }
            ],
        },
    ),
    Sample("RSS", "feed.xml", _RSS.encode(), "RSS"),
    Sample("Atom", "feed.atom", _ATOM.encode(), "Atom"),
    json_sample("Hacker News", "thread.json", _THREAD),
    json_sample("Hacker News", "search.json", _SEARCH),
    Sample("LinkedIn page", "linkedin.html", _LINKEDIN.encode(), "LinkedIn page", date=None),
    Sample("Indeed page", "indeed.html", _INDEED.encode(), "Indeed page", date=None),
    Sample("Other pages", "page.html", _OTHER_PAGE.encode(), "HTML", employer=None),
    Sample("MHTML", "page.mhtml", _MHTML.encode(), "Indeed page", date=None),
    Sample("Mail (EML)", "job.eml", mail(PAGE), "EML", employer=None),
    Sample("Mail (EML)", "plain.eml", mail("", "plain"), "EML", employer=None),
    Sample("PDF", "job.pdf", pdf_of_lines([TITLE, "Posted 2026-04-01", *PLAIN.splitlines()]), "PDF", employer=None),
    Sample("DOCX", "job.docx", word_document(), "DOCX", employer=None),
    json_sample(
        "JSON and JSON lines",
        "any.json",
        {
            "RESULTS": [
                {"JOB_TITLE": TITLE, "Company": {"Name": EMPLOYER}, "Date-Posted": DATE, "JOB_DESCRIPTION": PAGE}
            ]
        },
        "JSON",
    ),
    Sample(
        "JSON and JSON lines",
        "lines",
        json.dumps({"title": TITLE, "company": EMPLOYER, "date": DATE, "text": PLAIN}).encode() + b"\n\n{broken\n",
        "JSON lines",
        unreadable=1,
    ),
    Sample(
        "YAML",
        "job.yaml",
        f"title: {TITLE}\ncompany: {EMPLOYER}\ndate: {DATE}\ndescription: |\n".encode()
        + "".join(f"  {line}\n" for line in PLAIN.splitlines()).encode(),
        "YAML",
    ),
    Sample("Markdown", "clipping.md", _CLIPPING.encode(), "Markdown"),
    Sample("Text", "job", f"Title: {TITLE}\nCompany: {EMPLOYER}\nPosted: 2026-04-01\n\n{PLAIN}".encode(), "text"),
)
