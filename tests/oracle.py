"""The gap report once more, from the description of the sums alone: slow, exact, and in another shape.

Reads matrix and profile as the plain data that stands in their files, and reckons in fractions and
40-digit decimals. It shares no code with the package, so that the two can be compared.
"""

from __future__ import annotations

import decimal
import functools
import itertools
import math
from collections.abc import Callable, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]

Z = Decimal("1.959963984540054235524594430520551527955550")
"""The 97.5th percentile of the standard normal distribution; a test works it out."""

UNRATED = ("skipped", "not_asked")


def wilson(postings: int, sample_size: int) -> tuple[Decimal, Decimal]:
    """The 95 % Wilson score interval: the roots of (p − s)² = z²·s·(1 − s) / n in s."""
    with decimal.localcontext(prec=40):
        n = Decimal(sample_size)
        p = Decimal(postings) / n
        # a·s² + b·s + c = 0, solved by the form that loses no digits at either end
        a, b, c = 1 + Z * Z / n, -(2 * p + Z * Z / n), p * p
        root = max(b * b - 4 * a * c, Decimal(0)).sqrt()
        high = (-b + root) / (2 * a)
        return c / a / high, high


def report(
    matrix: Plain, profile: Plain, *, view: str = "agreed", rank_by: str = "frequency", date: str | None = None
) -> Plain:
    """The report contract for the assessment of that date, by default the latest, as plain data.

    Figures are Fraction or Decimal, None where they are undefined.
    """
    assessments = [entry for entry in profile.get("assessments", []) if entry["matrix"] == matrix["id"]]
    by_date = {entry["date"]: entry for entry in assessments}
    assessment: Plain = by_date[date or max(by_date)] if by_date else {"date": None}
    rows = [
        _row(matrix, section, criterion, assessment, _reviews(profile, matrix, assessment), view)
        for section in matrix["sections"]
        for criterion in section.get("criteria", [])
    ]
    _add_impacts(rows)
    _add_rank_ranges(matrix, rows)
    gaps = [row for row in rows if row["state"] == "rated" and row["gap"] > 0]
    _rank(gaps, rank_by)
    return {
        "format": "skillgap/report/1",
        "profile": {"id": profile["id"], "name": profile["name"]},
        "matrix": {
            "id": matrix["id"],
            "version": matrix["version"],
            "title": matrix["title"],
            "sample_size": matrix["source"]["sample_size"],
        },
        "assessment": {"date": assessment["date"], "view": view},
        "coverage": coverage(rows),
        "sections": [
            {
                "id": section["id"],
                "title": section.get("title") or section["id"],
                "coverage": coverage([row for row in rows if row["section"] == section["id"]]),
            }
            for section in matrix["sections"]
        ],
        "gaps": gaps,
        "met": _by_postings(rows, lambda row: row["state"] == "rated" and row["gap"] == 0),
        "unrated": _by_postings(rows, lambda row: row["state"] in UNRATED),
        "not_applicable": _by_postings(rows, lambda row: row["state"] == "not_applicable"),
        "signals": (signals := [_signal(signal, assessment) for signal in matrix.get("signals", [])]),
        **_mandatory(rows, signals, assessment),
    }


def _signal(signal: Plain, assessment: Plain) -> Plain:
    answer = assessment.get("signals", {}).get(signal["id"])
    words = {None: "not_rated", "yes": "met", "partly": "not_met", "no": "not_met"}
    return {
        "id": signal["id"],
        "text": signal["text"],
        "emphasis": signal.get("emphasis"),
        "answer": answer,
        "mandatory": words[answer] if signal.get("mandatory") else None,
    }


