"""Removing what a run left behind that was never published."""

from __future__ import annotations

from neo4j import ManagedTransaction

from graphsvc.stores.neo4j.chunks import Chunks, running
from graphsvc.stores.neo4j.connection import Connection
from graphsvc.stores.neo4j.decoration import ROWS, decorate
from graphsvc.stores.neo4j.statements import text
from graphsvc.stores.neo4j.view import Neo4jView
from schema.model import Contract


def clean(connection: Connection, chunks: Chunks, contract: Contract, revision: int) -> None:
    """Bring the store back to this revision. Statements go last: they tell which nodes were touched, if this ends."""
    (record,) = connection.read("unfinished_ids", revision=revision)
    ids = record["ids"]
    for type in contract.relationships:
        _repeat(chunks, text("delete_relationships", type), revision)
        _repeat(chunks, text("restore_relationships", type), revision)
    decorate(chunks, Neo4jView(connection, contract, revision), contract, ids, revision)
    for start in range(0, len(ids), ROWS):
        chunks.write(running(text("delete_entities"), ids=ids[start : start + ROWS], revision=revision))
    _repeat(chunks, text("delete_statements"), revision)
    _repeat(chunks, text("restore_statements"), revision)


def _repeat(chunks: Chunks, statement: str, revision: int) -> None:
    """Run a statement, each time on one chunk, until it finds nothing more."""
    done = ROWS

    def work(transaction: ManagedTransaction) -> None:
        nonlocal done
        done = transaction.run(statement, revision=revision, page=ROWS).single(strict=True)["done"]

    while done:
        chunks.write(work)
