"""Rules about claims as wholes: said once by each source, and at one with the other rows of their slot."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from schema.errors import Violation
from schema.model import RelationshipType
from schema.rules.table import Table, shown


def repeated_claims(type_: RelationshipType, table: pd.DataFrame, read: Table) -> Iterator[Violation]:
    """One source says one thing once for each date: type, key, source and as_of are together unique.

    `table`: typed, sources filled in. Rows whose ends are missing or whose key cannot be read are reported elsewhere.
    """
    if not {"from", "to"} <= set(table.columns):
        return
    names = [*type_.key, "source", "as_of"]
    keys = pd.DataFrame({name: _key_column(type_, table, name) for name in names}, index=table.index)
    sound = table["from"].notna() & table["to"].notna() & ~read.unreadable(names)
    repeated = keys[keys.duplicated(keep=False) & sound]
    first: dict[tuple[str, ...], int] = {}
    for row, parts in zip(repeated.index, repeated.itertuples(index=False, name=None), strict=True):
        key = tuple("" if pd.isna(part) else str(part) for part in parts)
        if first.setdefault(key, row) != row:
            rule = f"repeats row {first[key]}: same {', '.join(names)}"
            yield Violation(type_.name, int(row), None, shown(", ".join(key)), rule)


def slot_warnings(type_: RelationshipType, table: pd.DataFrame) -> Iterator[str]:
    """Rows of one slot agree on whether it is essential and on its mode (DOMAIN 3.0.3): a warning, no violation."""
    if type_.key_defaults:
        slots = pd.DataFrame({name: _key_column(type_, table, name) for name in ("from", "slot")})
        for column, default in (("essential", True), ("mode", "consumed")):
            given = table[column] if column in table else pd.Series(None, table.index, dtype=object)
            distinct = slots.assign(value=given.where(given.notna(), default)).drop_duplicates()
            differing = distinct[distinct.duplicated(["from", "slot"])].drop_duplicates(["from", "slot"])
            for item, slot in differing[["from", "slot"]].itertuples(index=False, name=None):
                yield f"{type_.name}: rows of slot {shown(slot)} of {shown(item)} differ in {column}"


def _key_column(type_: RelationshipType, table: pd.DataFrame, name: str) -> pd.Series:
    column = table[name] if name in table else pd.Series(None, table.index, dtype=object)
    default = type_.key_defaults.get(name)
    return column if default is None else column.where(column.notna(), table[default])
