"""Coverage-guided fuzzing of each way into the program: only the documented exception may come out.

Needs Atheris, which runs on Linux and macOS and is not among the packages for development:

    .venv/bin/pip install atheris
    .venv/bin/python -m tests.fuzz.fuzz profile          # one of targets.TARGETS
    .venv/bin/python -m tests.fuzz.fuzz profile -runs=200000 -max_len=8192 corpus/

What follows the target goes to libFuzzer as it is; without anything it runs 200,000 inputs. What it finds is written
to ``crash-…`` in the current folder: mend the program, and put the file into ``tests/hostile``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["skillgap"]):
    from tests.fuzz.targets import TARGETS, words

USUAL = ["-runs=200000", "-max_len=8192", "-timeout=20", "-rss_limit_mb=4096"]


def main() -> None:
    """Fuzz the target that the command line names, from seeds of this project's own."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: fuzz.py {'|'.join(TARGETS)} [libFuzzer's options] [corpus folders]")
    name, *options = sys.argv[1:]
    target = TARGETS[name]
    memory = "/dev/shm"  # files in memory, where there is such a folder
    with tempfile.TemporaryDirectory(dir=memory if Path(memory).is_dir() else None) as scratch:
        seeds, inputs = Path(scratch, "seeds"), Path(scratch, "inputs")
        seeds.mkdir()
        inputs.mkdir()
        for number, data in enumerate(target.seeds()):
            (seeds / f"{number:04}").write_bytes(data)
        dictionary = Path(scratch, "words")
        dictionary.write_text("".join(f'"{word}"\n' for word in words()), encoding="utf-8")

        def one_input(data: bytes) -> None:
            target(inputs, data)

        arguments = [sys.argv[0], *USUAL, f"-dict={dictionary}", *options, str(seeds)]
        atheris.Setup(arguments, one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
