"""One run from lock to publication."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from neo4j import Session, Transaction
from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.errors import ContractMismatch
from graphsvc.stores.neo4j.chunks import Chunks, running
from graphsvc.stores.neo4j.cleaning import clean
from graphsvc.stores.neo4j.connection import Address, Connection
from graphsvc.stores.neo4j.indexes import make_first, make_rest
from graphsvc.stores.neo4j.statements import text
from graphsvc.stores.neo4j.view import Neo4jView
from graphsvc.stores.neo4j.writer import Neo4jWriter
from schema.errors import GraphsvcError
from schema.model import Contract


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is known of a run before it is written; see port.Run."""

    time: str
    dataset: str
    kind: str
    undoes: int | None


@contextmanager
def open_run(connection: Connection, contract: Contract, announcement: Announcement) -> Iterator[Neo4jWriter]:
    """A writer for the next run. The end of the block publishes the run, an exception removes what it wrote.

    The lock is an open transaction that wrote to Meta: it dies with its process, and its commit publishes and unlocks
    at once. The chunks go through transactions of another session.
    """
    token = uuid4().hex
    with connection.session() as locking, connection.session() as writing:
        if not connection.read("meta"):
            make_first(writing)
            writing.execute_write(running(text("found"), identity=uuid4().hex, contract=contract.version))
        lock, revision, unfinished = _lock(connection, locking, contract)
        with lock:
            run = revision + 1
            writing.execute_write(running(text("begin"), token=token, run=run))
            chunks = Chunks(connection, writing, token)
            if unfinished:
                clean(connection, chunks, contract, revision)
            view = Neo4jView(connection, contract, run)
            writer = Neo4jWriter(chunks, view, contract, (announcement.dataset, announcement.time), first=not revision)
            try:
                yield writer
                writer.finish()
            except BaseException:
                writer.close()
                _abandon(connection, chunks, contract, revision)
                raise
            writer.close()
            make_rest(writing, writer.types)
            _publish(connection, lock, announcement, run, token, writer.counts)


def _lock(connection: Connection, session: Session, contract: Contract) -> tuple[Transaction, int, bool]:
    """The lock's transaction, the revision, and whether an earlier writer left something behind."""
    # Only a timeout bounds the wait for a lock, and it would end the holder too: knock with one, then enter without.
    with session.begin_transaction(timeout=max(connection.patience, 1.0)) as knock:
        knock.run(text("lock")).consume()
        knock.rollback()
    lock = session.begin_transaction(timeout=0)  # None would be the server's default, which ends long loads
    try:
        found = lock.run(text("lock")).single(strict=True)
        check_contract(connection.address, found["contract"], contract)
    except BaseException:
        lock.close()
        raise
    return lock, found["revision"], found["unfinished"]


def check_contract(address: Address, written: str, contract: Contract) -> None:
    """ContractMismatch unless the store was written under this contract."""
    if written != contract.version:
        raise ContractMismatch("other-contract", store=address.shown, written=written, known=contract.version)


def _abandon(connection: Connection, chunks: Chunks, contract: Contract, revision: int) -> None:
    """Undo at once what can be; a store that cannot be reached is cleaned by its next writer."""
    try:
        clean(connection, chunks, contract, revision)
        chunks.write(running(text("abandon")))
    except (GraphsvcError, Neo4jError, DriverError):
        return


def _publish(
    connection: Connection, lock: Transaction, announcement: Announcement, run: int, token: str, counts: dict[str, int]
) -> None:
    parameters: dict[str, Any] = {"number": run, "token": token, "counts": orjson.dumps(counts).decode()}
    details = {name: getattr(announcement, name) for name in announcement.__slots__}
    lock.run(text("publish"), parameters | details).consume()
    try:
        lock.commit()
    except (Neo4jError, DriverError):
        # the answer to a commit can be lost on its way: ask whether it was done
        (record,) = connection.read("published", token=token)
        if not record["runs"]:
            raise
