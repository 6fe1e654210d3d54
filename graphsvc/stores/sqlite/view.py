"""Reading one revision of a SQLite store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson

from graphsvc.stores.merge import Statement, merged
from graphsvc.stores.port import Columns, Direction, Node, Relationship
from graphsvc.stores.rows import own_columns, parsed
from graphsvc.stores.sqlite.file import StoreFile
from graphsvc.stores.sqlite.trigram import matching
from schema.model import Contract
from schema.names import fold

PAGE = 1_000  # rows; twice as fast as 20,000, whose parsed properties outgrow the processor's cache
ENTITY_COLUMNS = {"id": "entity", "from": "from_entity", "to": "to_entity"}
NODES = "node AS version CROSS JOIN entity AS node_id ON node_id.number = version.entity"
RELATIONSHIPS = (  # CROSS JOIN keeps the order of the loops
    "relationship AS version CROSS JOIN entity AS from_id ON from_id.number = version.from_entity "
    "CROSS JOIN entity AS to_id ON to_id.number = version.to_entity"
)
ADDED = "version.added_in <= :revision"
VISIBLE = f"{ADDED} AND (version.dropped_in IS NULL OR version.dropped_in > :revision)"
IDS = "(SELECT number FROM entity WHERE id IN (SELECT value FROM json_each(:ids)))"
TOUCHING = {
    "out": f"SELECT number FROM relationship WHERE from_entity IN {IDS}",
    "in": f"SELECT number FROM relationship WHERE to_entity IN {IDS}",
}
TOUCHING["both"] = f"{TOUCHING['out']} UNION {TOUCHING['in']}"
OF_TYPES = "version.type IN (SELECT value FROM json_each(:types))"
PAGES = {  # ids in their order, each looked up in its turn: a page of the first ones is done early
    False: "node_id.id > :after ORDER BY node_id.id",
    True: "(:after IS NULL OR node_id.id < :after) ORDER BY node_id.id DESC",
}


OF_CLAIMS = (
    "version.type IN (SELECT value FROM json_each(:types)) AND version.claim IN (SELECT value FROM json_each(:ids))"
)
VERSION = (
    "CASE WHEN version.dropped_in <= :revision THEN version.dropped_in END, version.type, version.claim, from_id.id, "
    "to_id.id, version.dataset, version.recorded_at, version.added_in, version.properties"
)
IN_ORDER = "ORDER BY version.type, version.claim, version.added_in"


@dataclass(frozen=True, slots=True)
class SqliteView:
    """See port.View."""

    file: StoreFile
    contract: Contract
    revision: int

    def nodes(self, ids: Sequence[str]) -> list[Node]:
        sql = (
            "SELECT node_id.id, version.type, version.claim, version.dataset, version.recorded_at, version.properties "
            f"FROM {NODES} WHERE {VISIBLE} AND version.entity IN {IDS}"
        )
        rows = self._rows(sql, ids=orjson.dumps(list(ids)).decode())
        found = merged(Statement(*parsed(row)) for row in rows)
        return [found[id] for id in ids if id in found]

    def page(
        self, types: Sequence[str], *, after: str | None = None, backwards: bool = False, limit: int | None = None
    ) -> list[Node]:
        sql = (
            "SELECT node_id.id FROM entity AS node_id WHERE EXISTS (SELECT 1 FROM node AS version "
            f"WHERE version.entity = node_id.number AND {VISIBLE} AND {OF_TYPES}) AND {PAGES[backwards]} LIMIT :limit"
        )
        start = after if backwards else after or ""
        rows = self._rows(sql, types=self._types(types), after=start, limit=-1 if limit is None else limit)
        return self.nodes([id for (id,) in rows])

    def count(self, types: Sequence[str]) -> int:
        sql = f"SELECT count(DISTINCT version.entity) FROM node AS version WHERE {VISIBLE} AND {OF_TYPES}"
        ((found,),) = self._rows(sql, types=self._types(types))
        return int(found)

    def relationships(
        self, of: Sequence[str], types: Sequence[str] = (), direction: Direction = "both", *, dropped: bool = False
    ) -> list[Relationship]:
        asked = [self.contract.relationships[type].name for type in types]
        condition = (
            f"version.number IN ({TOUCHING[direction]}) AND {ADDED if dropped else VISIBLE} "
            "AND (:types = '[]' OR version.type IN (SELECT value FROM json_each(:types)))"
        )
        return self._versions(condition, ids=orjson.dumps(list(of)).decode(), types=orjson.dumps(asked).decode())

    def claims(self, ids: Sequence[str]) -> list[Relationship]:
        # with the types the unique index of versions is enough: no claim has an index of its own
        types = orjson.dumps(list(self.contract.relationships)).decode()
        return self._versions(f"{OF_CLAIMS} AND {ADDED}", types=types, ids=orjson.dumps(list(ids)).decode())

    def _versions(self, condition: str, **parameters: Any) -> list[Relationship]:
        sql = f"SELECT {VERSION} FROM {RELATIONSHIPS} WHERE {condition} {IN_ORDER}"
        return [Relationship(*(*parsed(said), dropped)) for dropped, *said in self._rows(sql, **parameters)]

    def search(self, text: str, *, exact: bool = False, limit: int | None = None) -> list[Node]:
        folded = fold(text)
        if not folded:
            return []
        wanted = f"\n{folded}\n" if exact else folded
        condition, pattern = matching(self.file.reading(), wanted)
        sql = f"SELECT node_id.id, version.name_key FROM {NODES} WHERE {condition} AND {VISIBLE}"
        lengths: dict[str, int] = {}
        for id, name_key in self._rows(sql, wanted=wanted, pattern=pattern):
            lengths[id] = min(lengths.get(id, len(name_key)), len(name_key))
        ordered = sorted(lengths, key=lambda id: (lengths[id], id))
        return self.nodes(ordered[:limit])

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        return pages(self.file, self.contract, type, fields, VISIBLE, {"revision": self.revision})

    def _types(self, types: Sequence[str]) -> str:
        return orjson.dumps([self.contract.nodes[type].name for type in types]).decode()

    def _rows(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        with self.file.errors_named():
            return self.file.reading().execute(sql, {"revision": self.revision, **parameters}).fetchall()


def pages(
    file: StoreFile, contract: Contract, type: str, fields: Sequence[str], condition: str, parameters: dict[str, Any]
) -> Iterator[Columns]:
    """Pages of columns of the versions of a type that meet an SQL condition, ordered by claim."""
    declared = contract.type(type).properties
    table = "node" if type in contract.nodes else "relationship"
    columns = [name for name in fields if name in own_columns(contract, type) or name == "added_in"]
    names = [name for name in fields if name not in columns]
    for name in names:
        declared[name]  # a KeyError here, not a column of nothing
    selected = [_expression(name) for name in columns] + ["version.properties"] * bool(names)
    sql = (
        f"SELECT {', '.join(selected or ['1'])} FROM {table} AS version WHERE version.type = :type AND {condition} "
        "ORDER BY version.claim, version.added_in"
    )
    ids = file.node_ids()
    with file.errors_named():
        cursor = file.reading().execute(sql, {**parameters, "type": type})
        while rows := cursor.fetchmany(PAGE):
            values = dict(zip(columns, zip(*rows, strict=True), strict=False))
            found = {n: _named(ids, column) if n in ENTITY_COLUMNS else list(column) for n, column in values.items()}
            if names:
                found |= _property_columns((row[-1] for row in rows), names)
            yield {name: found[name] for name in fields}


def _named(ids: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """The ids with these numbers; one call for all of them is twice as fast as a loop."""
    return list(itemgetter(*numbers, 0)(ids)[:-1])


def _expression(column: str) -> str:
    if column == "key":
        return "version.claim || '@' || version.added_in"
    return f"version.{ENTITY_COLUMNS.get(column, column)}"


def _property_columns(documents: Iterable[str], names: Sequence[str]) -> Columns:
    """Columns from JSON objects, parsed as one array: three times as fast as one by one."""
    parsed = orjson.loads(f"[{','.join(documents)}]")
    return {name: [document.get(name) for document in parsed] for name in names}
