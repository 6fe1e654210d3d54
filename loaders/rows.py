"""Rows of a source's files: each column is popped as it is used, and what is left over stops the load."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from loaders.readers import TABLE_READERS
from schema.errors import InputRejected, Violation


class Row:
    """One record. `file`: its name within the source's data; `number`: the row a person sees (header = 1)."""

    __slots__ = ("_cells", "file", "number")

    def __init__(self, file: str, number: int, cells: dict[str, str | None]) -> None:
        self.file, self.number, self._cells = file, number, cells

    def pop(self, column: str) -> str | None:
        """The cell, None when empty. Raises InputRejected when the file has no such column or it was taken before."""
        if column not in self._cells:
            raise self.rejected(column, None, "the file has no such column, or it was taken twice")
        return self._cells.pop(column)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.pop(column)
        if value is None:
            raise self.rejected(column, None, "the cell must not be empty")
        return value

    def pop_number(self, column: str) -> float | None:
        """The cell as a number, None when empty. Raises InputRejected when it is none."""
        value = self.pop(column)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise self.rejected(column, value, "the cell must be a number") from None

    def pop_all(self, columns: Collection[str]) -> dict[str, str | None]:
        """Those of `columns` that the file has."""
        return {column: self._cells.pop(column) for column in columns if column in self._cells}

    def audit(self, ignore: Collection[str] = ()) -> None:
        """Call last. Raises InputRejected with every column that was neither taken nor named in `ignore`."""
        left = [column for column in self._cells if column not in ignore]
        if left:
            rule = "the transform does not know this column; take it or ignore it by name"
            raise InputRejected(
                [Violation(self.file, self.number, column, self._cells[column], rule) for column in left]
            )

    def rejected(self, column: str | None, value: str | None, rule: str) -> InputRejected:
        """The error for a cell of this row that cannot be used."""
        return InputRejected([Violation(self.file, self.number, column, value, rule)])


def rows(data: Path, name: str) -> Iterator[Row]:
    """The records of the CSV or Parquet file `name` (a path within the source's data folder), as strictly as a batch.

    A bundled Parquet file holds texts only, the cells as they were printed.
    """
    table = TABLE_READERS[Path(name).suffix](data / name, name)
    columns = [str(column) for column in table.columns]
    for number, cells in zip(table.index, table.itertuples(index=False, name=None), strict=True):
        yield Row(name, int(number), dict(zip(columns, cells, strict=True)))
