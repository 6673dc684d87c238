"""What is kept of a person's own profiles from the last time they were looked at, and of nobody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from skillgap.model.changes import changes_since, seen_in
from skillgap.model.profile import Profile
from skillgap.store import ProfileFile, create_profile, read_profile, save_profile
from skillgap.store.last_seen import forget, last_seen, make_own, remember, remember_own, remove_old_copies
from skillgap.workspace import save
from tests.builders import assessment_data, profile_data, profile_of

GOAL = {"id": "g", "criterion": "a", "level": 2, "status": "open"}


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty settings folder."""
    folder = tmp_path / "config"
    monkeypatch.setenv("SKILLGAP_CONFIG", str(folder))
    return folder


def person(level: int = 1, **more: object) -> Profile:
    return profile_of(profile_data(assessment_data({"a": {"level": level, "note": "private"}}), **more))


@pytest.fixture
def file(tmp_path: Path) -> ProfileFile:
    return create_profile(tmp_path / "me.yaml", person())


def with_goals(file: ProfileFile, *ids: str) -> ProfileFile:
    return save_profile(file, person(goals=[{**GOAL, "id": identifier} for identifier in ids]))


def test_nothing_is_kept_of_a_profile_that_is_only_looked_at(file: ProfileFile, config: Path) -> None:
    remember(file)
    assert last_seen(file) is None
    assert not config.exists()


def test_a_profile_is_ones_own_once_a_question_is_answered(file: ProfileFile, config: Path) -> None:
    own = save(file, person(2))
    assert last_seen(own) == seen_in(own.profile)
    (kept,) = (config / "last-seen").iterdir()
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "private" not in kept.read_text(encoding="utf-8")
    assert "me.yaml" not in kept.read_text(encoding="utf-8")


def test_a_review_or_a_goal_makes_nobody_the_owner(file: ProfileFile, config: Path) -> None:
    save(file, person(goals=[GOAL]))
    assert not config.exists()


def test_what_is_new_is_told_until_it_is_looked_at(file: ProfileFile) -> None:
    make_own(file)
    now = with_goals(file, "g")
    seen = last_seen(now)
    assert seen
    assert len(changes_since(seen, now.profile)) == 1
    remember(now)
    seen = last_seen(now)
    assert seen
    assert changes_since(seen, now.profile) == ()


def test_two_folders_with_one_id_are_told_apart(file: ProfileFile, tmp_path: Path) -> None:
    make_own(file)
    (tmp_path / "team").mkdir()
    other = create_profile(tmp_path / "team" / "me.yaml", person(goals=[GOAL]))
    assert last_seen(other) is None
    assert last_seen(file)


def test_another_person_under_the_same_path_was_never_seen(file: ProfileFile, tmp_path: Path) -> None:
    make_own(file)
    file.path.unlink()
    assert last_seen(create_profile(tmp_path / "me.yaml", replace(person(), id="you"))) is None


def test_one_id_with_another_key_was_never_seen(file: ProfileFile, tmp_path: Path) -> None:
    file = save_profile(file, replace(person(), key="k1"))
    make_own(file)
    assert last_seen(file)
    file.path.unlink()
    assert last_seen(create_profile(tmp_path / "me.yaml", replace(person(), key="k2"))) is None


def test_a_link_leads_to_the_same_profile(file: ProfileFile, tmp_path: Path) -> None:
    make_own(file)
    (tmp_path / "link.yaml").symlink_to(file.path)
    assert last_seen(read_profile(tmp_path / "link.yaml"))


def test_own_changes_are_no_news_and_others_stay(file: ProfileFile) -> None:
    make_own(file)
    theirs = with_goals(file, "g")
    both = with_goals(theirs, "g", "h")
    remember_own(theirs.profile, both)
    seen = last_seen(both)
    assert seen
    assert [goal.id for goal in seen.goals] == ["h"]


def test_what_was_kept_is_forgotten_with_the_file(file: ProfileFile, tmp_path: Path, config: Path) -> None:
    forget(file.path)  # nothing was ever kept
    other = create_profile(tmp_path / "you.yaml", replace(person(), id="you"))
    make_own(file)
    make_own(other)
    forget(file.path)
    forget(file.path)
    assert (last_seen(file), bool(last_seen(other))) == (None, True)
    assert len(list((config / "last-seen").iterdir())) == 1


@pytest.mark.parametrize("by_saving", [False, True])
def test_whole_profiles_of_an_earlier_skillgap_are_removed(config: Path, file: ProfileFile, by_saving: bool) -> None:
    def remove() -> None:
        if by_saving:
            save(file, person(goals=[GOAL]))
        else:
            remove_old_copies()

    old = config / "seen"
    old.mkdir(parents=True)
    for name in ("mentee.yaml", "other.yaml", ".mentee.yaml.0123456789abcdef.tmp", ".mentee.yaml.lock"):
        (old / name).write_text("name: Mentee\n", encoding="utf-8")
    (config / "settings.yaml").write_text("mentor: Grace\n", encoding="utf-8")
    remove()
    assert [path.name for path in config.iterdir()] == ["settings.yaml"]


@pytest.mark.parametrize("text", ["format: [", "id: me\nname: Me\n", "- 1\n"])
def test_what_was_kept_and_cannot_be_read_was_never_seen(file: ProfileFile, config: Path, text: str) -> None:
    make_own(file)
    (kept,) = (config / "last-seen").iterdir()
    kept.write_text(text, encoding="utf-8")
    assert last_seen(file) is None


def test_where_nothing_can_be_kept_less_news_is_told(file: ProfileFile, config: Path) -> None:
    config.write_text("a file", encoding="utf-8")
    make_own(file)
    assert last_seen(file) is None
    assert config.read_text(encoding="utf-8") == "a file"


def test_nothing_is_written_through_a_link(file: ProfileFile, config: Path, tmp_path: Path) -> None:
    make_own(file)
    (kept,) = (config / "last-seen").iterdir()
    victim = tmp_path / "victim"
    victim.write_bytes(kept.read_bytes())
    kept.unlink()
    kept.symlink_to(victim)
    before = victim.read_bytes()
    remember(with_goals(file, "g"))
    assert victim.read_bytes() == before
