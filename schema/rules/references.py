"""Rules about ids: given once, and pointing at a node of the right type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema.errors import Violation
from schema.model import Contract, NodeType, Property, RelationshipType
from schema.rules.table import Table, shown

UNREADABLE_TYPE = ""  # the node stands in a table the contract does not know: that table is reported, not each use


@dataclass(frozen=True, slots=True)
class Ids:
    """Every id a batch may point at -> its node type."""

    types: Mapping[str, str]
    contract: Contract

    def broken(self, target: str, allowed: Sequence[str]) -> str | None:
        """The rule that pointing at this id breaks, None when it is right."""
        found = self.types.get(target)
        if found is None:
            return f"dangling: no {', '.join(allowed)} with this id here or in the store"
        if found in allowed or found == UNREADABLE_TYPE:
            return None
        return f"{target} is a {found}; allowed here: {', '.join(allowed)}"

    def with_default(self, id_: str, type_: str) -> Ids:
        """The same ids, and this one of this type unless it is taken."""
        return Ids({id_: type_} | dict(self.types), self.contract)


def repeated_ids(tables: Sequence[Table], known: Mapping[str, str]) -> Iterator[Violation]:
    """A node id stands once in all node tables, and keeps the type the store knows it as."""
    first: dict[str, tuple[str, int]] = {}
    for table in tables:
        for row, id_ in zip(table.rows.tolist(), table.values("id").tolist(), strict=True):
            if id_ is None:
                continue
            if id_ in first:
                where, number = first[id_]
                rule = f"the id is already in {where} row {number}"
            elif known.get(id_, table.type.name) != table.type.name:
                rule = f"the store knows this id as {known[id_]}"
            else:
                first[id_] = (table.type.name, row)
                continue
            yield Violation(table.type.name, row, "id", shown(id_), rule)


def wrong_ends(table: Table, ids: Ids) -> Iterator[Violation]:
    """A relationship joins existing nodes of the types the contract allows; nothing supplies or feeds a Sector."""
    if isinstance(table.type, RelationshipType):
        for column, allowed in (("from", table.type.start), ("to", table.type.end)):
            yield from _wrong_references(table, column, allowed, ids)


def wrong_references(table: Table, ids: Ids) -> Iterator[Violation]:
    """An id in a property (site, item, source …) is that of a node of the type the contract names."""
    for prop in table.type.properties.values():
        if prop.reference and prop.type == "text":
            yield from _wrong_references(table, prop.name, prop.reference, ids)
        elif prop.reference or prop.unit_kinds:
            yield from _wrong_entries(table, prop, ids)


def _wrong_references(table: Table, column: str, allowed: Sequence[str], ids: Ids) -> Iterator[Violation]:
    if column in table.columns:
        targets = enumerate(table.columns[column].values)
        rules = {code: ids.broken(target, allowed) for code, target in targets if target is not None}
        yield from table.violations(column, {code: rule for code, rule in rules.items() if rule})


def _wrong_entries(table: Table, prop: Property, ids: Ids) -> Iterator[Violation]:
    if prop.name not in table.columns:
        return
    column = table.columns[prop.name]
    for code, entries in enumerate(column.values):
        for entry in entries or ():
            rule = _broken_unit(entry, prop.unit_kinds, ids) if prop.unit_kinds else ids.broken(entry, prop.reference)
            if rule:
                rows = table.rows[column.codes == code]
                yield from (Violation(table.type.name, int(row), prop.name, shown(entry), rule) for row in rows)


def _broken_unit(entry: str, vocabulary: str, ids: Ids) -> str | None:
    kinds = ids.contract.vocabularies[vocabulary].terms
    kind, colon, target = entry.partition(":")
    if not colon or kind not in kinds:
        return f"must look like kind:id, kind one of {', '.join(kinds)}"
    return ids.broken(target, kinds[kind].reference)


def ids_of(tables: Sequence[Table], unknown: Sequence[str], known: Mapping[str, str], contract: Contract) -> Ids:
    """The ids of a batch and of the store; `unknown` are ids of tables the contract does not know."""
    types = dict.fromkeys(unknown, UNREADABLE_TYPE) | dict(known)
    for table in tables:
        if isinstance(table.type, NodeType) and "id" in table.columns:
            # the cell, not its value: a malformed id is reported where it stands, not where it is used
            types.update((str(cell), table.type.name) for cell in table.columns["id"].cells)
    return Ids(types, contract)
