"""A person's batch from a path, and back: a folder of CSV or Parquet, one .xlsx, one .json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from loaders.forms import csv_table, json_file, parquet_table, workbook
from schema.batch import RawBatch
from schema.errors import InputRejected, Violation
from schema.load import contract

Form = Literal["csv", "xlsx", "json", "parquet"]

TABLE_READERS: Mapping[str, Callable[[Path, str], pd.DataFrame]] = {
    ".csv": csv_table.read,
    ".parquet": parquet_table.read,
}
BATCH_READERS: Mapping[str, Callable[[Path], dict[str, pd.DataFrame]]] = {
    ".json": json_file.read,
    ".xlsx": workbook.read,
}
TABLE_WRITERS: Mapping[str, Callable[[pd.DataFrame, Path, str], None]] = {
    "csv": csv_table.write,
    "parquet": parquet_table.write,
}
BATCH_WRITERS: Mapping[str, Callable[[Mapping[str, pd.DataFrame], Path], None]] = {
    "json": json_file.write,
    "xlsx": workbook.write,
}


def read(path: Path) -> RawBatch:
    """The tables at `path`, cell by cell, nothing coerced: "0" and "NA" stay texts, an empty cell is None.

    In a folder each `.csv` or `.parquet` is a table named after the file; notes and sub-folders are ignored.
    CSV gives texts only; JSON, Parquet and typed cells of a workbook keep numbers and booleans, dates become texts.

    Raises
    ------
    InputRejected
        With every fault found: unreadable or missing files, two files for one table, no table at all, and what the
        modules of `loaders.forms` refuse.
    """
    tables = _folder(path) if path.is_dir() else _file(path)
    if not tables:
        raise _rejected(path, "no table here; a batch has at least one, such as Material.csv")
    return RawBatch(tables)


def _rejected(path: Path, rule: str) -> InputRejected:
    return InputRejected([Violation(path.name, None, None, None, rule)])


def _file(path: Path) -> dict[str, pd.DataFrame]:
    reader = BATCH_READERS.get(path.suffix.lower())
    if reader is None:
        raise _rejected(path, "a batch is a folder of .csv or .parquet files, one .xlsx or one .json")
    if not path.is_file():
        raise _rejected(path, "no such file or folder")
    return reader(path)


def _folder(folder: Path) -> dict[str, pd.DataFrame]:
    tables: dict[str, pd.DataFrame] = {}
    faults: list[Violation] = []
    for path in _table_files(folder):
        try:
            if path.stem in tables:
                raise _rejected(path, f"two files for the table {path.stem}; keep one")
            tables[path.stem] = TABLE_READERS[path.suffix.lower()](path, path.stem)
        except InputRejected as rejected:
            faults += rejected.violations
        except OSError as broken:
            faults += _rejected(path, f"the file cannot be read: {broken.strerror}").violations
    faults += _overlooked(folder)
    if faults:
        raise InputRejected(faults)
    return tables


def _overlooked(folder: Path) -> list[Violation]:
    """A file that is named like a table but cannot be read as one must not be left out in silence."""
    types = {type_.name for type_ in contract().types()}
    files = [
        path for path in sorted(folder.iterdir()) if path.stem in types and path.suffix.lower() not in TABLE_READERS
    ]
    return [Violation(path.name, None, None, None, "a table in a folder is a .csv or .parquet file") for path in files]


def _table_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in TABLE_READERS and path.is_file())


def write(tables: Mapping[str, pd.DataFrame], path: Path, form: Form) -> None:
    """Put `tables` at `path` (a folder for csv and parquet, else one file) so that `read` gives them back.

    Tables without a row are left out: they say nothing. Typed columns are taken too: NaN is unknown, a tuple a list.

    Raises
    ------
    FileExistsError
        The folder already holds tables; they would become part of what is read back.
    InputRejected
        The form cannot hold a value (see `loaders.forms`).
    """
    filled = {name: data for name, data in tables.items() if len(data)}
    if form in BATCH_WRITERS:
        path.parent.mkdir(parents=True, exist_ok=True)
        BATCH_WRITERS[form](filled, path)
        return
    path.mkdir(parents=True, exist_ok=True)
    if _table_files(path):
        raise FileExistsError(f"{path.name} already holds tables")
    for name, data in filled.items():
        TABLE_WRITERS[form](data, path / f"{name}.{form}", name)
