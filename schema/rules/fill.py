"""From read columns to the tables of a batch, with the provenance that rows leave to their file filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from schema.model import RelationshipType
from schema.rules.shape import column_names
from schema.rules.table import Table


@dataclass(frozen=True, slots=True)
class Defaults:
    """The provenance of rows that name none. `as_of` None = unknown."""

    source: str
    as_of: str | None
    grade: str = "D"


def typed_table(table: Table, defaults: Defaults) -> pd.DataFrame:
    """The columns of a table in the contract's order and types (see `Batch`), provenance filled in on relationships."""
    columns = {name: _typed_column(table, name) for name in table.columns}
    frame = pd.DataFrame(columns, index=pd.Index(table.rows))
    if not isinstance(table.type, RelationshipType):
        return frame
    for name, value in (("source", defaults.source), ("as_of", defaults.as_of), ("grade", defaults.grade)):
        if value is not None:
            frame[name] = _filled(frame, name, value)
    return frame[[name for name in column_names(table.type) if name in frame]]


def names_source(frames: Iterable[pd.DataFrame], source: str) -> bool:
    """Whether any row, as filled in, has this source."""
    return any("source" in frame and bool((frame["source"] == source).any()) for frame in frames)


def with_source_node(frames: Mapping[str, pd.DataFrame], source: str) -> dict[str, pd.DataFrame]:
    """The tables with a Source node of this id, added in row 0 when the batch has none of its own."""
    own = frames.get("Source", pd.DataFrame({"id": pd.Series(dtype=object)}))
    if (own["id"] == source).any():
        return dict(frames)
    added = pd.DataFrame({name: _unknown_cell(own[name]) for name in own}, index=pd.Index([0]))
    added["id"] = pd.Series([source], index=added.index, dtype=object)
    return {**frames, "Source": pd.concat([added, own]) if len(own) else added}


def _typed_column(table: Table, name: str) -> pd.Series:
    prop = table.type.properties.get(name)
    if prop is not None and prop.type == "float":
        return pd.Series(table.values(name, np.nan).astype(np.float64), index=table.rows)
    unknown = () if prop is not None and prop.type == "list" else None
    return pd.Series(table.values(name, unknown), index=table.rows, dtype=object)


def _filled(frame: pd.DataFrame, name: str, value: str) -> pd.Series:
    if name not in frame:
        return pd.Series(value, index=frame.index, dtype=object)
    return frame[name].where(frame[name].notna(), value)


def _unknown_cell(column: pd.Series) -> pd.Series:
    lists = len(column) > 0 and isinstance(column.iloc[0], tuple)
    unknown = np.fromiter([() if lists else None], object)
    return pd.Series(unknown, index=[0], dtype=object)
