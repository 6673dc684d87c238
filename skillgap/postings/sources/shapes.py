"""The boards and feeds that are known by their fields, and the few whose text is in more than one field.

A board whose fields only have other names needs a row in :mod:`~skillgap.postings.sources.field_names`, and one here
only to be named in the receipt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from skillgap.postings.sources.field_names import normalize_names, value_at
from skillgap.postings.sources.markup import plain_text

Named = Mapping[str, Any]
"""A record with normalized names."""
Sections = Callable[[Named], Iterator[tuple[str, Any]]]
"""The parts of a posting's text in order, each with its heading, which may be empty."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A job board or feed: the fields that identify it, and the special rules for reading it."""

    name: str
    marks: tuple[frozenset[str], ...]
    """Sets of normalized fields; a record with all fields of one set has this shape."""
    sections: Sections | None = None
    hint: str | None = None
    """Advice for a list without texts."""
    day_first: bool = False
    dates: tuple[str, ...] = ()
    """Fields for the date that mean something else on other boards."""
    title_in_text: bool = False
    """True if the text begins with the title, so that the title is not inserted again."""


def _lever(named: Named) -> Iterator[tuple[str, Any]]:
    if isinstance(named.get("content"), Mapping):  # as the interface for customers of Lever nests it
        named = normalize_names(named["content"])
    whole = named.get("descriptionhtml") or named.get("description") or named.get("descriptionplain")
    if whole:
        yield "", whole
    else:
        yield "", named.get("opening") or named.get("openingplain")
        yield "", named.get("descriptionbody") or named.get("descriptionbodyplain")
    lists = named.get("lists")
    for part in lists if isinstance(lists, list) else ():
        if isinstance(part, Mapping):
            yield str(part.get("text") or ""), part.get("content")
    yield "", next(filter(None, map(named.get, ("additional", "additionalplain", "closinghtml", "closing"))), None)


def _smartrecruiters(named: Named) -> Iterator[tuple[str, Any]]:
    sections = value_at(named, "jobad.sections")
    if isinstance(sections, Mapping):
        for part in sections.values():
            if isinstance(part, Mapping):
                yield str(part.get("title") or ""), part.get("text")


def _personio(named: Named) -> Iterator[tuple[str, Any]]:
    descriptions = named.get("jobdescriptions")
    if isinstance(descriptions, Mapping):
        descriptions = normalize_names(descriptions).get("jobdescription")
    for part in descriptions if isinstance(descriptions, list) else [descriptions]:
        if isinstance(part, Mapping):
            inner = normalize_names(part)
            yield str(inner.get("name") or ""), inner.get("value")


def _usajobs(named: Named) -> Iterator[tuple[str, Any]]:
    details = value_at(named, "userarea.details")
    inner = normalize_names(details) if isinstance(details, Mapping) else {}
    for heading, field in (
        ("Summary", "jobsummary"),
        ("Duties", "majorduties"),
        ("Requirements", "requirements"),
        ("Key requirements", "keyrequirements"),
    ):
        yield heading, inner.get(field)
    yield "Qualifications", named.get("qualificationsummary")
    for heading, field in (
        ("Education", "education"),
        ("Evaluations", "evaluations"),
        ("Other information", "otherinformation"),
        ("Benefits", "benefits"),
    ):
        yield heading, inner.get(field)


def _jsearch(named: Named) -> Iterator[tuple[str, Any]]:
    """Yield the description, or JSearch's highlights of it if the description is missing."""
    if described := named.get("jobdescription"):
        yield "", described
        return
    highlights = named.get("jobhighlights")
    for heading, items in highlights.items() if isinstance(highlights, Mapping) else ():
        yield str(heading), items


def _recruitee(named: Named) -> Iterator[tuple[str, Any]]:
    """Description and requirements, from the first translation if they are nowhere else."""
    translations = named.get("translations")
    if not named.get("description") and isinstance(translations, Mapping):
        named = next((normalize_names(inner) for inner in translations.values() if isinstance(inner, Mapping)), named)
    yield "", named.get("description")
    yield "Requirements", named.get("requirements")
    yield "Benefits", named.get("benefits")


def _hacker_news(named: Named) -> Iterator[tuple[str, Any]]:
    yield "", named.get("commenttext") or named.get("text")


