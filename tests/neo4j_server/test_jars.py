"""Where the server's jars come from, and that nothing else can be slipped in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.neo4j_server import fixture, jars
from tests.neo4j_server.jars import Jar, JarsUnavailable, fill, pinned, verify
from tests.neo4j_server.server import Server

NO_JAR = Jar("org.example", "nothing", "1", "", "0" * 64)


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without cache, Maven and a repository of jars; the folder of their Maven repository."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NEO4J_LIB", raising=False)
    return tmp_path / "m2"


@pytest.mark.usefixtures("neo4j_server")
def test_the_users_maven_repository_will_do(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    have = jars.jars()
    monkeypatch.setenv("XDG_CACHE_HOME", str(alone.parent / "cache"))
    for jar in pinned():
        target = alone / jar.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(have / jar.name)

    found = jars.jars()

    assert found == alone.parent / "cache" / "graphsvc" / "neo4j-5.26.30"
    assert len(list(found.iterdir())) == 213
    assert jars.jars() == found  # the second call finds the first one's


def test_without_any_source_every_reason_is_given(
    alone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jgo.maven", None)

    with pytest.raises(JarsUnavailable) as reasons:
        jars.jars()

    for reason in (
        "name the lib folder",
        "does not have all of them",
        "Maven is not installed",
        "jgo is not installed",
    ):
        assert reason in str(reasons.value)
    assert "fetching 213 jars (123 MB) once into" in capsys.readouterr().err
    assert list((alone.parent / "cache" / "graphsvc").iterdir()) == []


def test_a_changed_jar_is_refused_and_not_kept(alone: Path, tmp_path: Path) -> None:
    (alone / NO_JAR.path).parent.mkdir(parents=True)
    (alone / NO_JAR.path).write_bytes(b"something else")

    with pytest.raises(JarsUnavailable, match=r"not what jars.lock says: nothing-1.jar \(1 in all\)"):
        fill(tmp_path / "lib", [NO_JAR])

    assert not (tmp_path / "lib").exists()


def test_a_jar_too_many_is_refused(tmp_path: Path) -> None:
    (tmp_path / "extra.jar").write_bytes(b"")
    with pytest.raises(JarsUnavailable, match=r"extra\.jar"):
        verify(tmp_path, [])


def test_a_folder_named_by_the_user_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEO4J_LIB", str(tmp_path))
    assert jars.jars() == tmp_path


def test_every_pinned_jar_can_be_written_as_it_was_read() -> None:
    assert [str(jar) for jar in pinned()] == jars.LOCK.read_text().splitlines()
    assert len({jar.name for jar in pinned()}) == 213


@pytest.mark.parametrize(("ci", "outcome"), [("true", JarsUnavailable), ("", pytest.skip.Exception)])
def test_a_missing_server_fails_in_ci_and_is_skipped_with_its_reason_elsewhere(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    def without(config: pytest.Config) -> None:
        raise JarsUnavailable("no network")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(fixture, "fetch_in_sight", without)
    monkeypatch.setattr(fixture, "SERVER", pytest.StashKey[Server]())  # as if none had been started

    with pytest.raises(outcome, match="no network"):
        next(fixture.serve(request.config))


def test_one_server_serves_the_whole_run(neo4j_server: Server, request: pytest.FixtureRequest) -> None:
    assert next(fixture.serve(request.config)) == neo4j_server
