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
from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]
from openpyxl.utils.cell import get_column_letter, range_boundaries  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from loaders.forms.cells import Cell, from_columns, header_faults, plain_columns
from schema.errors import InputRejected, Violation

MAX_UNCOMPRESSED_BYTES = 2**28  # 7 million cells at 37 bytes, of which each takes 95 of memory (measured on 3 million)
MAX_SHARED_TEXT_BYTES = 2**26  # held whole by the reader: 115 MiB of five-letter texts took 0.9 GiB of memory
MAX_RATIO = 250  # of unpacked to packed size; filled sheets reach 20, sheets of one repeated row about 100
RATIO_FROM_BYTES = 2**24  # below which no ratio does harm
MAX_COLUMNS = 200  # no table of the contract is near it; a stray cell far to the right would widen every row
MAX_CELL_CHARACTERS = 32_767  # of the format, like the next
MAX_SHEET_ROWS = 1_048_576
REMARK_SHEETS = ("readme", "errors")  # of the template, and of a workbook that came back marked: they hold no claims
REMARK = "# "  # at the start of an id cell, which no id can have: the row is an example or a remark
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"[^>]*>')
UNKEEPABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x005F_")  # what the format escapes and readers do not undo
ACTIVE_PARTS = re.compile(r"(^|/)(vbaProject|macrosheets/|externalLinks/|activeX/|embeddings/)", re.IGNORECASE)


def read(path: Path) -> dict[str, pd.DataFrame]:
    """Tables of the sheets; wholly empty sheets, `REMARK_SHEETS` and rows of remarks are left out, the first row is 2.

    Raises
    ------
    InputRejected
        Not a workbook, encrypted, larger than `MAX_UNCOMPRESSED_BYTES` when unpacked, macros, links to other files,
        swollen like a zip bomb, a formula, an error value, a time of day, merged cells, no row at all, cells outside
        the header, an empty or repeated column name.
    """
    require_harmless(path)
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


def require_harmless(path: Path) -> None:
    """Raise InputRejected for what is no workbook, unpacks beyond the bounds, or brings macros or outside links."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as broken:
        raise _rejected(path, f"the file cannot be read as a workbook: {broken}") from broken
    swollen = sorted(part.filename for part in parts if _is_swollen(part))
    if swollen:
        raise _rejected(path, f"a part unpacks to far more than any sheet needs (zip bomb): {', '.join(swollen)}")
    # A part that unpacks to more than it declares is cut off there by zipfile, so the declared size is a true bound.
    if sum(part.file_size for part in parts) > MAX_UNCOMPRESSED_BYTES:
        raise _rejected(path, f"the workbook unpacks to more than {MAX_UNCOMPRESSED_BYTES} bytes")
    active = sorted(part.filename for part in parts if ACTIVE_PARTS.search(part.filename))
    if active:
        raise _rejected(path, f"macros, links to other files and embedded objects are refused: {', '.join(active)}")


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    texts = part.filename.endswith("sharedStrings.xml") and part.file_size > MAX_SHARED_TEXT_BYTES
    return texts or part.file_size > max(RATIO_FROM_BYTES, MAX_RATIO * part.compress_size)


def merged_ranges(path: Path) -> dict[str, list[str]]:
    """Sheet title -> its merged ranges (`B3:B7`), which the streaming reader shows as one value and empty cells."""
    reader = ExcelReader(path, read_only=True)
    with reader.archive as archive:
        reader.read_manifest()
        reader.read_workbook()
        parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
        return {title: _merged(archive, part) for title, part in parts.items() if part in reader.valid_files}


def _merged(archive: zipfile.ZipFile, part: str) -> list[str]:
    found: list[str] = []
    kept = b""
    with archive.open(part) as xml:
        for block in iter(lambda: xml.read(2**20), b""):
            kept += block
            found += [ref.decode() for ref in MERGED.findall(kept)]
            kept = kept[kept.rfind(b"<") :]  # a tag may be cut in two
    return list(dict.fromkeys(found))


def _tables(path: Path) -> dict[str, pd.DataFrame]:
    merged = merged_ranges(path)
    book = openpyxl.load_workbook(path, read_only=True)  # formulas stay formulas: their stored results may be stale
    try:
        tables: dict[str, pd.DataFrame] = {}
        faults: list[Violation] = []
        for sheet in book.worksheets:
            if sheet.title.casefold() in REMARK_SHEETS:
                continue
            try:
                tables.update(_sheet(sheet, merged[sheet.title]))
            except InputRejected as rejected:
                faults += rejected.violations
    finally:
        book.close()
    if faults:
        raise InputRejected(faults)
    if tables and not any(len(table) for table in tables.values()):
        raise _rejected(path, "no table rows: every sheet is empty below its header (remarks and examples are ignored)")
    return tables


def _sheet(sheet: Any, merged: list[str]) -> dict[str, pd.DataFrame]:
    sheet.reset_dimensions()  # the stated size may be wrong
    rows = sheet.rows
    faults = [merged_fault(sheet.title, range_) for range_ in merged]
    header = _header(sheet.title, next(rows, ()), faults)
    remarks = header[:1] in (["id"], ["from"])
    columns: list[list[object]] = [[] for _ in header]
    for number, row in enumerate(rows, 2):
        values = _values(sheet.title, number, row, faults)
        if remarks and values and str(values[0]).startswith(REMARK):
            values = []
        if any(value is not None for value in values[len(header) :]):
            faults.append(Violation(sheet.title, number, None, None, "the row has values beyond the header's columns"))
        for column, value in zip(columns, _padded(values, len(header)), strict=True):
            column.append(value)
    if faults:
        raise InputRejected(faults)
    return {sheet.title: from_columns(sheet.title, dict(zip(header, columns, strict=True)), 2)} if header else {}


def merged_fault(title: str, range_: str) -> Violation:
    """Merged cells hold one value for many rows or columns, and only a person knows which of them it is meant for."""
    column, row, *_ = range_boundaries(range_)
    rule = f"merged cells {range_}; unmerge them and fill in each cell"
    return Violation(title, row, get_column_letter(column), None, rule)


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
