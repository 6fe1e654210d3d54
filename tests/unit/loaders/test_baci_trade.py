"""China's trade: every flow of a code that means an item, and no code read as what it is not."""

from __future__ import annotations

import pandas as pd
import pytest

from loaders.baci_trade.transform import FILES, JOINS
from loaders.registry import by_id
from tests.unit.loaders.prepared import on_top

SOURCE = by_id("baci_trade")
assert SOURCE is not None
DATA = SOURCE.folder / "data"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return dict(on_top("baci_trade").batch.tables)


def printed(nomenclature: str) -> pd.DataFrame:
    return pd.read_parquet(DATA / FILES[nomenclature])


def test_every_flow_has_china_on_exactly_one_side(tables: dict[str, pd.DataFrame]) -> None:
    flows = tables["EXPORTS_TO"]

    assert ((flows["from"] == "CN") != (flows["to"] == "CN")).all()


@pytest.mark.parametrize(("nomenclature", "code"), [("HS1992", "283691"), ("HS2017", "811292")])
def test_no_dollar_or_tonne_is_lost_on_the_way(tables: dict[str, pd.DataFrame], nomenclature: str, code: str) -> None:
    rows = printed(nomenclature)
    rows = rows[rows["hs6"] == code]
    flows = tables["EXPORTS_TO"].query("code == @id", local_dict={"id": f"{nomenclature.lower()}-{code}"})

    assert len(flows) == len(rows)
    assert flows["value"].sum() == pytest.approx(rows["value_thousand_usd"].astype(float).sum() * 1000)
    assert flows["quantity"].sum() == pytest.approx(rows["quantity_tonnes"].astype(float).sum())
    assert set(flows["value_unit"]) == {"USD"}


def test_a_quantity_that_is_not_printed_is_unknown(tables: dict[str, pd.DataFrame]) -> None:
    flows = tables["EXPORTS_TO"]

    unknown = flows["quantity"].isna()

    assert 0 < unknown.sum() < 0.1 * len(flows)
    assert flows.loc[unknown, "quantity_unit"].isna().all()
    assert flows["value"].notna().all()


def test_a_code_of_several_elements_is_joined_to_all_of_them_and_marked(tables: dict[str, pd.DataFrame]) -> None:
    joins = tables["TRADED_AS"]

    for code, items in {
        "hs2017-811292": {"gallium", "germanium", "hafnium", "indium", "niobium", "rhenium", "vanadium"},
        "hs2017-280429": {"helium", "neon", "krypton", "xenon"},
    }.items():
        of_code = joins[joins["to"] == code]
        assert set(of_code["from"]) == items
        assert set(of_code["coverage"]) == {"mixed"}
        assert of_code["note"].notna().all()


def test_a_code_that_is_exactly_an_item_is_joined_to_no_other(tables: dict[str, pd.DataFrame]) -> None:
    joins = tables["TRADED_AS"]

    exact = joins[joins["coverage"] == "exact"]

    assert set(joins[joins["to"].isin(exact["to"])]["coverage"]) == {"exact"}
    assert not exact["to"].duplicated().any()


def test_joins_are_our_reading_and_flows_the_publishers_word(tables: dict[str, pd.DataFrame]) -> None:
    joins, flows = tables["TRADED_AS"], tables["EXPORTS_TO"]

    assert set(zip(joins["source"], joins["grade"], strict=True)) == {(JOINS, "D")}
    assert set(zip(flows["source"], flows["grade"], strict=True)) == {("cepii-baci", "B")}
    assert (flows["as_of"] == flows["year"].astype(str)).all()
    assert flows["locator"].notna().all()


def test_china_buys_its_ferroniobium_from_brazil(tables: dict[str, pd.DataFrame]) -> None:
    flows = tables["EXPORTS_TO"].query("code == 'hs1992-720293' and to == 'CN' and year == 2023")

    assert flows.set_index("from")["value"]["BR"] / flows["value"].sum() > 0.9


def test_taiwan_is_a_partner_under_its_own_id(tables: dict[str, pd.DataFrame]) -> None:
    assert {"TW", "HK", "NA"} <= set(tables["EXPORTS_TO"]["from"]) | set(tables["EXPORTS_TO"]["to"])
    assert "S19" in set(printed("HS1992")["exporter"])


def test_a_code_in_both_series_is_told_once(tables: dict[str, pd.DataFrame]) -> None:
    codes = tables["TradeCode"]

    assert not codes["code"].duplicated().any()
    assert set(codes["nomenclature"]) == {"HS1992", "HS2017"}
    assert {"283691", "260600"} <= set(printed("HS2017")["hs6"]) & set(codes.query("nomenclature == 'HS1992'")["code"])


def test_every_code_is_joined_or_listed_with_its_reason(tables: dict[str, pd.DataFrame]) -> None:
    skipped = on_top("baci_trade").skipped

    assert len(tables["TradeCode"]) + len(skipped) == 87
    assert any("HS1992 280480" in skip.reason and "trioxide" in skip.reason for skip in skipped)


def test_trade_makes_nobody_a_producer(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables) == {"Source", "TradeCode", "TRADED_AS", "EXPORTS_TO", "Place"}
