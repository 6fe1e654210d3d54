"""The Neo4j store behind the port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from graphsvc.errors import WrongUse
from graphsvc.stores.neo4j.connection import Address, Connection
from graphsvc.stores.neo4j.run import Announcement, check_contract, open_run
from graphsvc.stores.neo4j.view import Neo4jView, Window, pages
from graphsvc.stores.neo4j.writer import Neo4jWriter
from graphsvc.stores.port import Columns, Run
from graphsvc.stores.rows import own_columns, parsed, property_names
from schema.model import Contract

EMPTY = "empty"  # the identity of a store that nobody has written to: all of them say the same


class Neo4jStore:
    """See port.Store. An empty database is an empty store; the first run makes its constraints."""

    def __init__(self, address: Address, contract: Contract, patience: float = 5.0) -> None:
        """`patience`: seconds to wait for a server that is starting, and for another writer."""
        self._contract = contract
        self._connection = Connection(address, patience)
        try:
            self._meta()
        except BaseException:
            self.close()
            raise

    @property
    def identity(self) -> str:
        return self._meta()[0]

    def revision(self) -> int:
        return self._meta()[1]

    def runs(self) -> list[Run]:
        revision = self.revision()
        rows = [record.values() for record in self._connection.read("runs")]
        return [Run(*parsed(row)) for row in rows if row[0] <= revision]

    def view(self, revision: int | None = None) -> Neo4jView:
        last = self.revision()
        if revision is not None and not 0 <= revision <= last:
            raise WrongUse("no-such-revision", revision=revision, last=last)
        return Neo4jView(self._connection, self._contract, last if revision is None else revision)

    @contextmanager
    def writer(
        self, dataset: str, time: str, kind: Literal["load", "unload"] = "load", undoes: int | None = None
    ) -> Iterator[Neo4jWriter]:
        announcement = Announcement(time, dataset, kind, undoes)
        with self._connection.errors_named(), open_run(self._connection, self._contract, announcement) as writer:
            yield writer

    def changes(self, run: int) -> Iterator[tuple[str, Literal["added", "dropped"], Columns]]:
        windows: dict[Literal["added", "dropped"], Window] = {
            "added": Window(added_from=run, added_to=run),
            "dropped": Window(dropped_from=run, dropped_to=run),
        }
        for kind, window in windows.items():
            for type in (found.name for found in self._contract.types()):
                fields = own_columns(self._contract, type) + property_names(self._contract, type)
                for page in pages(self._connection, self._contract, type, fields, window):
                    yield type, kind, page

    def close(self) -> None:
        self._connection.close()

    def _meta(self) -> tuple[str, int]:
        """Identity and revision; asked each time, since other processes write too."""
        for identity, written, revision in (record.values() for record in self._connection.read("meta")):
            check_contract(self._connection.address, written, self._contract)
            return identity, revision
        return EMPTY, 0
