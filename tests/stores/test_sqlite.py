"""What only a file can do: be locked, read-only, someone else's, or not there at all."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import ContractMismatch, StoreBusy, StoreUnavailable, WrongUse
from graphsvc.stores import open_store
from graphsvc.stores.sqlite import trigram
from graphsvc.stores.sqlite import view as sqlite_view
from schema.load import contract
from tests.stores.batches import firm, say

NOBODY = 65534


@pytest.fixture
def path() -> Iterator[Path]:
    """A store file with one firm, in a folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder, "graph.db")
        with closing(open_store(f"sqlite:///{file}")) as store:
            say(store, "survey", Firm=[firm("tok", name_en="TOK")])
        yield file


def ids(path: Path) -> list[str]:
    with closing(open_store(f"sqlite:///{path}")) as store:
        return [node.id for node in store.view().nodes(["tok", "asml"])]


def write(path: Path, id: str = "asml", **options: Any) -> int | None:
    with closing(open_store(f"sqlite:///{path}", **options)) as store:
        return say(store, "user", Firm=[firm(id)]).run


def as_an_ordinary_user(call: Callable[[], Any]) -> Any:
    """The result of a call made without root's rights, or the error it ended with; permissions do not bind root."""
    if os.geteuid():
        return call()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child runs one call and ends: threads do not matter
        child = os.fork()
    if not child:
        os.setuid(NOBODY)
        try:
            answer = call()
        except Exception as error:
            answer = error
        os.write(writing, pickle.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pickle.load(pipe)
    os.waitpid(child, 0)
    if isinstance(answer, Exception):
        raise answer
    return answer


def test_a_missing_file_reads_as_an_empty_store_and_is_not_created(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'typo.db'}")) as store:
        assert (store.revision(), store.runs(), store.identity) == (0, [], "empty")
        assert store.view().search("tok") == []
    assert list(tmp_path.iterdir()) == []


def test_the_first_run_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "var" / "data" / "graph.db"
    with closing(open_store(f"sqlite:///{path}")) as store:
        say(store, "survey", Firm=[firm("tok")])

        assert [node.id for node in store.view().nodes(["tok"])] == ["tok"]
    assert path.is_file()


def test_a_relative_address_is_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert write(Path("var/graph.db")) == 1
    assert (tmp_path / "var" / "graph.db").is_file()


def test_a_file_that_another_program_holds_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusy, match="written to by another process"):
            write(path, patience=0.1)
        assert ids(path) == ["tok"]


def test_a_read_only_file_can_be_read_and_not_written(path: Path) -> None:
    path.chmod(0o444)

    assert as_an_ordinary_user(lambda: ids(path)) == ["tok"]
    with pytest.raises(StoreUnavailable, match=r"graph\.db is read-only"):
        as_an_ordinary_user(lambda: write(path))


def test_a_file_without_any_permission_is_named(path: Path) -> None:
    path.chmod(0o000)

    with pytest.raises(StoreUnavailable, match=r"graph\.db cannot be opened; check the path and the permissions"):
        as_an_ordinary_user(lambda: ids(path))


def test_a_folder_that_cannot_be_made_is_named(path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="deeper cannot be created: Permission denied"):
        as_an_ordinary_user(lambda: write(path.parent / "deeper" / "graph.db"))


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is a directory"):
        ids(tmp_path)


def test_a_text_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("id,name_zh\n" * 200)

    for use in (ids, write):
        with pytest.raises(StoreUnavailable, match=r"notes\.txt is not a graph store"):
            use(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text().startswith("id,name_zh")


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE meta (name, value)")

    for use in (ids, write):
        with pytest.raises(StoreUnavailable, match="database of another program"):
            use(path)


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()

    assert ids(tmp_path / "new.db") == []
    assert write(tmp_path / "new.db") == 1


def test_a_damaged_file_is_named(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))

    with pytest.raises(StoreUnavailable, match="is damaged; restore a backup"):
        ids(path)


def test_a_store_of_another_contract_version_is_refused_for_reading_and_writing(path: Path) -> None:
    newer = replace(contract(), version="next")

    with pytest.raises(
        ContractMismatch, match=f"contract version {contract().version}, this is next; load the sources"
    ):
        open_store(f"sqlite:///{path}", contract=newer)
    assert write(path) == 2


def test_a_store_of_another_table_layout_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")

    with pytest.raises(ContractMismatch, match="table layout 99"):
        ids(path)


@pytest.mark.parametrize(
    "url", ["graph.db", "sqlite://", "sqlite:///", "sqlite:graph.db", "mysql://u:secret@host/db", "neo4j:///db", ""]
)
def test_an_address_of_another_form_is_wrong_use_and_never_shows_a_password(url: str) -> None:
    with pytest.raises(WrongUse, match="is no store address") as refused:
        open_store(url)
    assert "secret" not in str(refused.value)


def test_a_python_without_trigrams_finds_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(text: str) -> list[str]:
        with closing(open_store(f"sqlite:///{path}")) as store:
            return [node.id for node in store.view().search(text)]

    assert found("tok") == ["tok"]
    with monkeypatch.context() as without:
        without.setattr(trigram, "available", lambda connection: False)
        assert found("tok") == ["tok"]
        write(path, "tokuyama")
        assert found("toku") == ["tokuyama"]
    assert found("tok") == ["tok", "tokuyama"]  # not yet in the index: every name is looked at
    write(path, "tokai")
    assert found("toka") == ["tokai"]
    assert indexed(path) == 3


def indexed(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        (count,) = raw.execute("SELECT count(*) FROM node_names WHERE node_names MATCH '\"tok\"'").fetchone()
        return int(count)


def test_a_copied_file_is_the_same_store(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "copy.db")
    with closing(open_store(f"sqlite:///{path}")) as one, closing(open_store(f"sqlite:///{tmp_path}/copy.db")) as two:
        assert one.identity == two.identity


def test_a_claim_is_looked_up_in_an_index_not_read_through(path: Path) -> None:
    sql = f"SELECT {sqlite_view.VERSION} FROM {sqlite_view.RELATIONSHIPS} WHERE {sqlite_view.OF_CLAIMS}"
    with closing(sqlite3.connect(path)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", {"types": "[]", "ids": "[]", "revision": 1}).fetchall()

    assert any("SEARCH version USING INDEX relationship_version" in step for *_, step in plan)
