"""What was found in files, for programs that annotate them: JSON, GitHub's workflow commands, and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from skillgap import __version__
from skillgap.labels import UNSAFE, strip_control_chars
from skillgap.reports.outputs.fields import to_data
from skillgap.reports.outputs.validation import Finding, validation_output

FORMATS = ("terminal", "json", "github", "sarif")
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = {
    "error": "The file breaks a rule of its format and is refused.",
    "warning": "The file is valid, but this is probably not meant.",
    "note": "The file is valid, but this is left to write.",
}


def validation_text(form: str, names: Sequence[str], findings: Sequence[Finding]) -> str:
    """Write what was found in one of the :data:`FORMATS` but the first. Raise KeyError for another."""
    writers: Mapping[str, Callable[[], str]] = {
        "json": lambda: _json(to_data(validation_output(names, findings))),
        "github": lambda: "".join(map(_github, findings)),
        "sarif": lambda: _json(_sarif(findings)),
    }
    return writers[form]()


def _json(data: Any) -> str:
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}" if match.group() != "\n" else "\n", text) + "\n"


def _github(finding: Finding) -> str:
    """A workflow command, which GitHub shows beside the line."""
    found = finding.diagnostic
    kind = "notice" if finding.severity == "note" else finding.severity
    places = {"file": found.file, "line": found.line, "col": found.column}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value is not None)
    path = f" (at {found.path})" if found.path else ""
    hint = f"\nhint: {found.hint}" if found.hint else ""
    message = strip_control_chars(f"{found.message}{path}{hint}", lines=True)
    return f"::{kind} {properties}::{_data(message)}\n" if properties else f"::{kind}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(strip_control_chars(text)).replace(":", "%3A").replace(",", "%2C")


def _sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    rules = [{"id": f"skillgap/{name}", "shortDescription": {"text": text}} for name, text in _RULES.items()]
    driver = {"name": "skillgap", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": list(map(_result, findings))}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding) -> dict[str, Any]:
    found = finding.diagnostic
    text = found.message + (f" (at {found.path})" if found.path else "") + (f"\n{found.hint}" if found.hint else "")
    result: dict[str, Any] = {
        "ruleId": f"skillgap/{finding.severity}",
        "level": finding.severity,
        "message": {"text": text},
    }
    if found.file:
        region = {"startLine": found.line, "startColumn": found.column}
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(found.file)}}
        if found.line is not None:
            place["region"] = {name: number for name, number in region.items() if number is not None}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _uri(name: str) -> str:
    """The address of a file: relative to the current folder, or absolute."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
