"""A load into Neo4j against a plain UNWIND loop over the same rows that checks, compares and versions nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
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
from tests.benchmarks.measuring import Report, interleaved, shown, wall
from tests.benchmarks.sizes import FIRST, IN_NEO4J
from tests.neo4j_server.jars import JarsUnavailable
from tests.neo4j_server.server import Server, ServerFailed, throw_away_server

ROUNDS = 3
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
    for warm_up in (lambda: ours(server, first), lambda: plain(driver, first)):
        warm_up()
        wipe(driver)
    written = []

    def load_ours() -> None:
        written.append(ours(server, batch))

    def load_plain() -> None:
        written.append(plain(driver, batch))

    times: list[list[float]] = []
    for _ in range(ROUNDS):
        times.append([])
        for work in (load_ours, load_plain):
            times[-1] += interleaved(work, rounds=1, clock=wall)
            wipe(driver)
    assert len(set(written)) == 1
    own, other = (sorted(taken)[ROUNDS // 2] for taken in zip(*times, strict=True))
    report.ratio(
        f"load a valid batch, rate against plain UNWIND, {ROWS:,} rows a transaction",
        f"Neo4j, {IN_NEO4J}",
        shown(own, "s on the clock"),
        shown(other, "s on the clock"),
        other / own,
        GOAL,
    )


def ours(server: Server, batch: Batch) -> int:
    """Nodes and relationships that the server has afterwards."""
    with closing(open_store(server.address, password=server.password)) as store:
        return load(batch, store, contract(), now=datetime.now(UTC)).written


def plain(driver: Driver, batch: Batch) -> int:
    """The same, the plain way: a constraint on ids, then chunks of rows."""
    driver.execute_query("CREATE CONSTRAINT plain_id FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    written = 0
    with driver.session() as session:
        for type in sorted(batch.tables, key=lambda type: type in contract().relationships):
            statement = (RELATIONSHIPS if type in contract().relationships else NODES).format(type=type)
            for rows in chunks(batch, type):
                session.run(statement, rows=rows).consume()
                written += len(rows)
    return written


def chunks(batch: Batch, type: str) -> Iterator[list[Mapping[str, Any]]]:
    """The rows of a table, known cells only, ends apart."""
    table = batch.tables[type]
    for start in range(0, len(table), ROWS):
        columns = {name: known_values(column) for name, column in table.iloc[start : start + ROWS].items()}
        rows = [
            {str(name): value for name, value in zip(columns, row, strict=True) if value is not None}
            for row in zip(*columns.values(), strict=True)
        ]
        yield rows if type not in contract().relationships else [_apart(row) for row in rows]


def _apart(row: dict[str, Any]) -> dict[str, Any]:
    return {"from": row.pop("from"), "to": row.pop("to"), "properties": row}


def wipe(driver: Driver) -> None:
    """An empty database without constraints and indexes."""
    for statement in (
        "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS",
        "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS",
    ):
        with driver.session() as session:
            session.run(statement).consume()
    for what in ("CONSTRAINT", "INDEX"):
        listed = f"SHOW {what}ES YIELD name, type WHERE type <> 'LOOKUP' RETURN name" if what == "INDEX" else None
        for record in driver.execute_query(listed or "SHOW CONSTRAINTS YIELD name RETURN name").records:
            driver.execute_query(f"DROP {what} {record['name']}")
