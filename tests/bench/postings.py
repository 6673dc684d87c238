"""Counting postings, against ahocorasick_rs alone over the same text, and whether memory stays flat.

The postings are made up out of the corpus of the tests and words that mean nothing.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ahocorasick_rs

from skillgap.cli import run
from skillgap.postings.counting import read_posting
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Posting, read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import haystack, normalize
from skillgap.store import read_matrix
from tests.bench.timing import MATRIX, ROOT, Extent, Figure, medians, peak_memory, processor

ROUNDS = 7
POSTINGS = 1_000
FEW, MANY, MOST = 2_000, 32_000, 128_000
LEAST_RATE = 30.0
"""Megabytes a second that one core has to search."""
MOST_RATIO = 2.0
MOST_GROWTH = 1.1


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
    """Rates of the steps and of the whole command, and its memory for more and more postings."""
    yield from rates(list(made_postings(POSTINGS)), extent.rounds(ROUNDS))
    yield from growth(MOST if extent.long else MANY)


def rates(texts: list[str], rounds: int) -> Iterator[Figure]:
    """How fast each step is."""
    taxonomy = taxonomy_of(read_matrix(MATRIX))
    matcher = Matcher(taxonomy)
    alone = ahocorasick_rs.AhoCorasick(sorted(taxonomy.forms), store_patterns=False)
    normalized = [normalize(text) for text in texts]
    folded = [haystack(text) for text in normalized]
    postings = [Posting(str(at), str(at), text) for at, text in enumerate(texts)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    reference, whole = "ahocorasick_rs alone, same text", "normalizing and matching"
    work: dict[str, Callable[[], object]] = {
        reference: lambda: [alone.find_matches_as_indexes(text, overlapping=True) for text in folded],
        "matching": lambda: [matcher.hits(text) for text in normalized],
        whole: lambda: [matcher.hits(normalize(text)) for text in texts],
        "and sketching": lambda: [read_posting(posting, matcher) for posting in postings],
    }
    found = medians({name: processor(one) for name, one in work.items()}, rounds)
    theirs = 1000 * found.pop(reference) / size
    for name, taken in found.items():
        limit = MOST_RATIO if name == "matching" else None
        yield Figure(f"postings, {name}", 1000 * taken / size, "ms/MB", reference, theirs, limit)
    rate = size / found[whole]
    yield Figure(f"postings, {whole}", rate, "MB/s", "what it has to reach", LEAST_RATE, 1, least=True)


def growth(many: int) -> Iterator[Figure]:
    """How fast the whole command is, and how much memory it takes for many postings against few."""
    with tempfile.TemporaryDirectory() as folder:
        (_, least), (rate, most) = (built(count, Path(folder)) for count in (FEW, many))
    yield Figure(f"postings, a matrix of {many:,}", rate, "MB/s", "what searching has to reach", LEAST_RATE)
    name = f"postings, memory for {many:,}"
    yield Figure(name, most / 1e6, "MB", f"memory for {FEW:,}", least / 1e6, MOST_GROWTH)


def built(count: int, folder: Path) -> tuple[float, int]:
    """How many megabytes a second the command reads, in a process of its own, and the most bytes of memory it takes."""
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for at, text in enumerate(made_postings(count)):
            lines.write(json.dumps({"id": str(at), "description": text}) + "\n")
    command = [sys.executable, "-m", "tests.bench.postings", str(path)]
    result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, memory = result.stdout.split()
    size = path.stat().st_size
    path.unlink()
    return size / 1e6 / float(seconds), int(memory)


def main(path: Path) -> None:
    """Build a matrix of one file, and print the seconds of the processor and the most memory that it took."""
    if code := run(["matrix", "build", str(path), "--taxonomy", str(MATRIX), "-o", str(path.with_suffix(".yaml"))]):
        sys.exit(code)
    print(time.process_time(), peak_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
