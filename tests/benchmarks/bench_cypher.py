"""Questions that Cypher can ask of the same Neo4j alone, beside ours on the arrays of the snapshot.

Only what both can answer is compared. Cypher has no way to ask for the rest: what else stops, hidden sources, cut sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from neo4j import Driver, GraphDatabase, Query
from neo4j.exceptions import Neo4jError

from analytics.closure import closure
from analytics.closure_kernels import csr
from analytics.supply_graph import SupplyGraph
from graphsvc.projection.cache import projected
from graphsvc.projection.policy import Policy
from graphsvc.stores import open_store
from tests.benchmarks.measuring import Report, interleaved, shown, wall
from tests.neo4j_server.server import Server
from tests.stores.test_same_answers import load_bundled

SECTOR = "sector-5g"
ROUNDS = 5
PATIENCE = 30  # seconds for one Cypher query
SINGLE_SUPPLIER = """
MATCH (i:Item)<-[s:SUPPLIES]-(f:Firm) WHERE s.dropped_in IS NULL
WITH i, collect(DISTINCT f.id) AS firms WHERE size(firms) = 1 RETURN i.id AS id"""
REACH = {
    "SHORTEST": "MATCH SHORTEST 1 (:Sector {id: $id})-[r:REQUIRES WHERE r.dropped_in IS NULL]->+(i:Item)",
    "every path": "MATCH (:Sector {id: $id})-[r:REQUIRES WHERE r.dropped_in IS NULL]->+(i:Item)",
}


@pytest.fixture(scope="module")
def driver(neo4j_server: Server) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        yield driver


@pytest.fixture(scope="module")
def graph(neo4j_server: Server, driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> SupplyGraph:
    """All bundled sources in Neo4j, and the arrays of that snapshot."""
    with closing(open_store(neo4j_server.address, password=neo4j_server.password)) as store:
        load_bundled(store)
        return projected(store, store.revision(), Policy(), Path(tmp_path_factory.mktemp("cache")))


def test_items_with_one_named_supplier(graph: SupplyGraph, driver: Driver, report: Report) -> None:
    def ours() -> set[str]:
        pairs = np.unique(np.stack((graph.supply_item, graph.supply_firm), axis=1), axis=0)
        alone = np.flatnonzero(np.bincount(pairs[:, 0], minlength=graph.n_items) == 1)
        return {graph.item_names[item] for item in alone.tolist()}

    compared(report, "items with one named supplier", ours, lambda: ids(driver, SINGLE_SUPPLIER))


@pytest.mark.parametrize("way", REACH)
def test_all_that_a_sector_needs(way: str, graph: SupplyGraph, driver: Driver, report: Report) -> None:
    ptr, head = csr(graph.slot_item[graph.member_slot], graph.member_item, graph.n_items)
    sector = graph.item(SECTOR)

    def ours() -> set[str]:
        reached = closure(ptr, head, [sector]).reached(0)
        reached[sector] = False
        return {graph.item_names[item] for item in np.flatnonzero(reached).tolist()}

    statement = f"{REACH[way]} RETURN DISTINCT i.id AS id"
    compared(report, f"all that {SECTOR} needs ({way})", ours, lambda: ids(driver, statement))


def compared(report: Report, question: str, ours: Callable[[], set[str]], theirs: Callable[[], set[str]]) -> None:
    """A line of the table; a query that does not end in time says so."""
    options = "bundled graph, Neo4j and Cypher, warm"
    try:
        assert ours() == theirs()
    except Neo4jError as error:
        (own,) = interleaved(ours, rounds=ROUNDS, clock=wall)
        ended = "memory" if "Memory" in (error.code or "") else f"{PATIENCE} s"
        report.ratio(question, options, shown(1e3 * own, "ms"), f"gave up: {ended}", PATIENCE / own)
        return
    own, other = interleaved(ours, theirs, rounds=ROUNDS, clock=wall)
    report.ratio(question, options, shown(1e3 * own, "ms"), shown(1e3 * other, "ms"), other / own)


def ids(driver: Driver, statement: str) -> set[str]:
    """The ids that a query returns."""
    with driver.session() as session:
        return {record["id"] for record in session.run(Query(statement, timeout=PATIENCE), id=SECTOR)}
