"""A context on a small batch: `asking(batch, folder)`; rows as short lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from tests.graphs.stored import NOW, stored
from tests.oracles.semantics import Batch


@contextmanager
def asking(batch: Batch, folder: Path, **settings: float) -> Iterator[Context]:
    """A context on a store that holds the batch; the clock stands at NOW."""
    with stored(batch, folder) as store:
        yield Context(store, Settings(cache_dir=folder / "cache", **settings), lambda: NOW)  # type: ignore[arg-type]
