"""The matrix: the rubric of one role, as frozen models, and the rules its file must keep."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

from skillgap.errors import DocumentPath, SuggestFn, Violation, limited_suggester
from skillgap.model.base import Model
from skillgap.model.frozen_dict import FrozenDict
from skillgap.model.scales import READY_SCALES
from skillgap.model.schema import ANY, Id, Level, Limit, Line, duplicates, each, whole

FORMAT: Final = "skillgap/matrix/1"
Version = Annotated[int, Limit(ge=1)]
# Bounded because only the ratios matter, and an exact plan takes time in proportion to the sum of all costs.
Cost = Annotated[int, Limit("cost of the step that reaches this level, in any unit as long as it is one", ge=1, le=99)]
Link = Annotated[
    str,
    Limit(
        "a criterion of another matrix that is the same: its matrix's id, '#', its own id",
        pattern=r"^[^#\s]+#[^#\s]+$",
        wanted="a link to a criterion of another matrix, as in other-matrix#criterion",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Model):
    """The origin of a matrix: the analyzed postings."""

    sample_size: Annotated[int, Limit("number of postings analysed", ge=1)]
    period: str | None = None
    sample: str | None = None
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    organisations: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLevel(Model):
    """One step of the rating scale."""

    level: Level
    name: Line
    description: str | None = None


def ready_scale(word: str) -> list[dict[str, int | str]]:
    """The levels of a ready scale, as plain data."""
    return [{"level": level, "name": name} for level, name in enumerate(READY_SCALES[word])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias(Model):
    """A phrase that names a criterion or a tool in a posting. A plain text is short for a phrase without conditions."""

    SHORT: ClassVar[str] = "phrase"

    phrase: Line
    case: Annotated[bool, Limit("whether it names it only as written, capitals and number included")] = False
    unless: Annotated[tuple[Line, ...], Limit("longer phrases inside which it does not name it")] = field(
        default=(), metadata={"key": "not"}
    )
    context: Annotated[tuple[Line, ...], Limit("phrases one of which must stand near for it to name it")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Model):
    """One rated row: a skill, a technology group or a responsibility."""

    id: Id
    name: Line
    postings: Annotated[int, Limit("number of postings that ask for it", ge=0)]
    percentage: Annotated[float, Limit("share of postings in percent as the analysis states it")] | None = None
    category: Line | None = None
    target: Annotated[int, Limit("level the role expects, instead of the category's", ge=0, le=99)] | None = None
    notes: str | None = None
    covers: tuple[str, ...] = ()
    levels: Mapping[Level, str] = field(default_factory=FrozenDict)
    tools: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    tool_aliases: Mapping[str, tuple[Alias, ...]] = field(default_factory=FrozenDict)
    tool_postings: Mapping[str, Annotated[int, Limit("number of postings that ask for the tool", ge=0)]] = field(
        default_factory=FrozenDict
    )
    effort: Annotated[Mapping[Level, Cost], Limit("cost by level reached, instead of the matrix's")] = field(
        default_factory=FrozenDict
    )
    formerly: Annotated[tuple[Id, ...], Limit("ids this criterion had in earlier versions of the matrix")] = ()
    same_as: tuple[Link, ...] = ()
    signals: Annotated[tuple[Id, ...], Limit("hiring signals that work on this criterion also shows")] = ()
    topic: Annotated[Line, Limit("what it is about, shared with criteria of other sections")] | None = None
    mandatory: Annotated[bool, Limit("whether no other criterion makes up for it, as for a license")] = False
    scale: (
        Annotated[
            tuple[ScaleLevel, ...],
            Limit(
                "its own scale, lowest level first, or yes-no or cefr",
                min_length=2,
                ready=tuple(READY_SCALES),
                value_of=ready_scale,
            ),
        ]
        | None
    ) = field(default=None, metadata={"ready": {word: ready_scale(word) for word in READY_SCALES}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Model):
    """One table of the analysis."""

    id: Id
    title: Line | None = None
    criteria: tuple[Criterion, ...] = ()

    @property
    def heading(self) -> str:
        """Return the title, or the id if the file has no title."""
        return self.title or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Model):
    """A hiring requirement that the analysis states without a count; never weighted."""

    id: Id
    text: str
    question: Line | None = None
    emphasis: str | None = None
    mandatory: Annotated[bool, Limit("whether it must be answered with yes")] = False


@dataclass(frozen=True, kw_only=True)  # without slots, so that what is worked out below can be kept
class Matrix(Model):
    """The rubric of one role."""

    format: Literal["skillgap/matrix/1"]
    id: Id
    version: Version
    title: Line
    source: Source
    scale: Annotated[tuple[ScaleLevel, ...], Limit("the rating scale, lowest level first", min_length=2)]
    targets: Annotated[Mapping[str, Level], Limit("level expected by category; 'default' for all others")]
    sections: tuple[Section, ...]
    signals: tuple[Signal, ...] = ()
    language: Annotated[Line, Limit("language of the rubric, as in en or de")] | None = None
    effort: Annotated[Mapping[Level, Cost], Limit("cost of a step by the level it reaches")] = field(
        default_factory=FrozenDict
    )

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the matrix's order."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    def criterion(self, identifier: str) -> Criterion:
        """Return the criterion with that id. Raise KeyError if it does not exist."""
        return self._by_id[identifier]

    @cached_property
    def _by_id(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the display name of each criterion by id: its name, plus its section if the name is not unique."""
        counts = Counter(criterion.name.casefold() for criterion in self.criteria)
        return {
            criterion.id: f"{criterion.name} ({section.heading})"
            if counts[criterion.name.casefold()] > 1
            else criterion.name
            for section in self.sections
            for criterion in section.criteria
        }

    def scale_of(self, identifier: str | None) -> tuple[ScaleLevel, ...]:
        """The scale of a criterion: its own, else the matrix's, also if there is no such criterion."""
        criterion = self._by_id.get(identifier) if identifier is not None else None
        return criterion.scale if criterion and criterion.scale else self.scale

    def levels_of(self, identifier: str | None) -> tuple[int, ...]:
        """The levels of a criterion's scale, lowest first."""
        return tuple(step.level for step in self.scale_of(identifier))

    def target(self, criterion: Criterion) -> int:
        """The level the role expects on a criterion: its own, else the top of its own scale, else its category's."""
        if criterion.target is not None:
            return criterion.target
        if criterion.scale:
            return criterion.scale[-1].level
        return self.targets.get(criterion.category or "default", self.targets["default"])

    def effort_for(self, criterion: Criterion, level: int) -> int | None:
        """The cost stated for the step that reaches a level: the criterion's, else the matrix's, else None."""
        return criterion.effort.get(level, self.effort.get(level))

    def level_name(self, level: int, identifier: str | None) -> str:
        """The name of a level on a criterion's scale; KeyError for a level that is not on it."""
        for step in self.scale_of(identifier):
            if step.level == level:
                return step.name
        raise KeyError(level)

    @classmethod
    def _broken_rules(cls, data: object) -> Iterator[Violation]:
        return faults(data)


