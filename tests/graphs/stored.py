"""A named graph or any batch in a real store, for what needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from graphsvc.ingest import load
from graphsvc.stores import open_store
from graphsvc.stores.port import Store
from schema.batch import RawBatch
from schema.load import contract
from schema.validate import require_valid
from tests.oracles.semantics import Batch

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def stored(batch: Batch, folder: Path) -> Iterator[Store]:
    """An embedded store in a folder, with the batch loaded once on NOW."""
    with closing(open_store(f"sqlite:///{folder / 'graph.db'}")) as store:
        put(batch, store)
        yield store


def put(batch: Batch, store: Store, dataset: str = "test") -> None:
    """Load a batch as what a dataset says now."""
    raw = RawBatch({name: pd.DataFrame(list(rows), dtype=object) for name, rows in batch.items() if rows})
    load(require_valid(raw, contract(), dataset=dataset), store, contract(), now=NOW)
