"""Choose `store` for a test that every store must pass, `home` to open a store more than once or from another process,
`neo4j_home` for what only Neo4j has. The Neo4j database is one for the whole run, and empty when a test begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graphsvc.stores import open_store
from graphsvc.stores.port import Store
from tests.neo4j_server.fixture import neo4j_server
from tests.neo4j_server.server import Server

__all__ = ["neo4j_server"]


@dataclass(frozen=True)
class Home:
    """Where a store of this test lives."""

    url: str
    password: str | None = None

    def open(self, **options: Any) -> Store:
        return open_store(self.url, password=self.password, **options)


@pytest.fixture
def driver(neo4j_server: Server) -> Iterator[Driver]:
    """The emptied database without our store in between; constraints stay."""
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        yield driver


@pytest.fixture
def neo4j_home(neo4j_server: Server, driver: Driver) -> Home:
    return Home(neo4j_server.address, neo4j_server.password)


@pytest.fixture(params=["sqlite", "neo4j"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "neo4j":
        found: Home = request.getfixturevalue("neo4j_home")
        return found
    return Home(f"sqlite:///{tmp_path / 'graph.db'}")


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with closing(home.open()) as store:
        yield store
