"""A store that cannot be used: exit 4 and one clear line."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.stores.test_sqlite import as_an_ordinary_user
from tests.unit.cli.running import Ran, batch, run


def one_line(ran: Ran, *words: str) -> bool:
    lines = ran.err.splitlines()
    return ran.code == 4 and ran.out == "" and len(lines) == 1 and all(word in lines[0] for word in words)


def path_of(store: str) -> Path:
    return Path(store.removeprefix("sqlite:///"))


@contextmanager
def edited(store: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path_of(store), isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("command", [("search", "asml"), ("chokepoints",), ("load",), ("doctor",)])
def test_a_store_of_another_contract_version(command: tuple[str, ...], store: str) -> None:
    with edited(store) as connection:
        connection.execute("UPDATE meta SET value = '0.9' WHERE name = 'contract'")

    assert one_line(run(*command, store=store), "contract version 0.9")


def test_a_file_that_another_process_writes_to(store: str, monkeypatch: pytest.MonkeyPatch, desk: Path) -> None:
    monkeypatch.setenv("GRAPHSVC_STORE_WAIT_SECONDS", "0.1")
    with edited(store) as connection:
        connection.execute("BEGIN IMMEDIATE")

        ran = run("load", str(batch(desk / "more", Firm="id\nnew\n")), store=store)

    assert one_line(ran, "written to by another process")


def test_a_file_of_another_program(empty: str) -> None:
    path_of(empty).write_text("name,value\n" * 200)

    assert one_line(run("search", "x", store=empty), "not a graph store")


def test_a_folder_instead_of_a_file(desk: Path) -> None:
    assert one_line(run("runs", store=f"sqlite:///{desk}"), "directory")


def test_a_read_only_file(store: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # every user may enter it, unlike the folders of the other tests
        copy = Path(folder, "graph.db")
        shutil.copy(path_of(store), copy)
        copy.chmod(0o444)
        address = f"sqlite:///{copy}"

        assert as_an_ordinary_user(lambda: run("search", "asml", store=address)).code == 0
        assert one_line(as_an_ordinary_user(lambda: run("load", store=address)), "graph.db is read-only")


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_dead_server(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_STORE_WAIT_SECONDS", "0")

    ran = run("search", "x", store=f"{scheme}://neo4j:secret@127.0.0.1:1/neo4j")

    assert one_line(ran, "no Neo4j server answers", "127.0.0.1:1")
    assert "secret" not in ran.err


def test_a_password_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_STORE_PASSWORD_FILE", "nowhere.txt")

    assert one_line(run("search", "x", store="bolt://neo4j@127.0.0.1:1/neo4j"), "nowhere.txt")


def test_an_address_of_no_known_form_is_wrong_use() -> None:
    ran = run("search", "x", store="postgres://somewhere")

    assert ran.code == 2
    assert "no store address" in ran.err
