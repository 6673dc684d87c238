"""The review line by line: the same walk as on the screen, for screen readers, pipes and simple terminals.

Every answer is saved before the next question is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from skillgap.cli.conflicts_plain import ask_about_conflicts
from skillgap.cli.output import print_message
from skillgap.cli.prompts import (
    InvalidAnswerError,
    ask_questions,
    describe_rating,
    described,
    level_of,
    split_command_word,
)
from skillgap.labels import level_words, pluralize, strip_control_chars
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile, ReviewRating
from skillgap.questionnaire.review import ReviewQuestionnaire, record
from skillgap.reports.review import Reviewed
from skillgap.scoring.disagreement import disagreement
from skillgap.store import ProfileFile
from skillgap.workspace import save_merged

HELP = """\
Answer with the level you see and Enter; then what the person said appears. Then:
  c TEXT       a comment; c alone removes it
  a 3          the level you both agree on; a alone for none
  l 3          another level than you gave first
  Enter alone  go on
Everywhere:
  s  skip      b  back     u  undo the last change
  m TEXT       a summary of the whole; m alone removes it
  q            stop; everything is saved as a draft, and the next run goes on here
  done         hand the review in: from then on it counts, and is never changed
  ?            these words again"""


def ask(file: ProfileFile, walk: ReviewQuestionnaire, go_on: str) -> Reviewed | None:
    """Take a mentor through an assessment; what it came to once the review is handed in, None while it is a draft.

    ``go_on`` is the command that goes on. What :func:`skillgap.cli.prompts.refuse` raises for a line that is no
    answer ends it; what was answered is saved.
    """

    def keep(before: ReviewQuestionnaire, after: ReviewQuestionnaire) -> ReviewQuestionnaire:
        nonlocal file
        if after.review != before.review:
            wanted = record(file.profile, after.review)
            file = save_merged(file, wanted, ask_about_conflicts)
            if file.profile != wanted:
                after = _with_others(after, file.profile)
            print_message(f"saved: {_standing(before, after)}")
        if after.position == before.position and before.theirs is None and after.theirs is not None:
            print_message(_revealed(after))
        return after

    def stopped(walk: ReviewQuestionnaire) -> str:
        begun = walk.review in file.profile.reviews
        left = f"{_open_words(walk)}, and the review is a draft" if begun else "no review was written"
        return f"Stopped; {left}."

    print_message(_opening(file, walk))
    walk = ask_questions(
        walk,
        is_open=lambda walk: walk.review.status == "draft",
        question=question,
        respond=respond,
        keep=keep,
        stopped=stopped,
        go_on=go_on,
    )
    if walk.review.status == "draft":
        return None
    return Reviewed(file.profile, disagreement(walk.matrix, file.profile, walk.assessment, walk.review))


def _with_others(walk: ReviewQuestionnaire, profile: Profile) -> ReviewQuestionnaire:
    """Go on from what another program changed meanwhile; what was before that cannot be undone any more."""
    print_message("Another program changed this profile meanwhile; its changes are kept.")
    assessment, review = walk.assessment, walk.review
    for known in profile.assessments:
        if (known.matrix, known.matrix_version, known.date) == (
            assessment.matrix,
            assessment.matrix_version,
            assessment.date,
        ):
            assessment = known
    for one in profile.reviews:
        if (one.assessment, one.matrix, one.by, one.date) == (review.assessment, review.matrix, review.by, review.date):
            review = one
    return replace(walk, assessment=assessment, review=review, history=())


def _opening(file: ProfileFile, walk: ReviewQuestionnaire) -> str:
    """Who is reviewed, on what, and what stands already."""
    role = f"{walk.matrix.title}, assessed on {walk.assessment.date}"
    criteria = pluralize(len(walk.ids), "criterion", "criteria")
    lines = [f"{file.profile.name}: {role}. {criteria}; ? explains the answers."]
    if walk.review in file.profile.reviews:
        lines.append(f"Your draft of {walk.review.date} goes on: {_open_words(walk)}.")
    if walk.blind:
        lines.append(f"What {file.profile.name} said on a criterion appears when you have rated it.")
    return "\n".join(lines)


def _open_words(walk: ReviewQuestionnaire) -> str:
    return f"{walk.open_criteria} of {pluralize(len(walk.ids), 'criterion', 'criteria')} not asked yet"


def _standing(before: ReviewQuestionnaire, after: ReviewQuestionnaire) -> str:
    """What the change came to: the whole review, its summary, or what stands on the criterion now."""
    if after.review.status == "complete":
        return "the review is handed in"
    if after.review.summary != before.review.summary:
        return f"summary: {after.review.summary}" if after.review.summary else "no summary"
    said_now, said_before = after.review.ratings, before.review.ratings
    changed = [one for one in after.ids if said_now.get(one) != said_before.get(one)]
    return "; ".join(
        f"{after.matrix.criterion(one).name}: {describe_review_rating(after.matrix, said_now.get(one))}"
        for one in changed
    )


def describe_review_rating(matrix: Matrix, rating: ReviewRating | None) -> str:
    """What a mentor says on a criterion, in words."""
    if rating is None:
        return "nothing"
    parts = ["no level" if rating.level is None else level_words(matrix, rating.level)]
    parts += [f"comment: {rating.comment}"] if rating.comment else []
    parts += [f"agreed: {level_words(matrix, rating.agreed)}"] if rating.agreed is not None else []
    return "; ".join(parts)


def _revealed(walk: ReviewQuestionnaire) -> str:
    return strip_control_chars(f"They say: {describe_rating(walk.matrix, walk.theirs)}") if walk.theirs else ""


def question(walk: ReviewQuestionnaire) -> str:
    """The current criterion in words, with what was said on it as far as it may be seen; at the end, what is left."""
    criterion = walk.current
    if criterion is None:
        lines = [f"This is the end; {_open_words(walk)}."]
        lines += [f"Summary: {walk.review.summary}"] if walk.review.summary else []
        lines.append("m TEXT adds a summary; done hands the review in; b goes back; q keeps it a draft.")
        return "\n".join(map(strip_control_chars, lines))
    section = next(one for one in walk.matrix.sections if criterion in one.criteria)
    lines = [f"{walk.position + 1} of {len(walk.ids)}, {section.heading}: {criterion.name}"]
    lines += described(walk.matrix, criterion)
    if walk.said != ReviewRating():
        lines.append(f"You say: {describe_review_rating(walk.matrix, walk.said)}")
    if walk.theirs:
        lines.append(_revealed(walk))
    return "\n".join(strip_control_chars(line) for line in lines)


def respond(walk: ReviewQuestionnaire, line: str) -> ReviewQuestionnaire:
    """The walk after one line of input; InvalidAnswerError where the line means nothing here."""
    word, rest = split_command_word(line)
    if word in _MOVES and not rest:
        return _MOVES[word](walk)
    if word == "m":
        return walk.summarise(rest or None)
    if walk.current is None:
        raise InvalidAnswerError(f"'{line}' is no answer at the end: m TEXT, done, b, u, q or ?")
    if line.isdecimal():
        level = level_of(walk.matrix, line)
        if walk.said.level is not None:
            given = level_words(walk.matrix, walk.said.level)
            raise InvalidAnswerError(
                f"you said {given} here: l {level} changes it, a {level} is what you both agree on"
            )
        return walk.rate(level)
    if word in _DETAILS:
        return _DETAILS[word](walk, rest)
    raise InvalidAnswerError(f"'{line}' is no answer: a level, c, a, l, s, m, b, u, q, done or ?")


def _explain(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    print_message(HELP)
    return walk


def _skip(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    if walk.current is None:
        raise InvalidAnswerError("there is nothing to skip at the end")
    return walk.skip()


def _done(walk: ReviewQuestionnaire) -> ReviewQuestionnaire:
    try:
        return walk.complete()
    except ValueError as error:
        raise InvalidAnswerError(f"{error}, so there is nothing to hand in") from None


def _again(walk: ReviewQuestionnaire, text: str) -> ReviewQuestionnaire:
    if not text:
        raise InvalidAnswerError(
            f"l is followed by a level: {', '.join(str(step.level) for step in walk.matrix.scale)}"
        )
    return walk.rate(level_of(walk.matrix, text))


def _agree(walk: ReviewQuestionnaire, text: str) -> ReviewQuestionnaire:
    if walk.theirs is None:
        raise InvalidAnswerError("rate first: what the person said is still hidden, so nothing can be agreed on")
    return walk.agree(level_of(walk.matrix, text) if text else None)


_MOVES: dict[str, Callable[[ReviewQuestionnaire], ReviewQuestionnaire]] = {
    "": ReviewQuestionnaire.next,
    "b": ReviewQuestionnaire.back,
    "u": ReviewQuestionnaire.undo,
    "s": _skip,
    "done": _done,
    "?": _explain,
}
_DETAILS: dict[str, Callable[[ReviewQuestionnaire, str], ReviewQuestionnaire]] = {
    "c": lambda walk, text: walk.comment(text or None),
    "a": _agree,
    "l": _again,
}
