"""Samples of boards and their interfaces."""

from __future__ import annotations

import html
import json

from .material import (
    ABOUT,
    DATE,
    EMPLOYER,
    EXTRA,
    MOMENT,
    NEEDS,
    PAGE,
    PLAIN,
    TASKS,
    TITLE,
    Sample,
    json_sample,
)

SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": TITLE,
    "description": f"{ABOUT}<h3>What you do</h3>{TASKS}",
    "qualifications": f"{NEEDS}<h3>Nice to have</h3>{EXTRA}",
    "datePosted": DATE,
    "hiringOrganization": {"@type": "Organization", "name": EMPLOYER},
    "identifier": {"@type": "PropertyValue", "name": EMPLOYER, "value": "G-1"},
}
_OTHERS = "<section class='similar-jobs'><h2>Similar jobs</h2><ul><li>Java</li><li>Angular</li></ul></section>"
_GREENHOUSE = {
    "id": 4001,
    "internal_job_id": 3001,
    "absolute_url": "https://job-boards.greenhouse.io/gull/jobs/4001",
    "title": TITLE,
    "company_name": EMPLOYER,
    "first_published": "2026-04-01T08:00:00-04:00",
    "updated_at": "2026-05-04T10:55:28-04:00",
    "departments": [{"id": 1, "name": "Java Guild"}],
}
_LEVER = {
    "id": "aaaa-bbbb",
    "text": TITLE,
    "categories": {"team": "Java", "location": "Rotterdam"},
    "createdAt": MOMENT * 1000,
    "description": ABOUT,
    "descriptionPlain": "Gull Systems counts boats & buoys.",
    "lists": [
        {"text": "What you do", "content": "<li>Keep the C++ ingest quick</li><li>Own Terraform</li>"},
        {"text": "Requirements", "content": "<li>SQL</li><li>Python</li>"},
    ],
    "additional": f"<h3>Nice to have</h3>{EXTRA}",
    "hostedUrl": "https://jobs.lever.co/gull/aaaa-bbbb",
}
_SMARTRECRUITERS = {
    "id": "744",
    "name": TITLE,
    "refNumber": "REF1",
    "company": {"identifier": "gull", "name": EMPLOYER},
    "releasedDate": "2026-04-01T08:00:00.000Z",
    "industry": {"label": "Java"},
    "jobAd": {
        "sections": {
            "companyDescription": {"title": "Company Description", "text": ABOUT},
            "jobDescription": {"title": "Job Description", "text": TASKS},
            "qualifications": {"title": "Qualifications", "text": NEEDS},
            "additionalInformation": {"title": "Nice to have", "text": EXTRA},
        }
    },
}
_PERSONIO = f"""<?xml version="1.0" encoding="UTF-8"?><workzag-jobs>
<position><id>7</id><subcompany>{EMPLOYER}</subcompany>
<office>Rotterdam</office><department>Java</department><name>{TITLE}</name><jobDescriptions>
<jobDescription><name>Your tasks</name><value><![CDATA[{TASKS}]]></value></jobDescription>
<jobDescription><name>Your profile</name><value><![CDATA[{NEEDS}]]></value></jobDescription>
<jobDescription><name>Nice to have</name><value><![CDATA[{EXTRA}]]></value></jobDescription></jobDescriptions>
<createdAt>2026-04-01T08:00:00+00:00</createdAt></position></workzag-jobs>"""
_USAJOBS = {
    "MatchedObjectId": "9",
    "MatchedObjectDescriptor": {
        "PositionID": "DE-9",
        "PositionTitle": TITLE,
        "PositionURI": "https://www.usajobs.gov/job/9",
        "OrganizationName": EMPLOYER,
        "DepartmentName": "Department of Java",
        "QualificationSummary": "SQL, and Python 3.12.",
        "PublicationStartDate": "2026-04-01T00:00:00.0000",
        "UserArea": {
            "Details": {
                "JobSummary": "Gull Systems counts boats.",
                "MajorDuties": ["Keep the C++ ingest quick", "Own Terraform"],
                "OtherInformation": "Nice to have: Rust",
            }
        },
    },
}

