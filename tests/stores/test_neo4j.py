"""What only a server can do: be away, refuse us, lose an answer; and the graph that people see in its browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from neo4j import Driver, ManagedTransaction, Session

from graphsvc.errors import ContractMismatch, StoreBusy, StoreUnavailable
from graphsvc.stores import open_store
from graphsvc.stores.neo4j import view as neo4j_view
from graphsvc.stores.neo4j.chunks import Chunks, running
from graphsvc.stores.neo4j.connection import Connection, address
from graphsvc.stores.neo4j.statements import text
from schema.load import contract
from tests.neo4j_server.server import Server, free_port
from tests.stores.batches import firm, say, supplies
from tests.stores.conftest import Home
from tests.stores.test_writers import TABLES, writing_process


def asked(driver: Driver, query: str, **parameters: Any) -> list[dict[str, Any]]:
    return [record.data() for record in driver.execute_query(query, parameters_=parameters).records]


def test_the_browser_shows_typed_nodes_with_names_and_claims_with_their_evidence(
    neo4j_home: Home, driver: Driver
) -> None:
    with closing(neo4j_home.open()) as store:
        say(
            store,
            "survey",
            Firm=[firm("tok", name_zh="东京应化", name_en="TOK", aliases=["TOK", "東京応化"])],
            Material=[{"id": "resist", "name_zh": "光刻胶"}],
            SUPPLIES=[supplies("tok", "resist", share=0.25, source="semi", as_of="2024-06", grade="B")],
        )

    (found,) = asked(
        driver,
        "MATCH (f:Entity:Firm {id: 'tok'})-[s:SUPPLIES]->(m:Entity:Item:Material) "
        "MATCH (run:Run {number: s.added_in}) RETURN f {.*} AS firm, s {.*, key: null, content: null} AS claim, "
        "labels(m) AS labels, run.dataset AS dataset, run.time AS recorded",
    )
    assert found["firm"] == {"id": "tok", "name_zh": "东京应化", "name_en": "TOK", "aliases": ["TOK", "東京応化"]}
    assert {name: value for name, value in found["claim"].items() if value is not None} == {
        "share": 0.25,
        "source": "semi",
        "as_of": "2024-06",
        "grade": "B",
        "added_in": 1,
    }
    assert (found["dataset"], found["recorded"]) == ("survey", "2026-01-01T12:00:00Z")
    assert set(found["labels"]) == {"Entity", "Item", "Material"}


def test_a_node_shows_what_all_datasets_say_and_follows_each_change(neo4j_home: Home, driver: Driver) -> None:
    def tok() -> list[dict[str, Any]]:
        return asked(driver, "MATCH (n:Entity {id: 'tok'}) RETURN n {.*} AS shown, labels(n) AS labels")

    with closing(neo4j_home.open()) as store:
        say(store, "plan", Firm=[firm("tok", name_zh="东京应化")])
        say(store, "survey", 1, Firm=[firm("tok", name_en="TOK"), firm("jsr")])
        assert tok()[0]["shown"] == {"id": "tok", "name_zh": "东京应化", "name_en": "TOK"}

        say(store, "plan", 2, Institution=[{"id": "tok", "name_zh": "东京应化"}])
        assert [set(found["labels"]) for found in tok()] == [{"Entity", "Institution"}]

        say(store, "survey", 3, Firm=[firm("jsr")])
        assert tok()[0]["shown"] == {"id": "tok", "name_zh": "东京应化"}

        say(store, "plan", 4)
        assert tok() == [{"shown": {"id": "tok", "dropped_in": 5}, "labels": ["Entity"]}]


def test_the_next_run_removes_what_a_killed_one_left_and_people_see_the_old_graph_again(
    neo4j_home: Home, driver: Driver
) -> None:
    everything = "MATCH (n) WHERE NOT n:Meta AND NOT n:Run RETURN count(n) AS nodes, sum(COUNT { (n)-->() }) AS claims"
    shown = "MATCH (n:Entity) RETURN n {.*} AS node, labels(n) AS labels ORDER BY n.id"
    left_open = "MATCH (c:NodeClaim) WHERE c.added_in > 1 OR c.dropped_in > 1 RETURN count(c) AS left"
    with closing(neo4j_home.open()) as store:
        say(store, "survey", **TABLES)
        before = asked(driver, everything), asked(driver, shown)

        with writing_process(neo4j_home):
            while asked(driver, left_open) != [{"left": 3}]:  # the server writes while the process goes on
                time.sleep(0.05)
        with pytest.raises(ZeroDivisionError), store.writer("empty", "2026-01-06T00:00:00Z"):
            assert (asked(driver, everything)[0]["nodes"], asked(driver, shown)) == (
                before[0][0]["nodes"] + 1,  # the writer's own mark
                before[1],
            )
            raise ZeroDivisionError

    assert (asked(driver, everything), asked(driver, shown)) == before
    assert asked(driver, "MATCH ()-[r]->() WHERE r.dropped_in IS NOT NULL RETURN count(r) AS dropped") == [
        {"dropped": 0}
    ]


def test_the_constraints_of_a_type_are_there_after_the_first_run_that_uses_it(neo4j_home: Home, driver: Driver) -> None:
    def names() -> set[str]:
        return {row["name"] for what in ("CONSTRAINTS", "INDEXES") for row in asked(driver, f"SHOW {what} YIELD name")}

    for name in ("works_on_key", "supplies_key"):
        asked(driver, f"DROP CONSTRAINT {name} IF EXISTS")
    with closing(neo4j_home.open()) as store:
        say(store, "survey", **TABLES)
        assert names() >= {
            "supplies_key",
            "supplies_added",
            "node_claim_names",
            "node_claim_id",
            "entity_id",
            "meta_name",
        }
        assert "works_on_key" not in names()

        say(store, "user", WORKS_ON=[{"from": "tok", "to": "resist"}])
        assert "works_on_key" in names()


def operators(plan: dict[str, Any]) -> set[str]:
    children = [operators(child) for child in plan.get("children", [])]
    return {plan["operatorType"].partition("@")[0]}.union(*children)


@pytest.mark.parametrize(
    ("statement", "type", "wanted", "parameters"),
    [
        (
            "page_relationships",
            "SUPPLIES",
            "DirectedRelationshipUniqueIndexSeekByRange",
            {"after": "", "from": True, "to": True},
        ),
        ("page_nodes", "", "NodeUniqueIndexSeekByRange", {"after": "Firm/", "until": "Firm0"}),
        ("nodes", "", "NodeIndexSeek", {"ids": ["tok"]}),
        ("list_forwards", "", "NodeIndexSeekByRange", {"after": "", "types": ["Firm"], "limit": 9}),
        ("list_backwards", "", "NodeIndexSeekByRange", {"after": None, "types": ["Firm"], "limit": 9}),
        ("count", "", "NodeUniqueIndexSeekByRange", {"types": ["Firm"]}),
        ("search", "", "NodeIndexContainsScan", {"text": "tok"}),
        ("touching_both", "", "NodeUniqueIndexSeek", {"ids": ["tok"], "types": [], "dropped": False}),
        ("claims", "SUPPLIES", "DirectedRelationshipUniqueIndexSeekByRange", {"beginnings": ["c@"]}),
    ],
)
def test_every_read_starts_at_an_index(
    neo4j_home: Home, driver: Driver, statement: str, type: str, wanted: str, parameters: dict[str, Any]
) -> None:
    with closing(neo4j_home.open()) as store:
        say(store, "survey", **TABLES)
    window = neo4j_view.Window(added_to=1, dropped_from=2).parameters
    common = {"revision": 1, "names": ["key"], "page": 20_000, "never": neo4j_view.NEVER}

    summary = driver.execute_query("EXPLAIN " + text(statement, type), parameters_=common | window | parameters).summary

    assert summary.plan is not None
    found = operators(summary.plan)
    assert wanted in found
    assert not found & {
        "AllNodesScan",
        "NodeByLabelScan",
        "DirectedRelationshipTypeScan",
        "UndirectedAllRelationshipsScan",
    }
    if statement.startswith(("page", "list")):
        assert "Sort" not in found and "Top" not in found


def test_no_statement_of_ours_is_deprecated(neo4j_home: Home, driver: Driver) -> None:
    with closing(neo4j_home.open()) as store:
        say(store, "survey", **TABLES)
    window = neo4j_view.Window().parameters
    values: dict[str, Any] = {"after": "", "until": "~", "from": True, "to": True, "text": "", "dropped": False}
    values |= {"ids": [], "types": [], "keys": [], "rows": [], "beginnings": [], "limit": 1}
    common = values | window | {"revision": 1, "names": [], "page": 1, "never": 9, "number": 1, "run": 1, "token": ""}
    reads = ("page_relationships", "page_nodes", "touching_both", "claims", "search", "list_forwards")

    for name in (*reads, "chunk", "lock", "delete_entities"):
        summary = driver.execute_query("EXPLAIN " + text(name, "SUPPLIES"), parameters_=common).summary
        assert [
            note.status_description for note in summary.gql_status_objects if "deprecat" in note.status_description
        ] == []


class LosesEachAnswer:
    """A session whose commits succeed while their answers get lost, so that the driver repeats the work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def execute_write(self, work: Callable[[ManagedTransaction], None]) -> None:
        self._session.execute_write(work)
        self._session.execute_write(work)


