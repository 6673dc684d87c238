"""Searching postings, against ahocorasick_rs alone over the same text, and whether memory stays flat.

With the extra ``postings``. The postings are made up out of the corpus of the tests and words that mean nothing.
"""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from skillgap.postings.counting import Tally, read_posting, tally
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Posting, read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import haystack, normalise
from skillgap.store import read_matrix
from tests.bench.timing import MATRIX, ROOT, Extent, Figure, medians, peak_memory, processor

ROUNDS = 7
POSTINGS = 1_000
FEW, MANY = 2_000, 32_000
LEAST_RATE = 30.0
"""Megabytes a second that one core has to search."""
MOST_RATIO = 2.0
MOST_GROWTH = 2_500
"""Bytes of memory that one more posting may cost, whatever its length."""


def made_postings(count: int) -> Iterator[str]:
    """Postings of about 5 kB out of the corpus of the tests and words that mean nothing."""
    generator = random.Random(1)
    corpus = [entry.text for entry in read([ROOT / "tests" / "postings" / "corpus"]) if isinstance(entry, Posting)]
    lines = [line for text in corpus for line in text.splitlines() if line.strip()]
    words = ["".join(generator.choices("etaoinshrdlu", k=generator.randint(2, 9))) for _ in range(4000)]
    for _ in range(count):
        filler = [" ".join(generator.choices(words, k=12)).capitalize() + "." for _ in range(50)]
        yield "\n".join(generator.sample([*generator.choices(lines, k=20), *filler], k=70))


def figures(extent: Extent) -> Iterator[Figure]:
    """Rates, and what one more posting costs in memory."""
    if importlib.util.find_spec("ahocorasick_rs"):
        yield from rates(list(made_postings(POSTINGS)), extent.rounds(ROUNDS))
        yield growth()


def rates(texts: list[str], rounds: int) -> Iterator[Figure]:
    """How fast each step is."""
    import ahocorasick_rs

    taxonomy = taxonomy_of(read_matrix(MATRIX))
    matcher, plain = Matcher(taxonomy, "ahocorasick"), Matcher(taxonomy, "expression")
    alone = ahocorasick_rs.AhoCorasick(sorted(taxonomy.forms), store_patterns=False)
    normalised = [normalise(text) for text in texts]
    folded = [haystack(text) for text in normalised]
    postings = [Posting(str(at), str(at), text) for at, text in enumerate(texts)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    reference, whole = "ahocorasick_rs alone, same text", "normalising and matching"
    work: dict[str, Callable[[], object]] = {
        reference: lambda: [alone.find_matches_as_indexes(text, overlapping=True) for text in folded],
        "matching": lambda: [matcher.hits(text) for text in normalised],
        whole: lambda: [matcher.hits(normalise(text)) for text in texts],
        "with the standard library": lambda: [plain.hits(normalise(text)) for text in texts],
        "with duplicates sought": lambda: [read_posting(posting, matcher) for posting in postings],
    }
    found = medians({name: processor(one) for name, one in work.items()}, rounds)
    theirs = 1000 * found.pop(reference) / size
    for name, taken in found.items():
        limit = MOST_RATIO if name == "matching" else None
        yield Figure(f"postings, {name}", 1000 * taken / size, "ms/MB", reference, theirs, limit)
    rate = size / found[whole]
    yield Figure(f"postings, {whole}", rate, "MB/s", "what it has to reach", LEAST_RATE, 1, least=True)


def peak(count: int, folder: Path) -> int:
    """The most memory, in bytes, that counting so many different postings takes in a process of its own."""
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for at, text in enumerate(made_postings(count)):
            lines.write(json.dumps({"id": str(at), "description": text}) + "\n")
    command = [sys.executable, "-m", "tests.bench.postings", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def growth() -> Figure:
    """What one more posting costs in memory."""
    with tempfile.TemporaryDirectory() as folder:
        least, most = (peak(count, Path(folder)) for count in (FEW, MANY))
    each = (most - least) / (MANY - FEW)
    return Figure(f"postings, one more than {FEW:,}", each, "B", "what it may cost", MOST_GROWTH, 1)


def main(path: Path) -> None:
    """Count one file, and print the most memory that it took."""
    for _ in tally(read([path]), Matcher(taxonomy_of(read_matrix(MATRIX))), Tally()):
        pass
    print(peak_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
