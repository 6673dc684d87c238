"""``skillgap assess --plain``: the questionnaire through a pipe."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import pytest

from skillgap.cli.prompts import print_prompt
from skillgap.model.profile import Rating
from skillgap.store import read_profile
from skillgap.store.yaml_writer import document
from tests.builders import assessment_data, criterion, matrix_data
from tests.cli.conftest import MATRIX, Command, in_terminal

CRITERIA = 19
SIGNALS = 5


@pytest.fixture
def me(skillgap: Command, home: Path) -> Path:
    made = skillgap("profile", "new", "Me")
    return home / made.out.strip()


def ratings(path: Path) -> dict[str, Rating]:
    return dict(read_profile(path).profile.assessments[-1].ratings)


def test_every_answer_in_one_pipe_ends_with_the_report(skillgap: Command, me: Path) -> None:
    result = skillgap("assess", "me", "--plain", answers="3\n" * CRITERIA + "yes\n" * SIGNALS)
    assert result.code == 0
    assert result.out == skillgap("report", "me").out
    assert [rating.level for rating in ratings(me).values()] == [3] * CRITERIA
    assert set(read_profile(me).profile.assessments[0].signals.values()) == {"yes"}
    assert "1 of 24, Skills: Large-scale distributed systems design" in result.err
    assert "24 of 24, hiring signal." in result.err


def test_details_states_back_and_undo(skillgap: Command, me: Path) -> None:
    answers = [
        *("c high", "e https://example.org/a", "e Led it", "e- 1", "n Not sure", "2"),  # question 1
        *("s", "x"),  # questions 2 and 3
        *("4", "u", "1"),  # question 4, taken back and answered again
        *("", "b", "b", "3"),  # 5 left open; back twice to 4, which is rated anew
        "q",
    ]
    result = skillgap("assess", "me", "--plain", answers="\n".join(answers) + "\n")
    assert result.code == 0
    said = list(ratings(me).values())
    assert said[0] == Rating(level=2, confidence="high", evidence=("Led it",), note="Not sure")
    assert [rating.state for rating in said[1:3]] == ["skipped", "not_applicable"]
    assert said[3] == Rating(level=3)
    assert len(said) == 4
    assert "Stopped at question 5 of 24; all answers are saved. Continue with: skillgap assess me" in result.err


def test_answers_count_in_capitals_too_and_texts_keep_theirs(skillgap: Command, me: Path) -> None:
    answers = ["2", "B", "C HIGH", "E Led It", "N Not Sure", "U", "N Sure", "", "S", "X", *[""] * (CRITERIA - 3)]
    result = skillgap("assess", "me", "--plain", answers="\n".join([*answers, "Yes", "PARTLY", "D", "Q", "3"]) + "\n")
    assert (result.code, result.err.count("Stopped at question 23 of 24;")) == (0, 1)
    first, second, third = ratings(me).values()
    assert first == Rating(level=2, confidence="high", evidence=("Led It",), note="Sure")
    assert (second.state, third.state) == ("skipped", "not_applicable")
    assert list(read_profile(me).profile.assessments[0].signals.values()) == ["yes", "partly", "no"]


def test_in_a_terminal_a_character_that_cannot_be_saved_is_asked_for_again(
    skillgap: Command, me: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_terminal(monkeypatch)
    result = skillgap("assess", "me", "--plain", answers="n a\u202eb\nn ab\n2\n")
    assert result.code == 0
    assert "the character U+202E (right-to-left override) cannot be saved: type the line without it\n" in result.err
    assert list(ratings(me).values()) == [Rating(level=2, note="ab")]
    assert "\n> \nStopped at question 2 of 24;" in result.err


def test_back_and_undo_say_where_there_is_nothing_to_go_to(skillgap: Command, me: Path) -> None:
    result = skillgap("assess", "me", "--plain", answers="b\nu\n2\nu\nu\n")
    assert result.code == 0
    assert result.err.count("There is no question before this one.\n") == 1
    assert result.err.count("there is nothing to undo.\n") == 2
    assert ratings(me) == {}


@pytest.mark.parametrize("more", [(), ("--plain",), ("--matrix", MATRIX, "--plain")])
def test_the_command_to_go_on_is_the_one_that_was_typed(skillgap: Command, me: Path, more: tuple[str, ...]) -> None:
    result = skillgap("assess", me, *more, answers="2\nq\n")
    assert f"Continue with: {' '.join(['skillgap assess', str(me), *more])}\n" in result.err
    wrong = skillgap("assess", me, *more, answers="9\n")
    assert f"continue with: {' '.join(['skillgap assess', str(me), *more])}\n" in wrong.err


def test_tools_are_taken_in_the_spelling_of_the_matrix(skillgap: Command, me: Path) -> None:
    answers = "\n" * 8 + "t kubernetes, RAY\n3\n"
    assert skillgap("assess", "me", "--plain", answers=answers).code == 0
    assert ratings(me) == {"orchestration-automation": Rating(level=3, tools=("Kubernetes", "Ray"))}


def test_the_next_run_goes_on_at_the_first_open_question(skillgap: Command, me: Path) -> None:
    skillgap("assess", "me", "--plain", answers="1\n2\n")
    result = skillgap("assess", "me", "--plain", answers="3\n")
    assert "\n3 of 24, Skills: Technical leadership & mentorship" in result.err
    assert [rating.level for rating in ratings(me).values()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("answers", "line", "message"),
    [
        ("2\n9\n1\n", 2, "9 is not a level: 0, 1, 2, 3, 4"),
        ("2\nc sure\n", 2, "'sure' is no confidence: low, medium or high"),
        ("t Kubernetes\n", 1, "this criterion lists no tools"),
        ("\n" * 8 + "t Kuberntes\n", 9, "'Kuberntes' is not among its tools: did you mean Kubernetes?"),
        ("e\n", 1, "e is followed by the evidence"),
        ("e- 1\n", 1, "no evidence yet"),
        ("maybe\n", 1, "'maybe' is no answer"),
        ("2\nn a\u202eb\n", 2, "the character U+202E (right-to-left override) cannot be saved"),
        ("2\nn a\udcffb\n", 2, "the character U+DCFF cannot be saved"),
        ("\n" * 19 + "3\n", 20, "'3' is no answer to a signal: yes (y), partly (p) or no (d), or s to skip it"),
        ("\n" * 19 + "n\n", 20, "'n' is no answer to a signal"),
        ("\n" * 19 + "n no\n", 20, "'n no' is no answer to a signal"),
        ("\n" * 19 + "x\n", 20, "a signal is answered with yes (y), partly (p) or no (d), or skipped with s"),
    ],
)
def test_from_a_pipe_a_wrong_line_stops_before_later_answers_go_astray(
    skillgap: Command, me: Path, answers: str, line: int, message: str
) -> None:
    result = skillgap("assess", "me", "--plain", answers=answers)
    assert result.code == 1
    assert result.out == ""
    assert f"<stdin>:{line}:1: {message}" in result.err
    assert "hint: everything before it is saved" in result.err
    assessments = read_profile(me).profile.assessments
    assert [rating.level for assessment in assessments for rating in assessment.ratings.values()] == (
        [2] if line == 2 else []
    )


def test_a_finished_assessment_of_another_day_is_never_changed(skillgap: Command, me: Path) -> None:
    skillgap("assess", "me", "--plain", answers="3\n" * CRITERIA + "yes\n" * SIGNALS)
    today = datetime.date.today().isoformat()
    me.write_text(me.read_text(encoding="utf-8").replace(today, "2020-02-02"), encoding="utf-8")
    before = read_profile(me).profile.assessments[0]
    bytes_before = me.read_bytes()
    refused = skillgap("assess", "me", "--plain", answers="4\n")
    assert (refused.code, refused.out) == (2, "")
    assert "hint: --date 2020-02-02 adds to it, and --new begins one dated today" in refused.err
    assert me.read_bytes() == bytes_before
    result = skillgap("assess", "me", "--plain", "--new", answers="4\n")
    after = read_profile(me).profile.assessments
    assert after[0] == before
    assert after[1].date == datetime.date.today()
    assert [rating.level for rating in after[1].ratings.values()] == [4]
    assert "Last time, 2020-02-02: 3 Proficient" in result.err


def test_a_sample_cannot_be_rated_and_says_what_to_do(skillgap: Command) -> None:
    result = skillgap("assess", "sample-staff-engineer", "--plain", answers="3\n" * 30)
    assert result.code == 1
    assert "this is a sample, which cannot be changed" in result.err
    assert "skillgap profile new" in result.err


def test_without_a_terminal_the_questions_come_line_by_line(skillgap: Command, me: Path) -> None:
    result = skillgap("assess", "me", answers="2\n")
    assert result.code == 0
    assert result.err.startswith("No terminal is attached")
    assert [rating.level for rating in ratings(me).values()] == [2]


@pytest.mark.usefixtures("me")
def test_matrix_names_the_role_to_rate(skillgap: Command) -> None:
    result = skillgap("assess", "me", "--matrix", "nothing", "--plain")
    assert result.code == 1
    assert "there is no matrix nothing" in result.err
    assert skillgap("assess", "me", "--matrix", MATRIX, "--plain", answers="0\n").code == 0


def test_an_assessment_on_an_older_scale_is_told_of_but_not_measured(skillgap: Command, home: Path) -> None:
    """The level 4 said of version 1 has no name in version 2, whose scale ends at 2."""
    for folder in ("profiles", "matrices"):
        (home / folder).mkdir()
    for version, top in ((1, 4), (2, 2)):
        scale = [{"level": level, "name": f"Step {level}"} for level in range(top + 1)]
        role = matrix_data(criterion("a", 5), version=version, scale=scale, targets={"default": top})
        name = "role.yaml" if version == 2 else "role.v1.yaml"
        (home / "matrices" / name).write_text(document(role), encoding="utf-8")
    person = {"format": "skillgap/profile/1", "id": "p", "name": "P", "assessments": [assessment_data({"a": 4})]}
    (home / "profiles" / "p.yaml").write_text(document(person), encoding="utf-8")
    stopped = skillgap("assess", "p", "--plain", answers="q\n")
    assert (stopped.code, "Last time, 2026-05-04: 4\n" in stopped.err) == (0, True)
    assert "0 of 1 rated" in stopped.out
    rated = skillgap("assess", "p", "--plain", answers="1\n")
    assert (rated.code, rated.out) == (0, skillgap("report", "p").out)
    assert "50% of the demand is covered. 1 of 1 rated" in rated.out


@pytest.mark.usefixtures("me")
def test_a_number_too_long_to_be_one_is_no_answer(skillgap: Command) -> None:
    result = skillgap("assess", "me", "--plain", answers=f"e Led it\ne- {'9' * 5000}\n")
    assert (result.code, "<stdin>:2:1: e- is followed by a number from 1 to 1" in result.err) == (1, True)


def test_what_does_not_fit_the_matrix_is_not_reported_on(skillgap: Command, me: Path) -> None:
    skillgap("assess", "me", "--plain", answers="3\n" * CRITERIA)
    text = me.read_text(encoding="utf-8")
    today = datetime.date.today().isoformat()
    me.write_text(text.replace("level: 3", "level: 9", 1).replace(today, "2020-01-01"), encoding="utf-8")
    result = skillgap("assess", "me", "--plain", "--date", "2020-01-01", answers="q\n")
    assert (result.code, "level 9 is not on the scale" in result.err) == (1, True)


class Terminal(io.StringIO):
    """What a terminal is sent."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (Terminal(), "\n1 of 2: Care\n  4 Expert: Has cared for\n    many of them\nSo far: 3\n"),
        (io.StringIO(), "\n1 of 2: Care\n  4 Expert: Has cared for many of them\nSo far: 3\n"),
    ],
)
def test_in_a_terminal_a_question_is_broken_between_its_words(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, expected: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "28")
    print_prompt("1 of 2: Care\n  4 Expert: Has cared for many of them\nSo far: 3")
    assert stream.getvalue() == expected


def test_the_day_until_which_evidence_is_valid_is_set_and_removed(skillgap: Command, me: Path) -> None:
    result = skillgap("assess", me, "--plain", answers="v 2027-03-31\n3\nq\n")
    assert result.code == 0, result.err
    assert "valid_until: 2027-03-31" in me.read_text(encoding="utf-8")
    assert "valid until 2027-03-31" in result.err
    result = skillgap("assess", me, "--plain", answers="v tomorrow\n")
    assert "'tomorrow' is no date: write it as in 2027-03-31" in result.err
