"""The themes of skillgap's own, and the colours that every theme gets from its main ones."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="skillgap",
    primary="#79b8ff",
    secondary="#a3b3c7",
    accent="#f2b866",
    success="#85d18a",
    warning="#e8c268",
    error="#ff8d85",
    foreground="#dbe2ec",
    background="#11161d",
    surface="#171e27",
    panel="#1f2833",
    dark=True,
    variables={
        "text-primary": "#8cc3ff",
        "text-secondary": "#a3b3c7",
        "text-accent": "#f2b866",
        "text-success": "#85d18a",
        "text-warning": "#e8c268",
        "text-error": "#ff8d85",
        "block-cursor-foreground": "#11161d",
        "block-cursor-background": "#79b8ff",
    },
)

LIGHT = Theme(
    name="skillgap-light",
    primary="#0b57b7",
    secondary="#4c5a6b",
    accent="#8f4700",
    success="#17692c",
    warning="#7a4d00",
    error="#b0201a",
    foreground="#1c2530",
    background="#fbfbf9",
    surface="#f2f3f1",
    panel="#e7e9e8",
    dark=False,
    variables={
        "text-primary": "#0b57b7",
        "text-secondary": "#4c5a6b",
        "text-accent": "#8f4700",
        "text-success": "#17692c",
        "text-warning": "#7a4d00",
        "text-error": "#b0201a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#0b57b7",
    },
)

THEMES = (DARK, LIGHT)


def derived(theme: Theme) -> dict[str, str]:
    """The variables that the style sheets use beyond a theme's own.

    ``heading`` is for titles and for the frame that has the focus, ``quiet`` for text of less weight, ``frame``
    for a frame without the focus; ``cursor`` and ``hover`` lie under text.
    A theme of the terminal's own colours cannot mix them, so it gets none of the backgrounds.
    """
    if theme.ansi:
        return {
            # Plain blue cannot be read on most dark terminals.
            "heading": "ansi_cyan" if theme.dark else "ansi_blue",
            "quiet": "ansi_default",
            "frame": "ansi_bright_black",
            "cursor": "ansi_default",
            "hover": "ansi_default",
        }
    variables = {**theme.to_color_system().generate(), **theme.variables}
    background, foreground = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    primary = Color.parse(variables["primary"])
    return {
        "heading": variables["text-primary"],
        "quiet": background.blend(foreground, 0.74).hex,
        "frame": background.blend(foreground, 0.32).hex,
        "cursor": background.blend(primary, 0.19).hex,
        "hover": background.blend(primary, 0.10).hex,
    }
