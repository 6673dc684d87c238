"""Comparisons to write: of the samples that the project ships, and of many people made up by a seeded draw."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import replace

from skillgap import store
from skillgap.model.matrix import Criterion, Matrix
from skillgap.model.profile import Assessment, Profile, Rating, UnratedState
from skillgap.reports.comparison import written_comparison
from skillgap.reports.content import ReportContent
from skillgap.reports.fit import written_fit
from skillgap.reports.history import written_history
from skillgap.reports.versions import written_diff
from skillgap.scoring.comparison.history import history
from skillgap.scoring.comparison.reuse import fit
from skillgap.scoring.comparison.table import ColumnSource, compare, explanation
from skillgap.scoring.comparison.versions import matrix_diff
from tests.reports.samples import DAY, HOSTILE, ROOT, matrix_of, unchecked

TODAY = datetime.date(2026, 12, 1)
STATES: tuple[UnratedState, ...] = ("skipped", "not_applicable")


def role() -> Matrix:
    """The matrix that the project ships."""
    return store.read_matrix(ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml")


def later_role() -> Matrix:
    """A made-up second version of it: another count, target and sample, one criterion renamed, one new, one gone."""
    matrix = role()
    first, *skills = matrix.sections[0].criteria
    renamed = replace(skills[0], id="accelerators", formerly=(skills[0].id,), postings=30)
    new = Criterion(id="evaluation", name="Evaluation of models", postings=25)
    changed = (replace(first, postings=20, target=3), renamed, *skills[1:-1], new)
    sections = (replace(matrix.sections[0], criteria=changed), *matrix.sections[1:])
    return replace(matrix, version=2, source=replace(matrix.source, sample_size=40), sections=sections)


def other_role() -> Matrix:
    """A made-up role that shares two criteria with it."""
    shared = Criterion(id="observability", name="Observability", postings=12)
    linked = Criterion(
        id="pipelines",
        name="Pipelines",
        postings=33,
        same_as=("principal-ai-infrastructure-engineer#data-ml-platforms",),
    )
    own = Criterion(id="sql", name="SQL", postings=38)
    matrix = role()
    section = replace(matrix.sections[0], criteria=(own, shared, linked))
    source = replace(matrix.source, sample_size=40)
    return replace(matrix, id="data-engineer", title="Data Engineer", source=source, sections=(section,), signals=())


def sample(name: str) -> Profile:
    return store.read_profile(ROOT / "profiles" / f"sample-{name}-engineer.yaml").profile


def written(subjects: Sequence[ColumnSource]) -> ReportContent:
    """A comparison, explained where it is of one person's two dates."""
    comparison = compare(subjects)
    return written_comparison(comparison, explanation(comparison))


def two_people() -> ReportContent:
    staff, platform = sample("staff"), sample("platform")
    return written([ColumnSource(one, one.latest(), role()) for one in (staff, platform)])


def two_dates() -> ReportContent:
    """One person before and after the role moved on."""
    staff = sample("staff")
    first, last = staff.assessments[0], staff.assessments[-1]
    ratings = {
        "accelerators" if one == "performance-optimization-gpu-accelerator" else one: rating
        for one, rating in last.ratings.items()
        if one in {criterion.id for criterion in later_role().criteria} or one.startswith("performance-opt")
    }
    moved = replace(last, matrix_version=2, ratings={**ratings, "evaluation": Rating(level=1)})
    person = replace(staff, assessments=(first, moved), reviews=())
    return written([ColumnSource(person, first, role()), ColumnSource(person, moved, later_role())])


def many_people(count: int = 50) -> ReportContent:
    rng = random.Random(4)
    matrix = role()
    people = []
    for number in range(1, count + 1):
        ratings = {criterion.id: _drawn(rng) for criterion in matrix.criteria if rng.random() < 0.9}
        day = DAY + datetime.timedelta(days=number)
        assessment = Assessment(matrix=matrix.id, matrix_version=1, date=day, ratings=ratings)
        person = Profile(
            format="skillgap/profile/1", id=f"person-{number}", name=f"Person {number}", assessments=(assessment,)
        )
        people.append(ColumnSource(person, assessment, matrix))
    return written(people)


def _drawn(rng: random.Random) -> Rating:
    level = rng.choice((0, 1, 2, 3, 4, None))
    return Rating(level=level, state=None if level is not None else rng.choice(STATES))


def over_time() -> ReportContent:
    staff = sample("staff")
    return written_history(history(staff, role().id, [role()], today=TODAY), TODAY, 180)


def versions() -> ReportContent:
    return written_diff(matrix_diff(role(), later_role()))


def roles() -> ReportContent:
    return written_fit(sample("staff"), fit(sample("staff"), [role(), other_role()]), "agreed")


@unchecked()
def hostile(words: Sequence[str] = HOSTILE) -> list[ReportContent]:
    """Every kind of report, with these words wherever a file's text is shown."""
    matrix = matrix_of(words)
    people = []
    for shift in (0, 1):
        ratings = {
            f"c-{number}": Rating(level=1 + (number + shift) % 5, evidence=(word, f"{word} {shift}"))
            for number, word in enumerate(words)
        }
        day = DAY + datetime.timedelta(days=shift)
        people.append(Assessment(matrix="role", matrix_version=7, date=day, ratings=ratings))
    person = Profile(format="skillgap/profile/1", id="me", name=words[0], assessments=tuple(people))
    other = replace(person, id="you")
    grown = replace(
        matrix,
        version=8,
        sections=(
            replace(
                matrix.sections[0],
                criteria=tuple(
                    replace(criterion, postings=criterion.postings // 2)
                    for criterion in matrix.sections[0].criteria[1:]
                ),
            ),
        ),
        signals=(),
    )
    return [
        written([ColumnSource(person, people[0], matrix), ColumnSource(other, people[1], matrix)]),
        written([ColumnSource(person, one, matrix) for one in people]),
        written_history(history(person, "role", [matrix], today=TODAY), TODAY, 180),
        written_diff(matrix_diff(matrix, grown)),
        written_fit(person, fit(person, [matrix]), "agreed"),
    ]
