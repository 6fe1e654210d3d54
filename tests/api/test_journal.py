"""What the service says about itself: a line for each request and operation, counts, and its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from graphsvc.access.keys import KeyFile
from graphsvc.access.principal import Role
from graphsvc.app import create_app
from graphsvc.usecases.context import Context
from tests.api.asking import codes, post, served, serving, wait_until_ready
from tests.api.test_errors import Elsewhere

Entry = MutableMapping[str, Any]


@pytest.fixture
def log() -> Iterator[list[Entry]]:
    with capture_logs() as entries:
        yield entries


def entered(log: list[Entry], event: str) -> list[Entry]:
    return [entry for entry in log if entry["event"] == event]


def awaited(log: list[Entry], **facts: object) -> Entry:
    """The line of a request, which is written once the answer is on its way."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for entry in entered(log, "request"):
            if facts.items() <= entry.items():
                return entry
        time.sleep(0.01)
    raise AssertionError(f"no line with {facts} in {log}")


def test_the_audit_log_names_who_asked_what_at_which_cost_and_how_it_ended(
    client: httpx.Client, log: list[Entry]
) -> None:
    query = 'query Look { node(id: "sector-s") { id } search(text: "x") { rows { id } } }'
    client.post("/graphql", json={"query": query, "operationName": "Look"})
    post(client, '{ node(id: "nobody-of-that-name") { id } }')
    post(client, "{ chokepoints(")

    client.get("/")

    awaited(log, path="/")  # so that a line of the requests before would be there
    good, unknown, broken = entered(log, "operation")
    assert [entry for entry in log if entry.get("path") == "/graphql"] == []

    assert {name: good[name] for name in ("who", "kind", "name", "cost", "outcome")} == {
        "who": "demo:anyone",
        "kind": "query",
        "name": "Look",
        "cost": 10 + 20 + 20,  # a node, a search, its twenty rows
        "outcome": "answered",
    }
    assert good["fields"] == ("node", "search")
    assert (unknown["outcome"], broken["outcome"]) == ("unknown-name", "GRAPHQL_PARSE_FAILED")
    assert "sector-s" not in str(good)  # what was asked about stays with the asker


def test_a_request_keeps_the_id_it_came_with_or_gets_one(client: httpx.Client, log: list[Entry]) -> None:
    given, made, refused = (
        client.get("/", headers={"x-request-id": id})
        for id in ("from-the-proxy.1", "", 'a"b\u00e9'.encode("latin-1").decode("latin-1")[:3])
    )

    assert given.headers["x-request-id"] == "from-the-proxy.1"
    assert len(made.headers["x-request-id"]) == len(refused.headers["x-request-id"]) == 32
    assert awaited(log, method="GET", path="/", status=200, who=None)["milliseconds"] > 0


def test_health_checks_do_not_fill_the_log(client: httpx.Client, log: list[Entry]) -> None:
    client.get("/health/live")
    client.get("/health/ready")
    client.get("/")

    awaited(log, path="/")
    assert [entry for entry in log if entry.get("path", "").startswith("/health")] == []


def test_a_refusal_is_logged_with_its_code_and_without_what_was_shown(client: httpx.Client, log: list[Entry]) -> None:
    client.post("/graphql", json={"query": "{ __typename }"}, headers={"authorization": "Bearer gsk_0_secret"})

    assert awaited(log, status=401, code="UNAUTHENTICATED", who=None)
    assert "secret" not in str(log)


def test_metrics_count_requests_operations_and_cost(context: Context) -> None:
    guarded = serving(context, demo=False)
    file = KeyFile(guarded.settings.keys)
    admin = {"authorization": f"Bearer {file.create('prometheus', Role.ADMIN, days=1)}"}
    file.close()

    with served(create_app(guarded)) as client:
        wait_until_ready(client)
        client.post("/graphql", json={"query": '{ node(id: "sector-s") { id } }'}, headers=admin)
        client.post("/graphql", json={"query": "{ nothing }"}, headers=admin)
        client.get("/made-up/by/somebody")
        text = client.get("/metrics", headers=admin).text

    lines = set(text.splitlines())
    assert {
        'graphsvc_requests_total{route="/graphql",status="200"} 2.0',
        'graphsvc_requests_total{route="other",status="401"} 1.0',
        'graphsvc_operations_total{outcome="answered"} 1.0',
        'graphsvc_operations_total{outcome="GRAPHQL_VALIDATION_FAILED"} 1.0',
        "graphsvc_cost_total 10.0",
        "graphsvc_warm 1.0",
    } <= lines
    assert 'graphsvc_request_seconds_count{route="/graphql"} 2.0' in lines


def test_a_question_that_takes_too_long_is_given_up(context: Context) -> None:
    slow = Elsewhere(context.store)

    with served(create_app(Context(slow, context.settings.model_copy(update={"answer_seconds": 0.2})))) as client:
        wait_until_ready(client)
        slow.free.clear()
        response = post(client, '{ node(id: "sector-s") { id } }')
        slow.free.set()

    assert (response.status_code, codes(response)) == (503, ["TIMEOUT"])


def test_a_service_that_is_told_to_stop_answers_what_was_asked_before(context: Context) -> None:
    slow = Elsewhere(context.store)

    with ThreadPoolExecutor(1) as pool, httpx.Client(timeout=60) as asker:
        with served(create_app(Context(slow, context.settings))) as client:
            wait_until_ready(client)
            asker.base_url = client.base_url
            slow.free.clear()
            slow.asked.clear()
            asked = pool.submit(post, asker, '{ node(id: "sector-s") { id } }')
            assert slow.asked.wait(60)
            threading.Timer(0.3, slow.free.set).start()  # while the server below is stopping
        answer = asked.result()

    assert answer.json()["data"] == {"node": {"id": "sector-s"}}