def _mandatory(rows: list[Plain], signals: list[Plain], assessment: Plain) -> Plain:
    """Whether what must be met is met: by a level at the target whose evidence is valid, or by a yes."""
    dates = {name: rating.get("valid_until") for name, rating in assessment.get("ratings", {}).items()}
    past = {name: date for name, date in dates.items() if date is not None and date < assessment["date"]}
    wanted = [
        {
            "id": row["id"],
            "name": row["name"],
            "kind": "criterion",
            "state": row["mandatory"],
            "expired": past.get(row["id"]) if row["level"] is not None and row["level"] >= row["target"] else None,
        }
        for row in rows
        if row["mandatory"] is not None
    ]
    wanted += [
        {"id": one["id"], "name": one["text"], "kind": "signal", "state": one["mandatory"], "expired": None}
        for one in signals
        if one["mandatory"] is not None
    ]
    worst = [
        word for word in ("not_met", "not_rated", "not_applicable", "met") if word in [one["state"] for one in wanted]
    ]
    return {
        "mandatory": worst[0] if worst else None,
        "mandatory_requirements": wanted,
        "expired_evidence": [
            {"id": row["id"], "name": row["name"], "valid_until": past[row["id"]]} for row in rows if row["id"] in past
        ],
    }


def _met_or_why_not(
    criterion: Plain, rating: Plain, state: str, level: int | None, target: int, date: str
) -> str | None:
    if not criterion.get("mandatory"):
        return None
    if level is None:
        return "not_applicable" if state == "not_applicable" else "not_rated"
    return "met" if level >= target and rating.get("valid_until", "9999") >= date else "not_met"


def _reviews(profile: Plain, matrix: Plain, assessment: Plain) -> list[Plain]:
    """The complete reviews of an assessment, the latest first; of one day, the later in the file first."""
    complete = [
        entry
        for entry in profile.get("reviews", [])
        if (entry["matrix"], entry["assessment"]) == (matrix["id"], assessment["date"])
        and entry["status"] == "complete"
    ]
    return sorted(complete, key=lambda entry: str(entry["date"]))[::-1]


def _row(matrix: Plain, section: Plain, criterion: Plain, assessment: Plain, reviews: list[Plain], view: str) -> Plain:
    rating: Plain = assessment.get("ratings", {}).get(criterion["id"], {})
    reviewed = [entry.get("ratings", {}).get(criterion["id"], {}) for entry in reviews]
    levels = {
        "self": rating.get("level"),
        "mentor": _first(entry.get("level") for entry in reviewed),
        "agreed": _first(entry.get("agreed") for entry in reviewed),
    }
    level = levels[view]
    if view == "agreed" and level is None:
        level = levels["self"]
    if level is not None:
        state = "rated"
    elif rating.get("state") == "not_applicable":
        state = "not_applicable"
    elif rating.get("state") == "skipped" and view != "mentor":
        state = "skipped"
    else:
        state = "not_asked"
    targets = matrix["targets"]
    target = criterion.get("target")
    if target is None:
        target = targets.get(criterion.get("category"), targets["default"])
    sample_size = matrix["source"]["sample_size"]
    low, high = wilson(criterion["postings"], sample_size)
    used = rating.get("tools", [])
    return {
        "id": criterion["id"],
        "name": criterion["name"],
        "section": section["id"],
        "category": criterion.get("category"),
        "postings": criterion["postings"],
        "sample_size": sample_size,
        "share": Fraction(criterion["postings"], sample_size),
        "share_low": low,
        "share_high": high,
        "state": state,
        "level": level,
        "target": target,
        "gap": None if level is None else max(target - level, 0),
        "confidence": rating.get("confidence"),
        "evidence": rating.get("evidence", []),
        "self_level": levels["self"],
        "mentor_level": levels["mentor"],
        "agreed_level": levels["agreed"],
        "tools": {"used": used, "missing": [tool for tool in criterion.get("tools", []) if tool not in used]},
        "topic": criterion.get("topic"),
        "mandatory": _met_or_why_not(criterion, rating, state, level, target, assessment["date"] or ""),
    }


def _first(levels: Any) -> int | None:
    return next((level for level in levels if level is not None), None)


def _met_part(row: Plain) -> Fraction:
    """How much of a rated row's target is met, 0 to 1."""
    if row["target"] == 0:
        return Fraction(1)
    return Fraction(min(row["level"], row["target"]), row["target"])


