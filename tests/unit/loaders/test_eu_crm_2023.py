"""The EU study: world shares as printed, what it says from the EU's side marked so, and bounds kept as unknown."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from loaders.countries import by_iso3
from loaders.eu_crm_2023.evidence import COLUMNS, slug
from loaders.registry import by_id
from loaders.run import Prepared, prepare
from schema.batch import Batch
from schema.load import contract

SOURCE = by_id("eu_crm_2023")
assert SOURCE is not None
DATA = SOURCE.folder / "data"
FILES = {
    "supply": "global_supply_shares.parquet",
    "sourcing": "eu_sourcing_shares.parquet",
    "end_uses": "material_end_uses.parquet",
    "scores": "crm_scores.csv",
    "recycling": "recycling_and_hs.csv",
}


@pytest.fixture(scope="module")
def before() -> list[Batch]:
    known: dict[str, str] = {}
    batches = []
    for id_ in ("curated", "usgs_mcs"):
        source = by_id(id_)
        assert source is not None
        batches.append(prepare(source, contract(), known).batch)
        known |= nodes(batches[-1])
    return batches


@pytest.fixture(scope="module")
def prepared(before: list[Batch]) -> Prepared:
    assert SOURCE is not None
    return prepare(SOURCE, contract(), {id_: type_ for batch in before for id_, type_ in nodes(batch).items()})


@pytest.fixture(scope="module")
def observations(prepared: Prepared) -> pd.DataFrame:
    return prepared.batch.tables["Observation"].set_index("id")


def nodes(batch: Batch) -> dict[str, str]:
    return {id_: type_ for type_ in contract().nodes if type_ in batch.tables for id_ in batch.tables[type_]["id"]}


def listed(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def printed(table: str) -> list[dict[str, str]]:
    path = DATA / FILES[table]
    data = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path, dtype=str)
    return [{str(column): str(cell) for column, cell in row.items()} for row in data.fillna("").to_dict("records")]


def test_every_world_share_of_a_joined_table_is_the_printed_percentage(prepared: Prepared) -> None:
    joins = {
        (row["material"], row["stage"]): row["item"] for row in listed("crosswalk.csv") if row["table"] == "supply"
    }
    made = prepared.batch.tables["PRODUCES"].set_index(["from", "to"])["share"]
    expected = {
        (by_iso3()[line["iso3"]].id, joins[line["material"], line["stage"]]): line["share_text"]
        for line in printed("supply")
        if (line["material"], line["stage"]) in joins
    }

    assert set(made.index) == set(expected)
    for pair, text in expected.items():
        share = made[pair]
        assert pd.isna(share) if text.startswith("<") else share == pytest.approx(float(text.rstrip("%")) / 100)


def test_less_than_a_tenth_of_a_percent_is_unknown_and_says_so(prepared: Prepared) -> None:
    made = prepared.batch.tables["PRODUCES"]

    unknown = made[made["share"].isna()]

    assert len(unknown) > 100
    assert unknown["note"].str.startswith("<0.1%").all()


def test_the_world_shares_are_a_mean_of_five_years_of_grade_a(prepared: Prepared) -> None:
    made = prepared.batch.tables["PRODUCES"]

    assert set(made["as_of"]) == {"2020"}
    assert set(made["grade"]) == {"A"}
    assert made["note"].str.contains("average 2016-2020", regex=False).all()


def test_stages_of_a_material_are_items_of_their_own(prepared: Prepared) -> None:
    """European Commission (2023), doi 10.2873/725585: cobalt is mined in the DR Congo and refined in China."""
    made = prepared.batch.tables["PRODUCES"].set_index("to")

    for item, country, share in (
        ("cobalt-ore", "CD", 0.628),
        ("cobalt-refined", "CN", 0.596),
        ("gallium", "CN", 0.938),
    ):
        makers = made.loc[item].set_index("from")["share"]
        assert makers.idxmax() == country
        assert makers.max() == pytest.approx(share)


def test_what_is_seen_from_the_eu_says_so_and_is_no_supply(observations: pd.DataFrame) -> None:
    assert observations["note"].str.startswith("EU view").all()
    assert set(observations["measure"]) == {
        "eu_trade_parameter", "eu_sourcing_share", "eu_end_use_share", "eu_supply_risk", "eu_economic_importance",
        "eol_rir",
    }  # fmt: skip


def test_an_observation_of_a_country_hangs_on_the_item_and_on_the_country(prepared: Prepared) -> None:
    links = prepared.batch.tables["HAS_OBSERVATION"]

    subjects = set(links.loc[links["to"] == "eu-2023-sourcing-antimony-ore-TR", "from"])

    assert subjects == {"antimony-ore", "TR"}


def test_a_printed_recycling_rate_of_zero_is_unknown(observations: pd.DataFrame) -> None:
    values, notes = observations["value"], observations["note"]

    assert values[["eu-2023-eol-rir-lithium-carbonate"]].isna().all()
    assert "printed 0" in str(notes["eu-2023-eol-rir-lithium-carbonate"])
    assert values["eu-2023-eol-rir-tungsten-ore"] == 0.42
    assert "HS92 261100;810110" in str(notes["eu-2023-eol-rir-tungsten-ore"])


def test_a_line_that_the_table_holds_twice_is_left_out_once_and_counted(
    prepared: Prepared, observations: pd.DataFrame
) -> None:
    magnesium = observations[observations.index.str.startswith("eu-2023-end-use-magnesium-primary-")]

    assert [skip.reason for skip in prepared.skipped] == ["Magnesium, Construction: the table holds the line twice"]
    assert magnesium["value"].sum() == 100


def test_the_scores_of_2017_and_2023_are_not_here(observations: pd.DataFrame) -> None:
    scores = observations[observations["measure"].isin(["eu_supply_risk", "eu_economic_importance"])]

    assert set(scores["as_of"]) == {"2011", "2014", "2020"}


def test_every_table_row_means_an_item_or_stands_in_the_list_for_review() -> None:
    joined = {tuple(row[column] for column in COLUMNS) for row in listed("crosswalk.csv")}
    unresolved = {tuple(row[column] for column in COLUMNS) for row in listed("unresolved.csv")}

    rows = {
        (table, line["material"], line["stage"] if table in ("supply", "sourcing", "recycling") else "")
        for table in FILES
        for line in printed(table)
    }

    assert joined & unresolved == set()
    assert joined | unresolved == rows
    assert all(row["reason"] for row in listed("unresolved.csv"))


def test_no_item_is_meant_by_two_rows_of_one_table() -> None:
    pairs = [(row["table"], row["item"]) for row in listed("crosswalk.csv")]

    assert sorted(set(pairs)) == sorted(pairs)


def test_both_official_sources_name_the_same_leader_of_a_stage(prepared: Prepared, before: list[Batch]) -> None:
    """A stage joined to a wrong item would show here. Three leaders changed; of krypton USGS prints the US only."""
    usgs = before[1].tables["PRODUCES"]
    newest = usgs[usgs["as_of"] == "2025"]

    leaders = [
        table.dropna(subset=["share"]).sort_values("share").groupby("to")["from"].last()
        for table in (newest, prepared.batch.tables["PRODUCES"])
    ]
    both = pd.concat(leaders, axis=1, join="inner", keys=["usgs", "eu"])
    differ = both[both["usgs"] != both["eu"]]

    assert len(both) >= 35
    assert set(differ.index) == {"arsenic", "barite", "bauxite", "krypton"}


def test_a_wording_becomes_part_of_an_id_in_plain_letters() -> None:
    assert slug("Hard materials (carbides & diamond tools) C25") == "hard-materials-carbides-diamond-tools-c25"
