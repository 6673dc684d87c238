"""Two people with a copy of one file each, on two machines: whatever they do, uniting the copies loses nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from skillgap.cli.profile_merge import unite
from skillgap.errors import DataError
from skillgap.model.profile import Profile
from skillgap.model.schema import plain
from skillgap.questionnaire import review, self_assessment
from skillgap.store import read_profile, save_profile
from tests.builders import criterion, matrix_data, matrix_of, profile_of
from tests.model.test_merge import check_union

CRITERIA = [criterion("a", 3), criterion("b", 2), criterion("c", 1)]
MATRIX = matrix_of(matrix_data(*CRITERIA, signals=[{"id": "s", "text": "S"}]))
NOW = "2026-05-04T10:00:00Z"
TODAY = datetime.date(2026, 5, 4)
COMMENT = "# kept since spring"
START = f"{COMMENT}\nformat: skillgap/profile/1\nid: me\nname: Me\n"
SIDES = st.sampled_from([0, 1])
DAYS = st.integers(0, 2)
IDS = st.sampled_from("abc")
LEVELS = st.integers(0, 3)
TEXTS = st.sampled_from(["x", "y", "z"])
STATUSES = st.sampled_from(["open", "done", "dropped"])


class TwoMachines(RuleBasedStateMachine):
    """A person and a mentor work at their copies, send them, and unite what arrived with their own, early or late."""

    def __init__(self) -> None:
        super().__init__()
        # Other tests cut the power; here it stays on, and waiting for the disk would take most of the time.
        self.disk = patch("os.fsync")
        self.disk.start()
        self.folder = TemporaryDirectory()
        self.copies = [Path(self.folder.name, name) for name in ("mine.yaml", "theirs.yaml")]
        self.arrived = [Path(self.folder.name, name) for name in ("from-them.yaml", "from-me.yaml")]
        for path in (*self.copies, *self.arrived):
            path.write_text(START, encoding="utf-8")

    def edit(self, side: int, change: Callable[[Profile], Profile]) -> None:
        file = read_profile(self.copies[side])
        save_profile(file, change(file.profile))

    def assess(self, side: int, day: int, identifier: str, change: Any) -> None:
        def assessed(profile: Profile) -> Profile:
            after = change(self_assessment.begin(profile, MATRIX, TODAY + datetime.timedelta(day)).go(identifier))
            return self_assessment.record(profile, after.assessment)

        self.edit(side, assessed)

    @rule(side=SIDES, day=DAYS, identifier=IDS, level=LEVELS)
    def rate(self, side: int, day: int, identifier: str, level: int) -> None:
        self.assess(side, day, identifier, lambda one: one.rate(level))

    @rule(side=SIDES, day=DAYS, identifier=IDS)
    def skip(self, side: int, day: int, identifier: str) -> None:
        self.assess(side, day, identifier, lambda one: one.skip())

    @rule(side=SIDES, day=DAYS, identifier=IDS, text=TEXTS)
    def give_evidence(self, side: int, day: int, identifier: str, text: str) -> None:
        self.assess(side, day, identifier, lambda one: one.with_evidence((*one.rating.evidence, text)))

    @rule(side=SIDES, day=DAYS, identifier=IDS, text=TEXTS)
    def note(self, side: int, day: int, identifier: str, text: str) -> None:
        self.assess(side, day, identifier, lambda one: one.with_note(text).with_confidence("low"))

    @rule(side=SIDES, answer=st.sampled_from(["yes", "no"]))
    def answer(self, side: int, answer: Any) -> None:
        self.assess(side, 0, "s", lambda one: one.answer(answer))

    @rule(side=SIDES, by=st.sampled_from(["Ada", "Bo"]), day=DAYS, identifier=IDS, level=LEVELS, done=st.booleans())
    def review(self, side: int, by: str, day: int, identifier: str, level: int, done: bool) -> None:
        def reviewed(profile: Profile) -> Profile:
            if not profile.assessments:
                return profile
            today = TODAY + datetime.timedelta(10 + day)
            after = review.begin(profile, MATRIX, profile.assessments[0], by, today).go(identifier).rate(level)
            return review.record(profile, (after.submit(NOW).complete(NOW) if done else after).review)

        with suppress(DataError):  # a second review by the same mentor on one day
            self.edit(side, reviewed)

    @rule(side=SIDES, number=st.integers(0, 2), status=STATUSES, text=TEXTS, due=DAYS)
    def set_goal(self, side: int, number: int, status: str, text: str, due: int) -> None:
        def set_out(profile: Profile) -> Profile:
            data = plain(profile)
            goals = {one["id"]: one for one in data.get("goals", [])}
            day = str(TODAY + datetime.timedelta(due))
            goal = {"id": f"g{number}", "criterion": "a", "level": 3, "action": text, "due": day, "status": status}
            return profile_of({**data, "goals": list({**goals, goal["id"]: goal}.values())})

        self.edit(side, set_out)

    @rule(side=SIDES)
    def send(self, side: int) -> None:
        self.arrived[1 - side].write_bytes(self.copies[side].read_bytes())

    @rule(side=SIDES)
    def unite(self, side: int) -> None:
        mine, theirs = read_profile(self.copies[side]), read_profile(self.arrived[side])
        merged = check_union(mine.profile, theirs.profile)
        before = self.copies[side].read_bytes()
        if merged.conflicts:
            with pytest.raises(DataError):
                unite(mine, theirs, None, in_place=True)
            assert self.copies[side].read_bytes() == before
        else:
            unite(mine, theirs, None, in_place=True)
            assert read_profile(self.copies[side]).profile == merged.profile
        assert self.copies[side].read_text(encoding="utf-8").startswith(COMMENT)

    def teardown(self) -> None:
        check_union(*(read_profile(path).profile for path in self.copies))
        self.folder.cleanup()
        self.disk.stop()


TwoMachines.TestCase.settings = settings(max_examples=10 * settings().max_examples, stateful_step_count=10)
TestTwoMachines = TwoMachines.TestCase