def faults(data: object) -> Iterator[Violation]:
    """Every rule between several values that a matrix's plain data breaks."""
    yield from _scale_faults(data)
    yield from _effort_faults(data)
    yield from _count_faults(data)
    criteria = ("sections", ANY, "criteria", ANY)
    yield from duplicates(each(data, *criteria, "id"), "criterion id")
    yield from duplicates(each(data, "sections", ANY, "id"), "section id")
    yield from duplicates(each(data, "signals", ANY, "id"), "signal id")
    yield from _signal_faults(data)
    yield from _alias_faults(data)
    yield from _rename_faults(data)
    yield from _link_faults(data)


def _signal_faults(data: object) -> Iterator[Violation]:
    """A criterion names only signals that the matrix has."""
    known = {signal: None for _, signal in each(data, "signals", ANY, "id") if isinstance(signal, str)}
    near = limited_suggester()
    for path, signal in each(data, "sections", ANY, "criteria", ANY, "signals", ANY):
        if isinstance(signal, str) and signal not in known:
            like = near(signal, known)
            hint = f"did you mean {like}?" if like else "list it under signals"
            yield Violation(path, f"'{signal}' is not among the signals", hint)


def _scale_faults(data: object) -> Iterator[Violation]:
    """The scale ascends, and every level named elsewhere is on it."""
    steps = [(path, level) for path, level in each(data, "scale", ANY, "level") if whole(level)]
    for (_, before), (path, level) in itertools.pairwise(steps):
        if level <= before:
            yield Violation(path, f"level {level} follows level {before}", "list the scale from its lowest level up")
    for path, targets in each(data, "targets"):
        if isinstance(targets, dict) and "default" not in targets:
            yield Violation(path, "targets has no default", "add the level for all other categories: default: 3")
    levels = {level for _, level in steps}
    if not levels:
        return
    for path, target in each(data, "targets", ANY):
        if whole(target) and target not in levels:
            yield _off_scale(path, f"target {target}", levels)
    for path, criterion in each(data, "sections", ANY, "criteria", ANY):
        if isinstance(criterion, dict):
            yield from _own_scale_faults(path, criterion)
            yield from _off_scale_faults(path, criterion, _own_levels(criterion) or levels)


