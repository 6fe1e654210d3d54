"""Chunks of a run: each is written exactly once, whatever happens to the connection, and only by the lock's holder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j import ManagedTransaction, Session
from neo4j.exceptions import Neo4jError

from graphsvc.errors import StoreBusy, StoreUnavailable
from graphsvc.stores.neo4j.connection import OUT_OF_MEMORY, Connection
from graphsvc.stores.neo4j.statements import text


class Chunks:
    """The numbered transactions of one writer."""

    def __init__(self, connection: Connection, session: Session, token: str) -> None:
        self._connection = connection
        self._session = session
        self._token = token
        self._number = 0

    def write(self, work: Callable[[ManagedTransaction], None]) -> None:
        """Do this work in a transaction of its own, repeated when the driver thinks that may help.

        A commit whose answer was lost is repeated too; the chunk's number, kept in the same transaction, tells.

        Raises
        ------
        StoreBusy
            Another writer has taken over since this one lost its lock.
        StoreUnavailable
            The server is gone or out of memory.
        """
        self._number += 1

        def fenced(transaction: ManagedTransaction) -> None:
            found = transaction.run(text("chunk"), number=self._number).single()
            if found is None or found["token"] != self._token:
                raise StoreBusy("taken-over", store=self._connection.address.shown)
            if found["chunk"] < self._number:
                _do(work, transaction)

        with self._connection.errors_named():
            self._session.execute_write(fenced)


def running(statement: str, **parameters: Any) -> Callable[[ManagedTransaction], None]:
    """The work of one statement whose answer does not matter."""

    def work(transaction: ManagedTransaction) -> None:
        transaction.run(statement, parameters).consume()

    return work


def _do(work: Callable[[ManagedTransaction], None], transaction: ManagedTransaction) -> None:
    try:
        work(transaction)
    except Neo4jError as error:
        if error.code != OUT_OF_MEMORY:
            raise
        # the driver counts it as worth repeating, which fails the same way for half a minute
        raise StoreUnavailable("server-out-of-memory") from error
