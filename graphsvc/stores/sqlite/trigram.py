"""Substring search over folded names: FTS5's trigram index where this SQLite has it, else a look at every name."""

from __future__ import annotations

import sqlite3

ANYWHERE = "instr(version.name_key, :wanted)"
INDEXED = "version.number IN (SELECT rowid FROM node_names WHERE node_names MATCH :pattern)"
TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS node_names "
    "USING fts5 (name_key, content = 'node', content_rowid = 'number', tokenize = 'trigram case_sensitive 1')"
)


def available(connection: sqlite3.Connection) -> bool:
    """Some Pythons are built without FTS5, older SQLite lacks the tokenizer."""
    options = {option for (option,) in connection.execute("PRAGMA compile_options")}
    return "ENABLE_FTS5" in options and sqlite3.sqlite_version_info >= (3, 34)


def extend(connection: sqlite3.Connection) -> None:
    """Index the node versions written since the index was last extended, by whatever Python wrote them."""
    if not available(connection):
        return
    connection.execute(TABLE)
    connection.execute(
        "INSERT INTO node_names (rowid, name_key) SELECT number, name_key FROM node WHERE number > ?",
        (_indexed(connection),),
    )
    connection.execute("INSERT OR REPLACE INTO meta SELECT 'indexed', coalesce(max(number), 0) FROM node")


def matching(connection: sqlite3.Connection, wanted: str) -> tuple[str, str]:
    """The SQL condition that finds `:wanted`, and its `:pattern`; the index knows nothing below three characters."""
    if len(wanted) < 3 or "\0" in wanted or not _up_to_date(connection):
        return ANYWHERE, ""
    quoted = wanted.replace('"', '""')
    return f"{INDEXED} AND {ANYWHERE}", f'"{quoted}"'


def _up_to_date(connection: sqlite3.Connection) -> bool:
    (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM node").fetchone()
    return available(connection) and 0 < newest == _indexed(connection)


def _indexed(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = 'indexed'").fetchone()
    return int(row[0]) if row else 0
