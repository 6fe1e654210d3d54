"""On the bundled graph: a chokepoint of an item that a breakthrough means leads to clause, departments and cities."""

from __future__ import annotations

from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.context import Context

RESPONSIBLE = ("gd-industry-it", "gd-market-regulation", "gd-science-technology")  # clause 三(三) names no lead


def meant(context: Context) -> dict[str, set[str]]:
    """Item -> the breakthroughs one of whose terms was joined to it, read claim by claim."""
    view = context.view()
    parents = {
        id_: parent
        for page in view.scan("Programme", ("id", "kind", "parent"))
        for id_, kind, parent in zip(page["id"], page["kind"], page["parent"], strict=True)
        if kind == "term"
    }
    found: dict[str, set[str]] = {}
    for page in view.scan("TARGETS", ("from", "to")):
        for term, item in zip(page["from"], page["to"], strict=True):
            if term in parents:
                found.setdefault(item, set()).add(parents[term])
    return found


def test_every_finding_names_just_the_breakthroughs_that_mean_what_stops_on_its_way(bundle: Context) -> None:
    answer = find_chokepoints(ChokepointQuery(), bundle)
    breakthroughs = meant(bundle)
    sectors = set(answer.parameters["targets"])

    for row in answer.rows:
        stopped = set(row.witness.items) - sectors
        told = {(item, entry.breakthrough) for entry in row.plan for item in entry.items}
        assert told == {(item, wanted) for item in stopped for wanted in breakthroughs.get(item, ())}

    entries = [entry for row in answer.rows for entry in row.plan]
    assert {entry.number for entry in entries} >= {1, 2, 4, 7}
    assert {entry.clause for entry in entries} == {f"三(三) 专栏2 第{entry.number}项" for entry in entries}
    assert {(entry.lead, entry.support) for entry in entries} == {((), RESPONSIBLE)}
    assert {entry.joined_by for entry in entries} == {("gd-plan-2020-joins",)}
    assert any("huizhou" in entry.cities for entry in entries)
