"""Postings in Parquet, in interpreters of their own, since its reader keeps threads for as long as a process lives."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skillgap.errors import DataError
from skillgap.postings.reading import read

ROOT = Path(__file__).resolve().parents[2]

needs_parquet = pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="no Parquet reader installed")

WRITE_AND_READ = """
import decimal, json, resource
from pathlib import Path
import pyarrow
from pyarrow import parquet
from skillgap.postings.reading import Posting, read

path = Path("a.parquet")

def write(columns):
    table = pyarrow.table(columns)
    parquet.write_table(table, path, compression="zstd", store_schema=False, dictionary_pagesize_limit=1 << 30)

WRITE
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
for entry in read([path]):
    print(json.dumps([entry.source, entry.text if isinstance(entry, Posting) else entry.reason]))
"""


def found(folder: Path, write: str) -> list[list[str]]:
    """Of a file that a line of code writes, where each posting is from, and its text or why it cannot be read."""
    code = WRITE_AND_READ.replace("WRITE", write)
    (folder / "pandas.py").write_text("raise ImportError\n")  # pyarrow would read more times with it
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder, env=environment
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@needs_parquet
def test_rows_are_records_of_whatever_types(tmp_path: Path) -> None:
    columns = """{
        "id": ["1", "2", "3"], "description": ["SQL", None, "dbt"], "skills": [["a", "b"], None, []],
        "pay": pyarrow.array([decimal.Decimal("1.50")] * 3), "hiringOrganization": [{"name": "Acme"}] * 3,
    }"""
    assert found(tmp_path, f"write({columns})") == [
        ["a.parquet:1", "SQL\n\nSkills:\n- a\n- b"],
        ["a.parquet:2", "it has no text: its field description is empty"],
        ["a.parquet:3", "dbt"],
    ]


@needs_parquet
@pytest.mark.parametrize("when", ["[0, 2**62], pyarrow.timestamp('us')", "[0, 2**62 + 1], pyarrow.timestamp('ns')"])
def test_a_row_that_cannot_be_read_takes_no_other_with_it(tmp_path: Path, when: str) -> None:
    columns = f"{{'description': ['SQL', 'dbt'], 'datePosted': pyarrow.array({when})}}"
    assert found(tmp_path, f"write({columns})") == [
        ["a.parquet:1", "SQL"],
        ["a.parquet:2", "a date or a time in it is out of all bounds"],
    ]


@needs_parquet
def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """The reader checks no text that it does not show."""
    offsets = "pyarrow.array([0, 3, 4], pyarrow.int32()).buffers()[1]"
    text = f"pyarrow.Array.from_buffers(pyarrow.string(), 2, [None, {offsets}, pyarrow.py_buffer(b'SQL\\xff')])"
    assert found(tmp_path, f"write({{'description': {text}}})") == [
        ["a.parquet:1", "SQL"],
        ["a.parquet:2", "it is not UTF-8 text"],
    ]


@needs_parquet
def test_a_text_repeated_without_end_takes_no_memory(tmp_path: Path) -> None:
    """Two kilobytes that stand for two and a half gigabytes, where two may be taken."""
    once = "pyarrow.array(['logo' * 2_500_000])"
    repeated = f"pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 256, pyarrow.int32()), {once})"
    entries = found(tmp_path, f"write({{'description': ['SQL'] * 256, 'logo': {repeated}}})")
    assert (tmp_path / "a.parquet").stat().st_size < 4_000
    assert entries == [[f"a.parquet:{number}", "SQL"] for number in range(1, 257)]


@needs_parquet
def test_what_is_no_parquet_is_told(tmp_path: Path) -> None:
    reason = "Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file."
    assert found(tmp_path, "path.write_bytes(b'PAR1 no such thing')") == [["a.parquet:1", reason]]
    assert found(tmp_path, "path.write_bytes(b'plain')") == [["a.parquet", "its name ends in .parquet, but it is text"]]


def test_without_the_package_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataError, match="reading Parquet needs the package pyarrow") as caught:
        list(read([tmp_path / "a.parquet"]))
    assert caught.value.problems[0].hint == "install it with: pip install 'skillgap[scale]'"
