"""What a second process does while another builds the same projection."""

from __future__ import annotations

from multiprocessing.synchronize import Barrier
from pathlib import Path

from graphsvc.projection.cache import content_hash, projected
from graphsvc.projection.policy import Policy
from graphsvc.stores import open_store

_together: list[Barrier] = []


def wait_for_the_others(barrier: Barrier) -> None:
    """Called once in each process."""
    _together.append(barrier)


def build(url: str, cache: Path) -> str:
    """Project revision 1 as soon as all processes are ready, and hash it."""
    store = open_store(url)
    _together[0].wait()
    return content_hash(projected(store, 1, Policy(), cache))
