"""The table of field names: the names that job boards, datasets and feeds use for the fields of a posting.

A name is compared without capitals, spaces, hyphens and underscores, so ``Job Title``,
``job_title`` and ``jobTitle`` are one name. A dot leads into a nested record; a flat column
``company.name`` is found as well. The first name of a row whose field holds something counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

TITLE = (
    "title", "jobtitle", "positiontitle", "stellenangebotstitel", "titel", "position", "jobname", "positionname",
    "jobpositionname", "intitule", "fulltitle", "name", "vacancyname", "headline", "designation", "role",
)  # fmt: skip
TEXT = (
    "fulldescription", "descriptionhtml", "contenthtml", "encoded", "contentencoded", "jobdescription",
    "jobdescriptionhtml", "jobdescriptiontext", "jobdescriptionformatted", "jobpostingdescription",
    "stellenangebotsbeschreibung", "stellenbeschreibung", "description", "descriptiontext", "jobdesc", "desc",
    "content", "contents", "contenttext", "descriptionplain", "descriptionmarkdown", "longdescription", "fulltext",
    "rawdescription", "jobtext", "jobpost", "jobsummary", "jobdetails", "commenttext", "storytext", "body", "text",
    "posting", "advert", "adtext", "summary", "snippet", "beschreibung",
)  # fmt: skip
PARTS = {
    "responsibilities": "Responsibilities",
    "duties": "Duties",
    "minimumqualifications": "Minimum qualifications",
    "requiredqualifications": "Required qualifications",
    "requiredqual": "Required qualifications",
    "qualifications": "Qualifications",
    "requirements": "Requirements",
    "jobrequirements": "Job requirements",
    "jobrequirment": "Job requirements",
    "experiencerequirements": "Experience requirements",
    "educationrequirements": "Education requirements",
    "skills": "Skills",
    "skillsdesc": "Skills",
    "preferredqualifications": "Preferred qualifications",
    "benefits": "Benefits",
    "jobbenefits": "Benefits",
}
"""Fields that hold a part of the text, with the heading they get; a part that the text repeats is left out."""
EMPLOYER = (
    "hiringorganization.name", "hiringorganization.legalname", "hiringorganization", "company.name",
    "company.displayname", "company", "companyname", "employername", "employer.name", "employer", "organizationname",
    "organization.name", "organization", "entreprise.nom", "arbeitgeber", "firma", "subcompany", "hiringcompany",
    "advertisername", "advertiser.description", "unternehmen", "companytitle",
)  # fmt: skip
AUTHOR = ("authors.name", "author.name", "creator")
"""The author of a feed entry: its employer, if no field names the employer."""
DATE = (
    "firstpublished", "firstpublishedat", "dateposted", "publishedat", "publisheddate", "publishedon", "published",
    "publicationdate", "datepublished", "publicationstartdate", "releaseddate", "postedat", "posteddate", "postdate",
    "postingdate", "jobpostedatdatetimeutc", "jobpostedattimestamp", "jobpostingdate", "jobposteddate",
    "postingdateparsed", "datumersteveroeffentlichung", "aktuelleveroeffentlichungsdatum",
    "veroeffentlichungszeitraum.von", "listedtime", "originallistedtime", "opendate", "pubdate", "date", "createdat",
    "datecreated", "datecreation", "creationdate", "created", "dateadded", "posted", "postedon", "epoch", "time",
    "updatedat", "updated", "lastmodified",
)  # fmt: skip
ID = (
    "identifier.value", "identifier", "jobid", "id", "objectid", "positionid", "matchedobjectid", "refnr",
    "referenznummer", "referencenumber", "jobreqid", "shortcode", "jobpostingid", "uniqid", "guid", "slug", "uuid",
    "key", "url", "joburl", "link", "joblink", "absoluteurl",
)  # fmt: skip

_SEPARATORS = re.compile(r"[^\w.]|_")
_MOST_FIELDS = 12


def normalize_name(name: str) -> str:
    """A field's name without capitals, spaces, hyphens, underscores and the prefix of a namespace."""
    return _SEPARATORS.sub("", name.rpartition(":")[2]).casefold()


def normalize_names(record: Mapping[Any, Any]) -> dict[str, Any]:
    """A record with normalized names; of two fields of one name the first that holds something stays."""
    named: dict[str, Any] = {}
    for name, value in record.items():
        key = _SHORT_NAMES.get(name) if isinstance(name, str) else None
        if key is None:
            key = normalize_name(str(name))
            if isinstance(name, str) and len(_SHORT_NAMES) < _MOST_KEPT:
                _SHORT_NAMES[name] = key
        if named.get(key) in (None, ""):
            named[key] = value
    return named


_SHORT_NAMES: dict[str, str] = {}
_MOST_KEPT = 10_000


def value_at(named: Mapping[str, Any], path: str) -> Any:
    """Return the value of a field by its normalized path, or None."""
    value = named.get(path)
    if value is not None or "." not in path:
        return value
    first, _, rest = path.partition(".")
    inner = named.get(first)
    if isinstance(inner, list) and inner:
        inner = inner[0]
    if isinstance(inner, Mapping):
        return value_at(normalize_names(inner), rest)
    return None


def has_any(named: Mapping[str, Any], paths: Iterable[str]) -> bool:
    """Return whether one of the fields exists and has a value."""
    return any(value_at(named, path) not in (None, "", [], {}) for path in paths)


def describe_fields(record: Mapping[Any, Any]) -> str:
    """The names of a record's fields, for a message."""
    names = [str(name) for name in record if str(name)]
    more = f" and {len(names) - _MOST_FIELDS} more" if len(names) > _MOST_FIELDS else ""
    return ", ".join(names[:_MOST_FIELDS]) + more