def test_a_chunk_whose_commit_was_never_acknowledged_is_written_once(neo4j_home: Home, driver: Driver) -> None:
    connection = Connection(address(neo4j_home.url, neo4j_home.password), 5)
    with closing(connection), connection.session() as session:
        session.execute_write(running(text("begin"), token="mine", run=1))
        chunks = Chunks(connection, LosesEachAnswer(session), "mine")  # type: ignore[arg-type]

        for number in range(3):
            chunks.write(running("CREATE (:Written {number: $number})", number=number))

    assert asked(driver, "MATCH (w:Written) RETURN w.number AS number ORDER BY number") == [
        {"number": 0}, {"number": 1}, {"number": 2},
    ]  # fmt: skip


def test_a_writer_that_lost_its_lock_cannot_write_into_the_run_of_the_next_one(
    neo4j_home: Home, driver: Driver
) -> None:
    with closing(neo4j_home.open()) as store, closing(neo4j_home.open()) as other:
        say(store, "survey", **TABLES)

        refused = pytest.raises(StoreBusy, match="taken over by another writer")
        with refused, store.writer("slow", "2026-01-05T00:00:00Z") as writer:
            cut_other_transactions(driver)  # as a broken network or an operator does
            say(other, "user", Firm=[firm("asml")])
            writer.drop("Firm", [next(iter(store.view().scan("Firm", ["key"])))["key"][0]])

        assert [run.dataset for run in store.runs()] == ["survey", "user"]
        assert len(next(iter(store.view().scan("Firm", ["id"])))["id"]) == 3
    assert asked(driver, "MATCH (w:Writing) RETURN w") == []


