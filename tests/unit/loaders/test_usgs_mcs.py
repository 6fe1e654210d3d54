"""The mineral tables: every share can be recomputed from what the publisher prints, and what is withheld stays unknown.

`printed/`: the production rows of the two data releases as printed (columns cut), untouched by the loader's own table.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from graphsvc.projection.policy import Policy, ordinal
from loaders.countries import by_iso3
from loaders.registry import by_id
from loaders.run import Prepared, prepare
from loaders.usgs_mcs.evidence import COLUMNS
from schema.load import contract
from tests.snapshots import snapshot

SOURCE = by_id("usgs_mcs")
assert SOURCE is not None
DATA = SOURCE.folder / "data"
PRINTED = Path(__file__).parent / "printed"
ONE_POINT = 0.01


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    curated = by_id("curated")
    assert curated is not None
    tables = prepare(curated, contract(), {}).batch.tables
    return {id_: type_ for type_ in contract().nodes if type_ in tables for id_ in tables[type_]["id"]}


@pytest.fixture(scope="module")
def prepared(known: dict[str, str]) -> Prepared:
    assert SOURCE is not None
    return prepare(SOURCE, contract(), known)


@pytest.fixture(scope="module")
def produces(prepared: Prepared) -> pd.DataFrame:
    return prepared.batch.tables["PRODUCES"]


def listed(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def number(printed: Any) -> float | None:
    try:
        return float(str(printed).replace(",", ""))
    except ValueError:
        return None


def printed_production() -> pd.DataFrame:
    """edition, commodity, type, country, year, figure: both releases, one line each, names as printed."""
    new = pd.read_parquet(PRINTED / "usgs_mcs_2026.parquet")
    new.columns = pd.Index(["commodity", "country", "type", "year", "figure"])
    new["type"] = new["type"].str.replace(r"(: |, )rounded$", "", regex=True)
    old = pd.read_parquet(PRINTED / "usgs_mcs_2025.parquet")
    old.columns = pd.Index(["commodity", "country", "type", "2023", "2024"])
    old = old.melt(["commodity", "country", "type"], ["2023", "2024"], "year", "figure")
    both = pd.concat([new.assign(edition="MCS2026"), old.assign(edition="MCS2025")])
    both["country"] = both["country"].str.replace(r"^United States.*", "United States", regex=True)
    both["figure"] = both["figure"].map(number)
    return both


def printed_leaders() -> dict[tuple[str, str, str], tuple[str, float]]:
    """(edition, item, year) -> the printed name of the largest producer, and its share of the printed total."""
    joins = {
        (row["edition"], row["commodity"], row["type"]): row["item"]
        for row in listed("crosswalk.csv")
        if row["table"] == "world" and row["statistic"] == "production"
    }
    found: dict[tuple[str, str, str], tuple[str, float]] = {}
    for key, table in printed_production().groupby(["edition", "commodity", "type", "year"]):
        edition, commodity, type_, year = map(str, key)
        world = table["country"].str.startswith("World total")
        if (edition, commodity, type_) in joins and world.any():
            makers = table[~world & (table["country"] != "Other countries")].groupby("country")["figure"].sum()
            total = float(table.loc[world, "figure"].iloc[0])
            found[edition, joins[edition, commodity, type_], year] = (str(makers.idxmax()), makers.max() / total)
    return found


def test_the_leading_producer_and_its_share_are_those_of_the_printed_tables(produces: pd.DataFrame) -> None:
    codes = pd.read_parquet(DATA / "world.parquet", columns=["country", "iso3"]).dropna().drop_duplicates()
    places = {name: by_iso3()[code].id for name, code in codes.values.tolist() if code in by_iso3()}
    leaders = printed_leaders()

    for (edition, item, year), (country, share) in leaders.items():
        source = f"usgs-mcs-{edition[3:]}"
        rows = produces[(produces["to"] == item) & (produces["source"] == source) & (produces["as_of"] == year)]
        top = rows.sort_values("share", kind="stable", ascending=False).iloc[0]
        assert top["from"] == places[country], (item, year)
        assert top["share"] == pytest.approx(share, abs=ONE_POINT), (item, year)

    assert len({item for _, item, _ in leaders}) >= 40


def test_figures_quoted_from_the_chapters(produces: pd.DataFrame) -> None:
    """USGS (2026), Mineral Commodity Summaries: cobalt, gallium, rare earths; shares in the chapters' own words."""
    by_claim = produces.set_index(["to", "from", "as_of", "source"]).sort_index()

    assert by_claim.loc[("gallium", "CN", "2024", "usgs-mcs-2026"), "share"] == pytest.approx(0.989, abs=0.0005)
    assert by_claim.loc[("gallium", "CN", "2025", "usgs-mcs-2026"), "share"] == 1.0
    assert by_claim.loc[("niobium-ore", "BR", "2025", "usgs-mcs-2026"), "quantity"] == 104_000
    assert by_claim.loc[("cobalt-ore", "CN", "2024", "usgs-mcs-2026"), "quantity"] == 2_000


def test_what_is_withheld_or_not_available_is_unknown_and_never_zero(produces: pd.DataFrame) -> None:
    unprinted = produces[produces["note"].fillna("").str.contains(r"\(W\)|\(NA\)")]

    assert len(unprinted) >= 30
    assert unprinted["share"].isna().all()
    assert unprinted["quantity"].isna().all()


