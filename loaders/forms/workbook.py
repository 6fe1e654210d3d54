"""A batch as one .xlsx: a sheet per table, first row the header; typed cells come as values."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from loaders.forms.cells import Cell, from_columns, header_faults, plain_columns
from schema.errors import InputRejected, Violation

MAX_UNCOMPRESSED_BYTES = 2**30  # a sheet of a million rows and 14 columns takes about 400 MB (measured on 100,000)
MAX_COLUMNS = 200  # no table of the contract is near it; a stray cell far to the right would widen every row
MAX_CELL_CHARACTERS = 32_767  # of the format, like the next
MAX_SHEET_ROWS = 1_048_576
UNKEEPABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x005F_")  # what the format escapes and readers do not undo
ACTIVE_PARTS = re.compile(r"(^|/)(vbaProject|macrosheets/|externalLinks/|activeX/|embeddings/)", re.IGNORECASE)


def read(path: Path) -> dict[str, pd.DataFrame]:
    """Tables of the sheets; wholly empty sheets are left out, the first row is 2.

    Raises
    ------
    InputRejected
        Not a workbook, encrypted, larger than `MAX_UNCOMPRESSED_BYTES` when unpacked, macros, links to other files,
        a formula, an error value, a time of day, cells outside the header, an empty or repeated column name.
    """
    _require_harmless(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings, which carry no claims
            return _tables(path)
    except InputRejected:
        raise
    except Exception as broken:  # openpyxl raises what the broken part happens to cause
        raise _rejected(path, f"the file cannot be read as a workbook: {broken!r}") from broken


def _rejected(path: Path, rule: str) -> InputRejected:
    return InputRejected([Violation(path.name, None, None, None, rule)])


def _require_harmless(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as broken:
        raise _rejected(path, f"the file cannot be read as a workbook: {broken}") from broken
    # A part that unpacks to more than it declares is cut off there by zipfile, so the declared size is a true bound.
    if sum(part.file_size for part in parts) > MAX_UNCOMPRESSED_BYTES:
        raise _rejected(path, f"the workbook unpacks to more than {MAX_UNCOMPRESSED_BYTES} bytes")
    active = sorted(part.filename for part in parts if ACTIVE_PARTS.search(part.filename))
    if active:
        raise _rejected(path, f"macros, links to other files and embedded objects are refused: {', '.join(active)}")


def _tables(path: Path) -> dict[str, pd.DataFrame]:
    book = openpyxl.load_workbook(path, read_only=True)  # formulas stay formulas: their stored results may be stale
    try:
        tables: dict[str, pd.DataFrame] = {}
        faults: list[Violation] = []
        for sheet in book.worksheets:
            try:
                tables.update(_sheet(sheet))
            except InputRejected as rejected:
                faults += rejected.violations
    finally:
        book.close()
    if faults:
        raise InputRejected(faults)
    return tables


def _sheet(sheet: Any) -> dict[str, pd.DataFrame]:
    sheet.reset_dimensions()  # the stated size may be wrong
    rows = sheet.rows
    faults: list[Violation] = []
    header = _header(sheet.title, next(rows, ()), faults)
    columns: list[list[object]] = [[] for _ in header]
    for number, row in enumerate(rows, 2):
        values = _values(sheet.title, number, row, faults)
        if any(value is not None for value in values[len(header) :]):
            faults.append(Violation(sheet.title, number, None, None, "the row has values beyond the header's columns"))
        for column, value in zip(columns, _padded(values, len(header)), strict=True):
            column.append(value)
    if faults:
        raise InputRejected(faults)
    return {sheet.title: from_columns(sheet.title, dict(zip(header, columns, strict=True)), 2)} if header else {}


def _padded(values: list[object], width: int) -> Iterator[object]:
    yield from values[:width]
    yield from [None] * (width - len(values))


def _header(table: str, row: tuple[Any, ...], faults: list[Violation]) -> list[str]:
    names = [None if name is None else str(name) for name in _values(table, 1, row, faults)]
    while names and names[-1] is None:
        names.pop()  # formatted, but never written in
    faults += header_faults(table, names)
    return [name or "" for name in names]


def _values(table: str, number: int, row: tuple[Any, ...], faults: list[Violation]) -> list[object]:
    if len(row) > MAX_COLUMNS:
        raise InputRejected([Violation(table, number, None, None, f"a table has at most {MAX_COLUMNS} columns")])
    return [_value(table, number, cell, faults) for cell in row]


def _value(table: str, number: int, cell: Any, faults: list[Violation]) -> object:
    kind, value = cell.data_type, cell.value
    if value is None or kind == "s" or kind == "b":
        return value
    if kind == "n":  # a sheet knows one kind of number: 2024 and 2024.0 are the same cell
        return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value
    if kind == "d" and hasattr(value, "year"):
        return value
    rule = {"f": "a formula is refused; paste its value", "e": "the cell shows an error"}
    faults.append(Violation(table, number, cell.column_letter, str(value)[:80], rule.get(kind, "a time of day")))
    return None


def write(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """One workbook, the header row frozen.

    Raises
    ------
    InputRejected
        A text longer than a cell holds, a control character, more rows than a sheet holds.
    OSError
        The file cannot be created.
    """
    columns = {table: plain_columns(table, data) for table, data in tables.items()}
    faults = [fault for table, cells in columns.items() for fault in _unkeepable(table, cells)]
    if faults:
        raise InputRejected(faults)
    book = xlsxwriter.Workbook(str(path), {"use_zip64": True})
    for table, cells in columns.items():
        sheet = book.add_worksheet(table)
        sheet.freeze_panes(1, 0)
        for position, (name, values) in enumerate(cells.items()):
            sheet.write_string(0, position, name)
            for row, value in enumerate(values, 1):
                _write_cell(sheet, row, position, value)
    try:
        book.close()
    except FileCreateError as failed:
        raise failed.args[0] from None  # the OSError it wraps


def _unkeepable(table: str, columns: Mapping[str, list[Cell]]) -> Iterator[Violation]:
    for name, cells in columns.items():
        if len(cells) >= MAX_SHEET_ROWS:
            yield Violation(table, None, None, None, f"a sheet holds {MAX_SHEET_ROWS - 1} rows; take CSV or Parquet")
            return
        for row, cell in enumerate(cells, 2):
            if isinstance(cell, str) and (len(cell) > MAX_CELL_CHARACTERS or UNKEEPABLE.search(cell)):
                rule = f"a cell holds {MAX_CELL_CHARACTERS} characters and no control character; take CSV or Parquet"
                yield Violation(table, row, name, cell[:80], rule)


def _write_cell(sheet: Any, row: int, column: int, value: Cell) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif value is not None and float(f"{value:.16G}") == value:
        sheet.write_number(row, column, value)
    elif value is not None:  # more digits than the format keeps
        sheet.write_string(row, column, repr(value))
