"""A stage for the screens: a library in a folder, the application over it, and what its screen shows."""

from __future__ import annotations

import asyncio
import datetime
import functools
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec

import yaml
from textual import events
from textual._compositor import LayoutUpdate
from textual.keys import _character_to_key
from textual.pilot import Pilot

from skillgap.model.matrix import Matrix
from skillgap.model.profile import Assessment, Rating
from skillgap.store import Library, ProfileFile, read_profile
from skillgap.tui.app import SkillgapApp
from tests.builders import Plain, criterion, matrix_data

P = ParamSpec("P")
TODAY = datetime.date(2026, 11, 20)
NARROW, WIDE = (80, 24), (120, 40)
CHARACTERS = {"space": " ", "question_mark": "?"}


def journey(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run a test written as a coroutine."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


@dataclass
class Stage:
    """The running application."""

    app: SkillgapApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys, each when what the one before it caused has been done, and let everything settle.

        The pilot's own ``press`` waits for the processor to be idle twice a key, which takes most of a test's time.
        """
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, CHARACTERS.get(key, key if len(key) == 1 else None)))
            for _ in range(3):
                await self.pilot._wait_for_screen()
        await self.pilot.pause()

    async def together(self, *keys: str) -> None:
        """Send keys before the first of them is answered, as a slow connection does, and let everything settle."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, CHARACTERS.get(key, key if len(key) == 1 else None)))
        for _ in range(3):
            await self.pilot._wait_for_screen()
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Paste a text into the field that has the focus."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, *words: str) -> str:
        """Let things happen until the screen shows some words, and return what it shows."""
        for _ in range(100):
            if all(word in (shown := self.shown) for word in words):
                return shown
            await self.pilot.pause()
        raise AssertionError(f"the screen never showed {words}; it shows:\n{self.shown}")

    @property
    def shown(self) -> str:
        """The character grid."""
        return grid(self.app)

    @property
    def title(self) -> str:
        """The title of the frame that has the focus."""
        focused = self.app.screen.focused
        return str(getattr(focused, "_border_title", "")) if focused else ""


def grid(app: SkillgapApp) -> str:
    """The characters on the screen, line by line, without the spaces at the ends."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    lines = ["".join(segment.text for part in strip for segment in part) for strip in update.strips]
    return "\n".join(line.rstrip() for line in lines) + "\n"


@asynccontextmanager
async def on_stage(
    library: Library,
    profile: ProfileFile | None = None,
    matrix: Matrix | None = None,
    size: tuple[int, int] = NARROW,
) -> AsyncIterator[Stage]:
    """The application over a library, on a profile's questions when one is given."""
    app = SkillgapApp(library, lambda: TODAY, profile, matrix)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Stage(app, pilot)


def role(**changes: Any) -> Plain:
    """A small role: two skills, one technology with tools, one signal."""
    levels = {level: f"Has done what level {level} does" for level in range(5)}
    skills = [
        criterion("design", 9, name="Design", category="Core", covers=["Here", "There"], levels=levels),
        criterion("care", 5, name="Care", levels=levels),
    ]
    tools = [criterion("tooling", 7, name="Tooling", tools=["Hammer", "Saw", "Plane"], levels=levels)]
    sections = [
        {"id": "skills", "title": "Skills", "criteria": skills},
        {"id": "technologies", "title": "Technologies", "criteria": tools},
    ]
    signals = [{"id": "hands-on", "text": "Works with their own hands.", "emphasis": "most"}]
    return matrix_data(sections=sections, **{"signals": signals, **changes})


class Dumper(yaml.SafeDumper):
    """Writes what stands in two places twice."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def library_in(folder: Path, *matrices: Plain, profiles: dict[str, str] | None = None) -> Library:
    """A library of files in a folder, with nothing built in; without profiles, one of somebody called Me."""
    library = Library(folder / "profiles", folder / "matrices", folder / "built-in")
    for path in (library.profiles, library.matrices):
        path.mkdir(exist_ok=True)
    for matrix in matrices or (role(),):
        text = yaml.dump(matrix, Dumper=Dumper, allow_unicode=True, sort_keys=False)
        (library.matrices / f"{matrix['id']}.yaml").write_text(text, encoding="utf-8")
    for name, text in ({"me": profile_text()} if profiles is None else profiles).items():
        (library.profiles / f"{name}.yaml").write_text(text, encoding="utf-8")
    return library


def profile_text(name: str = "Me", identifier: str = "me", rest: str = "") -> str:
    """A profile's file."""
    return f"format: skillgap/profile/1\nid: {identifier}\nname: {name}\n{rest}"


@asynccontextmanager
async def asking(library: Library, size: tuple[int, int] = NARROW, profile: str = "me") -> AsyncIterator[Stage]:
    """The application on the questions of a profile, against the library's first matrix."""
    file = library.find_profile(profile)
    matrix = library.matrix_entries()[0].content
    async with on_stage(library, file, matrix, size) as stage:
        yield stage


def saved(library: Library, profile: str = "me") -> Assessment:
    """The latest assessment on the disk."""
    latest = read_profile(library.profiles / f"{profile}.yaml").profile.latest()
    assert latest is not None, "nothing is saved"
    return latest


def rating(library: Library, criterion_id: str) -> Rating:
    """A rating on the disk."""
    return saved(library).ratings[criterion_id]


def levels(library: Library) -> dict[str, int | None]:
    """The levels on the disk."""
    return {name: one.level for name, one in saved(library).ratings.items()}