def coverage(rows: list[Plain]) -> Plain:
    """Coverage over some rows, as the contract has it."""
    applicable = [row for row in rows if row["state"] != "not_applicable"]
    rated = [row for row in applicable if row["state"] == "rated"]
    unrated = [row for row in applicable if row["state"] in UNRATED]
    of_rated = sum((row["share"] for row in rated), Fraction(0))
    of_applicable = sum((row["share"] for row in applicable), Fraction(0))
    met = sum((row["share"] * _met_part(row) for row in rated), Fraction(0))
    open_ = sum((row["share"] for row in unrated), Fraction(0))
    return {
        "value": met / of_rated if of_rated else None,
        "low": met / of_applicable if of_applicable else None,
        "high": (met + open_) / of_applicable if of_applicable else None,
        "rated": len(rated),
        "applicable": len(applicable),
        "not_applicable": len(rows) - len(applicable),
    }


def _add_impacts(rows: list[Plain]) -> None:
    rated = [row for row in rows if row["state"] == "rated"]
    total = sum((row["share"] for row in rated), Fraction(0))
    for row in rows:
        row["impact"] = 100 * row["share"] * (1 - _met_part(row)) / total if row in rated and total else None


def _add_rank_ranges(matrix: Plain, rows: list[Plain]) -> None:
    ranges = rank_ranges_of_counts([row["postings"] for row in rows], matrix["source"]["sample_size"])
    for row, (low, high) in zip(rows, ranges, strict=True):
        row["rank_low"], row["rank_high"] = low, high


def rank_ranges_of_counts(
    counts: Sequence[int], sample_size: int, *, about: int | None = None
) -> list[tuple[int, int]]:
    """The ranks that Holm's step-down leaves; ``about`` one place tests only the pairs with that criterion."""
    tests = {}
    for pair in itertools.permutations(range(len(counts)), 2):
        x, y = counts[pair[0]], counts[pair[1]]
        trials = min(x + y, 2 * sample_size - x - y)
        tests[pair] = sign_test(trials, (trials + x - y) // 2) if x > y else Decimal(1)
    return _rank_sets(tests, len(counts), about)


def rank_ranges_of_postings(postings: Sequence[Set[str]], criteria: Sequence[str]) -> list[tuple[int, int]]:
    """The same with the postings known: only those that ask for one of the two count."""
    tests = {}
    for pair in itertools.permutations(range(len(criteria)), 2):
        j, l = (criteria[place] for place in pair)  # noqa: E741 - the letters of the definition
        b = len([asked for asked in postings if j in asked and l not in asked])
        c = len([asked for asked in postings if l in asked and j not in asked])
        tests[pair] = sign_test(b + c, b) if b > c else Decimal(1)
    return _rank_sets(tests, len(criteria), None)


def _rank_sets(tests: dict[tuple[int, int], Decimal], k: int, about: int | None) -> list[tuple[int, int]]:
    tested = sorted((p, pair) for pair, p in tests.items() if about is None or about in pair)
    rejected = []
    for i, (p, pair) in enumerate(tested):
        if p * (len(tested) - i) * 20 > 1:
            break
        rejected.append(pair)
    return [
        (
            1 + len([pair for pair in rejected if pair[1] == place]),
            k - len([pair for pair in rejected if pair[0] == place]),
        )
        for place in range(k)
    ]


@functools.cache
def sign_test(trials: int, least: int) -> Decimal:
    """P(Bin(trials, ½) ≥ least), term by term until the terms no longer count."""
    with decimal.localcontext(prec=40):
        term = Decimal(math.comb(trials, least)) / Decimal(2) ** trials
        total = Decimal(0)
        for count in range(least, trials + 1):
            total += term
            term = term * (trials - count) / (count + 1)
            if term < total * Decimal(10) ** -38:
                break
        return total


def _rank(gaps: list[Plain], rank_by: str) -> None:
    """Sort by what counts least first: sorting is stable, so the matrix's order decides ties."""
    for key in ("impact", "postings") if rank_by == "frequency" else ("postings", "impact"):
        gaps.sort(key=lambda row: Fraction(row[key] or 0), reverse=True)
    for rank, row in enumerate(gaps, 1):
        row["rank"] = rank


def _by_postings(rows: list[Plain], wanted: Callable[[Plain], bool]) -> list[Plain]:
    return sorted(filter(wanted, rows), key=lambda row: -int(row["postings"]))