def cut_other_transactions(driver: Driver) -> None:
    mine = (
        "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW' RETURN id"
    )
    for row in asked(driver, mine):
        asked(driver, f"TERMINATE TRANSACTION '{row['id']}'")


def test_a_server_out_of_memory_is_named_at_once_and_survives(neo4j_home: Home, driver: Driver) -> None:
    connection = Connection(address(neo4j_home.url, neo4j_home.password), 5)
    with closing(connection), connection.session() as session:
        session.execute_write(running(text("begin"), token="mine", run=1))
        hungry = running("UNWIND range(1, 20000000) AS x WITH collect('x' + x) AS xs RETURN size(xs)")

        started = time.monotonic()
        with pytest.raises(StoreUnavailable, match="ran out of memory"):
            Chunks(connection, session, "mine").write(hungry)

        assert time.monotonic() - started < 25  # not repeated for half a minute
    assert asked(driver, "RETURN 1 AS alive") == [{"alive": 1}]


def test_a_wrong_password_is_named_without_showing_it(neo4j_server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="refuses user 'neo4j': wrong user or password") as refused:
        open_store(neo4j_server.address, password="not-this-one")
    assert "not-this-one" not in str(refused.value)


def test_a_password_in_the_address_goes_before_another(neo4j_server: Server) -> None:
    url = neo4j_server.address.replace("neo4j@", f"neo4j:{neo4j_server.password}@")
    with closing(open_store(url, password="not-this-one")) as store:
        assert store.revision() == store.view().revision


def test_a_dead_server_is_named_after_a_short_wait() -> None:
    port = free_port()
    started = time.monotonic()

    with pytest.raises(
        StoreUnavailable, match=f"no Neo4j server answers at bolt://127.0.0.1:{port}/neo4j; is it running"
    ):
        open_store(f"bolt://neo4j:secret@127.0.0.1:{port}/neo4j", patience=0.5)

    assert 0.2 < time.monotonic() - started < 5


def test_a_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(StoreUnavailable, match=r"no Neo4j server answers at bolt://no-such-host\.invalid:7687/neo4j"):
        open_store("bolt://neo4j:secret@no-such-host.invalid", patience=0)


def test_an_unknown_database_is_named(neo4j_server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="has no database 'graphs'"):
        open_store(neo4j_server.address.removesuffix("neo4j") + "graphs", password=neo4j_server.password)


def test_a_store_of_another_contract_version_is_refused(neo4j_home: Home) -> None:
    with closing(neo4j_home.open()) as store:
        say(store, "survey", Firm=[firm("tok")])

    with pytest.raises(ContractMismatch, match=f"contract version {contract().version}, this is next"):
        neo4j_home.open(contract=replace(contract(), version="next"))