def _shape(name: str, *marks: str, **options: Any) -> Shape:
    return Shape(name, tuple(frozenset(mark.split()) for mark in marks), **options)


_SINGLE = "save each posting by itself: only the single posting has its text"
SHAPES = (
    _shape("schema.org", "@type hiringorganization", "@type dateposted"),
    _shape("Lever", "text categories", "text hostedurl", "lists descriptionplain", "lists additional", sections=_lever),
    _shape(
        "SmartRecruiters",
        "jobad",
        "refnumber releaseddate",
        "releaseddate company",
        sections=_smartrecruiters,
        hint=f"{_SINGLE} (…/postings/ID)",
    ),
    _shape("Personio", "jobdescriptions", "recruitingcategory office", sections=_personio),
    _shape("USAJobs", "positiontitle positionuri", "positiontitle qualificationsummary", sections=_usajobs),
    _shape(
        "Greenhouse",
        "absoluteurl internaljobid",
        "absoluteurl content",
        "absoluteurl requisitionid",
        hint="save the board again with ?content=true in its address",
    ),
    _shape("Ashby", "joburl descriptionhtml", "joburl descriptionplain", "joburl islisted", hint=_SINGLE),
    _shape("Workable", "shortcode applicationurl", "shortcode fulldescription", "shortcode shortlink", hint=_SINGLE),
    _shape("Workable", "shortcode", hint=_SINGLE),
    _shape("Recruitee", "careersurl", "careersapplyurl", sections=_recruitee),
    _shape(
        "Workday",
        "jobdescription jobreqid",
        "jobdescription jobpostingid",
        "jobdescription externalurl",
        dates=("startdate",),
    ),
    _shape("Workday", "externalpath locationstext", "externalpath bulletfields", hint=_SINGLE),
    _shape("The Muse", "contents refs", "contents publicationdate"),
    _shape("Adzuna", "redirecturl adref", "redirecturl category", "redirecturl created"),
    _shape("Remotive", "candidaterequiredlocation"),
    _shape("Remote OK", "position epoch", "epoch legal", "lastupdated legal"),
    _shape("Arbeitnow", "slug jobtypes companyname"),
    _shape("Arbeitsagentur", "refnr", "referenznummer", "stellenangebotsbeschreibung", hint=_SINGLE),
    _shape("Reed", "jobid employerid", "jobid employername jobtitle", day_first=True),
    _shape("JSearch", "jobid employername jobapplylink", "jobtitle employername jobpublisher", sections=_jsearch),
    _shape("JobSpy", "site joburl dateposted"),
    _shape("JSON Feed", "contenthtml datepublished", "contenttext datepublished", "contenthtml url", "contenttext url"),
    _shape("Hacker News", "commenttext storyid", "by parent time", sections=_hacker_news, title_in_text=True),
)
BY_NAME = {shape.name: shape for shape in SHAPES}
_ORDER = {shape: at for at, shape in enumerate(SHAPES)}
_JSEARCH = BY_NAME["JSearch"]

_ROLE = re.compile(
    r"engineer|developer|scientist|analyst|architect|manager|designer|administrator|\bsre\b|\blead\b|\bhead\b|director|"
    r"programmer|consultant|specialist|researcher|devops|founding|\bcto\b|intern\b|full[- ]?stack|back[- ]?end|"
    r"front[- ]?end|roles?\b|positions?\b|technician|recruiter|product owner|\bqa\b|data ",
    re.I,
)


def shape_of(fields: Set[str]) -> Shape | None:
    """The board or feed that a record comes from, by its fields; None for a record of no known one."""
    for mark, shape in _MARKS:
        if mark <= fields:
            return shape
    return None


# JSearch and Reed share fields, and a record of JSearch has more of its own.
_MARKS = [
    (mark, shape)
    for shape in sorted(SHAPES, key=lambda shape: (shape is not _JSEARCH, _ORDER[shape]))
    for mark in shape.marks
]


def read_first_line(text: str) -> tuple[str | None, str | None]:
    """Employer and title in the first line of a comment, as in ``Harbour Cloud | Data Engineer | Rotterdam``."""
    line = plain_text(text).strip().partition("\n")[0]
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 2 or len(line) > 400:
        return None, None
    title = next((part for part in parts[1:] if _ROLE.search(part)), None)
    return re.sub(r"\s*\(.*", "", parts[0])[:100] or None, title
