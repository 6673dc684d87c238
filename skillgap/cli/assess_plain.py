"""The questionnaire line by line: the same walk as on the screens, for screen readers, pipes and simple terminals.

Every answer is saved before the next question.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from skillgap.cli.conflicts_plain import ask_about_conflicts
from skillgap.cli.output import print_message, write_report
from skillgap.cli.prompts import (
    CHANGED_MEANWHILE,
    InvalidAnswerError,
    ask_questions,
    describe_rating,
    described,
    level_of,
    split_command_word,
)
from skillgap.errors import nearest
from skillgap.labels import pluralize, strip_control_chars
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Answer, Confidence, Rating
from skillgap.questionnaire.self_assessment import ANSWER_KEYS, Questionnaire, continue_from, record
from skillgap.reports.gap_report import gap_report_content
from skillgap.store import ProfileFile
from skillgap.workspace import Workspace, save_merged, with_posting_ranks

if TYPE_CHECKING:
    from skillgap.scoring.posting_data import Incidence

HELP = """\
Answer with a level and Enter. Instead of a level:
  Enter alone  continue without answering     b  back     u  undo the last change
  s  skip      x  not applicable           q  stop; everything is saved, and the next run continues here
  c high       how sure you are: low, medium, high, or c alone to remove it
  e TEXT       add evidence, a link or a sentence; e- 2 removes the second piece
  n TEXT       a note; n alone removes it
  t TOOL, TOOL the tools you have used, t alone for none
  v DATE       the last day on which the evidence is valid, as in 2027-03-31; v alone removes it
  =            accept the suggestion from another role, if the question shows one
  ?            show this help
Answer a hiring signal with yes, partly or no: y, p or d for short. s skips it."""

CONFIDENCES: dict[str, Confidence] = {"low": "low", "medium": "medium", "high": "high"}
ANSWERS: dict[str, Answer] = {word: answer for answer, key in ANSWER_KEYS.items() for word in (key, answer)}
SIGNAL_ANSWERS = "yes (y), partly (p) or no (d)"


def ask(
    workspace: Workspace,
    file: ProfileFile,
    matrix: Matrix,
    go_on: str,
    incidence: Incidence | None = None,
    date: datetime.date | None = None,
) -> None:
    """Take the person of a profile through a matrix and print the report at the end.

    ``go_on`` is the command that continues, ``incidence`` is the posting data, if any, ``date`` the assessment to add
    to.

    It ends with the error that :func:`skillgap.cli.prompts.refuse` raises for an invalid line; earlier answers are
    saved.
    """

    def keep(before: Questionnaire, after: Questionnaire) -> Questionnaire:
        nonlocal file
        if before.current is not None and after.assessment != before.assessment:
            wanted = record(file.profile, after.assessment)
            file = save_merged(file, wanted, partial(ask_about_conflicts, matrix=matrix))
            if file.profile != wanted:
                print_message(CHANGED_MEANWHILE)
                after = continue_from(after, file.profile)
            print_message(f"saved: {_standing(after, before.current.id)}")
        return after

    walk = workspace.begin(file, matrix, date)
    count = pluralize(len(walk.steps), "question")
    print_message(f"{file.profile.name}: {matrix.title}. {count}; ? explains the answers.")
    ask_questions(
        walk,
        is_open=lambda walk: walk.current is not None,
        question=question,
        respond=respond,
        keep=keep,
        stopped=lambda walk: f"Stopped at question {walk.position + 1} of {len(walk.steps)}; all answers are saved.",
        go_on=go_on,
    )
    report = with_posting_ranks(workspace.finished(file, matrix).report(), incidence)
    report = replace(report, today=workspace.today())
    write_report(gap_report_content(report), "terminal", None)


def _standing(walk: Questionnaire, identifier: str) -> str:
    """Describe the assessment's current answer on a criterion or signal."""
    answer = walk.assessment.signals.get(identifier)
    return answer or describe_rating(walk.matrix, walk.assessment.ratings.get(identifier, Rating()), identifier)


def respond(walk: Questionnaire, line: str) -> Questionnaire:
    """The walk after one line of input; InvalidAnswerError if the line means nothing here."""
    step = walk.current
    word, rest = split_command_word(line)
    if word in _MOVES and not rest:
        return _MOVES[word](walk)
    if step is None or step.signal:
        if word in ANSWERS and not rest:
            return walk.answer(ANSWERS[word])
        raise InvalidAnswerError(f"'{line}' is no answer to a signal: {SIGNAL_ANSWERS}, or s to skip it")
    if line.isdecimal():
        return walk.rate(level_of(walk.matrix, line, step.id))
    if word in _DETAILS:
        return _DETAILS[word](walk, rest)
    raise InvalidAnswerError(f"'{line}' is no answer: a level, s, x, =, c, e, n, t, v, b, u, q or ?")


