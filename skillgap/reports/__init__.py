"""Reports: one document of blocks and one table each, and one renderer per format.

A report says what it contains as a :class:`~skillgap.reports.content.ReportContent`;
:func:`skillgap.reports.rendering.render` turns it into any of the :data:`FORMATS`.
"""

from __future__ import annotations

FORMATS = ("terminal", "json", "markdown", "html", "csv")
"""The formats that every report has."""
FOR_PROGRAMS = ("json", "csv")
"""The formats that leave nothing out."""
