"""PDF and DOCX are read in a child process, and what it cannot read says why."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skillgap.postings.posting import UnreadableError
from skillgap.postings.sources import documents
from skillgap.postings.sources.documents import text_of_document
from tests.hostile.document_cases import docx

from .material import pdf_of_lines


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SECONDS", 0)
    with pytest.raises(UnreadableError, match="reading it takes longer than 0 seconds"):
        text_of_document(pdf_of_lines(["SQL"]), "PDF")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited where the system can")
def test_the_child_process_has_512_mib() -> None:
    program = (
        "from skillgap.postings.sources.document_worker import limit_resources\nlimit_resources()\n"
        "try:\n    bytearray(600 << 20)\nexcept MemoryError:\n    print('refused')"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "refused\n"


def test_lines_and_ligatures_of_a_pdf() -> None:
    found = text_of_document(pdf_of_lines(["Data Engineer", "SQL (daily)"]), "PDF")
    assert found == {"text": "Data Engineer\nSQL (daily)\n", "title": "Data Engineer"}


def test_what_a_word_document_shows() -> None:
    body = (
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>You </w:t></w:r><w:r><w:t>have</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>SQL</w:t><w:tab/><w:t>daily</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:r><w:t>end</w:t></w:r></w:p>"
    )
    found = text_of_document(docx(body), "DOCX")
    assert found == {"text": "\n## You have\n\n- SQL\tdaily\na\tb\nc\nend", "title": "You have"}
