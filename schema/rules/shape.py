"""Rules about which tables and columns there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from schema.errors import Violation
from schema.model import Contract, NodeType, RelationshipType
from schema.rules.parse import read_text, reader
from schema.rules.table import Table, read_column, shown


def unknown_tables(raw: Mapping[str, pd.DataFrame], contract: Contract) -> Iterator[Violation]:
    """A table is named after a type of the contract."""
    known = {type_.name for type_ in contract.types()}
    yield from (
        Violation(shown(name), None, None, shown(name), "no such table in the contract")
        for name in raw
        if name not in known
    )


def unknown_columns(type_: NodeType | RelationshipType, table: pd.DataFrame) -> Iterator[Violation]:
    """A column is a property of the contract, given once."""
    known = column_names(type_)
    for column, twice in zip(table.columns, table.columns.duplicated(), strict=True):
        if column not in known:
            yield Violation(type_.name, None, shown(column), None, "no such column in the contract")
        elif twice:
            yield Violation(type_.name, None, shown(column), None, "this column is given twice")


def missing_columns(type_: NodeType | RelationshipType, table: pd.DataFrame) -> Iterator[Violation]:
    """A table with rows has every required column."""
    if len(table):
        absent = [column for column in required_columns(type_) if column not in table.columns]
        yield from (Violation(type_.name, None, column, None, "this column is required") for column in absent)


def missing_cells(table: Table) -> Iterator[Violation]:
    """A required cell is not empty."""
    for column in required_columns(table.type):
        if column in table.columns:
            yield from table.at(table.columns[column].codes < 0, column, "required, but empty")


def column_names(type_: NodeType | RelationshipType) -> tuple[str, ...]:
    """All columns a table of this type may have, in order."""
    ends = ("from", "to") if isinstance(type_, RelationshipType) else ()
    return (*ends, *type_.properties)


def required_columns(type_: NodeType | RelationshipType) -> tuple[str, ...]:
    """The columns no row may leave empty."""
    ends = ("from", "to") if isinstance(type_, RelationshipType) else ()
    return (*ends, *(prop.name for prop in type_.properties.values() if prop.required))


def read_table(type_: NodeType | RelationshipType, table: pd.DataFrame, contract: Contract) -> Table:
    """The columns the contract knows, read; of a column given twice the first."""
    once = table.loc[:, ~table.columns.duplicated()]
    columns = {
        name: read_column(once[name], _reader(type_, name, contract))
        for name in column_names(type_)
        if name in once.columns
    }
    return Table(type_, np.asarray(table.index, np.int64), columns)


def _reader(type_: NodeType | RelationshipType, column: str, contract: Contract) -> Any:
    prop = type_.properties.get(column)
    return read_text if prop is None else reader(prop, contract)
