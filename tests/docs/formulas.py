"""Sums as a page writes them: a name, and what it equals, exactly (=) or rounded to the digits shown (≈)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_SIGNS = str.maketrans({"·": "*", "×": "*", "÷": "/", "−": "-"})
_KNOWN = {"__builtins__": {}, "sqrt": math.sqrt, "min": min, "max": max}


def evaluate(lines: Iterable[str]) -> dict[str, float]:
    """The value of every name; AssertionError where two sides of a line are not equal."""
    values: dict[str, float] = {}
    for line in lines:
        name, *sides = re.split(r" (?=[=≈] )", line)
        assert sides, f"no sum: {line}"
        assert name not in values, f"{name} is evaluate twice"
        first = value_of(sides[0][2:], values)
        for side in sides[1:]:
            sign, text = side[0], side[2:]
            off = 1e-12 if sign == "=" else 0.5 * 10.0 ** -len(text.partition(".")[2]) + 1e-12
            assert abs(value_of(text, values) - first) <= off, f"{line}: {text} is {first}"
        values[name] = first
    return values


def value_of(text: str, values: dict[str, float]) -> float:
    """What an expression of numbers and names comes to."""
    text = text.replace("²", "**2")
    for name in sorted(values, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"({values[name]!r})", text)
    return float(eval(text.replace("√", "sqrt").translate(_SIGNS), dict(_KNOWN)))
