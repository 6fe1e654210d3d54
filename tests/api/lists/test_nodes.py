"""Nodes: found by id from anywhere, typed, with their claims, sources and conflicts, as of the dates asked for."""

from __future__ import annotations

from typing import Any

import pytest

from graphsvc.usecases.context import Context
from schema.load import contract
from tests.api.asking import ask
from tests.api.lists import world


def data(context: Context, query: str, **variables: Any) -> Any:
    answer = ask(context, query, **variables)
    assert answer["errors"] == []
    return answer["data"]


def test_every_node_is_found_again_by_its_id_with_its_own_type(context: Context) -> None:
    rows = [(type, row["id"]) for type, rows in world.NODES.items() for row in rows]

    found = data(context, "query($ids: [ID!]!) { nodes(ids: $ids) { id __typename type } }", ids=[id for _, id in rows])

    assert [(node["__typename"], node["id"]) for node in found["nodes"]] == rows
    assert all(node["type"] == node["__typename"] for node in found["nodes"])


def test_ids_that_nothing_has_are_null_and_names_find_one_node(context: Context) -> None:
    found = data(context, '{ nodes(ids: ["JP", "nothing", "JP"]) { id } node(id: "ga2o3") { id __typename } }')

    assert found["nodes"] == [{"id": "JP"}, None, {"id": "JP"}]
    assert found["node"] == {"id": "material-3", "__typename": "Material"}


def test_each_type_of_the_contract_has_a_list_and_items_are_all_that_is_made(context: Context) -> None:
    fields = data(context, "{ __schema { queryType { fields { name } } } }")["__schema"]["queryType"]["fields"]
    found = data(
        context, "{ items(first: 1000) { totalCount nodes { id } } firms { totalCount } coalitions { totalCount } }"
    )

    assert len({field["name"] for field in fields}) >= len(contract().collections)
    assert [node["id"] for node in found["items"]["nodes"]] == sorted(world.MATERIALS + world.COMPONENTS)
    assert (found["firms"]["totalCount"], found["coalitions"]["totalCount"]) == (len(world.FIRMS), 0)


def test_claims_sources_and_conflicts_are_reached_from_a_node_of_a_list(context: Context) -> None:
    query = """{ materials(first: 1, filter: {id: {eq: "material-3"}}) { nodes {
      claimsIn { type other } sources { id title } conflicts { property opinions { value source } }
      suppliedBy(first: 1000) { edges { claim node { id } share sourceNode { title year } } }
      restrictedBy { nodes { id kind } } } } }"""

    (node,) = data(context, query)["materials"]["nodes"]

    suppliers = [claim["from"] for claim in world.SUPPLIES if claim["to"] == "material-3"]
    assert sorted(c["other"] for c in node["claimsIn"] if c["type"] == "SUPPLIES") == sorted(suppliers)
    assert [edge["node"]["id"] for edge in node["suppliedBy"]["edges"]] == sorted(suppliers)
    assert {edge["sourceNode"]["title"] for edge in node["suppliedBy"]["edges"]} == {"A survey"}
    assert node["sources"] == [{"id": "survey", "title": "A survey"}]
    assert node["restrictedBy"]["nodes"] == [{"id": "ban", "kind": "export_ban"}]


@pytest.mark.parametrize(("as_of", "latest"), [("2020-12-31", "2020"), ("2021-06", "2021-06"), ("2022", "2022")])
def test_claims_count_as_of_a_date_and_those_of_a_rule_always(context: Context, as_of: str, latest: str) -> None:
    query = """query($asOf: String) { node(id: "material-3", asOf: $asOf) { snapshot ... on Material {
      suppliedBy(first: 1000) { totalCount edges { asOf } } restrictedBy { totalCount } claimsIn { type asOf } } } }"""

    node = data(context, query, asOf=as_of)["node"]

    claims = [claim.get("as_of") for claim in world.SUPPLIES if claim["to"] == "material-3"]
    counting = [day for day in claims if day is None or day[: len(latest)] <= latest]
    assert sorted(str(edge["asOf"]) for edge in node["suppliedBy"]["edges"]) == sorted(map(str, counting))
    assert node["snapshot"] == f"2/{as_of}/any/D"
    assert node["restrictedBy"]["totalCount"] == 1


def test_an_observation_is_as_old_as_what_was_measured(context: Context) -> None:
    query = "query($asOf: String) { observations(asOf: $asOf) { totalCount nodes { id observationOf { totalCount }}}}"

    assert data(context, query)["observations"]["totalCount"] == 2
    assert data(context, query, asOf="2021")["observations"]["nodes"] == [
        {"id": "price-2020", "observationOf": {"totalCount": 0}}
    ]


def test_properties_name_the_nodes_they_refer_to(context: Context) -> None:
    (node,) = data(context, "{ observations(first: 1) { nodes { properties { name value valueLabel } } } }")[
        "observations"
    ]["nodes"]

    assert {"name": "source", "value": "survey", "valueLabel": "A survey"} in node["properties"]


def test_claims_count_as_known_at_a_date(context: Context) -> None:
    query = 'query($at: String) { node(id: "firm-00", knownAt: $at) { claimsOut { claim } } }'

    assert data(context, query, at="2025-12-31")["node"]["claimsOut"] == []
    assert data(context, query, at="2026-01-01")["node"]["claimsOut"] != []


def test_one_name_may_ask_twice_with_other_arguments(context: Context) -> None:
    query = """query($n: Int!) { a: firms(first: 1) { nodes { ...f } } b: firms(first: $n) {
      few: nodes { supplies(first: 1) { nodes { id } } } many: nodes { supplies(first: $n) { nodes { id label } } }
      edges { node { none: supplies(first: 0) { nodes { id } totalCount } ...f @skip(if: true) } } } }
      fragment f on Node { id ... on Firm { supplies(first: 2, orderBy: [{field: share, descending: true}]) {
        nodes { id } edges { share node { ... on Component { nameEn } } } } } }"""

    found = data(context, query, n=3)

    mine = sorted(claim["to"] for claim in world.SUPPLIES if claim["from"] == "firm-00")
    assert found["b"]["few"][0]["supplies"]["nodes"] == [{"id": mine[0]}]
    assert [node["id"] for node in found["b"]["many"][0]["supplies"]["nodes"]] == mine[:3]
    assert found["b"]["edges"][0]["node"] == {"none": {"nodes": [], "totalCount": len(mine)}}
    assert [edge["share"] for edge in found["a"]["nodes"][0]["supplies"]["edges"]] == sorted(
        (c["share"] for c in world.SUPPLIES if c["from"] == "firm-00" and "share" in c), reverse=True
    )[:2]


def test_names_are_those_of_the_asked_language(context: Context) -> None:
    found = data(
        context, "{ zh: places(lang: zh) { nodes { typeLabel } } en: places(lang: en) { nodes { typeLabel } } }"
    )

    assert (found["zh"]["nodes"][0], found["en"]["nodes"][0]) == ({"typeLabel": "地点"}, {"typeLabel": "place"})
