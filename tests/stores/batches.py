"""Tiny batches for the store tests, and what a view says in a form that compares well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from graphsvc.ingest import LoadReport, load
from graphsvc.stores.port import Columns, Store, View
from schema.batch import Batch
from schema.load import contract
from schema.model import PropertyType

Row = Mapping[str, Any]

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def batch(dataset: str, /, **tables: Sequence[Row]) -> Batch:
    """Typed tables of a few rows; a relationship without `source` and `grade` is the dataset's own, graded D."""
    return Batch(dataset, {type: _table(dataset, type, rows) for type, rows in tables.items()})


def say(store: Store, dataset: str, day: int = 0, /, **tables: Sequence[Row]) -> LoadReport:
    """Load such a batch, `day` days after the first of January."""
    return load(batch(dataset, **tables), store, contract(), now=START + timedelta(days=day))


def firm(id: str, **properties: Any) -> dict[str, Any]:
    return {"id": id, **properties}


def supplies(start: str, end: str, **properties: Any) -> dict[str, Any]:
    return {"from": start, "to": end, **properties}


def rows(view: View, type: str, *fields: str) -> list[tuple[Any, ...]]:
    """The visible versions of a type, as tuples of fields, in the order of the scan."""
    return [row for page in view.scan(type, fields) for row in zip(*(page[field] for field in fields), strict=True)]


def gathered(pages: Sequence[Columns]) -> Columns:
    """One table of several pages."""
    return {name: [value for page in pages for value in page[name]] for name in pages[0]}


def _table(dataset: str, type: str, rows: Sequence[Row]) -> pd.DataFrame:
    declared = contract().type(type).properties
    related = {"source": dataset, "grade": "D"} if type in contract().relationships else {}
    complete = [{**related, **row} for row in rows]
    names = list(dict.fromkeys(name for row in complete for name in row))
    index = pd.RangeIndex(2, len(rows) + 2)
    return pd.DataFrame(
        {
            name: _column(
                [row.get(name) for row in complete], declared[name].type if name in declared else "text", index
            )
            for name in names
        },
        index=index,
    )


def _column(values: list[Any], type: PropertyType, index: pd.RangeIndex) -> pd.Series:
    if type == "float":
        return pd.Series(values, index, dtype="float64")
    if type == "list":
        values = [tuple(value or ()) for value in values]
    return pd.Series(values, index, dtype=object)
