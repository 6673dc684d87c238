"""One question of the walk: what is asked, the levels or answers to choose from, and what is said so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import get_args

from textual.content import Content

from skillgap.labels import SIGNALS_REMARK, STATE_WORDS, UNICODE, level_words, pluralize, posting_ratio
from skillgap.model.matrix import Criterion, Matrix, ScaleLevel, Signal
from skillgap.model.profile import Answer, Rating
from skillgap.questionnaire.self_assessment import ANSWER_KEYS, Questionnaire, Step
from skillgap.tui.lines import ACCENT, HEADING, MUTED, STRONG, beside, cut, fitted, full_name, joined, plain, wrapped
from skillgap.tui.widgets.listing import Listing, Row, words

ANSWERS: tuple[Answer, ...] = get_args(Answer)
WIDEST_TEXT = 96
"""Cells beyond which a line of text is tiring to read."""
NARROWEST_COLUMN = 28
"""Cells below which a description stands under its level's name, and not beside it."""
MARGIN = 2
BLANK = words(Content(""))


class Question(Listing):
    """The question being asked, under its name. The rows are its levels, or the answers to a signal."""

    def __init__(self) -> None:
        super().__init__()
        self._walk: Questionnaire | None = None

    def ask(self, walk: Questionnaire) -> None:
        """Show the walk's current question, with the cursor on what was answered, or is suggested."""
        step = walk.current
        if step is None:
            return
        self._walk = walk
        self.border_title = plain(title_of(step), STRONG)
        level = walk.suggestion.rating.level if walk.suggestion else walk.rating.level
        said = walk.assessment.signals.get(step.id) if step.signal else None if level is None else str(level)
        self._arrange(said)

    def _arrange(self, cursor: str | None) -> None:
        """Show the question's rows, spaced out where there is room."""
        if self._walk is None or (step := self._walk.current) is None:
            return
        rows = [Row(partial(full_name, title_of(step), MARGIN)), *question_rows(self._walk, step)]
        roomier = (spaced_out(rows), [BLANK, *rows])
        self.show(next(filter(self.fits, roomier), rows), cursor)

    def on_resize(self) -> None:
        """Space the question out, or together."""
        self._arrange(self.cursor)


def spaced_out(rows: Sequence[Row]) -> list[Row]:
    """The rows with a blank line above each but the first of them."""
    return [line for row in rows if row is not BLANK for line in (BLANK, row)][1:]


def title_of(step: Step) -> str:
    """What a question is called: a criterion's name; a signal has only its id, read as words."""
    if step.criterion:
        return step.criterion.name
    return step.id.replace("-", " ").replace("_", " ").capitalize()


def question_rows(walk: Questionnaire, step: Step) -> list[Row]:
    """All of a question."""
    if step.signal:
        return signal_rows(walk, step.signal)
    return criterion_rows(walk, step.criterion) if step.criterion else []


def criterion_rows(walk: Questionnaire, criterion: Criterion) -> list[Row]:
    """The question about a criterion: what it is, its levels, what is said so far."""
    levels = level_rows(walk.matrix, criterion, walk.rating.level)
    return [read_row(facts_of(walk.matrix, criterion)), BLANK, *levels, BLANK, read_row(_so_far(walk, criterion))]


def level_rows(matrix: Matrix, criterion: Criterion, chosen: int | None) -> list[Row]:
    """The levels of a criterion to choose from, each under its number, with the chosen one marked."""
    scale = matrix.scale_of(criterion.id)
    number = max(len(str(step.level)) for step in scale)
    name = max(plain(step.name).cell_length for step in scale)
    return [
        Row(partial(_level_lines, step, criterion, step.level == chosen, number, name), str(step.level))
        for step in scale
    ]


def signal_rows(walk: Questionnaire, signal: Signal) -> list[Row]:
    """The question about a signal: its question and text, the three answers, what was answered last time."""
    said = walk.assessment.signals.get(signal.id)
    answers = [Row(partial(_answer_lines, answer, answer == said), answer) for answer in ANSWERS]
    emphasis = f"emphasis in the analysis: {signal.emphasis}" if signal.emphasis else ""
    must = plain("mandatory" if signal.mandatory else "", STRONG)
    kind = joined(plain("Hiring signal", HEADING), must, emphasis, separator=UNICODE.dot)
    facts = [kind, plain(SIGNALS_REMARK, MUTED), Content("")]
    facts += [plain(signal.question, STRONG), plain(signal.text)] if signal.question else [plain(signal.text, STRONG)]
    before = walk.previous.signals.get(signal.id) if walk.previous else None
    last = [_last_time(walk, before)] if before else []
    return [read_row(facts), BLANK, *answers, BLANK, read_row(last)]


def read_row(body: Sequence[Content]) -> Row:
    """Paragraphs that are only read."""

    def draw(width: int) -> list[Content]:
        room = min(width - MARGIN, WIDEST_TEXT)
        return [line.pad_left(MARGIN) for part in body for line in wrapped(part, room)]

    return Row(draw)


