"""The review line by line: the same questions as on the screens, for screen readers, pipes and simple terminals.

Every answer is saved before the next question.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from skillgap.cli.conflicts_plain import ask_about_conflicts
from skillgap.cli.output import print_message
from skillgap.cli.prompts import (
    CHANGED_MEANWHILE,
    InvalidAnswerError,
    ask_questions,
    describe_rating,
    described,
    level_of,
    split_command_word,
)
from skillgap.labels import level_words, pluralize, strip_control_chars
from skillgap.model.matrix import Matrix
from skillgap.model.profile import ReviewRating
from skillgap.questionnaire.review import ReviewQuestionnaire, continue_from, record
from skillgap.reports.review import Reviewed
from skillgap.scoring.disagreement import disagreement
from skillgap.store import ProfileFile
from skillgap.workspace import save_merged

HELP = """\
Type the level that you see and press Enter. Then the person's answer appears. Then:
  c TEXT       write a comment; c alone removes it
  l 3          change your level
  Enter alone  continue
Everywhere:
  s  skip      n  not observed      b  back      u  undo
  m TEXT       write a summary; m alone removes it
  q            stop; your draft is saved, and the next run continues here
  done         submit your levels: they count from then on and cannot be changed
  ?            show this help"""
MEETING_HELP = """\
Your levels are submitted. Talk about each criterion and agree on a level:
  a 3          record the level that you both agree on; a alone clears it
  c TEXT       write a comment; c alone removes it
  r TEXT       write the person's reply; r alone removes it
  Enter alone  continue        b  back      u  undo
  m TEXT       write a summary; m alone removes it
  q            stop; everything is saved
  done         complete the review: agreed levels count, and you can no longer change it
  ?            show this help"""


def ask(file: ProfileFile, walk: ReviewQuestionnaire, go_on: str) -> Reviewed | None:
    """Ask a mentor about an assessment, and return the differences once the draft is submitted or the meeting ends.

    Return None while the review is a draft. ``go_on`` is the command that continues. It ends with the error that
    :func:`skillgap.cli.prompts.refuse` raises for an invalid line; earlier answers are saved.
    """

    def keep(before: ReviewQuestionnaire, after: ReviewQuestionnaire) -> ReviewQuestionnaire:
        nonlocal file
        if after.review != before.review:
            wanted = record(file.profile, after.review)
            file = save_merged(file, wanted, partial(ask_about_conflicts, matrix=walk.matrix))
            if file.profile != wanted:
                print_message(CHANGED_MEANWHILE)
                after = continue_from(after, file.profile)
            print_message(f"saved: {_standing(before, after)}")
        if after.position == before.position and before.theirs is None and after.theirs is not None:
            print_message(_revealed(after))
        return after

    def stopped(walk: ReviewQuestionnaire) -> str:
        if walk.review not in file.profile.reviews:
            return "Stopped. No review was written."
        if walk.review.status == "draft":
            return f"Stopped. {_open_words(walk)}. Your draft is saved."
        return "Stopped. The review is submitted, but not yet complete."

    begun = walk.review.status

    print_message(_opening(file, walk))
    walk = ask_questions(
        walk,
        is_open=lambda walk: walk.review.status == begun,
        question=question,
        respond=respond,
        keep=keep,
        stopped=stopped,
        go_on=go_on,
    )
    if walk.review.status == "draft":
        return None
    if begun == "draft":
        print_message(f"Meet {file.profile.name} and agree on levels with: {go_on} --meet")
    return Reviewed(file.profile, disagreement(walk.matrix, file.profile, walk.assessment, walk.review))


def _opening(file: ProfileFile, walk: ReviewQuestionnaire) -> str:
    """Describe the person reviewed, their role, and the progress of the review."""
    name, criteria = file.profile.name, pluralize(len(walk.ids), "criterion", "criteria")
    lines = [
        f"{name}: {walk.matrix.title}, assessed on {walk.assessment.date}. {criteria}. Type ? for help.",
        f"You review as {walk.review.by}.",
    ]
    if walk.review.status == "rated":
        lines.append("Your levels are submitted. The heaviest difference comes first.")
        return "\n".join(lines)
    if walk.review in file.profile.reviews:
        lines.append(f"You continue your draft of {walk.review.date}: {_open_words(walk)}.")
    if walk.hides_answers:
        lines.append(f"The answer of {name} on a criterion appears after you have rated it.")
    return "\n".join(lines)


def _open_words(walk: ReviewQuestionnaire) -> str:
    return f"{walk.open_criteria} of {pluralize(len(walk.ids), 'criterion', 'criteria')} not rated"


def _standing(before: ReviewQuestionnaire, after: ReviewQuestionnaire) -> str:
    """Describe a change: the status, the summary, or the rating of a criterion."""
    if after.review.status != before.review.status:
        return "the review is submitted" if after.review.status == "rated" else "the review is complete"
    if after.review.summary != before.review.summary:
        return f"summary: {after.review.summary}" if after.review.summary else "no summary"
    if after.review.blind != before.review.blind:
        return "the review is recorded as not blind"
    now, then = after.review.ratings, before.review.ratings
    changed = [identifier for identifier in after.ids if now.get(identifier) != then.get(identifier)]
    return "; ".join(
        f"{after.matrix.criterion(identifier).name}: "
        f"{describe_review_rating(after.matrix, now.get(identifier), identifier)}"
        for identifier in changed
    )


def describe_review_rating(matrix: Matrix, rating: ReviewRating | None, criterion: str) -> str:
    """Describe a mentor's rating of a criterion in words."""
    if rating is None:
        return "not rated"
    level = "not observed" if rating.state else "no level"
    parts = [level if rating.level is None else level_words(matrix, rating.level, criterion)]
    parts += [f"comment: {rating.comment}"] if rating.comment else []
    parts += [f"reply: {rating.reply}"] if rating.reply else []
    parts += [f"agreed: {level_words(matrix, rating.agreed, criterion)}"] if rating.agreed is not None else []
    return "; ".join(parts)


