"""A rating session killed at any instant: every answered question is in the file, and the file is whole."""

from __future__ import annotations

import datetime
import os
import random
import signal
from pathlib import Path
from typing import NoReturn

from skillgap.model.profile import FORMAT, Profile
from skillgap.questionnaire.self_assessment import Questionnaire, begin, record
from skillgap.store import create_profile, read_matrix, read_profile, save_profile
from skillgap.store.library import BUILT_IN
from tests.faults.writers import LONG

KILLS = 5_000 if LONG else 250
MATRIX = read_matrix(BUILT_IN / "matrices" / "principal-ai-infrastructure-engineer.yaml")
TODAY = datetime.date(2026, 5, 4)


def rate_everything(path: Path, acknowledged: int) -> NoReturn:
    """Answer question after question as the screens do, and tell each one as soon as its save returned."""
    file = read_profile(path)
    walk = begin(file.profile, MATRIX, TODAY)
    while walk.current:
        walk = answered(walk)
        file = save_profile(file, record(file.profile, walk.assessment))
        os.write(acknowledged, b".")
    os._exit(0)


def answered(walk: Questionnaire) -> Questionnaire:
    assert walk.current
    if walk.current.signal:
        return walk.answer("partly")
    if walk.position % 5 == 3:
        return walk.skip()
    walk = walk.with_evidence(("Led the move to three regions",)) if walk.position % 3 == 0 else walk
    return walk.rate(walk.position % 4)


def answers_in(path: Path) -> int:
    return sum(
        len(assessment.ratings) + len(assessment.signals) for assessment in read_profile(path).profile.assessments
    )


def killed_session(path: Path, generator: random.Random) -> int:
    """Run a session in a child, kill it at a random instant, and return how many answers it had confirmed."""
    confirmed, acknowledged = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            rate_everything(path, acknowledged)
        finally:
            os._exit(1)
    os.close(acknowledged)
    wanted, received = generator.randrange(0, 8), 0
    while received < wanted and (got := len(os.read(confirmed, wanted - received))):
        received += got
    for _ in range(generator.randrange(0, 60_000)):  # some instant within the next save
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while got := len(os.read(confirmed, 64)):
        received += got
    os.close(confirmed)
    return received


def test_no_answered_question_is_lost_and_no_file_is_torn(tmp_path: Path) -> None:
    generator = random.Random(20260504)
    questions = len(MATRIX.criteria) + len(MATRIX.signals)
    path, number = tmp_path / "p0.yaml", 0
    create_profile(path, Profile(format=FORMAT, id="p", name="P"))
    for _ in range(KILLS):
        before = answers_in(path)
        confirmed = killed_session(path, generator)
        assert before + confirmed <= answers_in(path) <= questions
        if answers_in(path) == questions:
            number += 1
            path = tmp_path / f"p{number}.yaml"
            create_profile(path, Profile(format=FORMAT, id="p", name="P"))
    assert number >= KILLS // 20, "sessions got further than their first questions"
    file = read_profile(path)
    save_profile(file, Profile(format=FORMAT, id="p", name="Swept"))
    left = {entry.name for entry in tmp_path.iterdir() if path.name in entry.name}
    assert left <= {path.name, f".{path.name}.lock"}, "a later save sweeps what a killed one left"
