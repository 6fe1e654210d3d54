"""From the rows of a file to the tables of a batch: one for each thing its kind says, and for new nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.importers.columns import NOTE_MARK, Objects, Reading, property_values, repeated
from loaders.importers.kinds import OWN_TABLE_ONLY
from loaders.importers.levels import level_column, parents, spread_names
from loaders.importers.mapping import LEVEL, Field, headers_of
from loaders.importers.names import Known, Naming, NewNode, Unresolved
from schema.generated import types
from schema.load import contract
from schema.rules.shape import column_names


@dataclass(frozen=True, slots=True)
class _Names:
    """A role in each row: whether the row says anything, and the id, None when it stays open."""

    said: npt.NDArray[np.bool_]
    ids: Objects


@dataclass(frozen=True, slots=True)
class Claims:
    """Tables of a file, numbered by its rows; `open_rows`: rows kept out by a name without an answer, sorted."""

    tables: dict[str, pd.DataFrame]
    unresolved: tuple[Unresolved, ...]
    open_rows: tuple[int, ...]
    repeated: int


def claims_of(reading: Reading, known: Known) -> Claims:
    """What the rows say, and the nodes they bring; what cannot be read is among the violations of `reading`."""
    naming = Naming(reading, known)
    roles, values = _roles(reading, naming), _values(reading)
    open_rows = np.zeros(reading.length, bool)
    tables: dict[str, pd.DataFrame] = {}
    repeats = 0
    for name, columns in reading.mapping.kind.tables.items():
        if all(columns[end] in roles for end in ("from", "to") if end in columns):
            table, left_open = _table(reading, name, roles, values)
            open_rows |= left_open
            tables[name], dropped = _once(table)
            repeats += dropped
    tables = {name: table for name, table in tables.items() if len(table)} | _node_tables(naming, tables, reading)
    rows = tuple(int(row) for row in reading.sheet.rows[open_rows])
    return Claims(tables, tuple(naming.unresolved), rows, repeats)


def _roles(reading: Reading, naming: Naming) -> dict[str, _Names]:
    found: dict[str, _Names] = {}
    mapping, kind = reading.mapping, reading.mapping.kind
    levels = dict([kind.levels]) if kind.levels else {}
    for role in sorted(kind.roles.values(), key=lambda role: role.namesake is not None):
        given = mapping.fields.get(role.name)
        if role.name in levels and given is not None and (LEVEL in mapping.fields or len(given.columns) > 1):
            found |= _levelled(reading, naming, role.name, levels[role.name])
        elif given is not None and role.name not in found:
            ids = naming.ids(role, given)
            found[role.name] = _Names(_said(reading, given), ids)
    return found


def _said(reading: Reading, given: Field) -> npt.NDArray[np.bool_]:
    if given.constant is not None or given.default is not None:
        return np.ones(reading.length, bool)
    return reading.filled(given.columns[0])


def _levelled(reading: Reading, naming: Naming, role: str, above: str) -> dict[str, _Names]:
    """The items of an indented file and their parents; rows at the top belong to what `parent` names, if anything."""
    mapping = reading.mapping
    given = mapping.fields[role]
    if len(given.columns) > 1:
        items, levels = spread_names(reading, given)
        column = given.columns[0]
    else:
        items = reading.each(given.columns[0], lambda text: given.values.get(text, text))
        levels, column = level_column(reading, mapping.fields[LEVEL], given)
    ids = naming.ids(mapping.kind.roles[role], given, items)
    by_text = dict(zip(items.tolist(), ids.tolist(), strict=True))
    up = parents(reading, items, levels, column)
    up_ids = np.array([None if text is None else by_text[text] for text in up.tolist()], object)
    said = up != np.array(None)
    if above in mapping.fields:
        roots = naming.ids(mapping.kind.roles[above], mapping.fields[above])
        up_ids, said = np.where(said, up_ids, roots), said | (items != np.array(None))
    return {role: _Names(items != np.array(None), ids), above: _Names(said, up_ids)}


def _values(reading: Reading) -> dict[str, Objects]:
    """Column of the contract -> its values, for each field of the mapping that is no name."""
    found: dict[str, Objects] = {}
    fields, properties = reading.mapping.fields, reading.mapping.kind.values()
    for name, prop in properties.items():
        if name in fields:
            read = property_values(reading, prop, fields[name])
            found |= {column: values for column, values in read.items() if column not in found or column != name}
    return found


def _table(
    reading: Reading, name: str, roles: Mapping[str, _Names], values: Mapping[str, Objects]
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """The rows of one table, and which rows of the file a name without an answer kept out of it."""
    named = {column: roles[role] for column, role in reading.mapping.kind.tables[name].items() if role in roles}
    if "source" in roles:
        named["source"] = roles["source"]
    speaks = _speaks(reading, name, named)
    left_open = np.zeros(reading.length, bool)
    for names in named.values():
        left_open |= speaks & names.said & (names.ids == np.array(None))
    kept = speaks & ~left_open
    columns = {column: names.ids for column, names in named.items()}
    columns |= {column: found for column, found in values.items() if _takes(reading, name, column)}
    if reading.mapping.grade and "grade" not in columns:
        columns["grade"] = repeated(reading.mapping.grade, reading.length)
    ordered = [column for column in column_names(contract().type(name)) if column in columns]
    rows = pd.Index(reading.sheet.rows[kept])
    whole = bool(kept.all())  # then nothing is copied: a column of two million rows is 16 MB
    data = {column: columns[column] if whole else columns[column][kept] for column in ordered}
    return pd.DataFrame({c: pd.Series(cells, rows, object) for c, cells in data.items()}, copy=False), left_open


def _speaks(reading: Reading, name: str, named: Mapping[str, _Names]) -> npt.NDArray[np.bool_]:
    """Rows that make a claim in this table: in the main one all that say anything, in others those with both ends."""
    kind = reading.mapping.kind
    says = np.zeros(reading.length, bool)
    for header in headers_of(reading.mapping) & reading.sheet.columns.keys():
        says |= reading.sheet.columns[header].codes >= 0
    ends = [named[end].said for end in ("from", "to") if end in named]
    if name != kind.main:
        return ends[0] & ends[1]
    # an item without a parent is the top of the list; a parent without an item is a mistake for the contract to name
    return says & (ends[0] | ~ends[1]) if kind.levels else says


def _takes(reading: Reading, name: str, column: str) -> bool:
    """Whether a value goes into this table: provenance into all, everything else into the first that knows it."""
    if column in contract().provenance and column not in OWN_TABLE_ONLY:
        return True
    return reading.mapping.kind.table_of(column) == name


def _once(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Rows that say the same are one; where only their notes differ, the notes are joined."""
    said = [column for column in table.columns if column != "note"]
    again = _repeats(table[said])
    if not again.any():
        return table, 0
    kept = table[~again].copy()
    if "note" in table:
        notes = table.groupby(said, dropna=False, sort=False)["note"].agg(_joined_notes)
        kept["note"] = notes.to_numpy(object)
    return kept, int(again.sum())


