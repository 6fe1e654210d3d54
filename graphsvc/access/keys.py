"""API keys in an SQLite file of their own (docs/decisions/0006). A key is shown once; kept is its SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graphsvc.access.principal import Principal, Role
from graphsvc.errors import KeysUnavailable, Unauthenticated, WrongUse

MARK = "gsk"  # the first part of every key, so that scanners for leaked secrets can know it
TABLE = """CREATE TABLE IF NOT EXISTS key (
    prefix TEXT PRIMARY KEY, digest BLOB NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    created TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT, last_used TEXT) STRICT"""
COLUMNS = "prefix, name, role, created, expires, revoked, last_used"
NOTED_EVERY = timedelta(minutes=1)  # the last use of a key; each note is a write


def utc_now() -> datetime:
    """The clock; tests give another."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key, besides its digest. Times are UTC to the second, in ISO form."""

    prefix: str
    name: str
    role: str
    created: str
    expires: str
    revoked: str | None
    last_used: str | None


class KeyFile:
    """The keys of one service. Reading makes no file; every call sees what other processes wrote before it.

    Raises
    ------
    KeysUnavailable
        The file cannot be read or written.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = utc_now) -> None:
        self._path, self._now = path, now
        self._open: sqlite3.Connection | None = None
        self._noted: dict[str, datetime] = {}

    def create(self, name: str, role: Role, days: int) -> str:
        """A new key, in full: nobody can see it again. WrongUse for an empty name."""
        if not name.strip():
            raise WrongUse("no-key-name")
        prefix, now = secrets.token_hex(4), self._now()
        key = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
        values = (prefix, _digest(key), name.strip(), role, _iso(now), _iso(now + timedelta(days=days)))
        self._write("INSERT INTO key (prefix, digest, name, role, created, expires) VALUES (?, ?, ?, ?, ?, ?)", *values)
        return key

    def revoke(self, prefix: str) -> Key:
        """Take a key back, for good. WrongUse when there is none with the prefix."""
        self._write("UPDATE key SET revoked = coalesce(revoked, ?) WHERE prefix = ?", _iso(self._now()), prefix)
        found = next((key for key in self.all() if key.prefix == prefix), None)
        if found is None:
            raise WrongUse("no-such-key", key=f"{MARK}_{prefix}")
        return found

    def all(self) -> list[Key]:
        """Every key, the newest first."""
        rows = self._read(f"SELECT {COLUMNS} FROM key ORDER BY created DESC, prefix")
        return [Key(*row) for row in rows]

    def check(self, key: str) -> Principal:
        """Whose key it is. Unauthenticated unless it is known, in date and not revoked."""
        prefix = key.removeprefix(f"{MARK}_").partition("_")[0]
        rows = self._read("SELECT digest, name, role, expires, revoked FROM key WHERE prefix = ?", prefix)
        for digest, name, role, expires, revoked in rows:
            same = hmac.compare_digest(digest, _digest(key))
            if same and revoked is None and _iso(self._now()) < expires:
                self._note(prefix)
                return Principal(f"{name} ({prefix})", Role(role), "key")
        raise Unauthenticated("key-refused")  # one sentence for all: why is nobody's business

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _note(self, prefix: str) -> None:
        now = self._now()
        if now - self._noted.get(prefix, datetime.min.replace(tzinfo=UTC)) >= NOTED_EVERY:
            self._noted[prefix] = now
            with suppress(KeysUnavailable):  # a file that is busy or cannot be written keeps nobody out
                self._write("UPDATE key SET last_used = ? WHERE prefix = ?", _iso(now), prefix)

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if self._open is None and not self._path.exists():
            return []
        return self._run(query, *values)

    def _write(self, query: str, *values: object) -> None:
        self._run(query, *values)

    def _run(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            if self._open is None:
                self._open = _connected(self._path)
            return self._open.execute(query, values).fetchall()
        except (OSError, sqlite3.Error) as error:
            raise KeysUnavailable("keys-file", file=self._path, cause=error) from error


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # before SQLite makes one that others can read
    # The event loop is one thread, but not the one that opened the file.
    connection = sqlite3.connect(path, timeout=0.5, isolation_level=None, check_same_thread=False)
    connection.execute(TABLE)
    return connection


def _digest(key: str) -> bytes:
    # No slow hash and no salt: there is nothing to guess in 256 random bits.
    return hashlib.sha256(key.encode()).digest()


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
