"""What can fail together, which units are tried, and what each hits (DOMAIN 3.4)."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.kernels import HIT_AT_HOME, HIT_EVERYWHERE
from analytics.supply_graph import NOT_STATED, SupplyGraph, find
from analytics.units import KINDS, Perspective, Question, candidates, ids_of, numbering, split
from tests.graphs.notation import batch, coalition, link, made, needs
from tests.snapshots import snapshot

TODAY = date(2024, 7, 1).toordinal()


def graph_of(*rules: tuple[str, str, str]) -> SupplyGraph:
    """f makes x and is led from Tokyo, h owns f; rules as (relationship, rule, end)."""
    return snapshot(
        batch(
            needs("s", "x"),
            made("x", "f@fab 1"),
            link("HEADQUARTERED_IN", "f", "tok"),
            link("OWNED_BY", "f", "g", "share=.6"),
            coalition("c", "firm:f|embargo:JP"),
            *(link(kind, rule, end) for kind, rule, end in rules),
        )
    ).all_claims


def struck(graph: SupplyGraph, firm: str, place: str, *home: str) -> dict[str, int]:
    """unit -> reach on a maker of x who is a firm ("" = none) at a place ("" = unknown)."""
    view = Perspective(graph, Question(home=home or ("CN",), day=TODAY))
    names = {kind: ids_of(graph, kind) for kind in KINDS}
    at = find(graph.place_ids, place) if place else NOT_STATED
    who = find(graph.firm_ids, firm) if firm else NOT_STATED
    return {f"{kind}:{names[kind][index]}": reach for kind, index, reach in view.hits(graph.item("x"), who, at)}


@pytest.mark.parametrize("text", ["firm", "firm:", ":f", "", "planet:mars", "Firm:f"])
def test_what_is_no_unit_is_refused_with_the_kinds_there_are(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no unit; write kind:id .*embargo_hq"):
        split(text)


def test_an_id_may_hold_a_colon() -> None:
    assert split("item:cas:7440-55-3") == ("item", "cas:7440-55-3")


def test_each_kind_has_its_own_candidates() -> None:
    graph = graph_of(("RESTRICTS", "r", "x"))
    countries, parts = {"CN", "JP", "KR", "NL", "US"}, {"fab", "gd", "hok", "osa", "tok"}

    found = {kind: {split(unit)[1] for unit in candidates(graph, (kind,))} for kind in (*KINDS, "coalition")}

    assert found == {
        "firm": {"f", "g"},
        "owner": {"f", "g"},
        "site": parts,
        "country": countries,
        "embargo": countries,
        "embargo_hq": countries,
        "rule": {"r"},
        "item": {"s", "x"},
        "coalition": {"c"},
    }
    assert "coalition" not in KINDS


def test_a_maker_is_hit_by_its_firm_owners_and_every_place_around_it() -> None:
    everywhere = ("item:x", "firm:f", "owner:f", "owner:g", "site:fab", "site:hok", "site:JP", "country:JP")
    at_home = ("embargo:JP", "embargo:hok", "embargo:fab", "embargo_hq:JP", "embargo_hq:tok")

    found = struck(graph_of(), "f", "fab")

    assert {unit for unit, reach in found.items() if reach == HIT_EVERYWHERE} >= set(everywhere)
    assert {unit for unit, reach in found.items() if reach == HIT_AT_HOME} == set(at_home)


def test_a_maker_of_unknown_place_is_hit_by_no_place() -> None:
    assert {split(unit)[0] for unit in struck(graph_of(("RESTRICTS", "r", "x")), "f", "")} == {
        "item",
        "firm",
        "owner",
        "embargo_hq",
    }


def test_a_producing_place_has_no_firm() -> None:
    assert {split(unit)[0] for unit in struck(graph_of(), "", "JP")} == {"item", "site", "country", "embargo"}


@pytest.mark.parametrize("home", [("CN",), ("gd",), ("gd", "JP"), ("JP", "CN")])
def test_no_embargo_by_what_lies_in_the_home_region_or_around_it(home: tuple[str, ...]) -> None:
    found = struck(graph_of(), "", "gd", *home)

    assert "country:CN" in found
    assert [unit for unit in found if split(unit)[0] == "embargo"] == []


@pytest.mark.parametrize(
    ("home", "hit"),
    [(("CN",), True), (("gd",), True), (("US",), False), (("US", "gd"), True)],
)
def test_a_rule_works_against_a_destination_that_contains_or_lies_in_the_home(home: tuple[str, ...], hit: bool) -> None:
    towards_china = graph_of(("RESTRICTS", "r", "x"), ("RULE_DESTINATION", "r", "CN"))
    towards_gd = graph_of(("RESTRICTS", "r", "x"), ("RULE_DESTINATION", "r", "gd"))

    assert ("rule:r" in struck(towards_china, "f", "fab", *home)) is hit
    assert ("rule:r" in struck(towards_gd, "f", "fab", *home)) is hit


def test_a_rule_hits_what_is_made_in_its_origin_and_never_at_home() -> None:
    from_hokkaido = graph_of(("RESTRICTS", "r", "x"), ("RULE_ORIGIN", "r", "hok"))
    from_anywhere = graph_of(("RESTRICTS", "r", "x"))

    assert struck(from_hokkaido, "f", "fab")["rule:r"] == HIT_AT_HOME
    assert "rule:r" not in struck(from_hokkaido, "f", "JP")
    assert "rule:r" in struck(from_anywhere, "f", "US")
    assert "rule:r" not in struck(from_anywhere, "f", "gd")


@pytest.mark.parametrize(
    ("day", "hit"),
    [("2019-05-31", False), ("2019-06-01", True), ("2020-12-31", True), ("2021-01-01", False)],
)
def test_a_rule_is_in_force_on_its_first_and_last_day(day: str, hit: bool) -> None:
    given = batch(made("x", "f@JP 1"), link("RESTRICTS", "r", "x"), link("RESTRICTS", "always", "x"))
    rules = [{"id": "r", "in_force_from": "2019-06", "in_force_to": "2020"}, {"id": "always"}]
    graph = snapshot({**given, "Rule": [{**rule, "name_en": rule["id"]} for rule in rules]}).all_claims
    view = Perspective(graph, Question(day=date.fromisoformat(day).toordinal()))

    units = {(kind, index) for kind, index, _ in view.hits(graph.item("x"), 0, find(graph.place_ids, "JP"))}

    assert (("rule", find(graph.rule_ids, "r")) in units) is hit
    assert ("rule", find(graph.rule_ids, "always")) in units


def test_a_coalition_stands_for_each_of_its_units() -> None:
    graph = graph_of()
    units = ("coalition:c", "firm:f", "firm:g")

    assert numbering(graph, units) == {
        ("firm", find(graph.firm_ids, "f")): (0, 1),
        ("firm", find(graph.firm_ids, "g")): (2,),
        ("embargo", find(graph.place_ids, "JP")): (0,),
    }


def test_a_unit_that_names_nothing_is_an_error() -> None:
    for unit in ("firm:nobody", "country:XX", "item:nothing", "rule:none", "coalition:none"):
        with pytest.raises(KeyError):
            numbering(graph_of(), (unit,))


def test_an_unknown_home_is_an_error() -> None:
    with pytest.raises(KeyError, match="atlantis"):
        struck(graph_of(), "f", "fab", "atlantis")
