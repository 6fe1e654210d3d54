"""A context whose store stands still, so that the fields of one request speak of the same claims."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from copy import copy
from typing import Literal

from graphsvc.stores.port import Columns, Run, Store, View, Writer
from graphsvc.usecases.context import Context


def at_one_revision(context: Context) -> Context:
    """The same context at the last published revision; both share what they compile."""
    fixed = copy(context)
    fixed.store = _OneRevision(context.store)
    return fixed


class _OneRevision:
    """See port.Store. The last revision is what it was when this was made."""

    def __init__(self, store: Store) -> None:
        self._store, self._revision = store, store.revision()

    @property
    def identity(self) -> str:
        return self._store.identity

    def revision(self) -> int:
        return self._revision

    def runs(self) -> list[Run]:
        return self._store.runs()[: self._revision]

    def view(self, revision: int | None = None) -> View:
        return self._store.view(self._revision if revision is None else revision)

    def writer(
        self, dataset: str, time: str, kind: Literal["load", "unload"] = "load", undoes: int | None = None
    ) -> AbstractContextManager[Writer]:
        return self._store.writer(dataset, time, kind, undoes)

    def changes(self, run: int) -> Iterator[tuple[str, Literal["added", "dropped"], Columns]]:
        return self._store.changes(run)

    def close(self) -> None:
        self._store.close()