def _off_scale_faults(
    path: DocumentPath, criterion: dict[object, object], levels: Collection[int]
) -> Iterator[Violation]:
    target, described = criterion.get("target"), criterion.get("levels")
    if whole(target) and target not in levels:
        yield _off_scale((*path, "target"), f"target {target}", levels)
    for level in described if isinstance(described, dict) else ():
        if whole(level) and level not in levels:
            yield _off_scale((*path, "levels", level), f"level {level}", levels, key=True)


def _off_scale(path: DocumentPath, what: str, levels: Collection[int], *, key: bool = False) -> Violation:
    shown = ", ".join(map(str, sorted(levels)))
    return Violation(path, f"{what} is not on the scale", f"the scale has {shown}", key=key)


def _own_levels(criterion: dict[object, object]) -> list[int]:
    """The levels of a criterion's own scale; none if it has no scale of its own."""
    scale = criterion.get("scale")
    if isinstance(scale, str):
        return list(range(len(READY_SCALES.get(scale, ()))))
    return [level for _, level in each(scale, ANY, "level") if whole(level)]


def _own_scale_faults(path: DocumentPath, criterion: dict[object, object]) -> Iterator[Violation]:
    steps = [(inner, level) for inner, level in each(criterion, "scale", ANY, "level") if whole(level)]
    for (_, before), (inner, level) in itertools.pairwise(steps):
        if level <= before:
            message = f"level {level} follows level {before}"
            yield Violation((*path, *inner), message, "list the scale from its lowest level up")


def _effort_faults(data: object) -> Iterator[Violation]:
    """Check that effort is given only for levels that a step can reach: every level of the scale but the lowest."""
    of_matrix = sorted({level for _, level in each(data, "scale", ANY, "level") if whole(level)})
    if len(of_matrix) < 2:
        return
    holders = [((), data), *each(data, "sections", ANY, "criteria", ANY)]
    for holder, content in holders:
        own = sorted(_own_levels(content)) if holder and isinstance(content, dict) else []
        reached = (own or of_matrix)[1:]
        hint = f"effort is the cost of the step that reaches a level: one of {', '.join(map(str, reached))}"
        for path, effort in each(content, "effort"):
            for level in effort if isinstance(effort, dict) else ():
                if whole(level) and level not in reached:
                    yield Violation((*holder, *path, level), f"no step reaches level {level}", hint, key=True)


def _count_faults(data: object) -> Iterator[Violation]:
    """No count exceeds the sample, and a stated percentage equals its count."""
    size = next((value for _, value in each(data, "source", "sample_size")), None)
    if not whole(size) or size < 1:
        return
    for path, criterion in each(data, "sections", ANY, "criteria", ANY):
        postings = criterion.get("postings") if isinstance(criterion, dict) else None
        if not whole(postings) or postings < 0:
            continue
        if postings > size:
            hint = "postings counts the postings that ask for it, each once"
            yield Violation((*path, "postings"), f"{postings} postings are more than the sample of {size}", hint)
            continue
        for tool, count in each(criterion, "tool_postings", ANY):
            if whole(count) and count > postings:
                hint = "a posting that asks for the tool asks for the criterion"
                yield Violation(
                    (*path, *tool), f"{count} postings ask for the tool, {postings} for its criterion", hint
                )
        stated = criterion.get("percentage")
        is_number = isinstance(stated, float) or whole(stated)
        rounded = _rounded_percentages(postings, size)
        if is_number and stated not in rounded:
            message = f"percentage {stated} does not match {postings} of {size} postings"
            right = f"{postings} of {size} is {' or '.join(map(str, rounded))} % in whole percents"
            hint = f"{right}; correct the wrong one"
            yield Violation((*path, "percentage"), message, hint)


