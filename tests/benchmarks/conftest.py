"""The table of a run: every case adds its rows to `report`, and they are printed together at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from tests.benchmarks.measuring import Report
from tests.neo4j_server.fixture import neo4j_server

__all__ = ["neo4j_server"]

if "numba" not in sys.modules:  # a running numba refuses another number
    os.environ.update(dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> Iterator[Report]:
    found = Report()
    yield found
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n\n{found.text()}\n")
