"""Which role an analysis is about: its title, the headings that were chosen, and whether there are two roles in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from skillgap.errors import DataError, Diagnostic, nearest, truncate
from skillgap.postings import analysis_words as words
from skillgap.postings.analysis_options import Options
from skillgap.postings.analysis_outline import Part
from skillgap.postings.analysis_sample import statements_in
from skillgap.postings.analysis_source import Described
from skillgap.store.references import slug


def chosen_parts(whole: list[Part], only: Sequence[str], file: str) -> list[Part]:
    """Return the parts under the chosen headings, or all parts without a choice."""
    if not only:
        return whole
    wanted = {_folded(heading): heading for heading in only}
    chosen: list[Part] = []
    seen: set[str] = set()
    level = None
    for part in whole:
        if level is None or part.level <= level:
            names = {_folded(part.title), _folded(words.clean_heading(part.title))} & wanted.keys()
            seen |= names
            level = part.level if names else None
        if level is not None:
            chosen.append(part)
    if missing := [wanted[name] for name in wanted if name not in seen]:
        headings = [part.title for part in whole if part.heading]
        near = nearest(missing[0], headings)
        hint = f"did you mean '{near}'?" if near else f"its headings are: {', '.join(map(truncate, headings[:12]))}"
        raise DataError(Diagnostic(f"there is no heading '{truncate(missing[0])}'", file, hint=hint))
    return chosen


def _folded(heading: str) -> str:
    return " ".join(heading.casefold().split()).strip(" #:")


def parts_before(whole: list[Part], parts: list[Part]) -> list[Part]:
    """Return the parts before the chosen parts without tables of their own: they apply to all roles."""
    first = whole.index(parts[0])
    return [part for part in whole[:first] if not part.tables]


def check_one_role(tabled: list[Part], whole: list[Part], file: str) -> None:
    """Raise DataError for a document with two headings that may each be a role."""
    roles = _role_headings(tabled, whole)
    if roles:
        first, second = roles[:2]
        message = (
            f"two headings may each be a role: '{truncate(first.title)}' (line {first.line}) and "
            f"'{truncate(second.title)}' (line {second.line})"
        )
        hint = f"choose one, as in --only '{words.clean_heading(first.title)}'; if they are one role, give both"
        raise DataError(Diagnostic(message, file, second.line, hint=hint))


def check_same_names(tables: Sequence[tuple[Part, Sequence[str]]], file: str) -> None:
    """Refuse, with DataError, tables under two headings that count the same things, as for two roles or two years."""
    for at, (part, names) in enumerate(tables):
        mine = {name.casefold() for name in names}
        for other, others in tables[:at]:
            shared = mine & {name.casefold() for name in others}
            if other is part or len(shared) < 2 or 2 * len(shared) < min(len(mine), len(others)):
                continue
            message = (
                f"the tables under '{truncate(other.title)}' (line {other.line}) and '{truncate(part.title)}' "
                f"(line {part.line}) count the same things"
            )
            hint = f"choose one, as in --only '{words.clean_heading(other.title)}', or give both to keep both"
            raise DataError(Diagnostic(message, file, part.line, hint=hint))


def _role_headings(tabled: list[Part], whole: list[Part]) -> list[Part]:
    """The headings that may each be a role, two at least; none if the document is about one."""
    tabled = list({id(part): part for part in tabled}.values())
    tops = _tops_with_tables(whole, tabled)
    found = tops if len(tops) > 1 else _announced_roles(whole, tabled) or _repeated_samples(tabled)
    above: dict[str, tuple[str, ...]] = {}
    for part in () if found else tabled:
        if words.kind_of(part.title) and part.enclosing and not words.kind_of(part.enclosing[0]):
            # 'Skills' under two headings: each of these has a table of its own of the same kind.
            other = above.setdefault(words.clean_heading(part.title).casefold(), part.enclosing)
            if other != part.enclosing:
                return [_part_called(whole, other[0]), _part_called(whole, part.enclosing[0])]
    return found


def _announced_roles(whole: list[Part], tabled: list[Part]) -> list[Part]:
    """Return the headings with tables and without a known kind, if the document's title announces several roles."""
    title = next((part.title for part in whole if part.heading), "")
    if not words.SEVERAL_ROLES.search(title):
        return []
    found = [part for part in tabled if part.title != title and not words.kind_of(part.title)]
    return found if len(found) > 1 else []


def _repeated_samples(tabled: list[Part]) -> list[Part]:
    """The headings that each state a sample of their own above their table, though it be the same number."""
    stating = [
        part
        for part in tabled
        if part.heading and any(statement.labelled for text in part.paragraphs for statement in statements_in(text))
    ]
    return stating if len(stating) > 1 else []


def _tops_with_tables(whole: list[Part], tabled: list[Part]) -> list[Part]:
    """Return the headings of the first level with tables and without a known kind of section."""
    wanted, tops = {id(part) for part in tabled}, {}
    top = None
    for part in whole:
        top = part if part.level == 1 else top
        if id(part) in wanted and top:
            tops[id(top)] = top
    return [part for part in tops.values() if not words.kind_of(part.title) and not words.GENERIC.fullmatch(part.title)]


def _part_called(whole: list[Part], title: str) -> Part:
    return next(part for part in whole if part.title == title)


def title_of(
    whole: list[Part], parts: list[Part], described: Described, options: Options, file: str, *, is_csv: bool
) -> tuple[str, str, list[Diagnostic]]:
    """Return the title of the matrix, its source heading, and notes about it."""
    headings = [part.heading for part in whole if part.heading]
    first = next(
        (heading for heading in headings if not re.match(rf"\W*{words.SAMPLE_LABEL}\b", heading.text, re.I)), None
    )
    first = first or (headings[0] if headings else None)
    heading = first.text if first else ""
    role = _role_of(heading)
    if options.only and (own := _only_role(parts, whole, described)):
        heading, role = own.title, words.clean_heading(own.title)
    if options.title is not None:
        return options.title, heading, []
    if described.role and (not role or words.NO_ROLE.fullmatch(role) or words.GENERIC.fullmatch(role)):
        return described.role, heading, []
    if first is None:
        hint = "say which role it is with --title"
        message = "a CSV table does not name the role" if is_csv else "there is no heading"
        raise DataError(Diagnostic(message, file, None if is_csv else 1, hint=hint))
    if not slug(role or heading):
        message = f"the heading '{truncate(heading)}' has no letter or digit to make an id of"
        raise DataError(Diagnostic(message, file, first.line, hint="name the role with --title"))
    if role:
        return role, heading, []
    hint = f"name the role with --title, or in the heading, as in '# {heading} — Data Engineer'"
    message = "the heading names no role, so it is the title itself"
    return heading, heading, [Diagnostic(message, file, first.line, hint=hint)]


def _role_of(heading: str) -> str:
    return words.clean_heading(words.TITLE_PREFIX.sub("", heading)).strip(" -–—:|")


def _only_role(parts: list[Part], whole: list[Part], described: Described) -> Part | None:
    """Return the chosen heading if it is a role: it has a sample or subheadings, or is one of several."""
    first = parts[0]
    if words.kind_of(first.title) or len([part for part in parts if part.level == first.level]) > 1:
        return None
    lines = {part.line for part in parts} | {text.line for part in parts for text in (*part.paragraphs, *part.items)}
    states = any(said == "sample" and line in lines for line, said in described.lines.items())
    others = _role_headings([part for part in whole if part.tables], whole)
    return first if states or len(parts) > 1 or any(first is other for other in others) else None
