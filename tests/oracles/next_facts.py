"""The slow twin of `next-facts`: the batch is rewritten as if a fact had turned out in a way, and asked again."""

from __future__ import annotations

from typing import Any

from analytics.facts import Fact, Outcome
from analytics.next_facts import Answer
from analytics.readings import Reading
from analytics.supply_graph import NOT_STATED, SupplyGraph
from tests.oracles import semantics
from tests.oracles.semantics import Batch, Question

Tables = dict[str, list[dict[str, Any]]]
Ids = dict[str, list[str]]
NEW_FIRM, NEW_PLACE = "new-firm", "new-place"
MAKES = ("SUPPLIES", "PRODUCES")
OLD = {"source": "src-a", "as_of": "", "recorded_at": "2000"}  # a claim that no date leaves out


def answer(batch: Batch, question: Question, target: str, kinds: tuple[str, ...], shown: tuple[Reading, ...]) -> Answer:
    """What alone stops the target, among the readings shown; what was made up is no finding."""
    found = {
        unit: reading
        for unit, _, reading in semantics.single_sources(batch, question, target, kinds)
        if reading in shown and unit.partition(":")[2] not in (NEW_FIRM, NEW_PLACE)
    }
    idle = {reading for item, reading in semantics.not_operating_at_start(batch, question) if item == target}
    return Answer(found, frozenset(idle.intersection(shown)))


def doubtful_claims(batch: Batch, ids: Ids) -> list[str]:
    """Claims of grade C or D, empty being D, about what an item needs and who makes it."""
    return [
        id
        for name, of_table in ids.items()
        for row, id in zip(batch.get(name, []), of_table, strict=True)
        if row.get("grade", "") not in ("A", "B")
    ]


def without(batch: Batch, ids: Ids, claim: str) -> Batch:
    """The batch less one row."""
    kept = {
        name: [row for row, id in zip(batch[name], of_table, strict=True) if id != claim]
        for name, of_table in ids.items()
    }
    return {**batch, **kept}


def rewritten(batch: Batch, ids: Ids, graph: SupplyGraph, home: str, fact: Fact, outcome: Outcome) -> Batch:
    """The batch after the fact has turned out so. `ids`: the claim id of each row of each table."""
    if outcome.ending == "wrong":
        return without(batch, ids, graph.claim_ids[fact.claims[0]].decode())
    tables: Tables = {name: [dict(row) for row in rows] for name, rows in batch.items()}
    item = graph.item_names[fact.item]
    if outcome.ending == "other_right":
        _blank_rivals(tables, ids, graph, fact, outcome)
    elif outcome.ending in ("share_least", "share_most"):
        _each(tables, graph, fact, {"share": repr(outcome.share), "share_of": ""})
    elif outcome.ending == "made_in":
        _each(tables, graph, fact, {"site": graph.place_names[outcome.place]})
    elif outcome.ending == "made_elsewhere":
        _new_place(tables)
        _each(tables, graph, fact, {"site": NEW_PLACE})
    elif outcome.ending == "complete":
        _complete(tables, item)
    else:
        _add_maker(tables, item, home if outcome.ending == "more_home" else NEW_PLACE)
    return tables


def _blank_rivals(tables: Tables, ids: Ids, graph: SupplyGraph, fact: Fact, outcome: Outcome) -> None:
    right = graph.claim_ids[outcome.claim].decode()
    for name, row, id in _of_maker(tables, ids, graph, fact):
        if id != right and (name == "PRODUCES" or row.get("share_of", "") in ("", "world")):
            row["share"] = ""


def _each(tables: Tables, graph: SupplyGraph, fact: Fact, cells: dict[str, str]) -> None:
    for name, row, _ in _of_maker(tables, {}, graph, fact):
        row |= {column: value for column, value in cells.items() if name == "SUPPLIES" or column == "share"}


def _of_maker(tables: Tables, ids: Ids, graph: SupplyGraph, fact: Fact) -> list[tuple[str, dict[str, Any], str]]:
    """The rows about the maker of a fact, with table and claim id."""
    by_firm = fact.firm != NOT_STATED
    place = graph.place_names[fact.place] if fact.place != NOT_STATED else ""
    wanted = (graph.firm_names[fact.firm] if by_firm else place, graph.item_names[fact.item], place if by_firm else "")
    name = "SUPPLIES" if by_firm else "PRODUCES"
    rows = tables.get(name, [])
    return [
        (name, row, id)
        for row, id in zip(rows, ids.get(name, [""] * len(rows)), strict=True)
        if (row["from"], row["to"], row.get("site", "")) == wanted
    ]


def _complete(tables: Tables, item: str) -> None:
    for name in MAKES:
        for row in tables.get(name, []):
            if row["to"] == item:
                row["exhaustive"] = "true"


def _add_maker(tables: Tables, item: str, place: str) -> None:
    _new_place(tables)
    tables.setdefault("Firm", []).append({"id": NEW_FIRM, "name_en": NEW_FIRM})
    row = {"from": NEW_FIRM, "to": item, "site": place, "qualification": "volume", "grade": "A", **OLD}
    tables.setdefault("SUPPLIES", []).append(row)


def _new_place(tables: Tables) -> None:
    row = {"id": NEW_PLACE, "name_en": NEW_PLACE, "level": "country", "code": "ZZ"}
    tables.setdefault("Place", []).append(row)
