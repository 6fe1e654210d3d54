"""The embedded store behind the port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from graphsvc.errors import WrongUse
from graphsvc.stores.port import Columns, Run
from graphsvc.stores.rows import own_columns, parsed, property_names
from graphsvc.stores.sqlite.file import StoreFile, meta
from graphsvc.stores.sqlite.view import SqliteView, pages
from graphsvc.stores.sqlite.writer import SqliteWriter
from schema.model import Contract

CHANGED: dict[Literal["added", "dropped"], str] = {
    "added": "version.added_in = :run",
    "dropped": "version.dropped_in = :run",
}


class SqliteStore:
    """See port.Store. A missing file is an empty store until the first run creates it, with its folder."""

    def __init__(self, path: Path, contract: Contract, patience: float = 5.0) -> None:
        """Opens the file if it is there: a wrong one is named at once. `patience`: seconds to wait for locks."""
        self._file = StoreFile(path, contract.version, patience)
        self._contract = contract
        self._file.reading()

    @property
    def identity(self) -> str:
        with self._file.errors_named():
            return meta(self._file.reading(), "identity")

    def revision(self) -> int:
        with self._file.errors_named():
            (found,) = self._file.reading().execute("SELECT coalesce(max(number), 0) FROM run").fetchone()
        return int(found)

    def runs(self) -> list[Run]:
        with self._file.errors_named():
            rows = self._file.reading().execute("SELECT * FROM run ORDER BY number").fetchall()
        return [Run(*parsed(row)) for row in rows]

    def view(self, revision: int | None = None) -> SqliteView:
        last = self.revision()
        if revision is not None and not 0 <= revision <= last:
            raise WrongUse("no-such-revision", revision=revision, last=last)
        return SqliteView(self._file, self._contract, last if revision is None else revision)

    @contextmanager
    def writer(
        self, dataset: str, time: str, kind: Literal["load", "unload"] = "load", undoes: int | None = None
    ) -> Iterator[SqliteWriter]:
        with self._file.writing() as connection:
            (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM run").fetchone()
            writer = SqliteWriter(connection, self._contract, last + 1)
            yield writer
            writer.finish(Run(writer.run, time, dataset, kind, undoes, writer.counts))

    def changes(self, run: int) -> Iterator[tuple[str, Literal["added", "dropped"], Columns]]:
        for kind, condition in CHANGED.items():
            for type in (found.name for found in self._contract.types()):
                fields = own_columns(self._contract, type) + property_names(self._contract, type)
                for page in pages(self._file, self._contract, type, fields, condition, {"run": run}):
                    yield type, kind, page

    def close(self) -> None:
        self._file.close()
