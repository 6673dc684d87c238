"""People in bundles: each listed under a path of their own, and found there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skillgap.errors import DataError, Diagnostic
from skillgap.store.bundle_lookup import entries_of, read_in_bundle
from tests.builders import profile_data


def bundle_of(folder: Path, *lines: str) -> Path:
    path = folder / "team.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_everybody_stands_under_their_own_path_and_what_cannot_be_read_under_the_bundles(tmp_path: Path) -> None:
    path = bundle_of(tmp_path, json.dumps(profile_data()), "{", json.dumps(profile_data(id="you")))
    assert [(one.path, one.id, one.content is None) for one in entries_of(path)] == [
        (path / "me", "me", False),
        (path, "team", True),
        (path / "you", "you", False),
    ]
    gone = tmp_path / "gone.jsonl"
    (entry,) = entries_of(gone)
    assert (entry.path, entry.id, entry.content) == (gone, "gone", None)
    assert "no such file" in entry.problems[0].message


@pytest.mark.parametrize("identifier", ["nobody", 'm"e', "m\\e", "m\udcff"])
def test_what_nobody_is_called_is_nobodys_id(identifier: str, tmp_path: Path) -> None:
    path = bundle_of(tmp_path, json.dumps(profile_data()))
    with pytest.raises(DataError) as caught:
        read_in_bundle(path / identifier)
    hint = f"skillgap profile list {path} lists who is in it"
    expected = Diagnostic(f"this bundle has no person with the id {identifier}", str(path), hint=hint)
    assert caught.value.problems == (expected,)
