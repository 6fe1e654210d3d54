"""The service over HTTP: health, addresses, headers, forms of answers, and bodies that are no requests."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from graphql import build_client_schema, get_introspection_query

from graphsvc.app import serve
from graphsvc.errors import WrongUse
from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.http.protection import HEADERS
from graphsvc.settings import Settings
from tests.api.asking import JSON, SPECIFIC, codes, post

ANSWER = {"data": {"__typename": "Query"}}


def test_ready_names_the_contract_and_the_revision(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready", "contract": "1", "revision": 1}


def test_the_first_page_names_the_addresses_in_both_languages(client: httpx.Client) -> None:
    page = client.get("/").json()

    assert page["addresses"]["graphql"] == "/graphql"
    assert set(page["about"]) == {"en", "zh"}
    assert all(client.get(page["addresses"][name]).status_code == 200 for name in ("live", "ready"))


@pytest.mark.parametrize("path", ["/", "/health/live", "/graphql", "/nothing-here"])
def test_every_response_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    response = client.get(path)

    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_that_loads_scripts_from_elsewhere(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_browser_that_opens_graphql_is_led_to_the_editor(client: httpx.Client) -> None:
    response = client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})

    assert (response.status_code, response.headers["location"]) == (303, "/ide")


def test_get_is_for_documents_known_by_an_id(client: httpx.Client) -> None:
    response = client.get("/graphql", params={"query": "{ __typename }"})

    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.headers["content-type"] == f"{JSON}; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (SPECIFIC, SPECIFIC),
        (JSON, JSON),
        ("*/*", JSON),
        (f"{JSON};q=0.5, {SPECIFIC}", SPECIFIC),
        (f"{SPECIFIC};q=0, application/*", JSON),
    ],
)
def test_the_answer_comes_in_the_form_that_is_accepted(client: httpx.Client, accept: str, media: str) -> None:
    response = post(client, "{ __typename }", accept)

    assert (response.status_code, response.json()) == (200, ANSWER)
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert response.headers["vary"] == "Accept, Authorization"


def test_a_form_that_we_do_not_speak_is_refused(client: httpx.Client) -> None:
    assert post(client, "{ __typename }", "image/png").status_code == 406


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("text/plain", "{}", 415),
        ("application/x-www-form-urlencoded", "query={__typename}", 415),
        (JSON, "not json", 400),
        (JSON, "[" * 100_000, 400),
        (JSON, "[]", 400),
        (JSON, "{}", 400),
        (JSON, '{"query": 1}', 400),
        (JSON, '{"query": "{ __typename }", "variables": []}', 400),
        (JSON, '{"query": "{ __typename }", "operationName": 1}', 400),
        (JSON, '{"query": "{ __typename }", "operationName": "other"}', 400),
        (JSON, b'\xff{"query": "{ __typename }"}', 400),
        (JSON, '{"query": "' + " " * LIMITS.body_bytes + '"}', 413),
    ],
)
def test_a_body_that_is_no_request_is_refused_in_json(
    client: httpx.Client, content_type: str, body: str | bytes, status: int
) -> None:
    response = client.post("/graphql", content=body, headers={"content-type": content_type})

    assert response.status_code == status
    assert len(codes(response)) == 1


def test_a_body_of_unknown_length_is_refused_while_it_is_read(client: httpx.Client) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200):
            sent += 1
            yield b" " * 10_000

    response = client.post("/graphql", content=pieces(), headers={"content-type": JSON})

    assert response.status_code == 413


def test_tools_can_read_the_schema(client: httpx.Client) -> None:
    response = post(client, get_introspection_query())

    schema = build_client_schema(response.json()["data"])
    assert schema.query_type is not None
    asked = {"chokepoints", "singleSource", "cutSets", "whatIf", "search", "node"}
    asked |= {
        "evidence",
        "conflicts",
        "coverage",
        "changes",
        "nextFacts",
        "exposure",
        "dependencyPaths",
        "byWhom",
        "importance",
    }
    assert asked <= set(schema.query_type.fields)


def test_a_port_that_is_taken_is_named_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(WrongUse, match=f"cannot listen on 127.0.0.1, port {port}"):
            serve(Settings(store=f"sqlite:///{tmp_path}/graph.db"), port=port)