def _explain(walk: Questionnaire) -> Questionnaire:
    print_message(HELP, even_if_quiet=True)
    return walk


def _not_applicable(walk: Questionnaire) -> Questionnaire:
    if walk.current is None or walk.current.signal:
        raise InvalidAnswerError(f"a signal is answered with {SIGNAL_ANSWERS}, or skipped with s")
    return walk.not_applicable()


def _confirm(walk: Questionnaire) -> Questionnaire:
    if walk.suggestion is None:
        raise InvalidAnswerError("nothing that you said for another role is suggested here")
    return walk.confirm()


def _confidence(walk: Questionnaire, text: str) -> Questionnaire:
    if text and text.lower() not in CONFIDENCES:
        raise InvalidAnswerError(f"'{text}' is no confidence: low, medium or high")
    return walk.with_confidence(CONFIDENCES.get(text.lower()))


def _valid_until(walk: Questionnaire, text: str) -> Questionnaire:
    try:
        date = datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidAnswerError(f"'{text}' is no date: write it as in 2027-03-31") from None
    return walk.with_valid_until(date)


def _add_evidence(walk: Questionnaire, text: str) -> Questionnaire:
    if not text:
        raise InvalidAnswerError("e is followed by the evidence: a link or a sentence")
    return walk.with_evidence((*walk.rating.evidence, text))


def _remove_evidence(walk: Questionnaire, text: str) -> Questionnaire:
    evidence = walk.rating.evidence
    if text not in map(str, range(1, len(evidence) + 1)):
        raise InvalidAnswerError(
            f"e- is followed by a number from 1 to {len(evidence)}" if evidence else "no evidence yet"
        )
    return walk.with_evidence(evidence[: int(text) - 1] + evidence[int(text) :])


def _tools(walk: Questionnaire, text: str) -> Questionnaire:
    """Set the tools used; a name that the criterion lists gets the criterion's spelling."""
    if walk.current is None or not isinstance(walk.current.question, Criterion) or not walk.current.question.tools:
        raise InvalidAnswerError("this criterion lists no tools")
    known = {tool.casefold(): tool for tool in walk.current.question.tools}
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name.casefold() not in known]
    if unknown:
        near = nearest(unknown[0].casefold(), known)
        meant = f"did you mean {known[near]}?" if near else f"it lists {', '.join(known.values())}"
        raise InvalidAnswerError(f"'{unknown[0]}' is not among its tools: {meant}")
    return walk.with_tools(tuple(dict.fromkeys(known[name.casefold()] for name in names)))


_MOVES: dict[str, Callable[[Questionnaire], Questionnaire]] = {
    "": Questionnaire.next,
    "b": Questionnaire.back,
    "u": Questionnaire.undo,
    "s": Questionnaire.skip,
    "x": _not_applicable,
    "=": _confirm,
    "?": _explain,
}
_DETAILS: dict[str, Callable[[Questionnaire, str], Questionnaire]] = {
    "c": _confidence,
    "e": _add_evidence,
    "e-": _remove_evidence,
    "n": lambda walk, text: walk.with_note(text or None),
    "t": _tools,
    "v": _valid_until,
}


def question(walk: Questionnaire) -> str:
    """Describe the current question: its subject, how often postings ask for it, the levels, and the answer so far."""
    step = walk.current
    if step is None:
        return ""
    head = f"{walk.position + 1} of {len(walk.steps)}"
    if step.signal:
        answer = walk.assessment.signals.get(step.id)
        so_far = f"\nSo far: {answer}" if answer else ""
        asked = step.signal.question or step.signal.text
        about = f"\n  {step.signal.text}" if step.signal.question else ""
        kind = "mandatory hiring signal" if step.signal.mandatory else "hiring signal"
        return f"{head}, {kind}. {asked}{about}\n  {SIGNAL_ANSWERS}?{so_far}"
    criterion = walk.matrix.criterion(step.id)
    lines = [f"{head}, {step.section.heading if step.section else ''}: {criterion.name}"]
    lines += described(walk.matrix, criterion)
    if walk.last_time and walk.previous:
        lines.append(f"Last time, {walk.previous.date}: {describe_rating(walk.matrix, walk.last_time, step.id)}")
    if suggestion := walk.suggestion:
        there = describe_rating(walk.matrix, suggestion.rating, step.id)
        lines.append(f"For {suggestion.matrix}, {suggestion.date}: {there}")
        lines.append("= takes this over; without it nothing is said here.")
    if walk.rating != Rating():
        lines.append(f"So far: {describe_rating(walk.matrix, walk.rating, step.id)}")
    return "\n".join(strip_control_chars(line) for line in lines)