BOARDS = (
    json_sample("schema.org", "schema.json", SCHEMA_ORG),
    Sample(
        "schema.org",
        "schema.html",
        f'<html><script type="application/ld+json">{json.dumps({"@graph": [SCHEMA_ORG]})}</script>{_OTHERS}'.encode(),
        "schema.org",
    ),
    json_sample(
        "Greenhouse", "greenhouse.json", {"jobs": [{**_GREENHOUSE, "content": html.escape(PAGE)}], "meta": {"total": 1}}
    ),
    json_sample("Greenhouse", "greenhouse-twice.json", {**_GREENHOUSE, "content": html.escape(html.escape(PAGE))}),
    json_sample("Lever", "lever.json", [_LEVER], employer=None),
    json_sample(
        "Ashby",
        "ashby.json",
        {
            "apiVersion": "1",
            "jobs": [
                {
                    "id": "c-1",
                    "title": TITLE,
                    "department": "Java",
                    "isListed": True,
                    "publishedAt": "2026-04-01T08:00:00.000+00:00",
                    "descriptionHtml": PAGE,
                    "descriptionPlain": PLAIN,
                    "jobUrl": "https://jobs.ashbyhq.com/gull/c-1",
                }
            ],
        },
        employer=None,
    ),
    json_sample(
        "Workable",
        "workable-widget.json",
        {
            "name": EMPLOYER,
            "description": "<p>Our Java heritage</p>",
            "jobs": [
                {"title": TITLE, "shortcode": "A1", "published_on": DATE, "application_url": "x", "description": PAGE}
            ],
        },
    ),
    json_sample(
        "Workable",
        "workable.json",
        {
            "id": "1",
            "title": TITLE,
            "shortcode": "A1",
            "shortlink": "x",
            "created_at": "2026-04-01T00:00:00Z",
            "description": f"{ABOUT}{TASKS}",
            "requirements": f"{NEEDS}<p><strong>Nice to have</strong></p>{EXTRA}",
        },
        employer=None,
    ),
    json_sample("SmartRecruiters", "smartrecruiters.json", _SMARTRECRUITERS),
    json_sample(
        "Recruitee",
        "recruitee.json",
        {
            "offers": [
                {
                    "id": 5,
                    "title": TITLE,
                    "company_name": EMPLOYER,
                    "careers_url": "https://gull.recruitee.com/o/data-engineer",
                    "published_at": "2026-04-01 08:00:00 UTC",
                    "description": f"{ABOUT}{TASKS}",
                    "requirements": f"{NEEDS}<h3>Nice to have</h3>{EXTRA}",
                }
            ]
        },
    ),
    Sample("Personio", "personio.xml", _PERSONIO.encode(), "Personio"),
    json_sample(
        "Workday",
        "workday.json",
        {
            "jobPostingInfo": {
                "id": "w1",
                "title": TITLE,
                "jobDescription": PAGE,
                "postedOn": "Posted 30+ Days Ago",
                "startDate": DATE,
                "jobReqId": "R-1",
                "externalUrl": "https://gull.wd3.myworkdayjobs.com/x",
            },
            "hiringOrganization": {"name": EMPLOYER, "url": ""},
            "similarJobs": [{"title": "Java Developer"}],
        },
    ),
    json_sample(
        "USAJobs",
        "usajobs.json",
        {"LanguageCode": "EN", "SearchResult": {"SearchResultCount": 1, "SearchResultItems": [_USAJOBS]}},
    ),
    json_sample(
        "The Muse",
        "themuse.json",
        {
            "page": 1,
            "results": [
                {
                    "contents": PAGE,
                    "name": TITLE,
                    "publication_date": "2026-04-01T08:00:00Z",
                    "id": 6,
                    "categories": [{"name": "Java"}],
                    "refs": {"landing_page": "https://www.themuse.com/jobs/gull"},
                    "company": {"id": 1, "short_name": "gull", "name": EMPLOYER},
                }
            ],
        },
    ),
    json_sample(
        "Adzuna",
        "adzuna.json",
        {
            "count": 1,
            "results": [
                {
                    "id": "8",
                    "title": TITLE,
                    "description": PLAIN,
                    "created": "2026-04-01T08:00:00Z",
                    "company": {"display_name": EMPLOYER},
                    "category": {"label": "Java Jobs", "tag": "java"},
                    "location": {"display_name": "Rotterdam", "area": ["NL"]},
                    "redirect_url": "https://www.adzuna.nl/x",
                }
            ],
        },
    ),
    json_sample(
        "Remotive",
        "remotive.json",
        {
            "0-legal-notice": "Java",
            "job-count": 1,
            "jobs": [
                {
                    "id": 1,
                    "title": TITLE,
                    "company_name": EMPLOYER,
                    "tags": ["java"],
                    "publication_date": "2026-04-01T08:00:00",
                    "candidate_required_location": "Europe",
                    "description": PAGE,
                }
            ],
        },
    ),
    json_sample(
        "Remote OK",
        "remoteok.json",
        [
            {"last_updated": MOMENT, "legal": "Please link back to Java"},
            {
                "id": "1",
                "epoch": str(MOMENT),
                "date": "2026-04-01T08:00:00+00:00",
                "company": EMPLOYER,
                "position": TITLE,
                "tags": ["java"],
                "description": PAGE,
            },
        ],
        unreadable=1,
    ),
    json_sample(
        "Arbeitnow",
        "arbeitnow.json",
        {
            "data": [
                {
                    "slug": "data-engineer-1",
                    "company_name": EMPLOYER,
                    "title": TITLE,
                    "description": PAGE,
                    "remote": False,
                    "tags": ["Java"],
                    "job_types": [],
                    "created_at": MOMENT,
                }
            ],
            "links": {},
            "meta": {},
        },
    ),
    json_sample(
        "Arbeitsagentur",
        "arbeitsagentur.json",
        {
            "referenznummer": "10001-1-S",
            "stellenangebotsTitel": TITLE,
            "firma": EMPLOYER,
            "hauptberuf": "Java-Entwickler/in",
            "datumErsteVeroeffentlichung": DATE,
            "eintrittszeitraum": {"von": "2026-08-01"},
            "stellenangebotsBeschreibung": PLAIN,
        },
    ),
    json_sample(
        "Reed",
        "reed.json",
        {
            "results": [
                {
                    "jobId": 1,
                    "employerId": 2,
                    "employerName": EMPLOYER,
                    "jobTitle": TITLE,
                    "expirationDate": "01/06/2026",
                    "date": "01/04/2026",
                    "jobDescription": PLAIN,
                }
            ]
        },
    ),
    json_sample(
        "JSearch",
        "jsearch.json",
        {
            "status": "OK",
            "data": [
                {
                    "job_id": "j1",
                    "employer_name": EMPLOYER,
                    "job_publisher": "Java Board",
                    "job_title": TITLE,
                    "job_apply_link": "https://x.example",
                    "job_description": PLAIN,
                    "job_posted_at_datetime_utc": "2026-04-01T08:00:00.000Z",
                    "job_highlights": {"Qualifications": ["SQL"]},
                }
            ],
        },
    ),
)
