"""How fast postings are searched, as a ratio against ahocorasick_rs alone, and whether memory stays flat.

Run it from a checkout with the extra ``postings`` installed: ``.venv/bin/python tests/bench/postings.py [FILE.jsonl]``.
Without a file it makes its own postings. Times are of the processor, in turns, the best of the rounds counts.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ahocorasick_rs

from skillgap.postings.counting import Tally, read_posting
from skillgap.postings.matching import Matcher
from skillgap.postings.reading import Posting, read
from skillgap.postings.taxonomy import taxonomy_of
from skillgap.postings.text import haystack, normalise
from skillgap.store import read_matrix

ROOT = Path(__file__).parent.parent.parent
MATRIX = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
LEAST_RATE = 30.0
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


def best_times(steps: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best processor time of each step, in seconds, over interleaved rounds."""
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(rounds):
        for name, step in steps.items():
            begun = time.process_time()
            step()
            best[name] = min(best[name], time.process_time() - begun)
    return best


def rates(texts: list[str], rounds: int) -> bool:
    """Print what each step takes; true when a limit is broken."""
    taxonomy = taxonomy_of(read_matrix(MATRIX))
    matcher, plain = Matcher(taxonomy, "ahocorasick"), Matcher(taxonomy, "expression")
    alone = ahocorasick_rs.AhoCorasick(sorted(taxonomy.forms), store_patterns=False)
    normalised = [normalise(text) for text in texts]
    folded = [haystack(text) for text in normalised]
    postings = [Posting(str(at), str(at), text) for at, text in enumerate(texts)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = best_times(
        {
            "ahocorasick_rs alone": lambda: [alone.find_matches_as_indexes(text, overlapping=True) for text in folded],
            "matching": lambda: [matcher.hits(text) for text in normalised],
            "normalising and matching": lambda: [matcher.hits(normalise(text)) for text in texts],
            "with the standard library": lambda: [plain.hits(normalise(text)) for text in texts],
            "with sketches for duplicates": lambda: [read_posting(posting, matcher) for posting in postings],
        },
        rounds,
    )
    for name, seconds in best.items():
        print(f"{size / seconds:8.1f} MB/s  {name}")
    ratio = best["matching"] / best["ahocorasick_rs alone"]
    rate = size / best["normalising and matching"]
    print(f"{ratio:8.2f} ×     matching against ahocorasick_rs alone over the same text, at most {MOST_RATIO}")
    print(f"{rate:8.1f} MB/s  of posting text on one core, at least {LEAST_RATE}")
    return ratio > MOST_RATIO or rate < LEAST_RATE


def peak(count: int, folder: Path) -> int:
    """The most memory, in bytes, that counting so many different postings takes in a process of its own.

    That process begins with the peak of this one, so this one makes the postings one by one.
    """
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for at, text in enumerate(made_postings(count)):
            lines.write(json.dumps({"id": str(at), "description": text}) + "\n")
    result = subprocess.run(
        [sys.executable, __file__, "--count", str(path)], check=True, capture_output=True, text=True
    )
    return int(result.stdout)


def counted(path: Path) -> None:
    """Count one file and print the peak of memory."""
    import resource

    from skillgap.postings.counting import tally

    for _ in tally(read([path]), Matcher(taxonomy_of(read_matrix(MATRIX))), Tally()):
        pass
    print(1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def growth() -> bool:
    """Print what more postings cost in memory; true when it is more than the limit."""
    with tempfile.TemporaryDirectory() as folder:
        counts = (2000, 8000, 32000)
        peaks = [peak(count, Path(folder)) for count in counts]
    for count, most in zip(counts, peaks, strict=True):
        print(f"{most / 1e6:8.1f} MB    for {count} postings of 5 kB")
    each = (peaks[-1] - peaks[0]) / (counts[-1] - counts[0])
    print(f"{each:8.0f} bytes  for one more posting, at most {MOST_GROWTH}")
    return each > MOST_GROWTH


def main() -> int:
    """Print rates and memory; exit code 1 when one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="postings to search instead of made ones")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--count", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.count:
        counted(arguments.count)
        return 0
    grows = growth()
    if arguments.file:
        texts = [entry.text for entry in read([arguments.file]) if isinstance(entry, Posting)]
    else:
        texts = list(made_postings(1000))
    return 1 if rates(texts, arguments.rounds) or grows else 0


if __name__ == "__main__":
    sys.exit(main())
