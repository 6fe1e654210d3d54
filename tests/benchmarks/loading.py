"""Loads a batch of PROMISED size into a store and prints what it took: `python -m tests.benchmarks.loading URL`."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import orjson

from graphsvc.ingest import load
from graphsvc.stores import open_store
from schema.batch import Batch
from schema.load import contract
from schema.validate import require_valid
from tests.benchmarks.batches import batch
from tests.benchmarks.measuring import peak_gibibytes, timed
from tests.benchmarks.sizes import PROMISED, Size


@dataclass(frozen=True)
class Taken:
    """CPU seconds, and the peak memory of the process that also made the raw tables."""

    validating: float
    loading: float
    gibibytes: float
    written: int


def valid(size: Size) -> Batch:
    """A valid batch."""
    return require_valid(batch(size.nodes, size.relationships), contract(), dataset="benchmark")


def main(url: str) -> None:
    """Make, validate and load, in this order."""
    raw = batch(PROMISED.nodes, PROMISED.relationships)
    validating, found = timed(lambda: require_valid(raw, contract(), dataset="benchmark"))
    with closing(open_store(url)) as store:
        loading, report = timed(lambda: load(found, store, contract(), now=datetime.now(UTC)))
    print(orjson.dumps(asdict(Taken(validating, loading, peak_gibibytes(), report.written))).decode())


if __name__ == "__main__":
    main(sys.argv[1])
