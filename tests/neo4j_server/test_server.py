"""The server that the store tests rely on, end to end on real processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ClientError

from tests.neo4j_server.__main__ import act
from tests.neo4j_server.server import Server, free_port, password_file, running, start, stop, throw_away_server


def answers(server: Server, query: str, **parameters: object) -> list[object]:
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        return [record[0] for record in driver.execute_query(query, parameters_=parameters).records]


def test_it_is_neo4j_community(neo4j_server: Server) -> None:
    query = "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN versions + edition"
    assert answers(neo4j_server, query) == [["5.26.30", "community"]]


@pytest.mark.parametrize("auth", [None, ("neo4j", "wrong-password")])
def test_a_stranger_is_refused(neo4j_server: Server, auth: tuple[str, str] | None) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_cypher_reads_no_file_and_no_address(neo4j_server: Server, url: str) -> None:
    with pytest.raises(ClientError) as refused:
        answers(neo4j_server, "LOAD CSV FROM $url AS line RETURN line", url=url)
    assert refused.value.code == "Neo.ClientError.Statement.ExternalResourceFailed"


def test_a_throw_away_server_leaves_nothing_behind() -> None:
    with throw_away_server() as server:
        assert running(server.home)
    assert not server.home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_data_outlive_a_kill_and_the_server_a_process_that_started_it(tmp_path: Path) -> None:
    port = free_port()
    try:
        printed = act("start", tmp_path, port)
        server = start(tmp_path, port)  # a second start finds the first
        assert printed == (
            f"GRAPHSVC_STORE=bolt://neo4j@127.0.0.1:{port}/neo4j\nGRAPHSVC_STORE_PASSWORD_FILE={tmp_path / 'password'}"
        )
        answers(server, "CREATE (:Note {text: 'before the kill'})")
        os.kill(server.pid, signal.SIGKILL)
        os.waitpid(server.pid, 0)
        assert not running(tmp_path)
        assert answers(start(tmp_path, port), "MATCH (n:Note) RETURN n.text") == ["before the kill"]
        assert password_file(tmp_path).stat().st_mode & 0o777 == 0o600
        assert act("stop", tmp_path, port) == "stopped"
        assert act("stop", tmp_path, port) == "not running"
    finally:
        stop(tmp_path)
