"""How the fields of an output are declared, and turned into plain data.

The same fact has the same name, type and value in every output. Fractions lie in 0 … 1, unless they are differences;
points are percentage points.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, TypeVar, get_type_hints

from skillgap.reports.rounding import rounded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Range:
    """The limits of a number, both included."""

    low: float | None = None
    high: float | None = None


Fraction = Annotated[float, Range(0, 1)]
FractionChange = Annotated[float, Range(-1, 1)]
Points = Annotated[float, Range(-100, 100)]
Weight = Annotated[float, Range(0)]
Count = Annotated[int, Range(0)]
OneOrMore = Annotated[int, Range(1)]


OPTIONAL = {"optional": True}
"""The metadata of a field that is left out of the data if it is None."""


def key_of(name: str) -> str:
    """The key of a field: its name, without the underscore that keeps it from being a keyword."""
    return name.removesuffix("_")


_KNOWN: dict[Any, tuple[tuple[str, str, bool], ...]] = {}


def _keys(cls: Any) -> tuple[tuple[str, str, bool], ...]:
    """The name of each field, its key, and whether it is optional."""
    if cls not in _KNOWN:
        _KNOWN[cls] = tuple((one.name, key_of(one.name), bool(one.metadata.get("optional"))) for one in fields(cls))
    return _KNOWN[cls]


def to_data(value: Any) -> Any:
    """An output, or a part of one, as plain data: floats rounded once, days as ISO dates."""
    if isinstance(value, float):
        return rounded(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_data(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_data(one) for one in value]
    if not is_dataclass(value):
        return value  # text that is JSON already
    return {
        key: to_data(one)
        for name, key, leave_out in _keys(type(value))
        if (one := getattr(value, name)) is not None or not leave_out
    }


def to_cells(value: Any, prefix: str = "") -> dict[str, object]:
    """A part of an output as the cells of a table's row; those of a part inside it begin with its name."""
    cells: dict[str, object] = {}
    for name, key, _ in _keys(type(value)):
        one = getattr(value, name)
        if is_dataclass(one):
            cells |= to_cells(one, f"{prefix}{key}_")
        else:
            cells[prefix + key] = one.isoformat() if isinstance(one, datetime.date) else one
    return cells


def column_names(cls: type) -> list[str]:
    """The titles of the cells that :func:`to_cells` makes of a part of that class."""
    hints = get_type_hints(cls)
    names: list[str] = []
    for name, key, _ in _keys(cls):
        inner = column_names(hints[name]) if is_dataclass(hints[name]) else []
        names += [f"{key}_{one}" for one in inner] or [key]
    return names


def filled(cls: type[T], source: Any, **given: Any) -> T:
    """An output whose fields are those ``given``, and for the rest the attributes of the same name of a source."""
    more = {name: getattr(source, name) for name, _, _ in _keys(cls) if name not in given and hasattr(source, name)}
    return cls(**given, **more)
