"""The file and the memory of it, and what becomes of both when another program changes the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillgap.errors import DataError
from skillgap.model.goals import added, settled
from skillgap.model.profile import Goal, Profile, Rating
from skillgap.model.three_way_merge import Versions, resolve
from skillgap.questionnaire.self_assessment import Questionnaire, begin, continue_from
from skillgap.store import Library, read_profile, save_profile
from skillgap.tui.session import Session
from tests.locks import held
from tests.tui.harness import TODAY, levels, profile_text, rating, saved


@pytest.fixture
def session(library: Library) -> Session:
    return Session(library.find_profile("me"))


@pytest.fixture
def walk(library: Library, session: Session) -> Questionnaire:
    return begin(session.profile, library.find_matrix("role"), TODAY)


def test_what_is_kept_is_on_the_disk(library: Library, session: Session, walk: Questionnaire) -> None:
    session.keep(walk.rate(3).assessment)
    assert session.saved
    assert levels(library) == {"design": 3}


def test_moving_about_writes_nothing(library: Library, session: Session, walk: Questionnaire) -> None:
    before = (library.profiles / "me.yaml").stat()
    session.keep(walk.next().back().assessment)
    after = (library.profiles / "me.yaml").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def change(library: Library, old: str, new: str) -> None:
    """What an editor does meanwhile."""
    path = library.profiles / "me.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_conflict_keeps_both_and_is_taken_up_in_one_step(
    library: Library, session: Session, walk: Questionnaire
) -> None:
    walk = walk.rate(3)
    session.keep(walk.assessment)
    change(library, "level: 3", "level: 1, note: theirs")
    walk = walk.rate(2)
    session.keep(walk.assessment)
    assert not session.saved
    assert session.conflict
    assert rating(library, "design").level == 1
    walk = walk.rate(4)
    session.keep(walk.assessment)
    merged = session.merge_with_file(walk)
    assert merged.conflicts == ()
    session.save_merged(merged)
    walk = continue_from(walk, session.profile)
    assert session.saved
    assert not session.conflict
    assert rating(library, "design") == Rating(level=1, note="theirs")
    assert levels(library) == {"design": 1, "care": 2, "tooling": 4}
    assert walk.assessment == saved(library)
    assert walk.undo() is walk
    assert [path.name for path in library.profiles.iterdir() if "conflict" in path.name] == []


@pytest.mark.parametrize(("side", "level"), [("mine", 4), ("theirs", 1)])
def test_an_answer_that_both_changed_is_a_conflict(
    library: Library, session: Session, walk: Questionnaire, side: str, level: int
) -> None:
    walk = walk.rate(3).back()
    session.keep(walk.assessment)
    change(library, "level: 3", "level: 1")
    walk = walk.rate(4)
    session.keep(walk.assessment)
    merged = session.merge_with_file(walk)
    (conflict,) = merged.conflicts
    assert (conflict.before, conflict.mine, conflict.theirs) == ({"level": 3}, {"level": 4}, {"level": 1})
    assert not session.saved, "nothing is said to be saved before somebody chose"
    session.save_merged(resolve(merged, {conflict.path: getattr(conflict, side)}))
    assert session.saved
    assert levels(library) == {"design": level}
    assert [path.name for path in library.profiles.iterdir() if "conflict" in path.name] == []


def test_another_persons_profile_is_never_written_into(library: Library, session: Session, walk: Questionnaire) -> None:
    session.keep(walk.rate(3).assessment)
    (library.profiles / "me.yaml").write_text(profile_text("Eve", "eve"), encoding="utf-8")
    walk = walk.rate(3).rate(2)
    session.keep(walk.assessment)
    with pytest.raises(DataError, match="another person's profile now: its id is eve, not me"):
        session.merge_with_file(walk)
    assert not session.saved
    assert read_profile(library.profiles / "me.yaml").profile.name == "Eve"


def test_a_file_that_is_gone_is_made_anew(library: Library, session: Session, walk: Questionnaire) -> None:
    session.keep(walk.rate(3).assessment)
    (library.profiles / "me.yaml").unlink()
    walk = walk.rate(3).rate(2)
    session.keep(walk.assessment)
    assert session.conflict
    session.save_merged(session.merge_with_file(walk))
    assert levels(library) == {"design": 3, "care": 2}


def test_a_file_that_became_unreadable_is_left_alone(library: Library, session: Session, walk: Questionnaire) -> None:
    session.keep(walk.rate(3).assessment)
    change(library, "name: Me", "nmae: Me")
    walk = walk.rate(3).rate(2)
    session.keep(walk.assessment)
    with pytest.raises(DataError):
        session.merge_with_file(walk)
    assert session.conflict
    assert session.profile.latest() == walk.assessment
    assert "nmae" in (library.profiles / "me.yaml").read_text(encoding="utf-8")


def test_another_file_of_the_same_name_keeps_what_it_says(
    library: Library, session: Session, walk: Questionnaire
) -> None:
    other = "assessments:\n  - {matrix: role, matrix_version: 1, date: 2024-01-01, ratings: {care: {level: 4}}}\n"
    (library.profiles / "me.yaml").write_text(profile_text("Other", "me", other), encoding="utf-8")
    walk = walk.rate(3)
    session.keep(walk.assessment)
    session.save_merged(session.merge_with_file(walk))
    assert session.profile.name == "Other"
    assert [len(assessment.ratings) for assessment in session.profile.assessments] == [1, 1]


def goals_of(library: Library) -> dict[str, str]:
    """The goals on the disk, each with its status."""
    return {goal.id: goal.status for goal in read_profile(library.profiles / "me.yaml").profile.goals}


def test_a_lock_of_another_program_is_told_soon_and_nothing_is_lost(
    library: Library, session: Session, walk: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skillgap.tui.session.LOCK_WAIT", 0.05)
    session.keep(walk.rate(3).assessment)
    with held(session.file.path):
        session.keep(walk.rate(3).rate(2).assessment)
    assert "another program has been saving this file" in session.problems[0].message
    assert not session.conflict
    assert levels(library) == {"design": 3}
    session.save()
    assert session.saved
    assert levels(library) == {"design": 3, "care": 2}


def test_goals_survive_a_conflict_on_both_sides(library: Library, session: Session) -> None:
    session.keep_goals(added(added(session.profile, "design", 3), "care", 2).goals)
    assert goals_of(library) == {"design-3": "open", "care-2": "open"}
    theirs = added(settled(session.profile, "care-2", "dropped"), "design", 4, "Theirs")
    save_profile(session.file, theirs)
    session.keep_goals(added(settled(session.profile, "design-3", "done"), "design", 4, "Mine").goals)
    assert session.conflict
    session.save_merged(session.merge_with_file())
    assert session.saved
    assert goals_of(library) == {"design-3": "done", "care-2": "dropped", "design-4": "open", "design-4-2": "open"}
    assert [goal.action for goal in session.profile.goals[2:]] == ["Theirs", "Mine"]


def test_goals_come_along_when_answers_are_taken_up(library: Library, session: Session, walk: Questionnaire) -> None:
    session.keep(walk.rate(3).assessment)
    change(library, "name: Me", "name: Me too")
    session.keep_goals(added(session.profile, "care", 4).goals)
    walk = walk.rate(3).rate(2)
    session.keep(walk.assessment)
    session.save_merged(session.merge_with_file(walk))
    assert goals_of(library) == {"care-4": "open"}
    assert levels(library) == {"design": 3, "care": 2}
    assert session.profile.name == "Me too"


GOALS = st.lists(
    st.builds(
        Goal,
        id=st.sampled_from(["a-1", "a-1-2", "a-1-3", "b"]),
        criterion=st.just("a"),
        level=st.just(1),
        action=st.sampled_from([None, "mine", "theirs"]),
        status=st.just("open"),
    ),
    unique_by=lambda goal: goal.id,
)


@given(base=GOALS, mine=GOALS, theirs=GOALS)
def test_a_merge_loses_no_new_goal(base: list[Goal], mine: list[Goal], theirs: list[Goal]) -> None:
    profiles = [
        Profile(format="skillgap/profile/1", id="me", name="Me", goals=tuple(goals)) for goals in (base, mine, theirs)
    ]
    merged = Versions(*profiles).merge().profile.goals
    before = {goal.id for goal in base}
    for side in (mine, theirs):
        new = {goal.action for goal in side if goal.id not in before}
        assert new <= {goal.action for goal in merged}