def _current_id(walk: ReviewQuestionnaire) -> str | None:
    return walk.current.id if walk.current else None


def _revealed(walk: ReviewQuestionnaire) -> str:
    if walk.theirs is None:
        return ""
    return strip_control_chars(f"Their answer: {describe_rating(walk.matrix, walk.theirs, _current_id(walk))}")


def question(walk: ReviewQuestionnaire) -> str:
    """Write the current criterion with the visible answers of both sides; at the end, the open questions."""
    criterion = walk.current
    if criterion is None:
        lines = ["This is the end."]
        lines += [f"{_open_words(walk)}."] if walk.review.status == "draft" else []
        lines += [f"Summary: {walk.review.summary}"] if walk.review.summary else []
        done = "submits your levels" if walk.review.status == "draft" else "completes the review"
        lines.append(f"m TEXT adds a summary. done {done}. b goes back. q stops and saves.")
        return "\n".join(map(strip_control_chars, lines))
    section = next(section for section in walk.matrix.sections if criterion in section.criteria)
    lines = [f"{walk.position + 1} of {len(walk.ids)}, {section.heading}: {criterion.name}"]
    lines += described(walk.matrix, criterion)
    if walk.said != ReviewRating():
        lines.append(f"Your rating: {describe_review_rating(walk.matrix, walk.said, criterion.id)}")
    if walk.theirs:
        lines.append(_revealed(walk))
    return "\n".join(strip_control_chars(line) for line in lines)


def respond(walk: ReviewQuestionnaire, line: str) -> ReviewQuestionnaire:
    """Return the review after one line of input. Raises InvalidAnswerError if the line is not an answer here."""
    word, rest = split_command_word(line)
    try:
        if word in _MOVES and not rest:
            return _MOVES[word](walk)
        if word == "m":
            return walk.summarise(rest or None)
        if walk.current is None:
            raise InvalidAnswerError(f"'{line}' is not a valid answer at the end: m TEXT, done, b, u, q or ?")
        if line.isdecimal():
            return _rate(walk, line)
        if word in _DETAILS:
            return _DETAILS[word](walk, rest)
    except ValueError as error:
        raise InvalidAnswerError(str(error)) from None
    known = "a level, c, l, s, n, m" if walk.review.status == "draft" else "a, c, r, m"
    raise InvalidAnswerError(f"'{line}' is not a valid answer: {known}, b, u, q, done or ?")


def _rate(walk: ReviewQuestionnaire, line: str) -> ReviewQuestionnaire:
    level = level_of(walk.matrix, line, _current_id(walk))
    if walk.review.status != "draft":
        raise InvalidAnswerError(f"your levels are submitted; a {level} records the level that you both agree on")
    if walk.said.level is not None:
        given = level_words(walk.matrix, walk.said.level, _current_id(walk))
        raise InvalidAnswerError(f"you rated {given} here; l {level} changes it")
    return walk.rate(level)


def _explain(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    print_message(HELP if walk.review.status == "draft" else MEETING_HELP)
    return walk


def _skip(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    if walk.current is None:
        raise InvalidAnswerError("there is nothing to skip at the end")
    return walk.skip()


def _mark_not_observed(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    if walk.current is None:
        raise InvalidAnswerError("there is no criterion at the end")
    return walk.mark_not_observed()


def _finish(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    from skillgap.workspace import utc_now

    return walk.submit(utc_now()) if walk.review.status == "draft" else walk.complete(utc_now())


def _change_level(walk: ReviewQuestionnaire, text: str) -> ReviewQuestionnaire:
    if not text:
        raise InvalidAnswerError(
            f"l is followed by a level: {', '.join(map(str, walk.matrix.levels_of(_current_id(walk))))}"
        )
    return walk.rate(level_of(walk.matrix, text, _current_id(walk)))


_MOVES: dict[str, Callable[[ReviewQuestionnaire], ReviewQuestionnaire]] = {
    "": ReviewQuestionnaire.next,
    "b": ReviewQuestionnaire.back,
    "u": ReviewQuestionnaire.undo,
    "s": _skip,
    "n": _mark_not_observed,
    "done": _finish,
    "?": _explain,
}
_DETAILS: dict[str, Callable[[ReviewQuestionnaire, str], ReviewQuestionnaire]] = {
    "a": lambda walk, text: walk.agree(level_of(walk.matrix, text, _current_id(walk)) if text else None),
    "c": lambda walk, text: walk.comment(text or None),
    "l": _change_level,
    "r": lambda walk, text: walk.reply(text or None),
}
