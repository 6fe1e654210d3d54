"""From claims to settled arrays: what counts under a policy, and what stands (DOMAIN 3.0)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from analytics.supply_graph import QUALIFICATIONS, SupplyGraph
from graphsvc.projection.build import supply_graph
from graphsvc.projection.policy import Policy, ordinal
from tests.graphs.notation import Row, batch, link, made, needs
from tests.graphs.stored import put, stored
from tests.snapshots import snapshot


def settled(*parts: Iterable[Row], **policy: int | str) -> SupplyGraph:
    return snapshot(batch(*parts)).supply_graph(Policy(**policy))  # type: ignore[arg-type]


def supplies(graph: SupplyGraph) -> set[tuple[str, str, str, float | None]]:
    """(firm, item, site, share) of every option of a firm."""
    rows = zip(graph.supply_firm, graph.supply_item, graph.supply_site, graph.supply_share, strict=True)
    return {
        (
            graph.firm_names[firm],
            graph.item_names[item],
            graph.place_names[site] if site >= 0 else "",
            None if share != share else float(share),
        )
        for firm, item, site, share in rows
    }


def firms(graph: SupplyGraph) -> set[str]:
    return {firm for firm, *_ in supplies(graph)}


def claims_of_supply(graph: SupplyGraph, row: int) -> list[tuple[str, str]]:
    """(grade, source) of the claims behind a row, the one that stands first."""
    behind = range(graph.supply_claim_ptr[row], graph.supply_claim_ptr[row + 1])
    return [("ABCD"[graph.claim_grade[c]], graph.source_ids[graph.claim_source[c]].decode()) for c in behind]


# --- what counts


DATED = made("x", "f@JP 2018", "g@JP as_of=2020-06", "h@JP as_of=")


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        ("2017", {"h"}),
        ("2018-12-30", {"h"}),
        ("2018", {"f", "h"}),
        ("2020-06-29", {"f", "h"}),
        ("2020-06", {"f", "g", "h"}),
    ],
)
def test_a_claim_counts_from_the_last_day_of_its_date_and_an_undated_one_always(as_of: str, seen: set[str]) -> None:
    assert firms(settled(DATED, as_of=ordinal(as_of))) == seen


@pytest.mark.parametrize(
    ("known_at", "seen"), [("2018", set()), ("2019", {"f"}), ("2025-12-31", {"f"}), ("2026-01-01", {"f", "g"})]
)
def test_a_claim_is_known_from_the_day_it_was_recorded_or_loaded(known_at: str, seen: set[str]) -> None:
    recorded = made("x", "f@JP recorded_at=2019", "g@JP")

    assert firms(settled(recorded, known_at=ordinal(known_at))) == seen


@pytest.mark.parametrize(("grade", "seen"), [("A", {"a"}), ("B", {"a", "b"}), ("C", {"a", "b"}), ("D", set("abde"))])
def test_an_empty_grade_counts_as_d(grade: str, seen: set[str]) -> None:
    graded = made("x", "a@JP A", "b@JP B", "d@JP D", "e@JP grade=")

    assert firms(settled(graded, min_grade=grade)) == seen


def test_the_policy_holds_for_every_claim_but_those_of_rules() -> None:
    late = "2023"
    parts = (
        made("x", "f@JP", f"f-2@JP {late}", f"P:KR {late}"),
        needs("y", "x", "", late),
        link("OWNED_BY", "f", "g", "share=1", late),
        link("HEADQUARTERED_IN", "f", "tok", late),
        link("RESTRICTS", "r", "x", late),
        link("RULE_ORIGIN", "r", "JP", late),
        link("RULE_DESTINATION", "r", "CN", late),
    )

    then, now = settled(*parts, as_of=ordinal("2020")), settled(*parts)

    def sizes(graph: SupplyGraph) -> list[int]:
        arrays = (graph.supply_item, graph.produce_item, graph.member_item, graph.owned_firm)
        return [*map(len, arrays), int((graph.firm_headquarters >= 0).sum())]

    def rules(graph: SupplyGraph) -> list[int]:
        return [*map(len, (graph.restricts_item, graph.origin_place, graph.destination_place))]

    assert (sizes(then), sizes(now)) == ([1, 0, 0, 0, 0], [2, 1, 1, 1, 1])
    assert rules(then) == rules(now) == [1, 1, 1]


def test_nodes_are_there_though_no_claim_about_them_counts() -> None:
    graph = settled(DATED, min_grade="A")

    assert graph.item_names == ["x"]
    assert set(graph.firm_names) == {"f", "g", "h"}


# --- what stands


def test_two_words_on_one_option_are_one_row_with_both_as_evidence() -> None:
    graph = settled(made("x", "f@JP .4 C src-a", "f@JP .6 A src-b", "f@US .1"))

    assert supplies(graph) == {("f", "x", "JP", 0.6), ("f", "x", "US", 0.1)}
    assert claims_of_supply(graph, 0) == [("A", "src-b"), ("C", "src-a")]


def test_a_share_points_to_the_claim_it_is_from_though_another_stands_first() -> None:
    graph = settled(made("x", "f@JP A src-b", "f@JP .6 C src-a"))

    assert supplies(graph) == {("f", "x", "JP", 0.6)}
    assert claims_of_supply(graph, 0)[0] == ("A", "src-b")
    assert graph.source_ids[graph.claim_source[graph.supply_share_claim[0]]] == b"src-a"


def test_where_no_share_of_the_world_is_stated_none_is_known() -> None:
    graph = settled(made("x", "f@JP .9 share_of=CN", "g@US"))

    assert {share for *_, share in supplies(graph)} == {None}
    assert graph.supply_share_claim.tolist() == [-1, -1]


def test_a_stated_zero_is_a_share() -> None:
    assert supplies(settled(made("x", "f@JP 0"))) == {("f", "x", "JP", 0.0)}


def test_an_empty_slot_is_called_after_its_input_and_is_the_same_as_one_so_named() -> None:
    graph = settled(needs("x", "a", "", "mode=durable", "B"), needs("x", "a", "a", "mode=consumed", "C", "src-b"))

    assert graph.slot_name.tolist() == [b"a"]
    assert graph.member_item.tolist() == [graph.item("a")]
    assert graph.slot_durable.tolist() == [True]


def test_slots_and_members_stand_in_order_of_item_slot_and_input() -> None:
    graph = settled(needs("y", "b", "feed"), needs("x", "c|a", "tool"), needs("x", "b"))

    slots = [
        (graph.item_names[item], name.decode()) for item, name in zip(graph.slot_item, graph.slot_name, strict=True)
    ]
    members = [
        (int(slot), graph.item_names[item]) for slot, item in zip(graph.member_slot, graph.member_item, strict=True)
    ]
    assert slots == [("x", "b"), ("x", "tool"), ("y", "feed")]
    assert members == [(0, "b"), (1, "a"), (1, "c"), (2, "b")]


def test_a_recipe_without_words_is_consumed_essential_and_at_volume() -> None:
    graph = settled(needs("x", "a"))

    assert (graph.slot_durable.tolist(), graph.slot_essential.tolist()) == ([False], [True])
    assert [QUALIFICATIONS[code] for code in graph.member_qualification] == ["volume"]


def test_an_owner_controls_by_more_than_half_or_by_word() -> None:
    graph = settled(
        link("OWNED_BY", "f", "a", "share=.5"),
        link("OWNED_BY", "f", "b", "share=.51"),
        link("OWNED_BY", "f", "c", "share=.1", "control=true"),
        link("OWNED_BY", "f", "d", "share=.9", "control=false"),
        link("OWNED_BY", "f", "e"),
        link("OWNED_BY", "b", "g", "share=1"),
    )

    found = {graph.firm_names[owner] for owner in graph.owners[graph.firm_names.index("f")]}
    assert found == {"f", "b", "c", "d", "g"}


def test_owners_in_a_circle_control_each_other() -> None:
    graph = settled(link("OWNED_BY", "f", "g", "share=1"), link("OWNED_BY", "g", "f", "share=1"))

    assert [sorted(owners) for owners in graph.owners] == [[0, 1], [0, 1]]


def test_a_place_lies_in_all_it_is_part_of() -> None:
    graph = settled(made("x", "f@fab 1"))

    found = {graph.place_names[place] for place in graph.inside[graph.place_names.index("fab")]}
    assert found == {"fab", "hok", "JP"}


def test_a_rule_starts_on_the_first_day_of_a_short_date_and_ends_on_the_last() -> None:
    rules = [{"id": "r", "name_en": "r", "in_force_from": "2019-06", "in_force_to": "2020"}]
    given = batch(link("RESTRICTS", "r", "x"), link("RESTRICTS", "r-2", "x"))

    graph = snapshot({**given, "Rule": [*rules, {"id": "r-2", "name_en": "r-2"}]}).all_claims

    assert graph.rule_from.tolist() == [ordinal("2019-06-01"), 0]
    assert graph.rule_to.tolist() == [ordinal("2020-12-31"), ordinal("9999-12-31")]


def test_a_graph_without_any_claim_has_arrays_of_no_length() -> None:
    graph = snapshot({"Material": [{"id": "x", "name_en": "x"}]}).all_claims

    assert graph.item_names == ["x"]
    assert len(graph.slot_item) == len(graph.supply_item) == len(graph.claim_ids) == 0


# --- what several datasets say of one node


def test_the_newest_statement_that_says_something_stands(tmp_path: Path) -> None:
    rule = {"id": "r", "name_en": "Export control"}

    with stored({"Rule": [{**rule, "in_force_from": "2019-01-01", "in_force_to": "2020-12-31"}]}, tmp_path) as store:
        put({"Rule": [{**rule, "in_force_to": "2022-12-31"}]}, store, "newer")
        put({"Rule": [{**rule, "name_zh": "出口管制"}]}, store, "silent")

        graphs = [supply_graph(store.view(run), Policy()) for run in (1, 2, 3)]

    assert [graph.rule_from.tolist() for graph in graphs] == [[ordinal("2019-01-01")]] * 3
    assert [graph.rule_to.tolist() for graph in graphs] == [[ordinal(f"{year}-12-31")] for year in (2020, 2022, 2022)]
