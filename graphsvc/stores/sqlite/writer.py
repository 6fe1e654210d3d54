"""Writing one run into a SQLite store, inside its one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from graphsvc.stores.port import Columns, Run
from graphsvc.stores.rows import known, property_columns, split_key
from graphsvc.stores.sqlite import trigram
from graphsvc.stores.sqlite.file import statements
from schema.model import Contract
from schema.names import name_key


class SqliteWriter:
    """See port.Writer."""

    def __init__(self, connection: sqlite3.Connection, contract: Contract, run: int) -> None:
        self.run = run
        self.counts: dict[str, int] = {}
        self._connection = connection
        self._contract = contract
        self._numbers: dict[str, int] = dict(connection.execute("SELECT id, number FROM entity"))

    def add_nodes(self, type: str, rows: Columns) -> None:
        numbers = self._number(rows["id"])
        texts: Iterator[tuple[str, str]] = (
            (orjson.dumps(row).decode(), name_key({"id": id, **row}))
            for id, row in zip(rows["id"], self._known(type, rows), strict=True)
        )
        self._connection.executemany(
            "INSERT INTO node (type, added_in, claim, entity, dataset, content, recorded_at, properties, name_key) "
            f"VALUES ('{self._contract.nodes[type].name}', {self.run}, ?, ?, ?, ?, ?, ?, ?)",
            (
                (*version, *text)
                for *version, text in zip(
                    rows["claim"], numbers, rows["dataset"], rows["content"], rows["recorded_at"], texts, strict=True
                )
            ),
        )

    def add_relationships(self, type: str, rows: Columns) -> None:
        numbered = self._numbers
        if missing := sorted({id for name in ("from", "to") for id in rows[name] if id not in numbered}):
            raise LookupError(f"{type}: no node was ever called {', '.join(missing[:5])} ({len(missing)} in all)")
        self._connection.executemany(
            "INSERT INTO relationship (type, added_in, claim, from_entity, to_entity, dataset, content, recorded_at, "
            f"properties) VALUES ('{self._contract.relationships[type].name}', {self.run}, ?, ?, ?, ?, ?, ?, ?)",
            zip(
                rows["claim"],
                (numbered[id] for id in rows["from"]),
                (numbered[id] for id in rows["to"]),
                rows["dataset"],
                rows["content"],
                rows["recorded_at"],
                (orjson.dumps(row).decode() for row in self._known(type, rows)),
                strict=True,
            ),
        )

    def drop(self, type: str, keys: Sequence[str]) -> None:
        table = "node" if type in self._contract.nodes else "relationship"
        dropped = self._connection.executemany(
            f"UPDATE {table} SET dropped_in = ? WHERE type = ? AND claim = ? AND added_in = ? AND dropped_in IS NULL",
            ((self.run, type, *split_key(key)) for key in keys),
        ).rowcount
        if dropped != len(keys):
            raise LookupError(f"{type}: {len(keys) - dropped} of {len(keys)} versions to drop are not visible")

    def count(self, **counts: int) -> None:
        self.counts.update(counts)

    def finish(self, run: Run) -> None:
        """The last step before the transaction ends: the run itself, and the indexes over what it wrote."""
        self._connection.execute(
            "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?)",
            (run.number, run.time, run.dataset, run.kind, run.undoes, orjson.dumps(run.counts).decode()),
        )
        for statement in statements("indexes.sql"):
            self._connection.execute(statement)
        trigram.extend(self._connection)

    def _known(self, type: str, rows: Columns) -> Iterator[dict[str, Any]]:
        return known(property_columns(self._contract, type, rows), len(rows["claim"]))

    def _number(self, ids: Sequence[str]) -> list[int]:
        """The numbers of node ids, given to those never seen before."""
        numbered = self._numbers
        new = {
            id: len(numbered) + place for place, id in enumerate(dict.fromkeys(ids).keys() - numbered.keys(), start=1)
        }
        self._connection.executemany("INSERT INTO entity VALUES (?, ?)", ((number, id) for id, number in new.items()))
        numbered.update(new)
        return [numbered[id] for id in ids]
