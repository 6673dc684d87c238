"""A saved page: the postings it states for machines, else the element that holds its description, else its words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources.content import LARGEST_DOCUMENT, MOST_ELEMENTS, Content, Piece, unreadable
from skillgap.postings.sources.encodings import decode
from skillgap.postings.sources.json_ld import job_postings, load_script
from skillgap.postings.sources.markup import depth_of, plain_text

_DECLARED = re.compile(rb"""<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_SEARCHED = 4096

_DESCRIPTION = (
    ".show-more-less-html__markup", ".jobs-description-content__text", ".jobs-box__html-content", "#job-details",
    ".jobs-description__content", ".description__text", "#jobDescriptionText", ".jobsearch-jobDescriptionText",
    "[data-automation-id='jobPostingDescription']", "[class*='JobDetails_jobDescription']", ".jobDescriptionContent",
    "[data-at='job-ad-content']", "[itemtype*='JobPosting'] [itemprop='description']",
    ".posting-page .section-wrapper .content", ".job__description", ".job-description", "#job-description",
    ".jobDescription", "#jobDescription", ".job_description", "#job_description", "[data-testid='job-description']",
    "[data-testid='jobDescription']",
)  # fmt: skip
"""The elements with the description on job boards, the most reliable first."""
_TITLES = (
    ".top-card-layout__title", ".topcard__title", ".job-details-jobs-unified-top-card__job-title",
    ".jobs-unified-top-card__job-title", "[data-testid='jobsearch-JobInfoHeader-title']",
    ".jobsearch-JobInfoHeader-title", "[data-at='header-job-title']", "[data-automation-id='jobPostingHeader']",
    "[itemprop='title']", ".posting-headline h2", "h1",
)  # fmt: skip
_EMPLOYERS = (
    ".topcard__org-name-link", ".job-details-jobs-unified-top-card__company-name",
    ".jobs-unified-top-card__company-name", "[data-testid='inlineHeader-companyName']", "[data-company-name]",
    ".jobsearch-InlineCompanyRating-companyHeader", "[itemprop='hiringOrganization'] [itemprop='name']",
    "[itemprop='hiringOrganization']", "[data-at='metadata-company-name']", "[data-test='employer-name']",
    ".topcard__flavor--black-link",
)  # fmt: skip
_DATES = ("[itemprop='datePosted']", "time[class*='post'][datetime]", "time[class*='list'][datetime]")
_LEFT_OUT = (
    "script", "style", "template", "noscript", "svg", "nav", "footer", "aside", "button", "select", "dialog",
    "[hidden]", "[aria-hidden='true']",
)  # fmt: skip
_OTHER_JOBS = re.compile(
    r"(?:similar|related|recommended|suggested|more|other)[-_ ]?(?:jobs?|positions?|openings?|roles|vacanc)|"
    r"people-also-viewed|also-viewed|jobs?-recommend|aside-job|cookie|consent|breadcrumb",
    re.I,
)
_OTHER_JOBS_HEADING = re.compile(
    r"\s*(?:similar|related|recommended|suggested|more|other)\s+(?:jobs?|positions?|openings?|roles|vacancies)\b|"
    r"\s*people also viewed|\s*ähnliche (?:jobs|stellen)|\s*offres similaires|\s*vergelijkbare vacatures",
    re.I,
)
_NO_PAGE = re.compile(
    r"enable javascript|javascript is (?:disabled|required)|requires javascript|are you (?:a )?(?:human|robot)|"
    r"verify you are human|captcha|access denied|checking your browser|sign in to (?:view|continue)|just a moment",
    re.I,
)
_JOB_POST = re.compile(r"\s*-\s*job post$", re.I)
"""Indeed's suffix of a title for screen readers."""
_DEEPEST = 100
_SHORT_PAGE = 600
_MOST_PARENTS = 4
_SAVE_AGAIN = "save the page again from the browser while it shows the posting"


def read_page(content: Content) -> Iterator[Piece]:
    """Read the postings of an HTML page. Raises UnreadableError."""
    yield from pieces_of_page(content.read(LARGEST_DOCUMENT))


def pieces_of_page(data: bytes, declared: str | None = None) -> Iterator[Piece]:
    """Yield the postings of a page. ``declared`` is the encoding from the transport, such as a mail header."""
    found = _DECLARED.search(data, 0, _SEARCHED)
    text, encoding = decode(data, declared or (found[1].decode("ascii", "replace") if found else None))
    for number, (record, shape) in enumerate(records := _records(text), 1):
        yield Piece(record, shape, number if len(records) > 1 else None, encoding)


def _records(page: str) -> list[tuple[object, str]]:
    if page.count("<") > MOST_ELEMENTS:
        raise UnreadableError(f"it has more than {MOST_ELEMENTS:,} elements")
    if depth_of(page) > _DEEPEST:
        raise UnreadableError(f"it is nested more than {_DEEPEST} deep")
    tree = LexborHTMLParser(page.replace("\0", ""))
    title = tree.css_first("head title") or tree.css_first("title")
    name = _words(title)
    is_linkedin = name.endswith("| LinkedIn")
    stated = [_only_text(found) if is_linkedin else found for found in _stated_postings(tree)]
    if len(stated) == 1 and not _has_text(stated[0]):
        shown, shape = _shown(tree, name)
        return [({**shown, **_stated_values(stated[0])} if isinstance(shown, dict) else shown, shape)]
    if stated:
        return [(found, "schema.org") for found in stated]
    if comments := _thread(tree):
        return [(found, "Hacker News") for found in comments]
    return [_shown(tree, name)]


