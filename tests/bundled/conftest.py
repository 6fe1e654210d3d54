"""The bundled graph, loaded once for all tests of this folder; to be read only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """All bundled sources, without the optional packs."""
    folder = tmp_path_factory.mktemp("bundled")
    with opened(Settings(store=f"sqlite:///{folder / 'graph.db'}", cache_dir=folder / "cache")) as context:
        load(LoadQuery(), context)
        yield context
