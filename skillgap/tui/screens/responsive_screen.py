"""What screens share that look otherwise in a narrow or a low terminal."""

from __future__ import annotations

from skillgap.tui.base_screen import BaseScreen


class ResponsiveScreen(BaseScreen[None]):
    """A screen that has its shape before it is first drawn, where Textual would give it only afterwards."""

    def on_mount(self) -> None:
        """Take the shape for the size of the terminal; Textual follows when that changes."""
        for steps, length in zip(
            (self.app.HORIZONTAL_BREAKPOINTS, self.app.VERTICAL_BREAKPOINTS), self.app.size, strict=True
        ):
            reached = [(least, name) for least, name in steps or () if least <= length]
            self.add_class(max(reached)[1])
