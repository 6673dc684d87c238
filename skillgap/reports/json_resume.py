"""A person's rated criteria as the skills of a JSON Resume (version 1.0.0 of its schema)."""

from __future__ import annotations

from typing import Any

from skillgap.scoring.gap_report import GapReport

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(report: GapReport) -> dict[str, Any]:
    """State each criterion that has a level as a skill, with the level's name and the tools that were used as keywords.

    The skills are in the order of the matrix. A criterion at the lowest level of its scale is left out.
    """
    matrix = report.matrix
    rows = {row.id: row for row in (*report.gaps, *report.met)}
    skills = []
    for criterion in matrix.criteria:
        row = rows.get(criterion.id)
        if row is None or row.level is None or row.level == min(matrix.levels_of(criterion.id)):
            continue
        skill: dict[str, Any] = {"name": row.name, "level": matrix.level_name(row.level, row.id)}
        skills.append({**skill, "keywords": list(row.tools.used)} if row.tools.used else skill)
    resume: dict[str, Any] = {"$schema": _SCHEMA, "basics": {"name": report.profile_name}, "skills": skills}
    if report.date:
        resume["meta"] = {"lastModified": f"{report.date}T00:00:00"}
    return resume
