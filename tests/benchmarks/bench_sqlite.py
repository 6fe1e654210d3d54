"""The promised size into a SQLite file, and from there into the arrays of a snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import orjson
import pytest

from graphsvc.projection.build import supply_graph
from graphsvc.projection.cache import content_hash, projected
from graphsvc.projection.policy import Policy
from graphsvc.stores import open_store
from graphsvc.stores.port import Store
from tests.benchmarks.loading import Taken
from tests.benchmarks.measuring import Report, cpu, in_child, interleaved, shown
from tests.benchmarks.sizes import PROMISED

ROUNDS = 5
LOAD_SECONDS, LOAD_GIBIBYTES, PROJECT_SECONDS, CACHED_MILLISECONDS = 60, 2, 3, 50


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Taken]:
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'graph.db'}"
    return url, Taken(**orjson.loads(in_child("tests.benchmarks.loading", url)))


@pytest.fixture
def store(loaded: tuple[str, Taken]) -> Iterator[Store]:
    with closing(open_store(loaded[0])) as store:
        yield store


def test_load(loaded: tuple[str, Taken], report: Report) -> None:
    taken = loaded[1]
    assert taken.written == PROMISED.nodes + PROMISED.relationships
    graph = f"SQLite, {PROMISED}"
    report.at_most("load a valid batch", graph, taken.loading, LOAD_SECONDS, "CPU s")
    report.at_most("validate and load", graph, taken.validating + taken.loading, LOAD_SECONDS, "CPU s")
    report.at_most("peak memory, tables made and validated included", graph, taken.gibibytes, LOAD_GIBIBYTES, "GiB")


def test_project(store: Store, tmp_path: Path, report: Report) -> None:
    fresh = (tmp_path / str(number) for number in count())
    kept = tmp_path / "kept"
    assert content_hash(projected(store, 1, Policy(), kept)) == content_hash(supply_graph(store.view(), Policy()))
    scanned, built, cached = interleaved(
        lambda: scan(store),
        lambda: projected(store, 1, Policy(), next(fresh)),
        lambda: projected(store, 1, Policy(), kept),
        rounds=ROUNDS,
        clock=cpu,
    )
    graph = f"SQLite, {PROMISED}"
    of_scan = f"scan alone: {shown(scanned, 'CPU s')}"
    report.at_most("project, settle and save", graph, built, PROJECT_SECONDS, "CPU s", of_scan)
    report.at_most("the same from the cache", graph, 1000 * cached, CACHED_MILLISECONDS, "CPU ms")


def scan(store: Store) -> int:
    """Only reads what a projection reads of the three large types."""
    provenance = ("claim", "from", "to", "source", "as_of", "recorded_at", "grade")
    more = {
        "SUPPLIES": ("site", "share", "share_of", "qualification", "exhaustive"),
        "REQUIRES": ("slot", "mode", "essential", "share", "qualification"),
        "PRODUCES": ("share", "exhaustive"),
    }
    return sum(len(page["claim"]) for type in more for page in store.view().scan(type, (*provenance, *more[type])))