def _stated_postings(tree: Any) -> list[dict[str, Any]]:
    """The postings of the page's scripts for machines; one that two scripts state is one."""
    found: list[dict[str, Any]] = []
    for node in tree.css("script"):
        if "ld+json" in html.unescape(node.attributes.get("type") or "").lower():
            found += [posting for posting in job_postings(load_script(node.text())) if posting not in found]
    return found


def _only_text(record: dict[str, Any]) -> dict[str, Any]:
    """LinkedIn guesses skills and education itself; the employer wrote the description only."""
    return {name: value for name, value in record.items() if name not in _GUESSED}


def _has_text(record: dict[str, Any]) -> bool:
    return any(
        plain_text(str(record.get(name) or "")).strip() for name in ("description", *_GUESSED, "responsibilities")
    )


def _stated_values(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [])}


_GUESSED = ("skills", "educationRequirements", "experienceRequirements", "qualifications")


def _thread(tree: Any) -> list[dict[str, Any]]:
    """The top comments of a saved thread of Hacker News."""
    rows = tree.css("tr.athing.comtr")
    tops = [row for row in rows if row.css_first("td.ind[indent='0']") or row.css_first("td.ind img[width='0']")]
    return [
        {
            "id": row.attributes.get("id"),
            "comment_text": (text.html if (text := row.css_first(".commtext")) else ""),
            "created_at": (age.attributes.get("title") if (age := row.css_first(".age")) else None),
        }
        for row in tops
    ]


def _shown(tree: Any, name: str) -> tuple[object, str]:
    """Return the visible text of a page: its known description element, else everything but the page's frame."""
    described = next((node for path in _DESCRIPTION if (node := _longest(tree.css(path))) is not None), None)
    title = next((words for path in _TITLES if (words := _words(tree.css_first(path)))), "") or name
    record: dict[str, Any] = {
        "title": _JOB_POST.sub("", title),
        "company": next((words for path in _EMPLOYERS if (words := _words(tree.css_first(path)))), ""),
        "datePosted": _date_of(tree),
    }
    if described is not None:
        record["description"] = plain_text(_inner(described))
        return record, _board_of(name)
    for path in _LEFT_OUT:
        for node in tree.css(path):
            node.decompose()
    _remove_other_jobs(tree)
    for path in ("body > header", "form"):
        for node in tree.css(path):
            if len(_words(node)) < _SHORT_PAGE and not node.css_first("h1"):
                node.decompose()
    body = tree.css_first("main") or tree.css_first("[role='main']") or tree.body
    if body is None or (tree.body is not None and len(_words(body)) * 4 < len(_words(tree.body))):
        body = tree.body
    text = plain_text(_inner(body)) if body is not None else ""
    if len(text) < _SHORT_PAGE and _NO_PAGE.search(text):
        reason = "the page was saved before its posting was loaded, or behind a sign-in"
        return unreadable(reason, _SAVE_AGAIN), "HTML"
    if not text:
        return unreadable("the page shows no text", _SAVE_AGAIN), "HTML"
    record["description"] = text
    if record["title"] and record["title"] in text[: len(record["title"]) + 40]:
        record["untitled"] = True
    return record, "HTML"


def _longest(nodes: list[Any]) -> Any:
    """The node with most words, since a teaser of another job may have the same name; None without words."""
    shown = [node for node in nodes if node.tag != "meta" and _words(node)]
    return max(shown, key=lambda node: len(_words(node)), default=None)


def _remove_other_jobs(tree: Any) -> None:
    """Remove elements about other jobs, by their class or by the heading above them."""
    for node in tree.css("section, div, ul, ol"):
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if _OTHER_JOBS.search(named) and node.parent is not None and not node.css_first("h1"):
            node.decompose()
    for heading in tree.css("h2, h3, h4"):
        if not _OTHER_JOBS_HEADING.match(_words(heading)):
            continue
        node = heading
        for _ in range(_MOST_PARENTS):
            parent = node.parent
            if parent is None or parent.tag in ("body", "main", "html", "article") or parent.css_first("h1"):
                break
            node = parent
        for following in _after(heading) if node == heading else (node,):
            following.decompose()


def _after(heading: Any) -> list[Any]:
    """Return a heading and the elements after it, up to the next heading of its rank."""
    found, node = [heading], heading.next
    while node is not None and node.tag not in ("h1", heading.tag):
        found.append(node)
        node = node.next
    return found


def _board_of(name: str) -> str:
    for board in ("LinkedIn", "Indeed", "Glassdoor"):
        if board.lower() in name.lower():
            return f"{board} page"
    return "HTML"


def _date_of(tree: Any) -> str | None:
    for path in _DATES:
        if (node := tree.css_first(path)) is not None:
            stated = node.attributes.get("datetime") or node.attributes.get("content") or _words(node)
            if stated:
                return str(stated)
    return None


def _inner(node: Any) -> str:
    return node.html or ""


def _words(node: Any) -> str:
    """The words that a node shows, on one line."""
    if node is None:
        return ""
    content = node.attributes.get("content") if node.tag == "meta" else None
    return " ".join(str(content or node.text(deep=True, separator=" ")).split())
