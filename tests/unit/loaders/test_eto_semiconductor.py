"""The optional pack: headquarters are no plants, kinds are no substitutes, blanks are unknown."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from loaders.registry import by_id, licence_text
from loaders.run import prepare
from schema.load import contract
from tests.unit.loaders.prepared import nodes, on_top

FOUND = by_id("eto_semiconductor")
if FOUND is None:
    pytest.skip("the data of the optional pack eto_semiconductor are not here", allow_module_level=True)
SOURCE = FOUND
DATA = SOURCE.folder / "data"
NO_ROWS = pd.DataFrame({"id": []})


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return dict(on_top("eto_semiconductor").batch.tables)


def file(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_licence_shown_before_loading_forbids_commercial_use() -> None:
    text = licence_text(SOURCE)

    assert "CC BY-NC 4.0" in text
    assert "Attribution-NonCommercial 4.0 International" in text


def test_no_share_by_headquarters_becomes_a_place_of_production(tables: dict[str, pd.DataFrame]) -> None:
    assert "PRODUCES" not in tables
    assert "site" not in tables["SUPPLIES"] or tables["SUPPLIES"]["site"].isna().all()


def test_a_countrys_share_is_observed_on_the_item_and_on_the_country(tables: dict[str, pd.DataFrame]) -> None:
    observed = tables["Observation"].set_index("id")

    said_of = set(tables["HAS_OBSERVATION"].query("to == 'eto-headquarters-coater-developer-CN-2025'")["from"])

    assert said_of == {"coater-developer", "CN"}
    assert list(observed.loc["eto-headquarters-coater-developer-CN-2025", ["value", "unit"]]) == [0.5, "%"]
    assert set(observed["measure"]) == {"headquarters_share"}


def test_a_blank_share_is_unknown(tables: dict[str, pd.DataFrame]) -> None:
    blank = {row["provider_name"] for row in file("provision.csv") if not row["share_provided"]}
    supplies, observed = tables["SUPPLIES"], tables["Observation"]

    assert "Kempur" in blank
    assert supplies.query("`from` == 'red-avenue' and to == 'photoresist-semiconductor'")["share"].isna().all()
    assert observed["value"].isna().sum() == 70
    assert observed.loc[observed["value"].isna(), "unit"].isna().all()
    assert observed.loc[observed["value"].isna(), "note"].str.startswith("share not given").all()


def test_shares_of_firms_are_parts_of_the_world_market(tables: dict[str, pd.DataFrame]) -> None:
    supplies = tables["SUPPLIES"]
    sums = supplies.dropna(subset=["share"]).groupby(["to", "as_of"])["share"].sum()

    assert sums.max() <= 1.005
    assert supplies.query("`from` == 'tokyo-electron' and to == 'coater-developer'")["share"].tolist() == [0.926]


def test_a_kind_is_never_an_alternative(tables: dict[str, pd.DataFrame]) -> None:
    ids = {row["input_id"]: row["item"] or f"eto-{row['input_id']}" for row in file("items.csv")}

    def pairs(table: str) -> set[tuple[str, str]]:
        return set(zip(tables[table]["from"], tables[table]["to"], strict=True))

    def printed(column: str) -> set[tuple[str, str]]:
        return {(ids[row["input_id"]], ids[row[column]]) for row in file("sequence.csv") if row[column]}

    assert pairs("KIND_OF") == printed("is_type_of_id")
    assert pairs("REQUIRES") == {(into, key) for key, into in printed("goes_into_id")}
    assert ("lithography-scanner-euv", "eto-N19") in pairs("KIND_OF")
    assert set(tables["REQUIRES"]["slot"].dropna()) == {"kind-of-design"}


def test_tools_are_durable_and_materials_are_consumed(tables: dict[str, pd.DataFrame]) -> None:
    mode = tables["REQUIRES"].set_index(["from", "to"])["mode"]

    assert mode["eto-N16", "ion-implanter"] == "durable"
    assert mode["eto-N7", "eda-software"] == "durable"
    assert mode["eto-N25", "photoresist-semiconductor"] == "consumed"


def test_the_pack_changes_no_recipe_of_a_curated_item(tables: dict[str, pd.DataFrame]) -> None:
    assert not set(tables["REQUIRES"]["from"]) & {id_ for id_, _ in nodes("curated")}


def test_new_nodes_carry_the_prefix_of_the_pack(tables: dict[str, pd.DataFrame]) -> None:
    curated = {id_ for id_, _ in nodes("curated")}
    new = {id_ for id_, type_ in nodes("eto_semiconductor") if type_ != "Place"}

    assert not new & curated
    assert all(id_.startswith("eto-") for id_ in new)
    assert len(tables["Equipment"]) == 71
    assert tables["Equipment"]["name_zh"].notna().all()


def test_an_identical_firm_is_one_node_and_a_namesake_is_not(tables: dict[str, pd.DataFrame]) -> None:
    joined = {row["provider_id"]: row["firm"] for row in file("firms.csv")}

    assert joined["P88"] == "asml"
    assert "P199" not in joined  # SST is Silicon Storage Technology, in curated a maker of superconductors
    assert set(joined.values()) <= {id_ for id_, type_ in nodes("curated") if type_ == "Firm"}


def test_groups_of_unnamed_providers_are_no_firm(tables: dict[str, pd.DataFrame]) -> None:
    left_out = [skip.reason for skip in on_top("eto_semiconductor").skipped]

    assert not tables["Firm"]["name_en"].str.contains("Various").any()
    assert sum("no single firm or country" in reason for reason in left_out) == 133
    assert sum("a stage is no item" in reason for reason in left_out) == 21


def test_only_new_firms_get_their_headquarters_from_the_pack(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables["HEADQUARTERED_IN"]["from"]) == set(tables["Firm"]["id"])


def test_a_merge_taken_out_of_the_file_gives_both_items_back(tmp_path: Path) -> None:
    """`items.csv` says that an input is a curated item; without the row's answer it is an item of its own again."""
    merged = next(row for row in file("items.csv") if row["item"])
    shutil.copytree(SOURCE.folder, tmp_path / "eto_semiconductor")
    lines = (DATA / "items.csv").read_text("utf-8").splitlines()
    apart = [line.replace(f",{merged['item']},", ",,") for line in lines]
    known = {node: type_ for needed in SOURCE.manifest.after for node, type_ in nodes(needed)}
    own = f"eto-{merged['input_id']}"

    manifest = replace(SOURCE.manifest, assertions=())
    copy = replace(SOURCE, folder=tmp_path / "eto_semiconductor", manifest=manifest)

    def items() -> set[str]:
        batch = prepare(copy, contract(), known).batch
        return {id_ for type_ in contract().types_with_label("Item") for id_ in batch.tables.get(type_, NO_ROWS)["id"]}

    together = items()
    (tmp_path / "eto_semiconductor" / "data" / "items.csv").write_text("\n".join(apart), "utf-8")
    separate = items()

    assert separate - together == {own}
    assert together - separate == set()
    assert merged["item"] in known
    assert merged["item"] not in separate
