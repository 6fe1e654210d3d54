"""The fixture `neo4j_server`: one throw-away server for the whole run. Import it into a conftest.py."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.neo4j_server.jars import JarsUnavailable, jars
from tests.neo4j_server.server import Server, ServerFailed, throw_away_server

SERVER = pytest.StashKey[Server]()


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A real Neo4j. Without Java or jars its tests are skipped with the reason, and fail where CI is set."""
    yield from serve(request.config)


def serve(config: pytest.Config) -> Iterator[Server]:
    """The server of this run; each conftest.py that imports the fixture asks for it, the first one starts it."""
    if SERVER in config.stash:
        yield config.stash[SERVER]
        return
    with ExitStack() as stack:
        try:
            fetch_in_sight(config)
            server = stack.enter_context(throw_away_server())
        except (JarsUnavailable, ServerFailed) as reason:
            if os.environ.get("CI"):  # there a skip would hide that nothing was tested
                raise
            pytest.skip(f"no Neo4j server: {reason}")
        config.stash[SERVER] = server
        config.add_cleanup(stack.pop_all().close)
        yield server


def fetch_in_sight(config: pytest.Config) -> None:
    """The first run downloads for up to a minute: pytest must not swallow the progress."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None:
        jars()
        return
    with capture.global_and_fixture_disabled():
        jars()
