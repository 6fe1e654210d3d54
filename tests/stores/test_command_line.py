"""The command line on a real Neo4j: passwords, and the same answers as from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.neo4j_server.server import Server
from tests.stores.conftest import Home
from tests.unit.cli.running import run

BATCH = str(Path(__file__).resolve().parents[1] / "cases" / "shared-tier2-source" / "batch")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_wrong_password_is_one_line_and_exit_4(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_STORE_PASSWORD", "not-this-one")

    ran = run("search", "x", store=neo4j_server.address)

    assert (ran.code, ran.out) == (4, "")
    assert len(ran.err.splitlines()) == 1
    assert "wrong user or password" in ran.err
    assert "not-this-one" not in ran.err


def test_neo4js_own_password_file_opens_the_store_and_answers_are_those_of_a_file(
    neo4j_home: Home, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "auth").write_text(f"neo4j/{neo4j_home.password}\n")
    monkeypatch.setenv("GRAPHSVC_STORE_PASSWORD_FILE", str(desk / "auth"))
    words = ("chokepoints", "--by", "all", "--reading", "possible", "--format", "json")

    answers = []
    for store in (neo4j_home.url, f"sqlite:///{desk / 'graph.db'}"):
        assert run("load", BATCH, store=store).code == 0
        assert run("doctor", store=store).code == 0
        answers.append(run(*words, store=store).json)

    assert answers[0]["rows"] == answers[1]["rows"]
    assert len(answers[0]["rows"]) > 0
