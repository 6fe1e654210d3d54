"""Writing one run into a Neo4j store: chunks that nobody sees until the run is published."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import orjson
from neo4j import ManagedTransaction

from graphsvc.stores.neo4j.chunks import Chunks
from graphsvc.stores.neo4j.decoration import decorate, shown
from graphsvc.stores.neo4j.statements import all_labels, labelled, text, with_properties
from graphsvc.stores.neo4j.view import OF_THE_RUN, Neo4jView
from graphsvc.stores.port import Columns
from graphsvc.stores.rows import known, property_columns, version_key
from schema.model import Contract
from schema.names import name_key

ROWS = 5_000  # a transaction; 20,000 are no faster
AHEAD = 2  # chunks prepared while the server writes one


class Neo4jWriter:
    """See port.Writer."""

    def __init__(
        self, chunks: Chunks, view: Neo4jView, contract: Contract, announced: tuple[str, str], first: bool
    ) -> None:
        """`view` is what the run will make visible; `announced`: its dataset and time, which its claims do not repeat.

        `first`: the store is empty, so nodes need no merging.
        """
        self.run = view.revision
        self._announced = dict(zip(OF_THE_RUN, announced, strict=True))
        self.counts: dict[str, int] = {}
        self.types: set[str] = set()  # of the relationships it added
        self._chunks = chunks
        self._view = view
        self._contract = contract
        self._first = first
        self._touched: dict[str, None] = {}
        self._server = ThreadPoolExecutor(1, thread_name_prefix="neo4j-writer")
        self._pending: deque[Future[None]] = deque()

    def add_nodes(self, type: str, rows: Columns) -> None:
        create = labelled("create_entities", self._contract.nodes[type].labels, all_labels(self._contract))
        for part in _parts(rows):
            ids = part["id"]
            said = list(known(property_columns(self._contract, type, part), len(ids)))
            self._touched.update(dict.fromkeys(ids))
            entities = [shown(id, row) for id, row in zip(ids, said, strict=True)] if self._first else []
            self._submit(_add_nodes(self._statements(type, part, said), create, entities, ids))

    def add_relationships(self, type: str, rows: Columns) -> None:
        name = self._contract.relationships[type].name
        self.types.add(name)
        for part in _parts(rows):
            columns = self._lean(part) | property_columns(self._contract, type, part)
            written = [list(row) for row in zip(part["from"], part["to"], *columns.values(), strict=True)]
            self._submit(_add_relationships(name, tuple(columns), written))

    def drop(self, type: str, keys: Sequence[str]) -> None:
        for start in range(0, len(keys), ROWS):
            part = keys[start : start + ROWS]
            if type in self._contract.nodes:
                self._submit(self._drop_nodes(type, [f"{type}/{key}" for key in part]))
            else:
                self._submit(_drop_relationships(self._contract.relationships[type].name, part, self.run))

    def count(self, **counts: int) -> None:
        self.counts.update(counts)

    def finish(self) -> None:
        """Waits for what was sent, and makes the nodes show what the run says about them."""
        self._wait(leave=0)
        if not self._first:
            decorate(self._chunks, self._view, self._contract, list(self._touched), self.run)

    def close(self) -> None:
        """Ends the thread; chunks that have not been started are never sent."""
        self._server.shutdown(cancel_futures=True)

    def _version(self, part: Columns) -> Columns:
        """The columns that say which version a row is."""
        keys = [version_key(claim, self.run) for claim in part["claim"]]
        own = {name: part[name] for name in ("claim", "dataset", "content", "recorded_at")}
        return {"key": keys, **own, "added_in": [self.run] * len(keys)}

    def _lean(self, part: Columns) -> Columns:
        """The columns of a relationship's version: the key tells the claim, the run what its claims have in common."""
        columns = self._version(part)
        del columns["claim"]
        for name, common in self._announced.items():
            columns[name] = [None if value == common else value for value in columns[name]]
        return columns

    def _statements(self, type: str, part: Columns, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """NodeClaims; their properties are text, since nothing is asked of them there."""
        columns = self._version(part) | {
            "id": part["id"],
            "type": [type] * len(said),
            "properties": [orjson.dumps(row).decode() for row in said],
            "name_key": [name_key({"id": id, **row}) for id, row in zip(part["id"], said, strict=True)],
        }
        columns["key"] = [f"{type}/{key}" for key in columns["key"]]
        return list(known(columns, len(said)))

    def _drop_nodes(self, type: str, keys: Sequence[str]) -> Callable[[ManagedTransaction], None]:
        def work(transaction: ManagedTransaction) -> None:
            record = transaction.run(text("drop_statements"), keys=keys, run=self.run).single(strict=True)
            _check_dropped(type, len(keys), record["written"])
            self._touched.update(dict.fromkeys(record["ids"]))

        return work

    def _submit(self, work: Callable[[ManagedTransaction], None]) -> None:
        self._wait(leave=AHEAD - 1)
        self._pending.append(self._server.submit(self._chunks.write, work))

    def _wait(self, leave: int) -> None:
        while len(self._pending) > leave:
            self._pending.popleft().result()


def _parts(rows: Columns) -> Iterator[Columns]:
    """The rows, a transaction's worth at a time."""
    for start in range(0, len(rows["claim"]), ROWS):
        yield {name: values[start : start + ROWS] for name, values in rows.items()}


def _add_nodes(
    statements: list[dict[str, Any]], create: str, entities: list[dict[str, Any]], ids: list[str]
) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        transaction.run(text("add_statements"), rows=statements).consume()
        if entities:
            transaction.run(create, rows=entities).consume()
        else:
            transaction.run(text("merge_entities"), ids=ids).consume()

    return work


def _add_relationships(
    type: str, names: tuple[str, ...], rows: list[list[Any]]
) -> Callable[[ManagedTransaction], None]:
    statement = with_properties("add_relationships", type, names, first=2)

    def work(transaction: ManagedTransaction) -> None:
        record = transaction.run(statement, rows=rows).single(strict=True)
        if record["written"] != len(rows):  # MATCH drops rows without a word
            ids = sorted({end for row in rows for end in row[:2]})
            missing = transaction.run(text("missing_ends"), ids=ids).single(strict=True)["missing"]
            raise LookupError(f"{type}: no node was ever called {', '.join(missing[:5])} ({len(missing)} in all)")

    return work


def _drop_relationships(type: str, keys: Sequence[str], run: int) -> Callable[[ManagedTransaction], None]:
    def work(transaction: ManagedTransaction) -> None:
        record = transaction.run(text("drop_relationships", type), keys=list(keys), run=run).single(strict=True)
        _check_dropped(type, len(keys), record["written"])

    return work


def _check_dropped(type: str, asked: int, dropped: int) -> None:
    if asked != dropped:
        raise LookupError(f"{type}: {asked - dropped} of {asked} versions to drop are not visible")
