"""Constraints and indexes, made when they are missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from neo4j import Session

from graphsvc.stores.neo4j.statements import schema_statements

PATIENCE = 600  # seconds for the indexes of a large first load
RELATIONSHIP = re.compile(r"FOR \(\)-\[\w+:(\w+)\]-\(\)")


def make_first(session: Session) -> None:
    """Those that finding a node by its id, and the one Meta node, depend on."""
    unique = (line for line in schema_statements() if line.startswith("CREATE CONSTRAINT"))
    _make(session, (statement for statement in unique if not RELATIONSHIP.search(statement)))


def make_rest(session: Session, types: Collection[str]) -> None:
    """Those of all nodes, and of these relationship types.

    At the end of a run: filling a bare type and indexing it once costs a third less, and most loads use few types.
    """
    found = ((RELATIONSHIP.search(statement), statement) for statement in schema_statements())
    _make(session, (statement for relationship, statement in found if not relationship or relationship[1] in types))


def _make(session: Session, statements: Iterable[str]) -> None:
    there = {record["name"] for what in ("CONSTRAINTS", "INDEXES") for record in session.run(f"SHOW {what} YIELD name")}
    missing = [statement for statement in statements if statement.split()[2 + ("TEXT" in statement)] not in there]
    for statement in missing:
        session.run(statement).consume()
    if missing:
        session.run("CALL db.awaitIndexes($seconds)", seconds=PATIENCE).consume()
