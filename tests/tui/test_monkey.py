"""Keys in one write, pastes, clicks and resizes, at random: no exception, and nothing lost that was called saved."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from textual import events

from skillgap.tui.dialogs.conflicts import ConflictsDialog
from tests.faults.writers import LONG
from tests.tui.harness import NARROW, WIDE, Stage, journey, on_stage
from tests.tui.monkey import WAYS, check, go, keys_of, monkeys_library, never_end, slow_saves

PAIRS = 1_000_000 if LONG else 2
"""Pairs of keys that are tried on each screen: in a short run some, in a long run all there are."""
ACTIONS = 100_000 if LONG else 100
PASTED = ("Some words", "two\nlines", "\x1b[31mred\x1b[0m", "https://example.org", "é" * 200, "3", "")


@pytest.mark.parametrize("name", WAYS)
@journey
async def test_pairs_of_keys_in_one_write(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_end(monkeypatch)
    slow_saves(monkeypatch)
    monkeypatch.chdir(tmp_path)
    library = monkeys_library(tmp_path)
    file = library.profiles / "me.yaml"
    before = file.read_bytes()
    async with on_stage(library) as stage:
        await go(stage, WAYS[name])
        pairs = list(itertools.product(keys_of(stage), repeat=2))
        for number, pair in enumerate(random.Random(name).sample(pairs, min(PAIRS, len(pairs)))):
            if number:
                file.write_bytes(before)
                await go(stage, WAYS[name])
            await stage.together(*pair)
            check(stage)


@journey
async def test_pairs_of_keys_on_conflicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_end(monkeypatch)
    monkeypatch.chdir(tmp_path)
    library = monkeys_library(tmp_path)
    file = library.profiles / "me.yaml"
    before = file.read_bytes()
    changed = before.replace(b"care: {level: 1}", b"care: {level: 3}")
    chance = random.Random("conflicts")
    async with on_stage(library) as stage:
        for _ in range(500 if LONG else 6):
            file.write_bytes(before)
            await go(stage, ("a", "enter", "left"))
            file.write_bytes(changed)
            await stage.press("2", "ctrl+s")
            assert isinstance(stage.app.screen, ConflictsDialog)
            await stage.together(*chance.choices(keys_of(stage), k=2))
            check(stage)


async def act(stage: Stage, chance: random.Random) -> None:
    """Do one thing: mostly keys, some of them together."""
    kind = chance.random()
    width, height = stage.app.size
    if kind < 0.8:
        await stage.together(*chance.choices(keys_of(stage), k=chance.choice((1, 1, 2, 3))))
    elif kind < 0.88:
        stage.app.post_message(events.Paste(chance.choice(PASTED)))
    elif kind < 0.97:
        await stage.pilot.click(offset=(chance.randrange(width), chance.randrange(height)))
    else:
        await stage.pilot.resize_terminal(*chance.choice((NARROW, WIDE, (30, 10))))
    await stage.pilot.pause()


@journey
async def test_keys_pastes_clicks_and_resizes_at_random(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    never_end(monkeypatch)
    monkeypatch.chdir(tmp_path)
    chance = random.Random("monkey")
    async with on_stage(monkeys_library(tmp_path)) as stage:
        for _ in range(ACTIONS):
            await act(stage, chance)
            check(stage)
