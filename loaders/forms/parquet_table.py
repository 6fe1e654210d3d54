"""A table as one Parquet file: texts, numbers, booleans, dates and lists of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from loaders.forms.cells import Cell, from_columns, header_faults, plain_columns, text
from schema.errors import InputRejected, Violation

MAX_UNCOMPRESSED_BYTES = 8 * 2**30  # a table of tens of millions of rows; a few bytes of Parquet can claim any size
MAX_CELLS = 1_000_000_000


def read(path: Path, table: str) -> pd.DataFrame:
    """Cells with the types of the file; the first row is 2, as in CSV.

    Raises
    ------
    InputRejected
        Not Parquet, larger than the bounds above, a repeated or empty column name, a value no cell can hold.
    """
    try:
        with pq.ParquetFile(path) as file:
            faults = [*header_faults(table, file.schema_arrow.names), *_too_large(table, file.metadata)]
            if faults:
                raise InputRejected(faults)
            data = file.read()
    except (pa.ArrowException, OSError) as broken:
        rule = f"the file cannot be read as Parquet: {broken}"
        raise InputRejected([Violation(table, None, None, None, rule)]) from broken
    return from_columns(table, {name: _cells(data.column(name)) for name in data.column_names}, first_row=2)


def _too_large(table: str, metadata: pq.FileMetaData) -> Iterator[Violation]:
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if size > MAX_UNCOMPRESSED_BYTES or metadata.num_rows * metadata.num_columns > MAX_CELLS:
        rule = f"the table is larger than {MAX_UNCOMPRESSED_BYTES} bytes or {MAX_CELLS} cells; split it"
        yield Violation(table, None, None, None, rule)


def _cells(column: pa.ChunkedArray) -> Iterable[object]:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return _texts(column)
    return column.to_pylist()  # type: ignore[no-any-return]


def _texts(column: pa.ChunkedArray) -> npt.NDArray[np.object_]:
    """Through a dictionary, so that equal texts share one Python object: 1M rows of ids stay small."""
    coded = pc.dictionary_encode(column).unify_dictionaries().combine_chunks()
    words = np.array([*(coded.dictionary.to_pylist() if len(column) else ()), None], dtype=object)
    words[words == ""] = None
    codes: npt.NDArray[np.int64] = coded.indices.fill_null(len(words) - 1).to_numpy().astype(np.int64)
    return words[codes]


def write(data: pd.DataFrame, path: Path, table: str) -> None:
    """One compressed Parquet file. A column of one kind of value keeps it; a mixed one is written as text."""
    columns = {name: _array(cells) for name, cells in plain_columns(table, data).items()}
    pq.write_table(pa.table(columns), path, compression="zstd")


def _array(cells: list[Cell]) -> pa.Array:
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) == 1:
        try:
            return pa.array(cells)
        except (OverflowError, pa.ArrowInvalid):  # an integer beyond 64 bits
            pass
    return pa.array([None if cell is None else text(cell) for cell in cells], type=pa.string())
