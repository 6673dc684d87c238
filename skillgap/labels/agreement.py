"""The words of how far two or more raters agree."""

from __future__ import annotations

from skillgap.labels import ABSENT, percent_range, pluralize
from skillgap.labels.numbers import signed
from skillgap.scoring.agreement import FEWEST_PAIRS, Agreement
from skillgap.scoring.statistics import Interval

DIFFERENCES_TITLE = "Differences, self − mentor, in levels"
_USUAL = range(-2, 3)
KNOWN = (
    "Self-ratings correlate about .3 with tests and about .22 with supervisors' ratings. Two supervisors agree no "
    "better than .45–.61, so one level apart is within noise."
)
NOT_INDEPENDENT = "Criteria of one topic are not independent, so all intervals here are rather too narrow."


def difference_counts(found: Agreement) -> list[tuple[str, int]]:
    """Each difference with its count: all from −2 to +2, and any beyond that occurs."""
    levels = sorted({*_USUAL, *found.differences})
    return [(signed(level, ".0f") if level else "0", found.differences.get(level, 0)) for level in levels]


def agreement_words(found: Agreement) -> str:
    """How often the two agree exactly and within one level, with the intervals of both shares."""
    exact, within = _ratio(found.exact, found.pairs, found.exact_interval), _within(found)
    return f"Exact agreement {exact}, within one level {within}."


def _within(found: Agreement) -> str:
    return _ratio(found.within_one, found.pairs, found.within_one_interval)


def _ratio(count: int, of: int, interval: Interval) -> str:
    return f"{count} of {of} ({percent_range(interval.low, interval.high)})"


def mean_words(found: Agreement, *, several: bool) -> str:
    """The mean difference with its interval, and who sees more only if the interval does not contain 0."""
    over = pluralize(found.pairs, "criterion", "criteria")
    mean = signed_mean(found.mean)
    if found.mean_interval is None:
        few = f"; fewer than {FEWEST_PAIRS} have none" if found.pairs < FEWEST_PAIRS else ""
        return f"Mean difference {mean} levels over {over}, 95% interval {ABSENT}{few}."
    words = f"Mean difference {mean} levels over {over}, 95% interval {interval_words(found.mean_interval)}."
    if not found.leans:
        return words
    more = f"the person sees more than {'the mentors do' if several else 'the mentor does'}"
    less = f"{'the mentors see' if several else 'the mentor sees'} more than the person does"
    return f"{words} On average {more if found.mean > 0 else less}."


def signed_mean(mean: float | None) -> str:
    """A mean difference with its sign and two places: ``+0.50``; a dash if missing."""
    return ABSENT if mean is None else signed(mean, ".2f")


def interval_words(interval: Interval | None) -> str:
    """An interval of a difference: ``−0.61 to +0.75``; a dash if missing."""
    return ABSENT if interval is None else f"{signed(interval.low, '.2f')} to {signed(interval.high, '.2f')}"


def alpha_words(alpha: float | None, raters: int) -> str:
    """How far three or more raters agree beyond chance."""
    value = ABSENT if alpha is None else f"{alpha:.2f}"
    return f"Krippendorff's alpha, ordinal, over {raters} raters: {value}. 1 is full agreement, 0 is chance."
