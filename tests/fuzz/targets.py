"""What is fuzzed: each way into the program that takes a stranger's bytes, as a function of these bytes alone.

A target returns whether it took the bytes. Only the documented exception is caught: any other is a find. What was
taken must also be good for what comes next: it can be written and read again, reported, searched for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from skillgap.errors import DataError, Diagnostic
from skillgap.model.json_schema import json_schema
from skillgap.model.matrix import Matrix
from skillgap.model.merge import merge
from skillgap.model.profile import Profile
from skillgap.model.schema import plain
from skillgap.postings.analysis import read_analysis
from skillgap.postings.counting import read_posting
from skillgap.postings.incidence_file import read_incidence
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Posting, read_file
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.reports.content import Layout
from skillgap.scoring.gap_report import gap_report
from skillgap.scoring.posting_data import Header, PostingHits, incidence_of
from skillgap.store import (
    changed_text,
    check_against,
    files,
    matrix_problems,
    profile_problems,
    read_matrix,
    read_profile,
    yaml_reader,
    yaml_writer,
)
from skillgap.store.bundle_format import read_bundle
from tests.reports import samples

ROOT = Path(__file__).parents[2]
BUILT_IN = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
CORPUS = ROOT / "tests" / "postings" / "corpus"
HOSTILE = ROOT / "tests" / "hostile"
MATRIX = read_matrix(BUILT_IN)
MATCHER = Matcher(taxonomy_of(MATRIX))
NOBODY = Profile(format="skillgap/profile/1", id="me", name="Me")
ODD = (
    *("null", "true", "yes", "0", "-1", "99", "1e999", ".nan", "NaN", "9999999999999999999", "0.5", "2026-05-04"),
    *("- ", "{}", "[]", "{", "[", ": ", "&a ", "*a", "!!str ", "---\\x0a", "%TAG", "? ", "|\\x0a", "\\x0a  ", "# "),
    *(
        "\\xe2\\x80\\xae",
        "\\xef\\xbb\\xbf",
        "\\x00",
        "\\x1b",
        "\\xed\\xa0\\x80",
        "\\\\u0000",
        "\\\\ud800",
        "| ",
        "%",
        "<script>",
    ),
)
"""Values that are easily taken for others, and marks of the formats; written as libFuzzer's dictionaries are."""
POSTING_KINDS = (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".yaml")


def take_profile(path: Path) -> bool:
    """A profile: read, held against its matrices, changed, merged with itself and reported."""
    profile_problems(path, _matrix_for)
    try:
        file = read_profile(path)
    except DataError:
        return False
    profile = file.profile
    assert merge(profile, profile).profile == profile
    renamed = replace(profile, name="Another")
    text = changed_text(file, renamed)
    path.write_text(text, encoding="utf-8")
    assert read_profile(path).profile == renamed
    for assessment in profile.assessments:
        try:
            check_against(file, assessment, MATRIX)
        except DataError:
            continue
        samples.render(gap_report(MATRIX, profile, assessment), "json", Layout())
    return True


def _matrix_for(identifier: str, version: int) -> Matrix:
    if (identifier, version) != (MATRIX.id, MATRIX.version):
        raise DataError(Diagnostic(f"there is no matrix {identifier}"))
    return MATRIX


def take_matrix(path: Path) -> bool:
    """A matrix: read, reported for somebody who has rated nothing, and made into phrases to search for."""
    problems = matrix_problems(path)
    try:
        matrix = read_matrix(path)
    except DataError:
        assert problems
        return False
    assert not problems
    samples.render(gap_report(matrix, NOBODY, None), "json", Layout())
    try:
        Matcher(taxonomy_of(matrix)).hits("\nKubernetes and Ray.\n")
    except DataError:
        return False
    return True


def take_bundle(path: Path) -> bool:
    """A bundle: each line is a profile or has problems, and the quick way and the close look agree."""
    taken = False
    for line in read_bundle(path):
        if line.data is None:
            assert line.problems
            continue
        taken = True
        assert plain(line.profile)
    return taken


def take_analysis(path: Path) -> bool:
    """An analysis: what is made of it is a matrix that can be read."""
    try:
        text = files.read(path).text
        written = yaml_writer.document(read_analysis(text, str(path)).data)
    except DataError:
        return False
    path.write_text(written, encoding="utf-8")
    read_matrix(path)
    return True


