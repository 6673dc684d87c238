"""Decoding of bytes: byte order mark, strict UTF-8, the page's declaration, windows-1252, and finally a detector."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from skillgap.postings.posting import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# What pages mean by these names, as browsers read them.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GB18030",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "big5hkscs": "Big5",
}
_SEVERAL_BYTES = re.compile(r"gb|big5|cp9|euc|iso2022|hz|utf-(?:16|32)")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f]")
_CHUNK = 1 << 20
AS_UTF_8 = "save it as UTF-8"


class Decoded(NamedTuple):
    """A text without its byte order mark, and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes; ``declared`` is the encoding that the file states.

    Valid UTF-8 text with non-ASCII characters is UTF-8, even if it declares a single-byte encoding.
    Many saved pages keep an old declaration. Raises UnreadableError.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], codec, name), name)
    if wide := _wide_codec(data):
        return Decoded(_strict(data, wide, "UTF-16"), "UTF-16")
    stated = codec_of(declared)
    if stated and _SEVERAL_BYTES.match(stated):
        try:
            return Decoded(data.decode(stated), encoding_name(stated))
        except UnicodeDecodeError:
            pass
    for candidate in filter(None, ("utf-8", stated, "cp1252")):
        try:
            return Decoded(data.decode(candidate), encoding_name(candidate))
        except UnicodeDecodeError:
            continue
    return _detected(data)


def decode_text(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes, and reject binary data. Raises UnreadableError."""
    decoded = decode(data, declared)
    if is_binary(decoded.text):
        raise UnreadableError("it is no text", "save the posting as text, HTML, PDF or DOCX")
    return decoded


def is_binary(text: str) -> bool:
    """Return whether decoded bytes are binary: they contain a zero, or many control characters."""
    return "\0" in text or len(_CONTROL.findall(text)) > 3 + len(text) // 100


def codec_of(declared: str | None) -> str | None:
    """Python's name of a declared encoding, as browsers understand it; None for an unknown one."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        "".encode(name)  # some codecs of Python are from bytes to bytes
    except (LookupError, ValueError, TypeError):
        return None
    return _MEANT.get(name, name)


def encoding_name(codec: str) -> str:
    """The name of an encoding for people."""
    return _NAMES.get(codec, codec.replace("cp125", "windows-125"))


def encoding_of_stream(file: IO[bytes]) -> tuple[str, str]:
    """Return Python's codec and the encoding's name for a file of any size, in one pass. Raises UnreadableError."""
    head = file.read(4)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(codec, codec.removesuffix("-le").removesuffix("-be")), name
    head += file.read(_CHUNK)
    if wide := _wide_codec(head):
        return wide, "UTF-16"
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    for chunk, is_last in _chunks(head, file):
        for name in list(decoders):
            try:
                decoders[name].decode(chunk, is_last)
            except UnicodeDecodeError:
                del decoders[name]
        if not decoders:
            raise UnreadableError("its encoding is not known", AS_UTF_8)
    first = next(iter(decoders))
    return first, encoding_name(first)


def _chunks(head: bytes, file: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The pieces of a file, and whether one is the last."""
    while following := file.read(_CHUNK):
        yield head, False
        head = following
    yield head, True


def _wide_codec(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its first letters is zero."""
    start = data[:64]
    if len(start) < 4 or b"\0" not in start:
        return None
    if start[1::2].count(0) > 0.7 * len(start[1::2]) and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > 0.7 * len(start[::2]) and not start[1::2].count(0):
        return "utf-16-be"
    return None


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"its mark says {name}, but it is not", AS_UTF_8) from error


def _detected(data: bytes) -> Decoded:
    """Ask a detector, since windows-1252 has no letter for some of the bytes."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise UnreadableError("its encoding is not known", AS_UTF_8) from None
    best = from_bytes(data).best()
    if best is None or is_binary(str(best)):
        raise UnreadableError("it is no text", "save the posting as text, HTML, PDF or DOCX")
    return Decoded(str(best), encoding_name(best.encoding))
