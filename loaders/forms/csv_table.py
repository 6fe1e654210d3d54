"""A table as one CSV file: UTF-8 (a byte-order mark is allowed), comma, first record the header; all cells are text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.forms.cells import Cell, frame, header_faults, plain_columns, text
from loaders.forms.encodings import detect
from schema.errors import InputRejected, Violation

FAULTS_KEPT = 1000  # of one file; a wrong delimiter breaks every row, and the first ones already tell


def read(path: Path, table: str) -> pd.DataFrame:
    """All cells as text, empty ones None.

    Raises
    ------
    InputRejected
        Not UTF-8, a NUL, broken quotes, no header, an empty or repeated column name, rows of another width.
    """
    faults, header = _faults(path, table)
    if faults:
        raise InputRejected(faults)
    data = pd.read_csv(
        path,
        dtype=object,
        na_filter=False,  # "NA" is a text
        skip_blank_lines=False,  # the row numbers must stay those of the file
        index_col=False,
        encoding="utf-8-sig",
        low_memory=False,  # one pass per column, so that equal texts share one object
    )
    return frame({name: _emptied(data, position) for position, name in enumerate(header)}, first_row=2)


def _emptied(data: pd.DataFrame, position: int) -> npt.NDArray[np.object_]:
    cells = data.iloc[:, position].to_numpy(dtype=object, copy=True)
    cells[cells == ""] = None
    return cells


def _faults(path: Path, table: str) -> tuple[list[Violation], list[str]]:
    """A streaming pass for what pandas would mend in silence: short rows, repeated names, stray quotes."""
    faults: list[Violation] = []
    header: list[str] = []
    row = 0
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(_without_nul(lines), strict=True)
        try:
            header = next(reader, [])
            row = 1
            for row, record in enumerate(reader, 2):
                if len(record) != len(header) and record and len(faults) < FAULTS_KEPT:
                    faults.append(_ragged(table, row, len(record), len(header)))
        except UnicodeDecodeError as broken:
            faults.append(Violation(table, row + 1, None, None, _not_utf8(path, broken)))
        except csv.Error as broken:
            faults.append(Violation(table, row + 1, None, None, f"the record cannot be read as CSV: {broken}"))
    if not faults and not header:
        faults.append(Violation(table, 1, None, None, "the file has no header row"))
    return header_faults(table, header) + faults, header


def _not_utf8(path: Path, broken: UnicodeDecodeError) -> str:
    found = detect(path)
    guess = f"; it looks like {' or '.join(found)}" if found else ""
    return f"the file is not UTF-8 ({broken.reason}){guess}; save it as UTF-8, or load it with a mapping"


def _without_nul(lines: TextIO) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise csv.Error("a NUL character")
        yield line


def _ragged(table: str, row: int, found: int, expected: int) -> Violation:
    return Violation(table, row, None, None, f"the row has {found} cells, the header {expected}")


def write(data: pd.DataFrame, path: Path, table: str) -> None:
    """One CSV file; numbers in the shortest text that reads back as the same value."""
    columns = plain_columns(table, data)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # ends lines with CRLF (RFC 4180), which makes it quote a lone CR or LF in a cell
        writer.writerow(columns)
        writer.writerows(map(_texts, zip(*columns.values(), strict=True)))


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [text(cell) for cell in row]
