"""All bundled data in SQLite and in Neo4j: the same arrays, and the same answers to the same questions."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from graphsvc.ingest import LoadReport, known_nodes, load
from graphsvc.projection.build import supply_graph
from graphsvc.projection.cache import content_hash
from graphsvc.projection.policy import Policy
from graphsvc.settings import Settings
from graphsvc.stores.port import Store
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.conflicts import ConflictsQuery, list_conflicts
from graphsvc.usecases.context import Context
from graphsvc.usecases.evidence import EvidenceQuery, find_evidence
from loaders.registry import bundled
from loaders.run import prepare
from schema.load import contract
from tests.stores.conftest import Home

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_both_stores_give_the_same_arrays_and_answers(neo4j_home: Home, tmp_path: Path) -> None:
    sqlite_home = Home(f"sqlite:///{tmp_path / 'graph.db'}")
    with closing(neo4j_home.open()) as neo4j, closing(sqlite_home.open()) as sqlite:
        for store in (neo4j, sqlite):
            load_bundled(store)

        hashes = {content_hash(supply_graph(store.view(), Policy())) for store in (neo4j, sqlite)}
        answers = [
            find_chokepoints(ChokepointQuery(("sector-5g", "sector-ev")), context(store, tmp_path / store.identity))
            for store in (neo4j, sqlite)
        ]

        evidence = [
            (list_conflicts(ConflictsQuery(), asking), find_evidence(EvidenceQuery("gallium"), asking))
            for asking in (context(store, tmp_path) for store in (neo4j, sqlite))
        ]

    assert len(hashes) == 1
    assert all(answer.rows for answer in evidence[0])
    assert evidence[0] == evidence[1]
    assert answers[0].rows
    assert answers[0] == answers[1]


def test_loading_the_bundled_data_again_changes_nothing(store: Store) -> None:
    load_bundled(store)
    revision = store.revision()

    reports = load_bundled(store)

    assert store.revision() == revision
    assert all(report.written == report.retired == 0 and report.unchanged for report in reports)


def load_bundled(store: Store) -> list[LoadReport]:
    reports = []
    for source in bundled():
        known = known_nodes(store.view(), contract())
        batch = prepare(source, contract(), known).batch
        reports.append(load(batch, store, contract(), now=NOW))
    return reports


def context(store: Store, cache: Path) -> Context:
    return Context(store, Settings(cache_dir=cache), now=lambda: NOW)
