"""Who may ask the service, on the command line: keys are made, listed and revoked, and `serve` says when nobody may."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.unit.cli.running import run


def test_a_new_key_stands_alone_on_standard_output(desk: Path) -> None:
    ran = run("keys", "create", "Li", "--role", "analyst")

    assert ran.code == 0
    assert ran.lines[0].startswith("gsk_")
    assert len(ran.lines) == 1
    assert "Li, as analyst, for 365 days" in ran.err
    assert (desk / "var" / "keys.db").is_file()


def test_the_list_shows_whose_keys_there_are_and_none_of_them(desk: Path) -> None:
    keys = [run("keys", "create", name, "--role", role).lines[0] for name, role in (("Li", "analyst"), ("Wu", "admin"))]
    prefix = "_".join(keys[0].split("_")[:2])
    revoked = run("keys", "revoke", prefix)

    table, rows = run("keys", "list").out, run("keys", "list", "--format", "json").json

    assert (revoked.code, revoked.err) == (0, f"revoked: Li ({prefix})\n")
    assert {(row["name"], row["role"], row["revoked"] is None) for row in rows} == {
        ("Li", "analyst", False),
        ("Wu", "admin", True),
    }
    assert all(word in table for word in (prefix, "Li", "Wu", "revoked", "valid"))
    for key in keys:
        assert key not in table + json.dumps(rows)


def test_without_keys_the_list_says_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "graphsvc keys create" in run("keys", "list").out
    monkeypatch.setenv("GRAPHSVC_LANGUAGE", "zh")
    assert "尚无密钥" in run("keys", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "Li", "--role", "boss"), "allowed are official, analyst, planner, admin"),
        (("create", " ", "--role", "admin"), "say who or what"),
        (("create", "Li", "--role", "admin", "--days", "0"), "--days"),
        (("create", "Li"), "--role"),
        (("revoke", "gsk_00000000"), "no key begins with gsk_00000000"),
        (("list", "--format", "xml"), "xml"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(words: tuple[str, ...], said: str) -> None:
    ran = run("keys", *words)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_of_keys_that_is_none_is_exit_4(desk: Path) -> None:
    (desk / "var").mkdir()
    (desk / "var" / "keys.db").write_text("something else, and long enough to be read as such")

    ran = run("keys", "list")

    assert ran.code == 4
    assert ran.err.startswith("keys: ")


@pytest.mark.parametrize(("key", "words", "said"), [(False, (), True), (True, (), False), (False, ("--demo",), False)])
def test_serve_says_when_nobody_can_ask_and_what_to_do(
    empty: str, key: bool, words: tuple[str, ...], said: bool
) -> None:
    if key:
        run("keys", "create", "Li", "--role", "analyst")

    with socket.create_server(("127.0.0.1", 0)) as taken:  # so that serving ends at once
        ran = run("serve", "--port", str(taken.getsockname()[1]), *words, store=empty)

    assert ran.code == 2
    assert ("graphsvc keys create NAME" in ran.err and "serve --demo" in ran.err) is said


def test_the_demo_is_refused_to_the_network(empty: str) -> None:
    ran = run("serve", "--demo", "--host", "0.0.0.0", "--port", "0", store=empty)

    assert ran.code == 2
    assert "demo mode lets anyone in" in ran.err


def test_an_issuer_named_in_part_is_told_before_serving(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_OIDC_ISSUER", "https://issuer.example")

    ran = run("serve", "--port", "0", store=empty)

    assert ran.code == 2
    assert "belong together" in ran.err
