"""Tables as the rules see them: a column is its distinct cells, so that a rule is asked once for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.errors import Violation
from schema.model import NodeType, RelationshipType

#: What pandas calls columns of one kind, or of kinds that are equal where they compare equal (1 and 1.0).
_UNIFORM = {"string", "integer", "floating", "mixed-integer-float", "boolean", "empty"}
_SHOWN = 200  # characters of a cell that a violation repeats


@dataclass(frozen=True, slots=True)
class Column:
    """`codes` (n_rows,) int64: index into `cells` and `values`, -1 = unknown.

    `cells`: the distinct cells as given (text stripped). `values`: what they mean, None where `broken` says why not.
    """

    codes: npt.NDArray[np.int64]
    cells: list[Any]
    values: list[Any]
    broken: Mapping[int, str]

    def take(self, unknown: Any = None) -> npt.NDArray[np.object_]:
        """(n_rows,) object: the meaning of each row, `unknown` where there is none."""
        distinct = np.fromiter((unknown if v is None else v for v in [*self.values, None]), object)
        return distinct[self.codes]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one contract type. `rows`: the numbers a person sees; `columns`: those the contract knows."""

    type: NodeType | RelationshipType
    rows: npt.NDArray[np.int64]
    columns: Mapping[str, Column]

    def values(self, column: str, unknown: Any = None) -> npt.NDArray[np.object_]:
        """(n_rows,) object: the meaning of a column, all unknown when the table has no such column."""
        if column in self.columns:
            return self.columns[column].take(unknown)
        return np.full(len(self.rows), unknown, object)

    def unreadable(self, columns: Iterable[str]) -> npt.NDArray[np.bool_]:
        """(n_rows,) bool: whether a cell of any of these columns is broken."""
        found = np.zeros(len(self.rows), bool)
        for name in self.columns.keys() & set(columns):
            found |= np.isin(self.columns[name].codes, list(self.columns[name].broken))
        return found

    def violations(self, column: str, broken: Mapping[int, str]) -> Iterator[Violation]:
        """A violation for each row whose cell in `column` has a code in `broken` (code -> rule)."""
        if not broken:
            return
        found = self.columns[column]
        for at in np.flatnonzero(np.isin(found.codes, list(broken))):
            code = int(found.codes[at])
            yield Violation(self.type.name, int(self.rows[at]), column, shown(found.cells[code]), broken[code])

    def at(self, where: npt.NDArray[np.bool_], column: str, rule: str) -> Iterator[Violation]:
        """A violation of one rule for each row of the mask."""
        found = self.columns.get(column)
        for at in np.flatnonzero(where):
            code = -1 if found is None else int(found.codes[at])
            value = None if found is None or code < 0 else shown(found.cells[code])
            yield Violation(self.type.name, int(self.rows[at]), column, value, rule)


def shown(cell: object) -> str:
    """A cell as a message repeats it: cut, and without anything a terminal would act on."""
    text = str(cell)
    text = text if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def read_column(cells: pd.Series, parse: Callable[[Any], Any]) -> Column:
    """The distinct cells of a column and their meaning; `parse` raises ValueError(rule) for a cell it cannot read."""
    codes, distinct = _distinct(cells)
    values: list[Any] = [None] * len(distinct)
    broken: dict[int, str] = {}
    for code, cell in enumerate(distinct):
        try:
            values[code] = parse(cell)
        except ValueError as error:
            broken[code] = str(error)
    empty = [code for code, cell in enumerate(distinct) if cell == "" or values[code] == ()]
    return Column(np.where(np.isin(codes, empty), -1, codes) if empty else codes, distinct, values, broken)


def _distinct(cells: pd.Series) -> tuple[npt.NDArray[np.int64], list[Any]]:
    kind = pd.api.types.infer_dtype(cells, skipna=True)
    codes, distinct = pd.factorize(cells) if kind in _UNIFORM else _factorize_mixed(cells)
    return codes.astype(np.int64, copy=False), [_plain(cell) for cell in distinct]


def _factorize_mixed(cells: pd.Series) -> tuple[npt.NDArray[np.int64], list[Any]]:
    # True == 1 and 1 == 1.0 in Python, yet `true` in a number column is a mistake: the kind is part of the key
    seen: dict[tuple[type, object], int] = {}
    distinct: list[Any] = []
    codes = np.full(len(cells), -1, np.int64)
    for at, raw in enumerate(cells.tolist()):
        cell = _plain(raw)
        if cell is None or cell is pd.NA or cell != cell:
            continue
        key = (type(cell), repr(cell) if isinstance(cell, list | dict) else cell)
        if key not in seen:
            seen[key] = len(distinct)
            distinct.append(cell)
        codes[at] = seen[key]
    return codes, distinct


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip()
    return cell.tolist() if isinstance(cell, np.generic | np.ndarray) else cell
