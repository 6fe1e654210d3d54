"""A workbook given back with the offending cells coloured and commented, and a sheet that lists them all."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.cell.cell import MergedCell  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import PatternFill  # type: ignore[import-untyped]
from openpyxl.utils.cell import column_index_from_string  # type: ignore[import-untyped]

from loaders.forms.encodings import UTF8, detect
from loaders.forms.workbook import REMARK_SHEETS, require_harmless
from loaders.importers.csv_sheet import delimiter_of
from schema.errors import InputRejected, Violation

ERRORS = REMARK_SHEETS[1]
COLUMNS = ("table", "row", "column", "value", "rule")
FILL = PatternFill("solid", start_color="FFFFC7CE")
MARKS_KEPT = 10_000
HEAD = 20  # rows that show the delimiter
#: Of the unpacked file: a workbook that is changed is held whole, at about 15 bytes for each.
MAX_MARKED_BYTES = 2**25


def marked(
    path: Path, violations: Sequence[Violation], out: Path, *, header_row: int = 1, encoding: str | None = None
) -> int:
    """Write `out`, an .xlsx: the file at `path` with its faults marked; the number of violations that have a cell.

    Formats, comments and other sheets are kept. A violation names a cell by sheet (or file), row and header (or
    letter); without a column the row is marked, without a row the header. A CSV file becomes a workbook of one sheet.
    What is too large to be changed in memory, or no sound workbook, gets the list of errors alone. Once the cells are
    mended the workbook can be loaded as it is. `encoding`: of a CSV file, None = found out.
    """
    book = _opened(path, encoding)
    if ERRORS in book.sheetnames:
        del book[ERRORS]
    columns: dict[str, Mapping[str, int]] = {}
    placed = 0
    for violation in violations[:MARKS_KEPT]:
        sheet = _sheet_of(book, violation, path)
        if sheet is not None:
            if sheet.title not in columns:
                columns[sheet.title] = _columns(sheet, header_row)
            placed += _mark(sheet, violation, columns[sheet.title], header_row)
    _list(book.create_sheet(ERRORS), violations)
    book.save(out)
    return placed


def _opened(path: Path, encoding: str | None) -> Any:
    if path.suffix.lower() == ".xlsx":
        try:
            require_harmless(path)
        except InputRejected:
            return _empty()
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        return openpyxl.load_workbook(path) if size <= MAX_MARKED_BYTES else _empty()
    if path.is_file() and path.stat().st_size <= MAX_MARKED_BYTES // 8:
        return _from_csv(path, encoding or next(iter(detect(path)), UTF8))
    return _empty()


def _empty() -> Any:
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    return book


def _from_csv(path: Path, encoding: str) -> Any:
    book = _empty()
    sheet = book.create_sheet(path.stem[:31])
    delimiter = delimiter_of(path, encoding, rows=HEAD)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        for row, record in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            for column, text in enumerate(record, 1):
                if text:
                    _write(sheet.cell(row, column), text)
    return book


def _write(cell: Any, text: str) -> None:
    """As text, whatever it begins with: a value is never to become a formula."""
    cell.value = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    cell.data_type = "s"


def _sheet_of(book: Any, violation: Violation, path: Path) -> Any:
    if violation.table in book.sheetnames:
        return book[violation.table]
    only = book.sheetnames[0] if len(book.sheetnames) == 1 else None
    return book[only] if only and violation.table in (path.name, path.stem) else None


def _columns(sheet: Any, header_row: int) -> dict[str, int]:
    """Header -> column; the first of two equal ones."""
    found: dict[str, int] = {}
    for cell in sheet[header_row]:
        if cell.value is not None:
            found.setdefault(" ".join(str(cell.value).split()), cell.column)
    return found


def _mark(sheet: Any, violation: Violation, columns: Mapping[str, int], header_row: int) -> bool:
    row = violation.row or header_row
    if row > sheet.max_row + 1:
        return False
    position = _position(violation.column, columns)
    if position is None and violation.column and violation.row is None:
        row, position = header_row, 1  # a column the sheet does not have
    cells = [sheet.cell(row, at) for at in ([position] if position else sorted(set(columns.values())) or [1])]
    for cell in cells:
        cell.fill = FILL
    _comment(next((cell for cell in cells if not isinstance(cell, MergedCell)), None), violation.rule)
    return True


def _position(column: str | None, columns: Mapping[str, int]) -> int | None:
    if column is None:
        return None
    if column in columns:
        return columns[column]
    letter = column.isascii() and column.isalpha() and column.isupper() and len(column) <= 2
    return column_index_from_string(column) if letter else None


def _comment(cell: Any, rule: str) -> None:
    if cell is not None:
        before = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(f"{before}{rule}", ERRORS, height=120, width=320)


def _list(sheet: Any, violations: Sequence[Violation]) -> None:
    sheet.append(COLUMNS)
    for row, violation in enumerate(violations, 2):
        for column, name in enumerate(COLUMNS, 1):
            value = getattr(violation, name)
            if isinstance(value, int):
                sheet.cell(row, column).value = value
            elif value is not None:
                _write(sheet.cell(row, column), value)
