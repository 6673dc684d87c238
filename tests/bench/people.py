"""Profiles as people have them, made up from a fixed seed."""

from __future__ import annotations

import json
import random
from pathlib import Path

from skillgap.store import read_matrix
from tests.bench.timing import MATRIX


def write_profiles(folder: Path, count: int, pieces: int = 1) -> list[Path]:
    """Profiles with a level, a confidence and some pieces of evidence on every criterion, 3 kB each with one piece."""
    rng = random.Random(1)
    criteria = [criterion.id for criterion in read_matrix(MATRIX).criteria]
    paths = []
    for number in range(count):
        lines = ["format: skillgap/profile/1", f"id: person-{number}", f"name: Person {number}", "assessments:"]
        lines += ["  - matrix: principal-ai-infrastructure-engineer", "    matrix_version: 1", "    date: 2026-05-04"]
        lines.append("    ratings:")
        for criterion in criteria:
            done = (f"What was done in year {rng.randint(2015, 2026)} and came of it" for _ in range(pieces))
            evidence = ", ".join(map(json.dumps, done))
            lines += [f"      {criterion}:", f"        level: {rng.randint(0, 4)}", "        confidence: medium"]
            lines.append(f"        evidence: [{evidence}]")
        paths.append(folder / f"person-{number}.yaml")
        paths[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths
