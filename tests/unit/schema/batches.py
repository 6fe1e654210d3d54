"""Tiny raw batches for the tests of the contract: rows as dicts, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from schema.batch import Batch, RawBatch
from schema.errors import InputRejected
from schema.load import contract
from schema.validate import require_valid

Rows = list[dict[str, Any]]
Found = tuple[str, int | None, str | None, str | None]

CASES = Path(__file__).parents[2] / "cases"

#: A sound batch that the broken ones start from: a firm, where it makes, what it makes, and for whom.
SOUND: Mapping[str, Rows] = {
    "Material": [{"id": "resist", "name_en": "ArF photoresist"}, {"id": "resin"}],
    "Sector": [{"id": "chips"}],
    "Firm": [{"id": "jsr"}, {"id": "tok"}],
    "Place": [{"id": "JP", "level": "country", "code": "JP"}, {"id": "kawasaki", "level": "city"}],
    "Source": [{"id": "survey"}],
    "SUPPLIES": [{"from": "jsr", "to": "resist", "share": "0.4", "site": "kawasaki", "source": "survey"}],
}


def raw(tables: Mapping[str, Rows]) -> RawBatch:
    """A raw batch; a key left out of a row is an empty cell."""
    return RawBatch({name: _table(rows) for name, rows in tables.items()})


def valid(tables: Mapping[str, Rows], **options: Any) -> Batch:
    """The typed batch of tables laid over the sound ones."""
    return require_valid(raw({**SOUND, **tables}), contract(), **{"dataset": "test", **options})


def found(tables: Mapping[str, Rows], **options: Any) -> list[Found]:
    """Table, row, column and value of every violation of tables laid over the sound ones."""
    return [(v.table, v.row, v.column, v.value) for v in rejected(tables, **options).violations]


def rejected(tables: Mapping[str, Rows], **options: Any) -> InputRejected:
    """The error with which tables laid over the sound ones are refused."""
    with pytest.raises(InputRejected) as caught:
        valid(tables, **options)
    return caught.value


def case_batch(case: str) -> RawBatch:
    """The CSV tables of a worked example."""
    files = sorted((CASES / case / "batch").glob("*.csv"))
    read = {file.stem: pd.read_csv(file, dtype=object, keep_default_na=False) for file in files}
    return RawBatch({name: table.set_axis(range(2, len(table) + 2)) for name, table in read.items()})


def _table(rows: Rows) -> pd.DataFrame:
    columns = dict.fromkeys(column for row in rows for column in row)
    cells = {column: pd.Series([row.get(column) for row in rows], dtype=object) for column in columns}
    return pd.DataFrame(cells).set_axis(range(2, len(rows) + 2))
