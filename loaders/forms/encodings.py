"""Which encoding a text file is in: certain for UTF-8 and byte-order marks, else by evidence, never by a toss-up."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: What spreadsheets of our users' languages write. gb18030 contains GBK and GB 2312.
BYTEWISE = ["gb18030", "big5", "cp932", "euc_kr", "cp1252", "cp1251"]
WIDE = ["utf_16_le", "utf_16_be"]  # without a mark; a comma or line feed then has a NUL beside it
BLOCK = 1 << 20
EVIDENCE = 1 << 16  # bytes of lines beyond ASCII that are looked at; more does not change the verdict
UTF8 = "utf-8-sig"  # also reads files without the mark


def detect(path: Path) -> tuple[str, ...]:
    """The encodings this file may be in, best first: one when the evidence is clear, several when it is not."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
        for mark, name in MARKS.items():
            if head.startswith(mark):
                return (name,)
        file.seek(0)
        if b"\0" not in head and _is_utf8(file):
            return (UTF8,)
        file.seek(0)
        return _likeliest(head[:EVIDENCE], WIDE) if b"\0" in head else _likeliest(_evidence(file), BYTEWISE)


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with suppress(UnicodeDecodeError):
        for block in iter(lambda: file.read(BLOCK), b""):
            decoder.decode(block)
        decoder.decode(b"", final=True)
        return True
    return False


def _evidence(file: BinaryIO) -> bytes:
    found = bytearray()
    for line in _lines_beyond_ascii(file):
        found += line
        if len(found) >= EVIDENCE:
            break
    return bytes(found)


def _lines_beyond_ascii(file: BinaryIO) -> Iterator[bytes]:
    return (line for line in iter(lambda: file.readline(BLOCK), b"") if not line.isascii())


def _likeliest(sample: bytes, names: list[str]) -> tuple[str, ...]:
    """Those with the least disorder; a few bytes are often sound text in several encodings, or too few to judge."""
    found = list(from_bytes(sample, cp_isolation=names))
    if not found:
        return tuple(name for name in names if _decodes(sample, name))
    least = min((match.chaos for match in found), default=0.0)
    return tuple(match.encoding for match in found if match.chaos == least)


def _decodes(sample: bytes, name: str) -> bool:
    with suppress(UnicodeDecodeError):
        return "\0" not in sample.decode(name)
    return False
