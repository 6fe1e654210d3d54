"""A process that begins to write and never ends: `python -m tests.stores.child URL`, the password in STORE_PASSWORD."""

from __future__ import annotations

import os
import sys
import time

from graphsvc.stores import open_store
from graphsvc.stores.port import Columns, Store

LOST = "ffffffffffffffffffff"  # the claim of everything it adds


def begin(store: Store) -> None:
    """Adds a node and a relationship, drops the first visible claim of each type, and stays in the middle of it."""
    view = store.view()
    with store.writer("lost", "2026-01-05T00:00:00Z") as writer:
        for type in ("Firm", "SUPPLIES"):
            writer.drop(type, [next(iter(view.scan(type, ["key"])))["key"][0]])
        writer.add_nodes("Firm", {**version(), "id": ["lost-firm"], "name_en": ["Lost"]})
        writer.add_nodes("Firm", {**version("e"), "id": ["tok"], "name_en": ["changed"]})
        writer.add_relationships("SUPPLIES", {**version(), "from": ["lost-firm"], "to": ["resist"], "share": [0.5]})
        writer.drop("SUPPLIES", [])
        print("writing", flush=True)
        time.sleep(600)


def version(digit: str = "f") -> Columns:
    return {"claim": [digit * 20], "dataset": ["lost"], "content": ["0" * 16], "recorded_at": ["2026-01-05T00:00:00Z"]}


if __name__ == "__main__":
    begin(open_store(sys.argv[1], password=os.environ.get("STORE_PASSWORD")))