def take_postings(path: Path) -> bool:
    """Postings, the first byte choosing of which kind: each can be read and searched, or says why not."""
    data = path.read_bytes()
    kind = POSTING_KINDS[(data or b"\0")[0] % len(POSTING_KINDS)]
    inner = path.with_suffix(kind)
    inner.write_bytes(data[1:])
    taken = False
    for entry in read_file(inner):
        if isinstance(entry, Posting):
            taken = True
            read = read_posting(entry, MATCHER, keep_text=True)
            json.dumps(read.line, ensure_ascii=False).encode()
    return taken


def take_incidence(path: Path) -> bool:
    """An incidence: postings that a report can be held against."""
    try:
        incidence_of(read_incidence(path, MATRIX))
    except DataError:
        return False
    return True


@dataclass(frozen=True)
class Target:
    """A way in, and where its seeds come from."""

    take: Callable[[Path], bool]
    seeds: Callable[[], Iterator[bytes]]

    def __call__(self, folder: Path, data: bytes) -> bool:
        """Whether the target takes the bytes, written as a file in the folder."""
        path = folder / ("input.jsonl" if self.take is take_bundle else "input.yaml")
        path.write_bytes(data)
        return self.take(path)


def _files(*patterns: str) -> Iterator[bytes]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                yield path.read_bytes()


def _profile_seeds() -> Iterator[bytes]:
    yield from _files("profiles/*.yaml", "tests/hostile/profile/*.yaml", "tests/hostile/syntax/*.yaml")


def _matrix_seeds() -> Iterator[bytes]:
    yield from _files("tests/postings/taxonomy/*.yaml", "tests/hostile/matrix/*.yaml", "tests/hostile/syntax/*.yaml")


def _bundle_seeds() -> Iterator[bytes]:
    for data in _files("profiles/*.yaml"):
        yield json.dumps(yaml_reader.parse(data.decode(), "seed").value, ensure_ascii=False).encode()
    yield from _files("tests/hostile/bundle/*.jsonl")


def _analysis_seeds() -> Iterator[bytes]:
    yield (
        b"# Job Posting Analysis - Engineer\n\n> Sample set: 20 postings (2025) from banks.\n\n## Summary\n\n"
        b"- **Regions**: Europe, Asia\n\n## Skills\n\n| Skill | Frequency | % of Postings | Category | Notes |\n"
        b"|---|---|---|---|---|\n| Design | 19 | 95% | Core | Hybrid, On site |\n| Cost | 7 | 35% | Emerging | |\n\n"
        b"## Technologies\n\n| Category | Tools | Frequency |\n|---|---|---|\n| Serving | Ray, vLLM | 12/20 (60%) |\n\n"
        b"## Hiring signals\n\n- **Depth**: most want it\n\n## References\n\n- https://example.org\n"
    )
    yield from _files("tests/hostile/analysis/*.md")


def _posting_seeds() -> Iterator[bytes]:
    for path in sorted(CORPUS.iterdir()):
        kind = POSTING_KINDS.index(path.suffix)
        yield bytes([kind]) + path.read_bytes()
    for path in sorted((HOSTILE / "posting").glob("*")):
        if path.suffix in POSTING_KINDS:
            yield bytes([POSTING_KINDS.index(path.suffix)]) + path.read_bytes()


def _incidence_seeds() -> Iterator[bytes]:
    header = {"format": "skillgap/postings/1", "matrix": MATRIX.id, "version": MATRIX.version, "postings": 2}
    hit = {"phrase": "Ray", "at": 5, "required": True, "tools": {"Ray": False}}
    lines = [
        header,
        {"id": "a", "source": "a.md", "employer": "Quill", "date": "2026-05-04", "hits": {MATRIX.criteria[0].id: hit}},
        {"id": "b", "source": "b.md", "duplicate_of": "a", "text": "Ray"},
    ]
    yield "".join(json.dumps(line) + "\n" for line in lines).encode()
    yield from _files("tests/hostile/incidence/*.jsonl")


TARGETS = {
    "profile": Target(take_profile, _profile_seeds),
    "matrix": Target(take_matrix, _matrix_seeds),
    "bundle": Target(take_bundle, _bundle_seeds),
    "analysis": Target(take_analysis, _analysis_seeds),
    "postings": Target(take_postings, _posting_seeds),
    "incidence": Target(take_incidence, _incidence_seeds),
}


def words() -> Iterator[str]:
    """What a mutation may put in: the keys of all files, as libFuzzer's dictionaries write text, and odd values."""
    models = (Matrix, Profile, Header, PostingHits)
    keys = {key for model in models for key in _keys(json_schema(model, "")) if key.isidentifier()}
    yield from sorted(keys)
    yield from (f"{key}: " for key in sorted(keys))
    yield from (f'\\"{key}\\":' for key in sorted(keys))
    yield from ODD


def _keys(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keys(value)
