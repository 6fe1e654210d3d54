"""From what a file said to what it means: a typed batch, or all violations at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from schema.batch import Batch, RawBatch
from schema.errors import InputRejected, Violation
from schema.model import Contract, NodeType, RelationshipType
from schema.rules import claims, cycles, references, shape, values
from schema.rules.fill import Defaults, names_source, typed_table, with_source_node
from schema.rules.parse import Reader, read_id, reader
from schema.rules.table import Table, shown

NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


def require_valid(
    raw: RawBatch,
    contract: Contract,
    *,
    dataset: str,
    source: str | None = None,
    as_of: str | None = None,
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> Batch:
    """The typed batch of a dataset.

    Parameters
    ----------
    raw : the tables as read
    dataset : who speaks; also the source of rows that name none, unless `source` is given
    source, as_of : provenance of rows that name none. A source so used gets a Source node when the batch has none of it
    known : id -> node type of what else is in the store, which rows may point at

    Raises
    ------
    InputRejected
        With every violation, sorted by table, row, column.
    """
    defaults = Defaults(source or dataset, as_of)
    tables = [
        shape.read_table(contract.type(name), table, contract)
        for name, table in raw.tables.items()
        if _is_type(name, contract) and len(table)
    ]
    frames = {table.type.name: typed_table(table, defaults) for table in tables}
    default_used = names_source(frames.values(), defaults.source)
    ids = references.ids_of(tables, _ids_of_unknown_tables(raw, contract), known, contract)
    if default_used:
        ids = ids.with_default(defaults.source, "Source")
    violations = [
        *_wrong_arguments(dataset, defaults, contract),
        *_wrong_default_source(ids, defaults.source, default_used),
        *_wrong_shapes(raw, contract),
        *_wrong_rows(tables, frames, ids),
        *references.repeated_ids([table for table in tables if isinstance(table.type, NodeType)], known),
    ]
    if violations:
        raise InputRejected(sorted(violations, key=_place))
    if default_used:
        frames = with_source_node(frames, defaults.source)
    return Batch(dataset, frames, tuple(_warnings(frames, contract)))


def _is_type(name: str, contract: Contract) -> bool:
    return name in contract.nodes or name in contract.relationships


def _wrong_shapes(raw: RawBatch, contract: Contract) -> Iterator[Violation]:
    yield from shape.unknown_tables(raw.tables, contract)
    for name, table in raw.tables.items():
        if _is_type(name, contract):
            yield from shape.unknown_columns(contract.type(name), table)
            yield from shape.missing_columns(contract.type(name), table)


def _wrong_rows(
    tables: Sequence[Table], frames: Mapping[str, pd.DataFrame], ids: references.Ids
) -> Iterator[Violation]:
    for table in tables:
        yield from shape.missing_cells(table)
        yield from values.unreadable_cells(table)
        yield from values.wrong_dimensions(table, ids.contract)
        yield from values.missing_units(table)
        yield from values.country_code_is_its_id(table)
        yield from references.wrong_ends(table, ids)
        yield from references.wrong_references(table, ids)
        if isinstance(table.type, RelationshipType):
            yield from claims.repeated_claims(table.type, frames[table.type.name], table)
            yield from cycles.place_cycles(table.type, frames[table.type.name])


def _wrong_arguments(dataset: str, defaults: Defaults, contract: Contract) -> Iterator[Violation]:
    """The names and the date given beside the tables keep the rules of cells; they are reported without a table."""
    read_date = reader(contract.provenance["as_of"], contract)
    yield from _unread("dataset", dataset, read_id)
    if defaults.source != dataset:
        yield from _unread("source", defaults.source, read_id)
    if defaults.as_of is not None:
        yield from _unread("as_of", defaults.as_of, read_date)


def _unread(name: str, value: str, read: Reader) -> Iterator[Violation]:
    try:
        read(value)
    except ValueError as error:
        yield Violation("", None, name, shown(value), str(error))


def _wrong_default_source(ids: references.Ids, source: str, used: bool) -> Iterator[Violation]:
    rule = ids.broken(source, ("Source",)) if used else None
    if rule:
        yield Violation("", None, "source", shown(source), f"{rule}; name another source")


def _ids_of_unknown_tables(raw: RawBatch, contract: Contract) -> list[str]:
    unknown = [table for name, table in raw.tables.items() if not _is_type(name, contract)]
    return [str(id_) for table in unknown if "id" in table for id_ in table["id"].dropna().tolist()]


def _warnings(frames: Mapping[str, pd.DataFrame], contract: Contract) -> Iterator[str]:
    for name, frame in frames.items():
        if name in contract.relationships:
            yield from claims.slot_warnings(contract.relationships[name], frame)
            yield from cycles.control_cycles(contract.relationships[name], frame)


def _place(violation: Violation) -> tuple[str, int, str]:
    return violation.table, violation.row or 0, violation.column or ""