def _repeats(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """(n_rows,) bool: rows equal to one above. By hash first, which takes a tenth of the memory of comparing all."""
    found: npt.NDArray[np.bool_] = (
        pd.util.hash_pandas_object(table, index=False).duplicated(keep=False).to_numpy(copy=True)
    )
    if found.any():
        found[found] = table[found].duplicated().to_numpy()
    return found


def _joined_notes(notes: Iterable[str | None]) -> str | None:
    return NOTE_MARK.join(dict.fromkeys(note for note in notes if note)) or None


def _node_tables(naming: Naming, tables: Mapping[str, pd.DataFrame], reading: Reading) -> dict[str, pd.DataFrame]:
    """A table for each type of new node; a node that no row of the batch uses any more is left out."""
    mapping = reading.mapping
    nodes = _used_nodes(naming, tables)
    if mapping.publication and mapping.source:
        nodes[mapping.source] = NewNode(types.SOURCE, reading.sheet.header_row, dict(mapping.publication))
    grouped: dict[str, dict[str, NewNode]] = {}
    for id_, node in nodes.items():
        grouped.setdefault(node.type, {})[id_] = node
    return {type_: _node_table(type_, group, tables.get(type_)) for type_, group in grouped.items()}


def _used_nodes(naming: Naming, tables: Mapping[str, pd.DataFrame]) -> dict[str, NewNode]:
    used: set[str] = set()
    for name, table in tables.items():
        for column in (*naming.reading.mapping.kind.tables[name], "source"):
            used |= set(table[column].unique()) if column in table else set()
    return {id_: node for id_, node in naming.nodes.items() if id_ in used}


def _node_table(type_: str, nodes: Mapping[str, NewNode], own: pd.DataFrame | None) -> pd.DataFrame:
    rows = pd.DataFrame(
        [{"id": id_, **node.properties} for id_, node in nodes.items()],
        index=pd.Index([node.row for node in nodes.values()]),
        dtype=object,
    ).sort_index(kind="stable")
    known = [name for name in column_names(contract().type(type_)) if name in rows]
    rows = rows[[*known, *(name for name in rows if name not in known)]]
    return rows if own is None else pd.concat([own, rows])
