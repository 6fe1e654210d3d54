"""The embedded store: one SQLite file, nothing to install, several processes."""

from graphsvc.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
