"""The receipt of an import, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from skillgap.labels import pluralize, strip_control_chars
from skillgap.labels.matrix import describe_unfinished
from skillgap.model.unfinished import Unfinished
from skillgap.reports.text import wrap

if TYPE_CHECKING:
    from skillgap.postings.analysis_receipt import Receipt, TableTaken

FORMAT = "skillgap/import/1"
MOST_LINES = 40
"""How many entries of one list the terminal shows; JSON has all."""


def receipt_text(receipt: Receipt, version: int, left: Sequence[Unfinished], columns: int) -> str:
    """What was read from which line, what was left out and why, and what is left to write."""
    sample = receipt.sample
    place = f" (line {sample.line})" if sample.line else ""
    said = f": {sample.sentence}" if sample.line else " (--sample-size)"
    source = receipt.source
    facts = [
        ("Role", f"{receipt.title}, id {receipt.id}, version {version}"),
        ("Sample", f"{sample.size:,} {'posting' if sample.size == 1 else 'postings'}{said}{place}"),
        *(
            (name.capitalize(), _value(source[name]))
            for name in ("period", "sample", "regions", "industries")
            if name in source
        ),
        ("Organizations", _value(source.get("organisations", ""))),
        ("References", _value(source.get("references", ()))),
        ("Signals", pluralize(receipt.signals, "signal") if receipt.signals else ""),
        ("Targets", _targets(receipt)),
    ]
    lines = _facts(
        [
            ("From" if at and name == "Sample" and facts[at - 1][0] != "Role" else name, text)
            for at, (name, text) in enumerate(facts)
        ],
        columns,
    )
    lines += _listing("Read", (_table(table) for table in receipt.tables), columns)
    lines += _listing(
        "Left out", (_left_out(entry.line, entry.what, entry.reason, entry.hint) for entry in receipt.left_out), columns
    )
    lines += _listing(
        "Check", (f"{f'line {note.line}: ' if note.line else ''}{note.message}" for note in receipt.notes), columns
    )
    lines += _listing("Left to write", map(describe_unfinished, left), columns)
    return "\n".join(lines) + "\n"


def _value(stated: object) -> str:
    return ", ".join(map(str, stated)) if isinstance(stated, (list, tuple)) else str(stated)


def _targets(receipt: Receipt) -> str:
    targets = receipt.targets
    own = [f"{name} {level}" for name, level in targets.levels.items() if name in targets.given]
    usual = [
        f"{name} {level}" for name, level in targets.levels.items() if name not in targets.given and name != "default"
    ]
    default = targets.levels["default"]
    others = f"all others {default}" if len(targets.levels) > 1 else f"{default} for every criterion"
    parts = [f"{', '.join(own)} (--target)"] if own else []
    parts += [f"{', '.join([*usual, others])} (skillgap's choice: no posting states a level)"]
    if targets.unknown:
        parts.append(f"no level is known for {', '.join(targets.unknown)}: {default}; --target CATEGORY=LEVEL sets one")
    return "; ".join(parts)


def _table(table: TableTaken) -> str:
    columns = ", ".join(f"{role} from '{title}'" for role, title in table.columns.items())
    rows = pluralize(table.rows, "row")
    kind = "a list" if table.is_list else columns
    return f"line {table.line}: {rows} for {table.section}, {kind}"


def _left_out(line: int, what: str, reason: str, hint: str | None) -> str:
    return f"line {line}: {what}: {reason}" + (f"; {hint}" if hint else "")


def _facts(facts: Iterable[tuple[str, str]], columns: int) -> list[str]:
    lines: list[str] = []
    for name, text in facts:
        if text:
            first, *rest = wrap(strip_control_chars(text), max(columns - 15, 30))
            lines += [f"{name:<15}{first}", *(" " * 15 + line for line in rest)]
    return lines


def _listing(title: str, entries: Iterable[str], columns: int) -> list[str]:
    every = list(entries)
    lines = ["", title] if every else []
    for entry in every[:MOST_LINES]:
        first, *rest = wrap(strip_control_chars(entry), max(columns - 4, 30))
        lines += [f"  {first}", *(f"    {line}" for line in rest)]
    if len(every) > MOST_LINES:
        lines.append(f"  and {len(every) - MOST_LINES:,} more; --format json lists all")
    return lines


def receipt_json(receipt: Receipt, version: int, left: Sequence[Unfinished], written: dict[str, Any] | None) -> str:
    """The receipt as data; ``written`` says which files were written, None if none was."""
    data = {
        "format": FORMAT,
        "role": {"id": receipt.id, "title": receipt.title, "version": version},
        "sample": {
            "size": receipt.sample.size,
            "sentence": receipt.sample.sentence if receipt.sample.line else None,
            "line": receipt.sample.line or None,
        },
        "source": dict(receipt.source),
        "tables": [
            {
                "line": table.line,
                "heading": table.heading,
                "section": table.section,
                "columns": dict(table.columns),
                "rows": table.rows,
                "list": table.is_list,
            }
            for table in receipt.tables
        ],
        "left_out": [
            {"line": entry.line, "what": entry.what, "reason": entry.reason, "hint": entry.hint}
            for entry in receipt.left_out
        ],
        "targets": {
            "levels": dict(receipt.targets.levels),
            "given": list(receipt.targets.given),
            "unknown": list(receipt.targets.unknown),
        },
        "signals": receipt.signals,
        "notes": [{"line": note.line, "message": note.message} for note in receipt.notes],
        "left_to_write": [{"kind": part.kind, "criteria": list(part.criteria)} for part in left],
        "written": written,
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
