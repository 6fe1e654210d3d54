"""Projections kept on disk: one folder of .npy files a snapshot, written aside, renamed, memory-mapped."""

from __future__ import annotations

import shutil
import tempfile
from hashlib import blake2b
from pathlib import Path

import numpy as np

from analytics.supply_graph import SupplyGraph, array_names
from graphsvc.projection.build import supply_graph
from graphsvc.projection.policy import Policy
from graphsvc.stores.port import Store

KEPT = 16  # snapshots a store keeps in the cache
FORMAT = "1"  # changes with the arrays of SupplyGraph or what they mean


def projected(store: Store, revision: int, policy: Policy, folder: Path) -> SupplyGraph:
    """The settled claims of a revision under a policy, from the cache if it is there.

    Safe when several processes build it at once: each writes aside, the first to rename wins. Without a place to write
    the arrays are built anew, which only costs time.
    """
    home = folder / f"{store.identity}-{FORMAT}" / f"{revision}-{policy.key}"
    if found := _load(home):
        return found
    graph = supply_graph(store.view(revision), policy)
    try:
        _save(graph, home)
    except OSError:
        return graph
    return _load(home) or graph


def content_hash(graph: SupplyGraph) -> str:
    """32 hex digits that are equal when all arrays are: the same claims in any store."""
    digest = blake2b(digest_size=16)
    for name in array_names():
        array = np.ascontiguousarray(getattr(graph, name))
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def _load(home: Path) -> SupplyGraph | None:
    try:
        return SupplyGraph(**{name: np.load(home / f"{name}.npy", mmap_mode="r") for name in array_names()})
    except OSError:  # not there, or not to be read: it is built anew
        return None


def _save(graph: SupplyGraph, home: Path) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=home.parent))
    try:
        for name in array_names():
            np.save(aside / f"{name}.npy", getattr(graph, name))
        aside.rename(home)
    except OSError:
        if not home.is_dir():  # else another process was first, and its arrays are the same
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for old in sorted(home.parent.glob("[0-9]*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)  # who has it mapped keeps it
