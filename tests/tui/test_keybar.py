"""The bar of keys grows where it has to, and then stays: what stands above it never jumps."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType

from skillgap.tui.commands import bind
from skillgap.tui.widgets.keybar import KeyBar
from tests.tui.harness import journey


class Few(App[None]):
    """An application whose second key works only now and then."""

    CSS = "KeyBar { dock: bottom; height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("a", "first", "the first key", "go.first", "Do the first"),
        bind("b", "second", "the second key", "go.second", "Do the second"),
        bind("c", "third", "third", "go.third", "Do the third"),
    ]
    more = False

    def compose(self) -> ComposeResult:
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self.more or action != "second"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#808080"}


@journey
async def test_a_line_more_stays_until_the_width_changes() -> None:
    app = Few()
    async with app.run_test(size=(30, 6)) as pilot:
        bar = app.query_one(KeyBar)
        heights = []
        for more in (False, True, False):
            app.more = more
            app.screen.refresh_bindings()
            await pilot.pause()
            await pilot.pause()
            heights.append(bar.size.height)
        assert heights == [1, 2, 2]
        assert str(bar.render()) == "a the first key  c third"
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert bar.size.height == 1
