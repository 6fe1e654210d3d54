"""A sheet of a person's workbook, every cell as the text it stands for; what is no plain value becomes a fault."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]

from loaders.forms import workbook
from loaders.forms.cells import Cell, plain, text
from loaders.importers.sheet import Fault, Record, Sheet, build, rejected
from schema.errors import InputRejected

INDENT = "  "  # what one step of a cell's indentation becomes, in front of its text
RULES = {"f": "a formula is refused; paste its value", "e": "the cell shows an error"}


def read(path: Path, header_row: int, title: str | None, fill_merged: bool) -> Sheet:
    """The sheet of this title, or the only one. Percentages as `45%`, dates as YYYY-MM-DD, a cell's indent as spaces.

    Raises
    ------
    InputRejected
        What `loaders.forms.workbook` refuses of a file; no such sheet; merged cells below the header, unless filled.
    """
    with _opened(path) as book:
        sheet = _chosen(path, book, title)
        merged = [range_boundaries(r) for r in workbook.merged_ranges(path)[sheet.title]]
        merged = [area for area in merged if area[3] > header_row]
        if merged and not fill_merged:
            raise InputRejected([workbook.merged_fault(sheet.title, _named(area)) for area in merged])
        faults: list[Fault] = []
        records = _filled(_records(sheet, header_row, faults), merged)
        header = next(records, None)
        if header is None:
            raise rejected(sheet.title, f"the sheet has no row {header_row}, where the header should be")
        return build(sheet.title, header, records, faults, book.epoch == CALENDAR_MAC_1904)


def heads(path: Path, rows: int) -> dict[str, list[Record]]:
    """Sheet title -> its first rows; sheets without any are left out."""
    with _opened(path) as book:
        found = {sheet.title: [*_head(sheet, rows)] for sheet in book.worksheets}
    return {title: records for title, records in found.items() if any(any(record.cells) for record in records)}


def _head(sheet: Any, rows: int) -> Iterator[Record]:
    for record in _records(sheet, 1, []):
        if record.number > rows:
            return
        yield record


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    workbook.require_harmless(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings, which carry no claims
            book = openpyxl.load_workbook(path, read_only=True)
            try:
                yield book
            finally:
                book.close()
    except InputRejected:
        raise
    except Exception as broken:  # openpyxl raises what the broken part happens to cause
        raise rejected(path.name, f"the file cannot be read as a workbook: {broken!r}") from broken


def _chosen(path: Path, book: Any, title: str | None) -> Any:
    titles = [sheet.title for sheet in book.worksheets]
    if title is None and len(titles) != 1:
        raise rejected(path.name, f"say which `sheet` is meant: {', '.join(titles)}")
    if title is not None and title not in titles:
        raise rejected(path.name, f"there is no sheet {title}; there are {', '.join(titles)}")
    return book[title or titles[0]]


def _records(sheet: Any, first: int, faults: list[Fault]) -> Iterator[Record]:
    sheet.reset_dimensions()  # the stated size may be wrong
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        if len(row) > workbook.MAX_COLUMNS:
            raise rejected(sheet.title, f"a sheet has at most {workbook.MAX_COLUMNS} columns", number)
        yield Record(number, [_text(number, position, cell, faults) for position, cell in enumerate(row)])


def _text(number: int, position: int, cell: Any, faults: list[Fault]) -> str | None:
    kind, value = cell.data_type, cell.value
    if value is None:
        return None
    if kind == "s":
        return _indented(cell, value)
    if kind in RULES or (kind == "d" and not hasattr(value, "year")):
        faults.append(Fault(number, position, str(value)[:80], RULES.get(kind, "a time of day")))
        return None
    if kind == "n" and cell.has_style and "%" in (cell.number_format or ""):
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return text(_whole(plain(value))) or None


def _whole(value: Cell) -> Cell:
    """A sheet knows one kind of number: 2024 and 2024.0 are the same cell."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _indented(cell: Any, value: str) -> str:
    steps = int(cell.alignment.indent or 0) if cell.has_style else 0
    return INDENT * steps + value


def _filled(records: Iterator[Record], merged: list[tuple[int, int, int, int]]) -> Iterator[Record]:
    """The value of the first cell of a merged area in each of its cells."""
    held: dict[tuple[int, int, int, int], str | None] = {}
    for record in records:
        cells = list(record.cells)
        for area in merged:
            left, top, right, bottom = area
            if max(top, record.number) == record.number <= bottom:
                cells += [None] * (right - len(cells))
                held.setdefault(area, cells[left - 1])
                cells[left - 1 : right] = [held[area]] * (right - left + 1)
        yield Record(record.number, cells)


def _named(area: tuple[int, int, int, int]) -> str:
    left, top, right, bottom = area
    letter = openpyxl.utils.get_column_letter
    return f"{letter(left)}{top}:{letter(right)}{bottom}"
