"""One store file: opening it for readers and for the one writer, and saying in one line why it cannot be used."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from graphsvc.errors import ContractMismatch, StoreBusy, StoreUnavailable

APPLICATION = 0x67726166  # "graf", in the header of the file: tells our files from those of other programs
LAYOUT = 1  # of the tables; kept in user_version
EMPTY = "empty"  # the identity of a store that nobody has written to: all of them say the same
REASONS = {
    sqlite3.SQLITE_READONLY: "file-read-only",
    sqlite3.SQLITE_CANTOPEN: "file-not-opened",
    sqlite3.SQLITE_NOTADB: "file-no-store",
    sqlite3.SQLITE_CORRUPT: "file-damaged",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "disk-fault",
    sqlite3.SQLITE_PERM: "file-forbidden",
    sqlite3.SQLITE_AUTH: "file-forbidden",
}


def statements(name: str) -> list[str]:
    """The statements of one of this package's .sql files."""
    return [part for part in (files(__package__) / name).read_text("utf-8").split(";") if part.strip()]


class StoreFile:
    """A path, the contract version its content must have, and how many seconds to wait for locks."""

    def __init__(self, path: Path, contract_version: str, patience: float) -> None:
        self.path = path
        self._contract_version = contract_version
        self._patience = patience
        self._of_thread = threading.local()
        self._nothing = _new_in_memory(contract_version)
        self._opened = [self._nothing]
        self._node_ids = [""]
        self._growing = threading.Lock()

    def reading(self) -> sqlite3.Connection:
        """This thread's connection. A missing file reads as an empty store and is not created."""
        found: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if found is None:
            with self.errors_named():
                found = self._of_thread.connection = self._open_existing()
        return found or self._nothing

    def node_ids(self) -> list[str]:
        """Node ids by entity number, from 1 on; kept, because joining each row of a scan costs half as much again."""
        with self._growing, self.errors_named():
            known = len(self._node_ids) - 1
            sql = "SELECT id FROM entity WHERE number > ? ORDER BY number"
            self._node_ids += (id for (id,) in self.reading().execute(sql, (known,)))
        return self._node_ids

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The only writer's connection, in one transaction that ends with the block; an exception undoes everything.

        Raises
        ------
        StoreBusy
            Another writer holds the file for longer than the patience.
        StoreUnavailable, ContractMismatch
            The file cannot be written to, or is not ours.
        """
        with self.errors_named():
            connection = self._connect("rwc")
        try:
            with self.errors_named():
                self._begin(connection)
                yield connection
                connection.execute("COMMIT")
        finally:
            connection.close()  # rolls back what was not committed

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()
        self._of_thread = threading.local()

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """SQLite's errors that an operator can mend, as ours; others are defects and pass."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the extended part
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreBusy("store-written-to", store=self.path) from error
            if code in REASONS:
                raise StoreUnavailable(REASONS[code], store=self.path) from error
            raise

    def _open_existing(self) -> sqlite3.Connection | None:
        """A checked connection, or None when there is no store yet."""
        if self.path.is_dir():
            raise StoreUnavailable("file-is-directory", store=self.path)
        if not self.path.exists():
            return None
        connection = self._connect("rw")
        try:
            if self._is_ours(connection):
                return self._keep(connection)
        except sqlite3.OperationalError as error:
            if not self._on_read_only_ground(error):
                raise
            connection.close()
            connection = self._connect("ro&immutable=1")
            if self._is_ours(connection):
                return self._keep(connection)
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _on_read_only_ground(self, error: sqlite3.Error) -> bool:
        """Whether only WAL's missing side files are in the way: then nobody is writing, and they are not needed."""
        code = error.sqlite_errorcode & 0xFF
        side_file = self.path.with_name(self.path.name + "-wal")
        return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and not side_file.exists()

    def _connect(self, mode: str) -> sqlite3.Connection:
        if self.path.is_dir():
            raise StoreUnavailable("file-is-directory", store=self.path)
        if mode == "rwc":
            self._make_folder()
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable("folder-not-created", folder=self.path.parent, cause=error.strerror) from error

    def _begin(self, connection: sqlite3.Connection) -> None:
        if not self._is_ours(connection) and connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            raise StoreUnavailable("file-not-shared", store=self.path)
        connection.execute("PRAGMA synchronous = FULL")  # a published run outlives a power cut
        connection.execute("PRAGMA cache_size = -65536")  # 64 MB
        connection.execute("BEGIN IMMEDIATE")
        if not self._is_ours(connection):  # asked again: another first writer may have been faster
            _create_tables(connection, self._contract_version, uuid4().hex)

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Whether the file holds a store; False if it holds nothing at all."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            return False
        if application != APPLICATION:
            raise StoreUnavailable("file-of-another-program", store=self.path)
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout != LAYOUT:
            raise ContractMismatch("other-layout", store=self.path, layout=layout, known=LAYOUT)
        written = meta(connection, "contract")
        if written != self._contract_version:
            raise ContractMismatch("other-contract", store=self.path, written=written, known=self._contract_version)
        return True

    def _keep(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        self._opened.append(connection)
        return connection


def meta(connection: sqlite3.Connection, name: str) -> str:
    """A value of the meta table; KeyError when it is missing."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    return str(row[0])


def _new_in_memory(contract_version: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _create_tables(connection, contract_version, EMPTY)
    return connection


def _create_tables(connection: sqlite3.Connection, contract_version: str, identity: str) -> None:
    for statement in statements("tables.sql"):
        connection.execute(statement)
    values = [("contract", contract_version), ("identity", identity)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
