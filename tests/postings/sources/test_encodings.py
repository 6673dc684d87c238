"""Bytes become text in the encoding they were written in, and what was taken is told."""

from __future__ import annotations

import io

import pytest

from skillgap.postings.posting import Posting, Unreadable, UnreadableError
from skillgap.postings.reading import read_data
from skillgap.postings.sources.encodings import decode, encoding_of_stream


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        ("Café – SQL".encode(), None, "Café – SQL", "UTF-8"),
        ("Café – SQL".encode("utf-8-sig"), None, "Café – SQL", "UTF-8"),
        ("Café – SQL".encode("utf-16"), None, "Café – SQL", "UTF-16"),
        (b"\xfe\xff" + "Café".encode("utf-16-be"), None, "Café", "UTF-16"),
        ("Data Engineer".encode("utf-16-le"), None, "Data Engineer", "UTF-16"),
        ("Café".encode("utf-32"), None, "Café", "UTF-32"),
        ("Café – SQL".encode("cp1252"), None, "Café – SQL", "windows-1252"),
        ("Café – SQL".encode("cp1252"), "iso-8859-1", "Café – SQL", "windows-1252"),
        ("Инженер".encode("cp1251"), "windows-1251", "Инженер", "windows-1251"),
        ("データ".encode("shift_jis"), "Shift_JIS", "データ", "Shift_JIS"),
        ("数据".encode("gb18030"), "gb2312", "数据", "GB18030"),
        ("Café – SQL".encode(), "iso-8859-1", "Café – SQL", "UTF-8"),
        ("Café".encode("cp1252"), "utf-8", "Café", "windows-1252"),
        ("Café".encode("cp1252"), "no-such-encoding", "Café", "windows-1252"),
        (b"plain", "hex", "plain", "UTF-8"),
    ],
)
def test_mark_then_utf_8_then_declared_then_windows(
    data: bytes, declared: str | None, text: str, encoding: str
) -> None:
    assert decode(data, declared) == (text, encoding)


def test_a_detector_is_asked_if_windows_has_no_letter() -> None:
    text = "データエンジニアを募集しています。SQLの経験が必要です。"
    data = text.encode("shift_jis")
    with pytest.raises(UnicodeDecodeError):
        data.decode("cp1252")
    assert decode(data) == (text, "Shift_JIS")


def test_a_mark_that_lies_is_told() -> None:
    with pytest.raises(UnreadableError, match="its mark says UTF-16, but it is not"):
        decode(b"\xff\xfea")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("é".encode(), ("utf-8", "UTF-8")),
        ("é".encode("utf-8-sig"), ("utf-8-sig", "UTF-8")),
        ("é".encode("utf-16"), ("utf-16", "UTF-16")),
        ("é".encode("cp1252"), ("cp1252", "windows-1252")),
        (b"a" * 3_000_000 + "é".encode("cp1252"), ("cp1252", "windows-1252")),
    ],
)
def test_a_stream_of_any_size_has_one_encoding(data: bytes, expected: tuple[str, str]) -> None:
    assert encoding_of_stream(io.BytesIO(data)) == expected


def test_what_a_page_a_feed_and_a_mail_declare_counts() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Inżynier SQL</p></body></html>'.encode("iso-8859-2")
    item = "<item><title>Инженер</title><description>SQL</description></item>"
    feed = f"<?xml version='1.0' encoding='koi8-r'?><rss>{item}</rss>"
    head = b"From: a@b.example\nSubject: Job\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-2\n\n"
    mail = head + b"In\xbfynier SQL"
    found = [read_data(data)[0] for data in (page, feed.encode("koi8-r"), mail)]
    told = [(entry.text.split()[0], entry.encoding) for entry in found if isinstance(entry, Posting)]
    assert told == [("Inżynier", "iso8859-2"), ("Инженер", "koi8-r"), ("Job", "iso8859-2")]


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (bytes(range(256)) * 4, b"\0" * 100, b"\x7fELF\1\1\1\0\0\0"):
        (entry,) = read_data(data)
        assert isinstance(entry, Unreadable)
        assert entry.reason == "it is no text"
