"""Fixtures for all tests. What to take:

- a question about semantics: `tests.snapshots.snapshot(batch)`, no store, no files
- a store with both implementations: the fixture `store` of tests/stores/conftest.py
- random batches and the slow answers: `tests.oracles`
- all bundled sources, loaded once for the whole run and to be read only: the fixture `bundle`
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from graphsvc.usecases.context import Context

SLOW_EXAMPLES = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "default", max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW_EXAMPLES
)
settings.register_profile("long", max_examples=400, deadline=None, suppress_health_check=SLOW_EXAMPLES)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """All bundled sources, without the optional packs."""
    from graphsvc.settings import Settings  # here: benchmarks set numba's threads before anything imports it
    from graphsvc.usecases.loading import LoadQuery, load
    from graphsvc.usecases.opening import opened

    folder = tmp_path_factory.mktemp("bundle")
    with opened(Settings(store=f"sqlite:///{folder / 'graph.db'}", cache_dir=folder / "cache")) as context:
        load(LoadQuery(), context)
        yield context
