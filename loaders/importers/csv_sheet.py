"""A person's CSV file as a sheet: any usual encoding and delimiter, strict about quotes and the width of rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from loaders.forms import encodings
from loaders.importers.sheet import Record, Sheet, build, rejected

DELIMITERS = ",;\t|"


def read(path: Path, header_row: int, encoding: str | None, delimiter: str | None) -> Sheet:
    """The sheet whose header is record `header_row`. A short row lacks its last cells only if they are at its end.

    Raises
    ------
    InputRejected
        An encoding that cannot be told or does not fit, broken quotes, a NUL, no header, rows of another width.
    """
    encoding = encoding or _encoding(path)
    records = _records(path, encoding, delimiter or delimiter_of(path, encoding, header_row))
    header = next((record for record in records if record.number == header_row), None)
    if header is None:
        raise rejected(path.name, f"the file has no row {header_row}, where the header should be")
    return build(path.name, header, records, [], starts_1904=False)


def head(path: Path, rows: int, encoding: str | None = None) -> list[Record]:
    """The first rows, of a file of any encoding; errors as `read`."""
    encoding = encoding or _encoding(path)
    found = []
    for record in _records(path, encoding, delimiter_of(path, encoding, rows)):
        if record.number > rows:
            break
        found.append(record)
    return found


def _encoding(path: Path) -> str:
    found = encodings.detect(path)
    if len(found) == 1:
        return found[0]
    names = f"could be {', '.join(found)}" if found else "cannot be told"
    raise rejected(path.name, f"the encoding {names}: say which with `encoding` in the mapping, or save as UTF-8")


def delimiter_of(path: Path, encoding: str, rows: int) -> str:
    """The delimiter that stands most often in the first rows."""
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        text = "".join(line for line, _ in zip(lines, range(rows), strict=False))
    return max(DELIMITERS, key=text.count)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    number = 0
    try:
        with path.open(encoding=encoding, newline="") as lines:
            for number, cells in enumerate(csv.reader(lines, strict=True, delimiter=delimiter), 1):
                if any("\0" in cell for cell in cells):
                    raise rejected(path.name, "the row has a NUL character", number)
                yield Record(number, cells)
    except (UnicodeError, LookupError) as broken:
        rule = f"the file is not {encoding} ({broken}); say its encoding in the mapping, or save it as UTF-8"
        raise rejected(path.name, rule, number + 1) from broken
    except csv.Error as broken:
        raise rejected(path.name, f"the record cannot be read as CSV: {broken}", number + 1) from broken
