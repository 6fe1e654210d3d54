"""Constraints and indexes, made when they are missing."""

from __future__ import annotations

from collections.abc import Iterable

from neo4j import Session

from graphsvc.stores.neo4j.statements import schema_statements

PATIENCE = 600  # seconds for the indexes of a large first load


def make_first(session: Session) -> None:
    """Those that finding a node by its id, and the one Meta node, depend on."""
    _make(session, (statement for statement in schema_statements() if _unique_node(statement)))


def make_all(session: Session) -> None:
    """All of them. After a first load, because filling bare types and indexing once costs a third less."""
    _make(session, schema_statements())


def _unique_node(statement: str) -> bool:
    return statement.startswith("CREATE CONSTRAINT") and "()-[" not in statement


def _make(session: Session, statements: Iterable[str]) -> None:
    there = {record["name"] for what in ("CONSTRAINTS", "INDEXES") for record in session.run(f"SHOW {what} YIELD name")}
    missing = [statement for statement in statements if statement.split()[2 + ("TEXT" in statement)] not in there]
    for statement in missing:
        session.run(statement).consume()
    if missing:
        session.run("CALL db.awaitIndexes($seconds)", seconds=PATIENCE).consume()
