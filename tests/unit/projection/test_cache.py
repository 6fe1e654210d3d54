"""Projections are built once, kept on disk and mapped into memory; no cache is no obstacle."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analytics.supply_graph import array_names
from graphsvc.projection.cache import KEPT, content_hash, projected
from graphsvc.projection.policy import Policy
from graphsvc.stores.port import Columns
from tests.graphs import NAMED
from tests.graphs.notation import batch, made, needs
from tests.graphs.stored import stored
from tests.snapshots import MemoryView, snapshot
from tests.unit.projection.child import build, wait_for_the_others

BATCH = NAMED["province_in_a_country"].batch


@dataclass
class CountedView:
    """Counts how often claims are read."""

    tables: Mapping[str, Columns]
    read: list[str]
    revision: int = 1

    def scan(self, type: str, fields: Sequence[str]) -> Iterator[Columns]:
        self.read.append(type)
        yield from MemoryView(self.tables).scan(type, fields)


@dataclass
class CountedStore:
    """A store of one batch at every revision."""

    identity: str = "counted"
    read: list[str] = field(default_factory=list)

    def view(self, revision: int | None = None) -> CountedView:
        return CountedView(snapshot(BATCH).view.tables, self.read)

    def project(self, cache: Path, revision: int = 1, **policy: Any) -> str:
        """Project, and hash what came of it."""
        return content_hash(projected(self, revision, Policy(**policy), cache))  # type: ignore[arg-type]


def folders(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.glob("*/*"))


def test_a_second_question_reads_files_and_not_the_store(tmp_path: Path) -> None:
    store = CountedStore()

    first = store.project(tmp_path)
    scans = len(store.read)
    again = store.project(tmp_path)

    assert scans > 0
    assert (again, len(store.read)) == (first, scans)


def test_another_process_or_store_object_finds_the_same_files(tmp_path: Path) -> None:
    CountedStore().project(tmp_path)
    later = CountedStore()

    later.project(tmp_path)

    assert later.read == []


@pytest.mark.parametrize("change", [{"revision": 2}, {"as_of": 737_000}, {"known_at": 737_000}, {"min_grade": "B"}])
def test_another_revision_or_policy_is_another_projection(tmp_path: Path, change: dict[str, Any]) -> None:
    store = CountedStore()
    store.project(tmp_path)
    scans = len(store.read)

    store.project(tmp_path, **change)

    assert len(store.read) == 2 * scans
    assert len(folders(tmp_path)) == 2


def test_two_stores_share_a_cache_without_meeting(tmp_path: Path) -> None:
    other = CountedStore(identity="other")

    CountedStore().project(tmp_path)
    other.project(tmp_path)

    assert other.read != []


def test_the_arrays_are_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    graph = projected(CountedStore(), 1, Policy(), tmp_path)  # type: ignore[arg-type]

    arrays = [getattr(graph, name) for name in array_names()]
    assert all(isinstance(array, np.memmap) or array.size == 0 for array in arrays)
    with pytest.raises(ValueError, match="read-only"):
        graph.supply_share[0] = 0.5


def test_what_is_read_from_files_is_what_was_built(tmp_path: Path) -> None:
    assert CountedStore().project(tmp_path) == content_hash(snapshot(BATCH).all_claims)


def test_only_the_newest_projections_of_a_store_are_kept(tmp_path: Path) -> None:
    store = CountedStore()

    for revision in range(1, KEPT + 4):
        store.project(tmp_path, revision)

    assert len(folders(tmp_path)) == KEPT
    assert f"{KEPT + 3}-any-any-D" in folders(tmp_path)


def test_a_cache_that_is_a_file_still_answers(tmp_path: Path) -> None:
    taken = tmp_path / "cache"
    taken.write_text("not a folder")
    store = CountedStore()

    found = [store.project(taken) for _ in range(2)]

    assert found == [content_hash(snapshot(BATCH).all_claims)] * 2


def test_a_full_disk_still_answers_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "save", full)

    assert CountedStore().project(tmp_path) == content_hash(snapshot(BATCH).all_claims)
    assert list(tmp_path.glob("*/.building-*")) == []
    assert folders(tmp_path) == []


def test_two_processes_that_build_it_at_once_leave_one_folder(tmp_path: Path) -> None:
    cache, processes = tmp_path / "cache", get_context("spawn")
    with stored(BATCH, tmp_path) as store:
        built = content_hash(projected(store, 1, Policy(), tmp_path / "other"))
    url = f"sqlite:///{tmp_path / 'graph.db'}"

    with ProcessPoolExecutor(
        2, mp_context=processes, initializer=wait_for_the_others, initargs=(processes.Barrier(2),)
    ) as pool:
        hashes = list(pool.map(build, [url, url], [cache, cache]))

    assert hashes == [built, built]
    assert folders(cache) == ["1-any-any-D"]


# --- the hash


def graph_hash(*lines: str) -> str:
    return content_hash(snapshot(batch(needs("s", "x"), made("x", *lines))).all_claims)


def test_equal_claims_have_one_hash_in_whatever_order_they_come() -> None:
    assert graph_hash("f@JP .6", "g@US .4") == graph_hash("g@US .4", "f@JP .6")


@pytest.mark.parametrize(
    "other", ["f@JP .7", "f@JP .6 A", "f@JP .6 2019", "f@JP .6 src-b", "f@US .6", "f@JP .6 pilot", "f@JP", "h@JP .6"]
)
def test_whatever_a_claim_says_differently_changes_the_hash(other: str) -> None:
    assert graph_hash("f@JP .6", "g@US .4") != graph_hash(other, "g@US .4")
