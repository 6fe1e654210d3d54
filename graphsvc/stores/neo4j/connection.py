"""Reaching a Neo4j server, and saying in one line why it cannot be reached."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from neo4j import Driver, GraphDatabase, Record, RoutingControl, Session
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphsvc.errors import StoreBusy, StoreUnavailable
from graphsvc.stores.neo4j.statements import text

PAUSE = 0.25  # seconds between two knocks at the door of a starting server
BUSY = (
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.TransientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockAcquisitionTimeout",
)
OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
REASONS = {
    "Neo.ClientError.Database.DatabaseNotFound": "no-such-database",
    "Neo.ClientError.Security.AuthenticationRateLimit": "too-many-wrong-passwords",
    "Neo.ClientError.Security.CredentialsExpired": "first-password",
    OUT_OF_MEMORY: "server-out-of-memory",
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks. `shown` is safe to print."""

    uri: str
    user: str
    password: str | None = field(repr=False)
    database: str

    @property
    def shown(self) -> str:
        return f"{self.uri}/{self.database}"


def address(url: str, password: str | None = None) -> Address:
    """Of `neo4j://user:password@host:7687/database`; the user and the database are `neo4j` unless named."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    given = unquote(parts.password) if parts.password else password
    user, database = unquote(parts.username or "neo4j"), parts.path.strip("/") or "neo4j"
    return Address(f"{parts.scheme}://{host}:{parts.port or 7687}", user, given, database)


class Connection:
    """A driver for one database; safe to share between threads."""

    def __init__(self, address: Address, patience: float) -> None:
        """Waits up to `patience` seconds for a server that is still starting."""
        self.address = address
        self.patience = patience
        self._announced: dict[int, tuple[str, str]] = {}
        auth = None if address.password is None else (address.user, address.password)
        try:
            self._driver: Driver = GraphDatabase.driver(
                address.uri,
                auth=auth,
                notifications_min_severity="OFF",
                connection_acquisition_timeout=30,
                user_agent="graphsvc",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnavailable("unusable-address", store=address.shown, cause=error) from error
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def read(self, name: str, type: str = "", **parameters: Any) -> list[Record]:
        """The records of a reading statement; repeated by the driver when that may help."""
        with self.errors_named():
            return self._driver.execute_query(
                text(name, type),
                parameters_=parameters,
                database_=self.address.database,
                routing_=RoutingControl.READ,
            ).records

    def announced(self, run: int) -> tuple[str, str]:
        """Dataset and time of a published run; kept, because they never change."""
        if run not in self._announced:
            self._announced = {row["number"]: (row["dataset"], row["time"]) for row in self.read("runs")}
        return self._announced[run]

    def session(self) -> Session:
        """A session that sees what others of this process have written."""
        return self._driver.session(
            database=self.address.database, bookmark_manager=self._driver.execute_query_bookmark_manager
        )

    def close(self) -> None:
        self._driver.close()

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """The driver's errors that an operator can mend, as ours; others are defects and pass."""
        try:
            yield
        except (Neo4jError, DriverError) as error:
            named = self._named(error)
            if named is None:
                raise
            raise named from error

    def _named(self, error: Neo4jError | DriverError) -> StoreUnavailable | None:
        shown = self.address.shown
        if isinstance(error, (ServiceUnavailable, SessionExpired)):
            return StoreUnavailable("server-silent", store=shown)
        code = (error.code or "") if isinstance(error, Neo4jError) else ""
        if code in BUSY:
            return StoreBusy("store-written-to", store=shown)
        if code in REASONS:
            return StoreUnavailable(REASONS[code], store=shown, database=self.address.database)
        if isinstance(error, AuthError):
            return StoreUnavailable("server-refuses", store=shown, user=self.address.user)
        if isinstance(error, Neo4jError) and error.is_retryable():
            return StoreUnavailable("server-cannot-serve", store=shown, cause=error.message)
        return None

    def _wait(self) -> None:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                with self.errors_named(), self.session() as session:
                    session.run(text("meta")).consume()  # once: execute_query would go on for half a minute
                return
            except StoreUnavailable as error:
                starting = getattr(error.__cause__, "is_retryable", lambda: False)()
                if not starting or time.monotonic() + PAUSE > deadline:
                    raise
                time.sleep(PAUSE)
