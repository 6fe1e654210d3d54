"""Numbers that the bundled graph has to reach, each computed from the graph itself; what falls short is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from analytics.supply_graph import SupplyGraph
from graphsvc.usecases.asking import Options
from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.context import Context
from graphsvc.usecases.coverage import needed
from graphsvc.usecases.field_coverage import FieldCoverageQuery, field_coverage
from loaders.countries import by_iso3
from loaders.registry import by_id
from loaders.review import unjoined
from schema.load import contract

SECTORS = ("sector-ev", "sector-5g", "sector-display")
ENOUGH = 0.95
ONE_POINT = 0.01


def claims(context: Context, type_: str, *fields: str) -> Iterator[tuple[Any, ...]]:
    for page in context.view().scan(type_, fields):
        yield from zip(*(page[field] for field in fields), strict=True)


def test_every_term_of_a_breakthrough_is_joined_to_the_supply_side_or_listed_as_a_gap(bundle: Context) -> None:
    answer = field_coverage(FieldCoverageQuery(), bundle)
    terms = [row for row in answer.rows if row.kind == "term"]
    source = by_id("guangdong_plan_2020")
    assert source is not None
    listed = [found for found in unjoined(source) if found.file == "terms_to_items.csv"]

    supplied = {answer.names[row.subject].zh for row in terms if row.named and row.firms + row.coverage.options}
    missing = {answer.names[row.subject].zh for row in terms} - supplied

    assert len(terms) == 70
    assert missing == {"国防"}
    assert len(listed) == len(missing)
    assert all(found.reason for found in listed)


def connected(graph: SupplyGraph) -> set[int]:
    """Items connected down: with a named supplier or producing country, and in each essential slot a connected member.

    The least such set, so that a loop of items that only need each other is not connected by itself.
    """
    members: dict[int, list[int]] = {}
    for slot, member in zip(graph.member_slot.tolist(), graph.member_item.tolist(), strict=True):
        members.setdefault(slot, []).append(member)
    slots: dict[int, list[list[int]]] = {}
    for slot, (item, essential) in enumerate(zip(graph.slot_item.tolist(), graph.slot_essential.tolist(), strict=True)):
        if essential:
            slots.setdefault(item, []).append(members.get(slot, []))
    left = {*graph.supply_item.tolist(), *graph.produce_item.tolist()}
    found: set[int] = set()
    while more := {item for item in left if all(found.intersection(slot) for slot in slots.get(item, []))}:
        found |= more
        left -= more
    return found


@pytest.mark.parametrize("sector", SECTORS)
def test_what_a_sector_needs_is_connected_down_to_a_named_supplier_or_country(sector: str, bundle: Context) -> None:
    asked = bundle.ask(Options())
    graph = asked.graph
    items = needed(asked, asked.compile("likely", ()), [graph.item(sector)])

    loose = sorted(graph.item_names[item] for item in set(items) - connected(graph))

    print(f"{sector}: {len(items) - len(loose)} of {len(items)} items connected; not: {loose}")
    assert len(items) > 200
    assert 1 - len(loose) / len(items) >= ENOUGH, loose


SHARED = [name for name, type_ in contract().relationships.items() if "share" in type_.properties]


@pytest.mark.parametrize("type_", SHARED)
def test_every_share_carries_source_locator_and_year(type_: str, bundle: Context) -> None:
    fields = ("share", "source", "locator", "as_of", "from", "to")
    stated = [row for row in claims(bundle, type_, *fields) if row[0] is not None]

    assert stated
    assert [row for row in stated if not all(row[1:4])] == []


def test_every_share_that_is_an_observation_carries_them_too(bundle: Context) -> None:
    observed = claims(bundle, "Observation", "id", "measure", "unit")
    shares = {id_ for id_, measure, unit in observed if "share" in measure or unit == "%"}
    stated = [row for row in claims(bundle, "HAS_OBSERVATION", "to", "source", "locator", "as_of") if row[0] in shares]

    assert len({row[0] for row in stated}) > 1000
    assert [row for row in stated if not all(row[1:])] == []


def test_every_number_of_a_chokepoint_leads_to_a_publication_a_place_in_it_and_a_year(bundle: Context) -> None:
    answer = find_chokepoints(ChokepointQuery(("sector-display",)), bundle)
    told = {supply.claim: supply for row in answer.rows for supply in row.decided_by if supply.share is not None}
    located = {
        claim
        for type_ in ("SUPPLIES", "PRODUCES")
        for claim, locator in claims(bundle, type_, "claim", "locator")
        if locator
    }

    assert told
    assert [claim for claim, supply in told.items() if not (supply.source in answer.sources and supply.as_of)] == []
    assert told.keys() <= located


def test_the_top_producing_country_of_each_commodity_and_its_share_are_those_of_the_raw_tables(bundle: Context) -> None:
    """Newest edition and year: the store's claims against the release's own rows, before any transform."""
    said: dict[str, dict[str, float]] = {}
    fields = ("to", "from", "share", "source", "as_of", "quantity")
    for item, place, share, source, as_of, quantity in claims(bundle, "PRODUCES", *fields):
        if source == "usgs-mcs-2026" and as_of == "2025" and share is not None and quantity is not None:
            said.setdefault(item, {})[place] = share

    raw = dict(printed_leaders())

    assert len(raw) >= 40
    for item, (leaders, share) in raw.items():
        top = max(said[item], key=lambda place: said[item][place])
        assert top in leaders, item
        assert said[item][top] == pytest.approx(share, abs=ONE_POINT), item


def printed_leaders() -> Iterator[tuple[str, tuple[set[str], float]]]:
    """Item -> the country or countries with the largest printed figure, and its part of the printed world total."""
    source = by_id("usgs_mcs")
    assert source is not None
    joins = pd.read_csv(source.folder / "data" / "crosswalk.csv")
    joins = joins[(joins["table"] == "world") & (joins["edition"] == "MCS2026") & (joins["use"] == "produces")]
    printed = pd.read_parquet(source.folder / "data" / "world.parquet")
    printed = printed[(printed["edition"] == "MCS2026") & (printed["year"] == "2025")]
    printed = printed.assign(figure=pd.to_numeric(printed["quantity"]), total=pd.to_numeric(printed["world_total"]))
    keys = ["commodity", "statistic", "type_detail"]
    for (commodity, statistic, type_), item in joins.set_index(["commodity", "statistic", "type"])["item"].items():
        table = printed[(printed[keys] == [commodity, statistic, type_]).all(axis=1)]
        made = table[table["iso3"].isin(set(by_iso3()))].groupby("iso3")["figure"].sum()
        if statistic == "production" and len(made) and table["total"].notna().any():
            leaders = {by_iso3()[code].id for code in made.index[made == made.max()]}
            yield item, (leaders, float(made.max() / table["total"].max()))
