"""Reading one revision of a Neo4j store. Nothing here depends on what the graph shows to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from graphsvc.stores.merge import Statement, merged
from graphsvc.stores.neo4j.connection import Connection
from graphsvc.stores.port import Columns, Direction, Node, Relationship
from graphsvc.stores.rows import own_columns, parsed, split_key, version_key, without
from schema.model import Contract
from schema.names import fold

PAGE = 20_000  # rows; measured: smaller pages pay for the round trip
NEVER = 2**63 - 1  # the run in which a visible version is dropped
STATEMENT = ("id", "type", "claim", "dataset", "recorded_at", "properties")
OWN = ("key", "claim", "dataset", "content", "recorded_at", "added_in", "dropped_in")  # of a relationship
OF_THE_RUN = ("dataset", "recorded_at")  # a relationship says them only where they differ from its run's


@dataclass(frozen=True, slots=True)
class Window:
    """Bounds of added_in and dropped_in, both inclusive."""

    added_from: int = 0
    added_to: int = NEVER
    dropped_from: int = 0
    dropped_to: int = NEVER

    @property
    def parameters(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Neo4jView:
    """See port.View."""

    connection: Connection
    contract: Contract
    revision: int

    def nodes(self, ids: Sequence[str]) -> list[Node]:
        (record,) = self.connection.read("nodes", ids=list(ids), names=STATEMENT, revision=self.revision)
        rows = zip(*record["columns"], strict=True)
        found = merged(Statement(*parsed(row)) for row in rows)
        return [found[id] for id in ids if id in found]

    def page(
        self, types: Sequence[str], *, after: str | None = None, backwards: bool = False, limit: int | None = None
    ) -> list[Node]:
        asked = [self.contract.nodes[type].name for type in types]
        (record,) = self.connection.read(
            "list_backwards" if backwards else "list_forwards",
            types=asked,
            after=after if backwards else after or "",
            limit=NEVER if limit is None else limit,
            revision=self.revision,
        )
        return self.nodes(record["ids"])

    def count(self, types: Sequence[str]) -> int:
        asked = [self.contract.nodes[type].name for type in types]
        (record,) = self.connection.read("count", types=asked, revision=self.revision)
        return int(record["nodes"])

    def relationships(
        self, of: Sequence[str], types: Sequence[str] = (), direction: Direction = "both", *, dropped: bool = False
    ) -> list[Relationship]:
        asked = [self.contract.relationships[type].name for type in types]
        parameters: dict[str, Any] = {"ids": list(of), "types": asked, "dropped": dropped, "revision": self.revision}
        records = self.connection.read(f"touching_{direction}", **parameters)
        return _in_order(self._relationship(*record.values()) for record in records)

    def claims(self, ids: Sequence[str]) -> list[Relationship]:
        found: list[Relationship] = []
        wanted = set(ids)
        for type in self.contract.relationships:  # an id does not tell its type, and an index is of one type
            if wanted:
                beginnings = [version_key(claim, "") for claim in sorted(wanted)]
                records = self.connection.read("claims", type, beginnings=beginnings, revision=self.revision)
                found += (self._relationship(type, *record.values()) for record in records)
                wanted -= {version.claim for version in found}
        return _in_order(found)

    def _relationship(self, type: str, start: str, end: str, said: dict[str, Any]) -> Relationship:
        properties, dropped = without(said, OWN), said.get("dropped_in")
        seen = dropped is None or dropped > self.revision
        claim, run = split_key(said["key"])
        common = self.connection.announced(run)
        dataset, recorded_at = (said.get(name) or value for name, value in zip(OF_THE_RUN, common, strict=True))
        return Relationship(
            type, claim, start, end, dataset, recorded_at, run, properties, dropped_in=None if seen else dropped
        )

    def search(self, text: str, *, exact: bool = False, limit: int | None = None) -> list[Node]:
        folded = fold(text)
        if not folded:
            return []
        wanted = f"\n{folded}\n" if exact else folded
        (record,) = self.connection.read("search", text=wanted, revision=self.revision)
        # sorted here: Cypher sorts by UTF-16 units, which differs beyond the basic plane
        ordered = sorted(zip(record["lengths"], record["ids"], strict=True))
        return self.nodes([id for _, id in ordered[:limit]])

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        visible = Window(added_to=self.revision, dropped_from=self.revision + 1)
        return pages(self.connection, self.contract, type, fields, visible)


def pages(
    connection: Connection, contract: Contract, type: str, fields: Sequence[str], window: Window
) -> Iterator[Columns]:
    """Pages of columns of the versions of a type inside a window, ordered by key.

    Each page is a query of its own. They fit together, because the rows of a published revision never change.
    """
    declared = contract.type(type).properties
    own = own_columns(contract, type)
    for name in fields:
        if name not in own and name != "added_in":
            declared[name]  # a KeyError here, not a column of nothing
    read = _node_page if type in contract.nodes else _relationship_page
    after = ""
    while True:
        after, page = read(connection, type, fields, window, after)
        if not page:
            return
        yield {name: page[name] for name in fields} if fields else page


def _in_order(found: Iterable[Relationship]) -> list[Relationship]:
    return sorted(found, key=lambda one: (one.type, one.claim, one.added_in))


def _relationship_page(
    connection: Connection, type: str, fields: Sequence[str], window: Window, after: str
) -> tuple[str, Columns]:
    names = list(dict.fromkeys(("key", *(name for name in fields if name not in ("from", "to", "claim")))))
    ends = {name: name in fields for name in ("from", "to")}
    parameters = {"after": after, "page": PAGE, "names": names, "never": NEVER, **ends, **window.parameters}
    (record,) = connection.read("page_relationships", type, **parameters)
    columns = dict(zip(names, record["columns"], strict=True))
    if record["last"] is None:
        return "", {}
    if inferred := {"claim", *OF_THE_RUN} & set(fields):
        versions = [split_key(key) for key in columns["key"]]
        columns["claim"] = [claim for claim, _ in versions]
        for place, name in enumerate(OF_THE_RUN):
            if name in inferred:
                common = {run: connection.announced(run)[place] for run in {run for _, run in versions}}
                columns[name] = [said or common[run] for said, (_, run) in zip(columns[name], versions, strict=True)]
    return record["last"], columns | {name: record[name] for name in ends if ends[name]}


def _node_page(
    connection: Connection, type: str, fields: Sequence[str], window: Window, after: str
) -> tuple[str, Columns]:
    names = ["key", *(name for name in fields if name in OWN or name == "id")]
    inside = [name for name in fields if name not in names]
    asked = names + ["properties"] * bool(inside)
    keys = {"after": after or f"{type}/", "until": f"{type}0"}  # 0 follows /
    (record,) = connection.read("page_nodes", page=PAGE, never=NEVER, names=asked, **keys, **window.parameters)
    if record["last"] is None:
        return "", {}
    columns: Columns = dict(zip(asked, record["columns"], strict=True))
    columns["key"] = [key.partition("/")[2] for key in columns["key"]]
    documents = [orjson.loads(document) for document in columns.pop("properties", [])]
    return record["last"], columns | {name: [document.get(name) for document in documents] for name in inside}
