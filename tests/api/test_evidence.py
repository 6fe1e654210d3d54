"""The questions about evidence: GraphQL gives the rows of the command line, and what stands around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import orjson
import pytest

from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.usecases.asking import Options
from graphsvc.usecases.changes import ChangesQuery, Snapshot, find_changes
from graphsvc.usecases.conflicts import ConflictsQuery, list_conflicts
from graphsvc.usecases.context import Context
from graphsvc.usecases.evidence import EvidenceQuery, find_evidence
from graphsvc.usecases.field_coverage import FieldCoverageQuery, field_coverage
from graphsvc.usecases.plain import as_plain
from tests.api.asking import ask, loaded, snake
from tests.graphs.notation import Row, batch, link, made, needs
from tests.graphs.stored import put
from tests.oracles.semantics import Batch

AROUND = "snapshot partial warnings parameters method { name version }"
COVERED = "items gapItems options withShare withSite withGradeB"
EVIDENCE = """about total leftOut rows {
  claim type start end state values source locator asOf recordedAt grade note dataset addedIn addedAt droppedIn
  droppedAt publication { title publisher year licence kind url }
  rulings { property value unit base verdict by because } }"""
CONFLICTS = """total counts { type property conflicts sameDate }
  achievements { achievement clause wording breakthrough number breakthroughClause breakthroughWording source
    items { item claim gaps { term claim } } }
  rows { type start end key property base spread sameDate opinions {
    value unit verdict because claim dataset source locator asOf recordedAt grade } }"""
SAID = {"source": "src-a", "as_of": "2020", "grade": "A"}
ITEMS: list[Row] = [
    *made(
        "x", "f@JP .9 A locator=p.3", "f@JP .4 B 2024 src-b", "g@KR .1 exhaustive", "P:JP quantity=2 quantity_unit=t"
    ),
    *made("x", "P:JP quantity=3 quantity_unit=t src-b"),
    *needs("s", "x"),
    *link("HEADQUARTERED_IN", "f", "JP"),
    *link("HEADQUARTERED_IN", "f", "US", "A", "src-b"),
]
BATCH: Batch = {
    **batch(ITEMS),
    "MaterialField": [{"id": "field", "name_zh": "领域"}],
    "IN_FIELD": [{"from": "x", "to": "field", **SAID}],
    "Programme": [
        {"id": "done", "kind": "achievement", "text_zh": "已突破", "clause": "一", **SAID},
        {"id": "b-1", "kind": "breakthrough", "number": 1, **SAID},
        {"id": "t-1", "kind": "term", "parent": "b-1", **SAID},
    ],
    "TARGETS": [
        {"from": "done", "to": "x", "status": "achieved", **SAID},
        {"from": "t-1", "to": "x", "status": "gap", **SAID},
    ],
}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Two runs: f's share is corrected, its owner appears."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "batch.json").write_text(json.dumps(BATCH))
    with loaded(folder / "batch.json", folder) as context:
        put(
            {**BATCH, **batch(ITEMS, made("x", "f@JP .5 A 2025"), link("OWNED_BY", "g", "o", "share=.9"))},
            context.store,
            "case",
        )
        yield context


def same(context: Context, query: str, answer: Any) -> dict[str, Any]:
    """The fields of a GraphQL answer are those of the command line; gives the answer."""
    found = ask(context, f"{{ answer: {query} }}")
    assert found["errors"] == []
    both = (snake(found["data"]["answer"]), as_plain(answer, "en"))
    got, expected = (cast(dict[str, Any], orjson.loads(orjson.dumps(one))) for one in both)  # as they go out
    assert got["rows"] == expected["rows"]
    assert got == {name: expected[name] for name in got}
    return got


@pytest.mark.parametrize("id", ["x", "JP", "f", "o"])
@pytest.mark.parametrize("dates", [{}, {"as_of": "2022"}, {"known_at": "2025"}])
def test_the_evidence_about_a_node(id: str, dates: dict[str, Any], context: Context) -> None:
    answer = find_evidence(EvidenceQuery(id, **dates, limit=LIMITS.rows), context)
    given = "".join(f', {"asOf" if name == "as_of" else "knownAt"}: "{day}"' for name, day in dates.items())

    got = same(context, f'evidence(id: "{id}"{given}) {{ {AROUND} {EVIDENCE} }}', answer)

    assert got["about"] == "node"
    assert got["rows"] or dates


def test_the_evidence_of_each_claim(context: Context) -> None:
    claims = {row.claim for row in find_evidence(EvidenceQuery("x"), context).rows}
    assert len(claims) > 5

    for claim in claims:
        answer = find_evidence(EvidenceQuery(claim, limit=LIMITS.rows), context)
        got = same(context, f'evidence(id: "{claim}") {{ {AROUND} {EVIDENCE} }}', answer)
        assert got["about"] == "claim"
        assert got["rows"][0]["claim"] == claim


@pytest.mark.parametrize("ids", [(), ("x",), ("f", "JP"), ("o",)])
def test_the_conflicts(ids: tuple[str, ...], context: Context) -> None:
    answer = list_conflicts(ConflictsQuery(ids, limit=LIMITS.rows), context)

    got = same(context, f"conflicts(ids: {json.dumps(list(ids))}) {{ {AROUND} {CONFLICTS} }}", answer)

    assert bool(got["rows"]) == (ids != ("o",))


def test_a_part_of_the_conflicts(context: Context) -> None:
    answer = list_conflicts(ConflictsQuery(limit=1, offset=1), context)

    got = same(context, f"conflicts(limit: 1, offset: 1) {{ {AROUND} {CONFLICTS} }}", answer)

    assert (len(got["rows"]), got["total"]) == (1, 3)


def test_the_coverage(context: Context) -> None:
    answer = field_coverage(FieldCoverageQuery(Options(as_of="2022", qualification="pilot")), context)
    expected = as_plain(answer, "en")
    row = f"subject kind named items {{ type count }} firms thin coverage {{ {COVERED} }}"
    query = f'coverage(asOf: "2022", qualification: pilot) {{ {AROUND} coverage {{ {COVERED} }} rows {{ {row} }} }}'

    found = ask(context, f"{{ answer: {query} }}")

    got = snake(found["data"]["answer"])
    for row_found in got["rows"]:
        row_found["items"] = {entry["type"]: entry["count"] for entry in row_found["items"]}
    assert got["rows"] == expected["rows"]
    assert (got["coverage"], got["snapshot"]) == (expected["coverage"], expected["snapshot"])
    assert {entry["subject"] for entry in got["rows"]} == {"field", "t-1"}


def test_the_changes(context: Context) -> None:
    answer = find_changes(ChangesQuery(Snapshot(1, "2022"), Snapshot(2), by=("all",), max_order=1), context)
    rows = """rows { target units change before after witness { items slots { item slot } }
      causes { claim type start end was now } }"""

    got = same(context, f'changes(before: "1/2022", after: "2", by: [all]) {{ {AROUND} {rows} }}', answer)

    assert {row["change"] for row in got["rows"]} >= {"gone"}
    assert all(row["causes"] for row in got["rows"] if row["change"] == "gone")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('evidence(id: "nobody") { snapshot }', "unknown-name"),
        ('evidence(id: "x", limit: 1001) { snapshot }', "QUERY_TOO_COMPLEX"),
        ('evidence(id: "x", limit: 0) { snapshot }', "wrong-use"),
        ('evidence(id: "x", asOf: "soon") { snapshot }', "wrong-use"),
        ("conflicts(offset: -1) { snapshot }", "wrong-use"),
        ('conflicts(ids: ["nobody"]) { snapshot }', "unknown-name"),
        ('changes(before: "yesterday", after: "2") { snapshot }', "wrong-use"),
        ('changes(before: "1", after: "9") { snapshot }', "wrong-use"),
        ('changes(before: "1", after: "2", asOf: "2020") { snapshot }', "GRAPHQL_VALIDATION_FAILED"),
        ("coverage(minSurvivingShare: 0.5) { snapshot }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_the_asker_can_mend_has_a_code(query: str, code: str, context: Context) -> None:
    (error,) = ask(context, f"{{ {query} }}")["errors"]

    assert error["extensions"]["code"] == code


def test_values_are_put_into_words(context: Context) -> None:
    query = """{ evidence(id: "x", lang: zh) { rows { typeLabel startLabel rulings { propertyLabel valueLabel } } }
      conflicts(lang: zh) { rows { typeLabel propertyLabel opinions { sourceLabel } } counts { propertyLabel } }
      coverage(lang: zh) { rows { subjectLabel items { typeLabel } } } }"""

    found = ask(context, query)

    assert found["errors"] == []
    assert found["data"]["coverage"]["rows"][0] == {"subjectLabel": "领域", "items": [{"typeLabel": "材料"}]}
    assert {row["typeLabel"] for row in found["data"]["conflicts"]["rows"]} == {"供应", "出产", "总部位于"}