def test_a_share_of_a_total_that_may_leave_out_a_country_says_that_it_is_an_upper_bound(produces: pd.DataFrame) -> None:
    lithium = produces[(produces["to"] == "lithium-raw-material") & produces["share"].notna()]
    gallium = produces[(produces["to"] == "gallium") & produces["share"].notna()]

    assert lithium["note"].str.contains("may leave out United States", regex=False).all()
    assert not gallium["note"].fillna("").str.contains("may leave out", regex=False).any()


def test_a_country_that_stopped_producing_has_a_share_of_zero_and_one_that_never_did_is_no_producer(
    produces: pd.DataFrame,
) -> None:
    sponge = produces[(produces["to"] == "titanium-sponge") & (produces["from"] == "US")].set_index("as_of")

    assert sponge.loc["2025", "share"] == 0
    assert sponge.loc[["2024"], "share"].isna().all()
    assert "US" not in set(produces.loc[produces["to"] == "gallium", "from"])


def test_two_lines_of_one_country_are_one_figure(produces: pd.DataFrame) -> None:
    """Helium from natural gas (68) and from Cliffside Field (13), million cubic metres, 2024, edition 2025."""
    helium = produces[(produces["to"] == "helium") & (produces["from"] == "US")]

    old = helium[(helium["source"] == "usgs-mcs-2025") & (helium["as_of"] == "2024")]

    assert old[["quantity", "quantity_unit"]].values.tolist() == [[81_000_000, "m3"]]


def test_of_two_editions_the_later_one_speaks_for_the_year_both_print(produces: pd.DataFrame) -> None:
    batch: dict[str, list[dict[Any, Any]]] = {
        "RawInput": [{"id": "gallium"}],
        "Place": [{"id": id_, "level": "country"} for id_ in sorted(set(produces["from"]))],
        "Source": [{"id": id_} for id_ in ("usgs-mcs-2025", "usgs-mcs-2026")],
    }
    gallium = produces[produces["to"] == "gallium"]
    batch["PRODUCES"] = gallium.astype(object).where(gallium.notna(), None).to_dict("records")

    graph = snapshot(batch).supply_graph(Policy(as_of=ordinal("2024")))

    shares = dict(zip(graph.place_ids.astype(str)[graph.produce_place], graph.produce_share, strict=True))
    assert shares["CN"] == pytest.approx(839 / 848, abs=1e-6)


def test_every_table_row_means_an_item_or_stands_in_the_list_for_review() -> None:
    joined = {tuple(row[column] for column in COLUMNS) for row in listed("crosswalk.csv")}
    unresolved = {tuple(row[column] for column in COLUMNS) for row in listed("unresolved.csv")}
    world = pd.read_parquet(DATA / "world.parquet")
    reliance = pd.read_parquet(DATA / "us_net_import_reliance.parquet")
    imports = pd.read_parquet(DATA / "us_import_sources.parquet")

    tables = {("world", *key) for key in world[["edition", "commodity", "statistic", "type_detail"]].values.tolist()}
    for name, table, form in (
        ("net_import_reliance", reliance, "definition"),
        ("import_sources", imports, "product_form"),
    ):
        tables |= {(name, "MCS2026", commodity, "", type_) for commodity, type_ in table[["commodity", form]].values}

    assert joined & unresolved == set()
    assert joined | unresolved == tables
    assert all(row["reason"] for row in listed("unresolved.csv"))


def test_no_two_tables_of_an_edition_speak_of_the_supply_of_one_item() -> None:
    pairs = [
        (row["edition"], row["item"], row["statistic"]) for row in listed("crosswalk.csv") if row["use"] == "produces"
    ]

    assert sorted(set(pairs)) == sorted(pairs)


def test_stages_are_items_of_their_own_joined_by_what_they_feed(prepared: Prepared, produces: pd.DataFrame) -> None:
    requires = prepared.batch.tables["REQUIRES"]
    newest = produces[(produces["as_of"] == "2025")].set_index("to")

    assert set(zip(requires["from"], requires["to"], strict=True)) == {
        ("copper-refined", "copper-concentrate"),
        ("tin", "tin-concentrate"),
        ("vanadium", "vanadium-raw-material"),
        ("zinc-metal", "zinc-concentrate"),
    }
    assert set(requires["grade"]) == {"D"}
    assert newest.loc["copper-concentrate"].set_index("from")["share"].idxmax() == "CL"
    assert newest.loc["copper-refined"].set_index("from")["share"].idxmax() == "CN"


def test_a_bound_is_an_unknown_value_with_the_printed_words(prepared: Prepared) -> None:
    observations = prepared.batch.tables["Observation"].set_index("id")

    germanium = observations.loc["usgs-net-import-reliance-germanium-2025"]
    beryllium = observations.loc["usgs-net-import-reliance-beryllium-2025"]

    assert pd.isna(germanium["value"])
    assert germanium["note"] == ">50 %"
    assert beryllium["note"] == "net exporter (E)"


def test_each_rule_quotes_its_line_of_the_table_and_repeats_no_curated_one(prepared: Prepared) -> None:
    lines = {row["Country"]: row["Commodity_Year"] for row in listed("export_controls.csv")}
    for rule in listed("rules.csv"):
        assert rule["printed"] in lines[rule["country"]]

    curated = by_id("curated")
    assert curated is not None
    tables = prepare(curated, contract(), {}).batch.tables

    def held(tables: Any) -> set[tuple[str, str]]:
        by_rule = tables["RULE_ORIGIN"].merge(tables["RESTRICTS"], on="from", suffixes=("_origin", ""))
        return set(zip(by_rule["to_origin"], by_rule["to"], strict=True))

    assert held(prepared.batch.tables) & held(tables) == set()
