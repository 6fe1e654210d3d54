"""What a cell may hold, and tables built from cells, the same for all four forms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.errors import InputRejected, Violation

Cell = str | bool | int | float | None
LIST_MARK = "|"


def plain(value: object) -> Cell:
    """One value as a batch holds it: "" and NaN are unknown (None), a date is its text, a list is joined by `|`.

    Raises
    ------
    ValueError
        With the rule broken: an infinite number, a list member that holds `|`, a kind of value no cell can hold.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return _date_text(value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, list | tuple):
        return _joined(value)
    raise ValueError("a cell holds text, a number, true, false or nothing")


def _date_text(value: date) -> str:
    """A spreadsheet stores a plain date as midnight; another hour is kept, for the contract to judge."""
    midnight = isinstance(value, datetime) and value.tzinfo is None and value.time() == time.min
    return value.isoformat()[:10] if midnight else value.isoformat()


def _number(value: float) -> float | None:
    if math.isinf(value):
        raise ValueError("a number is finite")
    return None if math.isnan(value) else value


def _joined(members: Sequence[object]) -> str | None:
    for member in members:
        if not isinstance(member, str) or LIST_MARK in member:
            raise ValueError(f"a list holds texts without {LIST_MARK!r}")
    return LIST_MARK.join(str(member) for member in members) or None


def text(cell: Cell) -> str:
    """A cell as CSV shows it; the shortest text that reads back as the same value."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else repr(cell)


def frame(columns: Mapping[str, Iterable[Any]], first_row: int) -> pd.DataFrame:
    """A table of object columns whose index is the row number a person sees; rows without any value are left out."""
    arrays = {name: _objects(cells) for name, cells in columns.items()}
    length = next((len(cells) for cells in arrays.values()), 0)
    index = pd.RangeIndex(first_row, first_row + length)
    table = pd.DataFrame(arrays, index=index, columns=list(arrays), dtype=object)
    filled = np.zeros(length, dtype=bool)
    for cells in arrays.values():
        filled |= cells != np.array(None, dtype=object)
    return table if filled.all() else table[filled]


def _objects(cells: Iterable[Any]) -> npt.NDArray[np.object_]:
    if isinstance(cells, np.ndarray) and cells.dtype == object:
        return cells
    listed = list(cells)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def from_columns(table: str, columns: Mapping[str, Iterable[object]], first_row: int) -> pd.DataFrame:
    """A table from columns of any values.

    Raises
    ------
    InputRejected
        For every value that no cell can hold: its row, its column and the rule.
    """
    faults: list[Violation] = []
    kept = {name: _checked(table, name, values, first_row, faults) for name, values in columns.items()}
    if faults:
        raise InputRejected(faults)
    return frame(kept, first_row)


def _checked(table: str, name: str, values: Iterable[object], first_row: int, faults: list[Violation]) -> list[Cell]:
    cells: list[Cell] = []
    for number, value in enumerate(values, first_row):
        try:
            cells.append(plain(value))
        except ValueError as broken:
            faults.append(Violation(table, number, name, str(value)[:80], str(broken)))
    return cells


def plain_columns(table: str, data: pd.DataFrame) -> dict[str, list[Cell]]:
    """Columns of a table to be written, cell by cell; also takes typed columns (NaN, tuples)."""
    kept = from_columns(table, {str(name): data[name].tolist() for name in data.columns}, first_row=2)
    return {str(name): kept[name].tolist() for name in kept.columns}


def header_faults(table: str, header: Sequence[str | None]) -> list[Violation]:
    """Every header cell names one column, once."""
    faults = [
        Violation(table, 1, None, None, f"header cell {position} is empty; every column has a name")
        for position, name in enumerate(header, 1)
        if not name
    ]
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    faults += [Violation(table, 1, name, name, "a column name stands once in the header") for name in repeated]
    return faults
