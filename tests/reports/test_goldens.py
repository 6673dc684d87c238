"""The sample's report in each format, as it stood when somebody last looked at it and found it good.

``SKILLGAP_UPDATE_GOLDENS=1 pytest tests/reports/test_goldens.py`` writes them anew: look at the difference.
"""

from __future__ import annotations

import pytest

from skillgap.labels import ASCII
from skillgap.reports.content import Layout
from tests.reports import samples
from tests.reports.golden import held_against_golden

GOLDENS = {
    "terminal-80.txt": ("terminal", Layout(width=80)),
    "terminal-120-color.txt": ("terminal", Layout(width=120, color=True)),
    "terminal-50-ascii.txt": ("terminal", Layout(width=50, glyphs=ASCII)),
    "report.json": ("json", Layout()),
    "report.csv": ("csv", Layout()),
    "report.md": ("markdown", Layout()),
    "report.html": ("html", Layout()),
}


@pytest.mark.parametrize("name", list(GOLDENS))
def test_the_sample_report_is_the_golden_one(name: str) -> None:
    form, layout = GOLDENS[name]
    held_against_golden(name, samples.render(samples.sample(), form, layout))
