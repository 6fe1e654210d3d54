"""From an item to what the plan says of it: term, breakthrough, clause, departments, zones and cities."""

from __future__ import annotations

from pathlib import Path

from graphsvc.usecases.plan_links import plan_of
from tests.graphs.notation import batch, made, needs
from tests.graphs.stored import stored

SAID = {"source": "src-a", "grade": "A"}
PLAN = {
    **batch(made("resist", "f@JP 1"), made("ore", "g@CN 1"), needs("s", "resist")),
    "Programme": [
        {"id": "plan", "kind": "plan"},
        {"id": "duty", "kind": "duty", "parent": "plan"},
        {"id": "breakthrough", "kind": "breakthrough", "parent": "duty"},
        {"id": "term", "kind": "term", "parent": "breakthrough"},
        {"id": "loose-term", "kind": "term"},
    ],
    "Department": [{"id": "science"}, {"id": "industry"}],
    "Zone": [{"id": "zone"}],
    "TARGETS": [
        {"from": "term", "to": "resist", "clause": "3.3", "relation": "includes", "status": "gap", **SAID},
        {"from": "loose-term", "to": "ore", **SAID},
    ],
    "LEADS": [{"from": "science", "to": "duty", **SAID}],
    "SUPPORTS": [{"from": "industry", "to": "duty", **SAID}],
    "FOCUSES_ON": [{"from": "zone", "to": "resist", "clause": "3.1", **SAID}],
    "COVERS": [{"from": "zone", "to": "gd", **SAID}],
}


def test_a_term_leads_to_its_breakthrough_and_the_departments_of_the_duty_above(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        (link,) = plan_of(store.view(), ["resist"]).terms

    assert (link.term, link.breakthrough, link.clause, link.status) == ("term", "breakthrough", "3.3", "gap")
    assert (link.leads, link.supports) == (("science",), ("industry",))


def test_a_term_under_no_duty_names_no_department(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        (link,) = plan_of(store.view(), ["ore"]).terms

    assert (link.breakthrough, link.leads, link.supports) == (None, (), ())


def test_a_zone_without_places_of_its_own_for_an_item_gives_all_it_covers(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        plan = plan_of(store.view(), ["resist", "ore"])

    assert [(zone.item, zone.zone, zone.cities) for zone in plan.zones] == [("resist", "zone", ("gd",))]
    assert {"term", "science", "zone", "gd"} <= set(plan.ids())


def test_an_item_that_the_plan_does_not_mean_has_no_links(tmp_path: Path) -> None:
    with stored(PLAN, tmp_path) as store:
        plan = plan_of(store.view(), ["s"])

    assert (plan.terms, plan.zones) == ((), ())
