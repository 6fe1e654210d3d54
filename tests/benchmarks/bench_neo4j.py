"""A load into Neo4j against a plain UNWIND loop over the same rows that checks, compares and versions nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from statistics import mean
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graphsvc.ingest import load
from graphsvc.ingest.loading import known_values
from graphsvc.stores import open_store
from graphsvc.stores.neo4j.writer import ROWS
from schema.batch import Batch
from schema.load import contract
from tests.benchmarks.loading import valid
from tests.benchmarks.measuring import Report, shown, wall
from tests.benchmarks.sizes import FIRST, IN_NEO4J
from tests.neo4j_server.jars import JarsUnavailable
from tests.neo4j_server.server import Server, ServerFailed, throw_away_server

ROUNDS = 2  # a load takes tens of seconds
GOAL = 2 / 3
NODES = "UNWIND $rows AS row CREATE (n:Entity:{type}) SET n = row"
RELATIONSHIPS = (
    "UNWIND $rows AS row MATCH (a:Entity {{id: row.from}}) MATCH (b:Entity {{id: row.to}}) "
    "CREATE (a)-[r:{type}]->(b) SET r = row.properties"
)


@pytest.fixture(scope="module")
def server(report: Report) -> Iterator[Server]:
    try:
        with throw_away_server(heap="1g") as server:
            yield server
    except (JarsUnavailable, ServerFailed) as reason:
        report.without("load into Neo4j", str(reason))
        pytest.skip(f"no Neo4j server: {reason}")


@pytest.fixture(scope="module")
def driver(server: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(server.uri, auth=server.auth, notifications_min_severity="OFF") as driver:
        yield driver


def test_load(server: Server, driver: Driver, report: Report) -> None:
    first, batch = valid(FIRST), valid(IN_NEO4J)
    ours(server, first)
    wipe(driver)
    plain(driver, first)
    wipe(driver)
    own, other = [], []
    for _ in range(ROUNDS):
        own.append(wall(lambda: ours(server, batch)))
        size = counted(driver)
        wipe(driver)
        other.append(wall(lambda: plain(driver, batch)))
        assert counted(driver) == size == (IN_NEO4J.nodes + IN_NEO4J.relationships)
        wipe(driver)
    report.ratio(
        f"load a valid batch, rate against a plain UNWIND of the contract's columns, {ROWS:,} rows a transaction",
        f"Neo4j, {IN_NEO4J}",
        shown(mean(own), "s on the clock"),
        shown(mean(other), "s on the clock"),
        mean(other) / mean(own),
        GOAL,
    )


def ours(server: Server, batch: Batch) -> None:
    """With claims, versions, the run and all constraints and indexes."""
    with closing(open_store(server.address, password=server.password)) as store:
        load(batch, store, contract(), now=datetime.now(UTC))


def plain(driver: Driver, batch: Batch) -> None:
    """The plain way: a constraint on ids, then chunks of rows."""
    driver.execute_query("CREATE CONSTRAINT plain_id FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    with driver.session() as session:
        for type in sorted(batch.tables, key=lambda type: type in contract().relationships):
            statement = RELATIONSHIPS if type in contract().relationships else NODES
            for rows in chunks(batch, type):
                session.run(statement.format(type=type), rows=rows).consume()


def counted(driver: Driver) -> int:
    """Nodes and relationships that people see."""
    statement = "RETURN COUNT {(:Entity)} + COUNT {(:Entity)-->(:Entity)}"
    return int(driver.execute_query(statement).records[0].value())


def chunks(batch: Batch, type: str) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, known cells only; those of relationships with their ends apart."""
    table = batch.tables[type]
    for start in range(0, len(table), ROWS):
        columns = {str(name): known_values(column) for name, column in table.iloc[start : start + ROWS].items()}
        rows = [
            {name: value for name, value in zip(columns, row, strict=True) if value is not None}
            for row in zip(*columns.values(), strict=True)
        ]
        yield [_apart(row) for row in rows] if type in contract().relationships else rows


def _apart(row: dict[str, Any]) -> dict[str, Any]:
    return {"from": row.pop("from"), "to": row.pop("to"), "properties": row}


def wipe(driver: Driver) -> None:
    """An empty database without constraints and indexes."""
    with driver.session() as session:
        session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS").consume()
        session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    for (name,) in driver.execute_query("SHOW CONSTRAINTS YIELD name RETURN name").records:
        driver.execute_query(f"DROP CONSTRAINT {name}")
    for (name,) in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").records:
        driver.execute_query(f"DROP INDEX {name}")