def _rounded_percentages(postings: int, size: int) -> tuple[int, ...]:
    """Return the whole percentages that are valid roundings of a count: one, or two if it is half-way."""
    below, rest = divmod(100 * postings, size)
    if 2 * rest == size:
        return below, below + 1
    return (below + (2 * rest > size),)


def folded(phrase: str) -> str:
    """Return a phrase in the form for comparison, without case and hyphens, since postings vary in both."""
    return " ".join(phrase.casefold().replace("-", " ").split())


MOST_ALIKE = 20
"""Maximum number of equal aliases of a criterion: each is checked at every occurrence in a posting."""


def _alias_faults(data: object) -> Iterator[Violation]:
    """Check that a phrase names one criterion only and can be found, and that tool aliases belong to listed tools."""
    owner: dict[str, str] = {}
    times: Counter[tuple[str, str]] = Counter()
    near = limited_suggester()
    for path, criterion in each(data, "sections", ANY, "criteria", ANY):
        if not isinstance(criterion, dict):
            continue
        name = str(criterion.get("id"))
        for inner, alias in (*each(criterion, "aliases", ANY), *each(criterion, "tool_aliases", ANY, ANY)):
            place = (*path, *inner, "phrase") if isinstance(alias, dict) else (*path, *inner)
            phrase = alias.get("phrase") if isinstance(alias, dict) else alias
            if not isinstance(phrase, str):
                continue
            form = folded(phrase).removesuffix("s")
            times[name, form] += 1
            if times[name, form] == MOST_ALIKE + 1:
                hint = "state it once, and under context all of which one must stand near"
                yield Violation(place, f"the phrase '{phrase}' occurs more than {MOST_ALIKE} times", hint)
            first = owner.setdefault(form, name)
            if first != name:
                message = f"the phrase '{phrase}' names both {first} and {name}"
                yield Violation(place, message, "a phrase may name one criterion only")
            if not any(character.isalnum() for character in phrase):
                hint = "postings cannot be searched for it"
                yield Violation(place, f"the phrase '{phrase}' has no letter and no digit", hint)
            for at, longer in each(alias, "not", ANY):
                if isinstance(longer, str) and folded(phrase) not in folded(longer):
                    message = f"'{longer}' does not contain the phrase '{phrase}'"
                    yield Violation((*path, *inner, *at), message, "not lists longer phrases that contain it")
        yield from _tool_faults(path, criterion, near)


def _tool_faults(path: DocumentPath, criterion: dict[object, object], near: SuggestFn) -> Iterator[Violation]:
    tools = {tool: None for _, tool in each(criterion, "tools", ANY) if isinstance(tool, str)}
    for inner, _ in (*each(criterion, "tool_aliases", ANY), *each(criterion, "tool_postings", ANY)):
        if isinstance(inner[-1], str) and inner[-1] not in tools:
            like = near(inner[-1], tools)
            hint = f"did you mean {like}?" if like else "list it under tools"
            yield Violation((*path, *inner), f"'{inner[-1]}' is not among the tools", hint, key=True)


def _rename_faults(data: object) -> Iterator[Violation]:
    """A former id belongs to one criterion only, and to none that is still there."""
    criteria = ("sections", ANY, "criteria", ANY)
    yield from duplicates(each(data, *criteria, "formerly", ANY), "former id")
    living = {identifier for _, identifier in each(data, *criteria, "id") if isinstance(identifier, str)}
    for path, former in each(data, *criteria, "formerly", ANY):
        if isinstance(former, str) and former in living:
            hint = "formerly names the ids that renamed criteria had before; no criterion may have them again"
            yield Violation(path, f"the former id {former} is the id of a criterion", hint)


def _link_faults(data: object) -> Iterator[Violation]:
    """A link leads to another matrix, and no two criteria are the same as a third."""
    own = next((identifier for _, identifier in each(data, "id")), None)
    links = ("sections", ANY, "criteria", ANY, "same_as", ANY)
    yield from duplicates(each(data, *links), "link")
    for path, link in each(data, *links):
        if isinstance(link, str) and link.partition("#")[0] == own:
            hint = "a criterion that was renamed says so with formerly"
            yield Violation(path, f"the link {link} leads to this matrix itself", hint)
