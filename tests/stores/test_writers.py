"""One writer at a time, and nothing of a run is seen before it is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from graphsvc.errors import StoreBusy
from graphsvc.stores.port import Store
from tests.stores.batches import firm, rows, say, supplies
from tests.stores.child import version
from tests.stores.conftest import Home

TABLES = {
    "Firm": [firm("tok", name_en="TOK"), firm("jsr", name_en="JSR")],
    "Material": [{"id": "resist"}],
    "SUPPLIES": [supplies("tok", "resist", share=0.4), supplies("jsr", "resist", share=0.2)],
}


@contextmanager
def writing_process(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Another process in the middle of a run, killed without warning at the end."""
    environment = {**os.environ, "STORE_PASSWORD": home.password or ""}
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.stores.child", home.url]
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "writing\n"
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def seen(store: Store) -> tuple[object, ...]:
    """All that a reader can ask about the claims of this page."""
    view = store.view()
    supplied = rows(view, "SUPPLIES", "key", "from", "to", "share")
    firms = rows(view, "Firm", "key", "id", "name_en")
    return supplied, firms, view.nodes(["tok", "jsr", "lost-firm"]), view.relationships(["resist"]), view.search("lost")


def test_a_reader_sees_the_last_published_run_while_another_process_writes_and_after_it_was_killed(home: Home) -> None:
    with closing(home.open()) as store:
        say(store, "survey", **TABLES)
        before = seen(store)

        with writing_process(home):
            during = seen(store)
            assert store.revision() == 1
        after = seen(store)

        assert during == before
        assert after == before
        assert len(store.runs()) == 1


def test_a_second_writer_is_told_that_the_store_is_busy_and_may_write_once_the_first_is_dead(home: Home) -> None:
    with closing(home.open()) as store:
        say(store, "survey", **TABLES)

    with closing(home.open(patience=1.0)) as store:
        with writing_process(home):
            started = time.monotonic()
            with pytest.raises(StoreBusy, match="another process"):
                say(store, "user", Firm=[firm("asml")])
            assert time.monotonic() - started < 5

        report = say(store, "user", Firm=[firm("asml")])

        assert report.run == 2
        assert {id for (id,) in rows(store.view(), "Firm", "id")} == {"tok", "jsr", "asml"}
        assert len(rows(store.view(), "SUPPLIES", "key")) == 2


def test_an_exception_inside_a_run_leaves_the_store_as_it_was(store: Store) -> None:
    say(store, "survey", **TABLES)
    before = seen(store)

    with pytest.raises(ZeroDivisionError), store.writer("lost", "2026-01-05T00:00:00Z") as writer:
        writer.add_nodes("Firm", {**version(), "id": ["lost-firm"], "name_en": ["Lost"]})
        writer.drop("SUPPLIES", [key for (key,) in rows(store.view(), "SUPPLIES", "key")])
        raise ZeroDivisionError

    assert seen(store) == before
    assert (store.revision(), len(store.runs())) == (1, 1)


def test_a_relationship_to_a_node_that_nobody_ever_named_ends_the_run(store: Store) -> None:
    say(store, "survey", **TABLES)

    refused = pytest.raises(LookupError, match=r"SUPPLIES: no node was ever called ghost \(1 in all\)")
    with refused, store.writer("lost", "2026-01-05T00:00:00Z") as writer:
        writer.add_relationships("SUPPLIES", {**version(), "from": ["tok"], "to": ["ghost"]})

    assert store.revision() == 1


@pytest.mark.parametrize("type", ["SUPPLIES", "Firm"])
def test_what_is_not_visible_cannot_be_dropped(store: Store, type: str) -> None:
    say(store, "survey", **TABLES)
    (key, *_) = (key for (key,) in rows(store.view(), type, "key"))

    refused = pytest.raises(LookupError, match=f"{type}: 1 of 2 versions to drop are not visible")
    with refused, store.writer("lost", "2026-01-05T00:00:00Z") as writer:
        writer.drop(type, [key, f"{'f' * 20}@1"])

    assert key in {found for (found,) in rows(store.view(), type, "key")}


def test_a_store_keeps_its_identity_and_its_runs_when_it_is_opened_again(home: Home) -> None:
    with closing(home.open()) as store:
        assert (store.identity, store.revision()) == ("empty", 0)
        say(store, "survey", **TABLES)
        identity, runs = store.identity, store.runs()

    with closing(home.open()) as store:
        assert (store.identity, store.runs()) == (identity, runs)
        assert len(identity) == 32
