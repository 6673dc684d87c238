"""Saves killed at any instant: what was confirmed is in the file, and the file is whole.

Where in a save each process is killed, chance decides.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from skillgap.errors import ConflictError
from skillgap.store import files
from skillgap.store.yaml_reader import parse
from skillgap.store.yaml_update import rewrite
from tests.faults.children import forked
from tests.faults.writers import LONG, WRITERS, Writer, bounds, check_outcome, fresh, heal, state

KILLS = 5_000 if LONG else 300
FILLING = "".join(f"  criterion-{number}: {{level: {number % 5}}}  # why\n" for number in range(150))


def level_in(path: Path) -> int:
    """The number in the file, which must be whole."""
    value = parse(files.read(path).text, str(path)).value
    assert len(value["ratings"]) == 150
    level = value["level"]
    assert isinstance(level, int)
    return level


def save_once(path: Path) -> None:
    """One round of the saving: read, parse, raise the number, save."""
    snapshot = files.read(path)
    document = parse(snapshot.text, str(path))
    files.replace(snapshot, rewrite(document, {**document.value, "level": document.value["level"] + 1}).text)


def save_on_and_on(path: Path, confirmed: int) -> NoReturn:
    """Raise the number in the file, one save after another, and tell each as soon as it is confirmed."""
    snapshot = files.read(path)
    level = level_in(path)
    while True:
        level += 1
        document = parse(snapshot.text, str(path))
        snapshot = files.replace(snapshot, rewrite(document, {**document.value, "level": level}).text)
        os.write(confirmed, level.to_bytes(4, "big"))


def create_on_and_on(path: Path, confirmed: int) -> NoReturn:
    """Make one new file after another, each named by its number, and tell each as soon as it is confirmed."""
    number = sum(1 for _ in path.glob("*.yaml"))
    while True:
        number += 1
        files.create(path / f"{number}.yaml", f"level: {number}\nratings:\n{FILLING}")
        os.write(confirmed, number.to_bytes(4, "big"))


def cycle_of(work: Callable[[], object]) -> float:
    """The seconds that one round of the work takes here, the shortest of a few."""
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return min(took)


def last_confirmed(work: Callable[[Path, int], NoReturn], path: Path, chance: random.Random, cycle: float) -> int:
    """Run the work in a child, kill it at some instant, and return the last number it told, or 0.

    ``cycle`` is how many seconds a round of the work takes: whether the machine is fast or slow, the
    instants then lie all over it.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            work(path, writer)
        finally:
            os._exit(1)
    os.close(writer)
    told = b""
    wanted = chance.randrange(3)
    while len(told) < 4 * wanted and select.select([reader], [], [], 60)[0]:
        told += os.read(reader, 4)
    instant = time.perf_counter() + chance.random() * cycle
    while time.perf_counter() < instant:  # on to some instant before the next save is confirmed
        pass
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    while more := os.read(reader, 4):
        told += more
    os.close(reader)
    return int.from_bytes(told[-4:], "big")


def test_no_confirmed_save_is_lost_and_no_file_is_torn(tmp_path: Path) -> None:
    path = tmp_path / "ann.yaml"
    chance = random.Random(4)
    files.create(path, f"level: 0\nratings:\n{FILLING}")
    cycle = cycle_of(lambda: save_once(path))
    interrupted = 0
    for _ in range(KILLS):
        before = level_in(path)
        confirmed = last_confirmed(save_on_and_on, path, chance, cycle)
        assert level_in(path) >= max(before, confirmed)
        left = [file for file in files.leftover_files(path) if not file.name.endswith(".lock")]
        assert len(left) <= 1, "each save sweeps what the one before it left"
        interrupted += len(left)
    assert interrupted > KILLS // 50, "some were killed in the middle of a save"
    files.replace(files.read(path), "level: 1\n")
    assert {file.name for file in tmp_path.iterdir()} == {"ann.yaml", ".ann.yaml.lock"}


def test_no_confirmed_new_file_is_lost_and_none_appears_in_part(tmp_path: Path) -> None:
    chance = random.Random(5)
    made = (tmp_path / f"made-{number}.yml" for number in range(5))
    cycle = cycle_of(lambda: files.create(next(made), f"level: 0\nratings:\n{FILLING}"))
    for _ in range(max(KILLS // 10, 1)):
        before = {path.name for path in tmp_path.glob("*.yaml")}
        confirmed = last_confirmed(create_on_and_on, tmp_path, chance, cycle)
        after = {path.name for path in tmp_path.glob("*.yaml")}
        assert before <= after
        assert confirmed == 0 or f"{confirmed}.yaml" in after
        for name in after - before:
            assert level_in(tmp_path / name) == int(name.removesuffix(".yaml"))


@pytest.mark.parametrize("writer", WRITERS, ids=str)
def test_every_writer_leaves_the_old_file_or_the_new_one(writer: Writer, folder: Path) -> None:
    chance = random.Random(6)
    limits = bounds(writer, folder)
    cycle = cycle_of(lambda: write_anew(writer, folder)) - cycle_of(lambda: fresh(writer, folder))
    for _ in range(max(KILLS // len(WRITERS), 1) if LONG else 6):
        fresh(writer, folder)
        child = forked(lambda: writer.write(folder))
        time.sleep(chance.random() * 1.5 * max(cycle, 0.001))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        limits.check(state(folder))
        if status == 0:
            check_outcome(writer, folder, None, limits)
        heal(writer, folder, limits)


def write_anew(writer: Writer, folder: Path) -> None:
    fresh(writer, folder)
    with suppress(ConflictError):
        writer.write(folder)
