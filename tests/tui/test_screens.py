"""What holds for every screen: its bindings, its colours, and when it is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.color import Color
from textual.dom import DOMNode
from textual.theme import BUILTIN_THEMES, Theme

from skillgap.tui.app import SkillgapApp
from skillgap.tui.commands import GROUPS
from skillgap.tui.dialogs.base import Dialog
from skillgap.tui.dialogs.choice import ChoiceDialog
from skillgap.tui.dialogs.evidence import EvidenceDialog
from skillgap.tui.dialogs.mentor import MentorDialog
from skillgap.tui.dialogs.new import NewProfileDialog
from skillgap.tui.dialogs.note import NoteDialog
from skillgap.tui.dialogs.tools import ToolsDialog
from skillgap.tui.screens.assess import AssessScreen
from skillgap.tui.screens.compare import CompareScreen
from skillgap.tui.screens.differences import DifferencesScreen
from skillgap.tui.screens.home import HomeScreen
from skillgap.tui.screens.meeting import MeetingScreen
from skillgap.tui.screens.plan import PlanScreen
from skillgap.tui.screens.results import ResultsScreen
from skillgap.tui.screens.review import ReviewScreen
from skillgap.tui.themes import THEMES, derived
from skillgap.tui.widgets.listing import Listing
from skillgap.tui.widgets.outline import Outline

WITH_KEYS: tuple[type[DOMNode], ...] = (
    *(SkillgapApp, HomeScreen, AssessScreen, ResultsScreen, PlanScreen, CompareScreen, Listing, Outline),
    *(ReviewScreen, MeetingScreen, DifferencesScreen),
    *(Dialog, ChoiceDialog, EvidenceDialog, MentorDialog, NewProfileDialog, NoteDialog, ToolsDialog),
)
AA = 4.5
"""The contrast that WCAG 2 asks of text at level AA."""


@pytest.mark.parametrize("kind", WITH_KEYS)
def test_every_binding_has_an_id_a_help_and_a_group(kind: type[DOMNode]) -> None:
    bindings = [var for var in vars(kind)["BINDINGS"] if isinstance(var, Binding)]
    assert len(bindings) == len(vars(kind)["BINDINGS"])
    ids = [str(binding.id) for binding in bindings]
    assert len(set(ids)) == len(ids)
    assert {one.partition(".")[0] for one in ids} <= GROUPS.keys()
    assert all(binding.tooltip for binding in bindings)
    for binding in bindings:
        name = binding.action.partition("(")[0].rpartition(".")[2]
        assert hasattr(kind, f"action_{name}") or hasattr(SkillgapApp, f"action_{name}")


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, from 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_text_of_the_own_themes_can_be_read(theme: Theme) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables, **derived(theme)}
    texts = ["foreground", "heading", "quiet", *(f"text-{name}" for name in ("accent", "success", "warning", "error"))]
    for ground in ("background", "surface", "cursor", "hover"):
        for text in texts:
            assert contrast(variables[text], variables[ground]) >= AA, f"{text} on {ground}"
    assert contrast(variables["block-cursor-foreground"], variables["block-cursor-background"]) >= AA


@pytest.mark.parametrize("theme", BUILTIN_THEMES.values(), ids=lambda theme: theme.name)
def test_every_theme_gets_the_colours_that_the_style_sheets_use(theme: Theme) -> None:
    colours = derived(theme)
    assert colours.keys() == derived(THEMES[0]).keys()
    for colour in colours.values():
        assert (Color.parse(colour).ansi is not None) == theme.ansi


def test_the_first_screen_loads_none_of_the_others() -> None:
    code = "import sys, skillgap.tui.app; print(*sys.modules, sep='\\n')"
    root = Path(__file__).parents[2]
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    modules = set(loaded.stdout.split())
    assert "skillgap.tui.screens.home" in modules
    assert not {
        module for module in modules if module.startswith(("skillgap.tui.dialogs", "skillgap.cli", "skillgap.reports"))
    }
    assert {module for module in modules if module.startswith("skillgap.tui.screens.")} == {"skillgap.tui.screens.home"}
    assert modules.isdisjoint(
        {"textual.widgets._text_area", "textual.widgets._data_table", "textual.widgets._markdown"}
    )
