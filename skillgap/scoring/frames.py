"""Figures as a data frame of pandas or polars, for notebooks; both are imported only when needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Literal

FrameLibrary = Literal["pandas", "polars"]


class Tabular:
    """Something that a table with one row per record shows."""

    __slots__ = ()

    def records(self) -> Iterable[Mapping[str, Any]]:
        """Yield the rows of the table, all with the same keys: numbers as numbers, nothing as None."""
        raise NotImplementedError

    def to_frame(self, library: FrameLibrary = "pandas") -> Any:
        """Return the rows as a data frame of ``pandas`` or ``polars``. Raise ImportError if it is not installed."""
        columns: dict[str, list[Any]] = {}
        for record in self.records():
            for name, value in record.items():
                columns.setdefault(name, []).append(list(value) if isinstance(value, tuple) else value)
        if library not in ("pandas", "polars"):
            raise ValueError(f"a frame is made by pandas or polars, not by {library!r}")
        try:
            frames = import_module(library)
        except ImportError as error:
            message = f"to_frame({library!r}) needs the package {library}: install it with pip install {library}"
            raise ImportError(message) from error
        frame = frames.DataFrame(columns)
        # Without this, pandas makes fractions of whole numbers in a column where one is missing.
        return frame.convert_dtypes() if library == "pandas" else frame