def _mark(chosen: bool) -> Content:
    return plain(UNICODE.chosen, ACCENT) if chosen else plain(UNICODE.free, MUTED)


def _level_lines(
    step: ScaleLevel, criterion: Criterion, chosen: bool, number: int, name: int, width: int
) -> list[Content]:
    """One level: its digit, whether it is chosen, its name, and what someone at it has done."""
    text = plain(criterion.levels.get(step.level) or step.description or "")
    title = plain(step.name, STRONG)
    mark = joined(plain(str(step.level).rjust(number), ACCENT), " ", _mark(chosen), " ")
    beginning = mark.cell_length + name + MARGIN
    room = min(width, WIDEST_TEXT + name)
    if text and width - beginning >= NARROWEST_COLUMN:
        return beside(fitted(joined(mark, title), beginning), text, room)
    return [*beside(mark, title, room), *(wrapped(text, room, mark.cell_length) if text else [])]


def _answer_lines(answer: Answer, chosen: bool, width: int) -> list[Content]:
    line = joined(plain(ANSWER_KEYS[answer], ACCENT), _mark(chosen), plain(answer.capitalize(), STRONG), separator=" ")
    return [cut(line, width)]


def facts_of(matrix: Matrix, criterion: Criterion) -> list[Content]:
    """How often it is asked for, and what it takes in. The target stays hidden: it would anchor the answer."""
    asked = f"Asked for by {posting_ratio(criterion.postings, matrix.source.sample_size)} postings"
    must = plain("mandatory" if criterion.mandatory else "", STRONG)
    facts = [joined(plain(asked, HEADING), must, criterion.category or "", separator=UNICODE.dot)]
    if criterion.covers:
        facts.append(joined(*criterion.covers, separator=UNICODE.dot))
    elif criterion.notes:
        facts.append(plain(criterion.notes))
    if criterion.tools:
        facts.append(joined(plain("Tools", MUTED), *criterion.tools, separator=UNICODE.dot))
    return facts


def _so_far(walk: Questionnaire, criterion: Criterion) -> list[Content]:
    """What was said last time and this time, below the levels."""
    rating = walk.rating
    told: list[Content] = []
    if rating.said is not None:
        told.append(plain(f"Rated on {rating.said.isoformat()} and carried over. Choose a level to replace it", STRONG))
    if rating.state is not None:
        mark = UNICODE.state(rating.state)
        told.append(plain(f"{mark} {STATE_WORDS[rating.state].capitalize()}; a level takes its place", STRONG))
    if walk.last_time is not None and (before := last_words(walk.matrix, walk.last_time, criterion.id)):
        told.append(_last_time(walk, before))
    if suggestion := walk.suggestion:
        there = level_words(walk.matrix, suggestion.rating.level, criterion.id)
        told.append(joined(plain(f"Said for {suggestion.matrix} on {suggestion.date}: ", MUTED), plain(there, STRONG)))
        told.append(_details(suggestion.rating, criterion))
        told.append(plain("Prefilled, and no rating yet: enter takes it over, any other answer takes its place."))
        return told
    return [*told, *beside_level(rating, criterion)]


def beside_level(rating: Rating, criterion: Criterion) -> list[Content]:
    """What goes with a level: how sure, which tools, the evidence piece by piece, the note."""
    pieces = [plain(f"{number}. {text}", MUTED) for number, text in enumerate(rating.evidence, start=1)]
    note = [plain(f"Note: {rating.note}", MUTED)] if rating.note else []
    return [_details(rating, criterion), *pieces, *note]


def _last_time(walk: Questionnaire, before: str) -> Content:
    date = walk.previous.date.isoformat() if walk.previous else ""
    return joined(plain(f"Last time, {date}: ", MUTED), before)


def last_words(matrix: Matrix, before: Rating, criterion: str | None) -> str:
    """What was said last time; the number alone where the scale has changed since and lost its name."""
    if before.level is None:
        return STATE_WORDS[before.state] if before.state else ""
    names = {step.level: step.name for step in matrix.scale_of(criterion)}
    level = f"{before.level} {names[before.level]}" if before.level in names else f"{before.level} (on another scale)"
    return f"{level}, confidence {before.confidence}" if before.confidence else level


def _details(rating: Rating, criterion: Criterion) -> Content:
    """What goes with the rating, in words."""
    evidence = pluralize(len(rating.evidence), "piece") + " of evidence" if rating.evidence else "no evidence"
    parts = [f"Confidence {rating.confidence or 'not said'}", evidence, "note" if rating.note else "no note"]
    if criterion.tools:
        used = [tool for tool in criterion.tools if tool in rating.tools]
        parts.append(f"tools used: {', '.join(used)}" if used else f"none of {len(criterion.tools)} tools")
    return joined(*parts, separator=UNICODE.dot)
