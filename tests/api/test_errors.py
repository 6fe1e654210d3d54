"""What an error looks like from outside: a code, a message that helps, nothing of our insides."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphsvc.app import create_app
from graphsvc.errors import StoreUnavailable
from graphsvc.stores.port import Store
from graphsvc.usecases.context import Context
from tests.api.asking import ask, codes, loaded, post, served, wait_until_ready


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('{ chokepoints(targets: ["nobody knows it"]) { snapshot } }', "unknown-name"),
        ("{ chokepoints(maxOrder: 99) { snapshot } }", "wrong-use"),
        ("{ chokepoints(minSurvivingShare: 2) { snapshot } }", "wrong-use"),
        ('{ chokepoints(asOf: "soon") { snapshot } }', "wrong-use"),
        ("{ chokepoints(by: []) { snapshot } }", "wrong-use"),
        ("{ whatIf(fail: []) { snapshot } }", "wrong-use"),
        ('{ search(text: " ") { snapshot } }', "wrong-use"),
        ('{ node(id: "nothing") { id } }', "unknown-name"),
        ("{ chokepoints(by: [planet]) { snapshot } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ chokepoints(maxOrder: 99999999999999999999) { snapshot } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ chokepoints(", "GRAPHQL_PARSE_FAILED"),
        ("{ a" * 900, "GRAPHQL_PARSE_FAILED"),
    ],
)
def test_what_the_asker_can_mend_has_a_code_and_a_message(client: httpx.Client, query: str, code: str) -> None:
    response = post(client, query)

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == code
    assert "internal" not in error["message"]


def test_an_ambiguous_name_lists_the_candidates(tmp_path: Path) -> None:
    batch = tmp_path / "twins.json"
    batch.write_text(json.dumps({"Firm": [{"id": "one", "name_en": "Twin"}, {"id": "two", "name_en": "Twin"}]}))

    with loaded(batch, tmp_path) as context:
        answer = ask(context, '{ node(id: "twin") { id } }')

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "ambiguous-name"
    assert error["extensions"]["candidates"] == ["one (Twin)", "two (Twin)"]


def test_a_refused_question_leaves_the_others_of_the_request(client: httpx.Client) -> None:
    response = post(client, '{ node(id: "nothing") { id } good: node(id: "sector-s") { id } }')

    assert response.json()["data"] == {"node": None, "good": {"id": "sector-s"}}
    assert codes(response) == ["unknown-name"]


def test_a_variable_of_the_wrong_type_is_the_askers_error(client: httpx.Client) -> None:
    body = {"query": "query($n: Int!) { chokepoints(maxOrder: $n) { snapshot } }", "variables": {"n": "two"}}

    response = client.post("/graphql", json=body)

    assert codes(response) == ["BAD_USER_INPUT"]


class Elsewhere:
    """The store as the outside world: it can be made to wait, to break, or to be gone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trouble: Exception | None = None
        self.free = threading.Event()
        self.free.set()
        self.asked = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def revision(self) -> int:
        self.asked.set()
        self.free.wait(60)
        if self.trouble:
            raise self.trouble
        return self._store.revision()


@pytest.fixture
def elsewhere(context: Context) -> Elsewhere:
    return Elsewhere(context.store)


@pytest.fixture
def troubled(context: Context, elsewhere: Elsewhere) -> Iterator[httpx.Client]:
    moved = Context(elsewhere, context.settings)
    with served(create_app(moved)) as client:
        wait_until_ready(client)
        yield client


def test_a_question_that_takes_long_does_not_hold_up_the_health_check(
    troubled: httpx.Client, elsewhere: Elsewhere
) -> None:
    elsewhere.free.clear()

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(post, troubled, '{ node(id: "sector-s") { id } }')
        live = troubled.get("/health/live", timeout=5)
        still_asking = not asked.done()
        elsewhere.free.set()

    assert (live.status_code, still_asking) == (200, True)
    assert asked.result().json()["data"] == {"node": {"id": "sector-s"}}


def test_a_store_that_went_away_is_named_and_makes_the_service_not_ready(
    troubled: httpx.Client, elsewhere: Elsewhere
) -> None:
    elsewhere.trouble = StoreUnavailable("server-silent", store="bolt://elsewhere:7687/neo4j")

    asked = post(troubled, '{ node(id: "sector-s") { id } }')
    ready = troubled.get("/health/ready")

    assert codes(asked) == ["store-unavailable"]
    assert (ready.status_code, ready.json()["code"]) == (503, "store-unavailable")
    assert troubled.get("/health/live").status_code == 200


def test_a_defect_of_ours_shows_a_reference_and_nothing_else(troubled: httpx.Client, elsewhere: Elsewhere) -> None:
    elsewhere.trouble = ZeroDivisionError("the secret inside")

    response = post(troubled, '{ node(id: "sector-s") { id } }')

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["reference"] in error["message"]
    assert "secret" not in json.dumps(response.json())


def test_a_service_that_is_still_starting_is_live_but_not_ready(context: Context, elsewhere: Elsewhere) -> None:
    elsewhere.free.clear()

    with served(create_app(Context(elsewhere, context.settings))) as client:
        live, ready = client.get("/health/live"), client.get("/health/ready")
        elsewhere.free.set()

    assert (live.status_code, ready.status_code, ready.json()) == (200, 503, {"status": "starting"})


def test_all_questions_of_a_request_see_one_revision(context: Context) -> None:
    class Growing(Elsewhere):
        revisions = iter((1, 0, 0))

        def revision(self) -> int:
            return next(self.revisions)

    growing = Context(Growing(context.store), context.settings)

    answer = ask(growing, '{ a: node(id: "sector-s") { snapshot } b: node(id: "sector-s") { snapshot } }')

    assert answer["errors"] == []
    assert answer["data"]["a"] == answer["data"]["b"]
