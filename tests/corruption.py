"""Plain data with one thing wrong, or at least changed: what a mistake or a stranger may leave in a file."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.builders import Plain

WORDS = ["", "  ", "x", "a b", "high", "2026-02-30", "2026-05-04", "2026-5-4"]
JUNK = st.sampled_from([None, True, 0, -1, 100, 1.5, 2.0, *WORDS, [], [1], {}, {"a": 1}])
KEYS = ["levl", "level", "state", "said", "c-0", "not an id", ""]


def _places(data: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value inside plain data."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, value in entries for place in ((*at, key), *_places(value, (*at, key)))]


@st.composite
def corrupted(draw: st.DrawFn, documents: st.SearchStrategy[Plain]) -> Plain:
    """A document with one value exchanged for another, taken away or doubled, or with a key that does not belong."""
    data: Any = copy.deepcopy(draw(documents))
    *way, last = draw(st.sampled_from(_places(data)))
    holder = data
    for step in way:
        holder = holder[step]
    change = draw(st.sampled_from(["exchange", "remove", "add"]))
    if change == "exchange":
        holder[last] = draw(JUNK)
    elif change == "remove":
        del holder[last]
    elif isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = draw(JUNK)
    else:
        holder.append(copy.deepcopy(holder[last]))
    return dict(data)
