"""Fixtures of the list tests: `both` are contexts over the same graph (world.py) in SQLite and in Neo4j."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graphsvc.settings import Settings
from graphsvc.stores import open_store
from graphsvc.usecases.context import Context
from tests.api.lists import world
from tests.neo4j_server.fixture import neo4j_server
from tests.neo4j_server.server import Server

__all__ = ["neo4j_server"]


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """In SQLite alone."""
    folder = tmp_path_factory.mktemp("lists")
    with closing(open_store(f"sqlite:///{folder / 'graph.db'}")) as store:
        world.put(store)
        yield Context(store, Settings(cache_dir=folder))


@pytest.fixture(scope="module")
def both(context: Context, neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Context]]:
    with GraphDatabase.driver(neo4j_server.uri, auth=neo4j_server.auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    with closing(open_store(neo4j_server.address, password=neo4j_server.password)) as store:
        world.put(store)
        yield [context, Context(store, Settings(cache_dir=Path(tmp_path_factory.mktemp("neo4j"))))]
